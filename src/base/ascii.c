/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ascii.h"

#include "base/codepoint.h"
#include "base/sign.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Characters without a decomposition (UnicodeData.txt), or with one that reads worse. */
static const struct spelling {
    uint32_t code;
    const char *ascii;
} spellings[] = {
    /* signs; base/sign.h has the program's own */
    {U'—', "-"},
    {U'≤', "<="},
    {U'▒', ":"},
    {U'█', "#"},
    {U'←', "<"},
    {U'→', ">"},
    {U'⏎', "^J"},
    /* letters */
    {U'ß', "ss"},
    {U'ẞ', "SS"},
    {U'Æ', "AE"},
    {U'æ', "ae"},
    {U'Œ', "OE"},
    {U'œ', "oe"},
    {U'Ø', "O"},
    {U'ø', "o"},
    {U'Đ', "D"},
    {U'đ', "d"},
    {U'Ð', "D"},
    {U'ð', "d"},
    {U'Ł', "L"},
    {U'ł', "l"},
    {U'Þ', "Th"},
    {U'þ', "th"},
    {U'Ħ', "H"},
    {U'ħ', "h"},
    {U'Ŧ', "T"},
    {U'ŧ', "t"},
    {U'Ŋ', "Ng"},
    {U'ŋ', "ng"},
    {U'ı', "i"},
    {U'ȷ', "j"},
    {U'Ɓ', "B"},
    {U'ɓ', "b"},
    {U'Ɗ', "D"},
    {U'ɗ', "d"},
    {U'Ƙ', "K"},
    {U'ƙ', "k"},
    {U'Ɛ', "E"},
    {U'ɛ', "e"},
    {U'Ə', "E"},
    {U'ə', "e"},
    {U'Ɔ', "O"},
    {U'ɔ', "o"},
    /* small capitals, which people use in names */
    {U'ᴀ', "a"},
    {U'ʙ', "b"},
    {U'ᴄ', "c"},
    {U'ᴅ', "d"},
    {U'ᴇ', "e"},
    {U'ꜰ', "f"},
    {U'ɢ', "g"},
    {U'ʜ', "h"},
    {U'ɪ', "i"},
    {U'ᴊ', "j"},
    {U'ᴋ', "k"},
    {U'ʟ', "l"},
    {U'ᴍ', "m"},
    {U'ɴ', "n"},
    {U'ᴏ', "o"},
    {U'ᴘ', "p"},
    {U'ʀ', "r"},
    {U'ꜱ', "s"},
    {U'ᴛ', "t"},
    {U'ᴜ', "u"},
    {U'ᴠ', "v"},
    {U'ᴡ', "w"},
    {U'ʏ', "y"},
    {U'ᴢ', "z"},
    /* punctuation */
    {U'„', "\""},
    {U'‟', "\""},
    {U'″', "\""},
    {U'«', "\""},
    {U'»', "\""},
    {U'¨', "\""},
    {U'‘', "'"},
    {U'’', "'"},
    {U'‚', "'"},
    {U'‛', "'"},
    {U'′', "'"},
    {U'´', "'"},
    {U'ʹ', "'"},
    {U'ʻ', "'"},
    {U'ʼ', "'"},
    {U'ʾ', "'"},
    {U'ʿ', "'"},
    {U'‹', "<"},
    {U'‐', "-"},
    {U'‒', "-"},
    {U'―', "-"},
    {U'־', "-"},
    {U'•', "-"},
    {U'⁃', "-"},
    {U'・', "-"},
    {U'¡', "!"},
    {U'¿', "?"},
    {U'¦', "|"},
    {U'⁄', "/"},
    {U'∕', "/"},
    {U'÷', "/"},
    {U'∶', ":"},
    {U'≥', ">="},
    {U'≠', "!="},
    {U'±', "+-"},
    {U'©', "(c)"},
    {U'®', "(r)"},
    {U'€', "EUR"},
    {U'✔', "v"},
    {U'✗', "x"},
    {U'✘', "x"},
    {U'○', "o"},
    {U'★', "*"},
    {U'☆', "*"},
    {U'♡', "<3"},
    {U'♥', "<3"},
    {U'❤', "<3"},
    {U'、', ","},
    {U'。', "."},
    {U'「', "\""},
    {U'」', "\""},
    {U'〜', "~"},
};

struct spelt {
    char *bytes;
    size_t len, room;
};

static bool put_text(struct spelt *out, const char *text) {
    size_t len = strlen(text);
    if (out->len + len > out->room)
        return false;
    memcpy(out->bytes + out->len, text, len);
    out->len += len;
    return true;
}

static bool put_byte(struct spelt *out, uint32_t byte) {
    return put_text(out, (const char[]){(char)byte, '\0'});
}

static bool put_control(struct spelt *out, uint32_t control) {
    return put_text(out, "^") && put_byte(out, control ^ 0x40);
}

/* A mark after a letter is dropped; a mark on a space is all there is. */
static bool drop_mark(const struct spelt *out) {
    return out->len > 0 && out->bytes[out->len - 1] != ' ';
}

/* Characters with a known spelling; *is_known is set if there is one. */
static bool put_known(struct spelt *out, uint32_t code, bool *is_known) {
    enum { CONTROL_PICTURES = 0x2400, PICTURES = 0x20, SYMBOL_FOR_DELETE = 0x2421, DELETE = 0x7F };
    *is_known = true;
    if (code >= 0x20 && code < DELETE)
        return put_byte(out, code);
    if (code >= CONTROL_PICTURES && code < CONTROL_PICTURES + PICTURES)
        return put_control(out, code - CONTROL_PICTURES);
    if (code == SYMBOL_FOR_DELETE)
        return put_control(out, DELETE);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i].code == code)
            return put_text(out, spellings[i].ascii);
    if (sign_ascii(code))
        return put_byte(out, (uint32_t)sign_ascii(code));
    enum codepoint_class class = codepoint_class(code);
    if (class == CODEPOINT_REGIONAL)
        return put_byte(out, 'A' + code - CODEPOINT_REGIONAL_A);
    if (class == CODEPOINT_MARK && codepoint_width(code) == 0)
        return drop_mark(out);
    *is_known = false;
    return false;
}

static bool put_code(struct spelt *out, uint32_t code) {
    enum { PARTS_MAX = 32 }; /* U+FDFA has 18, the most */
    uint32_t parts[PARTS_MAX];
    bool is_known;
    bool is_put = put_known(out, code, &is_known);
    if (is_known)
        return is_put;
    size_t count = codepoint_take_apart(code, parts, PARTS_MAX);
    for (size_t i = 0; i < count; i++)
        if (!put_known(out, parts[i], &is_known))
            return false;
    return count > 0;
}

size_t ascii_spell(const char *text, size_t len, char *out, size_t room) {
    struct spelt spelt = {.bytes = out, .room = room};
    for (size_t at = 0; at < len;) {
        uint32_t code = 0;
        at += utf8_decode(text + at, len - at, &code);
        if (!put_code(&spelt, code))
            return 0;
    }
    return spelt.len;
}
