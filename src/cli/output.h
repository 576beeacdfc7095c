/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of what a command prints. */
#ifndef FOLLOWTRAIL_CLI_OUTPUT_H
#define FOLLOWTRAIL_CLI_OUTPUT_H

#include "base/err.h"

#include <stdbool.h>

/* Hands on what stdout holds; ERR_IO when that, or a write before it, failed. */
bool output_finish(struct err *err) __attribute__((warn_unused_result));

#endif
