/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user wants of an export. Texts stay the caller's and must outlive the export. */
#ifndef FOLLOWTRAIL_EXPORT_EXPORT_OPTIONS_H
#define FOLLOWTRAIL_EXPORT_EXPORT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXPORT_ALWAYS = -1 }; /* for as_of_ms: nothing is too late */

struct export_options {
    /* Whose lists: ids or handles as a user types them. None: everybody's. */
    const char *const *accounts;
    size_t account_count;
    const char *filter;  /* on targets; NULL: none */
    const char *as_of;   /* as the user wrote it, for the manifest; NULL: none */
    int64_t as_of_ms;    /* the last millisecond that counts; EXPORT_ALWAYS */
    const char *groups;  /* a file (analysis/groups.h); NULL: none */
    const char *without; /* a file of those to withhold; NULL: none */
    int64_t cofollow;    /* pairs of targets that at least so many complete lists have; 0: none */
    const char *license; /* for the manifest; NULL: none is named */
    bool is_excel;       /* CSV for spreadsheets */
    bool is_pseudonymous;
    bool must_be_complete; /* refuse if a list is not */
};

#endif
