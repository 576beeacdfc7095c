/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that request or read a list, and what they may spend. */
#include "command/front.h"

#include "command/crawling.h"
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

/* A screen shows what goes on; lines say it as it goes on. */
void run_crawl(struct front *front) {
    enum crawling_result result = crawling_command(front->session, front->argument);
    if (result == CRAWLING_SHOWN || (result == CRAWLING_BEGUN && front->ops->look))
        front->ops->show(front);
    else if (result == CRAWLING_BEGUN)
        session_say(front->session, TONE_INFO, "The crawl %s. s stops it, E shows it.",
                    front->session->asked_crawl ? "goes on" : "begins");
}

void run_stop(struct front *front) {
    bool is_crawl = crawling_stop(front->session);
    if (!load_stop(front->session) && !is_crawl &&
        !exporting_cancel(front->exporting, front->session))
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
