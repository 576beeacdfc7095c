/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_command.h"

#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/outfit.h"
#include "session/load.h"
#include "session/navigate.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum { WORDS_MAX = 8192, LINE_COLS = 79 };

struct fetch {
    struct outfit outfit;
    bool has_cap; /* the user said how much it may cost */
    int signal;   /* that asked to stop; 0 */
    bool is_leaving, is_incomplete;
};

static void print_help(void) {
    fputs(
        "usage: followtrail fetch [OPTION…] ACCOUNT…\n\n"
        "Fetches the accounts' following lists into the store, each from where it was left to its "
        "end. What is\n"
        "there already costs nothing. A list above the threshold needs --cap, which is the most "
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

/* Over itself, where a person looks on. */
static void show_progress(const struct fetch *fetch) {
    const struct place *place = fetch->outfit.session.trail.current;
    char count[FIGURE_MAX], spent[FIGURE_MAX];
    struct buf line, safe;
    if (!place || !isatty(STDERR_FILENO))
        return;
    buf_init(&line, WORDS_MAX);
    buf_init(&safe, (size_t)WORDS_MAX * TEXT_PIECE_MAX);
    buf_format(&line, "%.40s: %s rows, %s credits in this session", place->list->label,
               figure_grouped((int64_t)place->list->count, count),
               figure_grouped(fetch->outfit.session.purse.spent[PURSE_SESSION], spent));
    text_reveal(&safe, buf_text(&line), line.len);
    fprintf(stderr, "\r%-*.*s", LINE_COLS, LINE_COLS, buf_text(&safe));
    buf_fini(&line);
    buf_fini(&safe);
}

static void end_progress(void) {
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%*s\r", LINE_COLS, "");
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
static bool check_price(const struct fetch *fetch, const struct list *list, struct err *err) {
    const struct session *session = &fetch->outfit.session;
    struct load_offer offer = load_offer(session, list);
    char about[FIGURE_MAX];
    if (fetch->has_cap)
        return true;
    if (!offer.quote.is_known)
        return err_set(err, ERR_LIMIT,
                       "how long the list of %s is is not known: say with --cap N what it may cost",
                       list->label);
    return offer.quote.worst <= session->config.threshold ||
           err_set(err, ERR_LIMIT,
                   "the rest of %s's list costs about %s credits, %lld at most: say --cap %lld",
                   list->label, figure_grouped(offer.quote.credits, about),
                   (long long)offer.quote.worst,
                   (long long)(offer.quote.worst + session->purse.used[PURSE_SESSION]));
}

static void print_list(const struct list *list, int64_t credits) {
    struct buf words, safe;
    buf_init(&words, WORDS_MAX);
    buf_init(&safe, (size_t)WORDS_MAX * TEXT_PIECE_MAX);
    text_reveal(&safe, list->label, strlen(list->label));
    buf_format(&words, "\t%zu\t", list->count);
    if (list_reported(list) >= 0)
        buf_format(&words, "%lld", (long long)list_reported(list));
    else
        buf_text_put(&words, "-");
    buf_format(&words, "\t%lld\t", (long long)credits);
    list_describe(list, &words);
    printf("%s%s\n", buf_text(&safe), buf_text(&words));
    fflush(stdout);
    buf_fini(&words);
    buf_fini(&safe);
}

static void complain_of(const struct list *list) {
    struct err err;
    if (!list->failure.text)
        return;
    err_set(&err, ERR_NET, "%s: %.*s", list->label, (int)list->failure.what_len,
            list->failure.text);
    complaint_print("followtrail fetch", &err);
}

static bool is_whole(const struct list *list) {
    enum list_state state = list_state(list);
    return state == LIST_COMPLETE || state == LIST_EMPTY ||
           (state == LIST_NEW && list_reported(list) == 0);
}

static bool fetch_list(struct fetch *fetch, const char *name, struct err *err) {
    struct session *session = &fetch->outfit.session;
    int64_t before = session->purse.spent[PURSE_SESSION];
    if (!navigate_open(session, name, err))
        return false;
    await(fetch);
    struct list *list = session->trail.current->list;
    bool goes_on =
        !fetch->signal && !list->failure.brief && list_can_go_on(list) && !is_whole(list);
    if (goes_on && !check_price(fetch, list, err))
        return false;
    if (goes_on) {
        struct load_offer offer = load_offer(session, list);
        load_begin(session, list,
                   offer.quote.is_known ? offer.budget
                                        : purse_left(&session->purse, PURSE_SESSION));
        await(fetch);
    }
    end_progress();
    fetch->is_incomplete = fetch->is_incomplete || !is_whole(list);
    complain_of(list);
    print_list(list, session->purse.spent[PURSE_SESSION] - before);
    return true;
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
    fetch->has_cap = options->caps.most[PURSE_SESSION] != PURSE_UNKNOWN;
    options->page_size = options->load_page;
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
    outfit_close(&fetch.outfit);
    if (!is_done)
        return complaint_print("followtrail fetch", &err);
    if (fetch.signal)
        return 128 + fetch.signal;
    return fetch.is_incomplete ? EX_TEMPFAIL : EX_OK;
}
