/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a command's output. */
#ifndef FOLLOWTRAIL_CLI_OUTPUT_H
#define FOLLOWTRAIL_CLI_OUTPUT_H

#include "base/err.h"

#include <stdbool.h>

/* Flushes stdout. ERR_IO if that or an earlier write failed. */
bool output_finish(struct err *err) __attribute__((warn_unused_result));

#endif
