/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/sandbox_child.h"

#include <ctype.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT_RUN = 127, LINE_MAX_BYTES = 4096, STATUS_NOT_ANSWERED = 0 };

const char *sandbox_child_program(void) {
    static char path[SANDBOX_CHILD_PATH]; /* lives as long as the argument lists that name it */
    const char *build = getenv("FOLLOWTRAIL_TEST_BUILD");
    snprintf(path, sizeof path, "%s/followtrail", build ? build : ".");
    return path;
}

static bool make_folder(struct sandbox_child *sandbox) {
    const char *parent = getenv("TMPDIR");
    snprintf(sandbox->folder, sizeof sandbox->folder, "%s/followtrail-test-XXXXXX",
             parent ? parent : "/tmp");
    if (!mkdtemp(sandbox->folder))
        return false;
    snprintf(sandbox->log, sizeof sandbox->log, "%s/log", sandbox->folder);
    return true;
}

/* It ends with the test, however that ends. */
static _Noreturn void run_sandbox(const struct sandbox_child *sandbox, const char *const options[],
                                  int out) {
    const char *words[SANDBOX_CHILD_WORDS] = {
        sandbox_child_program(), "sandbox", "--port",    "0", "--rate", "1000000", "--key",
        SANDBOX_CHILD_KEY,       "--log",   sandbox->log};
    size_t count = 0;
    while (words[count])
        count++;
    for (; options && *options && count < SANDBOX_CHILD_WORDS - 1; options++)
        words[count++] = *options;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    dup2(out, STDOUT_FILENO);
    if (!freopen("/dev/null", "w", stderr))
        _exit(CANNOT_RUN);
    execv(words[0], (char *const *)(uintptr_t)words);
    _exit(CANNOT_RUN);
}

/* The first line is the address. */
static bool read_url(struct sandbox_child *sandbox, int fd) {
    size_t len = 0;
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    while (len + 1 < sizeof sandbox->url &&
           poll(&poll_fd, 1, (int)(PTY_DEADLINE_MS * pty_patience())) > 0) {
        if (read(fd, sandbox->url + len, 1) != 1)
            return false;
        if (sandbox->url[len] == '\n') {
            sandbox->url[len] = '\0';
            return true;
        }
        len++;
    }
    return false;
}

bool sandbox_child_open(struct sandbox_child *sandbox, const char *const options[]) {
    int out[2];
    *sandbox = (struct sandbox_child){0};
    if (!make_folder(sandbox) || pipe(out) != 0)
        return false;
    sandbox->pid = fork();
    if (sandbox->pid == 0)
        run_sandbox(sandbox, options, out[1]);
    close(out[1]);
    bool is_up = read_url(sandbox, out[0]);
    close(out[0]);
    return is_up;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void remove_folder(const char *path) {
    enum { DESCRIPTORS = 8 };
    if (*path)
        nftw(path, remove_entry, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

void sandbox_child_close(struct sandbox_child *sandbox) {
    if (sandbox->pid > 0) {
        kill(sandbox->pid, SIGTERM);
        waitpid(sandbox->pid, NULL, 0);
    }
    remove_folder(sandbox->folder);
    *sandbox = (struct sandbox_child){0};
}

bool sandbox_child_read_bill(const struct sandbox_child *sandbox, struct sandbox_child_bill *bill) {
    char line[LINE_MAX_BYTES];
    FILE *log = fopen(sandbox->log, "r");
    *bill = (struct sandbox_child_bill){0};
    if (!log)
        return false;
    while (fgets(line, sizeof line, log)) {
        static const char name[] = "\"credits\":";
        const char *credits = strstr(line, name);
        bill->requests++;
        if (credits)
            bill->credits += strtoll(credits + sizeof name - 1, NULL, 10);
    }
    fclose(log);
    return true;
}

bool sandbox_child_browse(const struct sandbox_child *sandbox, struct pty *pty,
                          const struct pty_config *config, const char *const words[]) {
    char address[sizeof sandbox->url + sizeof "FOLLOWTRAIL_API_URL="];
    const char *argv[SANDBOX_CHILD_WORDS] = {sandbox_child_program()};
    char data[SANDBOX_CHILD_PATH], state[SANDBOX_CHILD_PATH];
    const char *environment[SANDBOX_CHILD_WORDS] = {address, "UNIFAPI_API_KEY=" SANDBOX_CHILD_KEY,
                                                    data, state};
    struct pty_config own = *config;
    for (size_t i = 0; config->environment && config->environment[i] && i + 5 < SANDBOX_CHILD_WORDS;
         i++)
        environment[i + 4] = config->environment[i];
    snprintf(address, sizeof address, "FOLLOWTRAIL_API_URL=%s", sandbox->url);
    snprintf(data, sizeof data, "XDG_DATA_HOME=%s", sandbox->folder);
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s", sandbox->folder);
    bool is_command = words && words[0] && isalpha((unsigned char)words[0][0]);
    size_t count = 1;
    if (!is_command)
        argv[count++] = "--page=20";
    for (size_t i = 0; words && words[i] && count + 1 < SANDBOX_CHILD_WORDS; i++)
        argv[count++] = words[i];
    own.environment = environment;
    return pty_open(pty, &own, argv);
}
