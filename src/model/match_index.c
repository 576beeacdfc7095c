/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/match_index.h"

#include "base/mem.h"
#include "base/text_fold.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK_ROWS = 256 };

/* Handle, name and bio of each row, each followed by a NUL, so that no match spans two fields. */
struct match_chunk {
    char *bytes;
    uint32_t starts[CHUNK_ROWS + 1]; /* of the rows in `bytes`; the last one is the end */
    uint8_t missing[CHUNK_ROWS];     /* fields (enum match_field) that could not be read */
    size_t count;
    bool is_stale;
};

void match_index_init(struct match_index *index) {
    *index = (struct match_index){.chunks = NULL};
}

void match_index_fini(struct match_index *index) {
    for (size_t i = 0; i < index->chunk_count; i++) {
        free(index->chunks[i]->bytes);
        free(index->chunks[i]);
    }
    free(index->chunks);
    match_index_init(index);
}

void match_index_renew(struct match_index *index, size_t row) {
    if (row / CHUNK_ROWS < index->chunk_count)
        index->chunks[row / CHUNK_ROWS]->is_stale = true;
}

static size_t room_of(const struct account *account) {
    size_t room = MATCH_FIELDS;
    for (int i = 0; i < MATCH_FIELDS; i++) {
        const char *text = match_field_text(account, i);
        room += text ? strlen(text) * TEXT_FOLD_GROWTH : 0;
    }
    return room;
}

/* Returns where the row ends. */
static size_t fold_row(struct match_chunk *chunk, size_t at, size_t row,
                       const struct account *account) {
    chunk->starts[row] = (uint32_t)at;
    chunk->missing[row] = 0;
    for (int i = 0; i < MATCH_FIELDS; i++) {
        const char *text = match_field_text(account, i);
        if (text)
            at += text_fold(text_fold_shown(TEXT_FOLD_CASE), text, strlen(text), chunk->bytes + at);
        else
            chunk->missing[row] |= (uint8_t)(1U << i);
        chunk->bytes[at++] = '\0';
    }
    return at;
}

static void fold_chunk(struct match_chunk *chunk, const struct account *const *rows, size_t count) {
    size_t room = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        room += room_of(rows[i]);
    free(chunk->bytes);
    chunk->bytes = mem_alloc(room);
    for (size_t i = 0; i < count; i++)
        at = fold_row(chunk, at, i, rows[i]);
    chunk->starts[count] = (uint32_t)at;
    chunk->count = count;
    chunk->is_stale = false;
    chunk->bytes = mem_resize(chunk->bytes, at + 1, 1);
}

static void add_chunks(struct match_index *index, size_t chunk_count) {
    index->chunks =
        mem_grow(index->chunks, &index->capacity, chunk_count, sizeof(struct match_chunk *));
    while (index->chunk_count < chunk_count)
        index->chunks[index->chunk_count++] = mem_zalloc(sizeof(struct match_chunk));
}

bool match_index_fold(struct match_index *index, const struct account *const *rows, size_t count,
                      size_t most) {
    size_t folded = 0;
    add_chunks(index, (count + CHUNK_ROWS - 1) / CHUNK_ROWS);
    for (size_t i = 0; i < index->chunk_count; i++) {
        size_t first = i * CHUNK_ROWS;
        size_t wanted = count - first < CHUNK_ROWS ? count - first : CHUNK_ROWS;
        if (!index->chunks[i]->is_stale && index->chunks[i]->count == wanted)
            continue;
        if (folded >= most)
            return false;
        fold_chunk(index->chunks[i], rows + first, wanted);
        folded += wanted;
    }
    return true;
}

/* The next occurrence of the folded pattern in `len` bytes. */
static const char *find(const struct match *match, const char *bytes, size_t len) {
    if (match->folded_len > len)
        return NULL;
    const char *at = bytes + match->rare,
               *end = bytes + len - (match->folded_len - 1 - match->rare);
    while ((at = memchr(at, match->folded[match->rare], (size_t)(end - at)))) {
        if (!memcmp(at - match->rare, match->folded, match->folded_len))
            return at - match->rare;
        if (++at == end)
            return NULL;
    }
    return NULL;
}

static unsigned field_at(const char *row, const char *hit) {
    unsigned field = MATCH_HANDLE;
    for (; row < hit; row++)
        field <<= *row == '\0';
    return field;
}

/* Where the search goes on after a hit: after the row if that settles it, else after the hit. */
static const char *take_hit(const struct match_chunk *chunk, size_t row, const char *hit,
                            const struct account *account, const struct match *match,
                            unsigned fields, uint8_t *verdict) {
    const char *start = chunk->bytes + chunk->starts[row];
    if (fields != MATCH_ANYWHERE && !(fields & field_at(start, hit)))
        return hit + 1;
    if (!match->exact || match_account(match, fields, account) == VERDICT_YES)
        *verdict = VERDICT_YES;
    return chunk->bytes + chunk->starts[row + 1];
}

static void search_chunk(const struct match_chunk *chunk, const struct account *const *rows,
                         const struct match *match, unsigned fields, uint8_t *verdicts) {
    const char *end = chunk->bytes + chunk->starts[chunk->count], *at = chunk->bytes;
    size_t row = 0;
    for (size_t i = 0; i < chunk->count; i++)
        verdicts[i] = chunk->missing[i] & fields ? VERDICT_UNKNOWN : VERDICT_NO;
    while ((at = find(match, at, (size_t)(end - at)))) {
        while ((size_t)(at - chunk->bytes) >= chunk->starts[row + 1])
            row++;
        at = take_hit(chunk, row, at, rows[row], match, fields, &verdicts[row]);
    }
}

void match_index_search(struct match_index *index, const struct account *const *rows, size_t count,
                        const struct match *match, unsigned fields, uint8_t *verdicts) {
    (void)match_index_fold(index, rows, count, SIZE_MAX);
    if (!match->folded_len) {
        for (size_t i = 0; i < count; i++)
            verdicts[i] = (uint8_t)match_account(match, fields, rows[i]);
        return;
    }
    for (size_t i = 0; i < index->chunk_count; i++) {
        size_t first = i * CHUNK_ROWS;
        search_chunk(index->chunks[i], rows + first, match, fields, verdicts + first);
    }
}
