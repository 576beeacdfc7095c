/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/chore.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct chore {
    pthread_t thread;
    struct mailbox *mailbox;
    chore_run *run;
    void *context;
    bool is_done; /* what the work returned */
    struct err err;

    pthread_mutex_t lock; /* guards what follows */
    struct chore_state state;
};

static void *run(void *of) {
    struct chore *chore = of;
    chore->is_done = chore->run(chore, chore->context, &chore->err);
    pthread_mutex_lock(&chore->lock);
    chore->state.has_ended = true;
    pthread_mutex_unlock(&chore->lock);
    mailbox_post(chore->mailbox, event_new(EVENT_CHORE));
    return NULL;
}

struct chore *chore_start(struct mailbox *mailbox, chore_run *work, void *context,
                          struct err *err) {
    struct chore *chore = mem_zalloc(sizeof *chore);
    chore->mailbox = mailbox;
    chore->run = work;
    chore->context = context;
    pthread_mutex_init(&chore->lock, NULL);
    int failure = pthread_create(&chore->thread, NULL, run, chore);
    if (!failure)
        return chore;
    err_set(err, ERR_IO, "Cannot start a thread: %s.", strerror(failure));
    pthread_mutex_destroy(&chore->lock);
    free(chore);
    return NULL;
}

bool chore_tell(struct chore *chore, const char *part, int64_t done) {
    pthread_mutex_lock(&chore->lock);
    bool is_new = chore->state.part != part || chore->state.done != done;
    chore->state.part = part;
    chore->state.done = done;
    bool goes_on = !chore->state.is_cancelled;
    pthread_mutex_unlock(&chore->lock);
    if (is_new)
        mailbox_post(chore->mailbox, event_new(EVENT_CHORE));
    return goes_on;
}

void chore_cancel(struct chore *chore) {
    pthread_mutex_lock(&chore->lock);
    chore->state.is_cancelled = true;
    pthread_mutex_unlock(&chore->lock);
}

struct chore_state chore_look(struct chore *chore) {
    pthread_mutex_lock(&chore->lock);
    struct chore_state state = chore->state;
    pthread_mutex_unlock(&chore->lock);
    return state;
}

bool chore_end(struct chore *chore, struct err *err) {
    pthread_join(chore->thread, NULL);
    bool is_done = chore->is_done;
    if (!is_done && err)
        *err = chore->err;
    pthread_mutex_destroy(&chore->lock);
    free(chore);
    return is_done;
}
