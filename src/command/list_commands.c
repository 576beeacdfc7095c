/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that request or read a list, and what they may spend. */
#include "command/front.h"

#include "command/exporting.h"
#include "session/cap.h"
#include "session/load_batch.h"
#include "session/requests.h"
#include "session/snapshots.h"

void run_more(struct front *front) {
    requests_more(front->session);
}

void run_refetch(struct front *front) {
    snapshots_refetch(front->session);
}

void run_older(struct front *front) {
    snapshots_step(front->session, -1);
}

void run_newer(struct front *front) {
    snapshots_step(front->session, 1);
}

void run_load(struct front *front) {
    load_batch_ask(front->session);
}

void run_stop(struct front *front) {
    if (!load_stop(front->session) && !exporting_cancel(front->exporting, front->session))
        session_say(front->session, TONE_INFO, "Nothing is being loaded.");
}

void run_prefetch(struct front *front) {
    requests_toggle_prefetch(front->session);
}

void run_cap(struct front *front) {
    struct err err;
    if (!*front->argument)
        cap_say(front->session);
    else
        front_report(front, cap_set(front->session, front->argument, &err), &err);
}
