/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/run.h"

#include <stdio.h>
#include <sys/mman.h>

/* Tests take no argument, so it is found here. */
static void *shared = MAP_FAILED;

int run_suite(Suite *suite) {
    SRunner *runner = srunner_create(suite);
    shared =
        mmap(NULL, RUN_SHARED_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        perror("memory that tests share");
        return 1;
    }
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}

void *run_shared(void) {
    return shared;
}
