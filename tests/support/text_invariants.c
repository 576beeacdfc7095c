/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/text_invariants.h"

#include "base/text.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

size_t text_invariants_fit(struct buf *out, const char *text, size_t columns) {
    static const char ellipsis[] = "…";
    size_t len = strlen(text), used = 0;
    if (columns == 0)
        return 0;
    size_t cut = text_cut(text, len, columns);
    struct text_walk walk;
    struct text_piece piece;
    /* All of the text, so that the pieces are those that were measured. */
    text_walk_init(&walk, text, len);
    while (walk.at < cut && text_walk_next(&walk, &piece)) {
        if (!buf_put(out, piece.bytes, piece.len))
            return used;
        used += (size_t)piece.width;
    }
    if (cut < len && buf_text_put(out, ellipsis))
        used++;
    return used;
}

enum { MARKS_A_CELL = 4, BUF_CEILING = 1 << 24 };

/* Controls, bidi controls, invisible spaces and operators, tags, emoji selectors. */
static bool is_forbidden(uint32_t code) {
    static const uint32_t ranges[][2] = {
        {0, 0x1F},        {0x7F, 0x9F},     {0xAD, 0xAD},     {0x034F, 0x034F},   {0x061C, 0x061C},
        {0x115F, 0x1160}, {0x3164, 0x3164}, {0xFFA0, 0xFFA0}, {0x200B, 0x200B},   {0x200E, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFE00, 0xFE0F}, {0xE0000, 0xE0FFF}, {0xFEFF, 0xFEFF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    return false;
}

/* The code points of a piece: harmless, with a width, and such that curses holds them. */
static const char *check_codes(const struct text_piece *piece) {
    int width = 0, marks = 0;
    for (size_t at = 0; at < piece->len;) {
        utf8proc_int32_t code = 0;
        at += (size_t)utf8proc_iterate((const utf8proc_uint8_t *)piece->bytes + at,
                                       (utf8proc_ssize_t)(piece->len - at), &code);
        int columns = wcwidth((wchar_t)code);
        if (is_forbidden((uint32_t)code))
            return "a code point that must not be shown";
        if (columns < 0 || (columns == 0 && width == 0))
            return "a code point without width, or without a base";
        marks = columns == 0 ? marks + 1 : 0;
        if (marks > MARKS_A_CELL)
            return "more marks than a cell holds";
        width += columns;
    }
    return width == piece->width ? NULL : "the width of a piece";
}

/* A plain piece is canonically the same as its source. */
static const char *check_plain(const struct text_piece *piece, const char *source) {
    if (piece->kind != TEXT_PLAIN ||
        (piece->len == piece->source_len && memcmp(piece->bytes, source, piece->len) == 0))
        return NULL;
    char bytes[4 * TEXT_PIECE_MAX] = "";
    if (piece->source_len >= sizeof bytes)
        return "a plain piece for a long source";
    memcpy(bytes, source, piece->source_len);
    utf8proc_uint8_t *from = utf8proc_NFC((const utf8proc_uint8_t *)bytes);
    utf8proc_uint8_t *to = utf8proc_NFC((const utf8proc_uint8_t *)piece->bytes);
    bool same = from && to && strcmp((const char *)from, (const char *)to) == 0;
    free(from);
    free(to);
    return same ? NULL : "a plain piece that is not its source";
}

static const char *check_piece(const struct text_piece *piece, const char *text) {
    if (piece->len == 0 || piece->len >= TEXT_PIECE_MAX || strlen(piece->bytes) != piece->len)
        return "the length of a piece";
    if (!text_is_utf8(piece->bytes, piece->len))
        return "a piece that is not UTF-8";
    if (piece->width < 1)
        return "a piece without width";
    const char *broken = check_codes(piece);
    return broken ? broken : check_plain(piece, text + piece->source);
}

/* The pieces cover all of the text, without gap or overlap; `shown` gets what they show, and
 * `is_cut` whether one was so full that a cluster may have been cut. */
static const char *check_pieces(const char *text, size_t len, struct buf *shown, bool *is_cut) {
    struct text_walk walk;
    struct text_piece piece;
    size_t end = 0;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece)) {
        if (piece.source != end || piece.source_len == 0 || piece.source_len > len - end)
            return "a gap or an overlap";
        end += piece.source_len;
        const char *broken = check_piece(&piece, text);
        if (broken)
            return broken;
        buf_put(shown, piece.bytes, piece.len);
        *is_cut = *is_cut || piece.len + 2 * UTF8_BYTES_MAX > TEXT_PIECE_MAX;
    }
    return end == len ? NULL : "an end that is missing";
}

/* A vowel or final jamo without a syllable is on a dotted circle, but to UAX #29 it is no mark,
 * so it would get another circle when shown again. */
static bool has_lone_jamo(const struct buf *shown) {
    static const char circle[] = "◌";
    const char *at = buf_text(shown);
    while ((at = strstr(at, circle))) {
        utf8proc_int32_t code = 0;
        at += sizeof circle - 1;
        utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &code);
        if ((code >= 0x1160 && code <= 0x11FF) || (code >= 0xD7B0 && code <= 0xD7FF))
            return true;
    }
    return false;
}

/* What is shown, shown again, is plain and the same: no two pieces make something new together. */
static const char *check_again(const struct buf *shown) {
    struct text_walk walk;
    struct text_piece piece;
    size_t at = 0;
    text_walk_init(&walk, buf_text(shown), shown->len);
    while (text_walk_next(&walk, &piece)) {
        if (piece.kind != TEXT_PLAIN)
            return "pieces that are not plain beside each other";
        if (piece.len > shown->len - at || memcmp(shown->data + at, piece.bytes, piece.len) != 0)
            return "pieces that change beside each other";
        at += piece.len;
    }
    return at == shown->len ? NULL : "pieces that are longer beside each other";
}

static size_t columns_of(const char *text) {
    size_t columns = 0;
    for (utf8proc_int32_t code = 0; *text; columns += (size_t)wcwidth((wchar_t)code))
        text += utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code);
    return columns;
}

static const char *check_fit(const struct buf *shown, const char *text, size_t columns) {
    struct buf out;
    buf_init(&out, BUF_CEILING);
    size_t used = text_invariants_fit(&out, text, columns);
    const char *broken = NULL;
    if (used > columns)
        broken = "a fit that is too wide";
    else if (columns_of(buf_text(&out)) != used)
        broken = "the columns of a fit";
    else if (text_width(text) <= columns && strcmp(buf_text(&out), buf_text(shown)) != 0)
        broken = "a fit that cuts what fits";
    buf_fini(&out);
    return broken;
}

/* text_invariants_fit() takes a string: only the part before a NUL counts. */
static const char *check_fits(const char *text) {
    static const size_t columns[] = {0, 1, 2, 7, 40, 1000000};
    struct buf shown;
    buf_init(&shown, BUF_CEILING);
    text_reveal(&shown, text, strlen(text));
    const char *broken = NULL;
    for (size_t i = 0; !broken && i < sizeof columns / sizeof *columns; i++)
        broken = check_fit(&shown, text, columns[i]);
    buf_fini(&shown);
    return broken;
}

const char *text_invariants_broken(const char *text, size_t len) {
    struct buf shown, copy;
    buf_init(&shown, BUF_CEILING);
    buf_init(&copy, BUF_CEILING);
    bool is_cut = false;
    const char *broken = check_pieces(text, len, &shown, &is_cut);
    if (!broken && !is_cut && !has_lone_jamo(&shown))
        broken = check_again(&shown);
    if (!broken && buf_put(&copy, text, len))
        broken = check_fits(buf_text(&copy));
    buf_fini(&shown);
    buf_fini(&copy);
    return broken;
}
