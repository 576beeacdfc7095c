/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rgb.h"

#include <math.h>
#include <string.h>

enum {
    DIGITS_MAX = 4,
    PARTS = 3,
    FULL = 255,
    FIRST_OF_CUBE = 16,
    FIRST_GREY = 232,
    CUBE_EDGE = 6,
    DARKEST_GREY = 8,
    GREY_STEP = 10,
    DARKEST_EDGE = 55,
    EDGE_STEP = 40
};

static int digit_value(char digit) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = digit ? strchr(digits, digit) : NULL;
    return at ? (int)(at - digits) % 16 : -1;
}

/* Reads `count` digits as a part of the full intensity. */
static bool read_part(const char *text, size_t count, unsigned char *part) {
    int value = 0, full = 0;
    for (size_t i = 0; i < count; i++) {
        int digit = digit_value(text[i]);
        if (digit < 0)
            return false;
        value = value * 16 + digit;
        full = full * 16 + 15;
    }
    if (full)
        *part = (unsigned char)((value * FULL + full / 2) / full);
    return full;
}

static bool parse_numbers(const char *text, struct rgb *colour) {
    unsigned char *parts[PARTS] = {&colour->red, &colour->green, &colour->blue};
    size_t len = strlen(text), count = len / PARTS;
    if (!len || len % PARTS || count > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < PARTS; i++)
        if (!read_part(text + i * count, count, parts[i]))
            return false;
    return true;
}

/* Parts between slashes, and one more where there is an alpha. */
static bool parse_slashed(const char *text, bool has_alpha, struct rgb *colour) {
    unsigned char alpha = 0;
    unsigned char *parts[] = {&colour->red, &colour->green, &colour->blue, &alpha};
    size_t last = PARTS - (has_alpha ? 0 : 1);
    for (size_t i = 0; i <= last; i++) {
        size_t count = strcspn(text, "/");
        if (!count || count > DIGITS_MAX || !read_part(text, count, parts[i]) ||
            (text[count] == '/') != (i < last))
            return false;
        text += count + 1;
    }
    return true;
}

bool rgb_parse(const char *text, struct rgb *colour) {
    static const char plain[] = "rgb:", with_alpha[] = "rgba:";
    if (*text == '#')
        return parse_numbers(text + 1, colour);
    if (!strncmp(text, plain, strlen(plain)))
        return parse_slashed(text + strlen(plain), false, colour);
    return !strncmp(text, with_alpha, strlen(with_alpha)) &&
           parse_slashed(text + strlen(with_alpha), true, colour);
}

static unsigned char edge(int step) {
    return (unsigned char)(step ? DARKEST_EDGE + EDGE_STEP * step : 0);
}

struct rgb rgb_of_index(int index) {
    if (index >= FIRST_GREY) {
        unsigned char grey = (unsigned char)(DARKEST_GREY + (index - FIRST_GREY) * GREY_STEP);
        return (struct rgb){grey, grey, grey};
    }
    index -= FIRST_OF_CUBE;
    return (struct rgb){edge(index / (CUBE_EDGE * CUBE_EDGE)), edge(index / CUBE_EDGE % CUBE_EDGE),
                        edge(index % CUBE_EDGE)};
}

static double linear(unsigned char part) {
    double value = (double)part / FULL;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

double rgb_contrast(struct rgb one, struct rgb other) {
    double light = luminance(one), dark = luminance(other);
    return light > dark ? (light + 0.05) / (dark + 0.05) : (dark + 0.05) / (light + 0.05);
}
