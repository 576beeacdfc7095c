/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The filter language, which says which accounts to show:
 *
 *     verified followers>=10k region:SE,NO !private "coffee"
 *
 *     filter  = { either }                            all of them hold
 *     either  = both { or both }
 *     both    = part { and part }
 *     part    = { not } ( "(" filter ")" | text | field | region | id | flag | count | group
 *                       | followed | follows )
 *     or      = "or" | "|" | "||"
 *     and     = "and" | "&" | "&&"
 *     not     = "not" | "!"
 *     text    = word | phrase
 *     word    = characters up to a blank or one of " ( ) & | !
 *     phrase  = '"' characters '"'          with \" and \\; an open one reaches to the end
 *     field   = ( "handle" | "name" | "bio" ) ":" text
 *     region  = "region" ":" ( two letters | "--" ) { "," … }       "--": not known
 *     id      = "id" ":" text               the whole of it
 *     flag    = "verified" | "private" | "defect" | "back" | "stored" | "complete"
 *     count   = ( "followers" | "following" | "likes" | "videos" | "lists" ) comparison
 *     comparison = ( "<" | "<=" | "=" | "!=" | ">=" | ">" ) number
 *                | ( "=" | "!=" | ":" ) ( number | number ".." number )
 *     group   = "group:" ( text | "--" )    of the file of groups; "--": in none
 *     followed = "followed-by:" text        in the stored list of the account with that name
 *     follows = "follows:" text             has the account with that name in its stored list
 *     number  = 1500 | 1,500 | 10k | 1.5M | 0.5   units k, M, B (10^9), T (10^12) in any case
 *
 * "not" binds before "and", that before "or", and that before terms side by side, all of which
 * must hold: `verified region:SE or region:NO` is verified, and from one of both; `verified
 * and region:SE or region:NO` is verified and from SE, or from NO. A text is searched as `match`
 * does, in handle, name and bio unless a field says where; a word after an "@" in the handle.
 *
 * The signs ( ) & && | || ! are operators everywhere outside quotes, with or without
 * blanks: `not!verified||private`. The words "and", "or" and "not" are operators where they are
 * whole words; after a field's colon or an "@" they are text. Names, flags, regions and operators
 * are read in any case; blanks are allowed around operators, comparisons and "..". Numbers are
 * compared as they are, so `followers>0.5` means one or more. What is meant as text but reads as
 * something else needs quotes.
 *
 * What an account does not show cannot be compared: a count, flag, region, id or text that is not
 * known makes a term neither true nor false, its negation too (model/verdict.h). What stored lists
 * say (model/facts.h) is unknown where an incomplete list could change it. Pure.
 */
#ifndef FOLLOWTRAIL_MODEL_FILTER_H
#define FOLLOWTRAIL_MODEL_FILTER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/count.h"
#include "model/list.h"
#include "model/match_index.h"

enum { FILTER_TERMS_MAX = 64, FILTER_BRACKETS_MAX = 32, FILTER_STEPS_MAX = 2 * FILTER_TERMS_MAX };

enum filter_kind {
    FILTER_TEXT,
    FILTER_REGION,
    FILTER_ID,
    FILTER_FLAG,
    FILTER_COUNT,
    FILTER_GROUP,
    FILTER_FOLLOWED_BY,
    FILTER_FOLLOWS
};

/* From FILTER_BACK on: what stored lists say. */
enum filter_flag {
    FILTER_VERIFIED,
    FILTER_PRIVATE,
    FILTER_DEFECT,
    FILTER_BACK,
    FILTER_STORED,
    FILTER_LIST_COMPLETE,
    FILTER_FLAG_COUNT
};

struct filter_term {
    enum filter_kind kind;
    bool is_negated; /* by everything before it, brackets included */
    unsigned fields; /* FILTER_TEXT: enum match_field, or-ed */
    struct match match;
    const char *value; /* of other kinds than FILTER_FLAG, FILTER_COUNT; FILTER_REGION: two letters
                          each */
    size_t value_at;   /* FILTER_GROUP, FILTER_FOLLOWED_BY, FILTER_FOLLOWS: its byte of the text;
                          FILTER_FLAG: the flag's */
    enum filter_flag flag;
    enum count count; /* from `low` to `high`, inclusive; nothing if `high` is less */
    int64_t low, high;
};

/* In postfix: the verdict of the next term, or the last two combined. A "not" before brackets is
 * applied to the terms inside. */
enum filter_step { FILTER_TERM, FILTER_AND, FILTER_OR };

struct filter {
    struct arena arena;
    struct filter_term *terms;
    size_t count;
    enum filter_step steps[FILTER_STEPS_MAX];
    size_t step_count;
    const char *wanted; /* what the unfinished last term needs (static text); NULL if it is
                           finished. Such a term is left out. */
    size_t wanted_at;   /* the byte of the text where that is missing */
    size_t mistake_at;  /* after an error: its byte */
    bool is_doubtful;   /* it is ambiguous: filter_print() shows how it is read */
};

struct filter_sum {
    size_t matched, unknown;
};

/* An empty filter, which every account matches. */
void filter_init(struct filter *filter) __attribute__((nonnull));
void filter_fini(struct filter *filter) __attribute__((nonnull));

/* After a mistake: drops all but where it is. */
void filter_empty(struct filter *filter) __attribute__((nonnull));

/* Parses the text into the filter; empty on error (ERR_USAGE), which names the column, from 1, and
 * what is expected there. An unfinished last term is not an error. */
bool filter_parse(struct filter *filter, const char *text, struct err *err)
    __attribute__((nonnull(1, 2)));

/* The same, but an unfinished last term is an error too. */
bool filter_parse_whole(struct filter *filter, const char *text, struct err *err)
    __attribute__((nonnull));

/* Appends the filter in a standard form: and, or and not, with the brackets they need. It is read
 * as the same filter, except that one with FILTER_BRACKETS_MAX brackets may need one more. An
 * unfinished term is left out. */
void filter_print(const struct filter *filter, struct buf *out) __attribute__((nonnull));

/* Whether each term can be answered in the list: the groups and accounts that it names are known
 * (without list->facts, all are), and for `back` the list's owner is. If not, the filter is empty:
 * ERR_USAGE with the column in the text that it was parsed from, and mistake_at. */
bool filter_check(struct filter *filter, const char *text, const struct list *list, struct err *err)
    __attribute__((nonnull(1, 2, 3)));

/* Whether it asks what stored lists say, so that its answers change with them. */
bool filter_asks_lists(const struct filter *filter) __attribute__((nonnull));

/* For a row of the list; for an account that need not be in it. */
enum verdict filter_test(const struct filter *filter, const struct list *list, size_t row)
    __attribute__((nonnull));
enum verdict filter_test_account(const struct filter *filter, const struct list *list,
                                 const struct account *account) __attribute__((nonnull));

/* The same for all rows of the list, with an index of them: writes enum verdict. */
struct filter_sum filter_apply(const struct filter *filter, struct match_index *index,
                               const struct list *list, uint8_t *verdicts)
    __attribute__((nonnull(1, 2, 3)));

struct filter_sum filter_add_up(const uint8_t *verdicts, size_t count) __attribute__((nonnull(1)));

/* For highlighting: the next text to find in the field. *next starts at 0 and advances. NULL after
 * the last. */
const struct match *filter_next_match(const struct filter *filter, enum match_field field,
                                      size_t *next) __attribute__((nonnull));

#endif
