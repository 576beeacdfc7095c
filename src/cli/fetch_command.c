/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fetch_command.h"

#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/fetch_order.h"
#include "cli/fetch_progress.h"
#include "cli/fetch_words.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/runtime.h"
#include "cli/shell.h"
#include "session/drive.h"
#include "session/load.h"
#include "session/requests.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>

enum { WORDS_MAX = 8192 };

struct fetch {
    struct runtime runtime;
    struct fetch_order order;
    int signal; /* that asked to stop; 0: none */
    bool is_leaving;
    char *remark; /* the last one about a bill; NULL: none */
};

static const struct shell_help help = {
    .usage = "fetch [OPTION...] ACCOUNT...",
    .about = "Fetches the accounts' following lists into the store, each from where it stopped\n"
             "to its end, several at a time. What is stored costs nothing. A page whose answer\n"
             "was lost earlier is requested again and may be paid twice. A list above the\n"
             "threshold needs --cap, the most that this call may spend: the first lists come\n"
             "first, and it stops there. With --refetch each list starts again as a new\n"
             "snapshot; a later call without --refetch continues that one. ACCOUNT may be a\n"
             "handle without its @ unless it resembles a command or an option. The options are\n"
             "those of followtrail --help.\n\n"
             "Prints one line per account, in the order given, separated by tabs: name, rows,\n"
             "rows by the account's own count (or -), credits, state. Ctrl-C stops after the\n"
             "answers under way, a second Ctrl-C stops now; the next call continues.\n\n"
             "Exit status: 0 all lists complete; 75 one is not, see stderr; others as in\n"
             "followtrail --help.\n"};

/* The first signal stops the loads and waits for paid answers; the second does not wait. */
static void take_signal(struct fetch *fetch, int number) {
    if (number == SIGWINCH || number == SIGCONT)
        return;
    if (number == SIGTSTP) {
        worker_stop_process(fetch->runtime.worker);
        return;
    }
    fetch->is_leaving = fetch->signal != 0 || number == SIGHUP;
    fetch->signal = number;
    drive_stop(&fetch->runtime.session);
}

static void take_event(struct fetch *fetch, struct event *event) {
    struct session *session = &fetch->runtime.session;
    if (event->kind == EVENT_SIGNAL) {
        take_signal(fetch, event->signal);
        event_free(event);
        return;
    }
    uint64_t waiting = event->kind == EVENT_RETRY ? event->job : 0;
    if (event->answer)
        progress_tell_remark("followtrail fetch", event->answer->remark, &fetch->remark);
    load_apply(session, event);
    if (waiting)
        fetch_progress_tell_wait(&fetch->order.progress, waiting);
}

static void await(struct fetch *fetch) {
    struct runtime *runtime = &fetch->runtime;
    while (!fetch->is_leaving && drive_runs(&runtime->session)) {
        struct pollfd fd = {.fd = mailbox_fd(runtime->mailbox), .events = POLLIN};
        struct event *event;
        poll(&fd, 1, fetch_progress_next_ms(&fetch->order.progress));
        while ((event = mailbox_take(runtime->mailbox)))
            take_event(fetch, event);
        drive_go_on(&runtime->session);
        fetch_progress_show(&fetch->order.progress);
    }
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
    if (summary_is_whole(&fetch->order.summary))
        return "";
    return requests_has_limit(&fetch->runtime.session, &limit) && limit.is_balance
               ? " Add credits to the workspace and run it again to continue."
               : " Run it again to continue.";
}

/* The result for all lists, if there are several. */
static void summarize(const struct fetch *fetch) {
    char spent[FIGURE_MAX];
    struct buf text;
    if (fetch->order.summary.lists < 2)
        return;
    buf_init(&text, WORDS_MAX);
    summary_put(&fetch->order.summary, &text);
    buf_format(&text, ". %s spent.%s",
               figure_credits(fetch->runtime.session.purse.spent[PURSE_SESSION], spent),
               how_to_go_on(fetch));
    complaint_write("followtrail fetch", buf_text(&text));
    buf_fini(&text);
}

static bool fetch_all(struct fetch *fetch, int argc, char **argv, struct err *err) {
    struct runtime *runtime = &fetch->runtime;
    runtime->options.takes_bare_names = true;
    if (!check_options(fetch, argc, err) || !runtime_prepare(runtime, argc, argv, err) ||
        !runtime_open(runtime, err))
        return false;
    int first = runtime->options.first_account;
    fetch_order_begin(&fetch->order, runtime, runtime->words + first, (size_t)(argc - first));
    await(fetch);
    fetch_order_end(&fetch->order);
    progress_end();
    *err = fetch->order.err;
    if (!err->kind)
        summarize(fetch);
    return !err->kind;
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
    bool is_incomplete = fetch.order.is_incomplete;
    free(fetch.remark);
    fetch_order_fini(&fetch.order);
    bool is_kept = runtime_close(&fetch.runtime);
    if (!is_done)
        return complaint_print("followtrail fetch", &err);
    if (fetch.signal)
        return 128 + fetch.signal;
    return is_incomplete || !is_kept ? EX_TEMPFAIL : EX_OK;
}
