/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/percent.h"

#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool percent_encode(struct buf *out, const char *text, const char *plain) {
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (!(strchr(plain, *c) ? buf_put(out, c, 1) : buf_format(out, "%%%02X", *c)))
            return false;
    return true;
}

void percent_put(struct buf *out, const char *text) {
    percent_encode(out, text, PERCENT_UNRESERVED "!\"#$&'()*+,/:;<=>?@[\\]^`{|}");
    if (!*text)
        buf_text_put(out, "%");
}

static int hex_digit(char c) {
    static const char digits[] = "0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

char *percent_read(const char *word) {
    char *text = mem_alloc(strlen(word) + 1);
    size_t len = 0;
    for (word += !strcmp(word, "%"); *word; word++) {
        if (*word != '%') {
            text[len++] = *word;
            continue;
        }
        int high = hex_digit(word[1]), low = high < 0 ? -1 : hex_digit(word[2]);
        if (low < 0 || (high == 0 && low == 0)) {
            free(text);
            return NULL;
        }
        text[len++] = (char)(high * 16 + low);
        word += 2;
    }
    text[len] = '\0';
    return text;
}

bool percent_read_number(const char *word, int64_t *number) {
    char *end;
    if (*word < '0' || *word > '9')
        return false;
    errno = 0;
    *number = strtoll(word, &end, 10);
    return !*end && !errno;
}
