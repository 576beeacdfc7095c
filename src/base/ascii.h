/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for an ASCII-only terminal, as readable as possible: Latin letters lose their marks,
 * compatible forms become plain (NFKD), quotes, dashes and the program's own signs become the
 * nearest ASCII sign, a flag becomes its two letters, the picture of a control becomes `^[`. */
#ifndef FOLLOWTRAIL_BASE_ASCII_H
#define FOLLOWTRAIL_BASE_ASCII_H

#include <stddef.h>

/* Writes `len` bytes of valid UTF-8 without controls as bytes 0x20 to 0x7E and returns their
 * number, or 0 if that is impossible or `room` is too small. Adds no NUL. */
size_t ascii_spell(const char *text, size_t len, char *out, size_t room) __attribute__((nonnull));

#endif
