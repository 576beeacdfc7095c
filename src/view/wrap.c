/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/wrap.h"

#include "base/text.h"

#include <ctype.h>
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

/* Whether a line may end at the blank at `at`: a key stays with its word, and a dot between two
 * things with the first. */
static bool can_break(const char *text, size_t at) {
    static const char dot[] = " · ";
    bool is_behind_key = at > 1 && text[at - 2] == ' ' && isgraph((unsigned char)text[at - 1]);
    return text[at] == ' ' && !is_behind_key && strncmp(text + at, dot, sizeof dot - 1) != 0;
}

/* The best place to end the line, up to `end`; 0 if there is no blank. */
static size_t last_break(const char *text, size_t end) {
    size_t best = end, blank = end;
    while (best > 0 && !can_break(text, best))
        best--;
    while (blank > 0 && text[blank] != ' ')
        blank--;
    return best ? best : blank;
}

bool wrap_next(const char **text, size_t cols, struct buf *line) {
    buf_clear(line);
    while (**text == ' ')
        (*text)++;
    size_t len = strlen(*text);
    if (!len || !cols)
        return false;
    size_t end = fit_bytes(*text, len, cols);
    size_t cut = end < len ? last_break(*text, end) : end;
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

static const char *last_sentence(const char *text) {
    const char *last = NULL;
    for (const char *at = text; (at = strstr(at, ". ")); at++)
        if (at[2])
            last = at + 2;
    return last;
}

void wrap_init(struct wrap *wrap, const char *text, size_t cols, size_t rows) {
    *wrap = (struct wrap){.text = text, .cols = cols, .rows = rows};
    const char *last = wrap_count(text, cols) > rows ? last_sentence(text) : NULL;
    size_t lines = last ? wrap_count(last, cols) : 0;
    if (!last || lines > rows)
        return;
    wrap->last = last;
    wrap->head = rows - lines;
    if (!wrap->head)
        wrap->text = last;
}

/* Everything left before the last sentence. */
static void put_cut(struct wrap *wrap, struct buf *line) {
    const char *rest = wrap->text + strspn(wrap->text, " ");
    size_t len = rest < wrap->last ? (size_t)(wrap->last - rest) : 0;
    while (len && rest[len - 1] == ' ')
        len--;
    buf_clear(line);
    buf_put(line, rest, len);
    wrap->text = wrap->last;
}

bool wrap_fit(struct wrap *wrap, struct buf *line) {
    if (!wrap->rows)
        return false;
    wrap->rows--;
    if (wrap->head && !--wrap->head) {
        put_cut(wrap, line);
        return true;
    }
    if (wrap->rows || (wrap->last && wrap->text >= wrap->last))
        return wrap_next(&wrap->text, wrap->cols, line);
    buf_clear(line);
    buf_text_put(line, wrap->text + strspn(wrap->text, " "));
    wrap->text += strlen(wrap->text);
    return line->len > 0;
}
