/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several users of one group at one store: the same as several programs of one user. */
#include "store/ledger.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

enum {
    TIMEOUT_S = 120,
    LAB = 64100, /* the group; neither it nor the users are known to the system */
    ADA = 64001,
    BEA = 64002,
    CEM = 64003,
    ROWS_MAX = 512,
    LONG_ROWS = 10000,
    SHORT_REQUESTS = 10,
    CAP = 333
};

#define LONG_LIST  "collects.everyone"
#define SHORT_LIST "zoe.flores"

static const char *const fetch_long[] = {"fetch", "--cap", "20000", LONG_LIST, NULL};
static const char *const fetch_capped[] = {"fetch", "--cap",   "20000", "--store-cap",
                                           "333",   LONG_LIST, NULL};
static const char *const fetch_short[] = {"fetch", "--cap", "1000", SHORT_LIST, NULL};
static const char *const fetch_shared[] = {"fetch", "--shared", "--cap", "1000", SHORT_LIST, NULL};

/* The masks that would close the files to the group, and to nobody. */
static const struct errand_user ada = {ADA, LAB, 077}, bea = {BEA, LAB, 022}, cem = {CEM, 0, 022};

struct scene {
    struct sandbox_child sandbox;
    struct scratch scratch;
};

static void open_scene(struct scene *scene, const char *option, const char *value) {
    const char *const options[] = {option, value, NULL};
    ck_assert(sandbox_child_open(&scene->sandbox, options));
    ck_assert_int_eq(chmod(scene->sandbox.folder, 0711), 0);
    scratch_init(&scene->scratch);
    ck_assert_int_eq(chown(scene->scratch.folder, (uid_t)-1, LAB), 0);
    ck_assert_int_eq(chmod(scene->scratch.folder, 02770), 0);
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    scratch_fini(&scene->scratch);
}

static struct errand_config errand_of(const struct scene *scene, const struct errand_user *user,
                                      const char *const words[]) {
    return (struct errand_config){.words = words, .store = scene->scratch.path, .user = user};
}

static void start(struct errand *errand, const struct scene *scene, const struct errand_user *user,
                  const char *const words[]) {
    const struct errand_config config = errand_of(scene, user, words);
    errand_start(errand, &scene->sandbox, &config);
}

static int run(struct errand *errand, const struct scene *scene, const struct errand_user *user,
               const char *const words[]) {
    start(errand, scene, user, words);
    return errand_wait(errand);
}

static void expect_end(struct errand *errand, int wanted) {
    int status = errand_wait(errand);
    ck_assert_msg(status == wanted, "%d: %s", status, errand->err);
}

static struct stat look(const struct scene *scene, const char *ending) {
    struct stat status;
    char *path = scratch_beside(&scene->scratch, ending);
    ck_assert_msg(stat(path, &status) == 0, "%s", path);
    free(path);
    return status;
}

static void expect_shared(const struct scene *scene, const char *ending) {
    struct stat status = look(scene, ending);
    ck_assert_uint_eq(status.st_mode & 07777, 0660);
    ck_assert_uint_eq(status.st_gid, LAB);
}

/* The money as the store has it. */
struct money {
    int64_t credits, maybe;
};

static struct money read_ledger(const struct scene *scene) {
    struct ledger_row rows[ROWS_MAX];
    struct money sum = {0};
    struct arena arena;
    struct err err = {.kind = ERR_NONE};
    size_t count = 0;
    struct store *store = scratch_read(&scene->scratch);
    arena_init(&arena);
    ck_assert_msg(ledger_read(store, 0, ROWS_MAX, &arena, rows, &count, &err), "%s", err.text);
    for (size_t i = 0; i < count; i++) {
        bool is_known = rows[i].credits != REPLY_UNKNOWN;
        sum.credits += is_known ? rows[i].credits : 0;
        sum.maybe += is_known ? 0 : rows[i].reserved;
    }
    arena_fini(&arena);
    store_close(store);
    return sum;
}

/* Each page was requested once, and the store knows what it cost. */
static void check_bought_once(const struct scene *scene, int64_t credits) {
    struct server_log log;
    struct money sum = read_ledger(scene);
    server_log_read(&scene->sandbox, &log);
    server_log_check_once(&log);
    ck_assert_int_eq(sum.credits, credits);
    ck_assert_int_eq(sum.credits, server_log_bill(&log));
    ck_assert_int_eq(sum.maybe, 0);
    server_log_free(&log);
}

START_TEST(test_two_users_buy_one_list) {
    struct scene scene;
    struct errand one, other;
    open_scene(&scene, "--latency", "1");
    start(&one, &scene, &ada, fetch_long);
    start(&other, &scene, &bea, fetch_long);
    expect_end(&one, 0);
    expect_end(&other, 0);
    ck_assert_ptr_nonnull(strstr(one.out, "complete\n"));
    ck_assert_ptr_nonnull(strstr(other.out, "complete\n"));
    check_bought_once(&scene, LONG_ROWS + 1);
    expect_shared(&scene, "");
    expect_shared(&scene, "-alive");
    expect_shared(&scene, "-spill");
    close_scene(&scene);
}
END_TEST

START_TEST(test_a_cap_holds_for_both) {
    struct scene scene;
    struct errand one, other;
    open_scene(&scene, "--latency", "1");
    start(&one, &scene, &ada, fetch_capped);
    start(&other, &scene, &bea, fetch_capped);
    expect_end(&one, EX_TEMPFAIL);
    expect_end(&other, EX_TEMPFAIL);
    check_bought_once(&scene, CAP);
    close_scene(&scene);
}
END_TEST

/* The first is killed while its third answer is under way, which may have been charged. */
START_TEST(test_one_goes_on_for_the_other) {
    struct scene scene;
    struct errand errand;
    struct server_log log;
    open_scene(&scene, "--fault", "slow@3");
    start(&errand, &scene, &ada, fetch_short);
    ck_assert(server_log_wait(&scene.sandbox, 3, errand.pidfd));
    expect_shared(&scene, "-wal");
    expect_shared(&scene, "-shm");
    errand_kill(&errand);
    int status = run(&errand, &scene, &bea, fetch_short);
    ck_assert_msg(status == 0, "%d: %s", status, errand.err);
    ck_assert_ptr_nonnull(strstr(errand.err, "requesting it again"));
    ck_assert_ptr_nonnull(strstr(errand.out, "complete\n"));
    server_log_read(&scene.sandbox, &log);
    struct money sum = read_ledger(&scene);
    ck_assert_uint_eq(log.count, SHORT_REQUESTS + 1);
    ck_assert_int_eq(sum.credits + sum.maybe, server_log_bill(&log));
    server_log_free(&log);
    close_scene(&scene);
}
END_TEST

/* Is refused before anything is requested, and told what to do. */
static void expect_refused(const struct scene *scene, const struct errand_user *user,
                           const char *const words[], const char *word) {
    struct errand errand;
    size_t asked = server_log_count(&scene->sandbox);
    int status = run(&errand, scene, user, words);
    ck_assert_msg(status == EX_CONFIG, "%d: %s", status, errand.err);
    ck_assert_msg(strstr(errand.err, word) != NULL, "not “%s”: %s", word, errand.err);
    ck_assert_uint_eq(server_log_count(&scene->sandbox), asked);
}

START_TEST(test_others_are_refused) {
    struct scene scene;
    struct errand errand;
    open_scene(&scene, NULL, NULL);
    ck_assert_int_eq(run(&errand, &scene, &ada, fetch_short), 0);
    expect_refused(&scene, &cem, fetch_short, "you (64003) are not in it");
    ck_assert_int_eq(chmod(scene.scratch.folder, 02775), 0);
    expect_refused(&scene, &cem, fetch_short, "store.db is for the group 64100");
    close_scene(&scene);
}
END_TEST

/* Folders in which one user's files would stop the next one. */
static const struct {
    mode_t mode;
    const char *word;
} unfit[] = {
    {0770, "chmod g+s "}, {02777, "chmod o-w "}, {03770, "chmod -t "}, {02750, "chmod g+rwxs "}};

START_TEST(test_unfit_folders_are_refused) {
    struct scene scene;
    struct errand errand;
    open_scene(&scene, NULL, NULL);
    ck_assert_int_eq(run(&errand, &scene, &ada, fetch_short), 0);
    ck_assert_int_eq(chmod(scene.scratch.folder, unfit[_i].mode), 0);
    expect_refused(&scene, &bea, fetch_short, unfit[_i].word);
    close_scene(&scene);
}
END_TEST

START_TEST(test_a_private_store_is_shared_by_its_owner) {
    struct scene scene;
    struct errand errand;
    open_scene(&scene, NULL, NULL);
    ck_assert_int_eq(run(&errand, &scene, &ada, fetch_short), 0);
    ck_assert_int_eq(chmod(scene.scratch.path, 0600), 0);
    ck_assert_int_eq(run(&errand, &scene, &ada, fetch_short), 0);
    ck_assert_uint_eq(look(&scene, "").st_mode & 07777, 0600);
    expect_refused(&scene, &bea, fetch_shared, "is private to 64001, who can share it with");
    ck_assert_int_eq(run(&errand, &scene, &ada, fetch_shared), 0);
    expect_shared(&scene, "");
    ck_assert_int_eq(run(&errand, &scene, &bea, fetch_short), 0);
    check_bought_once(&scene, 413);
    close_scene(&scene);
}
END_TEST

int main(void) {
    if (geteuid() != 0) {
        puts("skipped: only root can act as several users");
        return 77;
    }
    Suite *suite = suite_create("shared_store");
    TCase *tc = tcase_create("shared_store");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_two_users_buy_one_list);
    tcase_add_test(tc, test_a_cap_holds_for_both);
    tcase_add_test(tc, test_one_goes_on_for_the_other);
    tcase_add_test(tc, test_others_are_refused);
    tcase_add_loop_test(tc, test_unfit_folders_are_refused, 0, sizeof unfit / sizeof *unfit);
    tcase_add_test(tc, test_a_private_store_is_shared_by_its_owner);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
