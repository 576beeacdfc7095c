/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file next to a store for answers that it cannot take. */
#include "store/spill.h"

#include "base/mem.h"
#include "store/journal.h"
#include "store/spill_answer.h"
#include "store/store_internal.h"
#include "tests/support/bought.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BODY_MAX = 64 * 1024, RECEIVED_MS = 2000, WORDS_MAX = 512 };

struct scene {
    struct scratch scratch;
    struct store *store;
    struct spill *spill;
    char *path;
};

static void open_scene(struct scene *scene) {
    scratch_init(&scene->scratch);
    scene->store = scratch_open(&scene->scratch, STORE_KIND_SANDBOX);
    scene->spill = spill_new(scene->store, BODY_MAX);
    scene->path = scratch_beside(&scene->scratch, "-spill");
}

static void close_scene(struct scene *scene) {
    spill_free(scene->spill);
    store_close(scene->store);
    free(scene->path);
    scratch_fini(&scene->scratch);
}

/* The next program. */
static void open_again(struct scene *scene) {
    spill_free(scene->spill);
    store_close(scene->store);
    scene->store = scratch_open(&scene->scratch, STORE_KIND_SANDBOX);
    scene->spill = spill_new(scene->store, BODY_MAX);
}

static void prepare(struct scene *scene, size_t answers) {
    struct err err = {.text = ""};
    ck_assert_msg(spill_prepare(scene->spill, answers, &err), "%s", err.text);
}

static int64_t begin(struct store *store, int64_t seq) {
    struct err err;
    struct journal_ticket ticket;
    struct journal_order order = bought_page("one", seq);
    ck_assert_int_eq(journal_begin(store, &order, 1000, &ticket, &err), JOURNAL_SEND);
    return ticket.request;
}

/* With something in every field, and all kinds of bytes in the body. */
static struct reply *make_reply(int seed) {
    struct reply *reply = reply_new(BODY_MAX);
    reply->end = REPLY_WHOLE;
    reply->status = 200 + seed;
    reply->reason = arena_dup(&reply->arena, "a reason");
    reply->content_type = seed % 2 ? NULL : arena_dup(&reply->arena, "application/json");
    reply->location = arena_dup(&reply->arena, "");
    reply->retry_after_s = seed;
    reply->rate_remaining = INT64_MAX;
    for (int i = 0; i < 1000 + seed; i++) {
        char byte = (char)(i * 7 + seed);
        buf_put(&reply->body, &byte, 1);
    }
    return reply;
}

static void put(struct scene *scene, int64_t request, int seed) {
    struct err err = {.text = ""};
    struct reply *reply = make_reply(seed);
    ck_assert_msg(spill_put(scene->spill, request, reply, RECEIVED_MS, &err), "%s", err.text);
    reply_free(reply);
}

static int64_t take_in(struct scene *scene) {
    struct err err = {.text = ""};
    struct spill_intake intake;
    ck_assert_msg(spill_take_in(scene->store, &intake, &err), "%s", err.text);
    ck_assert_msg(!intake.damage.kind, "%s", intake.damage.text);
    return intake.stored;
}

static void expect_same_text(const char *one, const char *other) {
    ck_assert_int_eq(!one, !other);
    if (one)
        ck_assert_str_eq(one, other);
}

static void expect_answer(struct store *store, int64_t request, int seed) {
    struct err err;
    struct journal_raw *raw;
    struct reply *wanted = make_reply(seed);
    ck_assert(journal_read_raw(store, request, &raw, &err));
    ck_assert_ptr_nonnull(raw);
    ck_assert_int_eq(raw->received_ms, RECEIVED_MS);
    ck_assert_int_eq(raw->reply->end, wanted->end);
    ck_assert_int_eq(raw->reply->status, wanted->status);
    ck_assert_int_eq(raw->reply->retry_after_s, wanted->retry_after_s);
    ck_assert_int_eq(raw->reply->rate_limit, REPLY_UNKNOWN);
    ck_assert_int_eq(raw->reply->rate_remaining, wanted->rate_remaining);
    expect_same_text(raw->reply->reason, wanted->reason);
    expect_same_text(raw->reply->content_type, wanted->content_type);
    expect_same_text(raw->reply->location, wanted->location);
    ck_assert_uint_eq(raw->reply->body.len, wanted->body.len);
    ck_assert_mem_eq(raw->reply->body.data, wanted->body.data, wanted->body.len);
    journal_raw_free(raw);
    reply_free(wanted);
}

static struct stat look(const char *path) {
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    return status;
}

START_TEST(test_room_is_real) {
    struct scene scene;
    open_scene(&scene);
    for (size_t answers = 1; answers <= 3; answers++) {
        prepare(&scene, answers);
        struct stat status = look(scene.path);
        ck_assert_int_ge(status.st_size, (off_t)(answers * BODY_MAX));
        ck_assert_int_ge((off_t)status.st_blocks * 512, status.st_size);
        ck_assert_int_eq(status.st_mode & 0777, 0600);
    }
    off_t before = look(scene.path).st_size;
    open_again(&scene);
    prepare(&scene, 1);
    ck_assert_int_eq(look(scene.path).st_size, before);
    ck_assert_str_eq(spill_path(scene.spill), scene.path);
    close_scene(&scene);
}
END_TEST

/* Every field of every answer, in order, once; what the store has already is unchanged. */
START_TEST(test_next_program_takes_it_in) {
    struct scene scene;
    int64_t requests[3];
    open_scene(&scene);
    prepare(&scene, 3);
    for (int i = 0; i < 3; i++)
        requests[i] = begin(scene.store, i);
    for (int i = 0; i < 3; i++)
        put(&scene, requests[i], i);
    ck_assert_int_eq(take_in(&scene), 0); /* it is held by the one that put them there */
    ck_assert_int_eq(scratch_count_waiting(scene.scratch.path), 3);
    open_again(&scene);
    ck_assert_int_eq(take_in(&scene), 3);
    for (int i = 0; i < 3; i++)
        expect_answer(scene.store, requests[i], i);
    ck_assert_int_eq(scratch_count_waiting(scene.scratch.path), 0);
    ck_assert_int_eq(take_in(&scene), 0);
    close_scene(&scene);
}
END_TEST

static void copy_file(const char *from, const char *to) {
    char block[4096];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ck_assert(in >= 0 && out >= 0);
    for (ssize_t len; (len = read(in, block, sizeof block)) > 0;)
        ck_assert_int_eq(write(out, block, (size_t)len), len);
    close(in);
    close(out);
}

/* Interrupted between storing and wiping: everything is there a second time. */
START_TEST(test_taken_in_twice) {
    struct scene scene;
    open_scene(&scene);
    char *copy = scratch_beside(&scene.scratch, "-copy");
    prepare(&scene, 1);
    int64_t request = begin(scene.store, 0);
    put(&scene, request, 5);
    copy_file(scene.path, copy);
    open_again(&scene);
    ck_assert_int_eq(take_in(&scene), 1);
    copy_file(copy, scene.path);
    ck_assert_int_eq(scratch_count_waiting(scene.scratch.path), 1);
    ck_assert_int_eq(take_in(&scene), 0);
    ck_assert_int_eq(scratch_count_waiting(scene.scratch.path), 0);
    expect_answer(scene.store, request, 5);
    free(copy);
    close_scene(&scene);
}
END_TEST

/* Where the answers with the seeds 0, 1, … are. */
static off_t place_of(int seed) {
    const struct spill_request request = {1, 1, 1};
    off_t at = SPILL_HEAD;
    for (int i = 0; i < seed; i++) {
        struct reply *reply = make_reply(i);
        struct buf bytes;
        buf_init(&bytes, BODY_MAX);
        ck_assert(spill_answer_put(&bytes, &request, RECEIVED_MS, reply));
        at += (off_t)bytes.len;
        buf_fini(&bytes);
        reply_free(reply);
    }
    return at;
}

static void flip(const char *path, off_t at) {
    char byte;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
    byte ^= 1;
    ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

enum { ANSWERS = 3, FLIPS = 20 };

/* Three waiting answers, as their program left them. */
static void leave_three(struct scene *scene, int64_t requests[static ANSWERS]) {
    open_scene(scene);
    prepare(scene, ANSWERS);
    for (int i = 0; i < ANSWERS; i++)
        requests[i] = begin(scene->store, i);
    for (int i = 0; i < ANSWERS; i++)
        put(scene, requests[i], i);
    open_again(scene);
}

/* The report says where the damaged file is, and it is not written to again. */
static void expect_damage(struct scene *scene, int64_t stored) {
    struct err err = {.text = ""};
    struct spill_intake intake;
    struct stat status;
    char *aside = scratch_beside(&scene->scratch, "-spill.damaged-1");
    ck_assert_msg(spill_take_in(scene->store, &intake, &err), "%s", err.text);
    ck_assert_int_eq(intake.stored, stored);
    ck_assert_int_eq(intake.damage.kind, ERR_DATA);
    ck_assert_msg(strstr(intake.damage.text, "1 paid answer in ") != NULL, "%s",
                  intake.damage.text);
    ck_assert_msg(strstr(intake.damage.text, aside) != NULL, "%s", intake.damage.text);
    ck_assert_int_eq(lstat(scene->path, &status), -1);
    ck_assert_int_gt(look(aside).st_size, SPILL_HEAD);
    prepare(scene, 1);
    ck_assert_int_eq(take_in(scene), 0);
    unlink(aside);
    free(aside);
}

/* Whatever byte of an answer is wrong, the others come in, and it does not. */
START_TEST(test_damaged_answer) {
    struct scene scene;
    int64_t requests[ANSWERS];
    int damaged = _i / FLIPS, part = _i % FLIPS;
    off_t from = place_of(damaged), len = place_of(damaged + 1) - from;
    leave_three(&scene, requests);
    flip(scene.path, from + (part < FLIPS / 2 ? part * 3 : len * (part - FLIPS / 2) / 10));
    expect_damage(&scene, ANSWERS - 1);
    for (int i = 0; i < ANSWERS; i++)
        if (i != damaged)
            expect_answer(scene.store, requests[i], i);
    ck_assert_int_eq(scratch_number(scene.store, "SELECT count(*) FROM answer"), ANSWERS - 1);
    close_scene(&scene);
}
END_TEST

/* An empty one reports nothing. */
START_TEST(test_damaged_padding) {
    struct scene scene;
    int64_t requests[ANSWERS];
    leave_three(&scene, requests);
    flip(scene.path, SPILL_HEAD / 2);
    ck_assert_int_eq(take_in(&scene), ANSWERS);
    close_scene(&scene);
}
END_TEST

START_TEST(test_cut_answer) {
    struct scene scene;
    int64_t requests[ANSWERS];
    leave_three(&scene, requests);
    ck_assert_int_eq(truncate(scene.path, place_of(2) + 100), 0);
    expect_damage(&scene, 2);
    close_scene(&scene);
}
END_TEST

/* Two programs at one store: each has its own file, and the second one's is removed when empty. */
START_TEST(test_two_programs) {
    struct scene scene;
    struct err err = {.text = ""};
    open_scene(&scene);
    char *path = scratch_beside(&scene.scratch, "-spill-2");
    prepare(&scene, 1);
    struct spill *other = spill_new(scene.store, BODY_MAX);
    ck_assert_msg(spill_prepare(other, 1, &err), "%s", err.text);
    ck_assert_str_eq(spill_path(other), path);
    int64_t request = begin(scene.store, 0);
    struct reply *reply = make_reply(3);
    ck_assert(spill_put(other, request, reply, RECEIVED_MS, &err));
    reply_free(reply);
    spill_free(other);
    ck_assert_int_eq(access(path, F_OK), 0);
    ck_assert_int_eq(take_in(&scene), 1);
    expect_answer(scene.store, request, 3);
    ck_assert_int_ne(access(path, F_OK), 0);
    free(path);
    close_scene(&scene);
}
END_TEST

static void expect_told(const struct scene *scene, const char *path, const char *name,
                        const char *words) {
    struct err note = {.text = ""};
    ck_assert(spill_tell_waiting(scene->scratch.path, name, &note));
    ck_assert_msg(strstr(note.text, path) != NULL && strstr(note.text, words) != NULL, "%s: %s",
                  words, note.text);
}

/* What happens to an answer depends on who holds its file, and on which store it belongs to. */
START_TEST(test_told) {
    struct scene scene;
    struct err note;
    char begun[WORDS_MAX];
    open_scene(&scene);
    char *second = scratch_beside(&scene.scratch, "-spill-2");
    prepare(&scene, 1);
    ck_assert(!spill_tell_waiting(scene.scratch.path, scene.store->name, &note));
    put(&scene, begin(scene.store, 0), 1);
    snprintf(begun, sizeof begun, "1 paid answer waits in %s; ", scene.path);
    expect_told(&scene, begun, scene.store->name,
                "; the program that uses it stores it when the disk has room");
    open_again(&scene);
    expect_told(&scene, begun, scene.store->name, "; the next start without --offline stores it");
    ck_assert_int_eq(rename(scene.path, second), 0);
    snprintf(begun, sizeof begun, "1 paid answer waits in %s; ", second);
    expect_told(&scene, begun, scene.store->name, "; the next start without --offline stores it");
    expect_told(&scene, begun, "", "; the next start without --offline stores it");
    expect_told(&scene, second, "another",
                " contains 1 paid answer of another store. Move it back");
    free(second);
    close_scene(&scene);
}
END_TEST

enum stranger { LINK, DANGLING, HARD_LINK, FOLDER, PIPE, TEXT, STRANGERS };

static void put_stranger(const struct scene *scene, const char *other, enum stranger stranger) {
    FILE *file = fopen(other, "w");
    ck_assert_ptr_nonnull(file);
    fputs("somebody's own words\n", file);
    fclose(file);
    int failed = 0;
    if (stranger == LINK)
        failed = symlink(other, scene->path);
    else if (stranger == DANGLING)
        failed = symlink("/nonexistent/file", scene->path);
    else if (stranger == HARD_LINK)
        failed = link(other, scene->path);
    else if (stranger == FOLDER)
        failed = mkdir(scene->path, 0700);
    else if (stranger == PIPE)
        failed = mkfifo(scene->path, 0600);
    else
        failed = rename(other, scene->path);
    ck_assert_int_eq(failed, 0);
}

/* A file that is there by accident or on purpose is not written to, and nothing is bought. */
START_TEST(test_stranger_in_its_place) {
    struct scene scene;
    struct spill_intake intake;
    struct err err = {.text = ""};
    open_scene(&scene);
    char *other = scratch_beside(&scene.scratch, "-other");
    put_stranger(&scene, other, (enum stranger)_i);
    ck_assert(!spill_prepare(scene.spill, 1, &err));
    ck_assert_msg(strstr(err.text, scene.path) != NULL, "%s", err.text);
    ck_assert(!spill_take_in(scene.store, &intake, &err));
    ck_assert_int_eq(scratch_count_waiting(scene.scratch.path), 0);
    struct stat status = look(_i == TEXT ? scene.path : other);
    ck_assert_int_eq(status.st_size, (off_t)strlen("somebody's own words\n"));
    free(other);
    close_scene(&scene);
}
END_TEST

/* An older copy in the store's place does not know the request; its number may be another's. */
START_TEST(test_answer_to_an_unknown_request) {
    struct scene scene;
    struct spill_intake intake;
    struct err err = {.text = ""};
    open_scene(&scene);
    char *copy = scratch_beside(&scene.scratch, "-copy");
    open_again(&scene);
    spill_free(scene.spill);
    scene.spill = NULL;
    store_close(scene.store);
    copy_file(scene.scratch.path, copy);
    scene.store = scratch_open(&scene.scratch, STORE_KIND_SANDBOX);
    scene.spill = spill_new(scene.store, BODY_MAX);
    prepare(&scene, 1);
    put(&scene, begin(scene.store, 0), 0);
    spill_free(scene.spill);
    scene.spill = NULL;
    store_close(scene.store);
    copy_file(copy, scene.scratch.path);
    const struct store_config config = {.path = scene.scratch.path, .kind = STORE_KIND_SANDBOX};
    ck_assert_ptr_nonnull(scene.store = store_open(&config, 5000, &err));
    ck_assert_int_eq(begin(scene.store, 0), 1);
    ck_assert(!spill_take_in(scene.store, &intake, &err));
    ck_assert_int_eq(err.kind, ERR_DATA);
    ck_assert_msg(strstr(err.text, "does not have"), "%s", err.text);
    ck_assert_int_eq(scratch_count_waiting(scene.scratch.path), 1);
    free(copy);
    close_scene(&scene);
}
END_TEST

/* Removed, truncated or half made: it is made again, in full. */
START_TEST(test_made_anew) {
    struct scene scene;
    open_scene(&scene);
    prepare(&scene, 1);
    off_t size = look(scene.path).st_size;
    if (_i == 0)
        ck_assert_int_eq(unlink(scene.path), 0);
    else
        ck_assert_int_eq(truncate(scene.path, _i == 1 ? SPILL_HEAD + 10 : 10), 0);
    if (_i == 2)
        open_again(&scene);
    prepare(&scene, 1);
    ck_assert_int_eq(look(scene.path).st_size, size);
    put(&scene, begin(scene.store, 0), 1);
    open_again(&scene);
    ck_assert_int_eq(take_in(&scene), 1);
    close_scene(&scene);
}
END_TEST

/* The folder is renamed while the program runs: the file cannot be created, and is named. */
START_TEST(test_folder_is_gone) {
    struct scene scene;
    struct err err = {.text = ""};
    open_scene(&scene);
    char *away = mem_format("%s-away", scene.scratch.folder);
    ck_assert_int_eq(rename(scene.scratch.folder, away), 0);
    ck_assert(!spill_prepare(scene.spill, 1, &err));
    ck_assert_msg(strstr(err.text, scene.path) && strstr(err.text, strerror(ENOENT)), "%s",
                  err.text);
    ck_assert_int_eq(rename(away, scene.scratch.folder), 0);
    free(away);
    close_scene(&scene);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("spill");
    TCase *tc = tcase_create("spill");
    tcase_add_test(tc, test_room_is_real);
    tcase_add_test(tc, test_folder_is_gone);
    tcase_add_test(tc, test_next_program_takes_it_in);
    tcase_add_test(tc, test_taken_in_twice);
    tcase_add_loop_test(tc, test_damaged_answer, 0, ANSWERS * FLIPS);
    tcase_add_test(tc, test_damaged_padding);
    tcase_add_test(tc, test_cut_answer);
    tcase_add_test(tc, test_two_programs);
    tcase_add_test(tc, test_told);
    tcase_add_loop_test(tc, test_stranger_in_its_place, 0, STRANGERS);
    tcase_add_test(tc, test_answer_to_an_unknown_request);
    tcase_add_loop_test(tc, test_made_anew, 0, 3);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
