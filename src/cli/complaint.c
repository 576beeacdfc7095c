/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/complaint.h"

#include "base/text.h"

#include <stdint.h>
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
