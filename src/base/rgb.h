/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours as a terminal describes them, and how well one can be read on another. Pure. */
#ifndef FOLLOWTRAIL_BASE_RGB_H
#define FOLLOWTRAIL_BASE_RGB_H

#include <stdbool.h>

struct rgb {
    unsigned char red, green, blue; /* sRGB */
};

/* Reads what terminals answer: `rgb:R/G/B` and `rgba:R/G/B/A` with one to four hexadecimal digits
 * each, or `#` and three, six, nine or twelve digits (XParseColor(3)). False for anything else. */
bool rgb_parse(const char *text, struct rgb *colour) __attribute__((nonnull));

/* A colour that is the same in every terminal of 256: `index` is 16 to 255, xterm's cube of
 * 6×6×6 and its greys (256colres.pl). */
struct rgb rgb_of_index(int index);

/* The contrast ratio of two colours, 1 to 21 (WCAG 2.1, “contrast ratio” and “relative
 * luminance”). Text needs 4.5 (success criterion 1.4.3). */
double rgb_contrast(struct rgb one, struct rgb other);

#endif
