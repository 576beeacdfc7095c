/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true of the lists of every source; above all, that only lists of whom an account
 * follows cost credits: every command runs on every list. */
#include "session/source.h"

#include "session/bookmark_file.h"
#include "session/list_lookup.h"
#include "session/load_batch.h"
#include "session/marking.h"
#include "session/reading.h"
#include "session/resume.h"
#include "session/source_bookmarks.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_S = 60, QUERY_MAX = 128 };

struct desk {
    struct scratch scratch;
    struct rig_config config;
    struct rig rig;
};

static struct desk desk;

static void open_session(void) {
    rig_open(&desk.rig, &desk.config);
    desk.rig.session.bookmarks = bookmark_file_new(NULL);
}

static void close_session(void) {
    bookmark_file_free(desk.rig.session.bookmarks);
    rig_close(&desk.rig, 0, 0);
}

static void set_up(void) {
    scratch_init(&desk.scratch);
    rig_config_init(&desk.config);
    desk.config.shop.store_path = desk.scratch.path;
    open_session();
}

static void tear_down(void) {
    close_session();
    scratch_fini(&desk.scratch);
}

static struct list *list_of(const struct list_source *source) {
    const struct reference zoe = {.kind = REFERENCE_HANDLE, .name = "zoe.flores"};
    struct list *list = list_lookup_reference(&desk.rig.session, &zoe);
    char query[QUERY_MAX];
    if (source == &source_following)
        return list;
    snprintf(query, sizeof query, "o %s", list->owner ? list->owner->id : "1");
    if (source == &source_members)
        return source_list(&desk.rig.session, source, query);
    if (source == &source_difference) {
        snprintf(query, sizeof query, "kept %lld %lld", (long long)list->snapshot,
                 (long long)list->snapshot);
        return source_list(&desk.rig.session, source, query);
    }
    if (source == &source_frontier)
        return source_list(&desk.rig.session, source, "per-credit");
    return source_list(&desk.rig.session, source, source->has_query ? "following>=0" : NULL);
}

static void show_list_of(const struct list_source *source) {
    struct session *session = &desk.rig.session;
    trail_open(&session->trail, source_resolve(session, list_of(source)));
    reading_open(session, session->trail.current);
    trail_refresh(&session->trail);
    marking_clear(session);
    session_hush(session);
    ck_assert_ptr_eq(source_of(rig_list(&desk.rig)), source);
}

START_TEST(has_whole_rows) {
    ck_assert_ptr_eq(source_at(0), &source_following);
    for (size_t i = 0; source_at(i); i++) {
        const struct list_source *source = source_at(i);
        ck_assert_msg(source->prefix && source->read, "%s is no whole row", source->name);
        ck_assert_msg(i ? source->step && source->title && !source->fields
                        : source->again && source->describe && source->explain_none,
                      "%s is no whole row", source->name);
        for (size_t other = 0; other < i; other++)
            ck_assert_str_ne(source->name, source_at(other)->name);
    }
}
END_TEST

static void read_one(struct session *session, struct list *list) {
    struct account account = {.id = "77", .username = "lena"};
    list->is_unread = false;
    list_add_account(list, &account);
    session->changes++;
}

/* A row with nothing but what it must have. */
START_TEST(does_without_what_a_row_leaves_out) {
    static const struct list_source bare = {
        .name = "bare", .step = "bare", .prefix = "", .title = "Bare", .read = read_one};
    struct session *session = &desk.rig.session;
    struct buf text;
    buf_init(&text, 1024);
    source_explain_none(session, source_list(session, &bare, NULL), &text);
    ck_assert_str_eq(buf_text(&text), "This list is empty. [ goes back.");
    show_list_of(&bare);
    rig_run(&desk.rig, COMMAND_REFETCH);
    ck_assert_str_eq(session->message, "Read again, free: 1 account.");
    ck_assert_uint_eq(rig_list(&desk.rig)->count, 1);
    rig_run(&desk.rig, COMMAND_MORE);
    ck_assert_ptr_nonnull(strstr(session->message, "Nothing to load"));
    ck_assert_int_eq(rig_requests(&desk.rig), 0);
    buf_fini(&text);
}
END_TEST

/* With a yes, because many commands ask first. */
static void give(enum command command) {
    rig_run(&desk.rig, command);
    if (desk.rig.session.question.wants_amount)
        ck_assert(rig_agree_to(&desk.rig, "20"));
    else if (desk.rig.session.question.about)
        rig_agree(&desk.rig);
}

/* Enter opens the selected account's own list, and a crawl loads those of a frontier, so these may
 * cost credits in any list. */
static bool may_spend(enum command command) {
    return command == COMMAND_DRILL_IN || command == COMMAND_CRAWL;
}

START_TEST(only_what_an_account_follows_is_paid_for) {
    rig_go(&desk.rig, "zoe.flores");
    source_bookmarks_toggle(&desk.rig.session, rig_list(&desk.rig)->rows, 5);
    for (size_t i = 0; source_at(i); i++) {
        const struct list_source *source = source_at(i);
        int64_t before = rig_requests(&desk.rig);
        for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
            if (may_spend(command) || command == COMMAND_BROWSE || command == COMMAND_QUIT)
                continue;
            show_list_of(source);
            ck_assert_uint_gt(rig_list(&desk.rig)->count, 0);
            give(command);
            ck_assert_msg(source == &source_following || rig_requests(&desk.rig) == before,
                          "%s spends in a list of “%s”", command_info(command)->name, source->name);
        }
        ck_assert(source != &source_following || rig_requests(&desk.rig) > before);
    }
}
END_TEST

START_TEST(is_written_down_and_found_again) {
    char *path = scratch_beside(&desk.scratch, "-place");
    struct err err = {.text = ""};
    for (size_t i = 0; source_at(i); i++) {
        bool is_back = false;
        show_list_of(source_at(i));
        char *label = strdup(rig_list(&desk.rig)->label);
        ck_assert_msg(resume_save(&desk.rig.session, path, &err), "%s", err.text);
        close_session();
        open_session();
        ck_assert_msg(resume_restore(&desk.rig.session, path, &is_back, &err), "%s", err.text);
        ck_assert(is_back);
        ck_assert_ptr_eq(source_of(rig_list(&desk.rig)), source_at(i));
        ck_assert_str_eq(rig_list(&desk.rig)->label, label);
        ck_assert_int_eq(rig_requests(&desk.rig), 0);
        free(label);
        remove(path);
    }
    free(path);
}
END_TEST

START_TEST(explains_why_it_is_empty) {
    for (size_t i = 0; source_at(i); i++) {
        struct buf text;
        buf_init(&text, 1024);
        show_list_of(source_at(i));
        ck_assert_uint_eq(rig_list(&desk.rig)->count, 0);
        source_explain_none(&desk.rig.session, rig_list(&desk.rig), &text);
        ck_assert_msg(*buf_text(&text), "%s", source_at(i)->name);
        buf_clear(&text);
        source_describe(rig_list(&desk.rig), &text);
        ck_assert_msg(*buf_text(&text), "%s", source_at(i)->name);
        buf_fini(&text);
    }
    ck_assert_int_eq(rig_requests(&desk.rig), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("source");
    TCase *tcase = tcase_create("lists");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, TIMEOUT_S);
    tcase_add_test(tcase, has_whole_rows);
    tcase_add_test(tcase, does_without_what_a_row_leaves_out);
    tcase_add_test(tcase, only_what_an_account_follows_is_paid_for);
    tcase_add_test(tcase, is_written_down_and_found_again);
    tcase_add_test(tcase, explains_why_it_is_empty);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
