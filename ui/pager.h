/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolling through lines that have no selection: the help, the ledger. Pure. */
#ifndef FOLLOWTRAIL_UI_PAGER_H
#define FOLLOWTRAIL_UI_PAGER_H

#include "session/command.h"

/* Moves *top, the first line that is shown, of `lines`, `rows` of them visible. False, and
 * nothing was done, for a command that moves nothing. */
bool pager_move(int64_t *top, enum command command, int64_t rows, int64_t lines)
    __attribute__((nonnull));

/* *top within what there is. */
void pager_limit(int64_t *top, int64_t rows, int64_t lines) __attribute__((nonnull));

#endif
