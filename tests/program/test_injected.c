/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * System calls that fail: `followtrail fetch` under strace, which makes one call of each thread
 * fail, or kills the program there. What a clean run calls, and how often, says where. After every
 * fault the store's books cover the server's bill, the exit status is true, and the next call
 * completes the list; what it buys a second time it has announced.
 *
 * A sample of the points; with FOLLOWTRAIL_TEST_POINTS=K/N every N-th of them from the K-th on.
 */
#include "base/mem.h"
#include "tests/support/effort.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    TIMEOUT_S = 240,
    DEADLINE_MS = 120000, /* a lock that SQLite cannot let go of costs it 10 s a statement */
    FRIENDS = 120,
    PATH_BYTES = 256,
    LINE_BYTES = 4096,
    THREADS_MAX = 8,
    POINTS_MAX = 512,
    SPREAD = 10, /* points of a kind at most */
    SKIPPED = 77
};

struct kind {
    const char *call;
    const char *errors[2]; /* NULL: it is killed there */
    bool is_lasting;       /* every call from there on fails */
};

/* What the program and its libraries call while they work; ENOMEM ends it, as mem.h says. Not
 * brk(): the kernel's returns no error, and the C library knows none. */
static const struct kind kinds[] = {
    {"openat", {"ENOSPC", "EMFILE"}},
    {"read", {"EIO", "EIO"}},
    {"write", {"ENOSPC", "EIO"}},
    {"pread64", {"EIO", "EIO"}},
    {"pwrite64", {"ENOSPC", "EDQUOT"}},
    {"pwrite64", {"EIO", "EFBIG"}},
    {"fsync", {"EIO", "ENOSPC"}},
    {"fdatasync", {"EIO", "EDQUOT"}},
    {"ftruncate", {"EIO", "ENOSPC"}},
    {"fcntl", {"ENOLCK", "EIO"}},
    {"mmap", {"ENOMEM", "EACCES"}},
    {"munmap", {"ENOMEM", "EINVAL"}},

    {"mprotect", {"ENOMEM", "EACCES"}},
    {"unlink", {"EACCES", "EIO"}},
    {"close", {"EIO", "EINTR"}},
    {"newfstatat", {"EIO", "ENOMEM"}},
    {"access", {"EACCES", "EIO"}},
    {"statfs", {"EIO", "ENOSYS"}},
    {"socket", {"EMFILE", "EACCES"}},
    {"connect", {"ECONNREFUSED", "ENETUNREACH"}},
    {"sendto", {"ECONNRESET", "EPIPE"}},
    {"recvfrom", {"ECONNRESET", "ETIMEDOUT"}},
    {"getpeername", {"ENOTCONN", "EIO"}},
    {"setsockopt", {"ENOPROTOOPT", "EIO"}},
    {"poll", {"EINTR", "ENOMEM"}},
    {"getrandom", {"ENOSYS", "EAGAIN"}},
    {"clone3", {"EAGAIN", "ENOMEM"}},
    {"eventfd2", {"EMFILE", "ENFILE"}},
    {"socketpair", {"EMFILE", "EACCES"}},
    {"prlimit64", {"EPERM", "EINVAL"}},
    {"fchown", {"EPERM", "EIO"}},
    {"readlink", {"EIO", "EACCES"}},
    {"mkdir", {"ENOSPC", "EACCES"}},
    {"pwrite64", {NULL, NULL}},
    {"fdatasync", {NULL, NULL}},
    {"recvfrom", {NULL, NULL}},
    {"sendto", {NULL, NULL}},
    {"unlink", {NULL, NULL}},
    {"pwrite64", {"ENOSPC", "EIO"}, true},
    {"fdatasync", {"EIO", "EDQUOT"}, true},
    {"openat", {"ENOSPC", "EMFILE"}, true},
    {"connect", {"ECONNREFUSED", "ENETUNREACH"}, true},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

struct point {
    const struct kind *kind;
    const char *error; /* NULL: killed */
    unsigned when;     /* which call of each thread, from 1 */
};

/* What a run without a fault calls. */
struct trace {
    int thread;             /* the first, which is the main one */
    unsigned before[KINDS]; /* calls of the main thread before it comes to the store */
    unsigned all[KINDS];    /* calls of the thread that has most of them */
    unsigned each[THREADS_MAX][KINDS];
    int threads[THREADS_MAX];
    size_t thread_count;
};

struct scene {
    struct sandbox_child sandbox;
    struct scratch scratch, network;
    struct errand errand;
    char fault[PATH_BYTES]; /* as strace takes it */
};

/* In memory that Check's children share: one of them plans them for the others. */
struct plan {
    struct point points[POINTS_MAX];
    size_t count;
};
static struct plan *plan; /* Check hands a test no more than a number */

static FILE *open_table(const struct scene *scene, const char *name) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", scene->network.folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    return file;
}

/* Alpha follows everybody else: a profile and three pages. */
static void write_network(const struct scene *scene) {
    FILE *accounts = open_table(scene, "accounts.csv"), *follows = open_table(scene, "follows.csv");
    fprintf(accounts, "id,username,following_count\n1000,alpha,%d\n", FRIENDS);
    fputs("source,target,rank\n", follows);
    for (int i = 1; i <= FRIENDS; i++) {
        fprintf(accounts, "%d,friend%d,0\n", 1000 + i, i);
        fprintf(follows, "1000,%d,%d\n", 1000 + i, i);
    }
    ck_assert_int_eq(fclose(accounts) | fclose(follows), 0);
}

static void remove_beside(const struct scratch *scratch, const char *name) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", scratch->folder, name);
    unlink(path);
}

static void open_scene(struct scene *scene) {
    scratch_init(&scene->scratch);
    scratch_init(&scene->network);
    write_network(scene);
    const char *const options[] = {"--network", scene->network.folder, "--rate", "100000", NULL};
    ck_assert(sandbox_child_open(&scene->sandbox, options));
}

static void close_scene(struct scene *scene) {
    sandbox_child_close(&scene->sandbox);
    remove_beside(&scene->network, "accounts.csv");
    remove_beside(&scene->network, "follows.csv");
    scratch_fini(&scene->network);
    scratch_fini(&scene->scratch);
}

static int run_fetch(struct scene *scene, const char *const *before) {
    static const char *const words[] = {"fetch", "--cap", "1000", "alpha", NULL};
    const struct errand_config config = {
        .words = words, .store = scene->scratch.path, .before = before, .deadline_ms = DEADLINE_MS};
    return errand_run(&scene->errand, &scene->sandbox, &config);
}

/* NULL: nothing was bought, because it was not made in full yet. */
static struct store *read_store(const struct scene *scene) {
    struct err err = {.text = ""};
    const struct store_config config = {.path = scene->scratch.path};
    struct store *store = store_open_reader(&config, &err);
    ck_assert_msg(store || strstr(err.text, "no store at") || strstr(err.text, "is version"),
                  "%s: %s", scene->fault, err.text);
    return store;
}

struct books {
    int64_t charged, maybe, rows;
    bool is_whole;
};

static void read_books(const struct scene *scene, struct books *books) {
    *books = (struct books){0};
    struct store *store = read_store(scene);
    if (!store)
        return;
    books->charged = scratch_number(store, "SELECT coalesce(sum(credits), 0) FROM request");
    books->maybe = scratch_number(store, "SELECT coalesce(sum(reserved), 0) FROM request"
                                         " WHERE credits IS NULL AND state <> 'not sent'");
    books->rows = scratch_number(store, "SELECT count(*) FROM edge");
    books->is_whole = scratch_number(store, "SELECT count(*) FROM page WHERE has_more = 0") == 1;
    store_close(store);
}

/* What the server billed is in the books, as charged or as perhaps charged; and no more as charged
 * than it billed. */
static void check_books(const struct scene *scene, const struct books *books) {
    struct sandbox_child_bill bill = {0};
    server_log_wait_idle(&scene->sandbox);
    ck_assert(sandbox_child_read_bill(&scene->sandbox, &bill));
    ck_assert_msg(books->charged <= bill.credits && bill.credits <= books->charged + books->maybe,
                  "%s: bill %lld, charged %lld, maybe %lld: %s", scene->fault,
                  (long long)bill.credits, (long long)books->charged, (long long)books->maybe,
                  scene->errand.err);
}

static bool is_same(const struct server_line *one, const struct server_line *other) {
    return one->is_profile == other->is_profile && !strcmp(one->cursor, other->cursor);
}

/* How many of the profile and the pages the server billed a second time. */
static size_t count_repeated(const struct scene *scene) {
    struct server_log log;
    size_t repeated = 0;
    server_log_read(&scene->sandbox, &log);
    for (size_t i = 0; i < log.count; i++)
        for (size_t j = 0; j < i; j++)
            if (log.lines[i].credits > 0 && log.lines[j].credits > 0 &&
                is_same(&log.lines[i], &log.lines[j])) {
                repeated++;
                break;
            }
    server_log_free(&log);
    return repeated;
}

static size_t count_words(const char *text, const char *words) {
    size_t count = 0;
    while ((text = strstr(text, words))) {
        count++;
        text += strlen(words);
    }
    return count;
}

/* A program that runs out of memory says so and aborts. */
static void check_end(const struct scene *scene, const struct point *point, int status,
                      const struct books *books) {
    bool may_abort = point->error && !strcmp(point->error, "ENOMEM");
    bool is_ended = status < ERRAND_KILLED ||
                    (!point->error && status == ERRAND_KILLED + SIGKILL) ||
                    (may_abort && status == ERRAND_KILLED + SIGABRT);
    ck_assert_msg(is_ended, "%s: ended by signal %d: %s", scene->fault, status - ERRAND_KILLED,
                  scene->errand.err);
    ck_assert_msg(status != 0 || (books->is_whole && books->rows == FRIENDS),
                  "%s: status 0 with %lld rows: %s%s", scene->fault, (long long)books->rows,
                  scene->errand.out, scene->errand.err);
}

/* What it buys again the second call says, or said the first. */
static void check_second(struct scene *scene) {
    struct books books;
    size_t announced = count_words(scene->errand.err, "requesting it again");
    int status = run_fetch(scene, NULL);
    announced += count_words(scene->errand.err, "requesting it again");
    read_books(scene, &books);
    ck_assert_msg(status == 0 && books.is_whole && books.rows == FRIENDS,
                  "%s: then status %d, %lld rows: %s%s", scene->fault, status,
                  (long long)books.rows, scene->errand.out, scene->errand.err);
    check_books(scene, &books);
    ck_assert_msg(count_repeated(scene) <= announced, "%s: %zu bought again, %zu announced: %s",
                  scene->fault, count_repeated(scene), announced, scene->errand.err);
}

static void describe_fault(struct scene *scene, const struct point *point) {
    char *fault = scene->fault;
    if (point->error)
        snprintf(fault, PATH_BYTES, "inject=%s:error=%s:when=%u%s", point->kind->call, point->error,
                 point->when, point->kind->is_lasting ? "+" : "");
    else
        snprintf(fault, PATH_BYTES, "inject=%s:signal=KILL:when=%u", point->kind->call,
                 point->when);
}

START_TEST(test_call_that_fails) {
    const struct point *point = &plan->points[_i];
    char watched[PATH_BYTES];
    struct scene scene;
    struct books books;
    open_scene(&scene);
    describe_fault(&scene, point);
    snprintf(watched, sizeof watched, "trace=%s", point->kind->call);
    const char *const strace[] = {"strace", "-f",    "-q", "-o",        "/dev/null",
                                  "-e",     watched, "-e", scene.fault, NULL};
    int status = run_fetch(&scene, strace);
    read_books(&scene, &books);
    check_books(&scene, &books);
    check_end(&scene, point, status, &books);
    check_second(&scene);
    close_scene(&scene);
}
END_TEST

static size_t number_of_thread(struct trace *trace, int thread) {
    for (size_t i = 0; i < trace->thread_count; i++)
        if (trace->threads[i] == thread)
            return i;
    if (trace->thread_count == THREADS_MAX)
        return 0;
    trace->threads[trace->thread_count] = thread;
    return trace->thread_count++;
}

static void count_call(struct trace *trace, int thread, const char *call, bool is_at_work) {
    size_t number = number_of_thread(trace, thread), len = strcspn(call, "(");
    for (size_t k = 0; k < KINDS; k++) {
        if (strlen(kinds[k].call) != len || strncmp(kinds[k].call, call, len) != 0)
            continue;
        unsigned count = ++trace->each[number][k];
        trace->all[k] = count > trace->all[k] ? count : trace->all[k];
        if (number == 0 && !is_at_work)
            trace->before[k] = count;
    }
}

/* What comes before the program turns to its store is the loading of libraries. */
static void read_trace(struct trace *trace, const char *path, const char *store) {
    char line[LINE_BYTES];
    bool is_at_work = false;
    FILE *file = fopen(path, "re");
    ck_assert_ptr_nonnull(file);
    *trace = (struct trace){0};
    while (fgets(line, sizeof line, file)) {
        char *call;
        long thread = strtol(line, &call, 10);
        call += strspn(call, " ");
        is_at_work = is_at_work || (strstr(line, store) && strncmp(call, "execve", 6) != 0);
        if (*call != '<' && *call != '+' && *call != '-')
            count_call(trace, (int)thread, call, is_at_work);
    }
    fclose(file);
}

/* A point for every so many calls, so that each kind has no more than SPREAD. */
static void spread_points(const struct trace *trace) {
    for (size_t k = 0; k < KINDS; k++) {
        /* The counts are each thread's own: the worker begins at 1. */
        bool is_of_worker = trace->before[k] >= trace->all[k];
        unsigned from = is_of_worker ? 0 : trace->before[k], count = trace->all[k] - from;
        unsigned most = count < SPREAD ? count : SPREAD;
        for (unsigned i = 0; i < most && plan->count < POINTS_MAX; i++)
            plan->points[plan->count++] =
                (struct point){.kind = &kinds[k],
                               .error = kinds[k].errors[i % 2],
                               .when = from + 1 + (unsigned)((uint64_t)count * i / most)};
    }
}

/* Few, but of every kind, or of a sample of them. */
static void sample_points(void) {
    size_t kept = 0;
    for (size_t i = 0; i < plan->count; i++) {
        const struct kind *kind = plan->points[i].kind;
        bool is_last = i + 1 == plan->count || kind != plan->points[i + 1].kind;
        if (is_last && effort_takes((size_t)(kind - kinds), KINDS, 4))
            plan->points[kept++] = plan->points[i];
    }
    plan->count = kept;
}

static void share_points(const char *share) {
    char *end;
    size_t kept = 0, first = strtoul(share, &end, 10);
    size_t step = *end == '/' ? strtoul(end + 1, NULL, 10) : 0;
    for (size_t i = first - 1; first && step && i < plan->count; i += step)
        plan->points[kept++] = plan->points[i];
    plan->count = kept;
}

START_TEST(test_plan) {
    struct scene scene;
    struct trace trace;
    char path[PATH_BYTES];
    open_scene(&scene);
    snprintf(path, sizeof path, "%s/trace", scene.network.folder);
    const char *const strace[] = {"strace", "-f", "-q", "-o", path, NULL};
    ck_assert_int_eq(run_fetch(&scene, strace), 0);
    read_trace(&trace, path, scene.scratch.path);
    remove_beside(&scene.network, "trace");
    close_scene(&scene);
    spread_points(&trace);
}
END_TEST

/* Where one may not trace, or what is traced cannot look for leaks at its end. */
static bool can_trace(void) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    const char *const words[] = {
        "strace", "-f", "-q", "-o", "/dev/null", "-e", "inject=getuid:error=EIO:when=9",
        "true",   NULL};
    posix_spawn_file_actions_t quiet;
    pid_t pid;
    int status = -1;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, words[0], &quiet, NULL, (char *const *)(uintptr_t)words, environ) == 0)
        waitpid(pid, &status, 0);
    posix_spawn_file_actions_destroy(&quiet);
    return status == 0;
#endif
}

static int run_one(const TTest *test, size_t times) {
    Suite *suite = suite_create("injected");
    TCase *tc = tcase_create("injected");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test, 0, (int)times);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}

int main(void) {
    const char *which = getenv("FOLLOWTRAIL_TEST_POINTS");
    if (!can_trace()) {
        puts("skipped: strace cannot make system calls fail here");
        return SKIPPED;
    }
    plan = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (plan == MAP_FAILED || run_one(test_plan, 1) != 0)
        return 1;
    if (which)
        share_points(which);
    else
        sample_points();
    return run_one(test_call_that_fails, plan->count);
}
