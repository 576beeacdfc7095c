/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/clipboard.h"

#include "base/base64.h"
#include "base/mem.h"
#include "base/spawn.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* GNU screen accepts strings of 767 bytes (MAXSTR in its screen.h), 255 before version 4.2, and
     * prints the rest of longer ones. */
    SCREEN_STRING_MAX = 240,
    OUT_MAX_BYTES = 4 * CLIPBOARD_SEQUENCE_MAX
};

#define SEQUENCE_HEAD "\033]52;c;"
#define SEQUENCE_END  "\a" /* ST would do as well, but its ESC would end the strings around it */
#define STRING_HEAD   "\033P"
#define STRING_END    "\033\\"

_Static_assert(sizeof SEQUENCE_HEAD - 1 + BASE64_LEN(CLIPBOARD_TEXT_MAX) + sizeof SEQUENCE_END -
                       1 ==
                   CLIPBOARD_SEQUENCE_MAX,
               "the longest text makes the longest sequence");

/* A name is related to another if it continues it with a dash: vt100-w, linux-16color. */
static bool is_kin(const char *term, const char *name) {
    size_t len = strlen(name);
    return !strncmp(term, name, len) && (!term[len] || term[len] == '-');
}

static bool lacks_clipboard(const char *term) {
    static const char *const names[] = {"dumb",  "ansi",  "linux", "cons25", "vt52",  "vt100",
                                        "vt102", "vt220", "vt320", "vt420",  "vt510", "vt525"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_kin(term, names[i]))
            return true;
    return !*term;
}

static bool is_set(const char *value) {
    return value && *value;
}

enum clipboard_route clipboard_route(const char *term, const char *tmux, const char *sty) {
    /* One of the two runs inside the other, and nothing says which. */
    if (is_set(sty) && is_set(tmux))
        return CLIPBOARD_SCREEN;
    if (is_set(tmux))
        return CLIPBOARD_TMUX;
    if (!term || lacks_clipboard(term))
        return is_set(sty) ? CLIPBOARD_SCREEN : CLIPBOARD_NONE;
    if (is_set(sty) || !strncmp(term, "screen", strlen("screen")))
        return CLIPBOARD_SCREEN;
    return is_kin(term, "tmux") ? CLIPBOARD_TMUX : CLIPBOARD_PLAIN;
}

bool clipboard_is_doubtful(enum clipboard_route route, const char *sty, size_t len) {
    size_t sequence = sizeof SEQUENCE_HEAD - 1 + BASE64_LEN(len) + sizeof SEQUENCE_END - 1;
    return route == CLIPBOARD_SCREEN && !is_set(sty) && sequence > SCREEN_STRING_MAX;
}

static void put_in_strings(struct buf *out, const struct buf *sequence) {
    for (size_t at = 0; at < sequence->len; at += SCREEN_STRING_MAX) {
        size_t len = sequence->len - at;
        buf_text_put(out, STRING_HEAD);
        buf_put(out, sequence->data + at, len < SCREEN_STRING_MAX ? len : SCREEN_STRING_MAX);
        buf_text_put(out, STRING_END);
    }
}

/* The passthrough needs every ESC doubled; the sequence has one, at its start. */
static void put_passthrough(struct buf *out, const struct buf *sequence) {
    buf_text_put(out, STRING_HEAD "tmux;\033");
    buf_put(out, sequence->data, sequence->len);
    buf_text_put(out, STRING_END);
}

bool clipboard_encode(enum clipboard_route route, const char *text, size_t len, struct buf *out) {
    struct buf sequence;
    if (len > CLIPBOARD_TEXT_MAX)
        return false;
    if (route == CLIPBOARD_NONE)
        return true;
    buf_init(&sequence, CLIPBOARD_SEQUENCE_MAX);
    buf_text_put(&sequence, SEQUENCE_HEAD);
    char *encoded = mem_alloc(BASE64_LEN(len) + 1);
    base64_encode((const uint8_t *)text, len, encoded);
    buf_text_put(&sequence, encoded);
    free(encoded);
    buf_text_put(&sequence, SEQUENCE_END);
    if (route == CLIPBOARD_SCREEN)
        put_in_strings(out, &sequence);
    else
        buf_put(out, sequence.data, sequence.len);
    if (route == CLIPBOARD_TMUX)
        put_passthrough(out, &sequence);
    buf_fini(&sequence);
    return !out->overflowed;
}

/* -w, since tmux 3.2, passes it on to the attached terminal. */
static bool give_to_tmux(const char *text, size_t len, int64_t patience_ms) {
    static const char *const words[] = {"tmux", "load-buffer", "-w", "-", NULL};
    return spawn_feed(words, text, len, patience_ms, NULL);
}

enum clipboard_outcome clipboard_put(struct screen *screen, const char *text, size_t len,
                                     int64_t patience_ms) {
    const char *tmux = getenv("TMUX");
    const char *sty = getenv("STY");
    enum clipboard_route route = clipboard_route(getenv("TERM"), tmux, sty);
    struct buf out;
    if (route == CLIPBOARD_NONE)
        return CLIPBOARD_MISSING;
    if (len > CLIPBOARD_TEXT_MAX)
        return CLIPBOARD_TOO_LONG;
    if (is_set(tmux) && give_to_tmux(text, len, patience_ms))
        return CLIPBOARD_GIVEN;
    buf_init(&out, OUT_MAX_BYTES);
    if (clipboard_encode(route, text, len, &out))
        screen_send(screen, buf_text(&out), out.len);
    buf_fini(&out);
    return clipboard_is_doubtful(route, sty, len) ? CLIPBOARD_PIECES : CLIPBOARD_SENT;
}
