/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/event.h"

#include "base/mem.h"

#include <stdlib.h>

struct job *job_new(uint64_t id, enum job_kind kind, const char *target, const char *label) {
    struct job *job = mem_zalloc(sizeof *job);
    job->id = id;
    job->kind = kind;
    job->target = mem_dup(target);
    job->label = mem_dup(label);
    return job;
}

void job_free(struct job *job) {
    if (!job)
        return;
    free(job->target);
    free(job->label);
    free(job->cursor);
    free(job);
}

struct event *event_new(enum event_kind kind) {
    struct event *event = mem_zalloc(sizeof *event);
    event->kind = kind;
    return event;
}

void event_free(struct event *event) {
    if (!event)
        return;
    answer_free(event->answer);
    free(event->trouble);
    free(event);
}
