/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/key.h"
#include "command/crawling.h"
#include "command/ending.h"
#include "command/exporting.h"
#include "plain/plain_input.h"
#include "plain/plain_line.h"
#include "session/counting.h"
#include "session/drive.h"
#include "session/load.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source_frontier.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { MS = 1000, PATIENCE_MS = 1000, PROGRESS_MS = 5000, SCRIPT_MS = 30000, WORDS_MAX = 4096 };

struct loop {
    struct plain plain;
    struct plain_input input;
    struct plain_out
        news; /* what happened while waiting for a line: printed before the next prompt */
    const struct plain_config *config;
    struct session *session;
    bool is_terminal; /* the input */
    bool is_let_go;   /* Ctrl-C twice: requests go on after the prompt */
    bool was_interrupted, has_hung_up;
    int fatal_signal;
    bool is_counted;     /* since something last happened */
    int64_t progress_ms; /* when to say what it waits for */
};

static bool is_over(const struct loop *loop) {
    return loop->plain.front.is_leaving || loop->fatal_signal || loop->has_hung_up ||
           loop->plain.out.failure || loop->input.failure;
}

static void take_signal(struct loop *loop, int number) {
    switch (number) {
    case SIGWINCH:
    case SIGCONT:
        break;
    case SIGTSTP:
        loop->plain.front.wants_suspend = true;
        break;
    case SIGINT:
        loop->was_interrupted = true;
        if (loop->is_terminal)
            break;
        /* fall through */
    default:
        loop->fatal_signal = number;
    }
}

/* In a script, each step; a person hears of them before the next line (plain/plain_tell). */
static void tell_crawl(struct loop *loop, struct plain_out *out) {
    if (loop->plain.front.is_script)
        plain_tell_steps(&loop->plain.tell, out, loop->session);
    crawling_look(loop->session, false);
}

/* Messages caused by an event go to `out`. */
static void take_events(struct loop *loop, struct plain_out *out) {
    struct event *event;
    while ((event = mailbox_take(loop->config->mailbox))) {
        if (event->kind == EVENT_SIGNAL) {
            take_signal(loop, event->signal);
            event_free(event);
            continue;
        }
        if (event->kind == EVENT_CHORE) {
            exporting_look(&loop->plain.front.exporting, loop->session);
            event_free(event);
        } else {
            load_apply(loop->session, event);
            tell_crawl(loop, out);
        }
        plain_tell_message(out, loop->session);
    }
    if (ending_is_due(loop->session))
        loop->plain.front.is_leaving = true;
}

/* When asked to end, writes only what is accepted immediately: nobody may be reading any more. */
static void flush(struct loop *loop) {
    struct plain_out *out = &loop->plain.out;
    int wake_fd = mailbox_fd(loop->config->mailbox);
    bool is_told_to_end = loop->fatal_signal || loop->has_hung_up;
    while (!plain_out_flush(out, wake_fd, is_told_to_end ? 0 : -1) && !out->failure &&
           !is_told_to_end) {
        take_events(loop, &loop->news);
        is_told_to_end = loop->fatal_signal;
    }
}

static void suspend(struct loop *loop) {
    loop->plain.front.wants_suspend = false;
    if (!loop->is_terminal)
        return;
    flush(loop);
    worker_stop_process(loop->session->worker);
}

/* Waits for an event, at most that long (-1: for ever). A terminal that is gone is noticed here
 * too; for a pipe a hang-up only means the end of the data it still holds. */
static void wait_for_event(struct loop *loop, int timeout_ms) {
    struct pollfd fds[] = {{.fd = mailbox_fd(loop->config->mailbox), .events = POLLIN},
                           {.fd = loop->is_terminal ? loop->config->in_fd : -1}};
    if (poll(fds, 2, timeout_ms) < 0)
        return;
    if (fds[1].revents)
        loop->has_hung_up = true;
    if (fds[0].revents)
        take_events(loop, &loop->plain.out);
}

static bool is_awaiting(const struct loop *loop) {
    const struct session *session = loop->session;
    const struct place *place = session->trail.current;
    if (session->is_finishing || !loop->is_terminal)
        return !session_is_idle(session);
    return place && place->list->job && !loop->is_let_go && !session_load_of(session, place->list);
}

static void tell_wait(struct loop *loop, const struct session_request *request) {
    struct plain_out *out = &loop->plain.out;
    int64_t left_ms = request->retry_at_ms - clock_monotonic_ms();
    char duration[FIGURE_MAX];
    if (request->retry_at_ms)
        plain_out_line(out, "%s: retrying in %s; Ctrl-C stops.", answer_brief(request->reason),
                       figure_duration(left_ms > 0 ? (left_ms + MS - 1) / MS : 0, duration));
    else if (request->is_elsewhere)
        plain_out_line(out, "Another program is asking for it …");
    else if (request->kind == JOB_PROFILE)
        plain_out_line(out, "Waiting for the profile of %s …", request->list->label);
    else
        plain_out_line(out, "Waiting for page %zu of %s …", request->list->page_count + 1,
                       request->list->label);
}

/* Says now and then that it goes on: at a terminal, and of several lists to scripts, too. */
static int tell_progress(struct loop *loop) {
    const struct place *place = loop->session->trail.current;
    const struct session_request *request =
        place ? session_request_of(loop->session, place->list) : NULL;
    int64_t now_ms = clock_monotonic_ms();
    bool is_of_several = drive_is_of_several(loop->session);
    if (!is_of_several && (!loop->plain.out.is_terminal || !loop->is_terminal || !request))
        return -1;
    if (now_ms >= loop->progress_ms) {
        if (is_of_several)
            plain_tell_progress(&loop->plain.out, loop->session);
        else
            tell_wait(loop, request);
        loop->progress_ms = now_ms + (loop->is_terminal ? PROGRESS_MS : SCRIPT_MS);
    }
    return (int)(loop->progress_ms - now_ms);
}

/* The first Ctrl-C is Escape; the second returns to the prompt, whatever is under way. */
static void interrupt_wait(struct loop *loop, bool is_first) {
    loop->was_interrupted = false;
    loop->plain.front.is_leaving = loop->session->is_finishing;
    loop->is_let_go = !is_first;
    if (is_first && !loop->session->is_finishing)
        front_run(&loop->plain.front, COMMAND_ESCAPE, "");
    plain_tell_message(&loop->plain.out, loop->session);
}

static void await(struct loop *loop) {
    bool is_first = true;
    loop->is_let_go = false;
    if (loop->session->is_finishing && is_awaiting(loop))
        plain_out_line(&loop->plain.out, "Waiting for a paid answer. Ctrl-C leaves now.");
    if (is_awaiting(loop))
        plain_tell_first(&loop->plain.tell, &loop->plain.out, loop->session);
    loop->progress_ms = clock_monotonic_ms() + (loop->is_terminal ? PATIENCE_MS : SCRIPT_MS);
    while (is_awaiting(loop) && !is_over(loop)) {
        int timeout_ms = tell_progress(loop);
        timeout_ms = crawl_go_on(loop->session) ? timeout_ms : 0;
        flush(loop);
        if (is_over(loop))
            return;
        wait_for_event(loop, timeout_ms);
        if (loop->plain.front.wants_suspend)
            suspend(loop);
        if (loop->was_interrupted && !loop->fatal_signal) {
            interrupt_wait(loop, is_first);
            is_first = false;
        }
    }
}

/* A line typed before a price was shown must not pay it. A script is trusted. */
static void take_as_seen(struct loop *loop) {
    struct pollfd in = {.fd = loop->config->in_fd, .events = POLLIN};
    bool is_waiting = loop->input.at < loop->input.len || poll(&in, 1, 0) > 0;
    if (!loop->is_terminal || !is_waiting) {
        plain_front_see(&loop->plain);
        return;
    }
    enum prompt_question question = loop->plain.front.prompt.question;
    if (question != PROMPT_CONFIRM && question != PROMPT_AMOUNT)
        return;
    (void)front_prompt_key(&loop->plain.front, KEY_CODE_ESCAPE);
    plain_out_line(&loop->plain.out, "Input typed before the price was shown was ignored.");
}

/* What happened meanwhile, then the question. */
static void prompt(struct loop *loop) {
    struct plain_out *out = &loop->plain.out;
    struct buf words;
    take_as_seen(loop);
    buf_text_put(&out->text, buf_text(&loop->news.text));
    buf_clear(&loop->news.text);
    buf_init(&words, WORDS_MAX);
    plain_line_put_prompt(&loop->plain, &words);
    plain_out_prompt(out, buf_text(&words));
    buf_fini(&words);
    flush(loop);
}

/* At the prompt: cancels a question or a load, but never a filter. */
static void interrupt_prompt(struct loop *loop) {
    struct session *session = loop->session;
    const struct place *place = session->trail.current;
    loop->was_interrupted = false;
    plain_out_line(&loop->plain.out, "%s", "");
    if (loop->plain.front.prompt.question ||
        (place && (place->list->job || session_load_of(session, place->list))))
        plain_front_escape(&loop->plain);
    else
        session_say(session, TONE_INFO, "Nothing to stop. quit or Ctrl-D leaves.");
    plain_tell_message(&loop->plain.out, session);
    prompt(loop);
}

static void wait_for_input(struct loop *loop) {
    struct pollfd fds[] = {{.fd = loop->config->in_fd, .events = POLLIN},
                           {.fd = mailbox_fd(loop->config->mailbox), .events = POLLIN}};
    int ready = poll(fds, 2, loop->is_counted ? -1 : 0);
    loop->is_counted = ready == 0 && counting_go_on(loop->session) && crawl_go_on(loop->session) &&
                       source_frontier_go_on(loop->session);
    if (ready <= 0)
        return;
    if (loop->is_terminal && (fds[0].revents & (POLLERR | POLLHUP | POLLNVAL)))
        loop->has_hung_up = true;
    else if (fds[0].revents)
        plain_input_fill(&loop->input, loop->config->in_fd);
    if (!fds[1].revents)
        return;
    take_events(loop, &loop->news);
    if (loop->plain.front.wants_suspend) {
        suspend(loop);
        prompt(loop);
    }
    if (loop->was_interrupted && !loop->fatal_signal)
        interrupt_prompt(loop);
}

static enum plain_line await_line(struct loop *loop, char line[static PLAIN_INPUT_LINE_MAX]) {
    while (!is_over(loop)) {
        enum plain_line kind = plain_input_take(&loop->input, line);
        if (kind != PLAIN_LINE_NONE || loop->input.has_ended)
            return kind;
        wait_for_input(loop);
    }
    return PLAIN_LINE_NONE;
}

/* Lines may ask for counts, and what they print is all there is to see. */
static void count(struct loop *loop) {
    struct err err;
    if (!counting_finish(loop->session, &err))
        session_say_unread(loop->session, &err);
    while (!refine_renew(loop->session))
        continue;
}

static void act_on(struct loop *loop, enum plain_line kind, const char *line) {
    struct plain *plain = &loop->plain;
    if (!loop->is_terminal)
        plain_out_line(&plain->out, "%s", kind == PLAIN_LINE ? line : "");
    switch (kind) {
    case PLAIN_LINE:
        plain_line_take(plain, line);
        break;
    case PLAIN_LINE_TOO_LONG:
        session_say(loop->session, TONE_ERROR,
                    "That line is too long and was ignored: %d "
                    "bytes at most.",
                    PLAIN_INPUT_LINE_MAX - 1);
        break;
    case PLAIN_LINE_NOT_TEXT:
        session_say(loop->session, TONE_ERROR, "That line is not UTF-8 and was ignored.");
        break;
    case PLAIN_LINE_NONE:
        if (loop->is_terminal)
            plain_out_line(&plain->out, "%s", "");
        front_run(&plain->front, COMMAND_QUIT, "");
        break;
    }
}

static void run(struct loop *loop) {
    char line[PLAIN_INPUT_LINE_MAX];
    const struct place *place = loop->session->trail.current;
    while (!is_over(loop)) {
        await(loop);
        if (loop->plain.front.wants_suspend)
            suspend(loop);
        if (is_over(loop))
            break;
        if (loop->session->trail.current != place)
            loop->config->moved(loop->config->context);
        place = loop->session->trail.current;
        if (!loop->is_terminal)
            count(loop);
        plain_front_tell(&loop->plain);
        prompt(loop);
        enum plain_line kind = await_line(loop, line);
        if (!is_over(loop)) {
            count(loop);
            act_on(loop, kind, line);
        }
    }
}

/* If the terminal hangs up, that is why a descriptor fails. */
static enum plain_end end(const struct loop *loop, struct plain_result *result) {
    const struct plain_out *out = &loop->plain.out;
    result->signal = loop->fatal_signal;
    bool is_terminal_gone =
        (loop->input.failure && loop->is_terminal) || (out->failure && out->is_terminal);
    if (loop->has_hung_up || is_terminal_gone)
        return PLAIN_HANGUP;
    if (loop->fatal_signal)
        return PLAIN_SIGNAL;
    if (!out->failure && !loop->input.failure)
        return PLAIN_QUIT;
    if (out->failure)
        err_set(&result->err, ERR_IO, "cannot write to stdout: %s", strerror(out->failure));
    else
        err_set(&result->err, ERR_IO, "cannot read stdin: %s", strerror(loop->input.failure));
    return PLAIN_FAILED;
}

/* An account opened by name has no row that could show its price. */
static void tell_start(struct loop *loop) {
    const struct session_config *config = &loop->session->config;
    struct plain_out *out = &loop->plain.out;
    char figure[FIGURE_MAX];
    plain_out_line(out, "Followtrail%s%s. help lists the commands, quit leaves.",
                   config->place_name ? ", " : "", config->place_name ? config->place_name : "");
    struct requests_opening opening = requests_price_opening(loop->session);
    if (loop->session->worker && !opening.is_limited)
        plain_out_line(out,
                       "@ and a handle, an id or an address opens an account: %sup to %s for its "
                       "first page; what is stored is free.",
                       opening.profile ? "1 credit for its profile, " : "",
                       figure_credits(opening.page, figure));
    else if (opening.most && loop->session->worker)
        plain_out_line(out,
                       "@ and a handle, an id or an address opens an account: up to %s; what is "
                       "stored is free.",
                       figure_credits(opening.most, figure));
    else
        plain_out_line(out, "@ and a handle, an id or an address opens what is stored, free.");
    (void)requests_say_limit(loop->session);
    if (!loop->session->trail.current)
        plain_out_line(out, "No account is open.");
}

enum plain_end plain_run(struct session *session, const struct plain_config *config,
                         struct plain_result *result) {
    struct loop loop = {.config = config, .session = session, .is_terminal = isatty(config->in_fd)};
    *result = (struct plain_result){0};
    plain_front_init(&loop.plain, session, config->keys, config->out_fd);
    loop.plain.front.health = config->health;
    loop.plain.front.mailbox = config->mailbox;
    plain_out_init(&loop.news, -1);
    loop.plain.front.is_script = !loop.is_terminal;
    tell_start(&loop);
    run(&loop);
    flush(&loop);
    enum plain_end how = end(&loop, result);
    result->is_stalled = loop.plain.out.at < loop.plain.out.text.len;
    plain_out_fini(&loop.news);
    plain_front_fini(&loop.plain);
    return how;
}
