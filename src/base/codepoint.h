/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `text` needs from the Unicode tables: a code point's class and width, cluster boundaries,
 * composition. The only file that uses utf8proc. */
#ifndef FOLLOWTRAIL_BASE_CODEPOINT_H
#define FOLLOWTRAIL_BASE_CODEPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CODEPOINT_REGIONAL_A = 0x1F1E6 }; /* the first regional indicator; the others follow */

enum codepoint_class {
    CODEPOINT_TEXT,       /* a letter, digit, sign or space; visible format characters */
    CODEPOINT_MARK,       /* a visible mark (Mn, Mc, Me) that UAX #29 attaches */
    CODEPOINT_PICTURE,    /* Extended_Pictographic: the base of an emoji sequence */
    CODEPOINT_SKIN,       /* an emoji modifier */
    CODEPOINT_REGIONAL,   /* a regional indicator: half a flag */
    CODEPOINT_JOINER,     /* ZWNJ, ZWJ */
    CODEPOINT_SELECTOR,   /* a variation selector, including the Mongolian ones */
    CODEPOINT_TAG,        /* U+E0020 to U+E007F */
    CODEPOINT_LINE_BREAK, /* LF, CR, NEL, LS, PS */
    CODEPOINT_CONTROL,    /* the other C0 controls, DEL */
    CODEPOINT_HIDDEN,     /* C1, bidi and format controls, default-ignorable, private, unassigned */
};

enum codepoint_class codepoint_class(uint32_t code);

/* Columns by wcwidth(): 0 for a non-spacing mark, negative if the C library does not know the code
 * point. Outside UTF-8 locales, columns by utf8proc. */
int codepoint_width(uint32_t code);

/* Whether a cluster ends between two neighbours (UAX #29). *state is 0 at the start of a cluster;
 * pass its code points in order. */
bool codepoint_breaks(uint32_t before, uint32_t after, int32_t *state) __attribute__((nonnull));

/* Whether it is a letter or mark, with a width, of a script that uses ZWNJ and ZWJ: a cursive one
 * or one with conjuncts. */
bool codepoint_is_joining(uint32_t code);

/* Whether it suppresses a vowel and so forms conjuncts; ZWNJ and ZWJ after it select the form (RFC
 * 5892, A.1). */
bool codepoint_is_virama(uint32_t code);

bool codepoint_is_mongolian(uint32_t code);

/* Whether terminals disagree on its width or position: right-to-left text, spacing marks and
 * conjunct builders, uncomposed jamo, half a flag, joiners, selectors. */
bool codepoint_is_disputed(uint32_t code);

/* Writes the compatibility decomposition (NFKD) to `out`. Returns the number of code points, or 0
 * if `room` is too small. */
size_t codepoint_take_apart(uint32_t code, uint32_t *out, size_t room) __attribute__((nonnull));

/* Writes `len` bytes of valid UTF-8 to `out` in NFC. Returns the number of code points, or 0 if
 * `room` is too small; the decomposition in between may need more room than the result. */
size_t codepoint_compose(const char *bytes, size_t len, uint32_t *out, size_t room)
    __attribute__((nonnull));

const char *codepoint_library_version(void) __attribute__((returns_nonnull));

#endif
