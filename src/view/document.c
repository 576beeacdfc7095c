/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/document.h"

#include "base/mem.h"
#include "base/text.h"
#include "view/wrap.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1 << 16 };

void document_init(struct document *document) {
    *document = (struct document){.is_prose = true, .cols = DOCUMENT_COLS};
    arena_init(&document->arena);
}

void document_fini(struct document *document) {
    arena_fini(&document->arena);
    free(document->stretches);
    free(document->lines);
    *document = (struct document){.count = 0};
}

void document_clear(struct document *document, int cols) {
    arena_fini(&document->arena);
    document->count = document->stretch_count = 0;
    document->cols = cols ? cols : DOCUMENT_COLS;
    document->is_prose = true;
}

static void begin_line(struct document *document, int indent) {
    int most = document->cols / 4;
    document->lines = mem_grow(document->lines, &document->capacity, document->count + 1,
                               sizeof *document->lines);
    document->used = indent < most ? indent : most;
    document->lines[document->count++] = (struct document_line){document->stretch_count, 0};
}

void document_begin(struct document *document, int indent) {
    document->hang = indent + DOCUMENT_INDENT;
    begin_line(document, indent);
}

static bool is_fresh(const struct document *document) {
    return !document->lines[document->count - 1].count;
}

static void add(struct document *document, const struct document_stretch *stretch) {
    document->stretches = mem_grow(document->stretches, &document->stretch_capacity,
                                   document->stretch_count + 1, sizeof *document->stretches);
    document->stretches[document->stretch_count++] = *stretch;
    document->lines[document->count - 1].count++;
}

/* Bytes of `text` that fit into `cols`: all, up to a blank (included), or whole clusters. */
static size_t fit(const char *text, size_t len, int cols) {
    struct text_walk walk;
    struct text_piece piece;
    size_t end = 0, blank = 0;
    int used = 0;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece)) {
        used += piece.width;
        if (used > cols)
            return blank ? blank : end;
        end = piece.source + piece.source_len;
        if (text[end - 1] == ' ')
            blank = end;
    }
    return len;
}

/* A part may be wider alone than within its text, for example a joiner that joins nothing. */
static const char *cut(struct document *document, const char *text, size_t *len) {
    int room = document->cols - document->used;
    const char *part = arena_dup_n(&document->arena, text, *len);
    while (*len && (int)text_width(part) > room) {
        size_t shorter = fit(part, *len, room);
        if (!shorter || shorter >= *len)
            break;
        *len = shorter;
        part = arena_dup_n(&document->arena, text, *len);
    }
    return part;
}

/* A cluster wider than a line gets a line of its own, so that the loop ends. */
static size_t first_cluster(const char *text, size_t len) {
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, text, len);
    return text_walk_next(&walk, &piece) ? piece.source_len : len;
}

/* Returns the bytes of the text that it added: `len` or fewer. */
static size_t add_part(struct document *document, const struct document_stretch *look,
                       const char *text, size_t len) {
    struct document_stretch part = *look;
    part.text = cut(document, text, &len);
    part.col = document->used;
    part.cols = (int)text_width(part.text);
    add(document, &part);
    document->used += part.cols;
    return len;
}

static void put(struct document *document, const struct document_stretch *look, bool is_whole,
                const char *text, size_t len) {
    while (len) {
        if (document->is_prose && *text == ' ' && is_fresh(document)) {
            text++;
            len--;
            continue;
        }
        size_t end = fit(text, len, document->cols - document->used);
        bool is_torn = is_whole || (document->is_prose && end && text[end - 1] != ' ');
        bool has_room = end == len || (end && !is_torn);
        if (!has_room && !is_fresh(document)) {
            begin_line(document, document->hang);
            continue;
        }
        if (!end)
            end = first_cluster(text, len);
        end = add_part(document, look, text, end);
        text += end;
        len -= end;
        if (len)
            begin_line(document, document->hang);
    }
}

void document_put(struct document *document, enum role role, bool is_whole, const char *text,
                  size_t len) {
    put(document, &(struct document_stretch){.role = role, .is_given = true}, is_whole, text, len);
}

void document_say(struct document *document, enum role role, const char *text) {
    put(document, &(struct document_stretch){.role = role}, false, text, strlen(text));
}

void document_place(struct document *document, int col, int cols, enum role role,
                    const char *text) {
    text = arena_dup(&document->arena, text);
    add(document, &(struct document_stretch){role, col, cols, text, false});
}

void document_wrap_at(struct document *document, int col, bool is_below, enum role role,
                      const char *text) {
    int cols = document->cols - col;
    struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    while (wrap_next(&text, (size_t)(cols > 1 ? cols : 1), &line)) {
        if (is_below)
            begin_line(document, col);
        document_place(document, col, 0, role, buf_text(&line));
        is_below = true;
    }
    buf_fini(&line);
}

void document_rule(struct document *document) {
    struct buf rule;
    buf_init(&rule, LINE_MAX_BYTES);
    for (int col = 0; col < document->cols; col++)
        buf_text_put(&rule, "─");
    document_begin(document, 0);
    document_place(document, 0, 0, ROLE_DIM, buf_text(&rule));
    buf_fini(&rule);
}

void document_wrap(struct document *document, int indent, enum role role, const char *text) {
    document_wrap_at(document, indent, true, role, text);
}
