/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/crawl.h"

#include "base/mem.h"
#include "graph/standing.h"
#include "money/quote.h"
#include "session/crawl_members.h"
#include "session/drive.h"
#include "session/list_lookup.h"
#include "session/reading.h"
#include "store/census.h"
#include "store/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FAILURES_MAX = 5, STEPS_AT_A_TIME = 1000, KEPT = 64, ID_MAX = 512 };

enum phase {
    BEGINNING, /* its number is awaited */
    SEEDING,   /* the next seed, or what an earlier program left */
    CHOOSING,  /* ranking */
    LOADING,   /* a list, after its owner's profile if that is a seed that nobody knows */
    LOGGING,   /* the outcome is awaited in the store */
    ENDING,    /* likewise the crawl's end */
    OVER
};

struct crawl {
    enum phase phase;
    struct crawl_status status;
    struct arena arena;
    struct crawl_order order;
    struct crawl_members *members;
    char *trouble, *failure;
    const char *seed; /* the next ones in the order's */
    /* The step under way, or to be taken up again; account 0: none. */
    struct crawl_choice choice;
    int64_t account; /* its number */
    bool is_again;   /* a seed, or taken up again: requested even if an answer was lost */
    char *account_id, *seed_word;
    enum answer_outcome answered; /* the load's last request */
    bool is_budget;               /* see struct answer */
    int64_t failures;             /* in a row */
    int64_t loaded;               /* lists that brought what there is */
    enum crawl_end closing;       /* ends it after the load; CRAWL_RUNNING: it goes on */
};

static void change(struct session *session) {
    session->crawl->status.version++;
    session->changes++;
}

const struct crawl_status *crawl_status(const struct session *session) {
    return session->crawl ? &session->crawl->status : NULL;
}

static void clear_choice(struct crawl *crawl) {
    free(crawl->account_id);
    free(crawl->seed_word);
    crawl->account_id = crawl->seed_word = NULL;
    crawl->account = 0;
    crawl->choice = (struct crawl_choice){0};
}

void crawl_free(struct session *session) {
    struct crawl *crawl = session->crawl;
    if (!crawl)
        return;
    clear_choice(crawl);
    crawl_members_free(crawl->members);
    free(crawl->trouble);
    free(crawl->failure);
    arena_fini(&crawl->arena);
    free(crawl);
    session->crawl = NULL;
    session->free_crawl = NULL;
}

/* The first one counts. */
static void set_trouble(struct session *session, const char *text, enum err_kind kind) {
    struct crawl *crawl = session->crawl;
    if (crawl->trouble)
        return;
    crawl->trouble = mem_dup(text);
    crawl->status.trouble = crawl->trouble;
    crawl->status.trouble_kind = kind;
    change(session);
}

static void be_over(struct session *session) {
    session->crawl->phase = OVER;
    session->crawl->status.is_running = false;
    change(session);
}

/* The store says so once that is written. */
static void end(struct session *session, enum crawl_end why) {
    struct crawl *crawl = session->crawl;
    crawl->phase = ENDING;
    crawl->status.end = why;
    worker_end_crawl(session->worker, crawl->status.number, why);
    change(session);
}

/* Nothing more can be decided; crawl_continue() can go on later. */
static void give_up(struct session *session, const struct err *err) {
    set_trouble(session, err->text, err->kind);
    end(session, CRAWL_STOPPED);
}

static bool read_money(struct session *session, struct err *err) {
    struct crawl_status *status = &session->crawl->status;
    struct crawl_record record;
    struct arena arena;
    arena_init(&arena);
    bool is_read = crawl_log_read(session->store, status->number, &arena, &record, err);
    if (is_read) {
        status->budget = record.order.budget;
        status->spent = record.charged;
        status->maybe = record.maybe;
        status->left = crawl_left(&record);
    }
    arena_fini(&arena);
    return is_read;
}

/* Steps. */

static void take(struct crawl *crawl, int64_t account, const char *id, int64_t n) {
    clear_choice(crawl);
    crawl->account = account;
    crawl->account_id = mem_dup(id);
    crawl->choice.crawl = crawl->status.number;
    crawl->choice.account = crawl->account_id;
    crawl->choice.n = n;
}

static void count_outcome(struct crawl *crawl, enum crawl_outcome outcome) {
    crawl->loaded += outcome == CRAWL_COMPLETE || outcome == CRAWL_SHORT;
    if (outcome == CRAWL_FAILED)
        crawl->failures++;
    else if (outcome != CRAWL_SKIPPED)
        crawl->failures = 0;
}

/* What has no end yet is taken up again. */
static void take_old_step(struct crawl *crawl, const struct crawl_step *step) {
    bool goes_on = step->outcome == CRAWL_UNDER_WAY || step->outcome == CRAWL_PARTIAL;
    crawl->status.steps = step->n;
    crawl_members_take(crawl->members, step->no, step->depth,
                       !goes_on && step->outcome != CRAWL_SKIPPED);
    if (!goes_on) {
        count_outcome(crawl, step->outcome);
        return;
    }
    take(crawl, step->no, step->account, step->n);
    crawl->choice.in_lists = step->in_lists;
    crawl->choice.price = step->price;
    crawl->choice.depth = step->depth;
    crawl->choice.frontier_size = step->frontier_size;
}

static bool read_steps(struct session *session, struct err *err) {
    struct crawl *crawl = session->crawl;
    size_t count = STEPS_AT_A_TIME;
    for (int64_t from = 1; count == STEPS_AT_A_TIME; from += STEPS_AT_A_TIME) {
        struct crawl_step *steps;
        struct arena arena;
        arena_init(&arena);
        bool is_read = crawl_log_steps(session->store, crawl->status.number, from, STEPS_AT_A_TIME,
                                       &arena, &steps, &count, err);
        for (size_t i = 0; is_read && i < count; i++)
            take_old_step(crawl, &steps[i]);
        arena_fini(&arena);
        if (!is_read)
            return false;
    }
    return true;
}

static bool read_crawl(struct session *session, struct err *err) {
    struct crawl *crawl = session->crawl;
    struct crawl_record record;
    if (!crawl_log_read(session->store, crawl->status.number, &crawl->arena, &record, err))
        return false;
    if (!record.id)
        return err_set(err, ERR_USAGE, "the store has no crawl to go on with");
    crawl->order = record.order;
    crawl->seed = crawl->order.seeds;
    crawl->members = crawl_members_new(session, &crawl->order, err);
    if (!crawl->members || !read_steps(session, err))
        return false;
    /* As many in a row ended it: counting starts again. */
    crawl->failures %= FAILURES_MAX;
    return read_money(session, err);
}

/* The list of the step, with what the store has of it. NULL: it cannot be read. */
static struct list *list_of(struct session *session, int64_t account, struct err *err) {
    struct account *record = NULL;
    struct list *list = NULL;
    struct arena arena;
    arena_init(&arena);
    bool is_read = lookup_account_by_number(session->store, account, &arena, &record, err);
    if (is_read && record && record->id)
        list = list_lookup_account(session, record);
    else if (is_read)
        err_set(err, ERR_DATA, "an account of the crawl is no longer in the store");
    if (list)
        reading_finish(session, list);
    arena_fini(&arena);
    return list;
}

static void fill(struct session *session, struct session_load *load, struct list *list) {
    struct crawl *crawl = session->crawl;
    load->list = list;
    load->budget = crawl->status.left;
    load->crawl = crawl->status.number;
    crawl->phase = LOADING;
    crawl->answered = ANSWER_OK;
    crawl->is_budget = false;
    crawl->closing = CRAWL_RUNNING;
    change(session);
}

/* It is in the store before its first request. */
static void note_step(struct session *session, struct session_load *load) {
    struct crawl *crawl = session->crawl;
    load->step = crawl->choice.n;
    crawl->status.steps = crawl->choice.n;
    crawl->status.price = crawl->choice.price;
    worker_note_step(session->worker, &crawl->choice);
    change(session);
}

static enum drive_next begin_step(struct session *session, struct session_load *load,
                                  struct err *err) {
    struct list *list = list_of(session, session->crawl->account, err);
    if (!list) {
        give_up(session, err);
        return DRIVE_LATER;
    }
    fill(session, load, list);
    note_step(session, load);
    return DRIVE_LIST;
}

/* Seeds. */

/* Takes the next word; false if there is none. */
static bool next_word(struct crawl *crawl, char word[REFERENCE_MAX + 3]) {
    size_t len = strcspn(crawl->seed, " ");
    snprintf(word, REFERENCE_MAX + 3, "%.*s", (int)len, crawl->seed);
    crawl->seed += len + (crawl->seed[len] == ' ');
    return len > 0;
}

static struct list *seed_list(struct session *session, const char *word) {
    struct reference reference;
    if (!reference_parse(*word == '@' ? word : word + strlen("tt"), &reference, NULL))
        return NULL;
    struct list *list = list_lookup_reference(session, &reference);
    reading_finish(session, list);
    return list;
}

/* What an account's list, or its rest, costs by what its owner is said to follow. */
static int64_t price_of(const struct list *list) {
    struct quote quote = quote_rest(list_length(list), (int64_t)list->count, RANKING_PAGE);
    return quote.is_known ? quote.credits : ACCOUNT_UNKNOWN;
}

/* Whether nothing is left to request. */
static bool is_whole(const struct session *session, const struct list *list) {
    bool is_nobody = !list->page_count && list_reported(list) == 0;
    if (is_nobody)
        worker_note_asked(session->worker, list->owner->id);
    return is_nobody || !list_can_go_on(list);
}

static enum drive_next begin_seed(struct session *session, struct session_load *load) {
    struct crawl *crawl = session->crawl;
    char word[REFERENCE_MAX + 3];
    if (!next_word(crawl, word)) {
        crawl_members_begin(crawl->members, crawl->status.left, KEPT);
        crawl->phase = CHOOSING;
        crawl->status.has_seeded = true;
        return DRIVE_LATER;
    }
    struct list *list = seed_list(session, word);
    if (!list)
        return DRIVE_LATER;
    /* Nobody knows by a handle who follows whom. */
    if (!list->owner || !list->owner->id)
        list->wants_profile = true;
    clear_choice(crawl);
    crawl->seed_word = mem_dup(word);
    fill(session, load, list);
    return DRIVE_LIST;
}

static void choose_seed(struct session *session, const struct list *list, int64_t number) {
    struct crawl *crawl = session->crawl;
    char *word = crawl->seed_word;
    crawl->seed_word = NULL;
    take(crawl, number, list->owner->id, crawl->status.steps + 1);
    crawl->seed_word = word;
    crawl->choice.seed = *word == '@' ? word : NULL;
    crawl->choice.in_lists = graph_index_lists_with(session->index, (size_t)number);
    crawl->choice.price = price_of(list);
    crawl_members_take(crawl->members, number, 0, false);
}

/* It is known who a seed is: what is stored costs nothing and is no step. */
static enum drive_step step_seed(struct session *session, struct session_load *load) {
    struct crawl *crawl = session->crawl;
    const struct list *list = load->list;
    struct err err = {0};
    int64_t number = 0;
    if (list->wants_profile || list->failure.brief || !list->owner || !list->owner->id) {
        if (!load->budget)
            crawl->closing = CRAWL_BUDGET;
        return list->wants_profile ? DRIVE_REST : DRIVE_END;
    }
    if (!lookup_number(session->store, list->owner->id, &number, &err)) {
        set_trouble(session, err.text, err.kind);
        crawl->closing = CRAWL_STOPPED;
    }
    if (!number)
        return DRIVE_END;
    crawl_members_add_seed(crawl->members, number);
    if (crawl_members_has_taken(crawl->members, number) || is_whole(session, list))
        return DRIVE_END;
    if (price_of(list) > load->budget || !load->budget) {
        crawl->closing = CRAWL_BUDGET;
        return DRIVE_END;
    }
    choose_seed(session, list, number);
    note_step(session, load);
    return DRIVE_REST;
}

/* Choosing. */

static bool take_item(struct session *session, const struct ranking_item *item, int64_t size,
                      struct err *err) {
    struct crawl *crawl = session->crawl;
    struct buf id;
    buf_init(&id, ID_MAX);
    bool is_read = census_put_id(session->store, item->account, &id, err);
    if (is_read) {
        take(crawl, item->account, buf_text(&id), crawl->status.steps + 1);
        crawl->choice.in_lists = item->lists;
        crawl->choice.price = item->price;
        crawl->choice.depth = crawl_members_depth(crawl->members, item->account);
        crawl->choice.frontier_size = size;
        crawl_members_take(crawl->members, item->account, crawl->choice.depth, false);
    }
    buf_fini(&id);
    return is_read;
}

/* It costs more than a list may: the first rows of a list are no sample of it. */
static bool skip(struct session *session, const struct ranking_item *item, int64_t size,
                 struct err *err) {
    struct crawl *crawl = session->crawl;
    if (!take_item(session, item, size, err))
        return false;
    crawl->choice.is_skipped = true;
    worker_note_step(session->worker, &crawl->choice);
    crawl->status.steps = crawl->choice.n;
    clear_choice(crawl);
    change(session);
    return true;
}

/* What was kept of the ranking is used up. */
static void choose_among_others(struct session *session, size_t kept, int64_t size) {
    struct crawl *crawl = session->crawl;
    crawl->status.frontier = size;
    if (kept == KEPT)
        crawl_members_begin(crawl->members, crawl->status.left, KEPT);
    else if (!size && crawl_members_are_far(crawl->members))
        end(session, CRAWL_DEPTH);
    else
        end(session, crawl->status.left ? CRAWL_NOTHING_FITS : CRAWL_BUDGET);
}

/* The first that fits. A random draw is not passed over because it is long: the crawl ends. */
static enum drive_next choose(struct session *session, struct session_load *load, struct err *err) {
    struct crawl *crawl = session->crawl;
    size_t count, i = 0;
    const struct ranking_item *items = crawl_members_items(crawl->members, &count);
    struct frontier_sum sum = crawl_members_sum(crawl->members);
    crawl->status.frontier = sum.accounts;
    crawl->status.credits = sum.credits;
    for (; i < count && crawl_members_is_dear(crawl->members, items[i].price); i++)
        if (!skip(session, &items[i], sum.accounts - (int64_t)i, err)) {
            give_up(session, err);
            return DRIVE_LATER;
        }
    if (i == count)
        choose_among_others(session, count, sum.accounts - (int64_t)i);
    else if (items[i].price > crawl->status.left)
        end(session, CRAWL_BUDGET);
    else if (!take_item(session, &items[i], sum.accounts - (int64_t)i, err))
        give_up(session, err);
    else
        return begin_step(session, load, err);
    return DRIVE_LATER;
}

static enum drive_next choose_next(struct session *session, struct session_load *load) {
    struct crawl *crawl = session->crawl;
    struct err err = {0};
    bool is_fine = true;
    if (crawl->order.lists != CRAWL_NO_BOUND && crawl->loaded >= crawl->order.lists) {
        end(session, CRAWL_LISTS);
        return DRIVE_LATER;
    }
    if (!crawl_members_go_on(crawl->members, &is_fine, &err))
        return DRIVE_LATER;
    if (is_fine)
        return choose(session, load, &err);
    give_up(session, &err);
    return DRIVE_LATER;
}

/* What came of a list. */

/* Why nothing more can be bought, if the last answer says so. */
static enum crawl_end end_of_answer(const struct crawl *crawl) {
    switch (crawl->answered) {
    case ANSWER_CAPPED:
        return crawl->is_budget ? CRAWL_BUDGET : CRAWL_CAP;
    case ANSWER_INSUFFICIENT_CREDITS:
        return CRAWL_BALANCE;
    case ANSWER_NOT_KEPT:
        return CRAWL_FAILURES;
    default:
        return CRAWL_RUNNING;
    }
}

static enum crawl_outcome outcome_of_end(const struct list *list) {
    int64_t reported = list_reported(list), listed = (int64_t)list->count;
    if (!listed && !list->defects && list->page_count)
        return reported == 0 ? CRAWL_COMPLETE : CRAWL_HIDDEN;
    bool is_near = reported == ACCOUNT_UNKNOWN || reported - listed <= standing_tolerance(reported);
    return is_near && !list->defects ? CRAWL_COMPLETE : CRAWL_SHORT;
}

/* Of a load that ended before its list: *why is set where that ends the crawl. */
static enum crawl_outcome outcome_of_stop(const struct crawl *crawl, const struct list *list,
                                          enum crawl_end *why) {
    enum list_state state = list_state(list);
    if (list->failure.brief)
        *why = end_of_answer(crawl);
    else if (state == LIST_CUT_BY_BALANCE)
        *why = CRAWL_BALANCE;
    else if (state == LIST_PARTIAL || state == LIST_NEW)
        *why = CRAWL_BUDGET;
    if (list->is_unkept)
        *why = CRAWL_FAILURES;
    if (*why)
        return *why == CRAWL_FAILURES ? CRAWL_FAILED : CRAWL_PARTIAL;
    if (crawl->answered != ANSWER_NOT_FOUND || list->page_count)
        return CRAWL_FAILED;
    /* That is how the API refuses a private account's list, too. */
    return list->owner && list->owner->is_private ? CRAWL_HIDDEN : CRAWL_GONE;
}

static void note_failure(struct crawl *crawl, const struct list *list) {
    const struct list_failure *failure = &list->failure;
    if (!failure->text && !list->is_unkept)
        return;
    free(crawl->failure);
    crawl->failure =
        failure->text ? mem_format("%s: %.*s", list->label, (int)failure->what_len, failure->text)
                      : mem_format("%s: not all paid answers are stored", list->label);
    crawl->status.failure = crawl->failure;
}

/* A seed that is stored, or that nobody is known by. */
static void end_seed(struct session *session, const struct list *list) {
    struct crawl *crawl = session->crawl;
    struct err err = {0};
    bool is_failed = list->failure.brief && crawl->answered != ANSWER_NOT_FOUND;
    note_failure(crawl, list);
    crawl->failures += is_failed;
    if (!crawl->closing && is_failed)
        crawl->closing = end_of_answer(crawl);
    if (!crawl->closing && crawl->failures >= FAILURES_MAX)
        crawl->closing = CRAWL_FAILURES;
    clear_choice(crawl);
    if (!read_money(session, &err))
        give_up(session, &err);
    else if (crawl->closing)
        end(session, crawl->closing);
    else
        crawl->phase = SEEDING;
}

static void end_step(struct session *session, const struct list *list) {
    struct crawl *crawl = session->crawl;
    enum crawl_outcome outcome =
        list_is_whole(list) ? outcome_of_end(list) : outcome_of_stop(crawl, list, &crawl->closing);
    note_failure(crawl, list);
    count_outcome(crawl, outcome);
    if (!crawl->closing && crawl->failures >= FAILURES_MAX)
        crawl->closing = CRAWL_FAILURES;
    crawl->phase = LOGGING;
    worker_end_step(session->worker, crawl->status.number, crawl->choice.n, outcome);
}

/* A step that the user stopped has no outcome: crawl_continue() takes it up again. */
static void ended(void *context, struct session *session, const struct session_load *load) {
    struct crawl *crawl = context;
    bool is_left = load->is_stopping && !list_is_whole(load->list);
    crawl->status.list = NULL;
    change(session);
    if (is_left)
        end(session, CRAWL_STOPPED);
    else if (load->step)
        end_step(session, load->list);
    else
        end_seed(session, load->list);
}

static void take_logged(struct session *session) {
    struct crawl *crawl = session->crawl;
    struct err err = {0};
    crawl_members_take(crawl->members, crawl->account, crawl->choice.depth, true);
    clear_choice(crawl);
    if (!read_money(session, &err))
        give_up(session, &err);
    else if (crawl->closing || !drive_runs(session))
        end(session, crawl->closing ? crawl->closing : CRAWL_STOPPED);
    else
        crawl->phase = SEEDING;
}

/* The driver. */

static enum drive_next next(void *context, struct session *session, struct session_load *load) {
    struct crawl *crawl = context;
    struct err err = {0};
    crawl->is_again = crawl->phase == SEEDING;
    if (crawl->phase == SEEDING && crawl->account)
        return begin_step(session, load, &err);
    if (crawl->phase == SEEDING)
        return begin_seed(session, load);
    if (crawl->phase == CHOOSING)
        return choose_next(session, load);
    return crawl->phase == OVER ? DRIVE_OVER : DRIVE_LATER;
}

static enum drive_step step(void *context, struct session *session, struct session_load *load) {
    struct crawl *crawl = context;
    enum drive_step step = load->step ? DRIVE_REST : step_seed(session, load);
    if (!load->job && !load->pages)
        load->is_told = crawl->is_again;
    crawl->status.list = load->list;
    change(session);
    return step;
}

/* Stopped between two lists, it ends here. */
static void over(void *context, struct session *session) {
    const struct crawl *crawl = context;
    if (crawl->phase == SEEDING || crawl->phase == CHOOSING)
        end(session, CRAWL_STOPPED);
}

static const struct drive_order order = {
    .width = 1, .next = next, .step = step, .ended = ended, .over = over};

/* Events. */

static void set_out(struct session *session, int64_t number) {
    struct crawl *crawl = session->crawl;
    struct err err = {0};
    crawl->status.number = number;
    crawl->phase = SEEDING;
    if (!read_crawl(session, &err))
        give_up(session, &err);
    else if (!drive_runs(session))
        end(session, CRAWL_STOPPED);
}

/* Without its log no crawl goes on. */
static void take_trouble(struct session *session, const struct event *event) {
    struct crawl *crawl = session->crawl;
    set_trouble(session, event->trouble, event->trouble_kind);
    if (crawl->phase == BEGINNING || crawl->phase == ENDING)
        be_over(session);
    else if (crawl->phase == LOADING)
        (void)crawl_stop(session);
    else
        end(session, CRAWL_STOPPED);
}

static void take_news(struct session *session, const struct event *event) {
    struct crawl *crawl = session->crawl;
    struct err err = {0};
    change(session);
    if (event->trouble) {
        take_trouble(session, event);
    } else if (crawl->phase == BEGINNING) {
        set_out(session, event->crawl);
    } else if (crawl->phase == LOGGING) {
        take_logged(session);
    } else if (crawl->phase == ENDING) {
        if (!read_money(session, &err))
            set_trouble(session, err.text, err.kind);
        be_over(session);
    }
}

static bool is_of_crawl(const struct session *session, uint64_t job) {
    for (size_t i = 0; i < session->load_count; i++)
        if (session->loads[i].order == &order && session->loads[i].job == job)
            return true;
    return false;
}

void crawl_apply(struct session *session, const struct event *event) {
    struct crawl *crawl = session->crawl;
    if (!crawl || crawl->phase == OVER)
        return;
    if (event->kind == EVENT_CRAWL) {
        take_news(session, event);
    } else if (event->kind == EVENT_ANSWER && event->job && is_of_crawl(session, event->job)) {
        crawl->answered = event->answer->outcome;
        crawl->is_budget = event->answer->is_budget;
        change(session);
    }
}

/* Beginning. */

static bool make(struct session *session, struct err *err) {
    if (!session->worker)
        return err_set(err, ERR_USAGE, "a crawl requests lists, and this session is offline");
    if (session->crawl && session->crawl->status.is_running)
        return err_set(err, ERR_USAGE, "a crawl is running");
    crawl_free(session);
    session->crawl = mem_zalloc(sizeof *session->crawl);
    session->free_crawl = crawl_free;
    arena_init(&session->crawl->arena);
    session->crawl->status.is_running = true;
    session->crawl->status.price = ACCOUNT_UNKNOWN;
    return true;
}

bool crawl_begin(struct session *session, const struct crawl_order *rule, struct err *err) {
    struct crawl_members *members = crawl_members_new(session, rule, err);
    bool is_right = members && make(session, err);
    crawl_members_free(members);
    if (!is_right)
        return false;
    worker_begin_crawl(session->worker, rule);
    drive_begin(session, &order, session->crawl);
    return true;
}

bool crawl_continue(struct session *session, int64_t crawl, int64_t more, struct err *err) {
    if (!make(session, err))
        return false;
    worker_continue_crawl(session->worker, crawl, more);
    drive_begin(session, &order, session->crawl);
    return true;
}

bool crawl_go_on(struct session *session) {
    const struct crawl *crawl = session->crawl;
    if (!crawl || (crawl->phase != SEEDING && crawl->phase != CHOOSING && crawl->phase != OVER))
        return true;
    drive_go_on(session);
    return crawl->phase != SEEDING && crawl->phase != CHOOSING;
}

bool crawl_stop(struct session *session) {
    struct crawl *crawl = session->crawl;
    if (!crawl || !crawl->status.is_running)
        return false;
    crawl->status.is_stopping = true;
    change(session);
    if (drive_runs(session))
        drive_stop(session);
    return true;
}
