/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_output.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
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

static bool is_one_of(const char *capability, const char *const texts[], size_t count) {
    for (size_t i = 0; capability && i < count; i++)
        if (!strcmp(capability, texts[i]))
            return true;
    return false;
}

/* Whether places and looks are those of xterm, tmux and screen, the terminal's own colours have
 * their codes (`AX`), and looks survive moves. */
void screen_output_be_terse(struct screen_output *output) {
    static const char *const place[] = {"\033[%i%p1%d;%p2%dH"}, *const across[] = {"\033[%i%p1%dG"},
                             *const down[] = {"\033[%i%p1%dd"},
                             *const plain[] = {"\033(B\033[m", "\033[m\017", "\033[m"};
    output->is_terse = is_one_of(cursor_address, place, 1) &&
                       is_one_of(column_address, across, 1) && is_one_of(row_address, down, 1) &&
                       is_one_of(exit_attribute_mode, plain, sizeof plain / sizeof *plain) &&
                       tigetflag("AX") > 0 && eat_newline_glitch && move_standout_mode;
}

static void send_shortened(struct screen_output *output, const char *bytes, size_t len,
                           bool is_fresh) {
    struct buf shorter;
    buf_init(&shorter, FRAME_MAX);
    screen_terse_put(&output->terse, bytes, len, is_fresh, &shorter);
    screen_output_send(output, buf_text(&shorter), shorter.len);
    buf_fini(&shorter);
}

static void send_frame(struct screen_output *output, const char *bytes, size_t len, bool is_fresh) {
    if (output->is_terse)
        send_shortened(output, bytes, len, is_fresh);
    else
        screen_output_send(output, bytes, len);
}

void screen_output_end_frame(struct screen_output *output, bool is_redrawn, int rows, int cols) {
    off_t len = lseek(output->memory, 0, SEEK_CUR);
    bool is_fresh = is_redrawn || rows != output->terse.rows || cols != output->terse.cols;
    dup3(output->fd, fileno(output->curses), O_CLOEXEC);
    if (is_fresh || len <= 0)
        screen_terse_forget(&output->terse, rows, cols);
    if (len <= 0)
        return;
    char *bytes = mmap(NULL, (size_t)len, PROT_READ, MAP_SHARED, output->memory, 0);
    if (bytes != MAP_FAILED) {
        send_frame(output, bytes, (size_t)len, is_fresh);
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
