/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/crawl_note.h"

#include "base/mem.h"

#include <stdlib.h>

struct crawl_note {
    bool (*write)(struct crawl_note *note, struct store *store, int64_t now_ms, struct err *err);
    bool is_answered; /* even if nothing is wrong */
    int64_t crawl;
    struct crawl_order order;
    struct crawl_choice choice;
    int64_t more, n;
    enum crawl_outcome outcome;
    enum crawl_end end;
    struct arena arena; /* the texts */
    struct crawl_note *next;
};

static bool begin(struct crawl_note *note, struct store *store, int64_t now_ms, struct err *err) {
    return crawl_log_begin(store, &note->order, now_ms, &note->crawl, err);
}

static bool go_on(struct crawl_note *note, struct store *store, int64_t now_ms, struct err *err) {
    return crawl_log_continue(store, note->crawl, note->more, now_ms, err);
}

static bool decide(struct crawl_note *note, struct store *store, int64_t now_ms, struct err *err) {
    return crawl_log_decide(store, &note->choice, now_ms, err);
}

static bool end_step(struct crawl_note *note, struct store *store, int64_t now_ms,
                     struct err *err) {
    return crawl_log_end_step(store, note->crawl, note->n, note->outcome, now_ms, err);
}

static bool end(struct crawl_note *note, struct store *store, int64_t now_ms, struct err *err) {
    return crawl_log_end(store, note->crawl, note->end, now_ms, err);
}

struct crawl_note *crawl_note_begin(const struct crawl_order *order) {
    struct crawl_note *note = mem_zalloc(sizeof *note);
    arena_init(&note->arena);
    note->write = begin;
    note->is_answered = true;
    note->order = *order;
    note->order.seeds = arena_dup(&note->arena, order->seeds);
    note->order.sort = arena_dup(&note->arena, order->sort);
    note->order.filter = arena_dup(&note->arena, order->filter);
    note->order.frame = arena_dup(&note->arena, order->frame);
    return note;
}

struct crawl_note *crawl_note_continue(int64_t crawl, int64_t more) {
    struct crawl_note *note = mem_zalloc(sizeof *note);
    *note = (struct crawl_note){.write = go_on, .is_answered = true, .crawl = crawl, .more = more};
    return note;
}

struct crawl_note *crawl_note_choice(const struct crawl_choice *choice) {
    struct crawl_note *note = mem_zalloc(sizeof *note);
    arena_init(&note->arena);
    note->write = decide;
    note->crawl = choice->crawl;
    note->choice = *choice;
    note->choice.account = arena_dup(&note->arena, choice->account);
    note->choice.seed = arena_dup(&note->arena, choice->seed);
    return note;
}

struct crawl_note *crawl_note_end_step(int64_t crawl, int64_t n, enum crawl_outcome outcome) {
    struct crawl_note *note = mem_zalloc(sizeof *note);
    *note = (struct crawl_note){
        .write = end_step, .is_answered = true, .crawl = crawl, .n = n, .outcome = outcome};
    return note;
}

struct crawl_note *crawl_note_end(int64_t crawl, enum crawl_end how) {
    struct crawl_note *note = mem_zalloc(sizeof *note);
    *note = (struct crawl_note){.write = end, .is_answered = true, .crawl = crawl, .end = how};
    return note;
}

void crawl_note_append(struct crawl_note **notes, struct crawl_note *note) {
    while (*notes)
        notes = &(*notes)->next;
    *notes = note;
}

struct event *crawl_note_write(struct crawl_note **notes, struct store *store, int64_t now_ms) {
    struct crawl_note *note = *notes;
    struct event *event = NULL;
    struct err err;
    bool is_written = note->write(note, store, now_ms, &err);
    if (note->is_answered || !is_written) {
        event = event_new(EVENT_CRAWL);
        event->crawl = note->crawl;
        event->trouble = is_written ? NULL : mem_dup(err.text);
        event->trouble_kind = is_written ? ERR_NONE : err.kind;
    }
    *notes = note->next;
    arena_fini(&note->arena);
    free(note);
    return event;
}
