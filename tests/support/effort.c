/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/effort.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDEOGRAPHS_REST = 0x20000, TAGS = 0xE0000, TAGS_END = 0xE1000, SAMPLE = 61 };

static enum effort read_effort(void) {
    static const char *const names[] = {"check", "ci", "long"};
    const char *name = getenv("FOLLOWTRAIL_TEST_EFFORT");
    if (!name)
        return EFFORT_CHECK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i]))
            return (enum effort)i;
    fprintf(stderr, "FOLLOWTRAIL_TEST_EFFORT is check, ci or long, not “%s”.\n", name);
    exit(1);
}

enum effort effort(void) {
    static bool is_read;
    static enum effort read;
    if (!is_read)
        read = read_effort();
    is_read = true;
    return read;
}

size_t effort_runs(size_t check, size_t ci, size_t all) {
    const size_t runs[] = {check, ci, all};
    return runs[effort()];
}

bool effort_takes(size_t index, size_t count, size_t share) {
    return index % share == 0 || index + 1 == count || effort() > EFFORT_CHECK ||
           getenv("REGENERATE");
}

bool effort_takes_code(uint32_t code) {
    return code < IDEOGRAPHS_REST || (code >= TAGS && code < TAGS_END) || code % SAMPLE == 0 ||
           effort() > EFFORT_CHECK;
}
