/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/worker.h"

#include "api/pace.h"
#include "api/retry.h"
#include "base/clock.h"
#include "base/mem.h"
#include "fetch/books.h"
#include "fetch/crawl_note.h"
#include "fetch/keep.h"
#include "fetch/signals.h"
#include "store/asked.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* A wait of the pace that the user is told of. */
enum { TOLD_MS = 1000 };

/* How often to check whether another program has received what both want. */
enum { ELSEWHERE_MS = 100 };

/* How long a stop of the process waits for the worker's current step. */
enum { STOP_S = 1 };

/* How long to wait for the next page's request, whose sync covers both, before the page is entered
 * and synced by itself. */
enum { FOLLOWED_MS = 10 };

/* A job from its arrival to its answer. Only the worker's thread sees it. */
struct task {
    struct job *job;
    struct api_call *call;   /* NULL while it waits for its time */
    struct pace_ticket pace; /* while there is a call */
    int64_t request;         /* its number in the journal, while there is a call */
    int64_t reserved;        /* credits reserved for it */
    int64_t snapshot;
    int64_t due_ms;
    int64_t told_ms; /* until when it waits, as its last EVENT_RETRY said; 0: it does not */
    int repeats;
    bool is_cancelled;
    bool is_elsewhere; /* it has reported that another program is requesting the same */
    struct task *next;
};

struct worker {
    struct mailbox *mailbox;
    struct api *api;
    pthread_t thread;

    pthread_mutex_t lock; /* guards everything from here to the next blank line */
    struct job *inbox, **inbox_end;
    uint64_t *cancelled;
    size_t cancelled_count, cancelled_capacity;
    char **asked; /* ids of worker_note_asked() */
    size_t asked_count, asked_capacity;
    struct crawl_note *notes;
    bool is_stopping;
    bool has_new_cap;
    int64_t new_cap;

    /* Held by the worker's thread while it uses the store, or has a page to enter. */
    pthread_mutex_t turn;

    struct task *tasks, **tasks_end; /* the worker's thread only, as is everything below */
    struct books books;
    struct pace pace;
    int64_t keep_ms; /* when to try again to store what the store did not take */
};

/* `task`: NULL if it is about none. */
static void post(struct worker *worker, struct event *event, const struct task *task) {
    event->job = task ? task->job->id : 0;
    event->purse = worker->books.purse;
    event->waiting = books_waiting(&worker->books);
    event->lists = pace_lists(&worker->pace);
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

/* Takes `trouble`, which is NULL if the store has the answer. */
static void finish(struct worker *worker, struct task *task, struct answer *answer, char *trouble) {
    struct event *event = event_new(EVENT_ANSWER);
    event->answer = answer;
    event->trouble = trouble;
    event->snapshot = task->snapshot;
    event->is_held = !task->request;
    post(worker, event, task);
    unlink_task(worker, task);
    job_free(task->job);
    free(task);
}

static void send_request(struct worker *worker, struct task *task,
                         const struct journal_ticket *ticket) {
    struct job *job = task->job;
    task->request = ticket->request;
    task->reserved = ticket->reserved;
    pace_send(&worker->pace, clock_monotonic_ms(), &task->pace);
    /* A retry belongs to the snapshot that the first attempt began. */
    if (job->kind == JOB_FOLLOWING)
        job->is_fresh = false;
    job->snapshot = ticket->snapshot;
    if (job->kind == JOB_PROFILE)
        task->call = api_get_profile(worker->api, job->target, task);
    else
        task->call =
            api_get_following(worker->api, job->target, job->cursor, (int)ticket->reserved, task);
    task->is_elsewhere = false;
    /* If a page is to be entered after it, that reports the purse in the same turn. */
    if (!worker->books.late || task->told_ms)
        post(worker, event_new(EVENT_PURSE), task);
    task->told_ms = 0;
}

static void wait_for_other(struct worker *worker, struct task *task,
                           const struct journal_ticket *ticket) {
    task->due_ms = clock_monotonic_ms() + ELSEWHERE_MS;
    if (ticket->is_crowded)
        return;
    task->job->is_told = false; /* the user does not know of what is lost meanwhile */
    if (!task->is_elsewhere)
        post(worker, event_new(EVENT_ELSEWHERE), task);
    task->is_elsewhere = true;
}

static void start(struct worker *worker, struct task *task) {
    struct journal_ticket ticket;
    struct answer *answer;
    enum journal_verdict verdict =
        books_begin(&worker->books, task->job, task->repeats + 1, &ticket, &answer);
    task->request = 0;
    task->snapshot = ticket.snapshot;
    if (verdict == JOURNAL_SEND)
        send_request(worker, task, &ticket);
    else if (verdict == JOURNAL_WAIT)
        wait_for_other(worker, task, &ticket);
    else
        finish(worker, task, answer, NULL);
}

static void tell_wait(struct worker *worker, struct task *task, enum answer_outcome reason,
                      int64_t until_ms) {
    struct event *event = event_new(EVENT_RETRY);
    task->told_ms = until_ms;
    event->reason = reason;
    event->attempt = task->repeats;
    event->retry_at_ms = until_ms;
    post(worker, event, task);
}

static void wait_for_retry(struct worker *worker, struct task *task, struct answer *answer,
                           int64_t delay_ms) {
    task->repeats++;
    task->due_ms = clock_monotonic_ms() + delay_ms;
    tell_wait(worker, task, answer->outcome, task->due_ms);
    answer_free(answer);
}

/* What a refusal asks for, all requests do. */
static void note_pace(struct worker *worker, const struct task *task, const struct answer *answer,
                      const struct retry *plan) {
    int64_t now = clock_monotonic_ms();
    pace_answer(&worker->pace, &task->pace, answer->rate_limit, answer->rate_remaining, now);
    if (answer->outcome != ANSWER_RATE_LIMITED)
        return;
    int64_t wait = plan->again ? plan->after_ms : answer->retry_after_ms;
    if (wait <= (int64_t)ANSWER_WAIT_MAX_S * 1000)
        pace_hold(&worker->pace, now + wait);
}

static void take_reply(struct worker *worker, struct task *task, struct reply *reply) {
    uint32_t random = 0;
    char *trouble;
    if (task->is_cancelled)
        task->job->is_followed = false;
    struct answer *answer =
        books_take(&worker->books, task->job, task->request, task->reserved, reply, &trouble);
    task->call = NULL;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) < 0)
        random = (uint32_t)clock_wall_ms();
    struct retry plan = retry_plan(answer, task->repeats, random);
    note_pace(worker, task, answer, &plan);
    if (plan.again && !task->is_cancelled && !trouble)
        wait_for_retry(worker, task, answer, plan.after_ms);
    else
        finish(worker, task, answer, trouble);
}

/* Drops the task unless its request was sent: then it may be paid for, so its answer is awaited. */
static void cancel(struct worker *worker, struct task *task) {
    task->is_cancelled = true;
    if (task->call && api_call_is_sent(task->call))
        return;
    if (task->call) {
        api_drop(worker->api, task->call);
        pace_drop(&worker->pace);
        books_abandon(&worker->books, task->request, false);
    }
    finish(worker, task, answer_new(ANSWER_CANCELLED), NULL);
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

/* If the store does not take it, a later request for the list notes it. */
static void note_asked(struct worker *worker, char **asked, size_t count) {
    for (size_t i = 0; i < count; i++) {
        asked_note(worker->books.store, asked[i], clock_wall_ms(), NULL);
        free(asked[i]);
    }
    free(asked);
    if (count)
        post(worker, event_new(EVENT_PURSE), NULL); /* the store says something new */
}

/* A page that was to be entered later is part of what a step brought. */
static void write_notes(struct worker *worker, struct crawl_note *notes) {
    if (notes)
        (void)books_enter_late(&worker->books); /* books_waiting() shows a failure */
    while (notes) {
        struct event *event = crawl_note_write(&notes, worker->books.store, clock_wall_ms());
        if (event)
            post(worker, event, NULL);
    }
}

/* Takes over what other threads left; false if it is time to end. */
static bool take_orders(struct worker *worker) {
    pthread_mutex_lock(&worker->lock);
    struct job *jobs = worker->inbox;
    uint64_t *cancelled = worker->cancelled;
    size_t count = worker->cancelled_count;
    bool is_stopping = worker->is_stopping;
    char **asked = worker->asked;
    size_t asked_count = worker->asked_count;
    struct crawl_note *notes = worker->notes;
    worker->notes = NULL;
    worker->asked = NULL;
    worker->asked_count = worker->asked_capacity = 0;
    worker->inbox = NULL;
    worker->inbox_end = &worker->inbox;
    worker->cancelled = NULL;
    worker->cancelled_count = worker->cancelled_capacity = 0;
    bool has_new_cap = worker->has_new_cap;
    int64_t new_cap = worker->new_cap;
    worker->has_new_cap = false;
    pthread_mutex_unlock(&worker->lock);
    if (has_new_cap) {
        books_set_cap(&worker->books, new_cap);
        post(worker, event_new(EVENT_PURSE), NULL);
    }
    note_asked(worker, asked, asked_count);
    write_notes(worker, notes);
    add_tasks(worker, jobs);
    for (size_t i = 0; i < count; i++)
        cancel_by_id(worker, cancelled[i]);
    free(cancelled);
    return !is_stopping;
}

static bool is_due(const struct task *task, int64_t now) {
    return !task->call && task->due_ms <= now;
}

/* What a person waits for goes before loads. What must wait is not journalled yet. */
static void start_some(struct worker *worker, bool is_load, int64_t now) {
    for (struct task *task = worker->tasks, *following; task; task = following) {
        following = task->next;
        if (is_due(task, now) && task->job->is_followed == is_load &&
            !pace_wait(&worker->pace, now))
            start(worker, task);
    }
}

/* Tells those that a refused request keeps waiting, once. */
static void tell_held(struct worker *worker, int64_t now) {
    int64_t until = worker->pace.held_until_ms;
    if (until - now < TOLD_MS)
        return;
    for (struct task *task = worker->tasks; task; task = task->next)
        if (is_due(task, now) && task->told_ms < until)
            tell_wait(worker, task, ANSWER_RATE_LIMITED, until);
}

/* Starts what is due. Returns milliseconds until the next task is due, -1 if none waits. */
static int start_due(struct worker *worker) {
    int64_t now = clock_monotonic_ms(), next = -1;
    start_some(worker, false, now);
    start_some(worker, true, now);
    tell_held(worker, now);
    int64_t pace = pace_wait(&worker->pace, now);
    for (const struct task *task = worker->tasks; task; task = task->next) {
        int64_t wait = task->due_ms - now > pace ? task->due_ms - now : pace;
        if (!task->call && (next < 0 || wait < next))
            next = wait;
    }
    return next > INT32_MAX ? INT32_MAX : (int)next;
}

/* Stores what the store did not take, if it is time. Returns milliseconds until the next attempt,
 * -1 if nothing waits. */
static int keep_due(struct worker *worker) {
    int64_t now = clock_monotonic_ms();
    if (!worker->books.unkept) {
        worker->keep_ms = now + BOOKS_AGAIN_MS;
        return -1;
    }
    if (worker->keep_ms <= now) {
        worker->keep_ms = now + BOOKS_AGAIN_MS;
        if (books_keep_again(&worker->books))
            post(worker, event_new(EVENT_PURSE), NULL);
    }
    return worker->books.unkept ? (int)(worker->keep_ms - now) : -1;
}

static int sooner(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

static bool has_jobs(struct worker *worker) {
    pthread_mutex_lock(&worker->lock);
    bool has = worker->inbox;
    pthread_mutex_unlock(&worker->lock);
    return has;
}

/* The last page is entered while the next one is under way, after its request was sent; or if none
 * is requested. Threads that read the store since the page arrived must read it again. */
static void enter_late(struct worker *worker) {
    api_wait(worker->api, worker->books.under_way ? 0 : FOLLOWED_MS);
    if (!worker->books.under_way && has_jobs(worker))
        return;
    (void)books_enter_late(&worker->books); /* books_waiting() shows a failure */
    post(worker, event_new(EVENT_PURSE), NULL);
}

static void wait_for_news(struct worker *worker, int timeout_ms) {
    pthread_mutex_unlock(&worker->turn);
    api_wait(worker->api, timeout_ms);
    pthread_mutex_lock(&worker->turn);
}

static void *run(void *argument) {
    struct worker *worker = argument;
    pthread_mutex_lock(&worker->turn);
    while (take_orders(worker)) {
        int due = start_due(worker);
        /* Either one: whatever wakes it leaves orders, which are taken before it waits again. */
        if (worker->books.late)
            enter_late(worker);
        else
            wait_for_news(worker, sooner(due, keep_due(worker)));
        void *tag = NULL;
        struct reply *reply;
        while ((reply = api_next(worker->api, &tag)))
            take_reply(worker, tag, reply);
    }
    pthread_mutex_unlock(&worker->turn);
    return NULL;
}

struct worker *worker_open(const struct api_config *config, struct store *store,
                           struct mailbox *mailbox, struct purse *purse,
                           struct spill_intake *intake, struct err *err) {
    if (!spill_take_in(store, intake, err))
        return NULL;
    if (!keep_pending(store, err))
        return NULL;
    struct worker *worker = mem_zalloc(sizeof *worker);
    worker->mailbox = mailbox;
    worker->inbox_end = &worker->inbox;
    worker->tasks_end = &worker->tasks;
    pace_init(&worker->pace);
    books_init(&worker->books, store, config->body_max ? config->body_max : API_BODY_MAX);
    *purse = worker->books.purse;
    pthread_mutex_init(&worker->lock, NULL);
    pthread_mutex_init(&worker->turn, NULL);
    worker->api = api_open(config, err);
    int failure = worker->api ? pthread_create(&worker->thread, NULL, run, worker) : 0;
    if (worker->api && !failure)
        return worker;
    if (failure)
        err_set(err, ERR_IO, "cannot start the worker thread: %s", strerror(failure));
    api_close(worker->api);
    spill_free(worker->books.spill);
    pthread_mutex_destroy(&worker->turn);
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
    worker->cancelled = mem_grow(worker->cancelled, &worker->cancelled_capacity,
                                 worker->cancelled_count + 1, sizeof job);
    worker->cancelled[worker->cancelled_count++] = job;
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
}

void worker_note_asked(struct worker *worker, const char *owner) {
    pthread_mutex_lock(&worker->lock);
    worker->asked = mem_grow(worker->asked, &worker->asked_capacity, worker->asked_count + 1,
                             sizeof *worker->asked);
    worker->asked[worker->asked_count++] = mem_dup(owner);
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
}

static void take_note(struct worker *worker, struct crawl_note *note) {
    pthread_mutex_lock(&worker->lock);
    crawl_note_append(&worker->notes, note);
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
}

void worker_begin_crawl(struct worker *worker, const struct crawl_order *order) {
    take_note(worker, crawl_note_begin(order));
}

void worker_continue_crawl(struct worker *worker, int64_t crawl, int64_t more) {
    take_note(worker, crawl_note_continue(crawl, more));
}

void worker_note_step(struct worker *worker, const struct crawl_choice *choice) {
    take_note(worker, crawl_note_choice(choice));
}

void worker_end_step(struct worker *worker, int64_t crawl, int64_t n, enum crawl_outcome outcome) {
    take_note(worker, crawl_note_end_step(crawl, n, outcome));
}

void worker_end_crawl(struct worker *worker, int64_t crawl, enum crawl_end end) {
    take_note(worker, crawl_note_end(crawl, end));
}

void worker_set_cap(struct worker *worker, int64_t most) {
    pthread_mutex_lock(&worker->lock);
    worker->has_new_cap = true;
    worker->new_cap = most;
    pthread_mutex_unlock(&worker->lock);
    api_wake(worker->api);
}

void worker_stop_process(struct worker *worker) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STOP_S;
    bool is_held = worker && !pthread_mutex_timedlock(&worker->turn, &until);
    signals_stop_process();
    if (is_held)
        pthread_mutex_unlock(&worker->turn);
}

static void abandon(struct worker *worker, struct task *task) {
    if (task->call) {
        bool is_sent = api_call_is_sent(task->call);
        api_drop(worker->api, task->call);
        books_abandon(&worker->books, task->request, is_sent);
    }
    job_free(task->job);
    free(task);
}

bool worker_close(struct worker *worker, struct purse *purse, struct err *err) {
    if (!worker)
        return true;
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
    bool is_kept = books_fini(&worker->books, err);
    if (purse)
        *purse = worker->books.purse;
    api_close(worker->api);
    pthread_mutex_destroy(&worker->turn);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
    return is_kept;
}
