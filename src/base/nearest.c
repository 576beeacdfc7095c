/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static bool is_same(char a, char b) {
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The restricted edit distance (optimal string alignment), with three rows of its matrix. */
static size_t count_slips(const char *from, size_t from_len, const char *to, size_t to_len) {
    size_t rows[3][NEAREST_WORD_MAX + 1];
    for (size_t j = 0; j <= to_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= from_len; i++) {
        size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= to_len; j++) {
            now[j] = above[j - 1] + !is_same(from[i - 1], to[j - 1]);
            now[j] = least(now[j], least(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && is_same(from[i - 1], to[j - 2]) &&
                is_same(from[i - 2], to[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return rows[from_len % 3][to_len];
}

const char *nearest_of(const char *typed, const char *const words[], size_t count) {
    size_t typed_len = strnlen(typed, NEAREST_WORD_MAX + 1), fewest = typed_len / 3 + 1;
    const char *found = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(words[i]);
        if (typed_len > NEAREST_WORD_MAX || len > NEAREST_WORD_MAX)
            continue;
        size_t slips = count_slips(typed, typed_len, words[i], len);
        if (slips < fewest) {
            fewest = slips;
            found = words[i];
        }
    }
    return found;
}
