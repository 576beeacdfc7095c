/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Views by the names of the store's tables, on the export's connection, that leave out what an
 * export must not have. What is made of them afterwards says of the rest what it would say if
 * nothing else were stored.
 *
 * As of a time: the store as it was after the last request or answer dated then or before. What
 * came earlier is in it whatever its date, because order decides what is newer, not clocks. A
 * record that was seen again later ends with the last page or profile before; a page that replaced
 * one from before counts as not received. Charges are as they are known today, and so is whose list
 * it is.
 *
 * Without somebody: a record of theirs counts as one without an id.
 */
#ifndef FOLLOWTRAIL_EXPORT_SHADOWS_H
#define FOLLOWTRAIL_EXPORT_SHADOWS_H

#include "export/export_internal.h"

/* Before the lists are judged. After people_withhold(). ERR_USAGE: the store has nothing from that
 * time or before. */
bool shadows_make(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* After it: lets through only the selected snapshots, their requests, and the profiles of nodes. */
bool shadows_narrow(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
