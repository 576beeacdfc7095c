/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/column_plan.h"

enum {
    GAP = 2,
    TEXT_COLS_MIN = 8,
    ACCOUNT_COLS_MIN = 16,
    ACCOUNT_COLS_LEAST =
        10, /* where a price needs the room: figure_short() fits PRICE_COLS_LEAST */
    PRICE_COLS_LEAST = 5,
    TEXT_COLS_AFTER_GROUP = 14,
    LAST_TEXT_COLS_MIN = 27, /* of the second of two text columns */
    CHANGE_COLS_MORE = 8     /* a change has two values */
};

/* The account column is this wide where the text after it has at least so many columns. */
static const struct { int account_cols, text_cols; } account_steps[] = {{20, 20}, {24, 28}};

/* The most important first. */
static const enum column_id importance[COLUMN_COUNT] = {
    COLUMN_ACCOUNT, COLUMN_SIGN,  COLUMN_CHANGE, COLUMN_EXCESS,    COLUMN_LISTS,     COLUMN_PRICE,
    COLUMN_RANK,    COLUMN_ROWS,  COLUMN_STATE,  COLUMN_BACK,      COLUMN_FOLLOWERS, COLUMN_NUMBER,
    COLUMN_AGE,     COLUMN_GROUP, COLUMN_NAME,   COLUMN_FOLLOWING, COLUMN_REGION,    COLUMN_CREDITS,
    COLUMN_VIDEOS,  COLUMN_LIKES, COLUMN_SEEN,   COLUMN_ID,        COLUMN_BIO};

struct plan {
    const struct columns *columns;
    int cols, account_cols, number_cols, price_cols;
    bool is_chosen[COLUMN_COUNT];
};

static bool is_shown(const struct columns *columns, enum column_id id) {
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (columns->items[i].id == id)
            return columns->items[i].is_shown;
    return false;
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static int width_of(const struct plan *plan, const struct columns_item *item) {
    if (item->width)
        return item->width;
    if (item->id == COLUMN_NUMBER)
        return plan->number_cols;
    if (item->id == COLUMN_PRICE)
        return plan->price_cols;
    return item->id == COLUMN_ACCOUNT ? plan->account_cols : columns_usual_width(item->id);
}

/* The sign is next to the handle; figures have a gap on their left. */
static int gap_before(enum column_id id, bool is_first, bool is_behind_sign) {
    switch (id) {
    case COLUMN_NUMBER:
        return is_first ? 0 : 2;
    case COLUMN_SIGN:
    case COLUMN_FOLLOWERS:
        return 1;
    case COLUMN_ACCOUNT:
        return is_first || is_behind_sign ? 1 : 2;
    default:
        return is_first ? 1 : GAP;
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
        col += gap_before(item->id, col == COLUMN_PLAN_MARKS, is_behind_sign);
        placed[item->id] = (struct column){col, smaller(width, plan->cols - col)};
        col += width;
        is_behind_sign = item->id == COLUMN_SIGN;
    }
    return col;
}

/* The title `region` is wider than what is below it. */
static int text_gap(const struct plan *plan) {
    const struct columns_item *last = NULL;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (plan->is_chosen[plan->columns->items[i].id] &&
            !columns_is_text(plan->columns->items[i].id))
            last = &plan->columns->items[i];
    return last && last->id == COLUMN_REGION && !last->width ? 1 : GAP;
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

/* Of the last text column: less after a group, which is short. */
static int least_of_last(const struct columns_item *item, const struct columns_item *before) {
    int least = before->id == COLUMN_GROUP ? TEXT_COLS_AFTER_GROUP : LAST_TEXT_COLS_MIN;
    return item->width ? smaller(item->width, least) : least;
}

static bool fits(const struct plan *plan) {
    struct column placed[COLUMN_COUNT] = {{0, 0}};
    const struct columns_item *texts[COLUMN_COUNT];
    int end = place_figures(plan, placed), count = find_texts(plan, texts);
    for (int i = 0; i < count; i++) {
        bool is_last = i + 1 == count;
        end += i ? GAP : text_gap(plan);
        end += !is_last    ? width_of(plan, texts[i])
               : count > 1 ? least_of_last(texts[i], texts[i - 1])
                           : TEXT_COLS_MIN;
    }
    return end <= plan->cols;
}

/* The last one takes what is left, unless it has a width. */
static void place_texts(const struct plan *plan, int end, struct column *placed) {
    const struct columns_item *texts[COLUMN_COUNT];
    int count = find_texts(plan, texts), col = end;
    for (int i = 0; i < count; i++) {
        col += i ? GAP : text_gap(plan);
        int left = plan->cols - col, width = i + 1 < count ? width_of(plan, texts[i]) : left;
        if (texts[i]->width)
            width = texts[i]->width;
        placed[texts[i]->id] = (struct column){col, smaller(width, left)};
        col += width;
    }
}

/* The rest of the row is shared by the handle and the text after it. */
static void widen_account(struct plan *plan) {
    const struct columns_item *texts[COLUMN_COUNT];
    struct column placed[COLUMN_COUNT];
    plan->account_cols = ACCOUNT_COLS_MIN;
    int rest = plan->cols - place_figures(plan, placed);
    bool has_text = find_texts(plan, texts);
    if (has_text)
        rest -= text_gap(plan);
    for (size_t i = 0; i < sizeof account_steps / sizeof *account_steps; i++) {
        int wanted = account_steps[i].account_cols - plan->account_cols;
        int more = plan->is_chosen[COLUMN_CHANGE] ? CHANGE_COLS_MORE : 0;
        int spare = rest - (has_text ? account_steps[i].text_cols + more : 0);
        int gained = smaller(wanted, spare > 0 ? spare : 0);
        plan->account_cols += gained;
        rest -= gained;
    }
}

static void choose(struct plan *plan) {
    plan->is_chosen[COLUMN_ACCOUNT] = true;
    for (size_t i = 1; i < COLUMN_COUNT; i++) {
        enum column_id id = importance[i];
        if (id == COLUMN_BIO)
            widen_account(plan);
        if (!is_shown(plan->columns, id))
            continue;
        plan->is_chosen[id] = true;
        if (fits(plan))
            continue;
        plan->is_chosen[id] = false;
        break;
    }
    if (!plan->is_chosen[COLUMN_BIO])
        widen_account(plan);
}

/* On the narrowest screens the handle is cut for the price: what a list with prices is about. */
static void make_room_for_price(struct plan *plan) {
    struct column placed[COLUMN_COUNT];
    const struct plan before = *plan;
    plan->account_cols = ACCOUNT_COLS_LEAST;
    plan->price_cols = PRICE_COLS_LEAST;
    plan->is_chosen[COLUMN_PRICE] = true;
    if (fits(plan))
        plan->account_cols += plan->cols - place_figures(plan, placed);
    else
        *plan = before;
}

static int digits_of(size_t number) {
    int digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

void column_plan_make(const struct columns *columns, int cols, size_t rows,
                      struct column placed[COLUMN_COUNT]) {
    struct plan plan = {.columns = columns, .cols = cols, .account_cols = ACCOUNT_COLS_MIN};
    int usual = columns_usual_width(COLUMN_NUMBER), digits = digits_of(rows);
    plan.number_cols = digits > usual ? digits : usual;
    plan.price_cols = columns_usual_width(COLUMN_PRICE);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        placed[i] = (struct column){0, 0};
    choose(&plan);
    if (is_shown(columns, COLUMN_PRICE) && !plan.is_chosen[COLUMN_PRICE])
        make_room_for_price(&plan);
    place_texts(&plan, place_figures(&plan, placed), placed);
}
