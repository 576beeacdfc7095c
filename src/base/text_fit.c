/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

size_t text_width(const char *text) {
    struct text_walk walk;
    struct text_piece piece;
    size_t width = 0;
    text_walk_init(&walk, text, strlen(text));
    while (text_walk_next(&walk, &piece))
        width += (size_t)piece.width;
    return width;
}

size_t text_cut(const char *text, size_t len, size_t columns) {
    struct text_walk walk;
    struct text_piece piece;
    size_t used = 0, cut = 0;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece)) {
        used += (size_t)piece.width;
        if (used > columns)
            return cut;
        if (used < columns)
            cut = walk.at;
    }
    return len;
}

void text_reveal(struct buf *out, const char *text, size_t len) {
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece))
        if (!buf_put(out, piece.bytes, piece.len))
            return;
}

void text_reveal_lines(struct buf *out, const char *text) {
    while (*text) {
        size_t len = strcspn(text, "\n");
        text_reveal(out, text, len);
        text += len;
        if (*text == '\n')
            buf_put(out, text++, 1);
    }
}

bool text_is_utf8(const char *text, size_t len) {
    size_t at = 0;
    while (at < len) {
        uint32_t code = 0;
        if ((unsigned char)text[at] < 0x80) {
            at++;
            continue;
        }
        at += utf8_decode(text + at, len - at, &code);
        if (code == UTF8_BAD)
            return false;
    }
    return true;
}
