/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "ui/terminal/screen_colours.h"

#include "ui/terminal/screen_background.h"

#include <curses.h>
#include <string.h>
#include <term.h>

enum { FEW = 8 };

static const struct style *styles_of(const struct screen_colours *colours, bool is_on_bar) {
    return is_on_bar ? colours->theme->bar : colours->theme->styles;
}

/* Roles of the same colour share a pair. The terminal's own colours are pair 0: that is what curses
 * takes rows for that scrolling brings. */
short screen_colours_pair(const struct screen_colours *colours, enum role role, bool is_on_bar) {
    const struct style *styles = styles_of(colours, is_on_bar);
    short pair = 0;
    if (styles[role].colour == STYLE_DEFAULT && styles[role].background == STYLE_DEFAULT)
        return 0;
    while (styles[pair].colour != styles[role].colour)
        pair++;
    return colours->has_pairs ? (short)(pair + 1 + (is_on_bar ? ROLE_COUNT : 0)) : 0;
}

unsigned screen_colours_attributes(const struct screen_colours *colours, enum role role,
                                   bool is_on_bar) {
    const struct style *style = &styles_of(colours, is_on_bar)[role];
    return (style->is_bold ? A_BOLD : 0) | (style->is_underlined ? A_UNDERLINE : 0) |
           (style->is_reverse ? A_REVERSE : 0);
}

static bool uses_colours(const struct theme *theme) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (theme->styles[role].colour != STYLE_DEFAULT)
            return true;
    return false;
}

static void set_pairs(const struct theme *theme) {
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        const struct style *style = &theme->styles[role], *on_bar = &theme->bar[role];
        init_pair((short)(role + 1), style->colour, style->background);
        init_pair((short)(ROLE_COUNT + role + 1), on_bar->colour, on_bar->background);
    }
}

/* Where a number beyond the first eight is a colour itself (xterm-direct), and none of the palette.
 * The capability has a type as people like it (user_caps(5)). */
static bool is_direct(void) {
    const char *text = tigetstr("RGB");
    return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || (text && text != (const char *)-1);
}

static int count_colours(const struct screen_colours *colours) {
    if (!colours->has_colour)
        return 0;
    return COLORS > FEW && is_direct() ? FEW : COLORS;
}

static void apply(struct screen_colours *colours) {
    const struct theme *before = colours->theme;
    colours->theme = style_theme(colours->wanted, count_colours(colours), colours->background);
    if (colours->knows_text)
        colours->theme = style_with_text(colours->theme, colours->text);
    colours->changes += colours->theme != before;
    colours->has_pairs = uses_colours(colours->theme);
    if (colours->has_pairs)
        set_pairs(colours->theme);
}

void screen_colours_start(struct screen_colours *colours, bool is_wanted, const char *term) {
    bool has_colour =
        is_wanted && has_colors() && start_color() == OK && use_default_colors() == OK;
    *colours = (struct screen_colours){.has_colour = has_colour,
                                       .background = screen_background_guess(term),
                                       .can_ask = screen_background_can_ask(term),
                                       .can_ask_text = screen_background_can_ask(term)};
    apply(colours);
}

void screen_colours_use(struct screen_colours *colours, enum look_theme theme) {
    colours->wanted = theme;
    apply(colours);
}

static bool is_fitted(const struct screen_colours *colours) {
    return colours->has_colour && (colours->wanted == LOOK_AUTO || colours->wanted == LOOK_SIXTEEN);
}

bool screen_colours_lack_background(const struct screen_colours *colours) {
    return is_fitted(colours) && !colours->can_ask &&
           colours->background == STYLE_BACKGROUND_UNKNOWN;
}

/* The reply to the first says whether there is a second. */
const char *screen_colours_ask(struct screen_colours *colours) {
    if (colours->can_ask && is_fitted(colours)) {
        colours->can_ask = false;
        colours->asked = SCREEN_BACKGROUND_REPLY;
        return SCREEN_BACKGROUND_QUESTION;
    }
    if (!colours->can_ask_text || colours->asked || !style_wants_text(colours->theme))
        return NULL;
    colours->can_ask_text = false;
    colours->asked = SCREEN_TEXT_REPLY;
    return SCREEN_TEXT_QUESTION;
}

void screen_colours_answer(struct screen_colours *colours, const char *reply) {
    int before = colours->changes;
    bool is_of_text = colours->asked && !strcmp(colours->asked, SCREEN_TEXT_REPLY);
    colours->asked = NULL;
    if (is_of_text)
        colours->knows_text = rgb_parse(reply, &colours->text);
    else if (!screen_background_read(reply, &colours->background))
        return;
    apply(colours);
    colours->is_changed = colours->is_changed || colours->changes != before;
}
