/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every role of every theme can be read: contrast 4.5 and more (WCAG 2.1, 1.4.3) on the backgrounds
 * that the theme is made for, and on the bar, with the palettes of six terminals.
 *
 * Sources: gnome-terminal, src/profile-editor.cc (GNOME, xterm, Solarized, and their schemes light
 * and dark); XTerm-col.ad; Wikipedia, “ANSI escape code”, 3-bit and 4-bit (Terminal.app, PuTTY),
 * and Terminal.app's profiles Basic and Pro; ethanschoonover.com/solarized.
 */
#include "base/rgb.h"
#include "tests/support/run.h"
#include "view/style.h"

#include <check.h>
#include <stdio.h>

enum { PALETTE_SIZE = 16, BRIGHT = 8 };

#define ENOUGH 4.5

static const struct palette {
    const char *name;
    unsigned colours[PALETTE_SIZE];
    unsigned grounds[2][2]; /* dark, light: text and background; both 0: there is none */
} palettes[] = {
    {"xterm",
     {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
      0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff},
     {{0xffffff, 0x000000}, {0x000000, 0xffffff}}},
    {"GNOME Terminal",
     {0x171421, 0xc01c28, 0x26a269, 0xa2734c, 0x12488b, 0xa347ba, 0x2aa1b3, 0xd0cfcc, 0x5e5c64,
      0xf66151, 0x33d17a, 0xe9ad0c, 0x2a7bde, 0xc061cb, 0x33c7de, 0xffffff},
     {{0xd0cfcc, 0x171421}, {0x171421, 0xffffff}}},
    {"Terminal.app",
     {0x000000, 0xc23621, 0x25bc24, 0xadad27, 0x492ee1, 0xd338d3, 0x33bbc8, 0xcbcccd, 0x818383,
      0xfc391f, 0x31e722, 0xeaec23, 0x5833ff, 0xf935f8, 0x14f0f0, 0xe9ebeb},
     {{0xf2f2f2, 0x000000}, {0x000000, 0xffffff}}},
    {"PuTTY",
     {0x000000, 0xbb0000, 0x00bb00, 0xbbbb00, 0x0000bb, 0xbb00bb, 0x00bbbb, 0xbbbbbb, 0x555555,
      0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff},
     {{0xbbbbbb, 0x000000}, {0x000000, 0xffffff}}},
    {"Solarized dark",
     {0x073642, 0xdc322f, 0x859900, 0xb58900, 0x268bd2, 0xd33682, 0x2aa198, 0xeee8d5, 0x002b36,
      0xcb4b16, 0x586e75, 0x657b83, 0x839496, 0x6c71c4, 0x93a1a1, 0xfdf6e3},
     {{0x839496, 0x002b36}, {0, 0}}},
    {"Solarized light",
     {0x073642, 0xdc322f, 0x859900, 0xb58900, 0x268bd2, 0xd33682, 0x2aa198, 0xeee8d5, 0x002b36,
      0xcb4b16, 0x586e75, 0x657b83, 0x839496, 0x6c71c4, 0x93a1a1, 0xfdf6e3},
     {{0, 0}, {0x657b83, 0xfdf6e3}}},
};

enum { PALETTES = sizeof palettes / sizeof *palettes };

static const int sizes[] = {0, 8, 16, 88, 256, 1 << 24};

enum { SIZES = sizeof sizes / sizeof *sizes };

static struct rgb of_number(unsigned number) {
    return (struct rgb){(unsigned char)(number >> 16), (unsigned char)(number >> 8 & 0xff),
                        (unsigned char)(number & 0xff)};
}

static struct rgb shown(const struct palette *palette, int colour, unsigned own) {
    if (colour == STYLE_DEFAULT)
        return of_number(own);
    return colour < PALETTE_SIZE ? of_number(palette->colours[colour]) : rgb_of_index(colour);
}

/* What is in the terminal's own two colours is as good as these; no theme can know them. */
static double wanted(const struct style *style, struct rgb text, struct rgb background) {
    double own = rgb_contrast(text, background);
    bool is_own = style->colour == STYLE_DEFAULT && style->background == STYLE_DEFAULT;
    return is_own && own < ENOUGH ? own : ENOUGH;
}

struct place {
    const struct palette *palette;
    const unsigned *ground;
    enum look_theme theme;
    int colours;
    enum style_background background;
};

static void expect_readable(const struct place *place, const struct style *style, int colour,
                            enum role role, bool is_on_bar) {
    struct rgb own_text = of_number(place->ground[0]), own_back = of_number(place->ground[1]);
    struct rgb text = shown(place->palette, colour, place->ground[0]);
    struct rgb background = shown(place->palette, style->background, place->ground[1]);
    double contrast = rgb_contrast(text, background);
    ck_assert_msg(contrast >= wanted(style, own_text, own_back),
                  "%s, theme %s, %d colours, background %d: role %d%s has %.2f",
                  place->palette->name, look_theme_name(place->theme), place->colours,
                  (int)place->background, (int)role, is_on_bar ? " on the bar" : "", contrast);
}

/* Many terminals show a bold colour of the first eight as the bright one. */
static void expect_role(const struct place *place, const struct style *style, enum role role,
                        bool is_on_bar) {
    expect_readable(place, style, style->colour, role, is_on_bar);
    if (style->is_bold && style->colour >= 0 && style->colour < BRIGHT)
        expect_readable(place, style, style->colour + BRIGHT, role, is_on_bar);
}

static void expect_theme(const struct place *place) {
    const struct theme *theme = style_theme(place->theme, place->colours, place->background);
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        expect_role(place, &theme->styles[role], role, false);
        expect_role(place, &theme->bar[role], role, true);
    }
}

/* On which backgrounds a theme may find itself: the chosen one on its own. */
static bool is_made_for(enum look_theme theme, enum style_background background) {
    return (theme != LOOK_DARK || background == STYLE_BACKGROUND_DARK) &&
           (theme != LOOK_LIGHT || background == STYLE_BACKGROUND_LIGHT);
}

START_TEST(every_role_can_be_read) {
    struct place place = {.palette = &palettes[_i]};
    for (int is_light = 0; is_light < 2; is_light++) {
        enum style_background is = is_light ? STYLE_BACKGROUND_LIGHT : STYLE_BACKGROUND_DARK;
        place.ground = palettes[_i].grounds[is_light];
        for (place.theme = 0; place.theme < LOOK_THEME_COUNT; place.theme++)
            for (size_t i = 0; i < SIZES; i++) {
                if ((!place.ground[0] && !place.ground[1]) || !is_made_for(place.theme, is))
                    continue;
                place.colours = sizes[i];
                place.background = is;
                expect_theme(&place);
                place.background = STYLE_BACKGROUND_UNKNOWN;
                expect_theme(&place);
            }
    }
}
END_TEST

/* The terminal's own text is left to it where it can be read: everywhere but in Solarized light, so
 * that the theme for light backgrounds does not use it. */
START_TEST(own_text_is_used_where_it_can_be_read) {
    const struct theme *light = style_theme(LOOK_AUTO, 256, STYLE_BACKGROUND_LIGHT);
    for (size_t i = 0; i < PALETTES; i++)
        for (int is_light = 0; is_light < 2; is_light++) {
            const unsigned *ground = palettes[i].grounds[is_light];
            double own = rgb_contrast(of_number(ground[0]), of_number(ground[1]));
            ck_assert(own >= ENOUGH || (is_light && i == PALETTES - 1) ||
                      (!ground[0] && !ground[1]));
        }
    for (enum role role = 0; role < ROLE_COUNT; role++)
        ck_assert_int_ge(light->styles[role].colour, PALETTE_SIZE);
}
END_TEST

/* Once it is known: where it is as dark as other roles are, and where the theme has another. */
START_TEST(dark_text_is_left_to_the_terminal) {
    const struct theme *light = style_theme(LOOK_LIGHT, 256, STYLE_BACKGROUND_UNKNOWN);
    const unsigned *ground = palettes[_i].grounds[1];
    if (!ground[0] && !ground[1])
        return;
    const struct theme *theme = style_with_text(light, of_number(ground[0]));
    double own = rgb_contrast(of_number(ground[0]), of_number(ground[1]));
    bool is_own = theme->styles[ROLE_TEXT].colour == STYLE_DEFAULT;
    ck_assert_int_eq(is_own, own >= ENOUGH);
    ck_assert_int_ne(is_own, style_wants_text(theme));
    ck_assert_int_eq(theme->styles[ROLE_STRONG].colour, theme->styles[ROLE_TEXT].colour);
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        ck_assert(role == ROLE_TEXT || role == ROLE_STRONG ||
                  theme->styles[role].colour == light->styles[role].colour);
        ck_assert_int_eq(theme->bar[role].colour, light->bar[role].colour);
    }
    for (int ground_is = 0; ground_is <= STYLE_BACKGROUND_DARK; ground_is++) {
        const struct theme *other = style_theme(LOOK_AUTO, 256, (enum style_background)ground_is);
        ck_assert(!style_wants_text(other));
        ck_assert_ptr_eq(style_with_text(other, of_number(ground[0])), other);
    }
}
END_TEST

/* With 256 colours nothing else depends on the palette. */
START_TEST(no_role_depends_on_the_palette) {
    static const enum style_background grounds[] = {STYLE_BACKGROUND_DARK, STYLE_BACKGROUND_LIGHT};
    const struct theme *theme = style_theme(LOOK_AUTO, 256, grounds[_i]);
    ck_assert_ptr_eq(theme,
                     style_theme(_i ? LOOK_LIGHT : LOOK_DARK, 256, STYLE_BACKGROUND_UNKNOWN));
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        short colour = theme->styles[role].colour;
        ck_assert(colour >= PALETTE_SIZE || colour == STYLE_DEFAULT);
        ck_assert_int_ge(theme->bar[role].colour, PALETTE_SIZE);
        ck_assert_int_eq(theme->styles[role].background, STYLE_DEFAULT);
        ck_assert(!theme->bar[role].is_reverse);
    }
}
END_TEST

/* The bar has one background, and can be seen: by it, or because it is reversed. */
START_TEST(the_bar_is_one_bar) {
    for (enum look_theme name = 0; name < LOOK_THEME_COUNT; name++)
        for (size_t i = 0; i < SIZES; i++)
            for (int ground = 0; ground <= STYLE_BACKGROUND_LIGHT; ground++) {
                const struct theme *theme =
                    style_theme(name, sizes[i], (enum style_background)ground);
                short background = theme->bar[ROLE_TEXT].background;
                for (enum role role = 0; role < ROLE_COUNT; role++)
                    ck_assert_int_eq(theme->bar[role].background, background);
                ck_assert_int_ne(theme->bar[ROLE_TEXT].is_reverse, background != STYLE_DEFAULT);
            }
}
END_TEST

/* Each colour on the bar is sent with the background, and the text's again after it. */
START_TEST(signs_on_the_light_bar_cost_no_bytes) {
    const struct style *bar = style_theme(LOOK_LIGHT, 256, STYLE_BACKGROUND_UNKNOWN)->bar;
    ck_assert_int_eq(bar[ROLE_GOOD].colour, bar[ROLE_TEXT].colour);
    ck_assert_int_eq(bar[ROLE_WARNING].colour, bar[ROLE_TEXT].colour);
}
END_TEST

/* A colour that the terminal has not would be one that it makes up. */
START_TEST(themes_keep_to_the_colours_there_are) {
    for (enum look_theme name = 0; name < LOOK_THEME_COUNT; name++)
        for (int ground = 0; ground <= STYLE_BACKGROUND_LIGHT; ground++) {
            int colours = sizes[_i];
            const struct theme *theme = style_theme(name, colours, (enum style_background)ground);
            for (enum role role = 0; role < ROLE_COUNT; role++) {
                const struct style *style = &theme->styles[role];
                ck_assert_int_lt(style->colour, colours ? colours : 1);
                ck_assert(name != LOOK_MONO || style->colour == STYLE_DEFAULT);
                ck_assert(name != LOOK_SIXTEEN || style->colour < PALETTE_SIZE);
            }
        }
}
END_TEST

/* Handles and prices are still seen first. */
START_TEST(without_a_background_there_is_bold) {
    const struct theme *theme = style_theme(LOOK_AUTO, 256, STYLE_BACKGROUND_UNKNOWN);
    static const enum role bold[] = {ROLE_ACCENT, ROLE_CURRENT, ROLE_WARNING, ROLE_ERROR};
    for (size_t i = 0; i < sizeof bold / sizeof *bold; i++)
        ck_assert(theme->styles[bold[i]].is_bold);
    for (enum role role = 0; role < ROLE_COUNT; role++)
        ck_assert_int_eq(theme->styles[role].colour, STYLE_DEFAULT);
}
END_TEST

static const struct {
    unsigned colour;
    enum style_background is;
} backgrounds[] = {
    {0x000000, STYLE_BACKGROUND_DARK},    {0x002b36, STYLE_BACKGROUND_DARK},
    {0x171421, STYLE_BACKGROUND_DARK},    {0x2e3436, STYLE_BACKGROUND_DARK}, /* Tango */
    {0x300a24, STYLE_BACKGROUND_DARK},    {0x282c34, STYLE_BACKGROUND_DARK}, /* Ubuntu, One */
    {0x2e3440, STYLE_BACKGROUND_DARK},    {0x282a36, STYLE_BACKGROUND_DARK}, /* Nord, Dracula */
    {0xffffff, STYLE_BACKGROUND_LIGHT},   {0xfdf6e3, STYLE_BACKGROUND_LIGHT},
    {0xeeeeec, STYLE_BACKGROUND_LIGHT},   {0xfbf1c7, STYLE_BACKGROUND_LIGHT}, /* Tango, Gruvbox */
    {0x808080, STYLE_BACKGROUND_UNKNOWN}, {0xff0000, STYLE_BACKGROUND_UNKNOWN},
    {0x5c5cff, STYLE_BACKGROUND_UNKNOWN}, {0xa0a0a0, STYLE_BACKGROUND_UNKNOWN},
};

START_TEST(a_background_has_the_theme_that_can_be_read) {
    ck_assert_int_eq(style_background_of(of_number(backgrounds[_i].colour)), backgrounds[_i].is);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("style");
    TCase *tc = tcase_create("themes");
    tcase_add_loop_test(tc, every_role_can_be_read, 0, PALETTES);
    tcase_add_test(tc, own_text_is_used_where_it_can_be_read);
    tcase_add_loop_test(tc, dark_text_is_left_to_the_terminal, 0, PALETTES);
    tcase_add_loop_test(tc, no_role_depends_on_the_palette, 0, 2);
    tcase_add_test(tc, the_bar_is_one_bar);
    tcase_add_test(tc, signs_on_the_light_bar_cost_no_bytes);
    tcase_add_loop_test(tc, themes_keep_to_the_colours_there_are, 0, SIZES);
    tcase_add_test(tc, without_a_background_there_is_bold);
    tcase_add_loop_test(tc, a_background_has_the_theme_that_can_be_read, 0,
                        sizeof backgrounds / sizeof *backgrounds);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
