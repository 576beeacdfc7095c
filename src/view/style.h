/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How things look. Views name a role; a theme gives the role its look. Roles that differ in colour
 * also differ in weight or in a sign of the text, so that no meaning depends on colour alone.
 */
#ifndef FOLLOWTRAIL_VIEW_STYLE_H
#define FOLLOWTRAIL_VIEW_STYLE_H

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

enum { STYLE_DEFAULT = -1 }; /* the terminal's own colour of text */

struct style {
    short colour; /* a number of the terminal's palette */
    bool is_bold, is_dim, is_underlined, is_reverse;
};

/* The theme's styles, one a role, with no colour beyond the first `colours` of the terminal's. */
const struct style *style_table(enum look_theme theme, int colours)
    __attribute__((returns_nonnull));

/* The same on the selected row, when it is a bar. Most roles look the same there, because every
 * change of style also sends the background. */
const struct style *style_bar_table(enum look_theme theme, int colours)
    __attribute__((returns_nonnull));

/* The background of the bar; STYLE_DEFAULT: the terminal's, because the styles are reversed. */
short style_bar_background(enum look_theme theme, int colours);

#endif
