/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/health_table.h"

static void state_cell(const void *of, struct cell *cell) {
    static const enum role roles[HEALTH_STATES] = {ROLE_GOOD, ROLE_WARNING, ROLE_ERROR, ROLE_DIM};
    const struct health_check *check = of;
    cell_text(cell, health_state_name(check->state));
    cell->role = roles[check->state];
}

static const struct table_column state = {"state", "state", .kind = CELL_TEXT,
                                          .widths = {7, 7, 7, 7, 7}, .cell = state_cell};
static const struct table_column subject = {"subject",
                                            "subject",
                                            .kind = CELL_TEXT,
                                            .offset = offsetof(struct health_check, subject),
                                            .role = ROLE_STRONG,
                                            .gap = 2,
                                            .widths = {13, 13, 13, 13, 13}};
static const struct table_column words = {
    "words", "words", .kind = CELL_TEXT, .offset = offsetof(struct health_check, words),
    .widths = {TABLE_REST, TABLE_REST, TABLE_REST, TABLE_REST, TABLE_REST}};

#define COLUMNS                                                                                    \
    (const struct table_column *const[]) {                                                         \
        &state, &subject, &words, NULL                                                             \
    }

const struct table health_checks = {.name = "checks", .data = COLUMNS, .people = COLUMNS};
