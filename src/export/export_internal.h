/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A selection, for the modules of this folder that read it. */
#ifndef FOLLOWTRAIL_EXPORT_EXPORT_INTERNAL_H
#define FOLLOWTRAIL_EXPORT_EXPORT_INTERNAL_H

#include "analysis/list_counts.h"
#include "export/account_keys.h"
#include "export/export_options.h"
#include "export/pseudonym.h"
#include "store/store.h"
#include "store/views.h"

struct export {
    struct store *store;
    const struct export_options *options;
    struct list_counts counts; /* of the selected lists, before the filter */
    bool is_counted;
    int64_t incomplete; /* of these lists */
    uint8_t *seen;      /* accounts of the list that is being read, a bit each */
    size_t seen_size;   /* bytes */
    struct account_keys keys;
    struct pseudonyms pseudonyms; /* for strangers only */
    int64_t filtered_unknown, withheld;
};

/* The views accounts and names of the selection. */
#define EXPORT_ACCOUNTS                                                                            \
    VIEWS_ACCOUNTS_OF(" AND export_has(a.id)", "export_lists(a.id)",                               \
                      "export_lists_max(a.id) - coalesce(NOT o.is_complete, 0)",                   \
                      "export_group(a.id)")
#define EXPORT_NAMES VIEWS_NAMES_OF(" AND export_has(a.id)")

#endif
