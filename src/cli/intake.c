/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/intake.h"

#include "cli/complaint.h"

#include <stdio.h>

enum { STORED_MAX = 128 };

bool intake_tell(const struct spill_intake *intake, struct err *note) {
    char stored[STORED_MAX] = "";
    bool is_damaged = intake->damage.kind != ERR_NONE;
    if (intake->stored)
        snprintf(stored, sizeof stored, "stored %lld paid %s from the spill file, at no cost",
                 (long long)intake->stored, intake->stored == 1 ? "answer" : "answers");
    if (intake->stored || is_damaged)
        err_set(note, is_damaged ? ERR_DATA : ERR_NONE, "%s%s%s", stored,
                intake->stored && is_damaged ? ". " : "", is_damaged ? intake->damage.text : "");
    return intake->stored || is_damaged;
}

void intake_print(const char *who, const struct spill_intake *intake) {
    struct err note;
    if (intake_tell(intake, &note))
        complaint_print(who, &note);
}
