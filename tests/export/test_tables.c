/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/tables.h"

#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANUAL_MAX = 1 << 20 };

static void assert_columns(enum table_id id, const char *expected) {
    const struct export_table *table = &export_tables[id];
    char joined[1024] = "";
    for (size_t i = 0; i < table->column_count; i++) {
        strncat(joined, i ? "," : "", sizeof joined - strlen(joined) - 1);
        strncat(joined, table->columns[i].name, sizeof joined - strlen(joined) - 1);
    }
    ck_assert_str_eq(joined, expected);
}

START_TEST(columns_are_those_of_the_format) {
    assert_columns(TABLE_ACCOUNTS,
                   "id,label,username,display_name,is_verified,is_private,follower_count,"
                   "following_count,like_count,video_count,region,bio,profile_url,first_seen,"
                   "record_at,record_request,list_state,list_snapshot,listed,list_at,in_lists,"
                   "in_lists_max,group");
    assert_columns(TABLE_NAMES, "id,username,first_seen,last_seen");
    assert_columns(TABLE_FOLLOWS, "source,target,rank,type,fetched_at,snapshot,request,list_state");
    assert_columns(TABLE_LISTS,
                   "snapshot,source,username,is_chosen,state,is_complete,reported,reported_at,"
                   "listed,not_listed,length_lo,length_hi,repeats,defects,started_at,finished_at,"
                   "requests,page_size,end_reason,credits,program");
    assert_columns(TABLE_REQUESTS,
                   "request,sent,ended,session,kind,account,page,attempt,limit,rows,credits,"
                   "maybe_credits,balance,jump,proof,outcome,request_id,state,remark,crawl,step");
    assert_columns(TABLE_CRAWLS,
                   "crawl,started_at,ended_at,state,seeds,order,budget,max_lists,max_depth,"
                   "max_per_list,filter,frame_size,runs,steps,credits,maybe_credits,program");
    assert_columns(TABLE_CRAWL_STEPS,
                   "crawl,step,account,in_lists,price,depth,frontier_size,decided_at,ended_at,"
                   "outcome,credits,maybe_credits,listed,new,inside");
}
END_TEST

START_TEST(every_column_is_described) {
    for (size_t t = 0; t < TABLES; t++) {
        const struct export_table *table = &export_tables[t];
        ck_assert_ptr_eq(export_table_find(table->name), table);
        for (size_t i = 0; i < table->column_count; i++) {
            const struct export_column *column = &table->columns[i];
            size_t length = strlen(column->about);
            ck_assert_msg(length > 5 && column->about[length - 1] == '.', "%s", column->name);
            ck_assert_uint_eq(export_table_column(table, column->name), i);
        }
    }
    ck_assert_ptr_null(export_table_find("edges"));
    ck_assert_uint_eq(export_table_column(&export_tables[TABLE_NAMES], "bio"), 4);
}
END_TEST

START_TEST(references_are_to_keys) {
    for (size_t t = 0; t < TABLES; t++)
        for (const struct export_reference *to = export_tables[t].references; to->column; to++) {
            const struct export_table *other = export_table_find(to->table);
            ck_assert_ptr_nonnull(other);
            ck_assert_uint_lt(export_table_column(&export_tables[t], to->column),
                              export_tables[t].column_count);
            ck_assert_str_eq(other->key[0], to->referred);
            ck_assert_ptr_null(other->key[1]);
        }
}
END_TEST

/* R's igraph refuses a frame with a missing cell. */
START_TEST(no_cell_of_follows_is_missing) {
    const struct export_table *follows = &export_tables[TABLE_FOLLOWS];
    for (size_t i = 0; i < follows->column_count; i++)
        ck_assert(follows->columns[i].is_required);
}
END_TEST

/* The part of the manual on a view, which ends where the next one begins. */
static const char *find_part(const char *manual, const char *name, size_t *length) {
    char item[64];
    snprintf(item, sizeof item, "\n.It Sy %s\n", name);
    const char *part = strstr(strstr(manual, ".Ss The store in SQL\n"), item);
    ck_assert_msg(part != NULL, "%s", name);
    part += strlen(item);
    const char *next = strstr(part, "\n.It Sy "), *end = strstr(part, "\n.El\n");
    *length = (size_t)((next && next < end ? next : end) - part);
    return part;
}

/* Whether the word is there, after what was found before; moves behind it. */
static bool skip_word(const char **at, const char *end, const char *word) {
    static const char edges[] = " \n,.";
    size_t length = strlen(word);
    for (const char *found = *at; (found = strstr(found, word)) && found + length <= end; found++)
        if (strchr(edges, found[-1]) && strchr(edges, found[length])) {
            *at = found + length;
            return true;
        }
    return false;
}

START_TEST(the_manual_has_every_column_in_order) {
    static char manual[MANUAL_MAX];
    char path[4096];
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    snprintf(path, sizeof path, "%s/man/followtrail.1", source ? source : ".");
    FILE *file = fopen(path, "re");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_lt(fread(manual, 1, sizeof manual - 1, file), sizeof manual - 1);
    fclose(file);
    for (enum table_id table = 0; table < TABLE_COFOLLOW; table++) {
        size_t length;
        const char *at = find_part(manual, export_tables[table].name, &length);
        const char *end = at + length;
        for (size_t i = 0; i < export_tables[table].column_count; i++)
            ck_assert_msg(skip_word(&at, end, export_tables[table].columns[i].name), "%s.%s",
                          export_tables[table].name, export_tables[table].columns[i].name);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("tables");
    TCase *tc = tcase_create("tables");
    tcase_add_test(tc, columns_are_those_of_the_format);
    tcase_add_test(tc, every_column_is_described);
    tcase_add_test(tc, references_are_to_keys);
    tcase_add_test(tc, the_manual_has_every_column_in_order);
    tcase_add_test(tc, no_cell_of_follows_is_missing);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
