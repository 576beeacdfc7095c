/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What things look like. Views name a role; a theme says what a role is. A role that differs in
 * colour differs in weight or in a sign of the text too, so that nothing is told by colour alone.
 */
#ifndef FOLLOWTRAIL_UI_STYLE_H
#define FOLLOWTRAIL_UI_STYLE_H

#include <stdbool.h>

enum role {
    ROLE_TEXT,
    ROLE_DIM,     /* secondary */
    ROLE_STRONG,  /* what the eye shall find first */
    ROLE_ACCENT,  /* handles */
    ROLE_CURRENT, /* where one is: the last step of the trail, the selected handle */
    ROLE_GOOD,    /* verified, here already */
    ROLE_WARNING, /* costs money, or may have */
    ROLE_ERROR,
    ROLE_HEADER,   /* the line of column titles */
    ROLE_FOUND,    /* what was searched for */
    ROLE_REVEALED, /* a sign that stands for a character that is not shown as itself */
    ROLE_COUNT
};

enum style_colour {
    STYLE_DEFAULT = -1,
    STYLE_RED = 1,
    STYLE_GREEN,
    STYLE_YELLOW,
    STYLE_BLUE,
    STYLE_MAGENTA,
    STYLE_CYAN
};

struct style {
    enum style_colour colour;
    bool is_bold, is_dim, is_underlined, is_reverse;
    char letter; /* stands for the role in a screen written down as text */
};

const struct style *style_of(enum role role) __attribute__((returns_nonnull));

#endif
