/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/errand.h"

#include <check.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOBODY = 65534, CANNOT_RUN = 127, FILE_MODE = 0600, DEADLINE_MS = 60000 };

static void set_environment(const struct sandbox_child *sandbox,
                            const struct errand_config *config) {
    static const char *const folders[] = {"XDG_DATA_HOME", "XDG_STATE_HOME"};
    const char *url = config->url ? config->url : sandbox->url;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        setenv(folders[i], sandbox->folder, 1);
    setenv("XDG_CONFIG_HOME", config->settings ? config->settings : "/nonexistent", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv("UNIFAPI_API_KEY", SANDBOX_CHILD_KEY, 1);
    unsetenv("http_proxy");
    unsetenv("FOLLOWTRAIL_API_URL");
    if (*url)
        setenv("FOLLOWTRAIL_API_URL", url, 1);
}

/* The words of the order, and --store after the command's name. */
static void put_words(const struct errand_config *config, const char *argv[SANDBOX_CHILD_WORDS]) {
    size_t count = 0;
    for (const char *const *word = config->before; word && *word; word++)
        argv[count++] = *word;
    argv[count++] = sandbox_child_program();
    for (const char *const *word = config->words; *word && count + 3 < SANDBOX_CHILD_WORDS;
         word++) {
        argv[count++] = *word;
        if (word != config->words || !config->store)
            continue;
        argv[count++] = "--store";
        argv[count++] = config->store;
    }
    argv[count] = NULL;
}

static bool become(const struct errand_user *user) {
    umask(user->mask);
    return setgroups(user->group ? 1 : 0, &user->group) == 0 && setgid(user->id) == 0 &&
           setuid(user->id) == 0;
}

static bool give_up_rights(const struct errand_config *config) {
    const struct rlimit limit = {(rlim_t)config->most_bytes, (rlim_t)config->most_bytes};
    if (config->most_bytes && setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return false;
    if (config->user)
        return become(config->user);
    return !config->is_nobody || geteuid() != 0 || (setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}

/* The program is opened before the rights are gone: its folder may be closed to others. */
static _Noreturn void run(const struct sandbox_child *sandbox, const struct errand_config *config,
                          int out, int err) {
    const char *argv[SANDBOX_CHILD_WORDS];
    put_words(config, argv);
    set_environment(sandbox, config);
    int program = open(argv[0], O_PATH | O_CLOEXEC);
    int in = open(config->in ? config->in : "/dev/null", O_RDONLY | O_CLOEXEC);
    if (config->out)
        out = open(config->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (config->closed & 1U << fd)
            close(fd);
    if (!give_up_rights(config))
        _exit(CANNOT_RUN);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (config->before)
        execvp(argv[0], (char *const *)(uintptr_t)argv);
    else
        fexecve(program, (char *const *)(uintptr_t)argv, environ);
    _exit(CANNOT_RUN);
}

void errand_start(struct errand *errand, const struct sandbox_child *sandbox,
                  const struct errand_config *config) {
    int out[2], err[2];
    ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
    ck_assert_int_eq(pipe2(err, O_CLOEXEC), 0);
    *errand =
        (struct errand){.out_fd = out[0],
                        .err_fd = err[0],
                        .deadline_ms = config->deadline_ms ? config->deadline_ms : DEADLINE_MS};
    if (config->is_deaf) {
        close(out[0]);
        errand->out_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    errand->pid = fork();
    ck_assert_int_ge(errand->pid, 0);
    if (errand->pid == 0)
        run(sandbox, config, out[1], err[1]);
    close(out[1]);
    close(err[1]);
    errand->pidfd = pidfd_open(errand->pid, 0);
    ck_assert_int_ge(errand->pidfd, 0);
}

/* Little is printed, so all of it waits in the pipe. */
static void read_text(int fd, char text[ERRAND_TEXT_MAX]) {
    size_t len = 0;
    ssize_t taken;
    while ((taken = read(fd, text + len, ERRAND_TEXT_MAX - 1 - len)) > 0)
        len += (size_t)taken;
    text[len] = '\0';
    close(fd);
}

int errand_wait(struct errand *errand) {
    struct pollfd end = {.fd = errand->pidfd, .events = POLLIN};
    int status = 0;
    ck_assert_msg(poll(&end, 1, (int)(errand->deadline_ms * pty_patience())) == 1,
                  "the program does not end");
    ck_assert_int_eq(waitpid(errand->pid, &status, 0), errand->pid);
    close(errand->pidfd);
    read_text(errand->out_fd, errand->out);
    read_text(errand->err_fd, errand->err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : ERRAND_KILLED + WTERMSIG(status);
}

void errand_kill(struct errand *errand) {
    ck_assert_int_eq(kill(errand->pid, SIGKILL), 0);
    ck_assert_int_eq(errand_wait(errand), ERRAND_KILLED + SIGKILL);
}

int errand_run(struct errand *errand, const struct sandbox_child *sandbox,
               const struct errand_config *config) {
    errand_start(errand, sandbox, config);
    return errand_wait(errand);
}
