/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_background.h"

#include <stdlib.h>
#include <string.h>

enum { WHITE = 7, BRIGHT_BLACK = 8, INDICES = 16 };

static bool begins_with_one(const char *term, const char *const names[], size_t count) {
    for (size_t i = 0; term && i < count; i++)
        if (!strncmp(term, names[i], strlen(names[i])))
            return true;
    return false;
}

/* The consoles are missing because older ones print parts of the question, and others because
 * nothing is known of them. */
bool screen_background_can_ask(const char *term) {
    static const char *const names[] = {
        "xterm",   "tmux",    "screen", "rxvt",   "vte",    "gnome",  "konsole", "alacritty",
        "foot",    "kitty",   "st-",    "stterm", "putty",  "mintty", "mlterm",  "wezterm",
        "contour", "ghostty", "iterm",  "iTerm",  "nsterm", "Eterm"};
    return begins_with_one(term, names, sizeof names / sizeof *names);
}

/* `15;0`, or `15;default;0`: the last is the background, an index of the palette. */
static enum style_background of_environment(const char *text) {
    const char *last = text ? strrchr(text, ';') : NULL;
    char *end = NULL;
    long index = last ? strtol(last + 1, &end, 10) : -1;
    if (!last || end == last + 1 || *end || index < 0 || index >= INDICES)
        return STYLE_BACKGROUND_UNKNOWN;
    return index < WHITE || index == BRIGHT_BLACK ? STYLE_BACKGROUND_DARK : STYLE_BACKGROUND_LIGHT;
}

enum style_background screen_background_guess(const char *term) {
    static const char *const black[] = {"linux"};
    enum style_background told = of_environment(getenv("COLORFGBG"));
    if (told != STYLE_BACKGROUND_UNKNOWN || !begins_with_one(term, black, 1))
        return told;
    return STYLE_BACKGROUND_DARK;
}

bool screen_background_read(const char *reply, enum style_background *background) {
    struct rgb colour;
    if (!rgb_parse(reply, &colour))
        return false;
    *background = style_background_of(colour);
    return true;
}
