/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The theme as curses shows it: colour pairs and attributes of roles. A theme that depends on the
 * terminal's background is first chosen by what the environment says of it, and again when the
 * terminal has answered. Used by ui/terminal/screen.c.
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_COLOURS_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_COLOURS_H

#include "view/style.h"

struct screen_colours {
    bool has_colour;
    enum look_theme wanted;
    enum style_background background; /* as far as it is known */
    const struct theme *theme;        /* `wanted` on it */
    int changes;                      /* of `theme` */
    bool has_pairs;                   /* the theme uses colours */
    bool can_ask;                     /* the terminal, for its background; once */
    bool can_ask_text;                /* for the colour of its text, if that matters; once */
    const char *asked; /* what the reply that is awaited begins with; NULL: none is */
    bool knows_text;
    struct rgb text; /* its colour, if known */
    bool is_changed; /* by its answer */
};

/* For the terminal `term`, which curses has opened. */
void screen_colours_start(struct screen_colours *colours, bool is_wanted, const char *term)
    __attribute__((nonnull(1)));

/* Sets the theme, also of what is on the screen. */
void screen_colours_use(struct screen_colours *colours, enum look_theme theme)
    __attribute__((nonnull));

/* The number of the colour pair, and the attributes of curses, for a role; on the bar or not. */
short screen_colours_pair(const struct screen_colours *colours, enum role role, bool is_on_bar)
    __attribute__((nonnull));
unsigned screen_colours_attributes(const struct screen_colours *colours, enum role role,
                                   bool is_on_bar) __attribute__((nonnull));

/* What to ask the terminal now, each question once, and one after the other; NULL: nothing. The
 * reply that is then awaited begins with `asked`. */
const char *screen_colours_ask(struct screen_colours *colours) __attribute__((nonnull));

/* Whether the theme depends on a background that nobody tells. */
bool screen_colours_lack_background(const struct screen_colours *colours) __attribute__((nonnull));

/* Takes the reply, and changes the theme's colours where it says so. */
void screen_colours_answer(struct screen_colours *colours, const char *reply)
    __attribute__((nonnull));

#endif
