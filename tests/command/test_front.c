/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on both faces, the screen and lines: what spends is refused before its price is shown,
 * and the same command does the same to the session. */
#include "base/clock.h"
#include "base/key.h"
#include "plain/plain_line.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"
#include "view/list_file.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS_BYTES = 128, MESSAGE_BYTES = 512, KEY = KEY_CODE_F0 + 9, REQUESTS_TO_OPEN = 2 };

#define OTHER    "lucky.purr"
#define WRITTEN  "test_front.csv"
#define EXPORTED "test_front.export"
#define LISTS    "zoe.flores " OTHER

enum face { FACE_SCREEN, FACE_LINES, FACES };

static const char *const faces[FACES] = {"screen", "lines"};

/* One session, shown by either face. */
static struct desk {
    enum face face;
    struct stage stage;
    struct plain plain;
    int out_fd;
} desk;

static struct session *session(void) {
    return &desk.stage.session;
}

static struct front *front(void) {
    return desk.face == FACE_SCREEN ? &desk.stage.app.front : &desk.plain.front;
}

static void settle(void) {
    struct event *event;
    while (!session_is_idle(session())) {
        struct pollfd fd = {.fd = mailbox_fd(desk.stage.shop.mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        while ((event = mailbox_take(desk.stage.shop.mailbox)))
            load_apply(session(), event);
    }
}

/* A list that goes to a file is there. */
static void finish(void) {
    list_file_finish(&desk.stage.app.writing, session());
    unlink(WRITTEN);
    DIR *folder = opendir(EXPORTED);
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
    rmdir(EXPORTED);
}

/* Everything is on the screen, or printed. */
static void show(void) {
    settle();
    if (desk.face == FACE_SCREEN) {
        stage_play(&desk.stage, ":size 24x80\n");
        return;
    }
    plain_front_tell(&desk.plain);
    plain_front_see(&desk.plain);
    buf_clear(&desk.plain.out.text);
}

/* Nothing of what has changed is shown yet. */
static void hide(void) {
    if (desk.face == FACE_SCREEN)
        desk.stage.app.is_dirty = true;
    else
        desk.plain.seen_list = NULL;
}

static void open_desk(enum face face) {
    struct stage_config config;
    struct err err;
    desk.face = face;
    stage_config_init(&config);
    stage_open(&desk.stage, &config);
    desk.out_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    plain_front_init(&desk.plain, session(), NULL, desk.out_fd);
    ck_assert(navigate_open(session(), "zoe.flores", &err));
    show();
    ck_assert(navigate_queue(session(), "the.tiny.clay", &err));
}

static void close_desk(void) {
    plain_front_fini(&desk.plain);
    close(desk.out_fd);
    stage_close(&desk.stage);
}

static int64_t requests(void) {
    return sandbox_read_bill(desk.stage.shop.sandbox).requests;
}

/* Types a line where the screen asks for one; all but the last key are painted. */
static void type_line(const char *text, bool is_hidden) {
    char script[WORDS_BYTES + 16];
    snprintf(script, sizeof script, ":type %s\n", text);
    stage_play(&desk.stage, script);
    if (is_hidden)
        hide();
    app_key(&desk.stage.app, KEY_CODE_ENTER);
}

/* By a key of its own on the screen, or by its name where an argument follows. */
static void give(enum command command, const char *argument, bool is_hidden) {
    const char *name = command_info(command)->name;
    char line[WORDS_BYTES];
    struct err err;
    if (desk.face == FACE_LINES) {
        plain_front_run(&desk.plain, command, argument);
    } else if (*argument) {
        snprintf(line, sizeof line, "%s %s", name, argument);
        stage_play(&desk.stage, ":\n");
        type_line(line, is_hidden);
    } else {
        bindings_init(&front()->bindings);
        ck_assert_msg(bindings_set(&front()->bindings, "F9", name, 1, &err), "%s", err.text);
        app_key(&desk.stage.app, KEY);
    }
}

static void answer(const char *text) {
    show();
    if (desk.face == FACE_LINES)
        plain_line_take(&desk.plain, text);
    else if (front()->prompt.question == PROMPT_CONFIRM)
        app_key(&desk.stage.app, *text);
    else
        type_line(text, false);
}

/* Whose price the face shows: the screen that of Enter and of what is typed at a prompt, and both
 * that of the next page. */
static bool spends_unasked(enum command command, const char *argument) {
    return command == COMMAND_MORE ||
           (desk.face == FACE_SCREEN &&
            (command == COMMAND_DRILL_IN || (command == COMMAND_OPEN && *argument)));
}

/* Given before its price is shown, and after. */
static void check_spender(enum command command, const char *argument) {
    const char *name = command_info(command)->name;
    bool visits = command == COMMAND_OPEN && *argument && desk.face == FACE_LINES;
    int64_t before = requests();
    hide();
    give(command, argument, true);
    settle();
    ck_assert_msg(requests() == before, "%s %s on the %s", name, argument, faces[desk.face]);
    ck_assert_int_eq(front()->prompt.question, PROMPT_NOTHING);
    show();
    give(command, argument, false);
    settle();
    bool asks = front()->prompt.question;
    ck_assert_msg(!asks || requests() == before, "%s %s spends and asks", name, argument);
    ck_assert_msg(asks || visits || spends_unasked(command, argument), "%s %s does not ask", name,
                  argument);
    if (asks)
        answer(front()->prompt.question == PROMPT_CONFIRM  ? "y"
               : front()->prompt.question == PROMPT_AMOUNT ? "20"
                                                           : OTHER);
    settle();
    ck_assert_msg((requests() == before) == visits, "%s %s on the %s", name, argument,
                  faces[desk.face]);
}

START_TEST(nothing_is_bought_before_its_price_is_shown) {
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const char *const arguments[] = {"", OTHER};
        size_t count = command_info(command)->argument ? 2 : 1;
        for (size_t i = 0; command_buys(command) && i < count; i++) {
            open_desk((enum face)_i);
            check_spender(command, arguments[i]);
            close_desk();
        }
    }
}
END_TEST

/* What became of a session. */
struct outcome {
    char place[WORDS_BYTES], filter[WORDS_BYTES];
    size_t selected, marks;
    struct order order;
    struct sandbox_bill bill;
    enum prompt_question question;
    bool is_leaving, wants_suspend, has_prefetch, has_view;
    int64_t cap;
    char message[MESSAGE_BYTES];
};

static struct outcome read_outcome(void) {
    const struct place *place = session()->trail.current;
    const struct view *view = desk.face == FACE_SCREEN ? desk.stage.app.view : desk.plain.view;
    const char *message = session()->message;
    struct outcome outcome = {.selected = place->excerpt.selected,
                              .marks = marks_count(&place->marks),
                              .order = place->excerpt.order,
                              .bill = sandbox_read_bill(desk.stage.shop.sandbox),
                              .question = front()->prompt.question,
                              .is_leaving = front()->is_leaving,
                              .wants_suspend = front()->wants_suspend,
                              .has_prefetch = session()->config.has_prefetch,
                              .has_view = view,
                              .cap = session()->purse.caps.most[PURSE_SESSION]};
    snprintf(outcome.message, sizeof outcome.message, "%s", message ? message : "");
    snprintf(outcome.place, sizeof outcome.place, "%s", place->list->label);
    snprintf(outcome.filter, sizeof outcome.filter, "%s", refine_filter_text(session()));
    return outcome;
}

/* Where the faces differ, and why. */
static const struct {
    enum command command;
    const char *argument, *reason;
} differences[] = {
    {COMMAND_DOWN, "", "lines never fetch while somebody moves"},
    {COMMAND_PAGE_DOWN, "", "lines never fetch while somebody moves"},
    {COMMAND_HALF_DOWN, "", "lines never fetch while somebody moves"},
    {COMMAND_HALF_UP, "", "lines have more rows at a time"},
    {COMMAND_DRILL_IN, "", "lines ask; the screen shows the price"},
    {COMMAND_OPEN, OTHER, "lines go there for nothing, and say what its list costs"},
    {COMMAND_COPY, "handle", "lines print what is copied; the screen says where it went"},
    {COMMAND_DETAIL, "", "lines print the facts that the screen's pane shows or hides"},
};

static bool may_differ(enum command command, const char *argument) {
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        if (differences[i].command == command && !strcmp(differences[i].argument, argument))
            return true;
    return false;
}

static struct outcome run_on(enum face face, enum command command, const char *argument) {
    open_desk(face);
    navigate_go(session(), 12);
    show();
    give(command, argument, false);
    settle();
    finish();
    struct outcome outcome = read_outcome();
    if (!command_has(command, COMMAND_SPENDS))
        ck_assert_msg(outcome.bill.requests == REQUESTS_TO_OPEN, "%s costs something",
                      command_info(command)->name);
    close_desk();
    return outcome;
}

static bool is_same_order(const struct order *one, const struct order *other) {
    for (size_t i = 0; i < ORDER_DEPTH; i++)
        if (one->parts[i].key != other->parts[i].key ||
            one->parts[i].is_descending != other->parts[i].is_descending)
            return false;
    return true;
}

static bool is_same(const struct outcome *one, const struct outcome *other) {
    return !strcmp(one->place, other->place) && !strcmp(one->filter, other->filter) &&
           one->selected == other->selected && one->marks == other->marks &&
           is_same_order(&one->order, &other->order) &&
           one->bill.requests == other->bill.requests && one->bill.credits == other->bill.credits &&
           one->question == other->question && one->is_leaving == other->is_leaving &&
           one->wants_suspend == other->wants_suspend && one->has_prefetch == other->has_prefetch &&
           one->has_view == other->has_view && one->cap == other->cap &&
           !strcmp(one->message, other->message);
}

/* What changes only the look of the screen says so in lines, and does nothing. */
static bool needs_screen(const struct outcome *lines) {
    return strstr(lines->message, "works only on the full screen");
}

static void compare(enum command command, const char *argument) {
    struct outcome screen = run_on(FACE_SCREEN, command, argument);
    struct outcome lines = run_on(FACE_LINES, command, argument);
    if (needs_screen(&lines)) {
        snprintf(lines.message, sizeof lines.message, "%s", screen.message);
        lines.has_view = screen.has_view;
    }
    ck_assert_msg(is_same(&screen, &lines) != may_differ(command, argument),
                  "%s %s: on the screen %s, row %zu, %lld requests, “%s”; in lines %s, row %zu, "
                  "%lld, “%s”",
                  command_info(command)->name, argument, screen.place, screen.selected,
                  (long long)screen.bill.requests, screen.message, lines.place, lines.selected,
                  (long long)lines.bill.requests, lines.message);
}

/* What is typed after a name, for commands that take something. */
static const struct {
    enum command command;
    const char *argument;
} arguments[] = {
    {COMMAND_OPEN, OTHER},
    {COMMAND_WHOIS, OTHER},
    {COMMAND_CAP, "100"},
    {COMMAND_CRAWL, "new"},
    {COMMAND_CRAWL, "7"},
    {COMMAND_CRAWL, "continue"},
    {COMMAND_SEARCH, "a"},
    {COMMAND_FILTER, "tea"},
    {COMMAND_ORDER, "followers"},
    {COMMAND_FIND, "followers>10"},
    {COMMAND_MARK, "verified"},
    {COMMAND_COPY, "handle"},
    {COMMAND_COPY, "nothing"},
    {COMMAND_RECORD, "1"},
    {COMMAND_PANE_PLACE, "beside"},
    {COMMAND_COLUMNS, "account"},
    {COMMAND_THEME, "dark"},
    {COMMAND_HELP, "mark"},
    {COMMAND_COMPARE, LISTS},
    {COMMAND_COMPARE, "@nobody"},
    {COMMAND_COMPARE, LISTS " in=o."},
    {COMMAND_COMPARE, LISTS " in=o"},
    {COMMAND_DIFF, OTHER},
    {COMMAND_DIFF, "@nobody"},
    {COMMAND_DIFF, "renamed"},
    {COMMAND_WRITE, WRITTEN},
    {COMMAND_WRITE, "/no/such/folder/list.jsonl"},
    {COMMAND_WRITE, "list"},
    {COMMAND_EXPORT, EXPORTED},
    {COMMAND_EXPORT, "/no/such/folder/export"},
    {COMMAND_GROUPS, "/no/such/file"},
    {COMMAND_FOLLOWED_BY, OTHER},
    {COMMAND_FRONTIER, "seen"},
    {COMMAND_FRONTIER, "nothing"},
};

START_TEST(a_command_does_the_same_on_both_faces) {
    enum command command = (enum command)_i;
    bool is_typed = !command_info(command)->argument;
    setenv("BROWSER", "true", 1);
    compare(command, "");
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
        if (arguments[i].command != command)
            continue;
        compare(command, arguments[i].argument);
        is_typed = true;
    }
    ck_assert_msg(is_typed, "%s is given with no argument", command_info(command)->name);
}
END_TEST

/* A key that types a character does not leave: it may be a part of what is typed. */
START_TEST(a_key_given_to_escape_leaves_a_prompt) {
    struct err err;
    open_desk(FACE_SCREEN);
    ck_assert(bindings_set(&front()->bindings, "F9", "escape", 1, &err));
    ck_assert(bindings_set(&front()->bindings, "%", "escape", 2, &err));
    for (const char *key = "@/&:oyRWx"; *key; key++) {
        show();
        app_key(&desk.stage.app, *key);
        stage_play(&desk.stage, ":size 24x80\n");
        ck_assert_msg(front()->prompt.question != PROMPT_NOTHING, "%c asks nothing", *key);
        app_key(&desk.stage.app, '%');
        ck_assert_msg(front()->prompt.question != PROMPT_NOTHING, "%% leaves what %c asks", *key);
        app_key(&desk.stage.app, KEY);
        ck_assert_msg(front()->prompt.question == PROMPT_NOTHING, "F9 stays in what %c asks", *key);
    }
    close_desk();
}
END_TEST

/* Esc cancels a request only while there is no message. */
START_TEST(a_second_enter_while_a_list_is_requested_says_nothing) {
    struct err err;
    open_desk(FACE_SCREEN);
    ck_assert(navigate_open(session(), OTHER, &err));
    app_paint(&desk.stage.app, clock_monotonic_ms());
    app_key(&desk.stage.app, KEY_CODE_ENTER);
    ck_assert_msg(!session()->message, "%s", session()->message);
    settle();
    close_desk();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("front");
    TCase *tc = tcase_create("front");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, nothing_is_bought_before_its_price_is_shown, 0, FACES);
    run_sample(tc, a_command_does_the_same_on_both_faces, COMMAND_NONE + 1, COMMAND_COUNT, 4);
    tcase_add_test(tc, a_key_given_to_escape_leaves_a_prompt);
    tcase_add_test(tc, a_second_enter_while_a_list_is_requested_says_nothing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
