/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    OUTPUT_MAX_BYTES = 256 << 20,
    READ_BYTES = 1 << 16,
    NAME_MAX_BYTES = 128,
    WORDS_MAX = 64,
    CANNOT_RUN = 127
};

/* What the keeper tells: first the program's id, then whatever becomes of it. */
struct news {
    int status;
    int64_t cpu_us;
};

/* What the processes between here and the program need to know. */
struct launch {
    const struct pty_config *config;
    const char *const *argv;
    char tty[NAME_MAX_BYTES];
    int news_fd;
};

int64_t pty_now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

double pty_patience(void) {
    const char *text = getenv("CK_TIMEOUT_MULTIPLIER");
    double factor = text ? strtod(text, NULL) : 1;
    return factor > 1 ? factor : 1;
}

void pty_config_init(struct pty_config *config) {
    *config = (struct pty_config){.rows = 24, .cols = 80};
}

static void set_environment(const char *const *environment) {
    static const char *const always[] = {"TERM=xterm-256color",
                                         "LC_ALL=C.UTF-8",
                                         "TZ=UTC",
                                         "NO_COLOR",
                                         "COLORFGBG",
                                         "ESCDELAY",
                                         "LINES",
                                         "COLUMNS",
                                         "http_proxy",
                                         "UNIFAPI_KEY",
                                         "UNIFAPI_API_KEY",
                                         "TMUX",
                                         NULL};
    const char *const *sets[] = {always, environment};
    for (size_t i = 0; i < 2; i++)
        for (const char *const *word = sets[i]; word && *word; word++) {
            const char *value = strchr(*word, '=');
            char *name = strndup(*word, value ? (size_t)(value - *word) : strlen(*word));
            if (name && value)
                setenv(name, value + 1, 1);
            else if (name)
                unsetenv(name);
            free(name);
        }
}

/* Makes the terminal that of this session, which this process leads, and its own group the one in
 * the foreground. */
static int take_terminal(const struct launch *launch) {
    int fd = open(launch->tty, O_RDWR);
    if (fd >= 0)
        ioctl(fd, TIOCSCTTY, 0);
    return fd;
}

static _Noreturn void replace_process(const struct launch *launch) {
    const struct pty_config *config = launch->config;
    const char *const tracer[] = {"strace",
                                  "-D",
                                  "-qq",
                                  "-e",
                                  config->calls ? config->calls : "trace=write",
                                  "-e",
                                  "signal=none",
                                  "-o",
                                  config->calls_log};
    const char *const shell[] = {"sh", "-c", config->shell, "sh"};
    const char *words[WORDS_MAX];
    size_t count = 0;
    for (; config->calls_log && count < sizeof tracer / sizeof *tracer; count++)
        words[count] = tracer[count];
    for (size_t i = 0; config->shell && i < sizeof shell / sizeof *shell; i++)
        words[count++] = shell[i];
    for (size_t i = 0; launch->argv[i] && count < WORDS_MAX - 1; i++)
        words[count++] = launch->argv[i];
    words[count] = NULL;
    if (words[0])
        execvp(words[0], (char *const *)(uintptr_t)words);
    _exit(CANNOT_RUN);
}

static _Noreturn void run_program(const struct launch *launch, int fd) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (launch->config->is_job) {
        setpgid(0, 0);
        tcsetpgrp(fd, getpid());
    } else {
        setsid();
        fd = take_terminal(launch);
    }
    signal(SIGTTOU, SIG_DFL);
    signal(SIGHUP, launch->config->ignores_hangup ? SIG_IGN : SIG_DFL);
    if (launch->config->is_nonblocking)
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    for (int target = STDIN_FILENO; target <= STDERR_FILENO; target++)
        dup2(fd, target);
    if (fd > STDERR_FILENO)
        close(fd);
    set_environment(launch->config->environment);
    replace_process(launch);
}

static int64_t in_us(const struct timeval *time) {
    return (int64_t)time->tv_sec * 1000000 + time->tv_usec;
}

/* Tells the program's id, then every status that wait() has. A test that fails takes both processes
 * with it: a stopped program would never notice. */
static _Noreturn void keep(const struct launch *launch) {
    int fd = -1;
    struct news news = {.status = 0};
    struct rusage usage;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    signal(SIGHUP, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    if (launch->config->is_job) {
        setsid();
        fd = take_terminal(launch);
    }
    pid_t pid = fork();
    if (pid == 0)
        run_program(launch, fd);
    if (fd >= 0)
        close(fd);
    news.status = (int)pid;
    while (write(launch->news_fd, &news, sizeof news) == (ssize_t)sizeof news &&
           wait4(pid, &news.status, WUNTRACED | WCONTINUED, &usage) == pid)
        if (WIFEXITED(news.status) || WIFSIGNALED(news.status)) {
            news.cpu_us = in_us(&usage.ru_utime) + in_us(&usage.ru_stime);
            ssize_t told = write(launch->news_fd, &news, sizeof news);
            _exit(told == (ssize_t)sizeof news ? 0 : 1);
        }
    kill(pid, SIGKILL);
    _exit(1);
}

static bool open_terminal(struct pty *pty, struct launch *launch) {
    struct winsize size = {.ws_row = (unsigned short)launch->config->rows,
                           .ws_col = (unsigned short)launch->config->cols};
    pty->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    return pty->fd >= 0 && grantpt(pty->fd) == 0 && unlockpt(pty->fd) == 0 &&
           ptsname_r(pty->fd, launch->tty, sizeof launch->tty) == 0 &&
           ioctl(pty->fd, TIOCSWINSZ, &size) == 0 && tcgetattr(pty->fd, &pty->found) == 0;
}

bool pty_open(struct pty *pty, const struct pty_config *config, const char *const argv[]) {
    struct launch launch = {.config = config, .argv = argv};
    struct news first = {.status = 0};
    int news[2];
    *pty = (struct pty){.fd = -1, .news_fd = -1};
    buf_init(&pty->out, OUTPUT_MAX_BYTES);
    if (!open_terminal(pty, &launch) || pipe2(news, O_CLOEXEC) != 0)
        return false;
    pty->news_fd = news[0];
    launch.news_fd = news[1];
    pty->keeper = fork();
    if (pty->keeper == 0) {
        close(pty->fd);
        close(news[0]);
        keep(&launch);
    }
    close(news[1]);
    bool is_told = read(pty->news_fd, &first, sizeof first) == (ssize_t)sizeof first;
    pty->pid = is_told ? first.status : 0;
    return pty->pid > 0;
}

void pty_hang_up(struct pty *pty) {
    if (pty->fd >= 0)
        close(pty->fd);
    pty->fd = -1;
    pty->has_ended = true;
}

/* The keeper ends with the program; a program that does not end at the hang-up is killed. */
void pty_close(struct pty *pty) {
    int status = 0;
    pty_hang_up(pty);
    if (pty->keeper > 0) {
        bool is_over = false;
        while (!is_over && pty_wait_news(pty, &status, 1000))
            is_over = WIFEXITED(status) || WIFSIGNALED(status);
        if (!is_over && pty->pid > 0)
            kill(pty->pid, SIGKILL);
        waitpid(pty->keeper, &status, 0);
    }
    if (pty->news_fd >= 0)
        close(pty->news_fd);
    buf_fini(&pty->out);
    *pty = (struct pty){.fd = -1, .news_fd = -1};
}

bool pty_send(struct pty *pty, const char *keys) {
    size_t len = strlen(keys);
    return write(pty->fd, keys, len) == (ssize_t)len;
}

bool pty_resize(struct pty *pty, int rows, int cols) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    return ioctl(pty->fd, TIOCSWINSZ, &size) == 0;
}

void pty_forget(struct pty *pty) {
    buf_clear(&pty->out);
    pty->reads = 0;
}

static int64_t deadline_us(int deadline_ms) {
    return pty_now_us() + (int64_t)((double)deadline_ms * 1000 * pty_patience());
}

static int left_ms(int64_t until_us) {
    int64_t left = until_us - pty_now_us();
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

/* Waits for output at most `wait_ms`, and takes what there is. False: nothing came. */
static bool read_some(struct pty *pty, int wait_ms) {
    char bytes[READ_BYTES];
    struct pollfd fd = {.fd = pty->fd, .events = POLLIN};
    if (pty->has_ended || poll(&fd, 1, wait_ms) <= 0)
        return false;
    ssize_t len = read(pty->fd, bytes, sizeof bytes);
    if (len <= 0) {
        pty->has_ended = !(len < 0 && errno == EINTR);
        return false;
    }
    pty->last_read_us = pty_now_us();
    pty->reads++;
    return buf_put(&pty->out, bytes, (size_t)len);
}

bool pty_wait_text(struct pty *pty, const char *text) {
    return pty_wait_text_after(pty, 0, text);
}

bool pty_wait_text_after(struct pty *pty, size_t from, const char *text) {
    int64_t until = deadline_us(PTY_DEADLINE_MS);
    size_t text_len = strlen(text);
    for (;;) {
        if (pty->out.len >= from + text_len &&
            memmem(pty->out.data + from, pty->out.len - from, text, text_len))
            return true;
        if (pty->out.len >= from + text_len)
            from = pty->out.len - text_len + 1;
        int wait = left_ms(until);
        if (!read_some(pty, wait) && (pty->has_ended || wait == 0))
            return false;
    }
}

bool pty_wait_quiet(struct pty *pty, int quiet_ms) {
    int64_t until = deadline_us(PTY_DEADLINE_MS);
    while (read_some(pty, quiet_ms))
        if (left_ms(until) == 0)
            return false;
    return true;
}

bool pty_press(struct pty *pty, const char *keys, struct pty_answer *answer) {
    int64_t start = pty_now_us();
    pty_forget(pty);
    if (!pty_send(pty, keys) || !read_some(pty, left_ms(deadline_us(PTY_DEADLINE_MS))) ||
        !pty_wait_quiet(pty, PTY_QUIET_MS))
        return false;
    *answer = (struct pty_answer){
        .us = pty->last_read_us - start, .bytes = pty->out.len, .reads = pty->reads};
    return true;
}

static bool read_news(struct pty *pty, int *status) {
    struct news news;
    if (read(pty->news_fd, &news, sizeof news) != (ssize_t)sizeof news)
        return false;
    *status = news.status;
    pty->cpu_us = news.cpu_us;
    return true;
}

bool pty_wait_news(struct pty *pty, int *status, int deadline_ms) {
    int64_t until = deadline_us(deadline_ms);
    for (;;) {
        struct pollfd fds[] = {{.fd = pty->news_fd, .events = POLLIN},
                               {.fd = pty->has_ended ? -1 : pty->fd, .events = POLLIN}};
        int wait = left_ms(until);
        if (poll(fds, 2, wait) <= 0 && wait == 0)
            return false;
        if (fds[1].revents)
            read_some(pty, 0);
        if (fds[0].revents)
            return read_news(pty, status);
    }
}

/* The first look may come before the key does. */
static bool takes_keys(int tty) {
    enum { TURNS_MAX = 200 };
    for (int turn = 0; turn < TURNS_MAX; turn++) {
        int waiting = 0;
        poll(NULL, 0, 1);
        if (ioctl(tty, FIONREAD, &waiting) != 0)
            return true;
        if (waiting == 0 && turn > 1)
            return true;
    }
    return false;
}

bool pty_stall(struct pty *pty, const char *key, const char *other) {
    enum { KEYS_MAX = 1000 };
    char name[NAME_MAX_BYTES];
    bool is_stalled = false;
    int tty = ptsname_r(pty->fd, name, sizeof name) == 0 ? open(name, O_RDWR | O_NOCTTY) : -1;
    for (int i = 0; tty >= 0 && !is_stalled && i < KEYS_MAX; i++)
        is_stalled = pty_send(pty, i % 2 ? other : key) && !takes_keys(tty);
    if (tty >= 0)
        close(tty);
    return is_stalled;
}

bool pty_signal(const struct pty *pty, int number) {
    return pty->pid > 0 && kill(pty->pid, number) == 0;
}

bool pty_is_as_found(const struct pty *pty) {
    struct termios now;
    return tcgetattr(pty->fd, &now) == 0 && now.c_iflag == pty->found.c_iflag &&
           now.c_oflag == pty->found.c_oflag && now.c_cflag == pty->found.c_cflag &&
           now.c_lflag == pty->found.c_lflag &&
           memcmp(now.c_cc, pty->found.c_cc, sizeof now.c_cc) == 0;
}
