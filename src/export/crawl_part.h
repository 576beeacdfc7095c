/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The crawls of a selection: views by the names of the store's tables, as in shadows.h. A step is
 * in it if its account is, and is one of those whose lists were asked for; a crawl, if a step or a
 * request of it is, or if nobody was named. As of a time, steps decided later are not in it, and
 * those that ended later had not ended. */
#ifndef FOLLOWTRAIL_EXPORT_CRAWL_PART_H
#define FOLLOWTRAIL_EXPORT_CRAWL_PART_H

#include "export/export_internal.h"

/* After shadows_narrow(). */
bool crawl_part_make(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
