/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's own signs, such as `·` and `▌`: the only characters beyond ASCII that its words,
 * rules and marks consist of. Some terminals draw most of them two columns wide. */
#ifndef FOLLOWTRAIL_BASE_SIGN_H
#define FOLLOWTRAIL_BASE_SIGN_H

#include <stddef.h>
#include <stdint.h>

/* The ASCII character that can stand in for a sign, one column wide like the sign itself; '\0': the
 * code point is none of the program's signs. */
char sign_ascii(uint32_t code);

/* The signs one by one; 0 after the last. */
uint32_t sign_at(size_t index);

#endif
