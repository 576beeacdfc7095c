/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/excerpt.h"

#include "base/figure.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    FEW = 512,      /* rows that are tested faster one by one than all by the index */
    AT_ONCE = 20000 /* rows that are filtered and sorted in less than a tenth of a second */
};

void excerpt_init(struct excerpt *excerpt, const struct list *list) {
    *excerpt = (struct excerpt){.list = list, .count = list->count, .kept_row = SIZE_MAX};
    filter_init(&excerpt->filter);
    match_index_init(&excerpt->index);
}

/* Forgets everything that was derived from the rows. */
static void forget_rows(struct excerpt *excerpt) {
    match_index_fini(&excerpt->index);
    free(excerpt->seen);
    free(excerpt->sorted);
    free(excerpt->verdicts);
    free(excerpt->shown);
    free(excerpt->renewed);
    excerpt->renewed = NULL;
    excerpt->tally = (struct excerpt_tally){.counted = 0};
    excerpt->seen = NULL;
    excerpt->sorted = excerpt->shown = NULL;
    excerpt->verdicts = NULL;
    excerpt->seen_count = excerpt->capacity = 0;
    excerpt->sum = (struct filter_sum){0, 0};
}

void excerpt_fini(struct excerpt *excerpt) {
    forget_rows(excerpt);
    filter_fini(&excerpt->filter);
    free(excerpt->kept_id);
    excerpt->kept_id = NULL;
}

static bool is_filtered(const struct excerpt *excerpt) {
    return excerpt->filter.count > 0;
}

bool excerpt_is_all(const struct excerpt *excerpt) {
    return !is_filtered(excerpt) && order_is_listed(&excerpt->order);
}

static bool is_plain(const struct excerpt *excerpt) {
    return excerpt_is_all(excerpt) && !excerpt->is_searched;
}

size_t excerpt_row(const struct excerpt *excerpt, size_t position) {
    return excerpt->shown ? excerpt->shown[position] : position;
}

size_t excerpt_position(const struct excerpt *excerpt, size_t row) {
    if (!excerpt->shown)
        return row < excerpt->count ? row : SIZE_MAX;
    for (size_t i = 0; i < excerpt->count; i++)
        if (excerpt->shown[i] == row)
            return i;
    return SIZE_MAX;
}

static void place_selection(struct excerpt *excerpt) {
    if (excerpt->kept_row == SIZE_MAX && excerpt->kept_id)
        excerpt->kept_row = list_find(excerpt->list, excerpt->kept_id);
    size_t position =
        excerpt->kept_row == SIZE_MAX ? SIZE_MAX : excerpt_position(excerpt, excerpt->kept_row);
    if (position != SIZE_MAX)
        excerpt->selected = position;
    else if (excerpt->count && excerpt->selected >= excerpt->count)
        excerpt->selected = excerpt->count - 1;
}

void excerpt_select(struct excerpt *excerpt, size_t position) {
    free(excerpt->kept_id);
    excerpt->kept_id = NULL;
    excerpt->kept_row = SIZE_MAX;
    excerpt->selected = 0;
    if (!excerpt->count)
        return;
    excerpt->selected = position < excerpt->count ? position : excerpt->count - 1;
    excerpt->kept_row = excerpt_row(excerpt, excerpt->selected);
    const char *id = excerpt->list->rows[excerpt->kept_row]->id;
    excerpt->kept_id = id ? mem_dup(id) : NULL;
}

void excerpt_expect(struct excerpt *excerpt, size_t row) {
    free(excerpt->kept_id);
    excerpt->kept_id = NULL;
    excerpt->kept_row = excerpt->selected = row;
    place_selection(excerpt);
}

bool excerpt_shows(const struct excerpt *excerpt, size_t row) {
    return !excerpt->verdicts || excerpt->verdicts[row] == VERDICT_YES;
}

/* Derives `shown` from `sorted` and `verdicts`. */
static void choose_rows(struct excerpt *excerpt) {
    size_t all = excerpt->list->count;
    excerpt->count = all;
    if (!excerpt->sorted && !excerpt->verdicts) {
        free(excerpt->shown);
        excerpt->shown = NULL;
    } else {
        excerpt->shown = mem_resize(excerpt->shown, all, sizeof *excerpt->shown);
        excerpt->count = 0;
        for (size_t i = 0; i < all; i++) {
            uint32_t row = excerpt->sorted ? excerpt->sorted[i] : (uint32_t)i;
            if (excerpt_shows(excerpt, row))
                excerpt->shown[excerpt->count++] = row;
        }
    }
    place_selection(excerpt);
}

static void see_rows(struct excerpt *excerpt) {
    const struct list *list = excerpt->list;
    excerpt->seen =
        mem_grow(excerpt->seen, &excerpt->capacity, list->count + 1, sizeof(struct account *));
    if (list->count)
        memcpy(excerpt->seen, list->rows, list->count * sizeof(struct account *));
    excerpt->seen_count = list->count;
}

static uint64_t version_of(const struct excerpt *excerpt) {
    return excerpt->list->facts ? excerpt->list->facts->version : 0;
}

static void filter_rows(struct excerpt *excerpt) {
    free(excerpt->verdicts);
    free(excerpt->renewed);
    excerpt->verdicts = excerpt->renewed = NULL;
    excerpt->filtered_at = version_of(excerpt);
    excerpt->sum = (struct filter_sum){0, 0};
    if (!is_filtered(excerpt)) {
        if (!excerpt->is_searched)
            match_index_fini(&excerpt->index);
        return;
    }
    excerpt->verdicts = mem_alloc(excerpt->list->count);
    excerpt->sum =
        filter_apply(&excerpt->filter, &excerpt->index, excerpt->list, excerpt->verdicts);
}

static void sort_rows(struct excerpt *excerpt) {
    free(excerpt->sorted);
    excerpt->sorted = NULL;
    excerpt->sorted_at = version_of(excerpt);
    if (order_is_listed(&excerpt->order))
        return;
    excerpt->sorted = mem_resize(NULL, excerpt->list->count, sizeof *excerpt->sorted);
    for (size_t i = 0; i < excerpt->list->count; i++)
        excerpt->sorted[i] = (uint32_t)i;
    order_sort(&excerpt->order, excerpt->list, excerpt->sorted, excerpt->list->count);
}

/* Rows that are new or changed since the last look. The caller frees the array. */
static uint32_t *find_changed(const struct excerpt *excerpt, size_t *count) {
    const struct list *list = excerpt->list;
    uint32_t *changed = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (i < excerpt->seen_count && excerpt->seen[i] == list->rows[i])
            continue;
        changed = mem_grow(changed, &capacity, *count + 1, sizeof *changed);
        changed[(*count)++] = (uint32_t)i;
    }
    return changed;
}

static void test_changed(struct excerpt *excerpt, const uint32_t *changed, size_t count) {
    if (!is_filtered(excerpt) || count > FEW) {
        filter_rows(excerpt);
        return;
    }
    excerpt->verdicts = mem_resize(excerpt->verdicts, excerpt->list->count, 1);
    for (size_t i = 0; i < count; i++)
        excerpt->verdicts[changed[i]] =
            (uint8_t)filter_test(&excerpt->filter, excerpt->list, changed[i]);
    excerpt->sum = filter_add_up(excerpt->verdicts, excerpt->list->count);
}

/* Removes the changed rows, in ascending order, from `sorted` and inserts them again. */
static void sort_changed(struct excerpt *excerpt, uint32_t *changed, size_t count) {
    if (!excerpt->sorted)
        return;
    uint8_t *is_changed = mem_zalloc(excerpt->list->count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        is_changed[changed[i]] = 1;
    for (size_t i = 0; i < excerpt->seen_count; i++)
        if (!is_changed[excerpt->sorted[i]])
            excerpt->sorted[kept++] = excerpt->sorted[i];
    free(is_changed);
    excerpt->sorted = mem_resize(excerpt->sorted, excerpt->list->count, sizeof *excerpt->sorted);
    order_insert(&excerpt->order, excerpt->list, excerpt->sorted, kept, changed, count);
}

static void derive_all(struct excerpt *excerpt) {
    if (!is_plain(excerpt))
        see_rows(excerpt);
    filter_rows(excerpt);
    sort_rows(excerpt);
    choose_rows(excerpt);
}

static bool is_filter_old(const struct excerpt *excerpt) {
    return excerpt->filtered_at != version_of(excerpt) && filter_asks_lists(&excerpt->filter);
}

static bool is_order_old(const struct excerpt *excerpt) {
    return excerpt->sorted_at != version_of(excerpt) && order_asks_lists(&excerpt->order);
}

/* Filters and sorts again by what stored lists say now. */
static bool derive_old(struct excerpt *excerpt) {
    bool is_either = is_filter_old(excerpt) || is_order_old(excerpt);
    if (is_filter_old(excerpt))
        filter_rows(excerpt);
    if (is_order_old(excerpt))
        sort_rows(excerpt);
    if (is_either)
        choose_rows(excerpt);
    return is_either;
}

/* Tests some more rows. True when all have been tested by the same facts, and replaced. */
static bool renew_verdicts(struct excerpt *excerpt, size_t most) {
    const struct list *list = excerpt->list;
    if (!excerpt->renewed || excerpt->renewed_at != version_of(excerpt)) {
        free(excerpt->renewed);
        excerpt->renewed = mem_alloc(list->count);
        excerpt->renewed_count = 0;
        excerpt->renewed_at = version_of(excerpt);
    }
    for (; most && excerpt->renewed_count < list->count; most--, excerpt->renewed_count++)
        excerpt->renewed[excerpt->renewed_count] =
            (uint8_t)filter_test(&excerpt->filter, list, excerpt->renewed_count);
    if (excerpt->renewed_count < list->count)
        return false;
    free(excerpt->verdicts);
    excerpt->verdicts = excerpt->renewed;
    excerpt->renewed = NULL;
    excerpt->filtered_at = version_of(excerpt);
    excerpt->sum = filter_add_up(excerpt->verdicts, list->count);
    return true;
}

/* Only rows that have been seen: excerpt_refresh() comes first. */
static bool renew_rows(struct excerpt *excerpt, size_t most, bool *has_changed) {
    if (!excerpt->seen || excerpt->seen_count != excerpt->list->count ||
        (!is_filter_old(excerpt) && !is_order_old(excerpt)))
        return true;
    if (is_filter_old(excerpt) && !renew_verdicts(excerpt, most))
        return false;
    if (is_order_old(excerpt))
        sort_rows(excerpt);
    choose_rows(excerpt);
    *has_changed = true;
    return true;
}

bool excerpt_asks_lists(const struct excerpt *excerpt) {
    return filter_asks_lists(&excerpt->filter) || order_asks_lists(&excerpt->order);
}

bool excerpt_asks_back(const struct excerpt *excerpt) {
    bool asks = false;
    for (size_t i = 0; i < ORDER_DEPTH; i++)
        asks = asks || excerpt->order.parts[i].key == ORDER_BACK;
    for (size_t i = 0; i < excerpt->filter.count; i++)
        asks = asks || (excerpt->filter.terms[i].kind == FILTER_FLAG &&
                        excerpt->filter.terms[i].flag == FILTER_BACK);
    return asks && !list_is_local(excerpt->list);
}

bool excerpt_is_tallied(const struct excerpt *excerpt) {
    const struct excerpt_tally *tally = &excerpt->tally;
    return tally->version == version_of(excerpt) && tally->counted == excerpt->list->count;
}

static bool count_rows(struct excerpt *excerpt, size_t most, bool *has_changed) {
    struct excerpt_tally *tally = &excerpt->tally;
    if (!excerpt->list->facts || list_is_local(excerpt->list) || excerpt_is_tallied(excerpt))
        return true;
    if (tally->version != version_of(excerpt) || tally->counted > excerpt->list->count)
        *tally = (struct excerpt_tally){.version = version_of(excerpt)};
    for (; most && tally->counted < excerpt->list->count; most--, tally->counted++) {
        int back = list_facts(excerpt->list, tally->counted).back;
        if (back != FACT_NONE)
            tally->back[back]++;
    }
    *has_changed = *has_changed || excerpt_is_tallied(excerpt);
    return excerpt_is_tallied(excerpt);
}

bool excerpt_renew(struct excerpt *excerpt, size_t most, bool *has_changed) {
    *has_changed = false;
    return renew_rows(excerpt, most, has_changed) && count_rows(excerpt, most, has_changed);
}

bool excerpt_refresh(struct excerpt *excerpt) {
    size_t count;
    if (!excerpt->seen && !is_plain(excerpt)) {
        derive_all(excerpt);
        return true;
    }
    if (!excerpt->seen) {
        bool has_grown = excerpt->count != excerpt->list->count;
        excerpt->count = excerpt->list->count;
        place_selection(excerpt);
        return has_grown;
    }
    uint32_t *changed = find_changed(excerpt, &count);
    bool is_derived = false;
    if (count) {
        free(excerpt->renewed);
        excerpt->renewed = NULL;
        for (size_t i = 0; i < count; i++)
            match_index_renew(&excerpt->index, changed[i]);
        test_changed(excerpt, changed, count);
        sort_changed(excerpt, changed, count);
        see_rows(excerpt);
        choose_rows(excerpt);
    }
    free(changed);
    if (excerpt->list->count <= AT_ONCE)
        is_derived = derive_old(excerpt);
    return count > 0 || is_derived;
}

/* A default selection counts as a selected account, too. */
static void hold_selection(struct excerpt *excerpt) {
    if (excerpt->kept_row == SIZE_MAX && !excerpt->kept_id && excerpt->count)
        excerpt_select(excerpt, excerpt->selected);
}

/* Before the filter or the order changes, and after it. */
static void begin_change(struct excerpt *excerpt) {
    (void)excerpt_refresh(excerpt);
    hold_selection(excerpt);
    if (!excerpt->seen)
        see_rows(excerpt);
}

static void end_change(struct excerpt *excerpt) {
    if (is_plain(excerpt))
        forget_rows(excerpt);
    choose_rows(excerpt);
}

bool excerpt_set_filter(struct excerpt *excerpt, const char *text, struct err *err) {
    struct filter filter;
    filter_init(&filter);
    if (!filter_parse(&filter, text, err) || !filter_check(&filter, text, excerpt->list, err)) {
        excerpt->filter.mistake_at = filter.mistake_at;
        return false;
    }
    begin_change(excerpt);
    filter_fini(&excerpt->filter);
    excerpt->filter = filter;
    filter_rows(excerpt);
    end_change(excerpt);
    return true;
}

void excerpt_set_order(struct excerpt *excerpt, const struct order *order) {
    begin_change(excerpt);
    excerpt->order = *order;
    sort_rows(excerpt);
    end_change(excerpt);
}

void excerpt_set_list(struct excerpt *excerpt, const struct list *list) {
    hold_selection(excerpt);
    forget_rows(excerpt);
    excerpt->list = list;
    excerpt->kept_row = SIZE_MAX;
    derive_all(excerpt);
}

void excerpt_drop_rows(struct excerpt *excerpt) {
    (void)excerpt_refresh(excerpt);
    hold_selection(excerpt);
    forget_rows(excerpt);
    excerpt->count = 0;
}

bool excerpt_prepare(struct excerpt *excerpt, size_t most) {
    excerpt->is_searched = true;
    begin_change(excerpt);
    return match_index_fold(&excerpt->index, excerpt->list->rows, excerpt->list->count, most);
}

size_t excerpt_search(struct excerpt *excerpt, const struct match *match, unsigned fields,
                      size_t position, bool is_backward) {
    excerpt->is_searched = true;
    begin_change(excerpt);
    size_t count = excerpt->count, found = SIZE_MAX;
    uint8_t *verdicts = mem_alloc(excerpt->list->count);
    match_index_search(&excerpt->index, excerpt->list->rows, excerpt->list->count, match, fields,
                       verdicts);
    for (size_t step = 1; step <= count && found == SIZE_MAX; step++) {
        size_t at = (position + (is_backward ? count - step : step)) % count;
        if (verdicts[excerpt_row(excerpt, at)] == VERDICT_YES)
            found = at;
    }
    free(verdicts);
    return found;
}

void excerpt_end_search(struct excerpt *excerpt) {
    excerpt->is_searched = false;
    if (!is_filtered(excerpt))
        match_index_fini(&excerpt->index);
    if (is_plain(excerpt))
        forget_rows(excerpt);
}

struct excerpt_cover excerpt_cover(const struct excerpt *excerpt) {
    enum list_state state = list_state(excerpt->list);
    return (struct excerpt_cover){
        .shown = excerpt->count,
        .matched = is_filtered(excerpt) ? excerpt->sum.matched : excerpt->list->count,
        .unknown = excerpt->sum.unknown,
        .loaded = excerpt->list->count,
        .reported = list_length(excerpt->list),
        .is_complete = state == LIST_COMPLETE || state == LIST_EMPTY,
    };
}

void excerpt_describe(const struct excerpt *excerpt, struct buf *out) {
    struct excerpt_cover cover = excerpt_cover(excerpt);
    char number[FIGURE_MAX];
    if (is_filtered(excerpt))
        buf_format(out, "%s of ", figure_grouped((int64_t)cover.matched, number));
    buf_text_put(out, figure_grouped((int64_t)cover.loaded, number));
    if (!cover.is_complete)
        buf_text_put(out, " loaded");
    if (!cover.is_complete && cover.reported >= 0)
        buf_format(out, ", %s in all", figure_grouped(cover.reported, number));
    if (cover.unknown)
        buf_format(out, " · %s unknown", figure_grouped((int64_t)cover.unknown, number));
}
