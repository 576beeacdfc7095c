/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/complaint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Erases the rest of the line. */
#define ERASE "\033[K"

enum { CELLS = 8, LINE_COLS = 79, SECOND_MS = 1000 };

bool progress_is_live(void) {
    return isatty(STDERR_FILENO);
}

static size_t terminal_cols(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? (size_t)size.ws_col - 1
                                                                           : LINE_COLS;
}

void progress_put_bar(struct buf *line, int64_t done, int64_t all) {
    if (all < 1)
        return;
    int filled = figure_bar(done, all, CELLS);
    for (int i = 0; i < CELLS; i++)
        buf_text_put(line, i < filled ? "▓" : "░");
    buf_text_put(line, " ");
}

void progress_put_left(struct buf *line, int64_t left_ms) {
    char left[FIGURE_MAX];
    if (left_ms >= 0)
        buf_format(line, ", %s left", figure_duration((left_ms + SECOND_MS - 1) / SECOND_MS, left));
}

void progress_show(const char *line) {
    struct buf safe;
    if (!progress_is_live())
        return;
    buf_init(&safe, SIZE_MAX);
    text_reveal(&safe, line, strlen(line));
    const char *text = buf_text(&safe);
    size_t cut = text_cut(text, safe.len, terminal_cols());
    fprintf(stderr, "\r%.*s%s" ERASE, (int)cut, text, cut < safe.len ? "…" : "");
    buf_fini(&safe);
}

void progress_tell(const char *who, const char *line) {
    if (!progress_is_live())
        complaint_write(who, line);
}

void progress_end(void) {
    if (progress_is_live())
        fputs("\r" ERASE, stderr);
}

void progress_tell_remark(const char *who, const char *remark, char **last) {
    struct buf text;
    if (!remark || (*last && !strcmp(*last, remark)))
        return;
    free(*last);
    *last = mem_dup(remark);
    buf_init(&text, SIZE_MAX);
    buf_format(&text, "%s (see followtrail ledger)", remark);
    progress_end();
    complaint_write(who, buf_text(&text));
    buf_fini(&text);
}
