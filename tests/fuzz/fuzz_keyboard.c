/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer: whatever a terminal sends, and when, a keyboard keeps its invariants. */
#include "tests/support/keyboard_invariants.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *broken = keyboard_invariants_broken(data, size);
    if (broken) {
        fprintf(stderr, "broken: %s\n", broken);
        abort();
    }
    return 0;
}
