/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_order.h"

#include "base/clock.h"
#include "base/mem.h"
#include "cli/fetch_words.h"
#include "cli/names.h"
#include "cli/output.h"
#include "session/drive.h"
#include "session/list_lookup.h"
#include "session/load.h"
#include "session/naming.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/snapshots.h"
#include "session/unload.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS_MAX = 8192 };

/* What an account's list waits for. */
enum stage {
    STAGE_HOLDER,  /* who has a handle now that its account has given up */
    STAGE_BEGIN,   /* nothing was requested for it */
    STAGE_PROFILE, /* its profile */
    STAGE_STOPPED, /* one more page of a list that had stopped */
    STAGE_REST     /* its pages */
};

struct fetch_account {
    const char *name; /* as it was typed */
    enum stage stage;
    bool is_refused;                         /* its price needs a cap: that was told */
    bool has_repeated_profile, has_repeated; /* what an earlier session lost */
    char *line;                              /* for stdout, once it has ended */
};

static struct session *session_of(const struct fetch_order *order) {
    return &order->runtime->session;
}

/* A bare word that the store does not know is an account, because this command says so. The first
 * is reported for all. */
static void tell_name(struct fetch_order *order, const struct fetch_account *account,
                      const struct list *list) {
    struct err err;
    int bare = 0;
    if (order->has_told_name || !names_is_bare(account->name) || list_state(list) != LIST_NEW ||
        list->owner)
        return;
    for (size_t i = 0; i < order->count; i++)
        bare += names_is_bare(order->accounts[i].name);
    err_set(&err, ERR_NONE, "reading “%s” as the account %s, which is not in the store yet%s",
            account->name, list->label,
            bare > 1 ? "; the same goes for the other names without an @" : "");
    fetch_complain(&err);
    order->has_told_name = true;
}

/* Reports, before anything is bought, what may be stored already, and a handle that may have
 * changed hands. */
static void tell_names(const struct session *session, const char *name, const struct list *list) {
    struct reference reference;
    struct buf text;
    buf_init(&text, WORDS_MAX);
    if (reference_parse(name, &reference, NULL) &&
        naming_put_doubt(session, &reference, clock_wall_ms(), &text)) {
        buf_format(&text, " In the browser, :whois %s looks up its owner now: 1 credit.",
                   reference.name);
        fetch_warn(list->label, buf_text(&text));
    }
    buf_clear(&text);
    if (naming_put_namesake(session, list, &text))
        fetch_warn(list->label, buf_text(&text));
    buf_fini(&text);
}

/* A handle that its account has given up may be anybody's. The list of its present owner was
 * requested, so this looks up who that is. */
static struct list *find_list(struct fetch_order *order, struct fetch_account *account,
                              struct err *err) {
    struct session *session = session_of(order);
    struct reference reference;
    if (!reference_parse(account->name, &reference, err) ||
        !navigate_visit(session, account->name, err))
        return NULL;
    struct list *list = session->trail.current->list;
    if (!naming_is_given_up(session, &reference) || list_is_by_handle(list)) {
        tell_name(order, account, list);
        return list;
    }
    fetch_warn(list->label,
               "this account has changed its handle; looking up who has this one now: 1 credit");
    account->stage = STAGE_HOLDER;
    return list_lookup_holder(session, &reference);
}

/* Signals are taken between two lists, also if these cost nothing. */
static bool has_news(const struct fetch_order *order) {
    struct pollfd fd = {.fd = mailbox_fd(order->runtime->mailbox), .events = POLLIN};
    return poll(&fd, 1, 0) > 0;
}

static enum drive_next next(void *context, struct session *session, struct session_load *load) {
    struct fetch_order *order = context;
    if (order->next == order->count || order->err.kind)
        return DRIVE_OVER;
    if (has_news(order))
        return DRIVE_LATER;
    struct fetch_account *account = &order->accounts[order->next];
    struct err err;
    session_hush(session);
    load->list = find_list(order, account, &err);
    load->tag = account;
    if (!load->list) {
        order->err = err;
        return DRIVE_OVER;
    }
    order->next++;
    return DRIVE_LIST;
}

/* An earlier account of the command was the same one: its new snapshot is this one's. */
static bool is_new_here(const struct fetch_order *order, const struct list *list) {
    return dict_get(order->begun, list->target);
}

/* --refetch: a new snapshot of what is stored; false if that needs --cap. */
static bool begin_again(struct fetch_order *order, struct session_load *load) {
    struct list *list = load->list;
    if (!order->runtime->options.is_refetch || !list->page_count || is_new_here(order, list))
        return true;
    if (!fetch_check_refetch(order->runtime, list))
        return false;
    load->list = snapshots_begin(session_of(order), list);
    return true;
}

static enum drive_step ask_profile(struct fetch_account *account, struct session_load *load) {
    account->stage = STAGE_PROFILE;
    load->list->wants_profile = true;
    load->budget = INT64_MAX;
    return DRIVE_PAGE;
}

/* What its pages may cost: what the caps leave, whatever was reported, if one was given for this
 * call; otherwise the quote. */
static void set_limit(const struct fetch_order *order, struct session_load *load) {
    struct load_offer offer = load_offer(session_of(order), load->list);
    bool is_free = order->runtime->options.is_cap_told;
    load->budget = is_free ? INT64_MAX : offer.quote.is_known ? offer.quote.worst : 0;
}

/* What an earlier session lost is requested again, once, which is told; also a first page that only
 * the store knew of. */
static bool repeats(const struct fetch_order *order, struct fetch_account *account,
                    struct session_load *load) {
    struct list *list = load->list;
    int64_t most = fetch_next_price(session_of(order), list);
    if (!list->failure.is_before || account->has_repeated)
        return false;
    account->has_repeated = true;
    if (most > 0)
        fetch_explain_repetition(order->runtime, list, most);
    else
        list_clear_failure(list);
    return most > 0;
}

static enum drive_step step_rest(const struct fetch_order *order, struct fetch_account *account,
                                 struct session_load *load) {
    if (account->stage != STAGE_REST)
        set_limit(order, load);
    account->stage = STAGE_REST;
    return repeats(order, account, load) ? DRIVE_PAGE : DRIVE_REST;
}

/* The price is known, as far as it can be. */
static enum drive_step step_priced(struct fetch_order *order, struct fetch_account *account,
                                   struct session_load *load) {
    struct session *session = session_of(order);
    struct list *list = load->list;
    bool is_failed = list->failure.brief && !list->failure.is_before;
    tell_names(session, account->name, list);
    if (is_failed || !list_has_next(list) || list_is_whole(list))
        return DRIVE_END;
    if (list_state(list) != LIST_STOPPED) {
        account->is_refused = !fetch_check_price(order->runtime, list);
        return account->is_refused ? DRIVE_END : step_rest(order, account, load);
    }
    int64_t price = fetch_next_price(session, list);
    if (!price)
        return DRIVE_END;
    fetch_tell_stopped(list, price);
    account->stage = STAGE_STOPPED;
    load->budget = INT64_MAX;
    return DRIVE_PAGE;
}

/* What the list needs before its price is known. */
static enum drive_step step_begin(struct fetch_order *order, struct fetch_account *account,
                                  struct session_load *load) {
    account->stage = STAGE_BEGIN;
    if (!begin_again(order, load)) {
        account->is_refused = true;
        return DRIVE_END;
    }
    if (!load->list->wants_profile || load->list->page_count || load->list->failure.brief)
        return step_priced(order, account, load);
    return ask_profile(account, load);
}

/* Running the command means requesting again what an earlier session lost. */
static enum drive_step step_profile(struct fetch_order *order, struct fetch_account *account,
                                    struct session_load *load) {
    struct session *session = session_of(order);
    if (!load->list->failure.is_before || account->has_repeated_profile)
        return step_priced(order, account, load);
    if (requests_offer(session, 1) > 0)
        fetch_explain_repetition(order->runtime, load->list, 1);
    account->has_repeated_profile = true;
    return ask_profile(account, load);
}

static enum drive_step step_stopped(struct fetch_order *order, struct fetch_account *account,
                                    struct session_load *load) {
    const struct list *list = load->list;
    if (!list_can_go_on(list) || list_is_whole(list) || list->failure.brief)
        return DRIVE_END;
    account->is_refused = !fetch_check_price(order->runtime, list);
    return account->is_refused ? DRIVE_END : step_rest(order, account, load);
}

/* Of one that is not asked for yet; its profile stays, whatever it says. */
static enum drive_step ask_holder(struct session_load *load) {
    load->list->wants_profile = true;
    load->budget = INT64_MAX;
    return DRIVE_PAGE;
}

static enum drive_step step_holder(struct fetch_order *order, struct fetch_account *account,
                                   struct session_load *load) {
    if (load->list->is_doubted && !load->list->failure.brief)
        return ask_holder(load);
    if (load->list->failure.brief)
        return DRIVE_END;
    tell_name(order, account, load->list);
    return step_begin(order, account, load);
}

static enum drive_step step(void *context, struct session *session, struct session_load *load) {
    struct fetch_order *order = context;
    struct fetch_account *account = load->tag;
    (void)session;
    switch (account->stage) {
    case STAGE_HOLDER:
        return step_holder(order, account, load);
    case STAGE_BEGIN:
        return step_begin(order, account, load);
    case STAGE_PROFILE:
        return step_profile(order, account, load);
    case STAGE_STOPPED:
        return step_stopped(order, account, load);
    case STAGE_REST:
        break;
    }
    return step_rest(order, account, load);
}

/* In the order of the arguments, so that a line is told by its number; each as soon as those before
 * it are printed. */
static void print_lines(struct fetch_order *order) {
    for (; order->printed < order->count && !order->err.kind; order->printed++) {
        struct fetch_account *account = &order->accounts[order->printed];
        if (!account->line)
            return;
        printf("%s\n", account->line);
        free(account->line);
        account->line = NULL;
        if (!output_finish(&order->err))
            drive_stop(session_of(order));
    }
}

static void ended(void *context, struct session *session, const struct session_load *load) {
    struct fetch_order *order = context;
    struct fetch_account *account = load->tag;
    const struct list *list = load->list;
    struct buf line;
    (void)dict_add(order->begun, list->target, order);
    if (!account->is_refused && !list_is_whole(list))
        fetch_explain(order->runtime, list);
    order->is_incomplete = order->is_incomplete || account->is_refused || !list_is_whole(list);
    summary_add(&order->summary, list);
    buf_init(&line, SIZE_MAX);
    fetch_put_line(list, load->spent, &line);
    account->line = mem_dup(buf_text(&line));
    buf_fini(&line);
    fetch_progress_tell_list(&order->progress, load);
    print_lines(order);
    unload_all(session);
}

static const struct drive_order fetch_drive = {
    .keeps_failures = true, .is_ranked = true, .next = next, .step = step, .ended = ended};

void fetch_order_begin(struct fetch_order *order, struct runtime *runtime, char **names,
                       size_t count) {
    order->runtime = runtime;
    order->begun = dict_new();
    order->count = count;
    order->progress = (struct fetch_progress){.session = session_of(order), .lists = count};
    order->accounts = mem_zalloc((count + 1) * sizeof *order->accounts);
    for (size_t i = 0; i < count; i++)
        order->accounts[i] = (struct fetch_account){.name = names[i], .stage = STAGE_BEGIN};
    drive_begin(session_of(order), &fetch_drive, order);
}

void fetch_order_end(struct fetch_order *order) {
    struct session *session = session_of(order);
    for (size_t i = 0; i < session->load_count; i++)
        ended(order, session, &session->loads[i]);
    session->load_count = 0;
    summary_add_unseen(&order->summary, order->count - order->next);
}

void fetch_order_fini(struct fetch_order *order) {
    for (size_t i = 0; i < order->count; i++)
        free(order->accounts[i].line);
    free(order->accounts);
    dict_free(order->begun);
}
