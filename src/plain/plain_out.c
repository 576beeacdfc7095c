/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_out.h"

#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    OUTPUT_MAX = 64 << 20,
    TTY_NAME_BYTES = 256,
    FULL_MS = 20,     /* before trying a terminal again that accepted nothing */
    CHUNK_BYTES = 512 /* that a pipe with any room accepts without blocking (PIPE_BUF) */
};

/* A terminal with room for a byte may block a longer write, and the program with it. So it is
 * opened again: a flag set on the shell's descriptor would be set for the shell too. */
static int open_terminal(int fd) {
    char name[TTY_NAME_BYTES] = "";
    return ttyname_r(fd, name, sizeof name) == 0
               ? open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
               : -1;
}

void plain_out_init(struct plain_out *out, int fd) {
    *out = (struct plain_out){.fd = fd, .own_fd = -1, .is_terminal = isatty(fd)};
    if (out->is_terminal)
        out->own_fd = open_terminal(fd);
    buf_init(&out->text, OUTPUT_MAX);
}

void plain_out_fini(struct plain_out *out) {
    buf_fini(&out->text);
    if (out->own_fd >= 0)
        close(out->own_fd);
}

void plain_out_line(struct plain_out *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *line = mem_format_args(format, args);
    va_end(args);
    text_reveal(&out->text, line, strlen(line));
    buf_text_put(&out->text, "\n");
    out->lines++;
    free(line);
}

void plain_out_exact(struct plain_out *out, const char *text, size_t len) {
    buf_put(&out->text, text, len);
    buf_text_put(&out->text, "\n");
    out->lines++;
}

void plain_out_prompt(struct plain_out *out, const char *text) {
    text_reveal(&out->text, text, strlen(text));
}

static int fd_of(const struct plain_out *out) {
    return out->own_fd >= 0 ? out->own_fd : out->fd;
}

/* False if there was no room. */
static bool write_some(struct plain_out *out) {
    size_t left = out->text.len - out->at;
    ssize_t written =
        write(fd_of(out), out->text.data + out->at, left < CHUNK_BYTES ? left : CHUNK_BYTES);
    if (written > 0)
        out->at += (size_t)written;
    else if (written < 0 && errno != EINTR && errno != EAGAIN)
        out->failure = errno;
    return written >= 0 || errno != EAGAIN;
}

bool plain_out_flush(struct plain_out *out, int wake_fd, int timeout_ms) {
    bool is_full = false;
    while (!out->failure && out->at < out->text.len) {
        /* A terminal reports room even if that is too little for a line end. */
        struct pollfd fds[] = {{.fd = is_full ? -1 : fd_of(out), .events = POLLOUT},
                               {.fd = wake_fd, .events = POLLIN}};
        bool is_pause = is_full && timeout_ms != 0;
        int ready = poll(fds, 2, is_pause ? FULL_MS : timeout_ms);
        if (ready > 0 && fds[0].revents)
            is_full = !write_some(out);
        else if (ready == 0 && is_pause)
            is_full = false;
        else if (ready >= 0)
            return false;
    }
    buf_clear(&out->text);
    out->at = 0;
    return !out->failure;
}

static struct winsize size_of(const struct plain_out *out) {
    struct winsize size;
    bool is_told = out->is_terminal && ioctl(out->fd, TIOCGWINSZ, &size) == 0;
    return is_told ? size : (struct winsize){0};
}

int plain_out_rows(const struct plain_out *out) {
    return size_of(out).ws_row;
}

int plain_out_cols(const struct plain_out *out) {
    return size_of(out).ws_col;
}
