/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A selection, for the modules of this folder that make it and read it. */
#ifndef FOLLOWTRAIL_EXPORT_EXPORT_INTERNAL_H
#define FOLLOWTRAIL_EXPORT_EXPORT_INTERNAL_H

#include "analysis/account_file.h"
#include "analysis/groups.h"
#include "analysis/list_counts.h"
#include "export/account_keys.h"
#include "export/export_options.h"
#include "export/number_set.h"
#include "export/pseudonym.h"
#include "store/store.h"
#include "store/views.h"

struct export {
    struct store *store;
    const struct export_options *options;
    struct groups *groups;    /* NULL: no file of them */
    struct number_set owners; /* of the lists of those who were named */
    bool is_part;             /* only `nodes` are in it; otherwise every account is */
    struct number_set nodes;
    bool is_filtered; /* only `targets` are followed; otherwise every node is */
    struct number_set targets;
    bool has_withheld;
    struct account_file_missing unknown; /* of the file of the withheld */
    struct list_counts counts;           /* of the selected lists, before the filter */
    bool is_counted;
    int64_t incomplete;     /* of these lists */
    struct number_set seen; /* in the list that is being read */
    struct account_keys keys;
    struct pseudonyms pseudonyms; /* for strangers only */
    int64_t filtered_unknown, withheld;
    int64_t crawls, withheld_steps;
};

static inline bool export_has(const struct export *export, int64_t account) {
    return !export->is_part || number_set_has(&export->nodes, account);
}

/* Whether it is one of those whose lists were asked for. */
static inline bool export_owns(const struct export *export, int64_t account) {
    return !export->options->account_count || number_set_has(&export->owners, account);
}

static inline bool export_follows(const struct export *export, int64_t account) {
    return !export->is_filtered || number_set_has(&export->targets, account);
}

/* Its views. */
#define EXPORT_LISTS_MAX "export_lists_max(a.id) - coalesce(NOT o.is_complete, 0)"
#define EXPORT_DESCRIBED(which)                                                                    \
    VIEWS_ACCOUNTS_OF(" AND export_has(a.id)" which, "export_lists(a.id)", EXPORT_LISTS_MAX,       \
                      "export_group(a.id)")
#define EXPORT_LONE_OWNERS                                                                         \
    VIEWS_LONE_OWNERS("export_lists(a.id)", EXPORT_LISTS_MAX, "export_group(a.id)")
#define EXPORT_ACCOUNTS EXPORT_DESCRIBED("") EXPORT_LONE_OWNERS
#define EXPORT_NAMES    VIEWS_NAMES_OF(" AND export_has(a.id)")

#endif
