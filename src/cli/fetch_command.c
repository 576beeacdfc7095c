/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_command.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/outfit.h"
#include "cli/output.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/requests.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <unistd.h>

enum { WORDS_MAX = 8192, LINE_COLS = 79 };

struct fetch {
    struct outfit outfit;
    int signal; /* that asked to stop; 0 */
    bool is_leaving, is_incomplete;
};

static void complain(const struct err *err) {
    complaint_print("followtrail fetch", err);
}

static void print_help(void) {
    fputs(
        "usage: followtrail fetch [OPTION...] ACCOUNT...\n\n"
        "Fetches the accounts' following lists into the store, each from where it was left to its "
        "end. What is\n"
        "there already costs nothing; a page that an earlier call lost is asked for again, and may "
        "be "
        "paid twice. A list above the threshold needs --cap, which is the most "
        "that this call\n"
        "may spend; it stops there. The options are those of followtrail --help.\n\n"
        "Prints a line an account: name, rows, rows by the account's own count (or -), credits, "
        "state; tabs\n"
        "between. Ctrl-C stops after the answer under way, twice at once; the next call goes "
        "on.\n\n"
        "Exit status: 0 all lists are whole; 75 one is not, stderr says why; else as followtrail "
        "--help says.\n",
        stdout);
}

static int terminal_cols(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1
                                                                           : LINE_COLS;
}

static void put_progress(const struct fetch *fetch, const struct list *list, struct buf *line) {
    const struct session *session = &fetch->outfit.session;
    char spent[FIGURE_MAX], left[FIGURE_MAX];
    const struct session_load *load = session_load_of(session, list);
    int64_t left_ms = load ? load_left_ms(load, clock_monotonic_ms()) : -1;
    buf_format(line, "%.40s: ", list->label);
    list_describe(list, line);
    buf_format(line, " · %s cr", figure_grouped(session->purse.spent[PURSE_SESSION], spent));
    if (left_ms >= 0)
        buf_format(line, " · %s left", figure_duration((left_ms + 999) / 1000, left));
}

/* Over itself, where a person looks on. */
static void show_progress(const struct fetch *fetch) {
    const struct place *place = fetch->outfit.session.trail.current;
    struct buf line, safe;
    if (!place || !isatty(STDERR_FILENO))
        return;
    int cols = terminal_cols();
    buf_init(&line, WORDS_MAX);
    buf_init(&safe, (size_t)WORDS_MAX * TEXT_PIECE_MAX);
    put_progress(fetch, place->list, &line);
    text_reveal(&safe, buf_text(&line), line.len);
    buf_clear(&line);
    buf_put(&line, buf_text(&safe), text_cut(buf_text(&safe), safe.len, (size_t)cols));
    int width = (int)text_width(buf_text(&line));
    fprintf(stderr, "\r%s%*s", buf_text(&line), width < cols ? cols - width : 0, "");
    buf_fini(&line);
    buf_fini(&safe);
}

static void end_progress(void) {
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%*s\r", terminal_cols(), "");
}

/* The first signal stops what is loading, and awaits what is paid for; the second does not. */
static void take_signal(struct fetch *fetch, int number) {
    if (number == SIGWINCH || number == SIGCONT)
        return;
    if (number == SIGTSTP) {
        signals_stop_process();
        return;
    }
    fetch->is_leaving = fetch->signal != 0 || number == SIGHUP;
    fetch->signal = number;
    load_stop(&fetch->outfit.session);
}

static void await(struct fetch *fetch) {
    struct outfit *outfit = &fetch->outfit;
    while (!fetch->is_leaving && !session_is_idle(&outfit->session)) {
        struct pollfd fd = {.fd = mailbox_fd(outfit->mailbox), .events = POLLIN};
        struct event *event;
        poll(&fd, 1, -1);
        while ((event = mailbox_take(outfit->mailbox))) {
            if (event->kind != EVENT_SIGNAL) {
                load_apply(&outfit->session, event);
                continue;
            }
            take_signal(fetch, event->signal);
            event_free(event);
        }
        show_progress(fetch);
    }
}

/* The rest of a list that the user did not put a price on must be below the threshold. */
static bool check_price(const struct fetch *fetch, const struct list *list) {
    const struct session *session = &fetch->outfit.session;
    struct load_offer offer = load_offer(session, list);
    char about[FIGURE_MAX], most[FIGURE_MAX];
    struct err err;
    if (fetch->outfit.options.is_cap_told)
        return true;
    if (offer.quote.is_known && offer.quote.worst <= session->config.threshold)
        return true;
    if (offer.quote.is_known)
        err_set(&err, ERR_LIMIT,
                "the rest of %s's list costs about %s credits, %s at most: say --cap %lld",
                list->label, figure_grouped(offer.quote.credits, about),
                figure_grouped(offer.quote.worst, most), (long long)offer.quote.worst);
    else
        err_set(&err, ERR_LIMIT,
                "how long the list of %s is is not known: say with --cap N what it may cost",
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

/* Why a list is not whole. What stopped a load the session says, where the list does not. */
static void explain(const struct list *list) {
    struct err err;
    if (list->failure.text)
        err_set(&err, ERR_NET, "%s: %.*s", list->label, (int)list->failure.what_len,
                list->failure.text);
    else
        err_set(&err, ERR_NET,
                "%s: the list is not whole; run it again, with a higher --cap, to go on",
                list->label);
    complain(&err);
}

/* To run the command is to ask again for what an earlier session lost; that it is done is said. */
static void explain_repetition(const struct session *session, const struct list *list) {
    char price[FIGURE_MAX];
    struct err err;
    explain(list);
    err_set(&err, ERR_NET, "%s: it is asked for again now: up to %s more", list->label,
            figure_credits(requests_price(session, list), price));
    complain(&err);
}

static bool is_whole(const struct list *list) {
    enum list_state state = list_state(list);
    if (list->is_unkept)
        return false;
    return state == LIST_COMPLETE || state == LIST_EMPTY ||
           (state == LIST_NEW && list_reported(list) == 0);
}

/* Asks for what the list needs before its price can be told. */
static void begin(struct fetch *fetch) {
    struct session *session = &fetch->outfit.session;
    struct list *list = session->trail.current->list;
    if (!list->wants_profile || list->page_count)
        return;
    requests_ask_profile(session, list);
    await(fetch);
    list = session->trail.current->list;
    /* To run the command is to ask again for what was lost in an earlier session. */
    if (!list->failure.is_before)
        return;
    explain_repetition(session, list);
    requests_ask_profile(session, list);
    await(fetch);
}

static void load_rest(struct fetch *fetch, struct list *list) {
    struct session *session = &fetch->outfit.session;
    bool was_told = list->failure.is_before;
    if (was_told)
        explain_repetition(session, list);
    struct load_offer offer = load_offer(session, list);
    load_begin(session, list,
               offer.quote.is_known ? offer.limit.budget
                                    : purse_left(&session->purse, PURSE_SESSION));
    await(fetch);
    /* The same of a first page, which only the store knows of. */
    if (list->failure.is_before && !list->page_count && !was_told && !fetch->signal)
        load_rest(fetch, list);
}

static bool fetch_list(struct fetch *fetch, const char *name, struct err *err) {
    struct session *session = &fetch->outfit.session;
    int64_t before = session->purse.spent[PURSE_SESSION];
    session_hush(session);
    if (!navigate_visit(session, name, err))
        return false;
    begin(fetch);
    struct list *list = session->trail.current->list;
    bool is_refused = list->failure.brief && !list->failure.is_before;
    bool goes_on = !fetch->signal && !is_refused && list_can_go_on(list) && !is_whole(list);
    bool is_priced = !goes_on || check_price(fetch, list);
    if (goes_on && is_priced)
        load_rest(fetch, list);
    end_progress();
    if (!is_whole(list) && is_priced)
        explain(list);
    fetch->is_incomplete = fetch->is_incomplete || !is_whole(list);
    return print_list(list, session->purse.spent[PURSE_SESSION] - before, err);
}

static bool check_options(struct fetch *fetch, int argc, struct err *err) {
    struct options *options = &fetch->outfit.options;
    if (options->is_offline)
        return err_set(err, ERR_USAGE, "--offline fetches nothing");
    if (options->is_demo)
        return err_set(err, ERR_USAGE,
                       "--demo is for the browser; run followtrail sandbox instead");
    if (options->first_account >= argc)
        return err_set(err, ERR_USAGE, "no account was named; see followtrail fetch --help");
    return true;
}

static bool fetch_all(struct fetch *fetch, int argc, char **argv, struct err *err) {
    if (!check_options(fetch, argc, err) || !outfit_prepare(&fetch->outfit, argc, argv, err) ||
        !outfit_open(&fetch->outfit, err))
        return false;
    for (int i = fetch->outfit.options.first_account; i < argc && !fetch->signal; i++)
        if (!fetch_list(fetch, argv[i], err))
            return false;
    return true;
}

int fetch_command(int argc, char **argv) {
    struct fetch fetch = {.signal = 0};
    struct err err = {0};
    bool is_parsed = options_parse(argc, argv, &fetch.outfit.options, &err);
    if (is_parsed && fetch.outfit.options.wants_help) {
        print_help();
        options_fini(&fetch.outfit.options);
        return fflush(stdout) ? EX_IOERR : EX_OK;
    }
    bool is_done = is_parsed && fetch_all(&fetch, argc, argv, &err);
    bool is_kept = outfit_close(&fetch.outfit);
    if (!is_done)
        return complaint_print("followtrail fetch", &err);
    if (fetch.signal)
        return 128 + fetch.signal;
    return fetch.is_incomplete || !is_kept ? EX_TEMPFAIL : EX_OK;
}
