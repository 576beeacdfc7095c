/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/style.h"

/* Of the first 16, those that can be read on the dark background of all palettes. */
enum { GREEN = 2, CYAN = 6, BRIGHT_CYAN = 14 };

/* xterm's cube and greys. */
enum {
    WHITE = 255,
    GREY_LIGHT = 247,
    AQUA = 80,
    LEAF = 114,
    AMBER = 179,
    CORAL = 210,
    PINK = 217,
    LILAC = 183,
    ON_DARK = 238, /* the bar's background */

    BLACK = 16,
    GREY_DARK = 240,
    DEEP_BLUE = 24,
    DEEP_GREEN = 22,
    DEEP_BROWN = 94,
    DEEP_RED = 124,
    DEEP_PURPLE = 90,
    ON_PALE = 253 /* the same */
};

enum { COLOURS_FEW = 8, COLOURS_BRIGHT = 16, COLOURS_MANY = 256 };

#define ENOUGH 4.5 /* WCAG 2.1, success criterion 1.4.3 */

#define OWN STYLE_DEFAULT, STYLE_DEFAULT

/* Without colours, or without knowing on what. */
static const struct style plain[ROLE_COUNT] = {
    [ROLE_TEXT] = {OWN},
    [ROLE_DIM] = {OWN},
    [ROLE_STRONG] = {OWN, .is_bold = true},
    [ROLE_ACCENT] = {OWN, .is_bold = true},
    [ROLE_CURRENT] = {OWN, .is_bold = true},
    [ROLE_GOOD] = {OWN},
    [ROLE_WARNING] = {OWN, .is_bold = true},
    [ROLE_ERROR] = {OWN, .is_bold = true},
    [ROLE_HEADER] = {OWN, .is_underlined = true},
    [ROLE_FOUND] = {OWN, .is_underlined = true},
    [ROLE_REVEALED] = {OWN},
    [ROLE_SELECTION] = {OWN},
};

/* The mark is reversed too: else a dark half column would part it from the bar. */
static const struct style reversed[ROLE_COUNT] = {
    [ROLE_TEXT] = {OWN, .is_reverse = true},
    [ROLE_DIM] = {OWN, .is_reverse = true},
    [ROLE_STRONG] = {OWN, .is_reverse = true},
    [ROLE_ACCENT] = {OWN, .is_reverse = true},
    [ROLE_CURRENT] = {OWN, .is_reverse = true},
    [ROLE_GOOD] = {OWN, .is_reverse = true},
    [ROLE_WARNING] = {OWN, .is_reverse = true},
    [ROLE_ERROR] = {OWN, .is_reverse = true},
    [ROLE_HEADER] = {OWN, .is_reverse = true},
    [ROLE_FOUND] = {OWN, .is_reverse = true, .is_underlined = true},
    [ROLE_REVEALED] = {OWN, .is_reverse = true},
    [ROLE_SELECTION] = {OWN, .is_reverse = true},
};

/* The two differ in one colour: bright cyan can be read in more palettes than cyan. Green is never
 * bold, because many terminals make that the bright one, which is a grey in Solarized. */
#define DARK_OF_FEW(accent)                                                                        \
    [ROLE_TEXT] = {OWN}, [ROLE_DIM] = {OWN}, [ROLE_STRONG] = {OWN, .is_bold = true},               \
    [ROLE_ACCENT] = {accent, STYLE_DEFAULT},                                                       \
    [ROLE_CURRENT] = {accent, STYLE_DEFAULT, .is_bold = true},                                     \
    [ROLE_GOOD] = {GREEN, STYLE_DEFAULT}, [ROLE_WARNING] = {OWN, .is_bold = true},                 \
    [ROLE_ERROR] = {OWN, .is_bold = true}, [ROLE_HEADER] = {OWN, .is_underlined = true},           \
    [ROLE_FOUND] = {OWN, .is_underlined = true}, [ROLE_REVEALED] = {OWN},                          \
    [ROLE_SELECTION] = {accent, STYLE_DEFAULT}

static const struct style dark_of_eight[ROLE_COUNT] = {DARK_OF_FEW(CYAN)};
static const struct style dark_of_sixteen[ROLE_COUNT] = {DARK_OF_FEW(BRIGHT_CYAN)};

/* Text in the terminal's own colour takes fewer bytes, and can be read on every dark background. */
static const struct style dark[ROLE_COUNT] = {
    [ROLE_TEXT] = {OWN},
    [ROLE_DIM] = {GREY_LIGHT, STYLE_DEFAULT},
    [ROLE_STRONG] = {OWN, .is_bold = true},
    [ROLE_ACCENT] = {AQUA, STYLE_DEFAULT},
    [ROLE_CURRENT] = {AQUA, STYLE_DEFAULT, .is_bold = true},
    [ROLE_GOOD] = {LEAF, STYLE_DEFAULT},
    [ROLE_WARNING] = {AMBER, STYLE_DEFAULT},
    [ROLE_ERROR] = {CORAL, STYLE_DEFAULT, .is_bold = true},
    [ROLE_HEADER] = {GREY_LIGHT, STYLE_DEFAULT, .is_underlined = true},
    [ROLE_FOUND] = {AMBER, STYLE_DEFAULT, .is_underlined = true},
    [ROLE_REVEALED] = {LILAC, STYLE_DEFAULT},
    [ROLE_SELECTION] = {AQUA, STYLE_DEFAULT},
};

static const struct style dark_bar[ROLE_COUNT] = {
    [ROLE_TEXT] = {WHITE, ON_DARK, .is_bold = true},
    [ROLE_DIM] = {WHITE, ON_DARK, .is_bold = true},
    [ROLE_STRONG] = {WHITE, ON_DARK, .is_bold = true},
    [ROLE_ACCENT] = {WHITE, ON_DARK, .is_bold = true},
    [ROLE_CURRENT] = {WHITE, ON_DARK, .is_bold = true},
    [ROLE_GOOD] = {LEAF, ON_DARK, .is_bold = true},
    [ROLE_WARNING] = {AMBER, ON_DARK, .is_bold = true},
    [ROLE_ERROR] = {PINK, ON_DARK, .is_bold = true},
    [ROLE_HEADER] = {WHITE, ON_DARK, .is_bold = true},
    [ROLE_FOUND] = {AMBER, ON_DARK, .is_bold = true, .is_underlined = true},
    [ROLE_REVEALED] = {LILAC, ON_DARK, .is_bold = true},
    [ROLE_SELECTION] = {WHITE, ON_DARK, .is_bold = true},
};

/* Text in Solarized light's own colour has too little contrast. Where that of the terminal is known
 * to be dark, it takes fewer bytes. */
#define LIGHT(text)                                                                                \
    [ROLE_TEXT] = {text, STYLE_DEFAULT}, [ROLE_DIM] = {GREY_DARK, STYLE_DEFAULT},                  \
    [ROLE_STRONG] = {text, STYLE_DEFAULT, .is_bold = true},                                        \
    [ROLE_ACCENT] = {DEEP_BLUE, STYLE_DEFAULT},                                                    \
    [ROLE_CURRENT] = {DEEP_BLUE, STYLE_DEFAULT, .is_bold = true},                                  \
    [ROLE_GOOD] = {DEEP_GREEN, STYLE_DEFAULT}, [ROLE_WARNING] = {DEEP_BROWN, STYLE_DEFAULT},       \
    [ROLE_ERROR] = {DEEP_RED, STYLE_DEFAULT, .is_bold = true},                                     \
    [ROLE_HEADER] = {GREY_DARK, STYLE_DEFAULT, .is_underlined = true},                             \
    [ROLE_FOUND] = {DEEP_RED, STYLE_DEFAULT, .is_underlined = true},                               \
    [ROLE_REVEALED] = {DEEP_PURPLE, STYLE_DEFAULT}, [ROLE_SELECTION] = {DEEP_BLUE, STYLE_DEFAULT}

static const struct style light[ROLE_COUNT] = {LIGHT(BLACK)};
static const struct style light_of_own[ROLE_COUNT] = {LIGHT(STYLE_DEFAULT)};

/* ✓ and ⊘ have the text's colour: ncurses sends the background again with every other one. */
static const struct style light_bar[ROLE_COUNT] = {
    [ROLE_TEXT] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_DIM] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_STRONG] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_ACCENT] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_CURRENT] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_GOOD] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_WARNING] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_ERROR] = {DEEP_RED, ON_PALE, .is_bold = true},
    [ROLE_HEADER] = {BLACK, ON_PALE, .is_bold = true},
    [ROLE_FOUND] = {DEEP_RED, ON_PALE, .is_bold = true, .is_underlined = true},
    [ROLE_REVEALED] = {DEEP_PURPLE, ON_PALE, .is_bold = true},
    [ROLE_SELECTION] = {BLACK, ON_PALE, .is_bold = true},
};

static const struct theme plain_theme = {plain, reversed};
static const struct theme dark_themes[] = {
    {dark_of_eight, reversed}, {dark_of_sixteen, reversed}, {dark, dark_bar}};
static const struct theme light_theme = {light, light_bar};
static const struct theme light_theme_of_own = {light_of_own, light_bar};

static const struct theme *of_dark(int colours) {
    return &dark_themes[colours >= COLOURS_MANY ? 2 : colours >= COLOURS_BRIGHT ? 1 : 0];
}

static bool is_dark(enum look_theme theme, enum style_background background) {
    return theme == LOOK_DARK || (theme != LOOK_LIGHT && background == STYLE_BACKGROUND_DARK);
}

static bool is_light(enum look_theme theme, enum style_background background) {
    return theme == LOOK_LIGHT || (theme != LOOK_DARK && background == STYLE_BACKGROUND_LIGHT);
}

const struct theme *style_theme(enum look_theme theme, int colours,
                                enum style_background background) {
    if (theme == LOOK_SIXTEEN && colours > COLOURS_BRIGHT)
        colours = COLOURS_BRIGHT;
    if (theme == LOOK_MONO || colours < COLOURS_FEW)
        return &plain_theme;
    if (is_dark(theme, background))
        return of_dark(colours);
    return is_light(theme, background) && colours >= COLOURS_MANY ? &light_theme : &plain_theme;
}

/* Of the terminal's own text nothing is known, except that somebody reads it. */
static bool can_read(const struct style *styles, struct rgb background) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (styles[role].colour != STYLE_DEFAULT &&
            rgb_contrast(rgb_of_index(styles[role].colour), background) < ENOUGH)
            return false;
    return true;
}

enum style_background style_background_of(struct rgb colour) {
    if (can_read(dark, colour))
        return STYLE_BACKGROUND_DARK;
    return can_read(light, colour) ? STYLE_BACKGROUND_LIGHT : STYLE_BACKGROUND_UNKNOWN;
}

bool style_wants_text(const struct theme *theme) {
    return theme == &light_theme;
}

const struct theme *style_with_text(const struct theme *theme, struct rgb text) {
    struct rgb white = {255, 255, 255};
    double contrast = rgb_contrast(text, white);
    bool is_dark_enough = false;
    for (enum role role = 0; role < ROLE_COUNT; role++)
        is_dark_enough =
            is_dark_enough || contrast >= rgb_contrast(rgb_of_index(light[role].colour), white);
    return theme == &light_theme && is_dark_enough ? &light_theme_of_own : theme;
}
