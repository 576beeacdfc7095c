/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns a list has, in which order and how wide: as text it is their names, a blank between
 * them, `account:24` where a width is asked for. Pure; what fits a screen view/layout.h decides.
 *
 * A column of text that is of any width, and of any script, comes after all others: what
 * terminals make of it must push no figure out of line. The account's own column is always there.
 */
#ifndef FOLLOWTRAIL_MODEL_COLUMNS_H
#define FOLLOWTRAIL_MODEL_COLUMNS_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum column_id {
    COLUMN_NUMBER,
    COLUMN_SIGN,
    COLUMN_ACCOUNT,
    COLUMN_FOLLOWERS,
    COLUMN_FOLLOWING,
    COLUMN_LIKES,
    COLUMN_VIDEOS,
    COLUMN_REGION,
    COLUMN_SEEN,
    COLUMN_ID,
    COLUMN_NAME, /* this one and those after it: text of any width */
    COLUMN_BIO,
    COLUMN_COUNT
};

/* `columns`, when nothing says otherwise. */
#define COLUMNS_STANDARD "number sign account followers following videos region name bio"

enum { COLUMNS_TEXT_MAX = 512 }; /* bytes that columns_print() needs at most */

/* One column, shown or not: a hidden one keeps its place and its width. */
struct columns_item {
    enum column_id id;
    int width; /* 0: the usual one */
    bool is_shown;
};

struct columns {
    struct columns_item items[COLUMN_COUNT]; /* each column once */
};

void columns_init(struct columns *columns) __attribute__((nonnull)); /* the standard ones */

/* ERR_USAGE, with what could stand there; `columns` is unchanged then. */
bool columns_parse(const char *text, struct columns *columns, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Appends those that are shown. */
void columns_print(const struct columns *columns, struct buf *out) __attribute__((nonnull));

const char *columns_name(enum column_id id) __attribute__((returns_nonnull));
const char *columns_meaning(enum column_id id) __attribute__((returns_nonnull)); /* a few words */
bool columns_is_text(enum column_id id);                                         /* of any width */
int columns_usual_width(enum column_id id);

/* Changes of the item at `index`, for a person who makes them one by one. False with ERR_USAGE
 * where it cannot be, and nothing is changed then. */
bool columns_toggle(struct columns *columns, size_t index, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
bool columns_move(struct columns *columns, size_t index, int by, struct err *err) /* by: -1 or 1 */
    __attribute__((nonnull(1), warn_unused_result));
/* `now`: as wide as it stands on the screen; 0: it does not. */
bool columns_widen(struct columns *columns, size_t index, int by, int now, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
