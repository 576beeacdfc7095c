/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New stores of the sandbox. The first test of a program that needs one has it made; the others get
 * a copy, because making the tables takes ten times as long as opening a store. The copies have one
 * name (struct store), so they are for tests that do not tell stores apart. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_MOULD_H
#define FOLLOWTRAIL_TESTS_SUPPORT_MOULD_H

#include <stdint.h>

/* Where nothing is yet. `now_ms` is when it was made; of a copy, when the first one was. Fails the
 * test if it cannot. */
void mould_new_store(const char *path, int64_t now_ms) __attribute__((nonnull));

/* From now on new stores are copies of this one, which nobody writes in. */
void mould_from(const char *path) __attribute__((nonnull));

#endif
