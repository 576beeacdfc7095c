/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people press who come from less, vim, k9s, VisiData or mc: each key does what they expect,
 * or says in one line what does. Counts, and undo. The session's credits are the server's. */
#include "base/text.h"
#include "plain/plain_line.h"
#include "session/question.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OPENED = 21, PAGE = 20, SEEN_BYTES = 8192 };

static struct stage stage;

static void open_stage_of(int rows) {
    struct stage_config config;
    stage_config_init(&config);
    config.rows = rows;
    stage_open(&stage, &config);
    stage_play(&stage, "@\n:type zoe.flores\nEnter\n");
}

static void open_stage(void) {
    open_stage_of(24);
}

static int64_t credits(void) {
    return sandbox_read_bill(stage.shop.sandbox).credits;
}

/* What came of a key, in words. */
static void see(struct buf *seen) {
    const struct session *session = &stage.session;
    const struct prompt *prompt = &stage.app.front.prompt;
    const struct place *place = session->trail.current;
    buf_clear(seen);
    buf_format(seen, "row %zu; %zu marked; %s; question %d; view %s%s; pane %d; filter “%s”; ",
               place->excerpt.selected + 1, marks_count(&place->marks), place->list->label,
               (int)prompt->question, stage.app.view ? stage.app.view->ops->name : "none",
               stage.app.front.is_leaving ? "; leaving" : "", (int)stage.app.looks.now.pane,
               place->filter_text ? place->filter_text : "");
    if (session->message)
        buf_format(seen, "%s ", session->message);
    if (prompt->words)
        buf_format(seen, "%s ", prompt->words);
    if (session->question.about)
        question_put(&session->question, QUESTION_FULL, seen);
}

/* `seen`: what is seen afterwards; after >, the command that is named as the one to use here. */
static const struct {
    const char *keys, *seen;
    int64_t cost;
} keys[] = {
    /* all */
    {"q\n", "The trail begins here. [ goes back", 0},
    {"^C\n", "Nothing to cancel. Q quits.", 0},
    {"F1\n", "view help", 0},
    {"F10\n", "leaving", 0},
    {"^G\n", "Nothing to cancel. Q quits.", 0},
    /* less */
    {"Space\n", "1 marked. U removes marks; PgDn moves a screen down.", 0},
    {"Down*4 b\n", "row 1;", 0},
    {"u\n", "Nothing to undo: u undoes", 0},
    {"e\n", ">down", 0},
    {"y\n", "h handle · i id", 0},
    {"d\n", "The pane is hidden, also next time. d shows it again.", 0},
    {"h\n", "The trail begins here. [ goes back", 0},
    {"m\n", "row 1;", PAGE},
    {"=\n", "view timeline", 0},
    {"s\n", "Nothing is being loaded.", 0},
    {"- u\n", "Undone: pane rows.", 0},
    {"N\n", "No search yet. / searches.", 0},
    {"v\n", ">mark-range", 0},
    {"!\n", ">suspend", 0},
    /* vim */
    {"l\n", "@chisel.by.kaethe", PAGE},
    {"Right\n", "@chisel.by.kaethe", PAGE},
    {"5 j\n", "row 6;", 0},
    {"1 0 G\n", "row 10;", 0},
    {"0\n", ">first", 0},
    {"^\n", ">first", 0},
    {"Down g g\n", "row 1;", 0},
    {"G\n", "Last loaded account (20 of 412). m loads", 0},
    {"/\n", "question 4", 0},
    {"n\n", "No search yet. / searches.", 0},
    {"^D ^U\n", "row 1;", 0},
    {"Down ^U\n", "row 1;", 0},
    {"^F End\n", "row 40;", PAGE},
    {"^F ^B\n", "row 1;", PAGE},
    {"$\n", "view ledger", 0},
    {"H\n", ">page-up", 0},
    {"M\n", ">half-down", 0},
    {"L\n", "Load the rest for about 392, at most 401 credits ($0.40)? Type 401 or less: ", 0},
    {"*\n", "20 marked. U removes the marks.", 0},
    {":press #\n", ">search-previous", 0},
    {"%\n", ">last", 0},
    {"{\n", ">page-up", 0},
    {"}\n", ">page-down", 0},
    {"U\n", "Nothing is marked.", 0},
    {"Space U u\n", "Undone: marks. 1 marked.", 0},
    {"^R\n", ">undo", 0},
    {".\n", ">search-next", 0},
    {"V\n", "Space marks one.", 0},
    {"x\n", "question 9", 0},
    {"p\n", "Pages are fetched only when you press m.", 0},
    {"d d\n", "pane 0;", 0},
    {"y y\n", "No choice on y.", 0},
    {"^O\n", "This is the first list you visited.", 0},
    {"Tab\n", "Tab changes tables in the ledger ($)", 0},
    {"^E\n", ">down", 0},
    {"^Y\n", ">up", 0},
    {":\n:type q\nEnter\n", "leaving", 0},
    {":\n:type q!\nEnter\n", "leaving", 0},
    {":\n:type wq\nEnter\n", "leaving", 0},
    {":\n:type x\nEnter\n", "leaving", 0},
    {":\n:type w\nEnter\n", "question 8", 0},
    {":\n:type e lucky.purr\nEnter\n", "@lucky.purr", PAGE},
    {":\n:type set number\nEnter\n", "Settings are in the configuration file", 0},
    /* k9s */
    {"Esc\n", "Nothing to cancel. Q quits.", 0},
    {"&\n", "question 5", 0},
    {"^W\n", ">zoom", 0},
    {"^A\n", ">mark-all", 0},
    /* VisiData */
    {"Enter\n", "@chisel.by.kaethe", PAGE},
    {"t\n", ">mark", 0},
    {"[\n", "This is the first list you visited.", 0},
    {"]\n", "This is the last list you visited.", 0},
    {"|\n", ">filter", 0},
    {"\\\n", ">filter", 0},
    {",\n", ">filter", 0},
    {"\"\n", ">filter", 0},
    {"F\n", "; frontier", 0},
    {"I\n", "; lists;", 0},
    {"w\n", "; who follows @chisel.by.kaethe;", 0},
    {"_\n", ">columns", 0},
    {"- + u\n", "Undone: pane rows.", 0},
    {"<\n", "There is no older snapshot", 0},
    {">\n", "This is the newest snapshot", 0},
    {"^S\n", "question 8", 0},
    {"^H\n", "The trail begins here.", 0},
    /* mc */
    {"Insert\n", "row 2; 1 marked", 0},
    {"F3\n", ">record", 0},
    {"F5\n", "No command on F5. ? lists the keys.", 0},
    {"F8\n", "No command on F8. ? lists the keys.", 0},
    /* counts */
    {"5 m\n", "m takes no count. Nothing was done.", 0},
    {"5 Enter\n", "Enter takes no count. Nothing was done.", 0},
    {"L n j\n", "row 2;", 0},
    {"L L y q j\n", "row 2;", 0},
    {"R n j\n", "row 2;", 0},
    {"R q j\n", "row 2;", 0},
    {"9 9 R\n", "R takes no count. Nothing was done.", 0},
    {"9 9 9 9 9 9 9 9 9 9 9 j\n", "row 20;", PAGE},
    {"2 ^D End\n", "row 40;", PAGE},
    {"3 ^F\n", "row 20;", PAGE},
    {"5 Esc j\n", "row 2;", 0},
    {"5 F5 j\n", "row 2;", 0},
    {"5 0 G\n", "There is no account 50: 20 are loaded.", 0},
    {"$ 2 G\n", "view ledger", 0},
    {"5 o\n", "o takes no count", 0},
};

/* "No command on e. Down: move …" */
static void put_expected(const char *words, struct buf *expected) {
    const struct command_info *info = command_info(command_find(words + 1));
    struct buf native;
    buf_init(&native, SEEN_BYTES);
    bindings_keys(&stage.app.front.bindings, command_find(words + 1), &native);
    int len = (int)strcspn(buf_text(&native), " ");
    bool is_sign = len == 1 && strchr("&*:", *buf_text(&native));
    if (*words == '>')
        buf_format(expected, is_sign ? ". “%.*s”: %s." : ". %.*s: %s.", len, buf_text(&native),
                   info->help);
    else
        buf_text_put(expected, words);
    buf_fini(&native);
}

START_TEST(every_key_of_other_programs_answers) {
    struct buf seen, expected;
    buf_init(&seen, SEEN_BYTES);
    buf_init(&expected, SEEN_BYTES);
    open_stage();
    put_expected(keys[_i].seen, &expected);
    stage_play(&stage, keys[_i].keys);
    see(&seen);
    ck_assert_msg(strstr(buf_text(&seen), buf_text(&expected)) != NULL, "%s: “%s” is not in: %s",
                  keys[_i].keys, buf_text(&expected), buf_text(&seen));
    ck_assert_msg(*keys[_i].seen != '>' || text_width(stage.session.message) <= 80,
                  "more than a line: %s", stage.session.message);
    ck_assert_msg(credits() == OPENED + keys[_i].cost, "%s costs %lld", keys[_i].keys,
                  (long long)(credits() - OPENED));
    buf_fini(&seen);
    buf_fini(&expected);
    stage_close(&stage);
}
END_TEST

static void expect(const char *script, const char *words) {
    struct buf seen;
    buf_init(&seen, SEEN_BYTES);
    stage_play(&stage, script);
    see(&seen);
    ck_assert_msg(strstr(buf_text(&seen), words) != NULL, "%s: “%s” is not in: %s", script, words,
                  buf_text(&seen));
    buf_fini(&seen);
}

/* What was changed last is undone first; what a prompt only tried, or what another list has, is not
 * a step. */
START_TEST(undo_takes_back_one_change_after_the_other) {
    open_stage();
    stage_play(&stage, "Space*3\n&\n:type verified\nEnter\no f\nT\nd\n&\n:type tea\nEsc\n");
    expect("u\n", "Undone: pane.");
    ck_assert_int_ne(stage.app.looks.now.pane, LOOK_PANE_OFF);
    expect("u\n", "Undone: theme.");
    expect("u\n", "Undone: order. Now TikTok's order.");
    expect("u\n", "Undone: filter. Now none.");
    expect("u\n", "Undone: marks. 2 marked.");
    stage_play(&stage, "Home Enter\n");
    expect("u\n", "Nothing to undo: u undoes changes of marks, filter, order and layout.");
    stage_play(&stage, "Backspace\n");
    expect("u\n", "Undone: marks. 1 marked.");
    expect("U\n", "Marks removed. u puts them back.");
    expect("u u\n", "Undone: marks. 0 marked.");
    expect("u\n", "Nothing to undo");
    ck_assert_int_eq(credits(), OPENED + PAGE);
    stage_close(&stage);
}
END_TEST

/* A click on a title, all marks, a range, marks by a filter, columns. */
START_TEST(every_way_to_change_something_is_undone) {
    static const struct {
        const char *script, *undone;
    } ways[] = {
        {"Space Down*5 V\n", "Undone: marks. 1 marked."},
        {"*\n", "Undone: marks. 0 marked."},
        {":\n:type mark verified\nEnter\n", "Undone: marks. 0 marked."},
        {":\n:type filter verified\nEnter\n", "Undone: filter. Now none."},
        {"&\n:type verified\nEnter Esc\n", "Undone: filter. Now verified."},
        {"o f o f\n", "Undone: order. Now followers ↓."},
        {":\n:type columns account bio\nEnter\n", "Undone: columns."},
        {"C Down*3 Space q\n", "Undone: columns."},
        {"-\n", "Undone: pane rows."},
        {"d\n", "Undone: pane."},
        {":\n:type pane-place beside\nEnter\n", "Undone: pane."},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        open_stage();
        stage_play(&stage, ways[i].script);
        expect("u\n", ways[i].undone);
        ck_assert_int_eq(credits(), OPENED);
        stage_close(&stage);
    }
}
END_TEST

/* A key that changes nothing that can be seen says so, and is no step. */
START_TEST(what_is_not_seen_is_no_step) {
    static const struct {
        const char *script, *words;
        int rows;
    } keys_there[] = {
        {"D\n", "The pane goes beside the list from 100 columns on.", 24},
        {"d D\n", "The pane goes beside the list from 100 columns on.", 24},
        {"d\n", "There is no room for the pane here. z shows the account in full.", 12},
    };
    for (size_t i = 0; i < sizeof keys_there / sizeof *keys_there; i++) {
        open_stage_of(keys_there[i].rows);
        expect(keys_there[i].script, keys_there[i].words);
        expect("u\n", i == 1 ? "Undone: pane." : "Nothing to undo");
        expect("u\n", "Nothing to undo");
        stage_close(&stage);
    }
}
END_TEST

/* As if the key were pressed so often. */
START_TEST(a_count_repeats_its_key) {
    static const char *const same[][2] = {{"5 j\n", "j*5\n"},
                                          {"2 ^D\n", "^D ^D\n"},
                                          {"End 3 k\n", "End k k k\n"},
                                          {"$ Down*9 1 2 k\n", "$ Home\n"},
                                          {"/\n:type a\nEnter 3 n\n", "/\n:type a\nEnter n n n\n"}};
    struct buf seen[2];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        for (size_t way = 0; way < 2; way++) {
            buf_init(&seen[way], SEEN_BYTES);
            open_stage();
            stage_play(&stage, same[i][way]);
            see(&seen[way]);
            stage_close(&stage);
        }
        ck_assert_str_eq(buf_text(&seen[0]), buf_text(&seen[1]));
        buf_fini(&seen[0]);
        buf_fini(&seen[1]);
    }
}
END_TEST

/* Until its key comes, whatever the screen's size. */
START_TEST(a_count_is_on_the_status_line) {
    static const char *const sizes[] = {":size 24x80\n", ":size 12x40\n", ":size 5x20\n"};
    struct buf shot;
    buf_init(&shot, 1 << 20);
    open_stage();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        stage_play(&stage, sizes[i]);
        for (int is_over = 0; is_over < 2; is_over++) {
            stage_play(&stage, is_over ? "Esc\n" : "1 2\n");
            buf_clear(&shot);
            screen_shot(stage.screen, &shot);
            ck_assert_int_eq(strstr(buf_text(&shot), " · count 12") == NULL, is_over);
        }
    }
    buf_fini(&shot);
    stage_close(&stage);
}
END_TEST

/* At every width the amount and what to press. */
START_TEST(a_question_has_room) {
    static const struct {
        const char *script, *words;
    } questions[] = {
        {":size 24x80\nR\n", "Fetch page 1 again for at most 21 credits ($0.02)? y/N"},
        {":size 12x40\nR\n", " Fetch page 1 again: 21 cr? y/N"},
        {":size 5x20\nR\n", " Fetch: 21 cr? y/N"},
        {":size 24x80\nL\n", " Load the rest for at most 401 credits ($0.40)? Type 401 or less:\n"},
        {":size 24x132\nL\n",
         " Load the rest for about 392, at most 401 credits ($0.40)? Type 401 or less:"},
        {":size 12x40\nL\n", " Load the rest: 401 cr or less:"},
        {":size 5x30\nL\n", " Load: 401 cr or less:"},
        {":size 5x20\nL\n", " 401 cr:"},
    };
    struct buf shot;
    buf_init(&shot, 1 << 20);
    open_stage();
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        stage_play(&stage, questions[i].script);
        buf_clear(&shot);
        screen_shot(stage.screen, &shot);
        ck_assert_msg(strstr(buf_text(&shot), questions[i].words) != NULL, "%s: %s",
                      questions[i].script, buf_text(&shot));
        stage_play(&stage, "Esc\n");
    }
    ck_assert_int_eq(credits(), OPENED);
    buf_fini(&shot);
    stage_close(&stage);
}
END_TEST

/* The same in lines. */
static const struct {
    const char *line, *told;
} lines[] = {
    {"5j", "row 6;"},
    {"12 G", "row 12;"},
    {"50G", "There is no account 50: 20 are loaded."},
    {"5m", "m takes no count. Nothing was done."},
    {"F5", "No command on F5. ? lists the keys."},
    {"~", "No command on “~”. ? lists the keys."},
    {"w", "who follows @chisel.by.kaethe"},
    {"mark verified\nu", "Undone: marks. 0 marked."},
    {"order followers\nundo", "Undone: order. Now TikTok's order."},
    {"u", "Nothing to undo"},
    {"cap", "No session cap; 21 used. :cap N sets one."},
    {"cap 30", "Session cap: 21 used of 30 credits. :cap N changes it."},
    {"cap x", "“x” is not 0 to 1,000,000,000 credits, or none."},
};

START_TEST(lines_do_the_same) {
    struct plain plain;
    struct buf seen;
    char script[64];
    buf_init(&seen, SEEN_BYTES);
    open_stage();
    int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    plain_front_init(&plain, &stage.session, NULL, fd);
    plain_front_tell(&plain);
    plain_front_see(&plain);
    snprintf(script, sizeof script, "%s", lines[_i].line);
    for (char *rest = script, *line; (line = strtok_r(rest, "\n", &rest));)
        plain_line_take(&plain, line);
    see(&seen);
    ck_assert_msg(strstr(buf_text(&seen), lines[_i].told) != NULL, "%s: “%s” is not in: %s",
                  lines[_i].line, lines[_i].told, buf_text(&seen));
    ck_assert_int_eq(credits(), OPENED);
    plain_front_fini(&plain);
    close(fd);
    buf_fini(&seen);
    stage_close(&stage);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("keys");
    TCase *tc = tcase_create("keys");
    tcase_set_timeout(tc, 60);
    run_sample(tc, every_key_of_other_programs_answers, 0, sizeof keys / sizeof *keys, 5);
    tcase_add_test(tc, undo_takes_back_one_change_after_the_other);
    tcase_add_test(tc, every_way_to_change_something_is_undone);
    tcase_add_test(tc, what_is_not_seen_is_no_step);
    tcase_add_test(tc, a_count_repeats_its_key);
    tcase_add_test(tc, a_count_is_on_the_status_line);
    tcase_add_test(tc, a_question_has_room);
    run_sample(tc, lines_do_the_same, 0, sizeof lines / sizeof *lines, 4);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
