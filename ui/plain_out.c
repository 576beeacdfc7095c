/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/plain_out.h"

#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    OUTPUT_MAX = 64 << 20,
    CHUNK_BYTES = 512 /* that a pipe with room for any takes without waiting (PIPE_BUF) */
};

void plain_out_init(struct plain_out *out, int fd) {
    *out = (struct plain_out){.fd = fd, .is_terminal = isatty(fd)};
    buf_init(&out->text, OUTPUT_MAX);
}

void plain_out_fini(struct plain_out *out) {
    buf_fini(&out->text);
}

void plain_out_line(struct plain_out *out, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    size_t size = len < 0 ? 1 : (size_t)len + 1;
    char *line = mem_alloc(size);
    *line = '\0';
    vsnprintf(line, size, format, again);
    va_end(again);
    va_end(args);
    text_reveal(&out->text, line, size - 1);
    buf_text_put(&out->text, "\n");
    out->lines++;
    free(line);
}

void plain_out_prompt(struct plain_out *out, const char *text) {
    text_reveal(&out->text, text, strlen(text));
}

static void write_some(struct plain_out *out) {
    size_t left = out->text.len - out->at;
    ssize_t written =
        write(out->fd, out->text.data + out->at, left < CHUNK_BYTES ? left : CHUNK_BYTES);
    if (written > 0)
        out->at += (size_t)written;
    else if (written < 0 && errno != EINTR && errno != EAGAIN)
        out->failure = errno;
}

bool plain_out_flush(struct plain_out *out, int wake_fd) {
    while (!out->failure && out->at < out->text.len) {
        struct pollfd fds[] = {{.fd = out->fd, .events = POLLOUT},
                               {.fd = wake_fd, .events = POLLIN}};
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents)
            write_some(out);
        else if (fds[1].revents)
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
