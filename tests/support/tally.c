/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/tally.h"

#include "base/figure.h"

#include <stdio.h>

void tally_head(const char *title, const char *last) {
    printf("\n%-46s %9s %9s %9s %9s  %s\n", title, "median", "least", "most", last, "aim");
}

void tally_row(const char *name, struct measure_spread spread, double last, const char *aim) {
    printf("%-46s %9.2f %9.2f %9.2f", name, spread.median, spread.least, spread.most);
    if (last < 0)
        printf(" %9s", "-");
    else
        printf(" %9.2f", last);
    printf("  %s\n", aim);
    fflush(stdout);
}

void tally_missing(const char *name, const char *why) {
    printf("%-46s %9s  (%s)\n", name, "–", why);
    fflush(stdout);
}

const char *tally_complete(size_t rows, char words[static TALLY_NAME]) {
    char figure[FIGURE_MAX];
    snprintf(words, TALLY_NAME, "%s · complete", figure_grouped((int64_t)rows, figure));
    return words;
}
