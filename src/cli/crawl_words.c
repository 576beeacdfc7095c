/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/crawl_words.h"

#include "account/reference.h"
#include "analysis/account_file.h"
#include "base/csv_rows.h"
#include "base/mem.h"
#include "cli/options.h"
#include "graph/ranking.h"
#include "model/filter.h"
#include "session/cap.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MOST = 250 };

static struct crawl_words *words_of(void *target) {
    return ((struct options *)target)->more;
}

static struct crawl_words *rule_of(void *target) {
    struct crawl_words *words = words_of(target);
    words->is_ruled = true;
    return words;
}

static bool apply_budget(void *target, const char *value, struct err *err) {
    return option_number(value, 1, CAP_MOST, &rule_of(target)->order.budget, err);
}

static bool apply_order(void *target, const char *value, struct err *err) {
    struct ranking ranking;
    rule_of(target)->order.sort = value;
    return ranking_parse(value, &ranking, err);
}

static bool apply_lists(void *target, const char *value, struct err *err) {
    return option_number(value, 1, CAP_MOST, &rule_of(target)->order.lists, err);
}

static bool apply_depth(void *target, const char *value, struct err *err) {
    return option_number(value, 0, DEPTH_MOST, &rule_of(target)->order.depth, err);
}

static bool apply_per_list(void *target, const char *value, struct err *err) {
    return option_number(value, 1, CAP_MOST, &rule_of(target)->order.per_list, err);
}

static bool apply_filter(void *target, const char *value, struct err *err) {
    struct filter filter;
    rule_of(target)->order.filter = value;
    filter_init(&filter);
    bool is_right = filter_parse_whole(&filter, value, err);
    filter_fini(&filter);
    return is_right;
}

static bool apply_frame(void *target, const char *value, struct err *err) {
    rule_of(target)->frame = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

static bool apply_dry_run(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    words_of(target)->is_dry = true;
    return true;
}

static bool apply_continue(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    words_of(target)->is_continued = true;
    return true;
}

static const struct option_row rows[] = {
    {"budget", "N", "spend at most N credits, seeds and profiles included", apply_budget},
    {"order", "NAME", "whom to load next: " RANKING_NAMES " (per-credit)", apply_order},
    {"lists", "N", "stop after N lists", apply_lists},
    {"depth", "N", "go at most N lists away from the seeds", apply_depth},
    {"per-list", "N", "skip lists that cost more than N credits", apply_per_list},
    {"filter", "FILTER", "load only accounts that pass it; see Filters in the manual",
     apply_filter},
    {"frame", "FILE", "load only accounts that this CSV file names, by id or handle", apply_frame},
    {"dry-run", NULL, "print what it would cost and whom it would load first, and exit",
     apply_dry_run},
    {"continue", NULL, "go on with the last crawl; N after it: for N more credits", apply_continue},
};

const struct option_row *crawl_words_rows(size_t *count) {
    *count = sizeof rows / sizeof *rows;
    return rows;
}

void crawl_words_init(struct crawl_words *words) {
    *words = (struct crawl_words){.order = {.sort = "per-credit",
                                            .seeds = "",
                                            .lists = CRAWL_NO_BOUND,
                                            .depth = CRAWL_NO_BOUND,
                                            .per_list = CRAWL_NO_BOUND}};
    buf_init(&words->seeds, SIZE_MAX);
    buf_init(&words->members, SIZE_MAX);
}

void crawl_words_fini(struct crawl_words *words) {
    buf_fini(&words->seeds);
    buf_fini(&words->members);
}

/* As an exported file has them: digits, or a sec_uid where the account has no number. */
static bool is_id(const char *id) {
    return id[strspn(id, "0123456789")] == '\0' ||
           !strncmp(id, REFERENCE_SEC_UID, strlen(REFERENCE_SEC_UID));
}

static bool put_account(const char *typed, struct buf *out, struct err *err) {
    struct reference reference;
    if (!reference_parse(typed, &reference, err))
        return false;
    buf_format(out, "%s%s%s", out->len ? " " : "", reference.kind == REFERENCE_ID ? "tt" : "@",
               reference.name);
    return true;
}

static bool take_seeds(struct crawl_words *words, int count, char *const operands[],
                       struct err *err) {
    for (int i = 0; i < count; i++)
        if (!put_account(operands[i], &words->seeds, err))
            return false;
    words->order.seeds = buf_text(&words->seeds);
    return true;
}

static bool take_more(struct crawl_words *words, int count, char *const operands[],
                      struct err *err) {
    if (words->is_ruled)
        return err_set(err, ERR_USAGE, "--continue repeats the options that the crawl began with");
    if (count > 1)
        return err_set(err, ERR_USAGE, "unexpected “%.80s”: --continue takes one number",
                       operands[1]);
    return !count || option_number(operands[0], 1, CAP_MOST, &words->more, err);
}

static bool take_member(struct crawl_words *words, char *cell, size_t line, struct err *err) {
    struct err cause;
    const char *name = account_file_trim(cell);
    const char *id = account_file_id(name);
    if (!*name)
        return true;
    words->frame_count++;
    return put_account(is_id(id) ? id : name, &words->members, &cause) ||
           err_set(err, ERR_DATA, "%.200s: line %zu: %.200s", words->frame, line, cause.text);
}

static bool take_members(struct crawl_words *words, char *text, struct err *err) {
    struct csv_rows csv;
    struct csv_rows_row row;
    struct account_file_columns columns = {0, 0};
    bool is_end = false, is_first = true;
    csv_rows_init(&csv, text);
    while (csv_rows_next(&csv, &row, &is_end, err)) {
        bool is_header = is_first && account_file_header(&row, false, &columns);
        is_first = false;
        if (!is_header && row.count > columns.account &&
            !take_member(words, row.cells[columns.account], row.line, err))
            return false;
    }
    return is_end;
}

static bool read_frame(struct crawl_words *words, struct err *err) {
    if (!words->frame)
        return true;
    struct err cause;
    char *text = account_file_read(words->frame, &cause);
    if (!text)
        return err_set(err, cause.kind, "%.200s: %s", words->frame, cause.text);
    bool is_read = take_members(words, text, err);
    free(text);
    words->order.frame = buf_text(&words->members);
    if (is_read && !words->frame_count)
        return err_set(err, ERR_DATA, "%.200s names no account", words->frame);
    return is_read;
}

bool crawl_words_take(struct crawl_words *words, int count, char *const operands[],
                      struct err *err) {
    if (words->is_continued)
        return take_more(words, count, operands, err);
    if (!words->order.budget)
        return err_set(err, ERR_USAGE,
                       "--budget is missing: the most credits that the crawl may cost");
    return take_seeds(words, count, operands, err) && read_frame(words, err);
}

/* The account of a seed, in the arena; NULL: not known. */
static bool find(struct store *store, const char *seed, size_t len, struct arena *arena,
                 struct account **account, struct err *err) {
    struct reference reference;
    char *word = mem_dup_n(seed, len);
    bool is_right = reference_parse(*word == '@' ? word : word + strlen("tt"), &reference, err);
    free(word);
    *account = NULL;
    return is_right && lookup_account(store, &reference, arena, account, err);
}

bool crawl_words_knows(struct store *store, const char *seed, size_t len) {
    struct account *account;
    struct arena arena;
    arena_init(&arena);
    bool is_known = find(store, seed, len, &arena, &account, NULL) && account && account->id;
    arena_fini(&arena);
    return is_known;
}

static bool put_seed(struct store *store, const char *seed, size_t len, struct buf *out,
                     struct err *err) {
    struct account *account;
    struct arena arena;
    arena_init(&arena);
    bool is_read = find(store, seed, len, &arena, &account, err);
    buf_text_put(out, out->len ? " " : "");
    if (is_read && account && account->id)
        buf_format(out, "tt%s", account->id);
    else
        buf_format(out, "%.*s", (int)len, seed);
    arena_fini(&arena);
    return is_read;
}

bool crawl_words_resolve(struct crawl_words *words, struct store *store, struct err *err) {
    struct buf seeds;
    const char *at = words->order.seeds;
    buf_init(&seeds, SIZE_MAX);
    while (*at) {
        size_t len = strcspn(at, " ");
        if (!put_seed(store, at, len, &seeds, err)) {
            buf_fini(&seeds);
            return false;
        }
        at += len + (at[len] == ' ');
    }
    buf_fini(&words->seeds);
    words->seeds = seeds;
    words->order.seeds = buf_text(&words->seeds);
    return true;
}
