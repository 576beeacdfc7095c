/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds of a keyboard for every input, for the unit tests and the fuzzer. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_KEYBOARD_INVARIANTS_H
#define FOLLOWTRAIL_TESTS_SUPPORT_KEYBOARD_INVARIANTS_H

#include <stddef.h>
#include <stdint.h>

/* NULL, or what does not hold for `len` bytes of input. The first chooses the character set, the
 * terminal's description and whether a reply is awaited; 0xFE and the byte after it are a silence
 * of that many twenty milliseconds, 0xFF and the two after it put in a known sequence. */
const char *keyboard_invariants_broken(const uint8_t *bytes, size_t len);

#endif
