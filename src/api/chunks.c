/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/chunks.h"

#include <stdlib.h>
#include <string.h>

enum { SIZE_DIGITS_MAX = 8 };

/* Skips the line that begins a chunk. False if there is none. */
static bool take_size(const struct buf *body, size_t *at, size_t *size) {
    const char *line = body->data + *at, *end = memchr(line, '\n', body->len - *at);
    size_t digits = strspn(line, "0123456789abcdefABCDEF");
    if (!digits || digits > SIZE_DIGITS_MAX || !end || !strchr(" \t;\r\n", line[digits]))
        return false;
    *size = strtoul(line, NULL, 16);
    *at += (size_t)(end + 1 - line);
    return true;
}

/* Skips the end of a chunk. False if something else is there. */
static bool take_end(const struct buf *body, size_t *at) {
    if (*at < body->len && body->data[*at] == '\r')
        ++*at;
    if (*at == body->len)
        return true;
    return body->data[(*at)++] == '\n';
}

/* Appends the bytes at `at` to the joined ones. */
static void move(struct buf *body, size_t *joined, size_t *at, size_t len) {
    memmove(body->data + *joined, body->data + *at, len);
    *joined += len;
    *at += len;
}

void chunks_join(struct buf *body) {
    size_t at = 0, joined = 0, size = 0;
    while (at < body->len && take_size(body, &at, &size)) {
        size_t left = body->len - at, behind;
        if (!size) {
            at = body->len;
            break;
        }
        move(body, &joined, &at, size < left ? size : left);
        behind = at;
        if (!take_end(body, &behind))
            break;
        at = behind;
    }
    if (!body->len)
        return;
    move(body, &joined, &at, body->len - at);
    body->len = joined;
    body->data[joined] = '\0';
}
