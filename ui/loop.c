/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/loop.h"

#include "base/clock.h"
#include "fetch/signals.h"
#include "ui/key.h"

#include <poll.h>
#include <signal.h>

struct loop {
    struct app *app;
    struct mailbox *mailbox;
    int in_fd;
    int fatal_signal; /* 0 while none came */
    bool has_hung_up;
};

static void suspend(struct loop *loop) {
    screen_leave(loop->app->screen);
    signals_stop_process();
    screen_enter(loop->app->screen);
    app_resize(loop->app);
}

static void take_signal(struct loop *loop, int number) {
    switch (number) {
    case SIGWINCH:
    case SIGCONT:
        /* Who stopped and continued us may have left the terminal in any state. */
        if (number == SIGCONT)
            screen_enter(loop->app->screen);
        else
            screen_resize(loop->app->screen);
        app_resize(loop->app);
        break;
    case SIGTSTP:
        loop->app->wants_suspend = true;
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

/* All that was typed is taken before anything is drawn, so that held keys do not queue. */
static void take_keys(struct loop *loop) {
    bool has_ended = false;
    int key;
    while (!loop->app->is_leaving && !loop->app->wants_suspend &&
           (key = screen_key(loop->app->screen, &has_ended)) != KEY_CODE_NONE)
        app_key(loop->app, key);
    loop->has_hung_up = loop->has_hung_up || has_ended;
}

static void wait_for_something(struct loop *loop) {
    struct pollfd fds[] = {{.fd = loop->in_fd, .events = POLLIN},
                           {.fd = mailbox_fd(loop->mailbox), .events = POLLIN}};
    if (poll(fds, 2, app_next_tick_ms(loop->app, clock_monotonic_ms())) <= 0)
        return;
    if (fds[0].revents & (POLLERR | POLLHUP | POLLNVAL))
        loop->has_hung_up = true;
    if (fds[1].revents)
        take_events(loop);
    if (fds[0].revents & POLLIN)
        take_keys(loop);
}

enum loop_end loop_run(struct app *app, struct mailbox *mailbox, int in_fd, int *signal) {
    struct loop loop = {.app = app, .mailbox = mailbox, .in_fd = in_fd};
    while (!app->is_leaving && !loop.fatal_signal && !loop.has_hung_up) {
        if (app->wants_suspend) {
            app->wants_suspend = false;
            suspend(&loop);
        }
        app_paint(app, clock_monotonic_ms());
        wait_for_something(&loop);
    }
    *signal = loop.fatal_signal;
    return loop.has_hung_up ? LOOP_HANGUP : loop.fatal_signal ? LOOP_SIGNAL : LOOP_QUIT;
}
