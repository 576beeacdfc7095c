/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/complaint.h"

#include "base/figure.h"
#include "base/text.h"

#include <stdio.h>

void complaint_write(const char *who, const char *text) {
    struct buf message;
    buf_init(&message, SIZE_MAX);
    text_reveal_lines(&message, text);
    fprintf(stderr, "%s: %s\n", who, buf_text(&message));
    buf_fini(&message);
}

int complaint_print(const char *who, const struct err *err) {
    complaint_write(who, err->text);
    return err_exit_status(err->kind);
}

void complaint_groups(const char *who, const struct groups *groups) {
    struct buf words, shown;
    if (!groups_missing(groups))
        return;
    buf_init(&words, SIZE_MAX);
    buf_init(&shown, SIZE_MAX);
    groups_describe(groups, &words);
    text_reveal(&shown, buf_text(&words), words.len);
    fprintf(stderr, "%s: %s.\n", who, buf_text(&shown));
    buf_fini(&shown);
    buf_fini(&words);
}

void complaint_formulas(const char *who, int64_t cells) {
    char figure[FIGURE_MAX];
    if (cells)
        fprintf(stderr,
                "%s: %s begin%s with = + - @, a tab or a line break: spreadsheets must import %s "
                "as text.\n",
                who, figure_counted(cells, "cell", figure), cells == 1 ? "s" : "",
                cells == 1 ? "it" : "them");
}
