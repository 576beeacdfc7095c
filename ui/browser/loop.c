/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/loop.h"

#include "base/clock.h"
#include "base/key.h"
#include "session/navigate.h"
#include "ui/browser/key_hold.h"
#include "ui/browser/key_rush.h"

#include <poll.h>
#include <signal.h>

struct loop {
    struct app *app;
    struct mailbox *mailbox;
    int in_fd;
    int fatal_signal; /* 0: none */
    bool has_hung_up;
    bool has_returned; /* from a stop of its own; SIGCONT is still to come */
    bool has_unread_keys;
    int waiting_key; /* read, but not yet handled by the app */
    struct key_hold hold;
    struct key_rush rush;
    bool has_work; /* while nothing else is to do: app_prepare() */
};

static void suspend(struct loop *loop) {
    screen_leave(loop->app->screen);
    worker_stop_process(loop->app->front.session->worker);
    screen_enter(loop->app->screen);
    app_resize(loop->app);
    loop->has_returned = true;
}

static void take_signal(struct loop *loop, int number) {
    switch (number) {
    case SIGWINCH:
        screen_resize(loop->app->screen);
        app_resize(loop->app);
        break;
    case SIGCONT:
        /* After a stop, the terminal may be in any state. */
        if (!loop->has_returned) {
            screen_enter(loop->app->screen);
            app_resize(loop->app);
        }
        loop->has_returned = false;
        break;
    case SIGTSTP:
        loop->app->front.wants_suspend = true;
        break;
    default:
        loop->fatal_signal = number;
        loop->has_hung_up = loop->has_hung_up || number == SIGHUP;
    }
}

static void take_events(struct loop *loop) {
    struct event *event;
    while ((event = mailbox_take(loop->mailbox))) {
        if (event->kind != EVENT_SIGNAL) {
            app_event(loop->app, event);
            continue;
        }
        take_signal(loop, event->signal);
        event_free(event);
    }
}

/* Its price must be on the screen first. */
static bool wants_paint(const struct app *app, enum command command) {
    return !app->front.prompt.question && !app->view && command_buys(command);
}

static bool is_purchase(const struct app *app, enum command command) {
    return !app->front.prompt.question && !app->view &&
           command_buys_now(command, app->front.session);
}

/* At what is on the screen. */
static bool is_aimed(int key) {
    struct key_gesture mouse;
    return key_read_mouse(key, &mouse) && mouse.kind == KEY_MOUSE_CLICK;
}

/* The last move was no step of a wheel: it may buy now. */
static void settle_move(struct loop *loop) {
    int64_t now_ms = clock_monotonic_ms();
    if (key_rush_settles(&loop->rush, now_ms) && !app_price_is_new(loop->app, now_ms))
        navigate_settle_move(loop->app->front.session);
}

/* False if the key must wait until the screen is drawn: what it would buy is not shown yet. */
static bool take_key(struct loop *loop, int key) {
    struct app *app = loop->app;
    if (app->is_pasting) { /* nothing of it is a command */
        app_key(app, key);
        return true;
    }
    enum command command =
        bindings_command(&app->front.bindings, bindings_key(&app->front.bindings, key));
    bool is_answer = prompt_takes_text(app->front.prompt.question) && key == KEY_CODE_ENTER &&
                     app->front.prompt.question != PROMPT_AMOUNT;
    if ((is_answer || is_aimed(key) || wants_paint(app, command)) && !app_is_painted(app))
        return false;
    int64_t now_ms = clock_monotonic_ms();
    bool is_new = app_price_is_new(app, now_ms);
    if (!command_buys(command)) {
        key_hold_forget(&loop->hold);
    } else if ((key_hold_is_repeat(&loop->hold, command, now_ms) || is_new) &&
               is_purchase(app, command)) {
        app_say_held(app, key);
        return true;
    }
    enum session_pace pace = key_rush_take(&loop->rush, command, now_ms);
    settle_move(loop);
    app->front.session->has_doubtful_move = false;
    app->front.session->pace = is_new ? PACE_RUSHED : pace;
    app_key(app, key);
    return true;
}

/* Takes all typed keys before drawing, so that held keys do not queue; but no key acts on a list
 * that was not drawn, and none buys what the screen does not price yet. */
static void take_keys(struct loop *loop) {
    bool has_ended = false;
    struct app *app = loop->app;
    const struct place *place = app->front.session->trail.current;
    int key = loop->waiting_key;
    loop->waiting_key = KEY_CODE_NONE;
    key_rush_begin(&loop->rush);
    loop->has_returned = false; /* it was not stopped, because no shell could continue it */
    while (!app->front.is_leaving && !app->front.wants_suspend &&
           app->front.session->trail.current == place) {
        if (key == KEY_CODE_NONE)
            key = screen_key(app->screen, &has_ended);
        if (key == KEY_CODE_NONE)
            break;
        if (!take_key(loop, key)) {
            loop->waiting_key = key;
            app->is_dirty = true;
            break;
        }
        key = KEY_CODE_NONE;
    }
    app->is_dirty = screen_is_recoloured(app->screen) || app->is_dirty;
    loop->has_unread_keys =
        loop->waiting_key != KEY_CODE_NONE || app->front.session->trail.current != place;
    loop->has_hung_up = loop->has_hung_up || has_ended;
}

/* -1: never. */
static int sooner(int ms, int other_ms) {
    return ms < 0 || (other_ms >= 0 && other_ms < ms) ? other_ms : ms;
}

static int wait_ms(const struct loop *loop, int key_ms) {
    if (loop->has_unread_keys || loop->has_work || app_is_reading(loop->app))
        return 0;
    int64_t now_ms = clock_monotonic_ms();
    return sooner(sooner(app_next_tick_ms(loop->app, now_ms), key_ms),
                  key_rush_due_ms(&loop->rush, now_ms));
}

/* Keys come before events: they were typed at what the screen shows. */
static void wait_for_something(struct loop *loop) {
    struct pollfd fds[] = {{.fd = loop->in_fd, .events = POLLIN},
                           {.fd = mailbox_fd(loop->mailbox), .events = POLLIN}};
    int key_ms = screen_key_due_ms(loop->app->screen);
    int ready = poll(fds, 2, wait_ms(loop, key_ms));
    if (ready < 0)
        return;
    loop->has_work = ready > 0 || !app_prepare(loop->app);
    if (fds[0].revents & (POLLERR | POLLHUP | POLLNVAL))
        loop->has_hung_up = true;
    if ((fds[0].revents & POLLIN) || loop->has_unread_keys || key_ms >= 0)
        take_keys(loop);
    settle_move(loop);
    if (fds[1].revents)
        take_events(loop);
}

enum loop_end loop_run(struct app *app, const struct loop_config *config, int *signal) {
    struct loop loop = {
        .app = app, .mailbox = config->mailbox, .in_fd = config->in_fd, .has_work = true};
    const struct place *place = app->front.session->trail.current;
    app->front.mailbox = config->mailbox;
    while (!app->front.is_leaving && !loop.fatal_signal && !loop.has_hung_up) {
        if (app->front.wants_suspend) {
            app->front.wants_suspend = false;
            suspend(&loop);
        }
        app_paint(app, clock_monotonic_ms());
        if (app->front.session->trail.current != place)
            config->moved(config->context);
        place = app->front.session->trail.current;
        wait_for_something(&loop);
    }
    *signal = loop.fatal_signal;
    return loop.has_hung_up ? LOOP_HANGUP : loop.fatal_signal ? LOOP_SIGNAL : LOOP_QUIT;
}
