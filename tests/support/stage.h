/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stage for tests: a sandbox on loopback, worker, session and a screen without a terminal, joined
 * as the program joins them. Screens are compared exactly with the files of tests/screens, except
 * for the day of the run; REGENERATE=1 rewrites those.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_STAGE_H
#define FOLLOWTRAIL_TESTS_SUPPORT_STAGE_H

#include "tests/support/play.h"
#include "tests/support/shop.h"
#include "ui/browser/app.h"

struct stage_config {
    struct shop_config shop;
    struct session_config session;
    int rows, cols;
    bool has_colour;
};

struct stage {
    struct shop shop;
    struct session session;
    struct screen *screen;
    struct app app;
    FILE *out, *in;
};

void stage_config_init(struct stage_config *config); /* 24×80, the defaults of the program, no rate
                                                        limit to speak of */
void stage_open(struct stage *stage, const struct stage_config *config);
void stage_play(struct stage *stage,
                const char *script); /* aborts the test when a screen differs */

/* Takes the screen down, and checks that the credits of the session are those of the server's bill.
 */
void stage_close(struct stage *stage);

/* The same, where `maybe` credits must have stayed uncertain and the server charged `lost` of them.
 */
void stage_close_uncertain(struct stage *stage, int64_t maybe, int64_t lost);

#endif
