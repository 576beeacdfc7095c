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

void filter_empty(struct filter *filter) {
    size_t mistake_at = filter->mistake_at;
    filter_fini(filter);
    filter->mistake_at = mistake_at;
}

/* A row of the list, or an account that need not be in it: `row` is SIZE_MAX then. */
struct subject {
    const struct list *list;
    const struct account *account;
    size_t row;
};

static struct facts facts_of(const struct subject *subject) {
    return subject->row == SIZE_MAX ? list_facts_of(subject->list, subject->account)
                                    : list_facts(subject->list, subject->row);
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

static enum verdict verdict_of_flag(int value) {
    return value == ACCOUNT_UNKNOWN ? VERDICT_UNKNOWN : verdict_of(value);
}

/* Whether stored lists were counted, so that an account without one is known to have none. */
static bool are_counted(const struct list *list) {
    return list->facts && list->facts->scope.is_counted;
}

static enum verdict test_back(const struct subject *subject) {
    int back = facts_of(subject).back;
    return back == FACT_NONE ? VERDICT_UNKNOWN : (enum verdict)back;
}

static enum verdict test_state(const struct subject *subject, enum fact_state least) {
    return are_counted(subject->list) ? verdict_of(facts_of(subject).state >= least)
                                      : VERDICT_UNKNOWN;
}

static enum verdict test_flag(enum filter_flag flag, const struct subject *subject) {
    const struct account *account = subject->account;
    switch (flag) {
    case FILTER_VERIFIED:
        return verdict_of_flag(account_flag(account, ACCOUNT_FLAG_VERIFIED));
    case FILTER_PRIVATE:
        return verdict_of_flag(account_flag(account, ACCOUNT_FLAG_PRIVATE));
    case FILTER_DEFECT:
        return account->is_bare ? VERDICT_UNKNOWN : verdict_of(account->defect != NULL);
    case FILTER_BACK:
        return test_back(subject);
    case FILTER_STORED:
        return test_state(subject, FACT_INCOMPLETE);
    case FILTER_LIST_COMPLETE:
    case FILTER_FLAG_COUNT:
        break;
    }
    return test_state(subject, FACT_COMPLETE);
}

/* The count is somewhere between two numbers. */
static enum verdict test_lists(const struct filter_term *term, const struct subject *subject) {
    struct facts facts = facts_of(subject);
    if (facts.lists == ACCOUNT_UNKNOWN)
        return VERDICT_UNKNOWN;
    if (facts.lists >= term->low && facts.lists_max <= term->high)
        return VERDICT_YES;
    bool is_apart = facts.lists_max < term->low || facts.lists > term->high;
    return is_apart || term->low > term->high ? VERDICT_NO : VERDICT_UNKNOWN;
}

static enum verdict test_count(const struct filter_term *term, const struct subject *subject) {
    if (term->count == COUNT_LISTS)
        return test_lists(term, subject);
    int64_t count = count_of(subject->account, term->count);
    if (count == ACCOUNT_UNKNOWN)
        return VERDICT_UNKNOWN;
    return verdict_of(count >= term->low && count <= term->high);
}

/* `group:--` matches accounts in no group. */
static enum verdict test_group(const struct filter_term *term, const struct subject *subject) {
    const char *group = facts_of(subject).group;
    if (!subject->list->facts)
        return VERDICT_UNKNOWN;
    return verdict_of(!strcasecmp(group ? group : "--", term->value));
}

static enum verdict test_named(const struct filter_term *term, const struct subject *subject) {
    const struct fact_reader *reader = subject->list->facts;
    if (!reader)
        return VERDICT_UNKNOWN;
    return (term->kind == FILTER_FOLLOWS ? reader->follows : reader->is_followed_by)(
        reader->context, term->value, subject->account);
}

/* `region:--` matches unknown regions, so its answer is always known. */
static enum verdict test_plain(const struct filter_term *term, const struct subject *subject) {
    const struct account *account = subject->account;
    switch (term->kind) {
    case FILTER_TEXT:
        return match_account(&term->match, term->fields, account);
    case FILTER_REGION:
        return test_region(term, account->region);
    case FILTER_ID:
        return account->id ? verdict_of(!strcmp(account->id, term->value)) : VERDICT_UNKNOWN;
    case FILTER_FLAG:
        return test_flag(term->flag, subject);
    case FILTER_COUNT:
        return test_count(term, subject);
    case FILTER_GROUP:
        return test_group(term, subject);
    case FILTER_FOLLOWED_BY:
    case FILTER_FOLLOWS:
        break;
    }
    return test_named(term, subject);
}

static enum verdict negate(enum verdict verdict, bool is_negated) {
    return is_negated ? VERDICT_YES - verdict : verdict;
}

static uint8_t join(enum filter_step step, uint8_t one, uint8_t other) {
    bool is_first = step == FILTER_AND ? one < other : one > other;
    return is_first ? one : other;
}

static enum verdict test(const struct filter *filter, const struct subject *subject) {
    uint8_t stack[FILTER_TERMS_MAX] = {0};
    size_t top = 0, next = 0;
    for (size_t i = 0; i < filter->step_count; i++) {
        if (filter->steps[i] == FILTER_TERM) {
            const struct filter_term *term = &filter->terms[next++];
            stack[top++] = (uint8_t)negate(test_plain(term, subject), term->is_negated);
            continue;
        }
        top--;
        stack[top - 1] = join(filter->steps[i], stack[top - 1], stack[top]);
    }
    return top ? (enum verdict)stack[0] : VERDICT_YES;
}

enum verdict filter_test(const struct filter *filter, const struct list *list, size_t row) {
    return test(filter, &(struct subject){list, list->rows[row], row});
}

enum verdict filter_test_account(const struct filter *filter, const struct list *list,
                                 const struct account *account) {
    return test(filter, &(struct subject){list, account, SIZE_MAX});
}

bool filter_asks_lists(const struct filter *filter) {
    for (size_t i = 0; i < filter->count; i++) {
        const struct filter_term *term = &filter->terms[i];
        if (term->kind >= FILTER_GROUP ||
            (term->kind == FILTER_FLAG && term->flag >= FILTER_BACK) ||
            (term->kind == FILTER_COUNT && term->count == COUNT_LISTS))
            return true;
    }
    return false;
}

static void test_term(const struct filter_term *term, struct match_index *index,
                      const struct list *list, uint8_t *verdicts) {
    size_t count = list->count;
    if (term->kind == FILTER_TEXT)
        match_index_search(index, list->rows, count, &term->match, term->fields, verdicts);
    else
        for (size_t i = 0; i < count; i++)
            verdicts[i] = (uint8_t)test_plain(term, &(struct subject){list, list->rows[i], i});
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
                               const struct list *list, uint8_t *verdicts) {
    size_t count = list->count;
    uint8_t *columns[FILTER_TERMS_MAX] = {verdicts};
    size_t top = 0, next = 0;
    memset(verdicts, VERDICT_YES, count);
    for (size_t i = 0; i < filter->step_count; i++) {
        if (filter->steps[i] == FILTER_TERM) {
            if (!columns[top])
                columns[top] = mem_alloc(count);
            test_term(&filter->terms[next++], index, list, columns[top++]);
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
