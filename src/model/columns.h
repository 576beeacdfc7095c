/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns a list has, in which order and how wide. As text: their names, separated by blanks
 * or commas, with a width after a colon, `account:24`. Pure; ui/frame/layout.h decides what fits
 * the screen.
 *
 * Columns of free text come last, because terminals disagree on its width and it must not push a
 * figure out of line. The account column is always shown. Some columns only some lists have
 * (columns_suit()).
 */
#ifndef FOLLOWTRAIL_MODEL_COLUMNS_H
#define FOLLOWTRAIL_MODEL_COLUMNS_H

#include "base/buf.h"
#include "base/err.h"
#include "model/order.h"

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
    COLUMN_LISTS,
    COLUMN_BACK,
    COLUMN_STATE,
    COLUMN_RANK, /* from here to COLUMN_CHANGE: an enum row_fact each */
    COLUMN_ROWS,
    COLUMN_AGE,
    COLUMN_CREDITS,
    COLUMN_PRICE,
    COLUMN_EXCESS,
    COLUMN_CHANGE, /* from here on: text of any width */
    COLUMN_GROUP,
    COLUMN_NAME,
    COLUMN_BIO,
    COLUMN_COUNT
};

/* The default of the setting `columns`. */
#define COLUMNS_STANDARD "number sign account followers following videos region name bio"

enum { COLUMNS_TEXT_MAX = 512 }; /* most bytes that columns_print() writes */

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

/* ERR_USAGE, with what is expected; `columns` is then unchanged. */
bool columns_parse(const char *text, struct columns *columns, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Appends the columns shown. */
void columns_print(const struct columns *columns, struct buf *out) __attribute__((nonnull));

/* Whether the list has something for that column: what a local list says of its rows, and for
 * `back` an owner. columns_hide() hides the others. */
bool columns_suit(enum column_id id, const struct list *list) __attribute__((nonnull));
void columns_hide(struct columns *columns, const struct list *list) __attribute__((nonnull));

const char *columns_name(enum column_id id) __attribute__((returns_nonnull));
const char *columns_meaning(enum column_id id) __attribute__((returns_nonnull)); /* a few words */
bool columns_is_text(enum column_id id);                                         /* of any width */
int columns_usual_width(enum column_id id);
enum order_key columns_order_key(enum column_id id);   /* of an order by this column */
enum column_id columns_ordered_by(enum order_key key); /* the column of that order */

/* Change the item at `index`, for a user who edits columns one by one. False with ERR_USAGE, and no
 * change, if it is not possible. */
bool columns_toggle(struct columns *columns, size_t index, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));
bool columns_move(struct columns *columns, size_t index, int by, struct err *err) /* by: -1 or 1 */
    __attribute__((nonnull(1), warn_unused_result));
/* `now`: its width on the screen; 0: not shown. */
bool columns_widen(struct columns *columns, size_t index, int by, int now, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
