/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/stream.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

enum { ESCAPE = 0x1B };

/* Colours put back as they were, at the end: the one string of the terminal's description. */
static const char colours_back[] = "\033]104\007";

/* Controls, bidi controls, separators of lines, invisible tags, the byte order mark. */
static bool is_forbidden(uint32_t code) {
    static const uint32_t ranges[][2] = {
        {0x7F, 0x9F},       {0xAD, 0xAD},       {0x061C, 0x061C}, {0x200B, 0x200B},
        {0x200E, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F}, {0xFEFF, 0xFEFF},
        {0xFFF9, 0xFFFB},   {0xE0000, 0xE0FFF}, {0x180E, 0x180E}, {0x13430, 0x1343F},
        {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    return false;
}

static enum stream_kind take_text(const char *bytes, size_t len, size_t *taken) {
    uint32_t code = 0;
    *taken = utf8_decode(bytes, len, &code);
    return code == UTF8_BAD || is_forbidden(code) ? STREAM_ALIEN : STREAM_TEXT;
}

/* Modes as they were: private ones of xterm's. */
static bool is_saving(char final, const char *parameters, size_t len) {
    return (final == 's' || final == 'r') && len && *parameters == '?';
}

static enum stream_kind kind_of_final(char final, const char *parameters, size_t len) {
    if (is_saving(final, parameters, len))
        return STREAM_MODE;
    if (strchr("ABCDGHd", final))
        return STREAM_MOTION;
    if (final == 'm')
        return STREAM_STYLE;
    if (strchr("JKLMPSTX@br", final))
        return STREAM_CLEARING;
    /* The title is put on the terminal's stack and taken back. */
    if (final == 't')
        return len && (!strncmp(parameters, "22;", 3) || !strncmp(parameters, "23;", 3))
                   ? STREAM_MODE
                   : STREAM_ALIEN;
    return final == 'h' || final == 'l' ? STREAM_MODE : STREAM_ALIEN;
}

/* Control Sequence Introducer: parameters, then one final byte. */
static enum stream_kind take_csi(const char *bytes, size_t len, size_t *taken) {
    size_t end = 2;
    while (end < len && strchr("0123456789;?", bytes[end]) && bytes[end])
        end++;
    *taken = end < len ? end + 1 : len;
    if (end == len || !bytes[end])
        return STREAM_ALIEN;
    return kind_of_final(bytes[end], bytes + 2, end - 2);
}

/* The terminal's title (xterm's OSC 2): text, and nothing else, up to BEL. */
static enum stream_kind take_title(const char *bytes, size_t len, size_t *taken) {
    static const char begin[] = "\033]2;";
    size_t at = sizeof begin - 1, one = 1;
    *taken = 2;
    if (len < at || memcmp(bytes, begin, at))
        return STREAM_ALIEN;
    for (; at < len && bytes[at] != '\a'; at += one)
        if ((unsigned char)bytes[at] < ' ' || take_text(bytes + at, len - at, &one) == STREAM_ALIEN)
            return STREAM_ALIEN;
    *taken = at < len ? at + 1 : len;
    return at < len ? STREAM_MODE : STREAM_ALIEN;
}

/* The title, or a question for the colour of text or the background, which sets nothing. */
static enum stream_kind take_command(const char *bytes, size_t len, size_t *taken) {
    static const char question[] = "\033]11;?\a", other[] = "\033]10;?\a";
    if (len < sizeof question - 1 ||
        (memcmp(bytes, question, sizeof question - 1) && memcmp(bytes, other, sizeof other - 1)))
        return take_title(bytes, len, taken);
    *taken = sizeof question - 1;
    return STREAM_MODE;
}

static enum stream_kind take_escape(const char *bytes, size_t len, size_t *taken) {
    if (len > 1 && bytes[1] == '[')
        return take_csi(bytes, len, taken);
    if (len >= sizeof colours_back - 1 && !memcmp(bytes, colours_back, sizeof colours_back - 1)) {
        *taken = sizeof colours_back - 1;
        return STREAM_STYLE;
    }
    if (len > 1 && bytes[1] == ']')
        return take_command(bytes, len, taken);
    if (len > 2 && bytes[1] == '(' && (bytes[2] == 'B' || bytes[2] == '0')) {
        *taken = 3;
        return STREAM_STYLE;
    }
    *taken = len > 1 ? 2 : 1;
    if (len > 1 && bytes[1] == 'M')
        return STREAM_CLEARING;
    if (len > 1 && (bytes[1] == '7' || bytes[1] == '8'))
        return STREAM_MOTION;
    return len > 1 && (bytes[1] == '=' || bytes[1] == '>') ? STREAM_MODE : STREAM_ALIEN;
}

enum stream_kind stream_next(const char *bytes, size_t len, size_t *taken) {
    *taken = 1;
    if (bytes[0] == ESCAPE)
        return take_escape(bytes, len, taken);
    if (bytes[0] && strchr("\r\n\b\t", bytes[0]))
        return STREAM_MOTION;
    if ((unsigned char)bytes[0] < ' ')
        return STREAM_ALIEN;
    return take_text(bytes, len, taken);
}

bool stream_is_clean(const char *bytes, size_t len, size_t *at) {
    size_t taken = 0;
    for (*at = 0; *at < len; *at += taken)
        if (stream_next(bytes + *at, len - *at, &taken) == STREAM_ALIEN)
            return false;
    return true;
}

static void note_switch(struct stream_modes *modes, const char *bytes, size_t len) {
    static const char *const names[] = {"\033[?1049", "\033[?25", "\033[?2004"};
    bool *const switches[] = {&modes->is_alternate, &modes->is_cursor_hidden,
                              &modes->is_pasting_bracketed};
    for (size_t i = 0; i < 3; i++)
        if (len == strlen(names[i]) + 1 && !memcmp(bytes, names[i], len - 1))
            *switches[i] = (bytes[len - 1] == 'h') != (i == 1);
}

struct stream_modes stream_modes(const char *bytes, size_t len) {
    struct stream_modes modes = {false, false, false};
    size_t taken = 0;
    for (size_t at = 0; at < len; at += taken)
        if (stream_next(bytes + at, len - at, &taken) == STREAM_MODE)
            note_switch(&modes, bytes + at, taken);
    return modes;
}
