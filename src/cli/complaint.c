/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/complaint.h"

#include "base/text.h"

#include <stdio.h>

int complaint_print(const char *who, const struct err *err) {
    struct buf message;
    buf_init(&message, (size_t)ERR_TEXT_MAX * TEXT_PIECE_MAX);
    text_reveal_lines(&message, err->text);
    fprintf(stderr, "%s: %s\n", who, buf_text(&message));
    buf_fini(&message);
    return err_exit_status(err->kind);
}
