/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be learnt about a store without opening it: no file is created, changed or locked, so a
 * store that no program is using is read as immutable. A log that a killed program left is not
 * read, because that would change files. */
#ifndef FOLLOWTRAIL_STORE_SURVEY_H
#define FOLLOWTRAIL_STORE_SURVEY_H

#include "money/purse.h"
#include "store/store.h"

enum survey_content {
    SURVEY_NOTHING, /* there is no store yet */
    SURVEY_READ,
    SURVEY_OLDER,  /* read except for the purse: its schema is older */
    SURVEY_LEFT,   /* not read: a killed program left its log, which the next start recovers */
    SURVEY_CLOSED, /* not read: see `wrong` */
};

struct survey {
    bool can_write; /* the file, or, if there is none, its folder or where that would be created */
    bool is_local;
    bool is_in_use;     /* a program that writes is using it */
    int64_t bytes;      /* the file and its log */
    int64_t free_bytes; /* PURSE_UNKNOWN: not reported */
    enum survey_content content;
    struct err wrong;
    int64_t version;
    char kind[256];
    char name[STORE_NAME_MAX]; /* "" if it was not read */
    int64_t accounts, lists, requests;
    bool are_pages_read;   /* SURVEY_READ: the next three are known */
    struct err damage;     /* ERR_NONE if every page is intact */
    bool are_sums_right;   /* the sums for caps match the requests */
    bool are_pages_summed; /* what pages say of their lists matches the rows (page_sums.h) */
    struct purse purse;    /* SURVEY_READ: without caps */
};

void survey_store(const char *path, int64_t now_ms, struct survey *survey) __attribute__((nonnull));

/* The same of a store that the caller has open, whose file is `path`, with the caller's purse. Its
 * pages are not read, so this is quick. */
void survey_open_store(struct store *store, const char *path, const struct purse *purse,
                       struct survey *survey) __attribute__((nonnull));

#endif
