/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/column_plan.h"

enum {
    GAP = 1, /* between columns */
    GAP_WIDE = 2,
    TEXT_COLS_MIN = 8,
    ACCOUNT_COLS_WIDE = 24,
    TEXT_COLS_FOR_WIDE = 28, /* kept for text when the account column is wide */
    LAST_TEXT_COLS_MIN = 27  /* of the second of two text columns */
};

/* The most important first. */
static const enum column_id importance[COLUMN_COUNT] = {
    COLUMN_ACCOUNT, COLUMN_SIGN,   COLUMN_FOLLOWERS, COLUMN_NUMBER, COLUMN_NAME, COLUMN_FOLLOWING,
    COLUMN_REGION,  COLUMN_VIDEOS, COLUMN_LIKES,     COLUMN_SEEN,   COLUMN_ID,   COLUMN_BIO};

struct plan {
    const struct columns *columns;
    int cols, account_cols, number_cols, gap;
    bool is_chosen[COLUMN_COUNT];
};

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static int width_of(const struct plan *plan, const struct columns_item *item) {
    if (item->width)
        return item->width;
    if (item->id == COLUMN_NUMBER)
        return plan->number_cols;
    return item->id == COLUMN_ACCOUNT ? plan->account_cols : columns_usual_width(item->id);
}

/* The sign is next to the handle. */
static int gap_before(const struct plan *plan, enum column_id id, bool is_first,
                      bool is_behind_sign) {
    switch (id) {
    case COLUMN_NUMBER:
        return is_first ? 0 : 2;
    case COLUMN_SIGN:
    case COLUMN_FOLLOWERS:
        return 1;
    case COLUMN_ACCOUNT:
        return is_first || is_behind_sign ? 1 : plan->gap;
    default:
        return is_first ? 1 : plan->gap;
    }
}

/* Places all columns but text. Returns where they end. */
static int place_figures(const struct plan *plan, struct column *placed) {
    int col = COLUMN_PLAN_MARKS;
    bool is_behind_sign = false;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const struct columns_item *item = &plan->columns->items[i];
        if (!plan->is_chosen[item->id] || columns_is_text(item->id))
            continue;
        int width = width_of(plan, item);
        col += gap_before(plan, item->id, col == COLUMN_PLAN_MARKS, is_behind_sign);
        placed[item->id] = (struct column){col, smaller(width, plan->cols - col)};
        col += width;
        is_behind_sign = item->id == COLUMN_SIGN;
    }
    return col;
}

/* The chosen text columns, in order. Returns how many. */
static int find_texts(const struct plan *plan, const struct columns_item *texts[COLUMN_COUNT]) {
    int count = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns_is_text(plan->columns->items[i].id) &&
            plan->is_chosen[plan->columns->items[i].id])
            texts[count++] = &plan->columns->items[i];
    return count;
}

static int least_of_last(const struct columns_item *item) {
    return item->width ? smaller(item->width, LAST_TEXT_COLS_MIN) : LAST_TEXT_COLS_MIN;
}

static bool fits(const struct plan *plan) {
    struct column placed[COLUMN_COUNT] = {{0, 0}};
    const struct columns_item *texts[COLUMN_COUNT];
    int end = place_figures(plan, placed), count = find_texts(plan, texts);
    if (count == 1)
        end += plan->gap + TEXT_COLS_MIN;
    else if (count > 1)
        end += plan->gap + width_of(plan, texts[0]) + plan->gap + least_of_last(texts[1]);
    return end <= plan->cols;
}

/* The last one takes what is left, unless it has a width. */
static void place_texts(const struct plan *plan, int end, struct column *placed) {
    const struct columns_item *texts[COLUMN_COUNT];
    int count = find_texts(plan, texts), col = end;
    for (int i = 0; i < count; i++) {
        col += plan->gap;
        int left = plan->cols - col, width = i + 1 < count ? width_of(plan, texts[i]) : left;
        if (texts[i]->width)
            width = texts[i]->width;
        placed[texts[i]->id] = (struct column){col, smaller(width, left)};
        col += width;
    }
}

/* A wide list has wider gaps, and more room for handles, if the text after them has enough. In a
 * narrow list, text that is cut less often is worth more: names that fit need not be repeated in
 * the pane. */
static void widen(struct plan *plan) {
    const struct columns_item *texts[COLUMN_COUNT];
    struct column placed[COLUMN_COUNT];
    const struct plan narrow = *plan;
    plan->account_cols = ACCOUNT_COLS_WIDE;
    plan->gap = GAP_WIDE;
    int end = place_figures(plan, placed);
    int needs = find_texts(plan, texts) ? GAP_WIDE + TEXT_COLS_FOR_WIDE : 0;
    if (end + needs > plan->cols)
        *plan = narrow;
}

static void choose(struct plan *plan) {
    bool is_shown[COLUMN_COUNT];
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        is_shown[plan->columns->items[i].id] = plan->columns->items[i].is_shown;
    plan->is_chosen[COLUMN_ACCOUNT] = true;
    for (size_t i = 1; i < COLUMN_COUNT; i++) {
        enum column_id id = importance[i];
        if (id == COLUMN_BIO)
            widen(plan);
        if (!is_shown[id])
            continue;
        plan->is_chosen[id] = true;
        if (fits(plan))
            continue;
        plan->is_chosen[id] = false;
        return;
    }
}

static int digits_of(size_t number) {
    int digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

void column_plan_make(const struct columns *columns, int cols, size_t rows,
                      struct column placed[COLUMN_COUNT]) {
    struct plan plan = {.columns = columns,
                        .cols = cols,
                        .account_cols = columns_usual_width(COLUMN_ACCOUNT),
                        .gap = GAP};
    int usual = columns_usual_width(COLUMN_NUMBER), digits = digits_of(rows);
    plan.number_cols = digits > usual ? digits : usual;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        placed[i] = (struct column){0, 0};
    choose(&plan);
    place_texts(&plan, place_figures(&plan, placed), placed);
}
