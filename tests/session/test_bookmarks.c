/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookmarks: kept immediately, by several programs together, through damage and full disks. */
#include "session/source_bookmarks.h"

#include "base/mem.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "session/resume.h"
#include "session/source.h"
#include "store/home.h"
#include "tests/support/browser.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/stage.h"

#include <check.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_MAX = 65536, CHILDREN = 4, EACH = 50 };

#define HEAD "followtrail bookmarks 1\n"

struct desk {
    struct scratch scratch;
    char *path, *lock, *aside;
};

static void set_up(struct desk *desk) {
    scratch_init(&desk->scratch);
    desk->path = scratch_beside(&desk->scratch, "-marks");
    desk->lock = scratch_beside(&desk->scratch, "-marks.lock");
    desk->aside = scratch_beside(&desk->scratch, "-marks.damaged-1");
}

static void tear_down(struct desk *desk) {
    remove(desk->path);
    remove(desk->lock);
    remove(desk->aside);
    free(desk->path);
    free(desk->lock);
    free(desk->aside);
    scratch_fini(&desk->scratch);
}

static void write_bytes(const char *path, const char *bytes, size_t len) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
}

static size_t read_bytes(const char *path, char *bytes) {
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    size_t len = fread(bytes, 1, TEXT_MAX - 1, file);
    fclose(file);
    bytes[len] = '\0';
    return len;
}

static struct bookmark_file *open_set(const struct desk *desk) {
    struct bookmark_file *set = bookmark_file_new(desk->path);
    struct err err = {.text = ""};
    ck_assert_msg(bookmark_file_read(set, &err), "%s", err.text);
    return set;
}

static bool change(struct bookmark_file *set, const char *id, bool is_adding, struct err *err) {
    const struct bookmark bookmark = {.id = id, .handle = "h", .time_ms = 7};
    return bookmark_file_change(set, &bookmark, 1, is_adding, err);
}

static void must_change(struct bookmark_file *set, const char *id, bool is_adding) {
    struct err err = {.text = ""};
    ck_assert_msg(change(set, id, is_adding, &err), "%s", err.text);
}

/* The ids, the oldest first, a blank after each. */
static const char *ids(const struct bookmark_file *set, char *out) {
    size_t len = 0;
    *out = '\0';
    for (size_t i = 0; i < bookmark_file_count(set); i++)
        len += (size_t)snprintf(out + len, TEXT_MAX - len, "%s ", bookmark_file_at(set, i)->id);
    return out;
}

START_TEST(are_kept_at_once) {
    struct desk desk;
    struct stat status;
    char text[TEXT_MAX];
    set_up(&desk);
    struct bookmark_file *set = open_set(&desk);
    const struct bookmark odd = {.id = "a b\n%\xff", .time_ms = 12};
    ck_assert_int_eq(access(desk.path, F_OK), -1);
    must_change(set, "first", true);
    must_change(set, "second", true);
    must_change(set, "first", true);
    ck_assert(bookmark_file_change(set, &odd, 1, true, NULL));
    read_bytes(desk.path, text);
    ck_assert_str_eq(text, HEAD "first h 7\nsecond h 7\na%20b%0A%25%FF % 12\n");
    ck_assert_int_eq(stat(desk.path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0600);
    must_change(set, "second", false);
    must_change(set, "second", false);
    bookmark_file_free(set);
    set = open_set(&desk);
    ck_assert_str_eq(ids(set, text), "first a b\n%\xff ");
    ck_assert_ptr_null(bookmark_file_at(set, 1)->handle);
    ck_assert_int_eq(bookmark_file_at(set, 1)->time_ms, 12);
    ck_assert(bookmark_file_has(set, "first"));
    ck_assert(!bookmark_file_has(set, "second"));
    bookmark_file_free(set);
    tear_down(&desk);
}
END_TEST

START_TEST(of_two_programs_are_not_lost) {
    struct desk desk;
    char text[TEXT_MAX];
    set_up(&desk);
    struct bookmark_file *one = open_set(&desk), *other = open_set(&desk);
    must_change(one, "a", true);
    must_change(other, "b", true);
    must_change(one, "c", true);
    ck_assert_str_eq(ids(one, text), "a b c ");
    ck_assert_str_eq(ids(other, text), "a b ");
    must_change(other, "a", false);
    ck_assert_str_eq(ids(other, text), "b c ");
    ck_assert(bookmark_file_read(one, NULL));
    ck_assert_str_eq(ids(one, text), "b c ");
    bookmark_file_free(one);
    bookmark_file_free(other);
    tear_down(&desk);
}
END_TEST

static void mark_many(const struct desk *desk, int child) {
    struct bookmark_file *set = open_set(desk);
    char id[32];
    for (int i = 0; i < EACH; i++) {
        snprintf(id, sizeof id, "%d-%d", child, i);
        must_change(set, id, true);
        if (i % 5 == 0)
            must_change(set, id, false);
    }
    bookmark_file_free(set);
}

START_TEST(of_programs_that_write_at_once_are_not_lost) {
    struct desk desk;
    pid_t children[CHILDREN];
    set_up(&desk);
    for (int i = 0; i < CHILDREN; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (!children[i]) {
            mark_many(&desk, i);
            _exit(0);
        }
    }
    for (int i = 0; i < CHILDREN; i++) {
        int status;
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        ck_assert_int_eq(status, 0);
    }
    struct bookmark_file *set = open_set(&desk);
    ck_assert_uint_eq(bookmark_file_count(set), CHILDREN * EACH * 4 / 5);
    bookmark_file_free(set);
    tear_down(&desk);
}
END_TEST

#define BYTES(text) (text), sizeof(text) - 1

static const struct {
    const char *bytes;
    size_t len;
    const char *left;
} damaged[] = {
    {BYTES(""), ""},
    {BYTES("\n"), ""},
    {BYTES("followtrail bookmarks 1"), ""},
    {BYTES("followtrail bookmarks 0\na h 1\n"), ""},
    {BYTES("\0\0\0\0\0\0\0\0"), ""},
    {BYTES(HEAD "a h 1\nb h"), "a "},
    {BYTES(HEAD "a h 1\nb h 22"), "a b "},
    {BYTES(HEAD "a h 1\nb\nc h 3\n"), "a c "},
    {BYTES(HEAD "a h 1\nb h x\nc h 3\n"), "a c "},
    {BYTES(HEAD "a h 1\n% h 2\n"), "a "},
    {BYTES(HEAD "a h 1\nb%zz h 2\n"), "a "},
    {BYTES(HEAD "a h 1\nb h 2 3\n"), "a "},
    {BYTES(HEAD "a h 1\nb h 99999999999999999999\n"), "a "},
    {BYTES(HEAD "a h 1\n\0b h 2\n"), "a "},
};

/* Found while reading (0) or while writing (1). */
START_TEST(that_are_damaged_are_put_aside) {
    struct desk desk;
    char text[TEXT_MAX];
    struct err err = {.text = ""};
    bool is_writing = _i % 2;
    set_up(&desk);
    write_bytes(desk.path, damaged[_i / 2].bytes, damaged[_i / 2].len);
    struct bookmark_file *set = bookmark_file_new(desk.path);
    ck_assert(is_writing ? !change(set, "new", true, &err) : !bookmark_file_read(set, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, desk.aside) != NULL, "%s", err.text);
    size_t len = read_bytes(desk.aside, text);
    ck_assert_uint_eq(len, damaged[_i / 2].len);
    ck_assert_mem_eq(text, damaged[_i / 2].bytes, len);
    ck_assert_str_eq(ids(set, text), damaged[_i / 2].left);
    bookmark_file_free(set);
    set = open_set(&desk);
    ck_assert_str_eq(ids(set, text), damaged[_i / 2].left);
    must_change(set, "new", true);
    ck_assert(bookmark_file_has(set, "new"));
    bookmark_file_free(set);
    tear_down(&desk);
}
END_TEST

START_TEST(that_were_put_aside_stay) {
    struct desk desk;
    char text[TEXT_MAX];
    struct err err = {.text = ""};
    set_up(&desk);
    char *second = scratch_beside(&desk.scratch, "-marks.damaged-2");
    write_bytes(desk.aside, BYTES("older"));
    write_bytes(desk.path, BYTES("newer"));
    struct bookmark_file *set = bookmark_file_new(desk.path);
    ck_assert(!bookmark_file_read(set, &err));
    read_bytes(desk.aside, text);
    ck_assert_str_eq(text, "older");
    read_bytes(second, text);
    ck_assert_str_eq(text, "newer");
    bookmark_file_free(set);
    remove(second);
    free(second);
    tear_down(&desk);
}
END_TEST

START_TEST(of_a_newer_program_are_left_alone) {
    static const char newer[] = "followtrail bookmarks 2\nanything\n";
    struct desk desk;
    char text[TEXT_MAX];
    struct err err = {.text = ""};
    set_up(&desk);
    write_bytes(desk.path, newer, sizeof newer - 1);
    struct bookmark_file *set = bookmark_file_new(desk.path);
    ck_assert(!bookmark_file_read(set, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert(!change(set, "a", true, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_uint_eq(bookmark_file_count(set), 0);
    read_bytes(desk.path, text);
    ck_assert_str_eq(text, newer);
    bookmark_file_free(set);
    tear_down(&desk);
}
END_TEST

/* A folder that cannot be made; a file that is a folder; a lock that is one. */
START_TEST(that_cannot_be_written_are_not_changed) {
    struct desk desk;
    struct err err = {.text = ""};
    set_up(&desk);
    char *within = scratch_beside(&desk.scratch, "-marks/below/marks");
    if (_i == 0)
        write_bytes(desk.path, BYTES("a file"));
    else
        ck_assert_int_eq(mkdir(_i == 1 ? desk.path : desk.lock, 0700), 0);
    struct bookmark_file *set = bookmark_file_new(_i == 0 ? within : desk.path);
    ck_assert(!change(set, "a", true, &err));
    ck_assert_msg(err.kind == ERR_IO || err.kind == ERR_CONFIG, "%s", err.text);
    ck_assert_uint_eq(bookmark_file_count(set), 0);
    bookmark_file_free(set);
    free(within);
    tear_down(&desk);
}
END_TEST

START_TEST(stay_what_they_were_when_the_disk_is_full) {
    struct desk desk;
    char text[TEXT_MAX];
    struct rlimit limit;
    struct err err = {.text = ""};
    set_up(&desk);
    struct bookmark_file *set = open_set(&desk);
    must_change(set, "a", true);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    struct rlimit small = {.rlim_cur = 20, .rlim_max = limit.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    ck_assert(!change(set, "b", true, &err));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert(!change(set, "a", false, &err));
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_str_eq(ids(set, text), "a ");
    read_bytes(desk.path, text);
    ck_assert_str_eq(text, HEAD "a h 7\n");
    bookmark_file_free(set);
    tear_down(&desk);
}
END_TEST

/* The damaged file is neither lost nor, without one, taken for no bookmarks at all. */
START_TEST(that_are_damaged_stay_where_they_are_when_the_disk_is_full) {
    struct desk desk;
    char text[TEXT_MAX];
    struct rlimit limit;
    struct err err = {.text = ""};
    set_up(&desk);
    write_bytes(desk.path, BYTES(HEAD "a h 1\njunk\n"));
    struct bookmark_file *set = bookmark_file_new(desk.path);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    struct rlimit small = {.rlim_cur = 20, .rlim_max = limit.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    ck_assert(!bookmark_file_read(set, &err));
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(err.kind, ERR_IO);
    snprintf(text, sizeof text, "the damaged file is %s; ", desk.path);
    ck_assert_msg(strstr(err.text, text) != NULL, "%s", err.text);
    ck_assert_str_eq(ids(set, text), "a ");
    text[read_bytes(desk.path, text)] = '\0';
    ck_assert_str_eq(text, HEAD "a h 1\njunk\n");
    ck_assert_int_ne(access(desk.aside, F_OK), 0);
    ck_assert(!bookmark_file_read(set, &err));
    ck_assert_msg(strstr(err.text, desk.aside) != NULL, "%s", err.text);
    bookmark_file_free(set);
    tear_down(&desk);
}
END_TEST

START_TEST(without_a_file_are_in_memory) {
    char text[TEXT_MAX];
    struct bookmark_file *set = bookmark_file_new(NULL);
    must_change(set, "a", true);
    must_change(set, "b", true);
    must_change(set, "a", false);
    ck_assert(bookmark_file_read(set, NULL));
    ck_assert_str_eq(ids(set, text), "b ");
    bookmark_file_free(set);
}
END_TEST

static void open_rig(struct rig *rig) {
    struct rig_config config;
    rig_config_init(&config);
    rig_open(rig, &config);
    rig->session.bookmarks = bookmark_file_new(NULL);
}

static void close_rig(struct rig *rig) {
    bookmark_file_free(rig->session.bookmarks);
    rig_close(rig, 0, 0);
}

static void toggle(struct rig *rig, size_t from, size_t count) {
    source_bookmarks_toggle(&rig->session, rig_list(rig)->rows + from, count);
}

START_TEST(are_toggled_and_listed) {
    struct rig rig;
    open_rig(&rig);
    rig_go(&rig, "zoe.flores");
    const struct list *list = rig_list(&rig);
    const struct account *second = list->rows[2], *fifth = list->rows[5];
    toggle(&rig, 2, 1);
    rig_expect(&rig, second->username);
    rig_expect(&rig, "(1 in all).");
    toggle(&rig, 4, 2);
    rig_expect(&rig, "2 bookmarks added (3 in all).");
    ck_assert(source_bookmarks_has(&rig.session, second));
    ck_assert(!source_bookmarks_has(&rig.session, list->rows[3]));
    toggle(&rig, 3, 2); /* one of them is marked: the other is to be */
    rig_expect(&rig, "2 bookmarks added (4 in all).");
    toggle(&rig, 3, 2);
    rig_expect(&rig, "2 bookmarks removed (2 left).");
    int64_t requests = rig_requests(&rig);
    source_bookmarks_open(&rig.session);
    rig_expect_list(&rig, 2, "2 accounts");
    ck_assert_str_eq(rig_list(&rig)->rows[0]->id, fifth->id);
    ck_assert_str_eq(rig_list(&rig)->rows[1]->id, second->id);
    ck_assert_pstr_eq(rig_list(&rig)->rows[1]->bio, second->bio);
    ck_assert_str_eq(rig_list(&rig)->label, "bookmarks");
    ck_assert_int_eq(rig_requests(&rig), requests);
    rig_run(&rig, COMMAND_DRILL_IN);
    ck_assert_str_eq(rig_list(&rig)->owner->id, fifth->id);
    ck_assert_ptr_eq(rig.session.trail.current->parent->list->source, &source_bookmarks);
    close_rig(&rig);
}
END_TEST

/* What is taken away stays in sight until one comes back, and can be marked again. */
START_TEST(stay_in_sight_until_one_comes_back) {
    struct rig rig;
    open_rig(&rig);
    rig_go(&rig, "zoe.flores");
    toggle(&rig, 0, 5);
    source_bookmarks_open(&rig.session);
    navigate_move_to(&rig.session, 3, RIG_ROWS);
    char selected[64];
    snprintf(selected, sizeof selected, "%s", session_selected(&rig.session)->id);
    toggle(&rig, 0, 1);
    rig_expect_list(&rig, 5, "4 accounts · 1 removed");
    ck_assert(!source_bookmarks_has(&rig.session, rig_list(&rig)->rows[0]));
    toggle(&rig, 0, 1);
    rig_expect_list(&rig, 5, "5 accounts");
    ck_assert_uint_eq(rig_list(&rig)->tally.gone, 0);
    toggle(&rig, 0, 1);
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_BACKWARD);
    rig_expect_list(&rig, 4, "4 accounts");
    ck_assert_str_eq(session_selected(&rig.session)->id, selected);
    ck_assert_uint_eq(rig.session.trail.current->excerpt.selected, 2);
    toggle(&rig, 2, 2);
    rig_run(&rig, COMMAND_REFETCH);
    rig_expect(&rig, "Read again, free: 2 bookmarks.");
    rig_expect_list(&rig, 2, "2 accounts");
    ck_assert_uint_eq(rig.session.trail.current->excerpt.selected, 1);
    toggle(&rig, 0, 2);
    rig_run(&rig, COMMAND_REFETCH);
    rig_expect_list(&rig, 0, "0 accounts");
    ck_assert_ptr_null(session_selected(&rig.session));
    close_rig(&rig);
}
END_TEST

/* None passes the filter, and of so many that is said not to be known. */
static void expect_not_known(struct rig *rig, const char *filter, size_t unknown) {
    struct err err;
    ck_assert(refine_filter(&rig->session, filter, &err));
    ck_assert_uint_eq(rig->session.trail.current->excerpt.sum.matched, 0);
    ck_assert_uint_eq(rig->session.trail.current->excerpt.sum.unknown, unknown);
    ck_assert(refine_filter(&rig->session, "", &err));
}

START_TEST(without_a_record_show_what_is_known) {
    const struct bookmark lost = {.id = "777", .handle = "lost.one", .time_ms = 1},
                          bare = {.id = "778", .time_ms = 1};
    struct rig rig;
    open_rig(&rig);
    ck_assert(bookmark_file_change(rig.session.bookmarks, &bare, 1, true, NULL));
    ck_assert(bookmark_file_change(rig.session.bookmarks, &lost, 1, true, NULL));
    source_bookmarks_open(&rig.session);
    rig_expect_list(&rig, 2, "2 accounts · 2 without a record");
    const struct account *account = rig_list(&rig)->rows[0];
    ck_assert_str_eq(account->id, "777");
    ck_assert_str_eq(account->username, "lost.one");
    ck_assert_int_eq(account->following_count, ACCOUNT_UNKNOWN);
    ck_assert_int_eq(account_flag(account, ACCOUNT_FLAG_VERIFIED), ACCOUNT_UNKNOWN);
    expect_not_known(&rig, "!verified", 2);
    ck_assert_int_eq(navigate_drill_price(&rig.session), rig.session.config.page_size);
    ck_assert_ptr_null(rig_list(&rig)->rows[1]->username);
    ck_assert_int_eq(rig_requests(&rig), 0);
    close_rig(&rig);
}
END_TEST

START_TEST(get_a_record_that_is_fetched_meanwhile) {
    struct rig rig;
    char id[64];
    open_rig(&rig);
    rig_go(&rig, "zoe.flores");
    snprintf(id, sizeof id, "%s", rig_list(&rig)->rows[7]->id);
    close_rig(&rig);
    open_rig(&rig);
    const struct bookmark bookmark = {.id = id, .time_ms = 1};
    ck_assert(bookmark_file_change(rig.session.bookmarks, &bookmark, 1, true, NULL));
    source_bookmarks_open(&rig.session);
    rig_expect_list(&rig, 1, "1 without a record");
    rig_go(&rig, "zoe.flores");
    rig_run(&rig, COMMAND_BACKWARD);
    rig_expect_list(&rig, 1, "1 account");
    ck_assert_uint_eq(rig_list(&rig)->tally.unknown, 0);
    ck_assert_ptr_nonnull(rig_list(&rig)->rows[0]->username);
    close_rig(&rig);
}
END_TEST

START_TEST(say_what_cannot_be_kept) {
    const struct account nameless = {.username = "x"}, fine = {.id = "1"};
    const struct account *both[] = {&nameless, &fine};
    struct desk desk;
    struct rig rig;
    open_rig(&rig);
    source_bookmarks_toggle(&rig.session, both, 1);
    rig_expect(&rig, "cannot be bookmarked");
    ck_assert(!source_bookmarks_has(&rig.session, &nameless));
    source_bookmarks_toggle(&rig.session, both, 2);
    rig_expect(&rig, "Bookmark added: 1, 1 without an id skipped (1 in all).");
    bookmark_file_free(rig.session.bookmarks);
    set_up(&desk);
    write_bytes(desk.path, BYTES("nonsense\n"));
    rig.session.bookmarks = bookmark_file_new(desk.path);
    source_bookmarks_toggle(&rig.session, both, 2);
    rig_expect(&rig, "No bookmark was changed: the bookmarks were damaged");
    source_bookmarks_toggle(&rig.session, both, 2);
    rig_expect(&rig, "1 in all");
    write_bytes(desk.path, BYTES("followtrail bookmarks 9\n"));
    source_bookmarks_open(&rig.session);
    rig_expect(&rig, "from a newer Followtrail");
    rig_expect_list(&rig, 1, "1 account · 1 without a record");
    bookmark_file_free(rig.session.bookmarks);
    rig.session.bookmarks = NULL;
    source_bookmarks_toggle(&rig.session, both, 2);
    rig_expect(&rig, "Bookmarks are not available here.");
    source_bookmarks_open(&rig.session);
    rig_expect_list(&rig, 0, "0 accounts");
    tear_down(&desk);
    rig_close(&rig, 0, 0);
}
END_TEST

START_TEST(are_there_in_the_next_session) {
    struct desk desk;
    struct rig_config config;
    struct rig rig;
    struct err err;
    bool is_back;
    set_up(&desk);
    char *place = scratch_beside(&desk.scratch, "-place");
    rig_config_init(&config);
    config.shop.store_path = desk.scratch.path;
    rig_open(&rig, &config);
    rig.session.bookmarks = open_set(&desk);
    rig_go(&rig, "zoe.flores");
    toggle(&rig, 3, 3);
    source_bookmarks_open(&rig.session);
    navigate_move_to(&rig.session, 1, RIG_ROWS);
    ck_assert(resume_save(&rig.session, place, &err));
    close_rig(&rig);
    config.is_offline = true;
    rig_open(&rig, &config);
    rig.session.bookmarks = open_set(&desk);
    ck_assert(resume_restore(&rig.session, place, &is_back, &err));
    ck_assert(is_back);
    rig_expect_list(&rig, 3, "3 accounts");
    ck_assert_uint_eq(rig.session.trail.current->excerpt.selected, 1);
    ck_assert(source_bookmarks_has(&rig.session, session_selected(&rig.session)));
    close_rig(&rig);
    remove(place);
    free(place);
    tear_down(&desk);
}
END_TEST

START_TEST(have_a_screen) {
    const struct bookmark lost = {.id = "777", .handle = "lost.one", .time_ms = 1};
    struct stage_config config;
    struct stage stage;
    struct err err;
    stage_config_init(&config);
    stage_open(&stage, &config);
    stage.session.bookmarks = bookmark_file_new(NULL);
    source_bookmarks_open(&stage.session);
    stage_play(&stage, ":shot bookmarks-none\n");
    ck_assert(bookmark_file_change(stage.session.bookmarks, &lost, 1, true, NULL));
    ck_assert(navigate_open(&stage.session, "zoe.flores", &err));
    stage_play(&stage, "Down\n");
    source_bookmarks_toggle(&stage.session, stage.session.trail.current->list->rows, 2);
    source_bookmarks_open(&stage.session);
    stage_play(&stage, ":shot bookmarks-list\n"
                       "Down*2\n"
                       ":shot bookmarks-bare\n"
                       ":size 24x120\nD\n"
                       ":shot bookmarks-bare-beside\n");
    bookmark_file_free(stage.session.bookmarks);
    stage_close(&stage);
}
END_TEST

/* In the program itself, which opens an account meanwhile. */
START_TEST(that_are_damaged_are_told_of_at_the_start) {
    static const char *const words[] = {"@zoe.flores", NULL};
    struct browser browser = {.sandbox = {.pid = 0}};
    struct browser_config config;
    char path[PATH_MAX];
    browser_config_init(&config);
    browser_init_bytes(&browser);
    ck_assert(sandbox_child_open(&browser.sandbox, NULL));
    snprintf(path, sizeof path, "%s/followtrail/bookmarks-sandbox", browser.sandbox.folder);
    ck_assert(home_make_folder_of(path, NULL));
    write_bytes(path, BYTES(HEAD "a h 1\njunk\n"));
    ck_assert(sandbox_child_browse(&browser.sandbox, &browser.pty, &config.pty, words));
    browser_wait(&browser, "Note: the bookmarks were damaged: recovered 1; the");
    browser_wait(&browser, "20 of 412");
    browser_close(&browser);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bookmarks");
    TCase *tcase = tcase_create("bookmarks");
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, are_kept_at_once);
    tcase_add_test(tcase, of_two_programs_are_not_lost);
    tcase_add_test(tcase, of_programs_that_write_at_once_are_not_lost);
    tcase_add_loop_test(tcase, that_are_damaged_are_put_aside, 0,
                        2 * sizeof damaged / sizeof *damaged);
    tcase_add_test(tcase, that_were_put_aside_stay);
    tcase_add_test(tcase, of_a_newer_program_are_left_alone);
    tcase_add_loop_test(tcase, that_cannot_be_written_are_not_changed, 0, 3);
    tcase_add_test(tcase, stay_what_they_were_when_the_disk_is_full);
    tcase_add_test(tcase, that_are_damaged_stay_where_they_are_when_the_disk_is_full);
    tcase_add_test(tcase, without_a_file_are_in_memory);
    tcase_add_test(tcase, are_toggled_and_listed);
    tcase_add_test(tcase, stay_in_sight_until_one_comes_back);
    tcase_add_test(tcase, without_a_record_show_what_is_known);
    tcase_add_test(tcase, get_a_record_that_is_fetched_meanwhile);
    tcase_add_test(tcase, say_what_cannot_be_kept);
    tcase_add_test(tcase, are_there_in_the_next_session);
    tcase_add_test(tcase, have_a_screen);
    tcase_add_test(tcase, that_are_damaged_are_told_of_at_the_start);
    return run_suite(suite);
}
