/* SPDX-License-Identifier: GPL-3.0-or-later */
/* src/base: errors, memory, arenas, buffers, dictionaries. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/csv_text.h"
#include "base/dict.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

START_TEST(err_set_fills_and_fails) {
    struct err err;
    ck_assert(!err_set(&err, ERR_IO, "line %d", 7));
    ck_assert_int_eq(err.kind, ERR_IO);
    ck_assert_str_eq(err.text, "line 7");
    ck_assert(!err_set(NULL, ERR_IO, "nobody listens"));
}
END_TEST

START_TEST(err_text_is_cut) {
    struct err err;
    err_set(&err, ERR_DATA, "%0*d", ERR_TEXT_MAX * 2, 1);
    ck_assert_uint_eq(strlen(err.text), ERR_TEXT_MAX - 1);
}
END_TEST

START_TEST(err_kinds_have_their_status) {
    ck_assert_int_eq(err_exit_status(ERR_NONE), EX_OK);
    ck_assert_int_eq(err_exit_status(ERR_USAGE), EX_USAGE);
    ck_assert_int_eq(err_exit_status(ERR_CONFIG), EX_CONFIG);
    ck_assert_int_eq(err_exit_status(ERR_NET), EX_UNAVAILABLE);
}
END_TEST

START_TEST(mem_grow_doubles) {
    size_t capacity = 0;
    void *items = NULL;
    items = mem_grow(items, &capacity, 1, sizeof(int));
    ck_assert_uint_eq(capacity, 8);
    items = mem_grow(items, &capacity, 9, sizeof(int));
    ck_assert_uint_eq(capacity, 16);
    items = mem_grow(items, &capacity, 3, sizeof(int));
    ck_assert_uint_eq(capacity, 16);
    free(items);
}
END_TEST

START_TEST(mem_ends_the_program) {
    void *memory = mem_resize(NULL, SIZE_MAX / 2, 3);
    free(memory);
}
END_TEST

START_TEST(arena_keeps_what_it_gave) {
    struct arena arena;
    arena_init(&arena);
    char *texts[1000];
    for (int i = 0; i < 1000; i++)
        texts[i] = arena_format(&arena, "text %d", i);
    char *large = arena_alloc(&arena, 300000);
    large[0] = large[299999] = 'x';
    for (int i = 0; i < 1000; i++) {
        char expected[16];
        snprintf(expected, sizeof expected, "text %d", i);
        ck_assert_str_eq(texts[i], expected);
    }
    ck_assert_ptr_null(arena_dup(&arena, NULL));
    arena_fini(&arena);
    ck_assert_ptr_null(arena.newest);
}
END_TEST

START_TEST(arena_aligns) {
    struct arena arena;
    arena_init(&arena);
    for (size_t size = 1; size < 64; size++) {
        ck_assert_uint_eq((uintptr_t)arena_alloc(&arena, size) % _Alignof(max_align_t), 0);
        arena_dup_n(&arena, "odd", size % 3);
    }
    arena_fini(&arena);
}
END_TEST

START_TEST(buf_refuses_whole_what_does_not_fit) {
    struct buf buf;
    buf_init(&buf, 8);
    ck_assert_str_eq(buf_text(&buf), "");
    ck_assert(buf_text_put(&buf, "12345"));
    ck_assert(!buf_format(&buf, "%s", "6789"));
    ck_assert(buf.overflowed);
    ck_assert_str_eq(buf_text(&buf), "12345");
    ck_assert(buf_put(&buf, "678", 3));
    ck_assert(!buf_put(&buf, "9", 1));
    buf_clear(&buf);
    ck_assert(!buf.overflowed);
    ck_assert(buf_text_put(&buf, "again"));
    size_t len = 0;
    char *stolen = buf_steal(&buf, &len);
    ck_assert_str_eq(stolen, "again");
    ck_assert_uint_eq(len, 5);
    ck_assert_uint_eq(buf.len, 0);
    free(stolen);
    buf_fini(&buf);
}
END_TEST

START_TEST(dict_finds_what_was_added_once) {
    struct dict *dict = dict_new();
    int values[500];
    char key[16];
    for (int i = 0; i < 500; i++) {
        snprintf(key, sizeof key, "key %d", i);
        ck_assert(dict_add(dict, key, &values[i]));
    }
    ck_assert(!dict_add(dict, "key 7", &values[0]));
    ck_assert_ptr_eq(dict_get(dict, "key 7"), &values[7]);
    ck_assert_ptr_null(dict_get(dict, "key 500"));
    ck_assert_ptr_null(dict_get(dict, ""));
    ck_assert_uint_eq(dict_count(dict), 500);
    dict_free(dict);
    dict_free(NULL);
}
END_TEST

static void assert_csv(const char *text, const char *expected, bool is_formula) {
    struct buf out;
    buf_init(&out, 64);
    ck_assert(csv_text_put(&out, text));
    ck_assert_str_eq(buf_text(&out), expected);
    ck_assert_msg(csv_text_is_formula(text) == is_formula, "%s", text);
    buf_fini(&out);
}

START_TEST(csv_is_what_it_was_given) {
    assert_csv("", "", false);
    assert_csv("a=1", "a=1", false);
    assert_csv("=1", "=1", true);
    assert_csv("-1", "-1", true);
    assert_csv("@a,b", "\"@a,b\"", true);
    assert_csv("\ta", "\ta", true);
    assert_csv("\na\"", "\"\na\"\"\"", true);
    assert_csv("＝1", "＝1", true);
    assert_csv("＠1", "＠1", true);
    assert_csv("！1", "！1", false);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("base");
    TCase *tc = tcase_create("base");
    tcase_add_test(tc, csv_is_what_it_was_given);
    tcase_add_test(tc, err_set_fills_and_fails);
    tcase_add_test(tc, err_text_is_cut);
    tcase_add_test(tc, err_kinds_have_their_status);
    tcase_add_test(tc, mem_grow_doubles);
    tcase_add_test_raise_signal(tc, mem_ends_the_program, 6);
    tcase_add_test(tc, arena_keeps_what_it_gave);
    tcase_add_test(tc, arena_aligns);
    tcase_add_test(tc, buf_refuses_whole_what_does_not_fit);
    tcase_add_test(tc, dict_finds_what_was_added_once);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
