/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_output.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <term.h>
#include <unistd.h>

enum { FRAME_MAX = 1 << 26 }; /* bytes; far more than any */

bool screen_output_open(struct screen_output *output, int fd) {
    int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    *output = (struct screen_output){.fd = fd, .curses = own < 0 ? NULL : fdopen(own, "w")};
    output->memory = memfd_create("frame", MFD_CLOEXEC);
    return output->curses != NULL;
}

void screen_output_close(struct screen_output *output) {
    if (output->curses)
        fclose(output->curses);
    if (output->memory >= 0)
        close(output->memory);
}

void screen_output_put(const struct screen_output *output, const char *text) {
    fputs(text, output->curses);
    fflush(output->curses);
}

/* Not const: tputs() passes nothing but the byte. */
static FILE *capability_out;

static int put_byte(int byte) {
    return putc(byte, capability_out);
}

void screen_output_put_capability(const struct screen_output *output, const char *sequence) {
    capability_out = output->curses;
    tputs(sequence, 1, put_byte);
    fflush(output->curses);
}

static bool can_grow(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur >= FRAME_MAX;
}

void screen_output_begin_frame(const struct screen_output *output) {
    if (output->memory >= 0 && can_grow())
        dup3(output->memory, fileno(output->curses), O_CLOEXEC);
}

void screen_output_end_frame(const struct screen_output *output) {
    off_t len = lseek(output->memory, 0, SEEK_CUR);
    dup3(output->fd, fileno(output->curses), O_CLOEXEC);
    if (len <= 0)
        return;
    char *bytes = mmap(NULL, (size_t)len, PROT_READ, MAP_SHARED, output->memory, 0);
    if (bytes != MAP_FAILED) {
        screen_output_send(output, bytes, (size_t)len);
        munmap(bytes, (size_t)len);
    }
    lseek(output->memory, 0, SEEK_SET);
}

void screen_output_send(const struct screen_output *output, const char *bytes, size_t len) {
    while (len) {
        ssize_t sent = write(output->fd, bytes, len);
        struct pollfd room = {.fd = output->fd, .events = POLLOUT};
        if (sent > 0) {
            bytes += sent;
            len -= (size_t)sent;
        } else if (errno == EAGAIN) {
            poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return;
        }
    }
}
