/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be found out about a store without opening it as a program that uses it does: no file is
 * made, changed or locked, so a store that no program is at is read as one that cannot change. What
 * a program that was killed left in its log is not read: that would change files.
 */
#ifndef FOLLOWTRAIL_STORE_SURVEY_H
#define FOLLOWTRAIL_STORE_SURVEY_H

#include "money/purse.h"
#include "store/store.h"

enum survey_content {
    SURVEY_NOTHING, /* there is no store yet */
    SURVEY_READ,
    SURVEY_OLDER,  /* read except the purse: its schema is of an older version */
    SURVEY_LEFT,   /* not read: a killed program left its log, the next start enters it */
    SURVEY_CLOSED, /* not read: `wrong` says why */
};

struct survey {
    bool can_write; /* the file; before there is one, its folder, or where that would be made */
    bool is_local;
    bool is_in_use;     /* a program that writes is at it */
    int64_t bytes;      /* the file with its log */
    int64_t free_bytes; /* PURSE_UNKNOWN: not reported */
    enum survey_content content;
    struct err wrong;
    int64_t version;
    char kind[256];
    char name[STORE_NAME_MAX]; /* "" where it was not read */
    int64_t accounts, lists, requests;
    struct err damage;   /* SURVEY_READ: of kind ERR_NONE where every page was read, and is whole */
    bool are_sums_right; /* SURVEY_READ: what the caps go by is what the requests come to */
    struct purse purse;  /* SURVEY_READ: without caps */
};

void survey_store(const char *path, int64_t now_ms, struct survey *survey) __attribute__((nonnull));

#endif
