/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void filter_init(struct filter *filter) {
    *filter = (struct filter){.terms = NULL};
    arena_init(&filter->arena);
}

void filter_fini(struct filter *filter) {
    for (size_t i = 0; i < filter->count; i++)
        match_fini(&filter->terms[i].match);
    arena_fini(&filter->arena);
    filter_init(filter);
}

static enum verdict verdict_of(bool is_true) {
    return is_true ? VERDICT_YES : VERDICT_NO;
}

static enum verdict test_region(const struct filter_term *term, const char *region) {
    const char *wanted = region ? region : "--";
    for (const char *at = term->value; *at; at += 2)
        if (!strncasecmp(at, wanted, 2) && strlen(wanted) == 2)
            return VERDICT_YES;
    return region ? VERDICT_NO : VERDICT_UNKNOWN;
}

static enum verdict test_flag(enum filter_flag flag, const struct account *account) {
    int value = ACCOUNT_UNKNOWN;
    switch (flag) {
    case FILTER_VERIFIED:
        value = account_flag(account, ACCOUNT_FLAG_VERIFIED);
        break;
    case FILTER_PRIVATE:
        value = account_flag(account, ACCOUNT_FLAG_PRIVATE);
        break;
    case FILTER_DEFECT:
        value = account->is_bare ? ACCOUNT_UNKNOWN : account->defect != NULL;
        break;
    }
    return value == ACCOUNT_UNKNOWN ? VERDICT_UNKNOWN : verdict_of(value);
}

static enum verdict test_count(const struct filter_term *term, const struct account *account) {
    int64_t count = count_of(account, term->count);
    if (count == ACCOUNT_UNKNOWN)
        return VERDICT_UNKNOWN;
    return verdict_of(count >= term->low && count <= term->high);
}

/* `region:--` matches unknown regions, so its answer is always known. */
static enum verdict test_plain(const struct filter_term *term, const struct account *account) {
    switch (term->kind) {
    case FILTER_TEXT:
        return match_account(&term->match, term->fields, account);
    case FILTER_REGION:
        return test_region(term, account->region);
    case FILTER_ID:
        return account->id ? verdict_of(!strcmp(account->id, term->value)) : VERDICT_UNKNOWN;
    case FILTER_FLAG:
        return test_flag(term->flag, account);
    case FILTER_COUNT:
        break;
    }
    return test_count(term, account);
}

static enum verdict negate(enum verdict verdict, bool is_negated) {
    return is_negated ? VERDICT_YES - verdict : verdict;
}

static uint8_t join(enum filter_step step, uint8_t one, uint8_t other) {
    bool is_first = step == FILTER_AND ? one < other : one > other;
    return is_first ? one : other;
}

enum verdict filter_test(const struct filter *filter, const struct account *account) {
    uint8_t stack[FILTER_TERMS_MAX] = {0};
    size_t top = 0, next = 0;
    for (size_t i = 0; i < filter->step_count; i++) {
        if (filter->steps[i] == FILTER_TERM) {
            const struct filter_term *term = &filter->terms[next++];
            stack[top++] = (uint8_t)negate(test_plain(term, account), term->is_negated);
            continue;
        }
        top--;
        stack[top - 1] = join(filter->steps[i], stack[top - 1], stack[top]);
    }
    return top ? (enum verdict)stack[0] : VERDICT_YES;
}

static void test_term(const struct filter_term *term, struct match_index *index,
                      const struct account *const *rows, size_t count, uint8_t *verdicts) {
    if (term->kind == FILTER_TEXT)
        match_index_search(index, rows, count, &term->match, term->fields, verdicts);
    else
        for (size_t i = 0; i < count; i++)
            verdicts[i] = (uint8_t)test_plain(term, rows[i]);
    if (term->is_negated)
        for (size_t i = 0; i < count; i++)
            verdicts[i] = (uint8_t)(VERDICT_YES - verdicts[i]);
}

struct filter_sum filter_add_up(const uint8_t *verdicts, size_t count) {
    struct filter_sum sum = {0, 0};
    for (size_t i = 0; i < count; i++) {
        sum.matched += verdicts[i] == VERDICT_YES;
        sum.unknown += verdicts[i] == VERDICT_UNKNOWN;
    }
    return sum;
}

static void join_rows(enum filter_step step, uint8_t *one, const uint8_t *other, size_t count) {
    if (step == FILTER_AND)
        for (size_t row = 0; row < count; row++)
            one[row] = other[row] < one[row] ? other[row] : one[row];
    else
        for (size_t row = 0; row < count; row++)
            one[row] = other[row] > one[row] ? other[row] : one[row];
}

/* A column of verdicts for each value on the stack; the lowest is the caller's. */
struct filter_sum filter_apply(const struct filter *filter, struct match_index *index,
                               const struct account *const *rows, size_t count, uint8_t *verdicts) {
    uint8_t *columns[FILTER_TERMS_MAX] = {verdicts};
    size_t top = 0, next = 0;
    memset(verdicts, VERDICT_YES, count);
    for (size_t i = 0; i < filter->step_count; i++) {
        if (filter->steps[i] == FILTER_TERM) {
            if (!columns[top])
                columns[top] = mem_alloc(count);
            test_term(&filter->terms[next++], index, rows, count, columns[top++]);
        } else {
            assert(top > 1); /* a step joins two: filter_parse() counts them */
            top--;
            join_rows(filter->steps[i], columns[top - 1], columns[top], count);
        }
    }
    for (size_t i = 1; i < FILTER_TERMS_MAX; i++)
        free(columns[i]);
    return filter_add_up(verdicts, count);
}

const struct match *filter_next_match(const struct filter *filter, enum match_field field,
                                      size_t *next) {
    while (*next < filter->count) {
        const struct filter_term *term = &filter->terms[(*next)++];
        if (term->kind == FILTER_TEXT && !term->is_negated && term->fields & field)
            return &term->match;
    }
    return NULL;
}
