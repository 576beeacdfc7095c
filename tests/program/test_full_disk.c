/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real file system without room: what is stored can be read there, and an answer that is under
 * way when it fills up is kept. It is a small one in memory, in a name space that ends with the
 * test; only root may make one. */
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum { TIMEOUT_S = 60, SKIPPED = 77, BLOCK = 4096, PATH_BYTES = 256 };

struct scene {
    struct sandbox_child sandbox;
    struct scratch scratch;
    struct errand errand;
    struct errand_config config;
};

/* More than is needed before anything is bought, and little more. */
static bool mount_small(const char *folder) {
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("small", folder, "tmpfs", 0, "size=24m,mode=0700") == 0;
}

static char *filling(const struct scene *scene) {
    static char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/filling", scene->scratch.folder);
    return path;
}

static void fill(const struct scene *scene) {
    static const char block[BLOCK];
    int fd = open(filling(scene), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ck_assert_int_ge(fd, 0);
    while (write(fd, block, sizeof block) == (ssize_t)sizeof block)
        continue;
    close(fd);
}

static void open_scene(struct scene *scene, const char *latency) {
    static const char *const words[] = {"fetch", "--cap", "21", "zoe.flores", NULL};
    const char *const options[] = {"--latency", latency, NULL};
    scratch_init(&scene->scratch);
    ck_assert(mount_small(scene->scratch.folder));
    ck_assert(sandbox_child_open(&scene->sandbox, options));
    scene->config = (struct errand_config){.words = words, .store = scene->scratch.path};
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    umount2(scene->scratch.folder, MNT_DETACH);
    scratch_fini(&scene->scratch);
}

static void expect_run(struct scene *scene, const char *const *words, const char *said) {
    const struct errand_config config = {.words = words, .store = scene->scratch.path};
    int status = errand_run(&scene->errand, &scene->sandbox, &config);
    ck_assert_msg(status == 0 && strstr(scene->errand.out, said), "status %d, no “%s”: %s%s",
                  status, said, scene->errand.out, scene->errand.err);
}

/* Left in order, or by a program that was killed; then also without what SQLite shares. */
enum leaving { ENDED, KILLED, KILLED_AND_CLEARED, LEAVINGS };

static void leave(struct scene *scene, enum leaving leaving) {
    if (leaving == ENDED) {
        ck_assert_int_eq(errand_run(&scene->errand, &scene->sandbox, &scene->config), EX_TEMPFAIL);
        return;
    }
    static const char *const all[] = {"fetch",      "--cap", "20000", "collects.everyone",
                                      "zoe.flores", NULL};
    const struct errand_config config = {.words = all, .store = scene->scratch.path};
    errand_start(&scene->errand, &scene->sandbox, &config);
    ck_assert(server_log_wait(&scene->sandbox, 2, scene->errand.pidfd));
    errand_kill(&scene->errand);
    char *shared = scratch_beside(&scene->scratch, "-shm");
    if (leaving == KILLED_AND_CLEARED)
        ck_assert_int_eq(unlink(shared), 0);
    free(shared);
}

START_TEST(test_store_is_read_without_room) {
    static const char *const ledger[] = {"ledger", NULL};
    struct scene scene;
    open_scene(&scene, "0");
    leave(&scene, (enum leaving)_i);
    fill(&scene);
    expect_run(&scene, ledger, _i == ENDED ? "@zoe.flores" : "@collects.everyone");
    close_scene(&scene);
}
END_TEST

START_TEST(test_disk_fills_up_under_way) {
    struct scene scene;
    struct sandbox_child_bill bill;
    open_scene(&scene, "300");
    errand_start(&scene.errand, &scene.sandbox, &scene.config);
    ck_assert(server_log_wait(&scene.sandbox, 1, scene.errand.pidfd));
    struct store *reader = scratch_read(&scene.scratch);
    while (scratch_number(reader, "SELECT count(*) FROM request") < 2)
        poll(NULL, 0, 1);
    store_close(reader);
    fill(&scene);
    ck_assert_int_eq(errand_wait(&scene.errand), EX_TEMPFAIL);
    ck_assert_msg(strstr(scene.errand.err, "It is safe in ") != NULL, "%s", scene.errand.err);
    ck_assert_int_eq(unlink(filling(&scene)), 0);
    ck_assert_int_eq(errand_run(&scene.errand, &scene.sandbox, &scene.config), EX_TEMPFAIL);
    reader = scratch_read(&scene.scratch);
    ck_assert(sandbox_child_read_bill(&scene.sandbox, &bill));
    ck_assert_int_eq(scratch_number(reader, "SELECT sum(credits) FROM request"), bill.credits);
    ck_assert_int_eq(scratch_number(reader, "SELECT count(*) FROM edge"), bill.credits - 1);
    store_close(reader);
    struct server_log log;
    server_log_read(&scene.sandbox, &log);
    server_log_check_once(&log);
    server_log_free(&log);
    close_scene(&scene);
}
END_TEST

static bool can_mount(void) {
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        _exit(!mount_small("/tmp"));
    if (child > 0)
        waitpid(child, &status, 0);
    return status == 0;
}

int main(void) {
    if (!can_mount()) {
        puts("skipped: no file system can be mounted here");
        return SKIPPED;
    }
    Suite *suite = suite_create("full_disk");
    TCase *tc = tcase_create("full_disk");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_store_is_read_without_room, 0, LEAVINGS);
    tcase_add_test(tc, test_disk_fills_up_under_way);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
