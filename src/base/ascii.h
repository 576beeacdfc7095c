/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text for a terminal that gets nothing but ASCII, readable where it can be: marks of Latin
 * letters fall off, compatible forms become the plain ones (NFKD), quotes, dashes and the program's
 * own signs get the nearest sign, a flag its two letters, the picture of a control `^[`.
 */
#ifndef FOLLOWTRAIL_BASE_ASCII_H
#define FOLLOWTRAIL_BASE_ASCII_H

#include <stddef.h>

/* Writes `len` bytes of valid UTF-8 without controls as bytes from 0x20 to 0x7E, and returns their
 * number; 0 when that cannot be done, or not in `room` bytes. No NUL is added. */
size_t ascii_spell(const char *text, size_t len, char *out, size_t room) __attribute__((nonnull));

#endif
