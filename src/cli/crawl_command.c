/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/crawl_command.h"

#include "base/figure.h"
#include "base/text.h"
#include "cli/complaint.h"
#include "cli/crawl_words.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/runtime.h"
#include "cli/shell.h"
#include "session/crawl.h"
#include "session/crawl_plan.h"
#include "session/load.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define WHO "followtrail crawl"

enum { WORDS_MAX = 65536, STEPS_AT_A_TIME = 100 };

struct crawling {
    struct runtime runtime;
    struct crawl_words words;
    int signal;                    /* that asked to stop; 0: none */
    bool is_leaving, is_elsewhere; /* is_elsewhere: another program runs the crawl */
    int64_t printed;               /* steps */
    int64_t rest, rest_ms; /* the step that an earlier run left partial, and when; 0: none */
    uint64_t version;      /* of what is printed */
    char *remark;          /* the last one about a bill; NULL: none */
};

static const struct shell_help help = {
    .usage = "crawl [OPTION...] --budget N [ACCOUNT...]\n"
             "crawl [OPTION...] --continue [N]",
    .about =
        "Loads following lists by a rule: first those of the accounts (the seeds), then, again\n"
        "and again, the first of the frontier in the order whose price fits, to its end. It\n"
        "never costs more than the budget. Without seeds it begins with the lists of the store.\n"
        "What is stored costs nothing. The options are these and those of followtrail --help.\n\n"
        "Prints on stderr what it may cost and whom it would load first; then a line a step,\n"
        "separated by tabs: number, account, lists with it, price, credits, accounts listed, new\n"
        "accounts, depth, outcome (complete, short, hidden, gone, failed, partial, skipped).\n"
        "Ctrl-C stops after the answer under way, a second Ctrl-C stops now; --continue goes on,\n"
        "also after a crash. A page whose answer was lost is requested again and may be paid\n"
        "twice; the budget counts both.\n\n"
        "Exit status: 0 it ended by its rule; 75 failures, the balance or a cap ended it; others\n"
        "as in followtrail --help.\n"};

static void take_signal(struct crawling *crawling, int number) {
    if (number == SIGWINCH || number == SIGCONT)
        return;
    if (number == SIGTSTP) {
        worker_stop_process(crawling->runtime.worker);
        return;
    }
    crawling->is_leaving = crawling->signal != 0 || number == SIGHUP;
    crawling->signal = number;
    (void)crawl_stop(&crawling->runtime.session);
}

static void put_number(struct buf *out, int64_t number) {
    if (number == ACCOUNT_UNKNOWN)
        buf_text_put(out, "\t-");
    else
        buf_format(out, "\t%lld", (long long)number);
}

static void print_step(const struct crawl_step *step) {
    struct buf line;
    buf_init(&line, WORDS_MAX);
    buf_format(&line, "%lld\t", (long long)step->n);
    if (step->handle) {
        buf_text_put(&line, "@");
        text_reveal(&line, step->handle, strlen(step->handle));
    } else {
        text_reveal(&line, step->account, strlen(step->account));
    }
    const int64_t numbers[] = {step->in_lists, step->price, step->credits,
                               step->listed,   step->fresh, step->depth};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(&line, numbers[i]);
    printf("%s\t%s\n", buf_text(&line), crawl_outcome_name(step->outcome));
    buf_fini(&line);
}

/* What goes on counts from when it has ended in this run. */
static bool is_open_still(const struct crawling *crawling, const struct crawl_step *step) {
    return step->outcome == CRAWL_UNDER_WAY ||
           (step->n == crawling->rest && step->ended_ms == crawling->rest_ms);
}

/* Those that have ended since, in order. A step that goes on is printed when that has ended. */
static bool print_steps(struct crawling *crawling, struct err *err) {
    const struct session *session = &crawling->runtime.session;
    const struct crawl_status *status = crawl_status(session);
    size_t count = STEPS_AT_A_TIME;
    bool is_read = true, is_open = false;
    if (!status->number || status->version == crawling->version)
        return true;
    crawling->version = status->version;
    progress_end();
    while (is_read && count == STEPS_AT_A_TIME && !is_open) {
        struct crawl_step *steps;
        struct arena arena;
        arena_init(&arena);
        is_read = crawl_log_steps(session->store, status->number, crawling->printed + 1,
                                  STEPS_AT_A_TIME, &arena, &steps, &count, err);
        for (size_t i = 0; is_read && i < count && !is_open; i++) {
            is_open = is_open_still(crawling, &steps[i]);
            if (is_open)
                continue;
            print_step(&steps[i]);
            crawling->printed = steps[i].n;
        }
        arena_fini(&arena);
    }
    return is_read && output_finish(err);
}

/* What an earlier run of the crawl has printed is not printed again. */
static bool pass_old_steps(struct crawling *crawling, int64_t crawl, struct err *err) {
    size_t count = STEPS_AT_A_TIME;
    bool is_read = true;
    while (is_read && count == STEPS_AT_A_TIME) {
        struct crawl_step *steps;
        struct arena arena;
        arena_init(&arena);
        is_read = crawl_log_steps(crawling->runtime.reader, crawl, crawling->printed + 1,
                                  STEPS_AT_A_TIME, &arena, &steps, &count, err);
        for (size_t i = 0; is_read && i < count; i++) {
            if (steps[i].outcome == CRAWL_PARTIAL) {
                crawling->rest = steps[i].n;
                crawling->rest_ms = steps[i].ended_ms;
            } else if (steps[i].outcome != CRAWL_UNDER_WAY) {
                crawling->printed = steps[i].n;
            }
        }
        arena_fini(&arena);
    }
    return is_read;
}

static void show_progress(const struct crawling *crawling) {
    const struct crawl_status *status = crawl_status(&crawling->runtime.session);
    char spent[FIGURE_MAX], budget[FIGURE_MAX];
    struct buf line;
    if (!progress_is_live() || !status->is_running)
        return;
    buf_init(&line, WORDS_MAX);
    progress_put_bar(&line, status->spent + status->maybe, status->budget);
    buf_format(&line, "%s of %s, step %lld", figure_grouped(status->spent, spent),
               figure_credits(status->budget, budget), (long long)status->steps);
    if (status->list) {
        buf_format(&line, ": %.40s ", status->list->label);
        list_describe(status->list, &line);
    }
    progress_show(buf_text(&line));
    buf_fini(&line);
}

static void take_events(struct crawling *crawling) {
    struct runtime *runtime = &crawling->runtime;
    struct event *event;
    while ((event = mailbox_take(runtime->mailbox))) {
        if (event->kind == EVENT_SIGNAL) {
            take_signal(crawling, event->signal);
            event_free(event);
            continue;
        }
        if (event->answer)
            progress_tell_remark(WHO, event->answer->remark, &crawling->remark);
        load_apply(&runtime->session, event);
    }
}

static bool await_end(struct crawling *crawling, struct err *err) {
    struct runtime *runtime = &crawling->runtime;
    const struct crawl_status *status = crawl_status(&runtime->session);
    while (!crawling->is_leaving && status->is_running) {
        struct pollfd fd = {.fd = mailbox_fd(runtime->mailbox), .events = POLLIN};
        bool has_work = !crawl_go_on(&runtime->session);
        poll(&fd, 1, has_work ? 0 : -1);
        take_events(crawling);
        if (!print_steps(crawling, err))
            return false;
        show_progress(crawling);
    }
    progress_end();
    return true;
}

/* Why it ended, and how it goes on. */
static const char *reason_of(const struct crawl_status *status) {
    static const char *const reasons[CRAWL_ENDS] = {
        [CRAWL_RUNNING] = "The program ended before the crawl did.",
        [CRAWL_BUDGET] = "The budget is used up, or the next list does not fit in it.",
        [CRAWL_NOTHING_FITS] = "No list is left that fits the budget.",
        [CRAWL_LISTS] = "It has loaded as many lists as --lists allows.",
        [CRAWL_DEPTH] = "The accounts left are further from the seeds than --depth allows.",
        [CRAWL_FAILURES] = "Requests failed.",
        [CRAWL_BALANCE] = "The balance ran out.",
        [CRAWL_CAP] = "A cap is reached.",
        [CRAWL_STOPPED] = "It was stopped."};
    if (status->end == CRAWL_NOTHING_FITS && !status->frontier)
        return "Nobody is left in the frontier.";
    return reasons[status->end];
}

static const char *next_of(const struct crawl_status *status) {
    static const char *const steps[CRAWL_ENDS] = {
        [CRAWL_RUNNING] = "followtrail crawl --continue goes on.",
        [CRAWL_BUDGET] = "followtrail crawl --continue N goes on for N more credits.",
        [CRAWL_NOTHING_FITS] = "followtrail crawl --continue N goes on for N more credits.",
        [CRAWL_LISTS] = "Another crawl can go further.",
        [CRAWL_DEPTH] = "Another crawl can go further.",
        [CRAWL_FAILURES] = "followtrail ledger shows why; followtrail crawl --continue goes on.",
        [CRAWL_BALANCE] = "Add credits to the workspace; then followtrail crawl --continue goes "
                          "on.",
        [CRAWL_CAP] = "followtrail crawl --continue with a higher --cap, --day-cap or --store-cap "
                      "goes on.",
        [CRAWL_STOPPED] = "followtrail crawl --continue goes on."};
    if (status->end == CRAWL_NOTHING_FITS && !status->frontier)
        return "Another crawl can go further.";
    return steps[status->end];
}

static void put_outcomes(const struct crawl_record *record, struct buf *out) {
    bool is_first = true;
    buf_text_put(out, "Lists: ");
    for (int i = CRAWL_UNDER_WAY; i < CRAWL_OUTCOMES; i++) {
        if (!record->outcomes[i])
            continue;
        buf_format(out, "%s%lld %s", is_first ? "" : ", ", (long long)record->outcomes[i],
                   i == CRAWL_UNDER_WAY ? "not ended" : crawl_outcome_name((enum crawl_outcome)i));
        is_first = false;
    }
    buf_text_put(out, is_first ? "none.\n" : ".\n");
}

/* Of a frame: how many of its members were drawn, and what came of them. */
static void put_frame(const struct crawl_record *record, struct buf *out) {
    const int64_t *outcomes = record->outcomes;
    int64_t drawn = 0, obtained = outcomes[CRAWL_COMPLETE] + outcomes[CRAWL_SHORT];
    int64_t refused = outcomes[CRAWL_HIDDEN] + outcomes[CRAWL_GONE] + outcomes[CRAWL_FAILED];
    if (!record->order.frame)
        return;
    for (int i = CRAWL_UNDER_WAY; i < CRAWL_OUTCOMES; i++)
        drawn += outcomes[i];
    buf_format(out, "Of the frame: %lld drawn, %lld obtained, %lld refused.\n", (long long)drawn,
               (long long)obtained, (long long)refused);
}

/* A seed that nobody is known by: nobody has that handle, or its profile did not come. */
static void put_missing_seeds(struct store *store, const struct crawl_record *record,
                              struct buf *out) {
    const char *at = record->order.seeds;
    while (*at) {
        size_t len = strcspn(at, " ");
        if (!crawl_words_knows(store, at, len))
            buf_format(out, "The seed %.*s was not found.\n", (int)len, at);
        at += len + (at[len] == ' ');
    }
}

static void put_summary(struct store *store, const struct crawl_status *status,
                        const struct crawl_record *record, struct buf *out) {
    char spent[FIGURE_MAX], maybe[FIGURE_MAX], budget[FIGURE_MAX];
    buf_format(out, "Crawl %lld: %s of %s spent", (long long)status->number,
               figure_grouped(record->charged, spent),
               figure_credits(record->order.budget, budget));
    if (record->maybe)
        buf_format(out, "; up to %s more may have been charged",
                   figure_grouped(record->maybe, maybe));
    buf_text_put(out, ". ");
    put_outcomes(record, out);
    put_frame(record, out);
    if (status->has_seeded)
        put_missing_seeds(store, record, out);
    buf_text_put(out, reason_of(status));
    if (status->end == CRAWL_FAILURES && status->failure)
        buf_format(out, " Last, %s", status->failure);
    buf_format(out, " %s\n", next_of(status));
}

/* The first line says who speaks. */
static void print_lines(const struct buf *text) {
    struct buf safe;
    buf_init(&safe, SIZE_MAX);
    for (const char *at = buf_text(text); *at;) {
        size_t len = strcspn(at, "\n");
        buf_clear(&safe);
        text_reveal(&safe, at, len);
        fprintf(stderr, "%s%s\n", at == buf_text(text) ? WHO ": " : "  ", buf_text(&safe));
        at += len + (at[len] == '\n');
    }
    buf_fini(&safe);
}

static bool summarize(const struct crawling *crawling, struct err *err) {
    const struct session *session = &crawling->runtime.session;
    const struct crawl_status *status = crawl_status(session);
    struct crawl_record record;
    struct arena arena;
    struct buf text;
    if (!status->number)
        return true;
    arena_init(&arena);
    buf_init(&text, SIZE_MAX);
    bool is_read = crawl_log_read(session->store, status->number, &arena, &record, err);
    if (is_read)
        put_summary(session->store, status, &record, &text);
    print_lines(&text);
    buf_fini(&text);
    arena_fini(&arena);
    return is_read;
}

static bool tell_plan(struct crawling *crawling, int64_t *crawl, struct err *err) {
    struct crawl_plan plan;
    struct buf text;
    const struct crawl_words *words = &crawling->words;
    buf_init(&text, SIZE_MAX);
    bool is_made =
        crawl_plan_make(&plan, &crawling->runtime.session,
                        words->is_continued ? NULL : &words->order, *crawl, words->more, err);
    if (is_made) {
        crawl_plan_put(&plan, &text);
        print_lines(&text);
        *crawl = plan.crawl;
    }
    crawl_plan_fini(&plan);
    buf_fini(&text);
    return is_made;
}

/* A dry run makes no store. */
static bool has_store(const struct crawling *crawling, struct err *err) {
    struct store_choice choice = {0};
    bool has = !store_choice_make(&crawling->runtime.options, &choice, err) || !choice.path ||
               !access(choice.path, F_OK) || errno != ENOENT;
    store_choice_fini(&choice);
    return has;
}

static bool tell_first_plan(const struct crawling *crawling) {
    struct crawl_plan plan;
    struct buf text;
    buf_init(&text, SIZE_MAX);
    crawl_plan_make_first(&plan, &crawling->words.order);
    crawl_plan_put(&plan, &text);
    print_lines(&text);
    crawl_plan_fini(&plan);
    buf_fini(&text);
    return true;
}

static bool run(struct crawling *crawling, struct err *err) {
    struct session *session = &crawling->runtime.session;
    struct crawl_words *words = &crawling->words;
    int64_t crawl = 0;
    if (!words->is_continued && !crawl_words_resolve(words, session->store, err))
        return false;
    if (!tell_plan(crawling, &crawl, err))
        return false;
    if (words->is_dry)
        return true;
    if (words->is_continued && !pass_old_steps(crawling, crawl, err))
        return false;
    bool is_begun = words->is_continued ? crawl_continue(session, crawl, words->more, err)
                                        : crawl_begin(session, &words->order, err);
    if (!is_begun || !await_end(crawling, err) || !summarize(crawling, err))
        return false;
    const struct crawl_status *status = crawl_status(session);
    crawling->is_elsewhere = !status->number && status->trouble_kind == ERR_LIMIT;
    return !status->trouble || err_set(err, status->trouble_kind, "%s", status->trouble);
}

static bool open_and_run(struct crawling *crawling, int argc, char **argv, struct err *err) {
    struct options *options = &crawling->runtime.options;
    int first = options->first_account;
    if (options->is_offline && !crawling->words.is_dry)
        return err_set(err, ERR_USAGE, "--offline crawls nothing; --dry-run needs no connection");
    if (options->is_refetch)
        return err_set(err, ERR_USAGE, "--refetch is for followtrail fetch");
    if (!crawl_words_take(&crawling->words, argc - first, argv + first, err))
        return false;
    options->takes_bare_names = true;
    options->is_offline = options->may_lack_store = crawling->words.is_dry;
    /* The number after --continue is no account. */
    int count = crawling->words.is_continued ? first : argc;
    if (crawling->words.is_dry && !crawling->words.is_continued && !has_store(crawling, err))
        return tell_first_plan(crawling);
    return runtime_prepare(&crawling->runtime, count, argv, err) &&
           runtime_open(&crawling->runtime, err) && run(crawling, err);
}

static int print_about(bool wants_help) {
    size_t count;
    struct shell_help about = help;
    struct err err;
    about.rows = crawl_words_rows(&count);
    about.row_count = count;
    if (wants_help)
        shell_help_print(stdout, &about);
    else
        puts(PACKAGE_STRING);
    return output_finish(&err) ? EX_OK : complaint_print(WHO, &err);
}

static int status_of(const struct crawling *crawling, bool is_kept, enum crawl_end end) {
    if (crawling->signal)
        return 128 + crawling->signal;
    bool is_short = end == CRAWL_FAILURES || end == CRAWL_BALANCE || end == CRAWL_CAP ||
                    (end == CRAWL_STOPPED && !crawling->words.is_dry);
    return is_short || !is_kept ? EX_TEMPFAIL : EX_OK;
}

int crawl_command(int argc, char **argv) {
    struct crawling crawling = {.signal = 0};
    struct options *options = &crawling.runtime.options;
    struct err err = {0};
    size_t count;
    const struct option_row *rows = crawl_words_rows(&count);
    crawl_words_init(&crawling.words);
    bool is_parsed = options_parse_more(argc, argv, rows, count, &crawling.words, options, &err);
    if (is_parsed && (options->wants_help || options->wants_version)) {
        bool wants_help = options->wants_help;
        crawl_words_fini(&crawling.words);
        options_fini(options);
        return print_about(wants_help);
    }
    bool is_done = is_parsed && open_and_run(&crawling, argc, argv, &err);
    const struct crawl_status *status =
        crawling.runtime.has_session ? crawl_status(&crawling.runtime.session) : NULL;
    enum crawl_end end = status ? status->end : CRAWL_RUNNING;
    free(crawling.remark);
    bool is_kept = runtime_close(&crawling.runtime);
    crawl_words_fini(&crawling.words);
    if (is_done)
        return status_of(&crawling, is_kept, end);
    int status_code = complaint_print(WHO, &err);
    return crawling.is_elsewhere ? EX_TEMPFAIL : status_code;
}
