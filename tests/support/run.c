/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/run.h"

#include "tests/support/effort.h"

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

void run_sample(TCase *tcase, const TTest *test, size_t from, size_t to, size_t share) {
    for (size_t i = from; i < to; i++)
        if (effort_takes(i - from, to - from, share))
            tcase_add_loop_test(tcase, test, (int)i, (int)i + 1);
}

void *run_shared(void) {
    return shared;
}
