/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/charset.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

void charset_init(struct charset *charset, const char *name) {
    *charset = (struct charset){.converter = NULL};
    if (!strcmp(name, "UTF-8"))
        return;
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter != (iconv_t)-1)
        charset->converter = converter;
}

void charset_fini(struct charset *charset) {
    if (charset->converter)
        iconv_close(charset->converter);
    charset->converter = NULL;
}

void charset_put(struct charset *charset, unsigned char byte) {
    if (charset->len < sizeof charset->bytes)
        charset->bytes[charset->len++] = (char)byte;
}

static bool drop(struct charset *charset, size_t len) {
    charset->len -= len;
    memmove(charset->bytes, charset->bytes + len, charset->len);
    return true;
}

/* The length of a character with this first byte, if it is one. */
static size_t whole_len(unsigned char first) {
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
}

static bool take_utf8(struct charset *charset, uint32_t *code) {
    size_t len = utf8_decode(charset->bytes, charset->len, code);
    if (*code != UTF8_BAD)
        return drop(charset, len);
    /* Invalid so far, and nothing else has arrived: more bytes may complete it. */
    unsigned char first = (unsigned char)*charset->bytes;
    if (len == charset->len && first <= 0xF4 && len < whole_len(first))
        return false;
    *code = CHARSET_REPLACEMENT;
    return drop(charset, len);
}

/* Whether the first `len` bytes are a character. If not, errno is EINVAL when more bytes could
 * complete one. Some sets hold back a letter that a mark may follow, so the converter is
 * flushed. */
static bool convert(struct charset *charset, size_t len, uint32_t *code) {
    char made[CHARSET_CHARACTER_BYTES * UTF8_BYTES_MAX];
    char *from = charset->bytes, *to = made;
    size_t left = len, room = sizeof made;
    iconv(charset->converter, NULL, NULL, NULL, NULL);
    if (iconv(charset->converter, &from, &left, &to, &room) == (size_t)-1)
        return false;
    iconv(charset->converter, NULL, NULL, &to, &room);
    errno = EINVAL;
    return to > made && utf8_decode(made, (size_t)(to - made), code);
}

/* Takes the shortest prefix that makes a character. */
static bool take_converted(struct charset *charset, uint32_t *code) {
    for (size_t len = 1; len <= charset->len; len++) {
        if (convert(charset, len, code))
            return drop(charset, len);
        if (errno != EINVAL)
            break;
        if (len == charset->len && len < sizeof charset->bytes)
            return false;
    }
    *code = CHARSET_REPLACEMENT;
    return drop(charset, 1);
}

bool charset_take(struct charset *charset, uint32_t *code) {
    if (!charset->len)
        return false;
    return charset->converter ? take_converted(charset, code) : take_utf8(charset, code);
}

bool charset_end(struct charset *charset) {
    bool was_begun = charset->len;
    charset->len = 0;
    return was_begun;
}

bool charset_is_control(const struct charset *charset, unsigned char byte) {
    enum { BEFORE_CONTROL = 0xC2 };
    struct charset alone = {.converter = charset->converter};
    uint32_t code;
    if (!charset->converter)
        return !charset->len ||
               (charset->len == 1 && (unsigned char)*charset->bytes == BEFORE_CONTROL);
    charset_put(&alone, byte);
    return !charset->len && charset_take(&alone, &code) &&
           (code == byte || code == CHARSET_REPLACEMENT);
}
