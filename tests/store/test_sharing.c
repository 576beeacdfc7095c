/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stores of a group. What several users do is in tests/program/test_shared_store.c; here one user
 * shares with his own group. */
#include "store/sharing.h"

#include "store/journal.h"
#include "store/spill.h"
#include "tests/support/bought.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BODY_MAX = 64 * 1024, GROUP_FOLDER = 02770 };

static mode_t mode_of(const struct scratch *scratch, const char *ending) {
    struct stat status;
    char *path = scratch_beside(scratch, ending);
    ck_assert_msg(stat(path, &status) == 0, "%s", path);
    free(path);
    return status.st_mode & 07777;
}

static void set_mode(const char *path, mode_t mode) {
    struct stat status;
    ck_assert_int_eq(chmod(path, mode), 0);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, mode);
}

static void init_folder(struct scratch *scratch, mode_t mode) {
    scratch_init(scratch);
    ck_assert_int_eq(chown(scratch->folder, (uid_t)-1, getegid()), 0);
    set_mode(scratch->folder, mode);
}

static struct store *open_as(const struct scratch *scratch, enum sharing_wish wish,
                             struct err *err) {
    const struct store_config config = {
        .path = scratch->path, .kind = STORE_KIND_SANDBOX, .sharing = wish};
    return store_open(&config, 1000, err);
}

static struct store *open_well(const struct scratch *scratch, enum sharing_wish wish) {
    struct err err = {.text = ""};
    struct store *store = open_as(scratch, wish, &err);
    ck_assert_msg(store != NULL, "%s", err.text);
    return store;
}

static void expect_refused(const struct scratch *scratch, enum sharing_wish wish,
                           const char *word) {
    struct err err = {.text = ""};
    ck_assert_ptr_null(open_as(scratch, wish, &err));
    ck_assert_int_eq(err.kind, ERR_CONFIG);
    ck_assert_msg(strstr(err.text, word) != NULL, "not “%s”: %s", word, err.text);
}

static void prepare_spill(const struct store *store) {
    struct err err = {.text = ""};
    struct spill *spill = spill_new(store, BODY_MAX);
    ck_assert_msg(spill_prepare(spill, 1, &err), "%s", err.text);
    spill_free(spill);
}

static const char *const endings[] = {"", "-wal", "-shm", "-alive", "-spill"};

static void expect_modes(const struct scratch *scratch, mode_t mode) {
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        ck_assert_msg(mode_of(scratch, endings[i]) == mode, "%s: %o", endings[i],
                      mode_of(scratch, endings[i]));
}

static const mode_t masks[] = {0, 022, 077, 0777};

START_TEST(no_mask_keeps_the_group_out) {
    struct scratch scratch;
    init_folder(&scratch, GROUP_FOLDER);
    umask(masks[_i]);
    struct store *store = open_well(&scratch, _i % 2 ? SHARING_GROUP : SHARING_FOLDER);
    prepare_spill(store);
    expect_modes(&scratch, 0660);
    ck_assert_uint_eq(umask(022), masks[_i]);
    store_close(store);
    store_close(open_well(&scratch, SHARING_NONE)); /* stays shared */
    ck_assert_uint_eq(mode_of(&scratch, ""), 0660);
    scratch_fini(&scratch);
}
END_TEST

/* Nobody named it, or the folder is not for a group. */
static const struct {
    mode_t folder;
    enum sharing_wish wish;
} alone[] = {{GROUP_FOLDER, SHARING_NONE}, {0770, SHARING_FOLDER},  {0700, SHARING_FOLDER},
             {02750, SHARING_FOLDER},      {02777, SHARING_FOLDER}, {03770, SHARING_FOLDER}};

START_TEST(others_stay_private) {
    struct scratch scratch;
    init_folder(&scratch, alone[_i].folder);
    umask(0);
    struct store *store = open_well(&scratch, alone[_i].wish);
    prepare_spill(store);
    expect_modes(&scratch, 0600);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(away_from_the_local_disk) {
    struct scratch scratch;
    init_folder(&scratch, GROUP_FOLDER);
    scratch_move(false);
    umask(077);
    struct store *store = open_well(&scratch, SHARING_GROUP);
    ck_assert(scratch_send(store, 1, NULL));
    ck_assert_uint_eq(mode_of(&scratch, "-lock"), 0660);
    ck_assert_uint_eq(mode_of(&scratch, "-journal"), 0660);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

static const struct {
    mode_t folder;
    const char *word;
} unfit[] = {
    {0700, "chmod g+rwxs "}, {0770, "chmod g+s "}, {02777, "chmod o-w "}, {03770, "chmod -t "}};

START_TEST(a_folder_that_does_not_suit_is_refused) {
    struct scratch scratch;
    init_folder(&scratch, unfit[_i].folder);
    expect_refused(&scratch, SHARING_GROUP, unfit[_i].word);
    ck_assert_int_eq(access(scratch.path, F_OK), -1);
    ck_assert_int_eq(rmdir(scratch.folder), 0);
    expect_refused(&scratch, SHARING_GROUP, "install -d -m 2770");
    ck_assert_int_eq(access(scratch.folder, F_OK), -1);
    ck_assert_int_eq(mkdir(scratch.folder, 0700), 0);
    scratch_fini(&scratch);
}
END_TEST

/* With everything that is beside it, the copy of an older version too. */
START_TEST(a_private_store_becomes_shared) {
    struct scratch scratch;
    init_folder(&scratch, GROUP_FOLDER);
    struct store *store = open_well(&scratch, SHARING_NONE);
    prepare_spill(store);
    char *copy = scratch_beside(&scratch, ".v1"), *other = scratch_beside(&scratch, ".notes");
    ck_assert_int_eq(close(open(copy, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)), 0);
    ck_assert_int_eq(close(open(other, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)), 0);
    expect_refused(&scratch, SHARING_GROUP, "another program is using");
    expect_modes(&scratch, 0600);
    store_close(store);
    store = open_well(&scratch, SHARING_GROUP);
    prepare_spill(store);
    expect_modes(&scratch, 0660);
    ck_assert_uint_eq(mode_of(&scratch, ".v1"), 0660);
    ck_assert_uint_eq(mode_of(&scratch, ".notes"), 0600);
    store_close(store);
    free(copy);
    free(other);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(what_lacks_the_group_is_mended) {
    struct scratch scratch;
    init_folder(&scratch, GROUP_FOLDER);
    store_close(open_well(&scratch, SHARING_GROUP));
    char *alive = scratch_beside(&scratch, "-alive");
    set_mode(alive, 0600);
    set_mode(scratch.path, 0664);
    store_close(open_well(&scratch, SHARING_NONE));
    ck_assert_uint_eq(mode_of(&scratch, "-alive"), 0660);
    ck_assert_uint_eq(mode_of(&scratch, ""), 0660);
    free(alive);
    scratch_fini(&scratch);
}
END_TEST

/* A member of the group could put one there, to have another user's file opened to the group. */
START_TEST(no_link_is_followed) {
    struct scratch scratch;
    init_folder(&scratch, GROUP_FOLDER);
    store_close(open_well(&scratch, SHARING_GROUP));
    char *secret = scratch_beside(&scratch, ".secret"), *spill = scratch_beside(&scratch, "-spill");
    ck_assert_int_eq(close(open(secret, O_CREAT | O_WRONLY | O_CLOEXEC, 0600)), 0);
    ck_assert_int_eq(_i ? link(secret, spill) : symlink(secret, spill), 0);
    expect_refused(&scratch, SHARING_NONE, "cannot use");
    ck_assert_uint_eq(mode_of(&scratch, ".secret"), 0600);
    free(secret);
    free(spill);
    scratch_fini(&scratch);
}
END_TEST

static int begin_as(const struct scratch *scratch, uid_t user) {
    return setgid(getegid()) == 0 && setuid(user) == 0 && scratch->path[0] ? 0 : 1;
}

enum { ADA = 64001, BEA = 64002 };

/* Ends without closing anything: a paid answer waits in the spill file. */
static int play_killed(const struct scratch *scratch) {
    struct journal_ticket ticket;
    struct journal_order order = bought_page("one", 0);
    struct reply *reply = reply_new(BODY_MAX);
    reply->end = REPLY_WHOLE;
    umask(077);
    struct store *store = begin_as(scratch, ADA) ? NULL : open_as(scratch, SHARING_GROUP, NULL);
    if (!store || journal_begin(store, &order, 1000, &ticket, NULL) != JOURNAL_SEND)
        return 1;
    struct spill *spill = spill_new(store, BODY_MAX);
    return spill_prepare(spill, 1, NULL) && spill_put(spill, ticket.request, reply, 2000, NULL) ? 0
                                                                                                : 2;
}

static int play_next(const struct scratch *scratch) {
    struct spill_intake intake;
    struct store *store = begin_as(scratch, BEA) ? NULL : open_as(scratch, SHARING_NONE, NULL);
    if (!store || !spill_take_in(store, &intake, NULL))
        return 1;
    store_close(store);
    return intake.stored == 1 ? 0 : 2;
}

START_TEST(one_user_takes_in_what_another_left) {
    struct scratch scratch;
    if (geteuid() != 0)
        return; /* only root can act as several users */
    init_folder(&scratch, GROUP_FOLDER);
    ck_assert_int_eq(scratch_wait(scratch_start(play_killed, &scratch)), 0);
    ck_assert_int_eq(scratch_wait(scratch_start(play_next, &scratch)), 0);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("sharing");
    TCase *tc = tcase_create("sharing");
    tcase_add_loop_test(tc, no_mask_keeps_the_group_out, 0, sizeof masks / sizeof *masks);
    tcase_add_loop_test(tc, others_stay_private, 0, sizeof alone / sizeof *alone);
    tcase_add_test(tc, away_from_the_local_disk);
    tcase_add_loop_test(tc, a_folder_that_does_not_suit_is_refused, 0,
                        sizeof unfit / sizeof *unfit);
    tcase_add_test(tc, a_private_store_becomes_shared);
    tcase_add_test(tc, what_lacks_the_group_is_mended);
    tcase_add_loop_test(tc, no_link_is_followed, 0, 2);
    tcase_add_test(tc, one_user_takes_in_what_another_left);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
