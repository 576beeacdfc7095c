/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store_run.h"
#include "tests/support/bought.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TIMES = 100, OPENERS = 6, PAGES = 10 };

static const char count_all[] = "SELECT count(*) FROM request";
static const char count_open[] = "SELECT count(*) FROM request WHERE state = 'under way'";

static int play_send_many(const struct scratch *scratch) {
    const struct store_config config = {.path = scratch->path, .kind = "live"};
    struct store *store = store_open(&config, 1, NULL);
    if (store == NULL)
        return 1;
    bool is_sent = true;
    for (int i = 0; i < TIMES && is_sent; i++)
        is_sent = scratch_send(store, i, NULL);
    store_close(store);
    return is_sent ? 0 : 2;
}

START_TEST(two_writers_in_one_process) {
    struct scratch scratch;
    scratch_init(&scratch);
    scratch_move(_i == 0);
    struct store *one = scratch_open(&scratch, "live");
    struct store *two = scratch_open(&scratch, "live");
    ck_assert_int_ne(one->run, two->run);
    ck_assert(store_run_is_alive(one, one->run) && store_run_is_alive(one, two->run));
    ck_assert(store_run_is_alive(two, one->run) && store_run_is_alive(two, two->run));
    for (int i = 0; i < TIMES; i++)
        ck_assert(scratch_send(i % 2 == 0 ? one : two, i, NULL));
    int64_t ended = two->run;
    store_close(two);
    ck_assert(!store_run_is_alive(one, ended) && store_run_is_alive(one, one->run));
    ck_assert_int_eq(scratch_number(one, count_all), TIMES);
    ck_assert_int_eq(scratch_number(one, "SELECT count(DISTINCT sent_no) FROM request"), TIMES);
    store_close(one);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(two_writers_in_two_processes) {
    struct scratch scratch;
    scratch_init(&scratch);
    scratch_move(_i == 0);
    pid_t child = scratch_start(play_send_many, &scratch);
    struct store *store = scratch_open(&scratch, "live");
    for (int i = 0; i < TIMES; i++) {
        struct err err = {.kind = ERR_NONE};
        ck_assert_msg(scratch_send(store, i, &err), "%s", err.text);
    }
    ck_assert_int_eq(scratch_wait(child), 0);
    ck_assert_int_eq(scratch_number(store, count_all), 2 * TIMES);
    ck_assert_int_eq(scratch_number(store, "SELECT count(DISTINCT sent_no) FROM request"),
                     2 * TIMES);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

static int play_open(const struct scratch *scratch) {
    const struct store_config config = {.path = scratch->path, .kind = "live"};
    struct store *store = store_open(&config, 1, NULL);
    if (store == NULL)
        return 1;
    store_close(store);
    return 0;
}

START_TEST(many_may_make_the_store_at_once) {
    struct scratch scratch;
    pid_t children[OPENERS];
    scratch_init(&scratch);
    scratch_move(_i == 0);
    for (int i = 0; i < OPENERS; i++)
        children[i] = scratch_start(play_open, &scratch);
    for (int i = 0; i < OPENERS; i++)
        ck_assert_int_eq(scratch_wait(children[i]), 0);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert_int_eq(store->run, OPENERS + 1);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM about"), 1);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* A program with two requests under way, until it is killed. */
static pid_t start_buyer(const struct scratch *scratch) {
    int ends[2];
    char ready = 0;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        const struct store_config config = {.path = scratch->path, .kind = "live"};
        struct store *store = store_open(&config, 1, NULL);
        if (store != NULL && scratch_send(store, 1, NULL) && scratch_send(store, 2, NULL) &&
            write(ends[1], "r", 1) == 1)
            pause();
        _exit(1);
    }
    close(ends[1]);
    ck_assert_int_eq(read(ends[0], &ready, 1), 1);
    close(ends[0]);
    return child;
}

static void kill_child(pid_t child) {
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(scratch_wait(child), 1000 + SIGKILL);
}

START_TEST(only_the_dead_are_buried) {
    struct scratch scratch;
    scratch_init(&scratch);
    scratch_move(_i == 0);
    pid_t child = start_buyer(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(store_run_is_alive(store, 1));
    ck_assert_int_eq(scratch_number(store, count_open), 2);
    ck_assert(scratch_send(store, 3, NULL));
    ck_assert_int_eq(
        scratch_number(store, "SELECT count(*) FROM sitting WHERE ended_ms IS NOT NULL"), 0);
    kill_child(child);
    ck_assert(!store_run_is_alive(store, 1));
    struct store *other =
        scratch_open(&scratch, "live"); /* the buyer's two, not the living one's */
    ck_assert_int_eq(scratch_number(other, count_open), 1);
    ck_assert_int_eq(scratch_number(other, "SELECT count(*) FROM request WHERE sitting = 1"
                                           " AND state = 'unanswered' AND credits IS NULL"
                                           " AND ended_ms = 1000 AND ended_no IN (4, 5)"),
                     2);
    ck_assert_int_eq(scratch_number(other, "SELECT count(DISTINCT ended_no) FROM request"), 2);
    ck_assert_int_eq(scratch_number(other, "SELECT ended_ms FROM sitting WHERE id = 1"), 1000);
    store_close(other);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(the_dead_are_counted_within_the_callers_transaction) {
    struct scratch scratch;
    int64_t buried = -1;
    scratch_init(&scratch);
    pid_t child = start_buyer(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(sql_begin(store->sql, NULL) && store_run_bury_dead(store, 5, &buried, NULL));
    ck_assert_int_eq(buried, 0);
    sql_rollback(store->sql);
    kill_child(child);
    ck_assert(sql_begin(store->sql, NULL) && store_run_bury_dead(store, 5, &buried, NULL));
    ck_assert_int_eq(buried, 2);
    sql_rollback(store->sql);
    ck_assert_int_eq(scratch_number(store, count_open), 2);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(what_a_run_left_when_it_ended_is_buried) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    store_close(store);
    store = scratch_open(&scratch, "live");
    ck_assert_int_eq(scratch_number(store, count_open), 0);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_reader_can_tell_who_lives) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *writer = scratch_open(&scratch, "live");
    struct store *reader = scratch_read(&scratch);
    ck_assert(store_run_is_alive(reader, 1) && !store_run_is_alive(reader, 2));
    store_close(writer);
    ck_assert(!store_run_is_alive(reader, 1));
    char *alive = scratch_beside(&scratch, "-alive");
    ck_assert_int_eq(unlink(alive), 0);
    ck_assert(!store_run_is_alive(reader, 1));
    free(alive);
    store_close(reader);
    scratch_fini(&scratch);
}
END_TEST

/* The name under which a program opens it does not matter to others. */
START_TEST(a_symbolic_link_leads_to_the_same_runs) {
    struct scratch scratch;
    struct scratch other;
    scratch_init(&scratch);
    scratch_init(&other);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    ck_assert_int_eq(symlink(scratch.path, other.path), 0);
    struct store *linked = scratch_open(&other, "live");
    ck_assert_int_eq(scratch_number(linked, count_open), 1);
    store_close(linked);
    store_close(store);
    scratch_fini(&other);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(elsewhere_the_programs_of_one_machine_write) {
    struct scratch scratch;
    struct stat status;
    umask(0);
    scratch_init(&scratch);
    scratch_move(false);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert_int_eq(
        scratch_number(store, "SELECT journal_mode = 'truncate' FROM pragma_journal_mode"), 1);
    ck_assert_int_eq(
        scratch_number(store, "SELECT locking_mode = 'normal' FROM pragma_locking_mode"), 1);
    ck_assert_int_eq(scratch_number(store, "PRAGMA synchronous"), 2);
    char *lock = scratch_beside(&scratch, "-lock");
    ck_assert_int_eq(stat(lock, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0600);
    struct store *other = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL) && scratch_send(other, 1, NULL));
    struct store *reader = scratch_read(&scratch);
    ck_assert_int_eq(scratch_number(reader, count_all), 2);
    ck_assert(scratch_send(store, 1, NULL)); /* the reader has released it */
    ck_assert_int_eq(scratch_number(reader, count_all), 3);
    store_close(reader);
    store_close(store);
    ck_assert_int_eq(access(lock, F_OK), 0);
    store_close(other);
    ck_assert_int_eq(access(lock, F_OK), -1);
    free(lock);
    scratch_fini(&scratch);
}
END_TEST

static void write_lock(const char *lock, const char *name, const char *boot) {
    FILE *file = fopen(lock, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert(name == NULL || fprintf(file, "%s %s\n", name, boot) > 0);
    fclose(file);
}

static void read_line(const char *path, char *line, size_t size) {
    FILE *file = fopen(path, "re");
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, (int)size, file));
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
}

START_TEST(another_machine_keeps_it) {
    struct scratch scratch;
    char host[256] = "";
    scratch_init(&scratch);
    scratch_move(false);
    ck_assert_int_eq(gethostname(host, sizeof host - 1), 0);
    char *lock = scratch_beside(&scratch, "-lock");
    store_close(scratch_open(&scratch, "live"));
    write_lock(lock, "elsewhere", "0-1");
    scratch_refuse(&scratch, "live", ERR_CONFIG, "in use on elsewhere", lock);
    write_lock(lock, "elsewhere", "");
    scratch_refuse(&scratch, "live", ERR_CONFIG, "in use on elsewhere", lock);
    /* With its name, and alive: another program holds it. */
    write_lock(lock, host, "0-1");
    int fd = open(lock, O_RDWR | O_CLOEXEC);
    struct flock range = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    ck_assert_int_eq(fcntl(fd, F_OFD_SETLK, &range), 0);
    scratch_refuse(&scratch, "live", ERR_CONFIG, host, lock);
    close(fd);
    store_close(scratch_open(&scratch, "live"));
    ck_assert_int_eq(access(lock, F_OK), -1);
    free(lock);
    scratch_fini(&scratch);
}
END_TEST

/* Killed, restarted since, under another name as in a container, killed during creation. */
START_TEST(what_is_left_of_this_machine_is_joined) {
    struct scratch scratch;
    char host[256] = "", boot[64], line[512], wanted[512];
    scratch_init(&scratch);
    scratch_move(false);
    ck_assert_int_eq(gethostname(host, sizeof host - 1), 0);
    read_line("/proc/sys/kernel/random/boot_id", boot, sizeof boot);
    snprintf(wanted, sizeof wanted, "%s %s", host, boot);
    char *lock = scratch_beside(&scratch, "-lock");
    kill_child(start_buyer(&scratch));
    read_line(lock, line, sizeof line);
    ck_assert_str_eq(line, wanted);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert_int_eq(scratch_number(store, count_open), 0);
    store_close(store);
    const char *const left[][2] = {{host, "0-1"}, {"container", boot}, {NULL, NULL}};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        write_lock(lock, left[i][0], left[i][1]);
        store = scratch_open(&scratch, "live");
        struct store *other = scratch_open(&scratch, "live");
        read_line(lock, line, sizeof line);
        ck_assert_ptr_nonnull(strstr(line, boot));
        store_close(store);
        store_close(other);
        ck_assert_int_eq(access(lock, F_OK), -1);
    }
    free(lock);
    scratch_fini(&scratch);
}
END_TEST

/* Each page is bought by one of them; the others wait until it is stored. */
static bool buy(struct store *store, int64_t seq) {
    const struct journal_order order = bought_page("list", seq);
    struct journal_ticket ticket;
    enum journal_verdict verdict;
    while ((verdict = journal_begin(store, &order, 1, &ticket, NULL)) == JOURNAL_WAIT)
        sched_yield();
    if (verdict != JOURNAL_SEND)
        return verdict == JOURNAL_HELD;
    bought_answer(store, ticket.request, BOUGHT_LIMIT, 1000, 2);
    return true;
}

static int play_buy(const struct scratch *scratch) {
    const struct store_config config = {.path = scratch->path, .kind = "live"};
    struct store *store = store_open(&config, 1, NULL);
    bool is_fine = store != NULL;
    for (int64_t seq = 0; is_fine && seq < PAGES; seq++)
        is_fine = buy(store, seq);
    store_close(store);
    return is_fine ? 0 : 1;
}

START_TEST(many_buy_each_page_once) {
    struct scratch scratch;
    pid_t children[OPENERS];
    scratch_init(&scratch);
    scratch_move(_i == 0);
    for (int i = 0; i < OPENERS; i++)
        children[i] = scratch_start(play_buy, &scratch);
    for (int i = 0; i < OPENERS; i++)
        ck_assert_int_eq(scratch_wait(children[i]), 0);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert_int_eq(scratch_number(store, count_all), PAGES);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM page"), PAGES);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

START_TEST(a_store_moves_between_disks) {
    struct scratch scratch;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, "live");
    ck_assert(scratch_send(store, 1, NULL));
    store_close(store);
    for (int is_local = 0; is_local < 2; is_local++) {
        scratch_move(is_local != 0);
        store = scratch_open(&scratch, "live");
        ck_assert_int_eq(
            scratch_number(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"),
            is_local);
        ck_assert_int_eq(scratch_number(store, count_all), 1);
        store_close(store);
    }
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("store_run");
    TCase *tc = tcase_create("store_run");
    tcase_add_loop_test(tc, two_writers_in_one_process, 0, 2);
    tcase_add_loop_test(tc, two_writers_in_two_processes, 0, 2);
    tcase_add_loop_test(tc, many_may_make_the_store_at_once, 0, 2);
    tcase_add_loop_test(tc, only_the_dead_are_buried, 0, 2);
    tcase_add_test(tc, the_dead_are_counted_within_the_callers_transaction);
    tcase_add_test(tc, what_a_run_left_when_it_ended_is_buried);
    tcase_add_test(tc, a_reader_can_tell_who_lives);
    tcase_add_test(tc, a_symbolic_link_leads_to_the_same_runs);
    tcase_add_test(tc, elsewhere_the_programs_of_one_machine_write);
    tcase_add_test(tc, another_machine_keeps_it);
    tcase_add_test(tc, what_is_left_of_this_machine_is_joined);
    tcase_add_loop_test(tc, many_buy_each_page_once, 0, 2);
    tcase_add_test(tc, a_store_moves_between_disks);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
