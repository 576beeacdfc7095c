/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include "base/ascii.h"
#include "base/codepoint.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
    MARKS_MAX = 4, /* zero-width code points that curses keeps with a spacing one (CCHARW_MAX -
                      1) */
    LAST_MONGOLIAN_SELECTOR = 0x180F,
    ZWJ = 0x200D,
    KEYCAP = 0x20E3,
    DOTTED_CIRCLE = 0x25CC,
    REPLACEMENT = 0xFFFD,
    CANCEL_TAG = 0xE007F,
    BLACK_FLAG = 0x1F3F4,
};

/* One code point of the input. */
struct point {
    uint32_t code; /* UTF8_BAD: not UTF-8 */
    enum codepoint_class class;
    size_t len;
};

/* A cluster while it becomes a piece. */
struct scan {
    const struct text_walk *walk;
    struct text_piece *piece;
    struct point first, previous;
    int32_t state;   /* of codepoint_breaks() */
    size_t at;       /* the next byte of the input */
    size_t points;   /* code points in the piece */
    unsigned marks;  /* zero-width code points since the last spacing one */
    bool has_joiner; /* in the piece */
};

static bool point_at(const struct text_walk *walk, size_t at, struct point *point) {
    if (at >= walk->len)
        return false;
    point->len = utf8_decode(walk->text + at, walk->len - at, &point->code);
    point->class = point->code == UTF8_BAD ? CODEPOINT_HIDDEN : codepoint_class(point->code);
    return true;
}

/* What a code point does to the current piece. */
enum treatment {
    KEEP,
    SKIP, /* it belongs to the cluster but is not shown: the piece is reduced */
    STOP, /* it begins a new piece */
};

static bool has_room(const struct scan *scan) {
    return scan->piece->len + UTF8_BYTES_MAX < TEXT_PIECE_MAX;
}

static enum treatment judge_glyph(const struct scan *scan, const struct point *point) {
    int width = codepoint_width(point->code);
    if (width < 0)
        return STOP;
    if (width == 0 && scan->marks >= MARKS_MAX)
        return SKIP;
    if (has_room(scan))
        return KEEP;
    return point->class == CODEPOINT_TEXT ? STOP : SKIP; /* letters continue in the next piece */
}

static bool is_keycap_base(uint32_t code) {
    return (code >= '0' && code <= '9') || code == '#' || code == '*';
}

/* UTS #51, ED-14c: a keycap sequence, often without its U+FE0F. */
static bool ends_keycap(const struct scan *scan, const struct point *point) {
    return point->code == KEYCAP && scan->points == 1 && is_keycap_base(scan->first.code);
}

static enum treatment judge_joiner(const struct scan *scan, const struct point *point) {
    struct point next;
    bool has_next = point_at(scan->walk, scan->at + point->len, &next) && next.code != UTF8_BAD;
    if (has_next && point->code == ZWJ && scan->first.class == CODEPOINT_PICTURE &&
        next.class == CODEPOINT_PICTURE)
        return SKIP;
    if (!codepoint_is_virama(scan->previous.code) &&
        !(has_next && codepoint_is_joining(scan->previous.code) && codepoint_is_joining(next.code)))
        return STOP;
    /* Leaves room for the mark that it may belong to. */
    return scan->marks + 1 < MARKS_MAX ? judge_glyph(scan, point) : SKIP;
}

/* Several selectors in a row are not a variation but a way to smuggle bytes. */
static enum treatment judge_selector(const struct scan *scan, const struct point *point) {
    enum codepoint_class before = scan->previous.class;
    if (before == CODEPOINT_SELECTOR || before == CODEPOINT_JOINER || before == CODEPOINT_TAG)
        return STOP;
    if (point->code <= LAST_MONGOLIAN_SELECTOR)
        return codepoint_is_mongolian(scan->previous.code) ? judge_glyph(scan, point) : STOP;
    return SKIP;
}

static bool is_tag_letter(uint32_t code) {
    return (code >= 0xE0030 && code <= 0xE0039) || (code >= 0xE0061 && code <= 0xE007A);
}

/* UTS #51, annex C.1: a flag with the letters of a subdivision in tags, 3 to 7 of them, and the
 * cancel tag. Anything else in tags is hidden text. */
static bool is_tagged_flag(const struct scan *scan) {
    enum { LETTERS_MIN = 3, LETTERS_MAX = 7 };
    size_t at = scan->at, letters = 0;
    struct point point;
    while (point_at(scan->walk, at, &point) && is_tag_letter(point.code) &&
           letters <= LETTERS_MAX) {
        at += point.len;
        letters++;
    }
    return letters >= LETTERS_MIN && letters <= LETTERS_MAX && point_at(scan->walk, at, &point) &&
           point.code == CANCEL_TAG;
}

static enum treatment judge_tag(const struct scan *scan) {
    if (scan->previous.code == BLACK_FLAG && scan->points == 1)
        return is_tagged_flag(scan) ? SKIP : STOP;
    bool goes_on = scan->previous.class == CODEPOINT_TAG && scan->previous.code != CANCEL_TAG;
    return goes_on ? SKIP : STOP;
}

static enum treatment judge(const struct scan *scan, const struct point *point) {
    switch (point->class) {
    case CODEPOINT_TEXT:
        return judge_glyph(scan, point);
    case CODEPOINT_MARK:
        return ends_keycap(scan, point) ? SKIP : judge_glyph(scan, point);
    case CODEPOINT_JOINER:
        return judge_joiner(scan, point);
    case CODEPOINT_SELECTOR:
        return judge_selector(scan, point);
    case CODEPOINT_TAG:
        return judge_tag(scan);
    case CODEPOINT_SKIN:
        return scan->first.class == CODEPOINT_PICTURE ? SKIP : STOP;
    case CODEPOINT_PICTURE:
        return scan->previous.code == ZWJ ? SKIP : STOP;
    case CODEPOINT_REGIONAL:
        return scan->previous.class == CODEPOINT_REGIONAL && scan->points == 1
                   ? judge_glyph(scan, point)
                   : STOP;
    default:
        return STOP;
    }
}

static void put_code(struct text_piece *piece, uint32_t code) {
    piece->len += utf8_encode(code, piece->bytes + piece->len);
    piece->width += codepoint_width(code);
    piece->is_disputed = piece->is_disputed || codepoint_is_disputed(code);
}

static void keep(struct scan *scan, uint32_t code) {
    scan->marks = codepoint_width(code) > 0 ? 0 : scan->marks + 1;
    scan->points++;
    put_code(scan->piece, code);
}

/* Half a flag means nothing, but its letter does. */
static bool is_half_flag(const struct scan *scan) {
    struct point next;
    return scan->first.class == CODEPOINT_REGIONAL &&
           !(point_at(scan->walk, scan->at, &next) && next.class == CODEPOINT_REGIONAL);
}

/* The first visible code point; one that cannot be alone is put on a dotted circle. */
static void begin(struct scan *scan) {
    if (is_half_flag(scan)) {
        scan->piece->kind = TEXT_REDUCED;
        keep(scan, 'A' + scan->first.code - CODEPOINT_REGIONAL_A);
        return;
    }
    int width = codepoint_width(scan->first.code);
    bool needs_base = width == 0 || scan->first.class == CODEPOINT_MARK;
    if (width < 0 || needs_base)
        scan->piece->kind = TEXT_REVEALED;
    if (width >= 0 && needs_base)
        keep(scan, DOTTED_CIRCLE);
    keep(scan, width < 0 ? REPLACEMENT : scan->first.code);
}

static void take(struct scan *scan, const struct point *point, enum treatment treatment) {
    if (treatment == KEEP) {
        keep(scan, point->code);
        scan->has_joiner = scan->has_joiner || point->class == CODEPOINT_JOINER;
    } else if (scan->piece->kind == TEXT_PLAIN) {
        scan->piece->kind = TEXT_REDUCED;
    }
    scan->at += point->len;
    scan->previous = *point;
}

static void clear(struct scan *scan) {
    scan->piece->len = 0;
    scan->piece->width = 0;
    scan->piece->is_disputed = false;
    scan->points = 0;
    scan->marks = 0;
}

/* Composes only if that makes the piece shorter: conjoining jamo, on whose width terminals
 * disagree, become a syllable, and fonts render `ế` better than its parts. Never otherwise, because
 * NFC also exchanges letters for their twins (U+F900 for U+8C48). */
static void compose(struct scan *scan) {
    enum { CODES_MAX = 4 * TEXT_PIECE_MAX }; /* no code point decomposes to more than 4 */
    uint32_t codes[CODES_MAX];
    size_t count = codepoint_compose(scan->piece->bytes, scan->piece->len, codes, CODES_MAX);
    if (count == 0 || count >= scan->points)
        return;
    struct text_piece before = *scan->piece;
    clear(scan);
    for (size_t i = 0; i < count; i++) {
        if (codepoint_width(codes[i]) < (i == 0) || !has_room(scan))
            break;
        keep(scan, codes[i]);
        if (scan->marks > MARKS_MAX)
            break;
    }
    if (scan->points < count || scan->marks > MARKS_MAX)
        *scan->piece = before;
}

static void scan_cluster(struct scan *scan) {
    struct point point;
    begin(scan);
    while (point_at(scan->walk, scan->at, &point) && point.code != UTF8_BAD &&
           !codepoint_breaks(scan->previous.code, point.code, &scan->state)) {
        enum treatment treatment = judge(scan, &point);
        if (treatment == STOP)
            break;
        take(scan, &point, treatment);
    }
    /* Composition reorders marks, and a joiner belongs to the mark before it. */
    if (scan->points > 1 && !scan->has_joiner)
        compose(scan);
}

static size_t put_cluster(const struct text_walk *walk, struct point first,
                          struct text_piece *piece) {
    struct scan scan = {.walk = walk,
                        .piece = piece,
                        .first = first,
                        .previous = first,
                        .at = walk->at + first.len};
    scan_cluster(&scan);
    piece->is_disputed = piece->is_disputed || piece->kind == TEXT_REDUCED;
    return scan.at - walk->at;
}

/* A line break; CR LF is one. */
static size_t put_line_break(const struct text_walk *walk, struct point first,
                             struct text_piece *piece) {
    enum { RETURN_SYMBOL = 0x23CE };
    put_code(piece, RETURN_SYMBOL);
    bool is_pair =
        first.code == '\r' && walk->at + 1 < walk->len && walk->text[walk->at + 1] == '\n';
    return first.len + is_pair;
}

static void put_revealed(struct text_piece *piece, uint32_t code) {
    enum { CONTROL_PICTURES = 0x2400, SYMBOL_FOR_DELETE = 0x2421, DELETE = 0x7F };
    if (code == UTF8_BAD) {
        put_code(piece, REPLACEMENT);
    } else if (code == DELETE) {
        put_code(piece, SYMBOL_FOR_DELETE);
    } else if (code < 0x20) {
        put_code(piece, CONTROL_PICTURES + code);
    } else {
        piece->len = (size_t)snprintf(piece->bytes, TEXT_PIECE_MAX, "<U+%04X>", (unsigned)code);
        piece->width = (int)piece->len;
    }
}

static size_t put_piece(const struct text_walk *walk, struct text_piece *piece) {
    struct point first;
    point_at(walk, walk->at, &first);
    switch (first.class) {
    case CODEPOINT_TEXT:
    case CODEPOINT_MARK:
    case CODEPOINT_PICTURE:
    case CODEPOINT_SKIN:
    case CODEPOINT_REGIONAL:
        return put_cluster(walk, first, piece);
    case CODEPOINT_LINE_BREAK:
        piece->kind = TEXT_REVEALED;
        return put_line_break(walk, first, piece);
    default:
        piece->kind = TEXT_REVEALED;
        put_revealed(piece, first.code);
        return first.len;
    }
}

void text_walk_init(struct text_walk *walk, const char *text, size_t len) {
    *walk = (struct text_walk){.text = text, .len = len};
}

/* Text without an ASCII form becomes one `?` for each column. */
static void spell(struct text_piece *piece) {
    char ascii[TEXT_PIECE_MAX - 1];
    size_t len = ascii_spell(piece->bytes, piece->len, ascii, sizeof ascii);
    bool is_same = len == piece->len && !memcmp(ascii, piece->bytes, len);
    if (!len) {
        len = (size_t)piece->width;
        memset(ascii, '?', len);
        piece->kind = TEXT_REVEALED;
    } else if (!is_same && piece->kind == TEXT_PLAIN) {
        piece->kind = TEXT_REDUCED;
    }
    memcpy(piece->bytes, ascii, len);
    piece->len = len;
    piece->width = (int)len;
    piece->is_disputed = false;
}

static bool is_printable_ascii(char byte) {
    return byte >= 0x20 && byte < 0x7F;
}

bool text_walk_next(struct text_walk *walk, struct text_piece *piece) {
    if (walk->at >= walk->len)
        return false;
    const char *bytes = walk->text + walk->at;
    piece->len = 0;
    piece->width = 0;
    piece->kind = TEXT_PLAIN;
    piece->is_disputed = false;
    piece->source = walk->at;
    piece->source_len = 1;
    /* Printable ASCII continues a cluster only after a Prepend, which is not ASCII. */
    if (is_printable_ascii(bytes[0]) &&
        (walk->at + 1 == walk->len || is_printable_ascii(bytes[1]))) {
        piece->bytes[0] = bytes[0];
        piece->len = 1;
        piece->width = 1;
    } else {
        piece->source_len = put_piece(walk, piece);
        if (text_is_ascii())
            spell(piece);
    }
    piece->bytes[piece->len] = '\0';
    walk->at += piece->source_len;
    return true;
}
