/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How things look. Views name a role; a theme gives the role its look. Roles that differ in colour
 * also differ in weight or in a sign of the text, so that no meaning depends on colour alone.
 *
 * Every role has a contrast of 4.5 or more (WCAG 2.1, 1.4.3) on the backgrounds that its theme is
 * made for; tests/view/test_style.c computes it with the palettes of six terminals. So colours come
 * from 16 to 255, which are the same everywhere; of the terminal's own 16, few can be read in all
 * palettes. Where none can, the role has the terminal's own colour of text, in bold if it matters.
 */
#ifndef FOLLOWTRAIL_VIEW_STYLE_H
#define FOLLOWTRAIL_VIEW_STYLE_H

#include "base/rgb.h"
#include "model/look.h"

#include <stdbool.h>

enum role {
    ROLE_TEXT,
    ROLE_DIM,     /* secondary */
    ROLE_STRONG,  /* to be seen first */
    ROLE_ACCENT,  /* handles */
    ROLE_CURRENT, /* the current place: the last step of the trail, the selected handle */
    ROLE_GOOD,    /* verified, loaded or stored */
    ROLE_WARNING, /* costs money, or may have */
    ROLE_ERROR,
    ROLE_HEADER,    /* the line of column titles */
    ROLE_FOUND,     /* a match */
    ROLE_REVEALED,  /* a sign in place of a character that is not shown as itself */
    ROLE_SELECTION, /* the mark of the selected row */
    ROLE_COUNT
};

enum { STYLE_DEFAULT = -1 }; /* the terminal's own colour of text, or its background */

struct style {
    short colour, background; /* numbers of the terminal's palette */
    bool is_bold, is_underlined, is_reverse;
};

/* A style a role; and how it looks on the selected row, when that is a bar. Most roles look the
 * same there, because every change of style also sends the background. */
struct theme {
    const struct style *styles, *bar;
};

enum style_background { STYLE_BACKGROUND_UNKNOWN, STYLE_BACKGROUND_DARK, STYLE_BACKGROUND_LIGHT };

/* The theme for a terminal of so many colours on this background, with no colour beyond those. */
const struct theme *style_theme(enum look_theme theme, int colours,
                                enum style_background background) __attribute__((returns_nonnull));

/* Whether the theme has its own colour of text only because the terminal's is not known; and the
 * theme for a terminal whose text has this colour: without it, if that is no paler than the palest
 * role, and so can be read wherever the theme can. */
bool style_wants_text(const struct theme *theme) __attribute__((nonnull));
const struct theme *style_with_text(const struct theme *theme, struct rgb text)
    __attribute__((nonnull, returns_nonnull));

/* Dark or light, if every role of that theme can be read on the colour; else unknown. */
enum style_background style_background_of(struct rgb colour);

#endif
