/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_table.h"

enum { WORDS_MAX = 1 << 16 };

void plain_table_row(struct plain_out *out, const struct table *table, const void *row) {
    struct cell cell;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    for (const struct table_column *const *at = table->people; *at; at++) {
        const char *full = table_full(*at, row, &cell);
        if (*full)
            buf_format(&words, "%s%s", words.len ? ", " : "", full);
    }
    plain_out_line(out, "%s.", buf_text(&words));
    buf_fini(&words);
}
