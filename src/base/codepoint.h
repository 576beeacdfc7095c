/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `text` asks of the Unicode tables: the class of a code point, its columns, where clusters
 * end, composition. (The one file that knows utf8proc.)
 */
#ifndef FOLLOWTRAIL_BASE_CODEPOINT_H
#define FOLLOWTRAIL_BASE_CODEPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CODEPOINT_REGIONAL_A = 0x1F1E6 }; /* the first regional indicator; the others follow */

enum codepoint_class {
    CODEPOINT_TEXT,       /* a letter, digit, sign or space; format characters that show */
    CODEPOINT_MARK,       /* a mark that shows (Mn, Mc, Me) and that UAX #29 attaches */
    CODEPOINT_PICTURE,    /* Extended_Pictographic: what an emoji sequence is made of */
    CODEPOINT_SKIN,       /* an emoji modifier */
    CODEPOINT_REGIONAL,   /* a regional indicator: half a flag */
    CODEPOINT_JOINER,     /* ZWNJ, ZWJ */
    CODEPOINT_SELECTOR,   /* a variation selector, the Mongolian ones included */
    CODEPOINT_TAG,        /* U+E0020 to U+E007F */
    CODEPOINT_LINE_BREAK, /* LF, CR, NEL, LS, PS */
    CODEPOINT_CONTROL,    /* the other C0 controls, DEL */
    CODEPOINT_HIDDEN,     /* C1, bidi and format controls, default-ignorable, private, unassigned */
};

enum codepoint_class codepoint_class(uint32_t code);

/* Columns by wcwidth(): 0 for a mark that does not space, negative when the C library does not know
 * the code point. In a locale that is not UTF-8, utf8proc's idea of it. */
int codepoint_width(uint32_t code);

/* Whether a cluster ends between two neighbours (UAX #29). *state is 0 at the start of a cluster,
 * and every code point of the cluster passes through in order. */
bool codepoint_breaks(uint32_t before, uint32_t after, int32_t *state) __attribute__((nonnull));

/* A letter or mark, with a width, of a script that ZWNJ and ZWJ belong to: cursive or with
 * conjuncts. */
bool codepoint_is_joining(uint32_t code);

/* Kills a vowel and so makes conjuncts: ZWNJ and ZWJ after it choose the form (RFC 5892, A.1). */
bool codepoint_is_virama(uint32_t code);

bool codepoint_is_mongolian(uint32_t code);

/* Terminals disagree on its columns or on its place: written from right to left, a spacing mark or
 * what builds conjuncts, a jamo that was not composed, half of a flag, a joiner or a selector. */
bool codepoint_is_disputed(uint32_t code);

/* Writes the compatibility decomposition (NFKD) to `out` and returns the number of code points; 0
 * when there is not room for it. */
size_t codepoint_take_apart(uint32_t code, uint32_t *out, size_t room) __attribute__((nonnull));

/* Writes `len` bytes of valid UTF-8 to `out` in NFC and returns the number of code points; 0 when
 * there is not room for `room`, which decomposition may need in between. */
size_t codepoint_compose(const char *bytes, size_t len, uint32_t *out, size_t room)
    __attribute__((nonnull));

#endif
