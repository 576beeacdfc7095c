/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/wrap.h"

#include "base/text.h"

#include <string.h>

enum { LINE_MAX_BYTES = 16384 };

/* Bytes of `text` that fit into `cols`; at least one cluster, so that a walk always ends. */
static size_t fit_bytes(const char *text, size_t len, size_t cols) {
    struct text_walk walk;
    struct text_piece piece;
    size_t used = 0, end = 0;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece)) {
        used += (size_t)piece.width;
        if (used > cols && end > 0)
            break;
        end = piece.source + piece.source_len;
    }
    return end;
}

bool wrap_next(const char **text, size_t cols, struct buf *line) {
    buf_clear(line);
    while (**text == ' ')
        (*text)++;
    size_t len = strlen(*text);
    if (!len || !cols)
        return false;
    size_t end = fit_bytes(*text, len, cols);
    size_t cut = end;
    while (end < len && cut > 0 && (*text)[cut] != ' ')
        cut--;
    if (cut)
        end = cut;
    buf_put(line, *text, end);
    *text += end;
    return true;
}

size_t wrap_count(const char *text, size_t cols) {
    struct buf line;
    size_t lines = 0;
    buf_init(&line, LINE_MAX_BYTES);
    while (wrap_next(&text, cols, &line))
        lines++;
    buf_fini(&line);
    return lines;
}
