/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a small store, as counted by hand; and in steps as at once. */
#include "analysis/statistics_work.h"

#include "store/lookup.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DAY_MS = 24 * 3600 * 1000 };

static const int64_t now_ms = 40LL * DAY_MS;
static struct paid paid;
static struct store *reader;
static struct graph_index *index_of_all;
static struct err err;

/* a lists b, c, d, e (of 4); b lists a, c (of 2); c is partial: a of 9; d is hidden; e follows
 * nobody, and nobody asked; f, private, hides its counts, and no list has it. */
static struct account person(const char *id, int64_t followers, int64_t following,
                             const char *region) {
    struct account account = paid_account(id, id, followers);
    account.following_count = following;
    account.region = region;
    account.like_count = account.video_count = 0;
    return account;
}

static void enter(const char *owner, const struct account *rows, size_t count, const char *cursor,
                  int64_t days) {
    int64_t snapshot = paid_snapshot(&paid, owner);
    paid_enter(&paid, snapshot, 0, now_ms - days * DAY_MS, paid_page(rows, count, cursor));
}

static void open_store(void) {
    struct account a = person("1", 1000, 4, "US"), b = person("2", 20, 2, "US"),
                   c = person("3", 0, 9, "BR"), d = person("4", 7, 3, NULL),
                   e = person("5", 300, 0, "BR"), f = person("6", 0, 0, "US");
    f.is_private = true;
    paid_open(&paid);
    paid_enter_profile(&paid, "1", 1, &a);
    paid_enter_profile(&paid, "6", 2, &f);
    enter("1", (struct account[]){b, c, d, e}, 4, NULL, 35);
    enter("2", (struct account[]){a, c, c}, 3, NULL, 8);
    enter("3", (struct account[]){a}, 1, "more", 0);
    enter("4", NULL, 0, NULL, 0);
    reader = store_open_reader(&(struct store_config){.path = paid.path}, &err);
    ck_assert_msg(reader != NULL, "%s", err.text);
    index_of_all = graph_index_new(reader);
    ck_assert(graph_index_finish(index_of_all, &err));
}

static void close_store(void) {
    graph_index_free(index_of_all);
    store_close(reader);
    paid_close(&paid);
}

/* A step reads one list at least. */
static const struct statistics *finish(struct statistics_work *work) {
    bool is_done = false;
    size_t read = 0, all = 0, steps = 0;
    while (!is_done) {
        ck_assert(statistics_work_go_on(work, 0, &is_done, &err));
        statistics_work_progress(work, &read, &all);
        ck_assert_uint_eq(read, ++steps < all ? steps : all);
    }
    return statistics_work_of(work);
}

/* A file of groups: a, d are green, b, c red; e, f are in none. */
static struct groups *read_groups(void) {
    char path[PAID_PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/groups.csv", paid.folder);
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL);
    fputs("id,group\n1,green\n4,green\n2,red\n3,red\n", file);
    ck_assert_int_eq(fclose(file), 0);
    struct groups *groups = groups_read(path, reader, &err);
    ck_assert_msg(groups != NULL, "%s", err.text);
    unlink(path);
    return groups;
}

START_TEST(of_the_whole_store) {
    open_store();
    struct statistics_work *work = statistics_work_new(reader, index_of_all, NULL, now_ms);
    ck_assert(statistics_work_add_store(work, &err));
    const struct statistics *of = finish(work);
    ck_assert_int_eq(of->accounts, 6);
    ck_assert(!of->has_own);
    ck_assert_int_eq(of->scope.lists, 4);
    ck_assert_int_eq(of->scope.incomplete, 2);
    ck_assert_int_eq(of->hiding, 1);
    ck_assert_int_eq(of->private.yes, 1);
    ck_assert_int_eq(of->verified.no, 6);

    const struct statistics_lists *lists = &of->theirs;
    ck_assert_int_eq(lists->all.lists, 4);
    ck_assert_int_eq(lists->states[STANDING_COMPLETE].lists, 2);
    ck_assert_int_eq(lists->states[STANDING_PARTIAL].lists, 1);
    ck_assert_int_eq(lists->states[STANDING_HIDDEN].lists, 1);
    ck_assert_int_eq(lists->nobody, 1);
    ck_assert_int_eq(lists->without, 1);
    ck_assert_int_eq(lists->all.rows, 7);
    ck_assert_int_eq(lists->all.reported, 4 + 2 + 9 + 3);
    ck_assert_int_eq(lists->all.repeats, 1);
    ck_assert_int_eq(lists->all.credits, 4 + 3 + 1 + 1); /* an empty page, too */
    ck_assert_int_eq(lists->distinct, 5);
    ck_assert_int_eq(lists->ages[0], 2);
    ck_assert_int_eq(lists->ages[2], 1);
    ck_assert_int_eq(lists->ages[3], 1);
    ck_assert_int_eq(lists->newest_ms - lists->oldest_ms, 35LL * DAY_MS);

    ck_assert_int_eq(of->counts[STATISTICS_FOLLOWERS].known, 5);
    ck_assert_int_eq(of->counts[STATISTICS_FOLLOWERS].median, 20);
    ck_assert_int_eq(of->counts[STATISTICS_FOLLOWERS].unknown, 1);
    ck_assert_int_eq(of->counts[STATISTICS_LISTS].known, 6);
    ck_assert_int_eq(of->counts[STATISTICS_LISTS].sum, 7);
    ck_assert_int_eq(of->counts[STATISTICS_LISTS].greatest, 2);

    ck_assert_uint_eq(of->region_count, 3);
    ck_assert_str_eq(of->regions[0].region, "US");
    ck_assert_int_eq(of->regions[0].accounts, 3);
    ck_assert_str_eq(of->regions[1].region, "BR");
    ck_assert_ptr_null(of->regions[2].region);
    statistics_work_free(work);
    close_store();
}
END_TEST

/* Nobody knows whose list z is, and who the second account on it is. */
START_TEST(of_what_has_no_id) {
    struct account whom[] = {person("2", 20, 2, "US"), person("7", 1, 1, "US")};
    whom[1].id = NULL;
    open_store();
    enter("z", whom, 2, "more", 1);
    ck_assert(graph_index_finish(index_of_all, &err));
    struct statistics_work *work = statistics_work_new(reader, index_of_all, NULL, now_ms);
    ck_assert(statistics_work_add_store(work, &err));
    const struct statistics *of = finish(work);
    ck_assert_int_eq(of->accounts, 6);
    ck_assert_int_eq(of->counts[STATISTICS_LISTS].sum, 8);
    ck_assert_int_eq(of->scope.lists, 5);
    ck_assert_int_eq(of->theirs.all.lists, 5);
    ck_assert_int_eq(of->theirs.all.rows, 8);
    ck_assert_int_eq(of->theirs.all.nameless, 1);
    ck_assert_int_eq(of->theirs.all.credits, 11);
    ck_assert_int_eq(of->theirs.states[STANDING_PARTIAL].lists, 2);
    ck_assert_int_eq(of->theirs.without, 1);
    ck_assert_int_eq(of->owners, 5);
    statistics_work_free(work);

    work = statistics_work_new(reader, index_of_all, NULL, now_ms);
    whom[1].no = paid_number(&paid, "SELECT max(id) FROM account WHERE coalesce(key, '') = ''");
    ck_assert_int_gt(whom[1].no, 0);
    statistics_work_add_account(work, &whom[1]);
    ck_assert_int_eq(finish(work)->counts[STATISTICS_LISTS].unknown, 1);
    statistics_work_free(work);
    close_store();
}
END_TEST

START_TEST(pairs_of_owners) {
    open_store();
    struct statistics_work *work = statistics_work_new(reader, index_of_all, NULL, now_ms);
    ck_assert(statistics_work_add_store(work, &err));
    const struct statistics *of = finish(work);
    ck_assert_int_eq(of->owners, 5);
    ck_assert_int_eq(of->dyads.mutual, 2);     /* a b, a c */
    ck_assert_int_eq(of->dyads.one_way, 1);    /* a e */
    ck_assert_int_eq(of->dyads.listed, 2);     /* a d, b c */
    ck_assert_int_eq(of->dyads.not_listed, 3); /* b d, c e, d e */
    ck_assert_int_eq(of->dyads.unknown, 1);    /* c d */
    ck_assert_int_eq(of->dyads.none, 1);       /* b e */
    ck_assert_uint_eq(of->group_count, 0);
    statistics_work_free(work);
    close_store();
}
END_TEST

static void add_list_of(struct statistics_work *work, const char *id) {
    struct holding holding;
    struct arena arena;
    int64_t no;
    arena_init(&arena);
    ck_assert(lookup_number(reader, id, &no, &err));
    ck_assert(holding_of(reader, no, &holding, &arena, &err));
    statistics_work_add_list(work, &holding);
    arena_fini(&arena);
}

START_TEST(of_a_list) {
    open_store();
    struct statistics_work *work = statistics_work_new(reader, index_of_all, NULL, now_ms);
    add_list_of(work, "1");
    ck_assert(statistics_work_add_listed(work, &err));
    const struct statistics *of = finish(work);
    ck_assert(of->has_own);
    ck_assert_int_eq(of->accounts, 4);
    ck_assert_int_eq(of->own.all.lists, 1);
    ck_assert_int_eq(of->own.all.rows, 4);
    ck_assert_int_eq(of->own.distinct, 4);
    ck_assert_int_eq(of->own.all.credits, 4);
    ck_assert_int_eq(of->theirs.all.lists, 3);
    ck_assert_int_eq(of->theirs.nobody, 1);
    ck_assert_int_eq(of->theirs.distinct, 2);
    ck_assert_int_eq(of->back.yes, 2);     /* b, c */
    ck_assert_int_eq(of->back.no, 1);      /* e */
    ck_assert_int_eq(of->back.unknown, 1); /* d */
    ck_assert_int_eq(of->owners, 5);
    statistics_work_free(work);
    close_store();
}
END_TEST

/* Of two lists, whose accounts are counted once each, though c is in both, and twice in one. */
START_TEST(of_several_lists) {
    open_store();
    struct statistics_work *work = statistics_work_new(reader, index_of_all, NULL, now_ms);
    add_list_of(work, "1");
    add_list_of(work, "2");
    ck_assert(statistics_work_add_listed(work, &err));
    const struct statistics *of = finish(work);
    ck_assert_int_eq(of->accounts, 5);
    ck_assert_int_eq(of->own.all.lists, 2);
    ck_assert_int_eq(of->own.all.rows, 6);
    ck_assert_int_eq(of->own.distinct, 5);
    ck_assert_int_eq(of->theirs.all.lists, 4);
    ck_assert_int_eq(of->back.yes, 3); /* b and c to a, a to b */
    ck_assert_int_eq(of->back.no, 1);
    ck_assert_int_eq(of->back.unknown, 2); /* d to a, c to b */
    statistics_work_free(work);
    close_store();
}
END_TEST

static int64_t follows(const struct statistics *of, size_t from, size_t to) {
    return of->mixing[from * of->group_count + to];
}

START_TEST(follows_by_group) {
    open_store();
    struct groups *groups = read_groups();
    struct statistics_work *work = statistics_work_new(reader, index_of_all, groups, now_ms);
    ck_assert(statistics_work_add_store(work, &err));
    const struct statistics *of = finish(work);
    ck_assert_uint_eq(of->group_count, 3);
    ck_assert_ptr_null(of->groups[2]);
    ck_assert_int_eq(follows(of, 0, 0), 1); /* a d */
    ck_assert_int_eq(follows(of, 0, 1), 2); /* a b, a c */
    ck_assert_int_eq(follows(of, 0, 2), 1); /* a e */
    ck_assert_int_eq(follows(of, 1, 0), 2); /* b a, c a */
    ck_assert_int_eq(follows(of, 1, 1), 1); /* b c */
    ck_assert_int_eq(follows(of, 2, 0), 0);
    statistics_work_free(work);
    groups_free(groups);
    close_store();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("statistics");
    TCase *tc = tcase_create("small store");
    tcase_add_test(tc, of_the_whole_store);
    tcase_add_test(tc, of_what_has_no_id);
    tcase_add_test(tc, pairs_of_owners);
    tcase_add_test(tc, of_a_list);
    tcase_add_test(tc, of_several_lists);
    tcase_add_test(tc, follows_by_group);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
