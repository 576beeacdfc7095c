/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command line says of a crawl: its rule, from options, seeds and a file of a defined
 * population. */
#ifndef FOLLOWTRAIL_CLI_CRAWL_WORDS_H
#define FOLLOWTRAIL_CLI_CRAWL_WORDS_H

#include "base/buf.h"
#include "cli/option.h"
#include "store/crawl_log.h"
#include "store/store.h"

struct crawl_words {
    struct crawl_order order;
    struct buf seeds, members; /* texts of the order */
    int64_t frame_count;       /* of the frame's members */
    const char *frame;         /* the file; NULL: none */
    bool is_dry, is_continued;
    bool is_ruled; /* an option of the rule was given */
    int64_t more;  /* --continue N; 0: none */
};

/* Rows for options_parse_more(), with the words as `more`. */
const struct option_row *crawl_words_rows(size_t *count) __attribute__((nonnull, returns_nonnull));

void crawl_words_init(struct crawl_words *words) __attribute__((nonnull));
void crawl_words_fini(struct crawl_words *words) __attribute__((nonnull));

/* Takes the words after the options, and reads the file: ERR_USAGE, ERR_IO, ERR_DATA. */
bool crawl_words_take(struct crawl_words *words, int count, char *const operands[], struct err *err)
    __attribute__((nonnull(1, 3), warn_unused_result));

/* Puts ids in place of the seeds' handles that the store knows: handles change hands. */
bool crawl_words_resolve(struct crawl_words *words, struct store *store, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Whether the store knows the account of a seed, `len` bytes of an order's text. */
bool crawl_words_knows(struct store *store, const char *seed, size_t len) __attribute__((nonnull));

#endif
