/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the user left off: written down, restored in another session for nothing, and refused whole
 * when it is not what was written. */
#include "session/resume.h"

#include "base/mem.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/snapshots.h"
#include "tests/support/browser.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_MAX = 8 << 20, MUTATIONS = 1000 };

struct desk {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
    char *path;
};

static void set_up(struct desk *desk) {
    scratch_init(&desk->scratch);
    rig_config_init(&desk->config);
    desk->config.shop.store_path = desk->scratch.path;
    desk->path = scratch_beside(&desk->scratch, "-place");
    rig_open(&desk->rig, &desk->config);
}

static void tear_down(struct desk *desk) {
    rig_close(&desk->rig, 0, 0);
    remove(desk->path);
    free(desk->path);
    scratch_fini(&desk->scratch);
}

static void save(const struct desk *desk) {
    struct err err = {.text = ""};
    ck_assert_msg(resume_save(&desk->rig.session, desk->path, &err), "%s", err.text);
}

static void restore(struct desk *desk) {
    struct err err = {.text = ""};
    bool is_back = false;
    ck_assert_msg(resume_restore(&desk->rig.session, desk->path, &is_back, &err), "%s", err.text);
    ck_assert(is_back);
}

static void begin_another(struct desk *desk) {
    rig_close(&desk->rig, 0, 0);
    rig_open(&desk->rig, &desk->config);
}

/* Every place on the way, with its way up. */
static void describe(const struct trail *trail, struct buf *out) {
    buf_init(out, TEXT_MAX);
    for (size_t i = 0; i < trail->visited; i++) {
        buf_text_put(out, i == trail->position ? "> " : "  ");
        for (const struct place *place = trail->history[i]; place; place = place->parent)
            buf_format(out, "%s of %lld (%s), row %zu at %zu; ", place->list->label,
                       (long long)place->list->snapshot, place->list->target,
                       place->excerpt.selected, place->top);
        buf_text_put(out, "\n");
    }
}

static void drill(struct desk *desk, size_t row) {
    navigate_move_to(&desk->rig.session, row, RIG_ROWS);
    rig_settle(&desk->rig);
    rig_run(&desk->rig, COMMAND_DRILL_IN);
}

/* A trail three deep, a list that was never requested, an older snapshot, and one that ends
 * in the middle of the way. */
static void wander(struct desk *desk) {
    struct rig *rig = &desk->rig;
    rig_go(rig, "zoe.flores");
    rig_run(rig, COMMAND_MORE);
    drill(desk, 27);
    drill(desk, 3);
    navigate_move_to(&rig->session, 2, RIG_ROWS);
    rig_settle(rig);
    rig_go(rig, "follows.nobody");
    rig_go(rig, "lucky.purr");
    rig_run(rig, COMMAND_REFETCH);
    rig_agree(rig);
    rig_run(rig, COMMAND_OLDER);
    navigate_move_to(&rig->session, 5, RIG_ROWS);
    rig_settle(rig);
    rig_run(rig, COMMAND_BACKWARD);
    rig_run(rig, COMMAND_BACKWARD);
}

static void walk(struct desk *desk) {
    while (desk->rig.session.trail.position > 0)
        rig_run(&desk->rig, COMMAND_BACKWARD);
    while (desk->rig.session.trail.position + 1 < desk->rig.session.trail.visited) {
        rig_run(&desk->rig, COMMAND_FORWARD);
        navigate_show_rows(&desk->rig.session, RIG_ROWS);
    }
}

START_TEST(comes_back_to_where_one_was) {
    struct desk desk;
    struct buf before, after;
    set_up(&desk);
    wander(&desk);
    size_t rows = rig_list(&desk.rig)->count;
    ck_assert_uint_gt(rows, 0);
    describe(&desk.rig.session.trail, &before);
    ck_assert_ptr_nonnull(strstr(buf_text(&before), "row 27"));
    save(&desk);
    desk.config.is_offline = _i == 1;
    desk.config.session.wants_profile = _i != 2;
    begin_another(&desk);
    restore(&desk);
    describe(&desk.rig.session.trail, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    buf_fini(&after);
    ck_assert_uint_eq(rig_list(&desk.rig)->count, rows);
    rig_run(&desk.rig, COMMAND_BACK);
    rig_expect_list(&desk.rig, 20, "loaded");
    rig_run(&desk.rig, COMMAND_BACK);
    rig_expect_list(&desk.rig, 40, "40 of 412 loaded");
    ck_assert_uint_eq(desk.rig.session.trail.current->excerpt.selected, 27);
    begin_another(&desk);
    restore(&desk);
    walk(&desk);
    ck_assert_uint_eq(desk.rig.session.trail.current->excerpt.selected, 5);
    ck_assert(rig_list(&desk.rig)->is_old);
    rig_run(&desk.rig, COMMAND_NEWER);
    rig_expect_list(&desk.rig, 20, "20 of 1,088 loaded");
    ck_assert_int_eq(rig_requests(&desk.rig), 0);
    buf_fini(&before);
    tear_down(&desk);
}
END_TEST

START_TEST(is_nothing_where_there_is_no_file) {
    struct desk desk;
    struct err err;
    bool is_back = true;
    set_up(&desk);
    save(&desk);
    ck_assert_int_eq(access(desk.path, F_OK), -1);
    ck_assert(resume_restore(&desk.rig.session, desk.path, &is_back, &err));
    ck_assert(!is_back);
    tear_down(&desk);
}
END_TEST

/* A list that only its names identify. */
static void open_named(struct desk *desk, const char *target, const char *label) {
    struct list *list = session_add_list(&desk->rig.session, list_new(target, label));
    trail_open(&desk->rig.session.trail, list);
}

START_TEST(keeps_every_byte_of_a_name) {
    char bytes[256], *label = mem_zalloc(6001);
    struct desk desk;
    for (int c = 1; c < 256; c++)
        bytes[c - 1] = (char)c;
    bytes[255] = '\0';
    memset(label, '\xff', 6000);
    set_up(&desk);
    open_named(&desk, bytes, "%");
    open_named(&desk, "", "");
    open_named(&desk, "%41", "a\nlist 0 b c\nvisit 0");
    open_named(&desk, "long", label);
    open_named(&desk, "@", bytes);
    save(&desk);
    begin_another(&desk);
    restore(&desk);
    struct place **history = desk.rig.session.trail.history;
    ck_assert_uint_eq(desk.rig.session.trail.visited, 5);
    ck_assert_str_eq(history[0]->list->target, bytes);
    ck_assert_str_eq(history[0]->list->label, "%");
    ck_assert_str_eq(history[1]->list->target, "");
    ck_assert_str_eq(history[1]->list->label, "");
    ck_assert_str_eq(history[2]->list->target, "%41");
    ck_assert_str_eq(history[2]->list->label, "a\nlist 0 b c\nvisit 0");
    ck_assert_str_eq(history[3]->list->label, label);
    ck_assert_str_eq(history[4]->list->label, bytes);
    free(label);
    tear_down(&desk);
}
END_TEST

static void read_text(const char *path, struct buf *text) {
    char bytes[4096];
    size_t len;
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    buf_init(text, TEXT_MAX);
    while ((len = fread(bytes, 1, sizeof bytes, file)) > 0)
        ck_assert(buf_put(text, bytes, len));
    fclose(file);
}

static void write_text(const char *path, const char *bytes, size_t len) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

/* A longer trail than is written down: its end, or what is around the current place. */
START_TEST(keeps_the_end_of_a_long_way) {
    struct desk desk;
    char name[32];
    int back = _i ? 2000 : 500;
    set_up(&desk);
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "@%d", i);
        open_named(&desk, name, name);
    }
    for (int i = 0; i < back; i++)
        ck_assert(trail_backward(&desk.rig.session.trail));
    save(&desk);
    begin_another(&desk);
    restore(&desk);
    snprintf(name, sizeof name, "@%d", 2999 - back);
    ck_assert_str_eq(rig_list(&desk.rig)->label, name);
    ck_assert_uint_eq(desk.rig.session.trail.visited, 1000);
    ck_assert_uint_eq(desk.rig.session.trail.position, _i ? 0 : 499);
    tear_down(&desk);
}
END_TEST

START_TEST(replaces_the_file_whole) {
    struct desk desk;
    struct stat status;
    struct buf before, held;
    char bytes[4096];
    set_up(&desk);
    umask(0);
    open_named(&desk, "first", "@first");
    save(&desk);
    ck_assert_int_eq(lstat(desk.path, &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0600);
    read_text(desk.path, &before);
    int fd = open(desk.path, O_RDONLY);
    open_named(&desk, "second", "@second");
    save(&desk);
    ssize_t len = read(fd, bytes, sizeof bytes);
    close(fd);
    ck_assert_int_eq(len, (ssize_t)before.len);
    ck_assert_mem_eq(bytes, before.data, before.len);
    read_text(desk.path, &held);
    ck_assert_ptr_nonnull(strstr(buf_text(&held), "second"));
    buf_fini(&before);
    buf_fini(&held);
    tear_down(&desk);
}
END_TEST

/* Nothing is left beside it. */
START_TEST(says_when_it_cannot_write) {
    struct desk desk;
    struct err err;
    set_up(&desk);
    open_named(&desk, "first", "@first");
    ck_assert_int_eq(mkdir(desk.path, 0700), 0);
    ck_assert(!resume_save(&desk.rig.session, desk.path, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_int_eq(rmdir(desk.path), 0);
    char *beside = scratch_beside(&desk.scratch, "-place*");
    glob_t found;
    ck_assert_int_eq(glob(beside, 0, NULL, &found), GLOB_NOMATCH);
    free(beside);
    tear_down(&desk);
}
END_TEST

/* Either there is a way, and one can walk it, or there is nothing at all. True for a way. */
static bool try(struct desk *desk) {
    struct err err = {.kind = ERR_NONE};
    struct session session;
    struct rig_config *config = &desk->config;
    bool is_back;
    session_init(&session, &config->session, NULL, desk->rig.shop.reader, &desk->rig.shop.purse);
    bool is_fine = resume_restore(&session, desk->path, &is_back, &err);
    ck_assert_int_eq(is_fine, is_back);
    ck_assert_int_eq(is_back, session.trail.current != NULL);
    if (!is_back) {
        ck_assert_uint_eq(session.list_count, 0);
        ck_assert_ptr_null(session.trail.newest);
        ck_assert(err.kind == ERR_DATA || err.kind == ERR_IO);
    }
    while (is_back && session.trail.position > 0)
        navigate_backward(&session);
    while (is_back && session.trail.position + 1 < session.trail.visited) {
        navigate_forward(&session);
        navigate_show_rows(&session, RIG_ROWS);
        ck_assert(session_selected(&session) || !session.trail.current->list->count);
    }
    session_fini(&session);
    return is_back;
}

static bool try_text(struct desk *desk, const char *text, size_t len) {
    write_text(desk->path, text, len);
    return try(desk);
}

START_TEST(refuses_what_is_something_else) {
    static const char *const texts[] = {
        "",
        "\n",
        "followtrail place 1",
        "followtrail place 1\n",
        "followtrail place 2\nlist 0 a @a\nplace 0 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nplace 0 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a @a\nplace 1 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a @a\nplace 0 0 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a @a\nplace 0 - 0 0\nvisit 1\nat 0\n",
        "followtrail place 1\nlist 0 a @a\nplace 0 - 0 0\nvisit 0\nat 1\n",
        "followtrail place 1\nlist -1 a @a\nplace 0 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a%0 @a\nplace 0 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a%00 @a\nplace 0 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a @a b\nplace 0 - 0 0\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a @a\nplace 0 - 0 99999999999999999999\nvisit 0\nat 0\n",
        "followtrail place 1\nlist 0 a @a\nplace 0 - 0 0\nvisit 0\nat 0\nelse\n",
        "SQLite format 3",
        "\177ELF",
    };
    struct desk desk;
    set_up(&desk);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!try_text(&desk, texts[i], strlen(texts[i])), "%s", texts[i]);
    static const char good[] = "followtrail place 1\nlist 99 a @a\nplace 0 - 7 3\nvisit 0\nat 0\n";
    ck_assert(try_text(&desk, good, sizeof good - 1));
    remove(desk.path);
    ck_assert_int_eq(symlink("/dev/zero", desk.path), 0);
    ck_assert(!try(&desk));
    remove(desk.path);
    ck_assert_int_eq(mkfifo(desk.path, 0600), 0);
    ck_assert(!try(&desk));
    tear_down(&desk);
}
END_TEST

/* The store may have lost what was selected. */
START_TEST(selects_a_row_that_there_is) {
    static const char text[] =
        "followtrail place 1\nlist 1 zoe.flores @zoe.flores\nplace 0 - 5000 4990\nvisit 0\nat 0\n";
    struct desk desk;
    set_up(&desk);
    desk.config.session.wants_profile = false;
    begin_another(&desk);
    rig_go(&desk.rig, "zoe.flores");
    begin_another(&desk);
    write_text(desk.path, text, sizeof text - 1);
    restore(&desk);
    navigate_show_rows(&desk.rig.session, RIG_ROWS);
    rig_expect_list(&desk.rig, 20, "loaded");
    ck_assert_uint_eq(desk.rig.session.trail.current->excerpt.selected, 19);
    ck_assert_uint_le(desk.rig.session.trail.current->top, 19);
    tear_down(&desk);
}
END_TEST

/* Of lists and places fewer are taken than fit, because each is compared with all before it. */
START_TEST(bears_a_huge_file) {
    static const char *const lines[] = {"list 0 a a\n", NULL, "visit 0\n", "at 0\n"};
    struct desk desk;
    struct buf text;
    set_up(&desk);
    buf_init(&text, TEXT_MAX);
    buf_text_put(&text, "followtrail place 1\nlist 0 a @a\nplace 0 - 0 0\nvisit 0\n");
    size_t most = (_i % 2 ? 5 : 4) * (size_t)1000 * 1000;
    for (size_t i = 0; text.len < most; i++)
        if (lines[_i / 2])
            buf_text_put(&text, lines[_i / 2]);
        else
            buf_format(&text, "place 0 %zu 0 0\n", i);
    bool is_back = try_text(&desk, buf_text(&text), text.len);
    ck_assert_int_eq(is_back, _i % 2 == 0 && _i / 2 >= 2);
    buf_fini(&text);
    tear_down(&desk);
}
END_TEST

static uint32_t draw(uint32_t *state, size_t below) {
    *state = *state * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)(*state >> 8) * below) >> 24);
}

/* A byte changed, a piece taken out, or a piece put in again elsewhere; one to four times. */
static void spoil(struct buf *text, uint32_t *state) {
    static const char bytes[] = "0123456789 -\n%list@\0\xff";
    for (uint32_t times = 1 + draw(state, 4); times && text->len; times--) {
        size_t at = draw(state, text->len), len = 1 + draw(state, 40), to = draw(state, text->len);
        if (len > text->len - at)
            len = text->len - at;
        char piece[64];
        memcpy(piece, text->data + at, len);
        switch (draw(state, 4)) {
        case 0:
        case 1:
            text->data[at] = bytes[draw(state, sizeof bytes)];
            break;
        case 2:
            memmove(text->data + at, text->data + at + len, text->len - at - len);
            text->len -= len;
            break;
        default:
            ck_assert(buf_put(text, piece, len));
            memmove(text->data + to + len, text->data + to, text->len - len - to);
            memcpy(text->data + to, piece, len);
        }
    }
}

START_TEST(bears_damage) {
    struct desk desk;
    struct buf whole;
    uint32_t state = 7;
    int restored = 0;
    set_up(&desk);
    wander(&desk);
    save(&desk);
    read_text(desk.path, &whole);
    for (size_t len = 0; len < whole.len; len++)
        restored += try_text(&desk, buf_text(&whole), len);
    ck_assert_int_lt(restored, (int)whole.len / 2);
    for (int i = 0; i < MUTATIONS; i++) {
        struct buf text;
        buf_init(&text, TEXT_MAX);
        buf_put(&text, whole.data, whole.len);
        spoil(&text, &state);
        restored += try_text(&desk, buf_text(&text), text.len);
        buf_fini(&text);
    }
    ck_assert_int_gt(restored, 20);
    ck_assert_int_lt(restored, MUTATIONS);
    ck_assert(try_text(&desk, buf_text(&whole), whole.len));
    buf_fini(&whole);
    tear_down(&desk);
}
END_TEST

/* In the program itself. */
START_TEST(leads_back_into_the_session_before) {
    static const char *const words[] = {"@lucky.purr", NULL};
    struct browser_config config;
    struct browser browser;
    struct sandbox_child_bill bill;
    browser_config_init(&config);
    browser_open(&browser, &config);
    browser_wait(&browser, "@zoe.flores");
    browser_wait(&browser, "20 of 412");
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    pty_close(&browser.pty);
    ck_assert(sandbox_child_browse(&browser.sandbox, &browser.pty, &config.pty, words));
    browser_wait(&browser, "@lucky.purr");
    browser_wait(&browser, "20 of 1,088");
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    browser_press(&browser, "[");
    browser_wait(&browser, "@zoe.flores");
    browser_press(&browser, "]");
    browser_wait(&browser, "@lucky.purr");
    int64_t credits = bill.credits;
    ck_assert(sandbox_child_read_bill(&browser.sandbox, &bill));
    ck_assert_int_eq(bill.credits, credits);
    browser_send(&browser, "Q");
    ck_assert_int_eq(browser_wait_exit(&browser, PTY_DEADLINE_MS), 0);
    browser_abandon(&browser);
}
END_TEST

/* What was requested between two sessions is here, whoever requested it, and however its name was
 * known when it was first opened. */
START_TEST(has_the_list_that_came_meanwhile) {
    struct desk desk;
    set_up(&desk);
    desk.config.session.wants_profile = _i;
    rig_close(&desk.rig, 0, 0);
    rig_open(&desk.rig, &desk.config);
    struct err err;
    ck_assert(navigate_visit(&desk.rig.session, "zoe.flores", &err));
    if (_i) {
        requests_ask_profile(&desk.rig.session, desk.rig.session.trail.current->list);
        rig_settle(&desk.rig);
    }
    rig_expect_list(&desk.rig, 0, "nothing loaded yet");
    save(&desk);
    begin_another(&desk);
    desk.rig.session.config.wants_profile = true;
    rig_go(&desk.rig, "zoe.flores");
    rig_expect_list(&desk.rig, 20, "20 of 412");
    begin_another(&desk);
    restore(&desk);
    rig_expect_list(&desk.rig, 20, "20 of 412 loaded");
    ck_assert_int_eq(rig_requests(&desk.rig), 0);
    tear_down(&desk);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("resume");
    TCase *tc = tcase_create("resume");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, comes_back_to_where_one_was, 0, 3);
    tcase_add_loop_test(tc, has_the_list_that_came_meanwhile, 0, 2);
    tcase_add_test(tc, is_nothing_where_there_is_no_file);
    tcase_add_test(tc, keeps_every_byte_of_a_name);
    tcase_add_loop_test(tc, keeps_the_end_of_a_long_way, 0, 2);
    tcase_add_test(tc, replaces_the_file_whole);
    tcase_add_test(tc, says_when_it_cannot_write);
    tcase_add_test(tc, refuses_what_is_something_else);
    tcase_add_test(tc, selects_a_row_that_there_is);
    tcase_add_loop_test(tc, bears_a_huge_file, 0, 8);
    tcase_add_test(tc, bears_damage);
    tcase_add_test(tc, leads_back_into_the_session_before);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
