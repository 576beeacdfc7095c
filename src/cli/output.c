/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool output_finish(struct err *err) {
    return (fflush(stdout) == 0 && !ferror(stdout)) ||
           err_set(err, ERR_IO, "cannot write to stdout: %s", strerror(errno));
}
