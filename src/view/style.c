/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/style.h"

enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN };
enum { BRIGHT = 8, COLOURS_BRIGHT = 16, COLOURS_MANY = 256 };

/* Colours 16 to 255 are the same everywhere: xterm's cube and greys. */
enum {
    GREY_LIGHT = 246,
    GREY_DARK = 241,
    AQUA = 80,
    LEAF = 114,
    AMBER = 179,
    CORAL = 203,
    ORCHID = 176,
    DEEP_BLUE = 24,
    DEEP_GREEN = 22,
    DEEP_BROWN = 94,
    DEEP_RED = 124,
    DEEP_PURPLE = 90
};

/* On the bar, where the background is nearer to the text's colour. */
enum {
    WHITE = 255,
    BLACK = 16,
    PINK = 217,
    LILAC = 182,
    DEEP_OLIVE = 58,
    BAR_DARK = 238,
    BAR_LIGHT = 253
};

static const struct style mono[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT},
    [ROLE_DIM] = {STYLE_DEFAULT, .is_dim = true},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_ACCENT] = {STYLE_DEFAULT},
    [ROLE_CURRENT] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_GOOD] = {STYLE_DEFAULT},
    [ROLE_WARNING] = {STYLE_DEFAULT},
    [ROLE_ERROR] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_HEADER] = {STYLE_DEFAULT, .is_dim = true, .is_underlined = true},
    [ROLE_FOUND] = {STYLE_DEFAULT, .is_underlined = true},
    [ROLE_REVEALED] = {STYLE_DEFAULT},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

/* Short sequences, because a slow line pays for each byte. */
static const struct style basic[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT},
    [ROLE_DIM] = {STYLE_DEFAULT, .is_dim = true},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_ACCENT] = {CYAN},
    [ROLE_CURRENT] = {CYAN, .is_bold = true},
    [ROLE_GOOD] = {GREEN},
    [ROLE_WARNING] = {YELLOW},
    [ROLE_ERROR] = {RED, .is_bold = true},
    [ROLE_HEADER] = {STYLE_DEFAULT, .is_dim = true, .is_underlined = true},
    [ROLE_FOUND] = {YELLOW, .is_underlined = true},
    [ROLE_REVEALED] = {MAGENTA},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

/* Bright black is not used for dim text: some palettes make it the background. */
static const struct style sixteen[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT},
    [ROLE_DIM] = {STYLE_DEFAULT, .is_dim = true},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_ACCENT] = {BRIGHT + CYAN},
    [ROLE_CURRENT] = {BRIGHT + CYAN, .is_bold = true},
    [ROLE_GOOD] = {BRIGHT + GREEN},
    [ROLE_WARNING] = {BRIGHT + YELLOW},
    [ROLE_ERROR] = {BRIGHT + RED, .is_bold = true},
    [ROLE_HEADER] = {STYLE_DEFAULT, .is_dim = true, .is_underlined = true},
    [ROLE_FOUND] = {BRIGHT + YELLOW, .is_underlined = true},
    [ROLE_REVEALED] = {BRIGHT + MAGENTA},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

static const struct style dark[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT},
    [ROLE_DIM] = {GREY_LIGHT},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_ACCENT] = {AQUA},
    [ROLE_CURRENT] = {AQUA, .is_bold = true},
    [ROLE_GOOD] = {LEAF},
    [ROLE_WARNING] = {AMBER},
    [ROLE_ERROR] = {CORAL, .is_bold = true},
    [ROLE_HEADER] = {GREY_LIGHT, .is_underlined = true},
    [ROLE_FOUND] = {AMBER, .is_underlined = true},
    [ROLE_REVEALED] = {ORCHID},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

/* Each has at least 5:1 contrast against white, the greys as well. */
static const struct style light[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT},
    [ROLE_DIM] = {GREY_DARK},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_ACCENT] = {DEEP_BLUE},
    [ROLE_CURRENT] = {DEEP_BLUE, .is_bold = true},
    [ROLE_GOOD] = {DEEP_GREEN},
    [ROLE_WARNING] = {DEEP_BROWN},
    [ROLE_ERROR] = {DEEP_RED, .is_bold = true},
    [ROLE_HEADER] = {GREY_DARK, .is_underlined = true},
    [ROLE_FOUND] = {DEEP_RED, .is_underlined = true},
    [ROLE_REVEALED] = {DEEP_PURPLE},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

/* Cyan and yellow are unreadable on white. */
static const struct style basic_light[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT},
    [ROLE_DIM] = {STYLE_DEFAULT, .is_dim = true},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true},
    [ROLE_ACCENT] = {BLUE},
    [ROLE_CURRENT] = {BLUE, .is_bold = true},
    [ROLE_GOOD] = {GREEN},
    [ROLE_WARNING] = {MAGENTA},
    [ROLE_ERROR] = {RED, .is_bold = true},
    [ROLE_HEADER] = {STYLE_DEFAULT, .is_dim = true, .is_underlined = true},
    [ROLE_FOUND] = {RED, .is_underlined = true},
    [ROLE_REVEALED] = {MAGENTA, .is_underlined = true},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

/* The mark is not reversed: it would be the bar's own colour moved by half a column. */
static const struct style reversed[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_DIM] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_ACCENT] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_CURRENT] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_GOOD] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_WARNING] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_ERROR] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_HEADER] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_FOUND] = {STYLE_DEFAULT, .is_reverse = true, .is_underlined = true},
    [ROLE_REVEALED] = {STYLE_DEFAULT, .is_reverse = true},
    [ROLE_SELECTION] = {STYLE_DEFAULT},
};

static const struct style dark_bar[ROLE_COUNT] = {
    [ROLE_TEXT] = {WHITE, .is_bold = true},
    [ROLE_DIM] = {WHITE, .is_bold = true},
    [ROLE_STRONG] = {WHITE, .is_bold = true},
    [ROLE_ACCENT] = {WHITE, .is_bold = true},
    [ROLE_CURRENT] = {WHITE, .is_bold = true},
    [ROLE_GOOD] = {LEAF, .is_bold = true},
    [ROLE_WARNING] = {AMBER, .is_bold = true},
    [ROLE_ERROR] = {PINK, .is_bold = true},
    [ROLE_HEADER] = {WHITE, .is_bold = true},
    [ROLE_FOUND] = {AMBER, .is_bold = true, .is_underlined = true},
    [ROLE_REVEALED] = {LILAC, .is_bold = true},
    [ROLE_SELECTION] = {AQUA, .is_bold = true},
};

static const struct style light_bar[ROLE_COUNT] = {
    [ROLE_TEXT] = {BLACK, .is_bold = true},
    [ROLE_DIM] = {BLACK, .is_bold = true},
    [ROLE_STRONG] = {BLACK, .is_bold = true},
    [ROLE_ACCENT] = {BLACK, .is_bold = true},
    [ROLE_CURRENT] = {BLACK, .is_bold = true},
    [ROLE_GOOD] = {DEEP_GREEN, .is_bold = true},
    [ROLE_WARNING] = {DEEP_OLIVE, .is_bold = true},
    [ROLE_ERROR] = {DEEP_RED, .is_bold = true},
    [ROLE_HEADER] = {BLACK, .is_bold = true},
    [ROLE_FOUND] = {DEEP_RED, .is_bold = true, .is_underlined = true},
    [ROLE_REVEALED] = {DEEP_PURPLE, .is_bold = true},
    [ROLE_SELECTION] = {DEEP_BLUE, .is_bold = true},
};

const struct style *style_table(enum look_theme theme, int colours) {
    if (theme == LOOK_MONO || colours < BRIGHT)
        return mono;
    if (theme == LOOK_LIGHT)
        return colours < COLOURS_MANY ? basic_light : light;
    if (theme == LOOK_DARK && colours >= COLOURS_MANY)
        return dark;
    return theme == LOOK_SIXTEEN && colours >= COLOURS_BRIGHT ? sixteen : basic;
}

static bool has_bar_colours(enum look_theme theme, int colours) {
    return colours >= COLOURS_MANY && (theme == LOOK_DARK || theme == LOOK_LIGHT);
}

const struct style *style_bar_table(enum look_theme theme, int colours) {
    if (!has_bar_colours(theme, colours))
        return reversed;
    return theme == LOOK_DARK ? dark_bar : light_bar;
}

short style_bar_background(enum look_theme theme, int colours) {
    if (!has_bar_colours(theme, colours))
        return STYLE_DEFAULT;
    return theme == LOOK_DARK ? BAR_DARK : BAR_LIGHT;
}
