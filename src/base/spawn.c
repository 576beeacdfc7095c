/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/spawn.h"

#include "base/clock.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 2 };

/* Everything needed to start a program, prepared in advance: after fork() the child must not
 * allocate. */
struct launch {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    char **environment;
};

static bool is_secret(const char *variable) {
    static const char *const names[] = {"UNIFAPI_API_KEY=", "UNIFAPI_KEY="};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strncmp(variable, names[i], strlen(names[i])))
            return true;
    return false;
}

static char **make_environment(void) {
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **copy = mem_resize(NULL, count + 1, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        if (!is_secret(environ[i]))
            copy[kept++] = environ[i];
    copy[kept] = NULL;
    return copy;
}

/* The child would inherit blocked and ignored signals. An ignored SIGHUP stays ignored, because the
 * user asked for it (nohup). */
static int set_signals(struct launch *launch) {
    sigset_t none, ours;
    sigemptyset(&none);
    sigemptyset(&ours);
    sigaddset(&ours, SIGPIPE);
    sigaddset(&ours, SIGXFSZ);
    int failure = posix_spawnattr_setsigmask(&launch->attributes, &none);
    if (!failure)
        failure = posix_spawnattr_setsigdefault(&launch->attributes, &ours);
    if (!failure)
        failure = posix_spawnattr_setflags(&launch->attributes,
                                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return failure;
}

/* Input from `in_fd`, output to `out_fd`; negative means /dev/null. If the output is read, stderr
 * stays as it is. */
static int set_files(struct launch *launch, int in_fd, int out_fd) {
    int failure = in_fd < 0 ? posix_spawn_file_actions_addopen(&launch->files, STDIN_FILENO,
                                                               "/dev/null", O_RDONLY, 0)
                            : posix_spawn_file_actions_adddup2(&launch->files, in_fd, STDIN_FILENO);
    if (!failure && out_fd >= 0)
        return posix_spawn_file_actions_adddup2(&launch->files, out_fd, STDOUT_FILENO);
    for (int fd = STDOUT_FILENO; !failure && fd <= STDERR_FILENO; fd++)
        failure = posix_spawn_file_actions_addopen(&launch->files, fd, "/dev/null", O_WRONLY, 0);
    return failure;
}

static void launch_fini(struct launch *launch) {
    posix_spawn_file_actions_destroy(&launch->files);
    posix_spawnattr_destroy(&launch->attributes);
    free(launch->environment);
}

/* Libraries open some descriptors without close-on-exec, such as curl its sockets. */
static void close_files_on_exec(void) {
    DIR *folder = opendir("/proc/self/fd");
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        long fd = strtol(entry->d_name, NULL, 10);
        if (fd > STDERR_FILENO)
            fcntl((int)fd, F_SETFD, FD_CLOEXEC);
    }
    if (folder)
        closedir(folder);
}

static int launch_init(struct launch *launch, int in_fd, int out_fd) {
    close_files_on_exec();
    int failure = posix_spawnattr_init(&launch->attributes);
    if (failure)
        return failure;
    failure = posix_spawn_file_actions_init(&launch->files);
    if (failure) {
        posix_spawnattr_destroy(&launch->attributes);
        return failure;
    }
    launch->environment = make_environment();
    failure = set_signals(launch);
    if (!failure)
        failure = set_files(launch, in_fd, out_fd);
    if (failure)
        launch_fini(launch);
    return failure;
}

static int start(const struct launch *launch, const char *const argv[], pid_t *pid) {
    return posix_spawnp(pid, argv[0], &launch->files, &launch->attributes,
                        (char *const *)(uintptr_t)argv, launch->environment);
}

static bool fail(struct err *err, const char *program, int failure) {
    return err_set(err, ERR_CONFIG, "cannot start “%s”: %s", program, strerror(failure));
}

/* An intermediate child starts the program and exits, so that this process need not reap the
 * program. The child's exit status is the reason of a failure. */
static int start_orphan(const struct launch *launch, const char *const argv[]) {
    pid_t between = fork(), program;
    if (between < 0)
        return errno;
    if (between == 0) {
        setsid();
        _exit(start(launch, argv, &program));
    }
    int status = 0;
    while (waitpid(between, &status, 0) < 0)
        if (errno != EINTR)
            return 0; /* our parent set SIGCHLD to be ignored */
    return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

bool spawn_detached(const char *const argv[], struct err *err) {
    struct launch launch;
    int failure = launch_init(&launch, -1, -1);
    if (!failure) {
        failure = start_orphan(&launch, argv);
        launch_fini(&launch);
    }
    return failure ? fail(err, argv[0], failure) : true;
}

static bool feed(int fd, const char *bytes, size_t len, int64_t deadline_ms) {
    while (len) {
        ssize_t taken = send(fd, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (taken >= 0) {
            bytes += taken;
            len -= (size_t)taken;
            continue;
        }
        int64_t left_ms = deadline_ms - clock_monotonic_ms();
        struct pollfd room = {.fd = fd, .events = POLLOUT};
        if ((errno != EAGAIN && errno != EINTR) || left_ms <= 0)
            return false;
        poll(&room, 1, (int)left_ms);
    }
    return true;
}

/* Waits for it to end and kills it after the deadline. SIGCHLD belongs to others, so this polls.
 * False if it was killed; *status is -1 if unknown. */
static bool await_end(pid_t pid, int64_t deadline_ms, int *status) {
    *status = -1;
    for (;;) {
        pid_t ended = waitpid(pid, status, WNOHANG);
        if (ended == pid)
            return true;
        if (ended < 0 && errno != EINTR)
            return true;
        if (clock_monotonic_ms() >= deadline_ms)
            break;
        poll(NULL, 0, LOOK_EVERY_MS);
    }
    kill(pid, SIGKILL);
    while (waitpid(pid, status, 0) < 0 && errno == EINTR)
        continue;
    return false;
}

static bool is_success(int status) {
    return status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A socket instead of a pipe: writing raises no SIGPIPE and does not block. */
static int start_fed(const char *const argv[], pid_t *pid, int *fd) {
    struct launch launch;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return errno;
    int failure = launch_init(&launch, ends[0], -1);
    if (!failure) {
        failure = start(&launch, argv, pid);
        launch_fini(&launch);
    }
    close(ends[0]);
    if (failure)
        close(ends[1]);
    *fd = ends[1];
    return failure;
}

bool spawn_feed(const char *const argv[], const void *bytes, size_t len, int64_t patience_ms,
                struct err *err) {
    int64_t deadline_ms = clock_monotonic_ms() + patience_ms;
    pid_t pid = 0;
    int fd = -1;
    int failure = start_fed(argv, &pid, &fd);
    if (failure)
        return fail(err, argv[0], failure);
    bool is_fed = feed(fd, bytes, len, deadline_ms);
    close(fd);
    int status;
    return (await_end(pid, deadline_ms, &status) && is_success(status) && is_fed) ||
           err_set(err, ERR_IO, "“%s” failed", argv[0]);
}

enum take { TAKE_ALL, TAKE_TOO_MUCH, TAKE_TOO_LATE };

/* A program whose output is read. */
struct source {
    pid_t pid;
    int fd;
    bool has_ended;
    int status; /* if it has ended; -1 if unknown */
};

static void look_for_end(struct source *source) {
    pid_t ended = waitpid(source->pid, &source->status, WNOHANG);
    source->has_ended = ended == source->pid || (ended < 0 && errno != EINTR);
    if (ended != source->pid)
        source->status = -1;
}

/* Reads until the output is closed, or the program has ended and nothing is waiting: programs that
 * it started may hold the output open for ever. */
static enum take take(struct source *source, char *out, size_t most, size_t *len,
                      int64_t deadline_ms) {
    char more;
    *len = 0;
    for (;;) {
        int64_t left_ms = deadline_ms - clock_monotonic_ms();
        struct pollfd news = {.fd = source->fd, .events = POLLIN};
        if (left_ms <= 0)
            return TAKE_TOO_LATE;
        if (!source->has_ended)
            look_for_end(source);
        if (poll(&news, 1, source->has_ended ? 0 : LOOK_EVERY_MS) <= 0) {
            if (source->has_ended)
                return TAKE_ALL;
            continue;
        }
        ssize_t got =
            *len < most ? read(source->fd, out + *len, most - *len) : read(source->fd, &more, 1);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            return TAKE_ALL;
        if (got > 0 && *len == most)
            return TAKE_TOO_MUCH;
        *len += got > 0 ? (size_t)got : 0;
    }
}

static int start_read(const char *const argv[], pid_t *pid, int *fd) {
    struct launch launch;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return errno;
    int failure = launch_init(&launch, -1, ends[1]);
    if (!failure) {
        failure = start(&launch, argv, pid);
        launch_fini(&launch);
    }
    close(ends[1]);
    if (failure)
        close(ends[0]);
    *fd = ends[0];
    return failure;
}

static bool tell_end(const char *program, int status, struct err *err) {
    if (status != -1 && WIFSIGNALED(status))
        return err_set(err, ERR_IO, "“%s” was killed by signal %d", program, WTERMSIG(status));
    if (status != -1 && WIFEXITED(status))
        return err_set(err, ERR_IO, "“%s” failed with exit status %d", program,
                       WEXITSTATUS(status));
    return err_set(err, ERR_IO, "“%s” ended with an unknown exit status", program);
}

bool spawn_read(const char *const argv[], char *out, size_t most, size_t *len, int64_t patience_ms,
                struct err *err) {
    int64_t deadline_ms = clock_monotonic_ms() + patience_ms;
    struct source source = {.fd = -1};
    *len = 0;
    int failure = start_read(argv, &source.pid, &source.fd);
    if (failure)
        return fail(err, argv[0], failure);
    enum take taken = take(&source, out, most, len, deadline_ms);
    close(source.fd);
    bool has_ended = source.has_ended ||
                     await_end(source.pid, taken == TAKE_ALL ? deadline_ms : 0, &source.status);
    if (taken == TAKE_TOO_MUCH)
        return err_set(err, ERR_IO, "“%s” printed more than %zu bytes", argv[0], most);
    if (taken == TAKE_TOO_LATE || !has_ended)
        return err_set(err, ERR_IO, "“%s” took longer than %d s and was killed", argv[0],
                       (int)(patience_ms / 1000));
    return is_success(source.status) || tell_end(argv[0], source.status, err);
}
