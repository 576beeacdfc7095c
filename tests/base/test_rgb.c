/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rgb.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *text;
    struct rgb colour;
} answers[] = {
    {"rgb:0000/2b2b/3636", {0x00, 0x2b, 0x36}},
    {"rgb:fd/f6/e3", {0xfd, 0xf6, 0xe3}},
    {"rgb:f/0/8", {0xff, 0x00, 0x88}},
    {"rgb:fff/000/800", {0xff, 0x00, 0x80}},
    {"rgb:FFFF/0/80", {0xff, 0x00, 0x80}},
    {"rgba:0000/2b2b/3636/ffff", {0x00, 0x2b, 0x36}},
    {"rgba:1/2/3/0", {0x11, 0x22, 0x33}},
    {"#fdf6e3", {0xfd, 0xf6, 0xe3}},
    {"#f08", {0xff, 0x00, 0x88}},
    {"#ffff00008000", {0xff, 0x00, 0x80}},
};

START_TEST(answers_are_read) {
    struct rgb colour;
    ck_assert(rgb_parse(answers[_i].text, &colour));
    ck_assert_int_eq(memcmp(&colour, &answers[_i].colour, sizeof colour), 0);
}
END_TEST

START_TEST(anything_else_is_none) {
    static const char *const texts[] = {
        "",           "?",          "black",
        "rgb:",       "rgb:0/0",    "rgb:0/0/0/0",
        "rgb:0/0/",   "rgb://",     "rgb:00000/0/0",
        "rgb:g/0/0",  "rgb:-1/0/0", "rgb: 1/0/0",
        "#",          "#12",        "#1234",
        "#12345g",    "rgba:0/0/0", "rgba:0/0/0/0/0",
        "rgb:0/0/0 ", "rgbi:1/1/1", "#fffffffffffffff",
        "RGB:0/0/0",
    };
    struct rgb colour;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!rgb_parse(texts[i], &colour), "%s", texts[i]);
}
END_TEST

START_TEST(indices_are_xterms) {
    static const struct {
        int index;
        struct rgb colour;
    } cases[] = {
        {16, {0, 0, 0}},  {231, {255, 255, 255}}, {80, {0x5f, 0xd7, 0xd7}}, {24, {0, 0x5f, 0x87}},
        {232, {8, 8, 8}}, {255, {238, 238, 238}}, {196, {255, 0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rgb colour = rgb_of_index(cases[i].index);
        ck_assert_int_eq(memcmp(&colour, &cases[i].colour, sizeof colour), 0);
    }
}
END_TEST

/* #767676 on white is the well-known grey that is just enough. */
START_TEST(contrast_is_that_of_wcag) {
    const struct rgb black = {0, 0, 0}, white = {255, 255, 255}, grey = {0x76, 0x76, 0x76},
                     lighter = {0x77, 0x77, 0x77}, red = {255, 0, 0};
    ck_assert_double_eq_tol(rgb_contrast(black, white), 21, 1e-9);
    ck_assert_double_eq_tol(rgb_contrast(white, black), 21, 1e-9);
    ck_assert_double_eq_tol(rgb_contrast(red, red), 1, 1e-9);
    ck_assert_double_eq_tol(rgb_contrast(grey, white), 4.54, 0.005);
    ck_assert_double_eq_tol(rgb_contrast(lighter, white), 4.48, 0.005);
    ck_assert_double_eq_tol(rgb_contrast(red, white), 3.998, 0.001);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rgb");
    TCase *tc = tcase_create("rgb");
    tcase_add_loop_test(tc, answers_are_read, 0, sizeof answers / sizeof *answers);
    tcase_add_test(tc, anything_else_is_none);
    tcase_add_test(tc, indices_are_xterms);
    tcase_add_test(tc, contrast_is_that_of_wcag);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
