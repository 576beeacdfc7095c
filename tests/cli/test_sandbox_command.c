/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `followtrail sandbox` as a process: its output, its end, and its exit status. */
#include "base/mem.h"
#include "cli/sandbox_command.h"
#include "sandbox/fault.h"
#include "tests/support/plain_get.h"
#include "tests/support/run.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGS_MAX = 8, EXIT_WRONG_USAGE = 64, EXIT_NO_IO = 74 };

struct process {
    pid_t pid;
    FILE *out, *err;
};

static struct process start(const char *const *args) {
    int out[2], err[2];
    int argc = 0;
    struct process process;
    while (args[argc])
        argc++;
    ck_assert_int_eq(pipe(out), 0);
    ck_assert_int_eq(pipe(err), 0);
    process.pid = fork();
    ck_assert_int_ge(process.pid, 0);
    if (process.pid == 0) {
        char *argv[ARGS_MAX + 1] = {NULL};
        for (int i = 0; i < argc; i++)
            argv[i] = mem_dup(args[i]);
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        close(out[0]);
        close(err[0]);
        _exit(sandbox_command(argc, argv));
    }
    close(out[1]);
    close(err[1]);
    process.out = fdopen(out[0], "r");
    process.err = fdopen(err[0], "r");
    return process;
}

static int finish(struct process *process) {
    int status = 0;
    ck_assert_int_eq(waitpid(process->pid, &status, 0), process->pid);
    fclose(process->out);
    fclose(process->err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void read_all(FILE *file, char *text, size_t size) {
    size_t len = fread(text, 1, size - 1, file);
    text[len] = '\0';
}

static void ask_for(const char *url, const char *path, const char *key, long status) {
    struct http_answer answer;
    CURL *handle = curl_easy_init();
    plain_get(handle, &answer, url, path, key);
    ck_assert_int_eq(answer.status, status);
    http_answer_fini(&answer);
    curl_easy_cleanup(handle);
}

static void serve_and_end(int signal_number) {
    const char *const args[] = {"sandbox", "--key=k-1", "--balance",     "9",
                                "--fault", "503@2",     "--rate=60/min", NULL};
    char url[128], rest[256], expected[128];
    struct process process = start(args);
    ck_assert_ptr_nonnull(fgets(url, sizeof url, process.out));
    url[strcspn(url, "\n")] = '\0';
    ck_assert_msg(!strncmp(url, "http://127.0.0.1:", 17), "%s", url);
    ask_for(url, "/tiktok/users/zoe.flores/following?limit=7", "k-1", 200);
    ask_for(url, "/tiktok/users/zoe.flores", "k-1", 503);
    ask_for(url, "/tiktok/users/zoe.flores", "sandbox", 401);
    ck_assert_int_eq(kill(process.pid, signal_number), 0);
    read_all(process.err, rest, sizeof rest);
    snprintf(expected, sizeof expected, "3 requests, 7 records, 7 credits charged, 2 left\n");
    ck_assert_str_eq(rest, expected);
    read_all(process.out, rest, sizeof rest);
    ck_assert_str_eq(rest, "");
    ck_assert_int_eq(finish(&process), 0);
}

START_TEST(serves_until_sigint) {
    serve_and_end(SIGINT);
}
END_TEST

START_TEST(serves_until_sigterm) {
    serve_and_end(SIGTERM);
}
END_TEST

static void expect_refusal(const char *const *args, int status, const char *words) {
    char text[1024], out[64];
    struct process process = start(args);
    read_all(process.err, text, sizeof text);
    read_all(process.out, out, sizeof out);
    ck_assert_str_eq(out, "");
    ck_assert_msg(strstr(text, words) != NULL, "%s", text);
    ck_assert_msg(!strncmp(text, "followtrail sandbox: ", 21), "%s", text);
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
    ck_assert_int_eq(finish(&process), status);
}

static const char *const wrong[][ARGS_MAX] = {
    {"sandbox", "--port", "65536", NULL},   {"sandbox", "--port", "80x", NULL},
    {"sandbox", "--port=-1", NULL},         {"sandbox", "--balance", "1e3", NULL},
    {"sandbox", "--latency=-5", NULL},      {"sandbox", "--rate", "0", NULL},
    {"sandbox", "--rate", "60/hour", NULL}, {"sandbox", "--rate", "/min", NULL},
    {"sandbox", "--seed", "", NULL},        {"sandbox", "--key", "", NULL},
    {"sandbox", "--fault", "429:0", NULL},  {"sandbox", "--fault", "nonsense", NULL},
    {"sandbox", "--nonsense", NULL},        {"sandbox", "--log", NULL},
    {"sandbox", "operand", NULL},
};

START_TEST(wrong_usage_is_64) {
    expect_refusal(wrong[_i], EXIT_WRONG_USAGE, "");
}
END_TEST

START_TEST(a_used_port_is_named) {
    char url[128], port[64], words[64];
    const char *const args[] = {"sandbox", port, NULL};
    struct process process = start((const char *const[]){"sandbox", NULL});
    ck_assert_ptr_nonnull(fgets(url, sizeof url, process.out));
    url[strcspn(url, "\n")] = '\0';
    snprintf(port, sizeof port, "--port=%s", strrchr(url, ':') + 1);
    snprintf(words, sizeof words, "port %s of 127.0.0.1 is in use", strrchr(url, ':') + 1);
    expect_refusal(args, EXIT_NO_IO, words);
    ck_assert_int_eq(kill(process.pid, SIGTERM), 0);
    ck_assert_int_eq(finish(&process), 0);
}
END_TEST

/* Hostile bytes in a message are printed as visible text. */
START_TEST(messages_hold_no_controls) {
    char text[1024];
    struct process process = start((const char *const[]){"sandbox", "--fault", "\033[2J", NULL});
    read_all(process.err, text, sizeof text);
    ck_assert_ptr_null(strchr(text, '\033'));
    ck_assert_int_eq(finish(&process), EXIT_WRONG_USAGE);
}
END_TEST

START_TEST(help_names_options_and_faults) {
    static const char *const options[] = {"--port",  "--key",  "--balance", "--latency",
                                          "--rate",  "--seed", "--network", "--log",
                                          "--fault", "--help"};
    char text[8192], line[64];
    struct process process = start((const char *const[]){"sandbox", "--help", NULL});
    read_all(process.out, text, sizeof text);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        ck_assert_ptr_nonnull(strstr(text, options[i]));
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++) {
        snprintf(line, sizeof line, "\n  %s ", fault_table[fault].name);
        ck_assert_ptr_nonnull(strstr(text, line));
    }
    ck_assert_int_eq(finish(&process), 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("sandbox command");
    TCase *tc = tcase_create("command");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, serves_until_sigint);
    tcase_add_test(tc, serves_until_sigterm);
    tcase_add_loop_test(tc, wrong_usage_is_64, 0, sizeof wrong / sizeof wrong[0]);
    tcase_add_test(tc, a_used_port_is_named);
    tcase_add_test(tc, messages_hold_no_controls);
    tcase_add_test(tc, help_names_options_and_faults);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
