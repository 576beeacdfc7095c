/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_command.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/fetch_progress.h"
#include "cli/names.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/runtime.h"
#include "cli/shell.h"
#include "session/cap.h"
#include "session/load.h"
#include "session/naming.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/snapshots.h"
#include "session/summary.h"
#include "session/unload.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum { WORDS_MAX = 8192 };

struct fetch {
    struct runtime runtime;
    int signal;         /* that asked to stop; 0: none */
    bool has_told_name; /* see tell_name() */
    bool is_leaving, is_incomplete;
    struct summary summary;
    char *remark; /* the last one about a bill; NULL: none */
};

static void complain(const struct err *err) {
    complaint_print("followtrail fetch", err);
}

static const struct shell_help help = {
    .usage = "fetch [OPTION...] ACCOUNT...",
    .about = "Fetches the accounts' following lists into the store, each from where it stopped\n"
             "to its end. What is stored costs nothing. A page whose answer was lost earlier is\n"
             "requested again and may be paid twice. A list above the threshold needs --cap, the\n"
             "most that this call may spend; it stops there. With --refetch each list starts\n"
             "again as a new snapshot; a later call without --refetch continues that one. ACCOUNT\n"
             "may be a handle without its @ unless it resembles a command or an option. The\n"
             "options are those of followtrail --help.\n\n"
             "Prints one line per account, separated by tabs: name, rows, rows by the account's\n"
             "own count (or -), credits, state. Ctrl-C stops after the answer under way, a second\n"
             "Ctrl-C stops now; the next call continues.\n\n"
             "Exit status: 0 all lists complete; 75 one is not, see stderr; others as in\n"
             "followtrail --help.\n"};

/* The first signal stops the load and waits for paid answers; the second does not wait. */
static void take_signal(struct fetch *fetch, int number) {
    if (number == SIGWINCH || number == SIGCONT)
        return;
    if (number == SIGTSTP) {
        worker_stop_process(fetch->runtime.worker);
        return;
    }
    fetch->is_leaving = fetch->signal != 0 || number == SIGHUP;
    fetch->signal = number;
    load_stop(&fetch->runtime.session);
}

/* Reports what is odd about a bill, once for consecutive pages with the same remark. */
static void tell_remark(struct fetch *fetch, const struct event *event) {
    const char *remark = event->answer ? event->answer->remark : NULL;
    struct err err;
    if (!remark || (fetch->remark && !strcmp(fetch->remark, remark)))
        return;
    free(fetch->remark);
    fetch->remark = mem_dup(remark);
    progress_end();
    err_set(&err, ERR_NET, "%s (see followtrail ledger)", remark);
    complain(&err);
}

static void await(struct fetch *fetch) {
    struct runtime *runtime = &fetch->runtime;
    while (!fetch->is_leaving && !session_is_idle(&runtime->session)) {
        struct pollfd fd = {.fd = mailbox_fd(runtime->mailbox), .events = POLLIN};
        struct event *event;
        poll(&fd, 1, fetch_progress_next_ms(&runtime->session));
        while ((event = mailbox_take(runtime->mailbox))) {
            if (event->kind != EVENT_SIGNAL) {
                bool is_wait = event->kind == EVENT_RETRY;
                tell_remark(fetch, event);
                load_apply(&runtime->session, event);
                if (is_wait)
                    fetch_progress_tell_wait(&runtime->session);
                continue;
            }
            take_signal(fetch, event->signal);
            event_free(event);
        }
        fetch_progress_show(&runtime->session);
    }
}

/* Without a cap from the user, the rest of a list must not exceed the threshold. */
static bool check_price(const struct fetch *fetch, const struct list *list) {
    const struct session *session = &fetch->runtime.session;
    struct load_offer offer = load_offer(session, list);
    char about[FIGURE_MAX], most[FIGURE_MAX];
    struct err err;
    if (fetch->runtime.options.is_cap_told)
        return true;
    if (offer.quote.is_known && offer.quote.worst <= session->config.threshold)
        return true;
    if (offer.quote.is_known)
        err_set(&err, ERR_LIMIT,
                "the rest of %s's list costs about %s, at most %s: confirm with --cap %lld",
                list->label, figure_credits(offer.quote.credits, about),
                figure_grouped(offer.quote.worst, most),
                (long long)(offer.quote.worst < CAP_MOST ? offer.quote.worst : CAP_MOST));
    else
        err_set(&err, ERR_LIMIT,
                "the length of %s's list is unknown: set what it may cost with --cap N",
                list->label);
    complain(&err);
    return false;
}

static bool print_list(const struct list *list, int64_t credits, struct err *err) {
    struct buf words, safe;
    buf_init(&words, WORDS_MAX);
    buf_init(&safe, (size_t)WORDS_MAX * TEXT_PIECE_MAX);
    text_reveal(&safe, list->label, strlen(list->label));
    buf_format(&safe, "\t%zu\t", list->count);
    if (list_reported(list) >= 0)
        buf_format(&safe, "%lld", (long long)list_reported(list));
    else
        buf_text_put(&safe, "-");
    buf_format(&safe, "\t%lld\t", (long long)credits);
    list_describe(list, &words);
    text_reveal(&safe, buf_text(&words), words.len);
    printf("%s\n", buf_text(&safe));
    buf_fini(&words);
    buf_fini(&safe);
    return output_finish(err);
}

static void warn(const char *label, const char *text) {
    struct buf line;
    buf_init(&line, SIZE_MAX);
    buf_format(&line, "%s: %s", label, text);
    complaint_write("followtrail fetch", buf_text(&line));
    buf_fini(&line);
}

/* Appends how the list can be fetched again if it cannot continue. */
static void put_refetch(const struct session *session, const struct list *list, struct buf *text) {
    char about[FIGURE_MAX], profile[FIGURE_MAX];
    struct quote quote =
        quote_rest(requests_refetch_length(list), 0, session->config.load_page_size);
    buf_text_put(text, "fetch --refetch starts the list again in a new snapshot");
    if (session->config.wants_profile)
        buf_format(text, ": %s for the profile", figure_credits(1, profile));
    if (quote.is_known)
        buf_format(text, "%s about %s for the list", session->config.wants_profile ? " and" : ":",
                   figure_credits(quote.credits, about));
    buf_text_put(text, ".");
}

/* The most that the next page costs. */
static int64_t next_price(const struct session *session, const struct list *list) {
    return requests_offer(session, quote_page(list_length(list), (int64_t)list->count,
                                              session->config.load_page_size));
}

static void put_stop(const struct session *session, const struct list *list, struct buf *text) {
    char price[FIGURE_MAX];
    list_explain_stop(list, text);
    if (list_has_next(list))
        buf_format(text, "Run it again to request one more page: up to %s.",
                   figure_credits(next_price(session, list), price));
    else
        put_refetch(session, list, text);
}

/* The option that raises the cap that was reached. */
static const char *cap_option(const struct purse_limit *limit) {
    return limit->scope == PURSE_SESSION ? "a higher --cap"
           : limit->scope == PURSE_DAY   ? "a higher --day-cap"
                                         : "a higher --store-cap";
}

/* Appends what ended it, and what running it again needs: credits, a higher cap, or a price. */
static void put_budget(const struct fetch *fetch, const struct list *list, struct buf *text) {
    const struct session *session = &fetch->runtime.session;
    const struct purse *purse = &session->purse;
    struct purse_limit limit;
    char held[FIGURE_MAX];
    bool is_cut = list_state(list) == LIST_CUT_BY_BALANCE;
    bool is_limited = requests_has_limit(session, &limit);
    bool is_capped = is_limited && !limit.is_balance;
    bool is_broke = is_cut || (purse->is_balance_current && purse->balance <= 0);
    bool is_priced = fetch->runtime.options.is_cap_told || list_length(list) >= 0;
    buf_format(text, "%s loaded, and %s. ", figure_grouped((int64_t)list->count, held),
               is_cut ? "the balance ran out within the last page" : "the list goes on");
    if (is_limited && (is_capped || !is_cut)) {
        purse_put_limit(purse, &limit, text);
        buf_text_put(text, ". ");
    }
    buf_format(text, "%s%s%s to continue.",
               is_broke ? "Add credits to the workspace and run it again" : "Run it again",
               is_capped || !is_priced ? " with " : "",
               is_capped    ? cap_option(&limit)
               : !is_priced ? "--cap N"
                            : "");
}

/* Appends the option that lets more be bought, if a cap stopped the list. */
static void put_cap_step(const struct fetch *fetch, const struct list *list, struct buf *text) {
    struct purse_limit limit;
    if (list->failure.is_capped && requests_has_limit(&fetch->runtime.session, &limit) &&
        !limit.is_balance)
        buf_format(text, " Run it again with %s to continue.", cap_option(&limit));
}

/* Explains why a list is incomplete, and how it continues. */
static void explain(const struct fetch *fetch, const struct list *list) {
    const struct session *session = &fetch->runtime.session;
    struct buf text;
    buf_init(&text, WORDS_MAX);
    if (list->failure.text)
        buf_format(&text, "%.*s", (int)list->failure.what_len, list->failure.text);
    else if (list->is_unkept)
        buf_text_put(&text,
                     "Not all paid answers are stored. Free some disk space, then run it again.");
    if (list->failure.is_cursor) {
        buf_text_put(&text, " ");
        put_refetch(session, list, &text);
    } else if (list->failure.text || list->is_unkept) {
        put_cap_step(fetch, list, &text);
    } else if (list_state(list) == LIST_STOPPED) {
        put_stop(session, list, &text);
    } else if (list_state(list) == LIST_CUT_BY_BALANCE && !list_has_next(list)) {
        buf_text_put(&text, "The balance ran out within the last page, and the API gave no cursor "
                            "to continue from. ");
        put_refetch(session, list, &text);
    } else {
        put_budget(fetch, list, &text);
    }
    warn(list->label, buf_text(&text));
    buf_fini(&text);
}

/* Running the command requests again what an earlier session lost; this says so, with what the
 * request may cost. */
static void explain_repetition(const struct fetch *fetch, const struct list *list,
                               int64_t credits) {
    char price[FIGURE_MAX];
    struct err err;
    explain(fetch, list);
    err_set(&err, ERR_NET, "%s: requesting it again costs up to %s more", list->label,
            figure_credits(credits, price));
    complain(&err);
}

/* Requests what the list needs before its price is known. */
static void begin(struct fetch *fetch) {
    struct session *session = &fetch->runtime.session;
    struct list *list = session->trail.current->list;
    if (!list->wants_profile || list->page_count)
        return;
    requests_ask_profile(session, list);
    await(fetch);
    list = session->trail.current->list;
    /* Running the command means requesting again what an earlier session lost. */
    if (!list->failure.is_before)
        return;
    if (requests_offer(session, 1) > 0)
        explain_repetition(fetch, list, 1);
    requests_ask_profile(session, list);
    await(fetch);
}

/* The cap given for this call, whatever was reported; without one, the quote. */
static int64_t budget_of(const struct fetch *fetch, const struct list *list) {
    const struct session *session = &fetch->runtime.session;
    struct load_offer offer = load_offer(session, list);
    int64_t left = purse_caps_left(&session->purse);
    if (fetch->runtime.options.is_cap_told)
        return left;
    int64_t worst = offer.quote.is_known ? offer.quote.worst : 0;
    return worst < left ? worst : left;
}

static void load_rest(struct fetch *fetch, struct list *list) {
    struct session *session = &fetch->runtime.session;
    bool was_told = list->failure.is_before;
    int64_t budget = budget_of(fetch, list), next = next_price(session, list);
    int64_t most = next < budget ? next : budget;
    if (was_told && most > 0)
        explain_repetition(fetch, list, most);
    load_begin(session, list, budget);
    await(fetch);
    /* The same for a first page, which only the store knows of. */
    if (list->failure.is_before && !list->page_count && !was_told && !fetch->signal)
        load_rest(fetch, list);
}

/* A list that stopped because nothing new came: running the command requests one more page, and
 * this says so. */
static void try_stopped(struct fetch *fetch, struct list *list) {
    struct session *session = &fetch->runtime.session;
    int64_t price = next_price(session, list);
    char figure[FIGURE_MAX];
    struct buf text;
    if (!price)
        return;
    buf_init(&text, WORDS_MAX);
    list_explain_stop(list, &text);
    buf_format(&text, "Requesting one more page: up to %s.", figure_credits(price, figure));
    warn(list->label, buf_text(&text));
    buf_fini(&text);
    requests_ask_for(session, list, price);
    await(fetch);
}

/* --refetch: announces the price of a new snapshot; false if that needs --cap. */
static bool begin_again(struct fetch *fetch) {
    struct session *session = &fetch->runtime.session;
    struct list *list = session->trail.current->list;
    struct quote quote =
        quote_rest(requests_refetch_length(list), 0, session->config.load_page_size);
    char about[FIGURE_MAX], most[FIGURE_MAX];
    struct buf text;
    if (!list->page_count)
        return true;
    bool is_priced = fetch->runtime.options.is_cap_told || !quote.is_known ||
                     quote.worst <= session->config.threshold;
    buf_init(&text, WORDS_MAX);
    buf_format(&text, "a new snapshot %s%s", is_priced ? "starts" : "needs a cap",
               session->config.wants_profile ? "; 1 credit for the profile" : "");
    if (quote.is_known)
        buf_format(&text, ", about %s for the list, at most %s",
                   figure_credits(quote.credits, about), figure_grouped(quote.worst, most));
    if (!is_priced)
        buf_text_put(&text, ": set what it may cost with --cap N");
    warn(list->label, buf_text(&text));
    buf_fini(&text);
    if (is_priced)
        snapshots_begin(session, list);
    return is_priced;
}

static void complete_list(struct fetch *fetch, struct list *list) {
    bool was_stopped = list_state(list) == LIST_STOPPED;
    if (was_stopped)
        try_stopped(fetch, list);
    bool goes_on =
        !was_stopped || (!fetch->signal && list_can_go_on(list) && !list_is_whole(list) &&
                         !list->failure.brief && check_price(fetch, list));
    if (goes_on)
        load_rest(fetch, list);
}

/* A bare word that the store does not know is an account, because this command says so. The first
 * one is reported for all. */
static void tell_name(struct fetch *fetch, const char *name) {
    const struct runtime *runtime = &fetch->runtime;
    const struct list *list = runtime->session.trail.current->list;
    struct err err;
    int bare = 0;
    if (fetch->has_told_name || !names_is_bare(name) || list_state(list) != LIST_NEW || list->owner)
        return;
    for (int i = runtime->options.first_account; i < runtime->word_count; i++)
        bare += names_is_bare(runtime->words[i]);
    err_set(&err, ERR_NONE, "reading “%s” as the account %s, which is not in the store yet%s", name,
            list->label, bare > 1 ? "; the same goes for the other names without an @" : "");
    complain(&err);
    fetch->has_told_name = true;
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
        warn(list->label, buf_text(&text));
    }
    buf_clear(&text);
    if (naming_put_namesake(session, list, &text))
        warn(list->label, buf_text(&text));
    buf_fini(&text);
}

/* A handle that its account has given up may be anybody's. The list of its present owner was
 * requested, so this looks up who that is. */
static bool ask_holder(struct fetch *fetch, const char *name, struct err *err) {
    struct session *session = &fetch->runtime.session;
    struct reference reference;
    if (!reference_parse(name, &reference, err))
        return false;
    if (!naming_is_given_up(session, &reference) || list_is_by_handle(session->trail.current->list))
        return true;
    warn(session->trail.current->list->label,
         "this account has changed its handle; looking up who has this one now: 1 credit");
    if (!navigate_whois(session, name, err))
        return false;
    await(fetch);
    return true;
}

static bool fetch_list(struct fetch *fetch, const char *name, struct err *err) {
    struct session *session = &fetch->runtime.session;
    int64_t before = session->purse.spent[PURSE_SESSION];
    session_hush(session);
    if (!navigate_visit(session, name, err) || !ask_holder(fetch, name, err))
        return false;
    tell_name(fetch, name);
    bool is_begun = !fetch->runtime.options.is_refetch || begin_again(fetch);
    if (is_begun && !session->trail.current->list->failure.brief)
        begin(fetch);
    struct list *list = session->trail.current->list;
    bool is_refused = list->failure.brief && !list->failure.is_before;
    bool goes_on =
        is_begun && !fetch->signal && !is_refused && list_has_next(list) && !list_is_whole(list);
    tell_names(session, name, list);
    bool is_priced = !goes_on || list_state(list) == LIST_STOPPED || check_price(fetch, list);
    if (goes_on && is_priced)
        complete_list(fetch, list);
    progress_end();
    if (is_begun && is_priced && !list_is_whole(list))
        explain(fetch, list);
    fetch->is_incomplete = fetch->is_incomplete || !is_begun || !list_is_whole(list);
    summary_add(&fetch->summary, list);
    bool is_printed = print_list(list, session->purse.spent[PURSE_SESSION] - before, err);
    unload_all(session);
    return is_printed;
}

static bool check_options(struct fetch *fetch, int argc, struct err *err) {
    struct options *options = &fetch->runtime.options;
    if (options->is_offline)
        return err_set(err, ERR_USAGE, "--offline fetches nothing");
    if (options->is_demo)
        return err_set(err, ERR_USAGE,
                       "--demo is for the browser; run followtrail sandbox instead");
    if (options->first_account >= argc)
        return err_set(err, ERR_USAGE, "name an account; see followtrail fetch --help");
    return true;
}

static const char *how_to_go_on(const struct fetch *fetch) {
    struct purse_limit limit;
    if (fetch->summary.complete == fetch->summary.lists)
        return "";
    return requests_has_limit(&fetch->runtime.session, &limit) && limit.is_balance
               ? " Add credits to the workspace and run it again to continue."
               : " Run it again to continue.";
}

/* The result for all lists, if there are several. */
static void summarize(const struct fetch *fetch) {
    char spent[FIGURE_MAX];
    struct buf text, safe;
    if (fetch->summary.lists < 2)
        return;
    buf_init(&text, WORDS_MAX);
    buf_init(&safe, (size_t)WORDS_MAX * TEXT_PIECE_MAX);
    summary_put(&fetch->summary, &text);
    buf_format(&text, ". %s spent.%s",
               figure_credits(fetch->runtime.session.purse.spent[PURSE_SESSION], spent),
               how_to_go_on(fetch));
    text_reveal(&safe, buf_text(&text), text.len);
    fprintf(stderr, "followtrail fetch: %s\n", buf_text(&safe));
    buf_fini(&safe);
    buf_fini(&text);
}

static bool fetch_all(struct fetch *fetch, int argc, char **argv, struct err *err) {
    fetch->runtime.options.takes_bare_names = true;
    if (!check_options(fetch, argc, err) || !runtime_prepare(&fetch->runtime, argc, argv, err) ||
        !runtime_open(&fetch->runtime, err))
        return false;
    int i = fetch->runtime.options.first_account;
    for (; i < argc && !fetch->signal; i++)
        if (!fetch_list(fetch, argv[i], err))
            return false;
    summary_add_unseen(&fetch->summary, (size_t)(argc - i));
    summarize(fetch);
    return true;
}

int fetch_command(int argc, char **argv) {
    struct fetch fetch = {.signal = 0};
    struct err err = {0};
    bool is_parsed = options_parse(argc, argv, &fetch.runtime.options, &err);
    if (is_parsed && (fetch.runtime.options.wants_help || fetch.runtime.options.wants_version)) {
        if (fetch.runtime.options.wants_help)
            shell_help_print(stdout, &help);
        else
            puts(PACKAGE_STRING);
        options_fini(&fetch.runtime.options);
        return output_finish(&err) ? EX_OK : complaint_print("followtrail fetch", &err);
    }
    bool is_done = is_parsed && fetch_all(&fetch, argc, argv, &err);
    free(fetch.remark);
    bool is_kept = runtime_close(&fetch.runtime);
    if (!is_done)
        return complaint_print("followtrail fetch", &err);
    if (fetch.signal)
        return 128 + fetch.signal;
    return fetch.is_incomplete || !is_kept ? EX_TEMPFAIL : EX_OK;
}
