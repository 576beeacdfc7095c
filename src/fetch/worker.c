/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/worker.h"

#include "api/retry.h"
#include "base/clock.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* A job that the worker has taken, from its arrival to its answer. Only the worker's thread sees
 * it. */
struct task {
    struct job *job;
    struct api_call *call; /* NULL while it waits for its time */
    int64_t due_ms, reserved;
    int repeats;
    bool is_cancelled;
    struct task *next;
};

struct worker {
    struct mailbox *mailbox;
    struct api *api;
    pthread_t thread;

    pthread_mutex_t lock; /* guards what stands between here and the next blank line */
    struct job *inbox, **inbox_end;
    uint64_t *cancelled;
    size_t cancelled_count, cancelled_capacity;
    bool is_stopping;

    struct task *tasks, **tasks_end; /* the worker's thread only, as all below */
    struct purse purse;
};

static void post(struct worker *worker, struct event *event, const struct task *task) {
    event->job = task->job->id;
    event->purse = worker->purse;
    mailbox_post(worker->mailbox, event);
}

static void unlink_task(struct worker *worker, struct task *gone) {
    struct task **link = &worker->tasks;
    while (*link != gone)
        link = &(*link)->next;
    *link = gone->next;
    if (!gone->next)
        worker->tasks_end = link;
}

static void finish(struct worker *worker, struct task *task, struct answer *answer) {
    struct event *event = event_new(EVENT_ANSWER);
    event->answer = answer;
    post(worker, event, task);
    unlink_task(worker, task);
    job_free(task->job);
    free(task);
}

static void start(struct worker *worker, struct task *task) {
    const struct job *job = task->job;
    if (job->kind == JOB_PROFILE) {
        task->reserved = 1;
        task->call = api_get_profile(worker->api, job->target, task);
    } else {
        task->reserved = purse_allow(&worker->purse, job->limit);
        task->call =
            api_get_following(worker->api, job->target, job->cursor, (int)task->reserved, task);
    }
    purse_reserve(&worker->purse, task->reserved);
    post(worker, event_new(EVENT_PURSE), task);
}

static void settle(struct worker *worker, struct task *task, const struct answer *answer) {
    int64_t charged = answer->charge == CHARGE_NONE    ? 0
                      : answer->charge == CHARGE_KNOWN ? answer->billing.credits_charged
                                                       : PURSE_UNKNOWN;
    purse_settle(&worker->purse, task->reserved, charged, answer->billing.balance_remaining);
    task->reserved = 0;
    task->call = NULL;
}

static void wait_for_retry(struct worker *worker, struct task *task, struct answer *answer,
                           int64_t delay_ms) {
    struct event *event = event_new(EVENT_RETRY);
    task->repeats++;
    task->due_ms = clock_monotonic_ms() + delay_ms;
    event->reason = answer->outcome;
    event->attempt = task->repeats;
    event->retry_at_ms = task->due_ms;
    post(worker, event, task);
    answer_free(answer);
}

static void take_answer(struct worker *worker, struct task *task, struct answer *answer) {
    uint32_t random = 0;
    settle(worker, task, answer);
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) < 0)
        random = (uint32_t)clock_wall_ms();
    struct retry plan = retry_plan(answer, task->repeats, random);
    if (plan.again && !task->is_cancelled)
        wait_for_retry(worker, task, answer, plan.after_ms);
    else
        finish(worker, task, answer);
}

/* Drops the task unless its request has left: from then on it may be paid for, so it is left to
 * arrive. */
static void cancel(struct worker *worker, struct task *task) {
    task->is_cancelled = true;
    if (task->call && api_call_is_sent(task->call))
        return;
    if (task->call) {
        api_drop(worker->api, task->call);
        purse_settle(&worker->purse, task->reserved, 0, PURSE_UNKNOWN);
    }
    finish(worker, task, answer_new(ANSWER_CANCELLED));
}

static void cancel_by_id(struct worker *worker, uint64_t id) {
    for (struct task *task = worker->tasks; task; task = task->next) {
        if (task->job->id == id) {
            cancel(worker, task);
            return;
        }
    }
}

static void add_tasks(struct worker *worker, struct job *job) {
    while (job) {
        struct task *task = mem_zalloc(sizeof *task);
        task->job = job;
        job = job->next;
        *worker->tasks_end = task;
        worker->tasks_end = &task->next;
    }
}

/* Takes over what the other threads left; false when it is time to go. */
static bool take_orders(struct worker *worker) {
    pthread_mutex_lock(&worker->lock);
    struct job *jobs = worker->inbox;
    uint64_t *cancelled = worker->cancelled;
    size_t count = worker->cancelled_count;
    bool is_stopping = worker->is_stopping;
    worker->inbox = NULL;
    worker->inbox_end = &worker->inbox;
    worker->cancelled = NULL;
    worker->cancelled_count = worker->cancelled_capacity = 0;
    pthread_mutex_unlock(&worker->lock);
    add_tasks(worker, jobs);
    for (size_t i = 0; i < count; i++)
        cancel_by_id(worker, cancelled[i]);
    free(cancelled);
    return !is_stopping;
}

/* Starts what is due; returns the milliseconds until the next is, -1 when none waits. */
static int start_due(struct worker *worker) {
    int64_t now = clock_monotonic_ms(), next = -1;
    for (struct task *task = worker->tasks; task; task = task->next) {
        if (task->call)
            continue;
        if (task->due_ms <= now)
            start(worker, task);
        else if (next < 0 || task->due_ms - now < next)
            next = task->due_ms - now;
    }
    return next > INT32_MAX ? INT32_MAX : (int)next;
}

static void *run(void *argument) {
    struct worker *worker = argument;
    while (take_orders(worker)) {
        api_wait(worker->api, start_due(worker));
        void *tag = NULL;
        struct answer *answer;
        while ((answer = api_next(worker->api, &tag)))
            take_answer(worker, tag, answer);
    }
    return NULL;
}

struct worker *worker_open(const struct api_config *config, struct mailbox *mailbox,
                           struct err *err) {
    struct worker *worker = mem_zalloc(sizeof *worker);
    worker->mailbox = mailbox;
    worker->inbox_end = &worker->inbox;
    worker->tasks_end = &worker->tasks;
    purse_init(&worker->purse);
    pthread_mutex_init(&worker->lock, NULL);
    worker->api = api_open(config, err);
    int failure = worker->api ? pthread_create(&worker->thread, NULL, run, worker) : 0;
    if (worker->api && !failure)
        return worker;
    if (failure)
        err_set(err, ERR_IO, "cannot start the worker thread: %s", strerror(failure));
    api_close(worker->api);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
    return NULL;
}

void worker_submit(struct worker *worker, struct job *job) {
    job->next = NULL;
    pthread_mutex_lock(&worker->lock);
    *worker->inbox_end = job;
    worker->inbox_end = &job->next;
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
}

void worker_cancel(struct worker *worker, uint64_t job) {
    pthread_mutex_lock(&worker->lock);
    void *cancelled = worker->cancelled;
    mem_grow(&cancelled, &worker->cancelled_capacity, worker->cancelled_count + 1, sizeof job);
    worker->cancelled = cancelled;
    worker->cancelled[worker->cancelled_count++] = job;
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
}

static void abandon(struct worker *worker, struct task *task) {
    if (task->call) {
        bool is_sent = api_call_is_sent(task->call);
        api_drop(worker->api, task->call);
        purse_settle(&worker->purse, task->reserved, is_sent ? PURSE_UNKNOWN : 0, PURSE_UNKNOWN);
    }
    job_free(task->job);
    free(task);
}

void worker_close(struct worker *worker, struct purse *purse) {
    if (!worker)
        return;
    pthread_mutex_lock(&worker->lock);
    worker->is_stopping = true;
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
    pthread_join(worker->thread, NULL);
    while (worker->tasks) {
        struct task *task = worker->tasks;
        worker->tasks = task->next;
        abandon(worker, task);
    }
    if (purse)
        *purse = worker->purse;
    api_close(worker->api);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}
