/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which accounts an export has: owners of its lists, and of whom these follow those who pass the
 * filter. */
#ifndef FOLLOWTRAIL_EXPORT_TARGETS_H
#define FOLLOWTRAIL_EXPORT_TARGETS_H

#include "export/export_internal.h"

/* Drops the lists of others than those named, and finds the nodes. After the lists are judged, and
 * before shadows_narrow(). */
bool targets_find(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Keeps of the nodes the owners and those who pass the filter. After shadows_narrow(). ERR_USAGE:
 * the filter is wrong, or names somebody whom the store does not have. */
bool targets_filter(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
