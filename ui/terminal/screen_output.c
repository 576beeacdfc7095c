/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_output.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

bool screen_output_open(struct screen_output *output, int fd, struct err *err) {
    int memory = memfd_create("frame", MFD_CLOEXEC);
    *output = (struct screen_output){.fd = fd, .frame = memory < 0 ? NULL : fdopen(memory, "w")};
    if (!output->frame)
        return err_set(err, ERR_IO, "cannot draw in memory: %s", strerror(errno));
    output->is_terminal = tcgetattr(fd, &output->found) == 0;
    return true;
}

void screen_output_close(struct screen_output *output) {
    if (output->frame)
        fclose(output->frame);
    *output = (struct screen_output){.fd = -1};
}

void screen_output_set_raw(const struct screen_output *output) {
    struct termios raw = output->found;
    raw.c_iflag &= ~(tcflag_t)(IXON | BRKINT | PARMRK | ICRNL | INLCR | IGNCR);
    raw.c_oflag &= ~(tcflag_t)(ONLCR | TABDLY);
    raw.c_lflag &= ~(tcflag_t)(ICANON | ISIG | IEXTEN | ECHO | ECHONL);
    raw.c_lflag |= NOFLSH;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (output->is_terminal)
        tcsetattr(output->fd, TCSADRAIN, &raw);
}

void screen_output_set_back(const struct screen_output *output) {
    if (output->is_terminal)
        tcsetattr(output->fd, TCSADRAIN, &output->found);
}

void screen_output_put(const struct screen_output *output, const char *text) {
    fputs(text, output->frame);
    fflush(output->frame);
}

/* Not const: tputs() passes nothing but the byte. */
static FILE *capability_out;

static int put_byte(int byte) {
    return putc(byte, capability_out);
}

void screen_output_put_capability(const struct screen_output *output, const char *sequence) {
    capability_out = output->frame;
    tputs(sequence, 1, put_byte);
    fflush(output->frame);
}

void screen_output_flush(const struct screen_output *output) {
    int memory = fileno(output->frame);
    off_t len = lseek(memory, 0, SEEK_CUR);
    char *bytes = len > 0 ? mmap(NULL, (size_t)len, PROT_READ, MAP_SHARED, memory, 0) : MAP_FAILED;
    if (bytes == MAP_FAILED)
        return;
    screen_output_send(output, bytes, (size_t)len);
    munmap(bytes, (size_t)len);
    lseek(memory, 0, SEEK_SET);
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
