/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/play.h"

#include "base/clock.h"
#include "base/key.h"
#include "base/utf8.h"
#include "session/counting.h"
#include "session/crawl.h"
#include "session/source_frontier.h"
#include "tests/support/screen_shot.h"
#include "ui/browser/app_view.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 4096, SHOT_MAX_BYTES = 4 << 20, PRESSES_MAX = 1000000 };

struct play {
    struct app *app;
    struct mailbox *mailbox;
    play_shot *take;
    void *context;
};

static void take_events(struct play *play) {
    struct event *event;
    while ((event = mailbox_take(play->mailbox)))
        app_event(play->app, event);
    app_paint(play->app, clock_monotonic_ms());
}

/* What the screen would show a little later by itself. */
static void show_due(struct play *play) {
    int64_t now_ms = clock_monotonic_ms(), due_ms;
    int left_ms = app_next_tick_ms(play->app, now_ms);
    if (left_ms >= 0) {
        now_ms += left_ms;
        app_paint(play->app, now_ms);
    }
    while (app_view_is_due(play->app, &due_ms) && due_ms <= now_ms) /* a view read in steps */
        app_paint(play->app, now_ms);
}

/* As the program does while it waits for a key. */
static void count(struct play *play) {
    bool is_counted = counting_finish(play->app->front.session, NULL);
    (void)is_counted;
    while (!source_frontier_go_on(play->app->front.session))
        continue;
    app_paint(play->app, clock_monotonic_ms());
}

static void settle(struct play *play) {
    for (;;) {
        take_events(play);
        bool is_waiting = crawl_go_on(play->app->front.session);
        if (session_is_idle(play->app->front.session)) {
            count(play);
            show_due(play);
            return;
        }
        struct pollfd fd = {.fd = mailbox_fd(play->mailbox), .events = POLLIN};
        poll(&fd, 1, is_waiting ? -1 : 0);
    }
}

static void press(struct play *play, int key) {
    settle(play);
    if (play->app->front.is_leaving)
        return;
    app_key(play->app, key);
    settle(play);
}

/* "Down" or "Down*12". */
static bool press_named(struct play *play, char *word) {
    long presses = 1;
    char *star = strlen(word) > 1 ? strrchr(word + 1, '*') : NULL, *end = NULL;
    if (star) {
        presses = strtol(star + 1, &end, 10);
        if (*end || end == star + 1 || presses < 1 || presses > PRESSES_MAX)
            return false;
        *star = '\0';
    }
    int key = key_parse(word);
    if (key == KEY_CODE_NONE)
        return false;
    while (presses-- > 0)
        press(play, key);
    return true;
}

static bool press_all(struct play *play, char *line) {
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        if (!press_named(play, word))
            return false;
    return true;
}

static bool type_text(struct play *play, const char *text) {
    while (*text) {
        uint32_t letter;
        text += utf8_decode(text, strlen(text), &letter);
        if (letter == UTF8_BAD)
            return false;
        press(play, (int)letter);
    }
    return true;
}

static bool has_pages(const struct play *play, size_t pages) {
    const struct place *place = play->app->front.session->trail.current;
    return place && place->list->page_count >= pages;
}

static bool await_pages(struct play *play, const char *number) {
    char *end = NULL;
    long pages = strtol(number, &end, 10);
    if (*end || end == number || pages < 1 || pages > PRESSES_MAX)
        return false;
    while (!has_pages(play, (size_t)pages) && !session_is_idle(play->app->front.session)) {
        struct pollfd fd = {.fd = mailbox_fd(play->mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        take_events(play);
    }
    return has_pages(play, (size_t)pages);
}

static bool press_only(struct play *play, const char *name) {
    int key = key_parse(name);
    if (key == KEY_CODE_NONE)
        return false;
    app_key(play->app, key);
    app_paint(play->app, clock_monotonic_ms());
    return true;
}

/* As it is, whatever is awaited. */
static bool take_still(struct play *play, const char *name) {
    struct buf shot;
    if (!play->take)
        return true;
    buf_init(&shot, SHOT_MAX_BYTES);
    play->app->is_dirty = true;
    app_paint(play->app, clock_monotonic_ms());
    screen_shot(play->app->screen, &shot);
    play->take(play->context, name, buf_text(&shot));
    buf_fini(&shot);
    return true;
}

static bool take_shot(struct play *play, const char *name) {
    settle(play);
    return take_still(play, name);
}

static bool take_size(struct play *play, const char *size) {
    char *end = NULL;
    long rows = strtol(size, &end, 10);
    if (*end != 'x')
        return false;
    long cols = strtol(end + 1, &end, 10);
    if (*end || rows < 1 || cols < 1 || rows > 1000 || cols > 1000)
        return false;
    screen_set_size(play->app->screen, (int)rows, (int)cols);
    app_resize(play->app);
    app_paint(play->app, clock_monotonic_ms());
    return true;
}

static bool play_line(struct play *play, char *line) {
    if (!*line || *line == '#')
        return true;
    if (!strncmp(line, ":type ", 6))
        return type_text(play, line + 6);
    if (!strncmp(line, ":shot ", 6))
        return take_shot(play, line + 6);
    if (!strncmp(line, ":still ", 7))
        return take_still(play, line + 7);
    if (!strncmp(line, ":size ", 6))
        return take_size(play, line + 6);
    if (!strncmp(line, ":press ", 7))
        return press_only(play, line + 7);
    if (!strncmp(line, ":pages ", 7))
        return await_pages(play, line + 7);
    return press_all(play, line);
}

bool play_run(struct app *app, struct mailbox *mailbox, const char *script, play_shot *take,
              void *context, struct err *err) {
    struct play play = {app, mailbox, take, context};
    char line[LINE_MAX_BYTES];
    for (int number = 1; *script && !app->front.is_leaving; number++) {
        size_t len = strcspn(script, "\n");
        if (len >= sizeof line)
            return err_set(err, ERR_DATA, "line %d is too long", number);
        memcpy(line, script, len);
        line[len] = '\0';
        script += len + (script[len] == '\n');
        if (!play_line(&play, line))
            return err_set(err, ERR_DATA,
                           "line %d means nothing: a key or a command that is not known", number);
    }
    return true;
}
