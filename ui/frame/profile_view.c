/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is known about the selected account, line by line: the pane beside the list, or in its
 * place. Each figure has a fixed place, so that a move changes only figures. The price of Enter is
 * shown even in the lowest pane. */
#include "ui/frame/offer.h"

#include "base/text.h"
#include "model/extract.h"
#include "store/history.h"
#include "ui/frame/account_words.h"
#include "ui/frame/highlight.h"
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 65536,
    VALUE_COL = 9, /* of the labels of a zoomed pane */
    READING_COLS_MAX = 78,
    NAME_LINES_MAX = 3,
    BIO_LINES = 3, /* kept free beside the list, so that the price has a fixed place */
    OFFER_LINES = 3,
    LISTS_LINES = 1, /* kept free for the lists that the account is in */
    LISTS_LINES_BELOW = 4,
    ROWS_FOR_LISTS_BELOW = 6,
    COLS_FOR_PAIRS = 36, /* two figures in a line */
    FIRST_COLS = 20,
    FIRST_FIGURE_COLS = 10,
    NEXT_FIGURE_COLS = 5,
    FIGURE_COLS = 13,
    ROWS_FOR_AIR = 16, /* with fewer, no row stays empty */
    ROWS_FOR_MARGINS = 26,
    ROWS_FOR_WHOLE_OFFER = 12
};

/* Of the history's figures, with the gap before them. */
static const int history_cols[ACCOUNT_WORDS_COUNTS] = {14, 11, 15, 8};

/* The next line; nothing is drawn from `end` on. */
struct place_in_pane {
    int row, end, col, cols;
};

static void put_line(struct screen *screen, struct place_in_pane *at, enum role role,
                     const char *text) {
    if (at->row < at->end)
        screen_put(screen, at->row++, at->col, at->cols, role, text);
}

/* At most `most` lines, as far as there is room; the last one shows the cut. */
static void put_wrapped(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                        enum role role, unsigned field, const char *text, int most) {
    int cols = at->cols < READING_COLS_MAX ? at->cols : READING_COLS_MAX;
    int last = at->end - at->row < most ? at->end - 1 : at->row + most - 1;
    struct buf line;
    buf_init(&line, WORDS_MAX);
    while (at->row < last && wrap_next(&text, (size_t)cols, &line))
        highlight_put(screen, scene, at->row++, at->col, cols, role, field, buf_text(&line));
    text += strspn(text, " ");
    if (at->row == last && *text)
        highlight_put(screen, scene, at->row++, at->col, cols, role, field, text);
    buf_fini(&line);
}

static void put_text(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                     enum role role, const char *text) {
    put_wrapped(screen, scene, at, role, 0, text, at->end);
}

static void put_handle(struct screen *screen, struct place_in_pane *at,
                       const struct account *account) {
    struct buf handle;
    buf_init(&handle, WORDS_MAX);
    buf_format(&handle, "@%s", account->username ? account->username : "(no handle)");
    if (at->row < at->end)
        screen_put_outside(screen, at->row++, at->col, at->cols, ROLE_STRONG, buf_text(&handle));
    buf_fini(&handle);
}

/* The region, and signs with their word; one that is not known is not left out. */
static void put_signs(struct screen *screen, struct place_in_pane *at,
                      const struct account *account) {
    int col = at->col, end = at->col + at->cols;
    if (at->row >= at->end)
        return;
    col += screen_put(screen, at->row, col, end - col, ROLE_TEXT, account_words_region(account));
    if (account->is_verified)
        col += screen_put(screen, at->row, col, end - col, ROLE_GOOD, " · ✓ verified");
    else if (account_flag(account, ACCOUNT_FLAG_VERIFIED) == ACCOUNT_UNKNOWN)
        col += screen_put(screen, at->row, col, end - col, ROLE_DIM, " · verified –");
    if (account->is_private)
        screen_put(screen, at->row, col, end - col, ROLE_WARNING, " · ⊘ private");
    else if (account_flag(account, ACCOUNT_FLAG_PRIVATE) == ACCOUNT_UNKNOWN)
        screen_put(screen, at->row, col, end - col, ROLE_DIM, " · private –");
    at->row++;
}

/* A figure, right-aligned, and its label. One that is too long takes more room. */
static void put_figure(struct screen *screen, int row, int col, int cols, int figure_cols,
                       const struct account *account, enum account_words_count which) {
    char figure[FIGURE_MAX];
    int width = (int)text_width(account_words_figure(account, which, figure));
    width = width > figure_cols ? width : figure_cols;
    screen_put_right(screen, row, col, width < cols ? width : cols, ROLE_TEXT, figure);
    screen_put(screen, row, col + width + 1, cols - width - 1, ROLE_DIM,
               account_words_noun(account, which));
}

static bool fits_in_pairs(const struct account *account, int cols) {
    char figure[FIGURE_MAX];
    account_words_figure(account, ACCOUNT_WORDS_FOLLOWERS, figure);
    return cols >= COLS_FOR_PAIRS && text_width(figure) <= FIRST_FIGURE_COLS;
}

/* Two in a line where they fit, else one below the other. */
static void put_figures(struct screen *screen, struct place_in_pane *at,
                        const struct account *account) {
    bool is_paired = fits_in_pairs(account, at->cols);
    for (enum account_words_count i = 0; i < ACCOUNT_WORDS_COUNTS && at->row < at->end; i++) {
        bool is_second = is_paired && i % 2 != 0;
        int shift = is_second ? FIRST_COLS + 1 : 0;
        put_figure(screen, at->row, at->col + shift,
                   is_paired && !is_second ? FIRST_COLS : at->cols - shift,
                   is_second   ? NEXT_FIGURE_COLS
                   : is_paired ? FIRST_FIGURE_COLS
                               : FIGURE_COLS,
                   account, i);
        at->row += is_second || !is_paired;
    }
}

/* The id; the age of the record at the right edge, near the other facts. */
static void put_id(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                   const struct account *account) {
    struct buf id, seen;
    buf_init(&id, WORDS_MAX);
    buf_init(&seen, WORDS_MAX);
    buf_format(&id, "id %s", account->id ? account->id : "not readable");
    int cols = at->cols < READING_COLS_MAX ? at->cols : READING_COLS_MAX;
    int left = cols - (int)text_width(buf_text(&id)) - 1;
    account_words_seen(account, scene->wall_ms, left, &seen);
    if (at->row < at->end && seen.len)
        screen_put_right(screen, at->row, at->col + cols - left, left, ROLE_DIM, buf_text(&seen));
    put_wrapped(screen, scene, at, ROLE_TEXT, 0, buf_text(&id), 1);
    buf_fini(&id);
    buf_fini(&seen);
}

/* What is wrong with the record, and the bio. */
static void put_texts(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                      const struct account *account) {
    struct buf words;
    if (account->defect) {
        buf_init(&words, WORDS_MAX);
        buf_format(&words, "Partly unreadable: %s", account->defect);
        put_text(screen, scene, at, ROLE_ERROR, buf_text(&words));
        buf_fini(&words);
    }
    if (account->is_bare)
        put_text(screen, scene, at, ROLE_DIM, "The store has no record of this account.");
    if (account->bio && *account->bio)
        put_wrapped(screen, scene, at, ROLE_TEXT, MATCH_BIO, account->bio, at->end);
}

/* The price of the first page comes first, in case there is only one line. */
static void put_price(struct screen *screen, struct place_in_pane *at, const struct offer *offer) {
    struct offer_price price;
    if (at->end - at->row >= OFFER_LINES)
        put_line(screen, at, ROLE_DIM, "List not loaded");
    offer_make_price(offer, at->cols, &price);
    const char *dot = offer->all.is_known ? " · " : " ";
    enum role role = offer->all.is_known ? ROLE_TEXT : ROLE_WARNING;
    int used = (int)(text_width(price.first) + text_width(dot));
    bool is_one_line = used + (int)text_width(price.rest) <= at->cols;
    if (is_one_line && at->row < at->end) {
        screen_put(screen, at->row, at->col + used - (int)text_width(dot), 3, role, dot);
        screen_put(screen, at->row, at->col + used, at->cols - used, role, price.rest);
    }
    put_line(screen, at, ROLE_WARNING, price.first);
    if (!is_one_line)
        put_line(screen, at, role, price.rest);
}

static void put_limit(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                      const struct offer *offer) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (at->end - at->row >= OFFER_LINES)
        put_line(screen, at, ROLE_DIM, "List not loaded");
    offer_put_limit(offer, &words);
    put_wrapped(screen, scene, at, ROLE_WARNING, 0, buf_text(&words), OFFER_LINES);
    buf_fini(&words);
}

static void put_held(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                     const struct offer *offer) {
    struct buf state;
    enum role role;
    const char *sign = offer_sign(offer, scene, &role);
    put_line(screen, at, role, sign);
    buf_init(&state, WORDS_MAX);
    offer_put_state(offer, scene, &state);
    put_line(screen, at, ROLE_DIM, buf_text(&state));
    put_line(screen, at, ROLE_DIM, "Enter opens it, free");
    buf_fini(&state);
}

static void put_failed(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                       const struct offer *offer) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Opening it failed: %s. Enter shows more, free", offer->list->failure.brief);
    put_wrapped(screen, scene, at, ROLE_WARNING, 0, buf_text(&words), OFFER_LINES);
    buf_fini(&words);
}

static void put_offer(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                      const struct account *account) {
    struct offer offer;
    offer_make(&offer, scene, account);
    if (offer.kind == OFFER_FAILED)
        put_failed(screen, at, scene, &offer);
    else if (offer.kind == OFFER_HERE || offer.kind == OFFER_STORED)
        put_held(screen, at, scene, &offer);
    else if (offer.kind == OFFER_PRICE)
        put_price(screen, at, &offer);
    else if (offer.kind == OFFER_LIMIT)
        put_limit(screen, at, scene, &offer);
    else
        put_wrapped(screen, scene, at, ROLE_DIM, 0, offer_sentence(offer.kind), OFFER_LINES);
}

static void put_name(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                     const struct account *account) {
    if (account->display_name && *account->display_name)
        put_wrapped(screen, scene, at, ROLE_TEXT, MATCH_NAME, account->display_name,
                    NAME_LINES_MAX);
    else
        put_line(screen, at, ROLE_DIM, "–");
}

static void put_head(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                     const struct account *account, int gap) {
    put_handle(screen, at, account);
    put_name(screen, scene, at, account);
    put_signs(screen, at, account);
    at->row += gap;
    put_figures(screen, at, account);
    put_id(screen, at, scene, account);
    at->row += gap;
}

/* A label and, beside it, its value in as many lines as it needs. */
static void put_field(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                      const char *label, const char *value) {
    if (at->row >= at->end)
        return;
    screen_put(screen, at->row, at->col, VALUE_COL - 1, ROLE_DIM, label);
    struct place_in_pane beside = *at;
    beside.col += VALUE_COL;
    beside.cols -= VALUE_COL;
    if (*value)
        put_text(screen, scene, &beside, ROLE_TEXT, value);
    else
        put_line(screen, &beside, ROLE_TEXT, "–");
    at->row = beside.row;
}

static const char *or_empty(const char *text) {
    return text ? text : "";
}

/* What nothing else on the screen shows. */
static void put_fields(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                       const struct account *account) {
    struct buf address;
    buf_init(&address, WORDS_MAX);
    extract_put(EXTRACT_ADDRESS, account, &address);
    put_field(screen, scene, at, "profile", buf_text(&address));
    put_field(screen, scene, at, "avatar", or_empty(scene->history.avatar_url));
    put_field(screen, scene, at, "sec_uid", or_empty(scene->history.sec_uid));
    buf_fini(&address);
}

/* Wrapped; clears the words. */
static void put_words(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                      struct buf *words) {
    if (words->len)
        put_wrapped(screen, scene, at, ROLE_DIM, 0, buf_text(words), LISTS_LINES_BELOW);
    buf_clear(words);
}

static void put_lists_line(struct screen *screen, struct place_in_pane *at, struct buf *words) {
    if (words->len)
        put_line(screen, at, ROLE_DIM, buf_text(words));
    buf_fini(words);
}

/* What stored lists say, in one line; in up to three where the bio leaves them. `end`: after its
 * place. */
static void put_lists(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                      int end) {
    struct buf note, owners, back;
    buf_init(&note, WORDS_MAX);
    buf_init(&owners, WORDS_MAX);
    buf_init(&back, WORDS_MAX);
    fact_line_put_note(scene, &note);
    fact_line_put_owners(scene, at->cols, &owners);
    fact_line_put_back(scene, &back);
    int lines = (note.len > 0) + (owners.len > 0) + (back.len > 0);
    struct place_in_pane place = *at;
    place.end = end < at->end ? end : at->end;
    place.row = end - lines > at->row ? end - lines : at->row;
    put_lists_line(screen, &place, &note);
    put_lists_line(screen, &place, &owners);
    put_lists_line(screen, &place, &back);
}

/* Below the price, where there is room for some names: only so many, because every key sends them
 * again. */
static void put_lists_below(struct screen *screen, const struct scene *scene,
                            struct place_in_pane *at) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    fact_line_put_note(scene, &words);
    put_words(screen, scene, at, &words);
    fact_line_put_owners(scene, LISTS_LINES_BELOW * at->cols - at->cols / 2, &words);
    put_words(screen, scene, at, &words);
    fact_line_put_back(scene, &words);
    put_words(screen, scene, at, &words);
    buf_fini(&words);
}

/* Beside the list the price has a fixed place. Addresses are left to the zoomed pane: nobody reads
 * them there, and every key would send them again. */
static void put_beside(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                       const struct account *account, int gap) {
    int end = at->end, offer_rows = end - at->row >= ROWS_FOR_WHOLE_OFFER ? OFFER_LINES : 1;
    at->end -= offer_rows;
    put_head(screen, scene, at, account, gap);
    int after_bio = at->row + BIO_LINES;
    put_texts(screen, scene, at, account);
    int row = (at->row > after_bio ? at->row : after_bio) + LISTS_LINES + gap;
    bool is_below = end - row - offer_rows - gap >= ROWS_FOR_LISTS_BELOW;
    if (!is_below)
        put_lists(screen, scene, at, row - gap);
    at->row = row < at->end ? row : at->end;
    at->end = end;
    put_offer(screen, at, scene, account);
    at->row = row + offer_rows + gap;
    if (is_below)
        put_lists_below(screen, scene, at);
}

/* Where both do not fit, a handle that is still in use is left out: it is at the top. */
static void put_names(struct screen *screen, const struct place_in_pane *at, int used,
                      const struct account *account, const struct account *newest) {
    const char *handle = or_empty(account->username), *name = or_empty(account->display_name);
    struct buf line;
    buf_init(&line, WORDS_MAX);
    buf_format(&line, "@%s  %s", handle, name);
    if (*name && (int)text_width(buf_text(&line)) > at->cols - used &&
        !strcmp(handle, or_empty(newest->username))) {
        buf_clear(&line);
        buf_text_put(&line, name);
    }
    screen_put_outside(screen, at->row, at->col + used, at->cols - used, ROLE_TEXT,
                       buf_text(&line));
    buf_fini(&line);
}

static void put_state(struct screen *screen, const struct place_in_pane *at,
                      const struct history_state *state, const struct account *newest) {
    char day[FIGURE_MAX], figures[ACCOUNT_WORDS_COUNTS][FIGURE_MAX];
    struct buf line;
    buf_init(&line, WORDS_MAX);
    buf_text_put(&line, figure_date(state->first_ms, day));
    for (enum account_words_count i = 0; i < ACCOUNT_WORDS_COUNTS; i++) {
        int missing =
            history_cols[i] - (int)text_width(account_words_figure(&state->account, i, figures[i]));
        buf_format(&line, "%*s%s", missing > 1 ? missing : 1, "", figures[i]);
    }
    int used = screen_put(screen, at->row, at->col, at->cols, ROLE_TEXT, buf_text(&line)) + 2;
    put_names(screen, at, used, &state->account, newest);
    buf_fini(&line);
}

/* Every state that the store has, the newest first. */
static void put_history(struct screen *screen, const struct scene *scene,
                        struct place_in_pane *at) {
    struct buf line;
    buf_init(&line, WORDS_MAX);
    buf_text_put(&line, "first seen");
    for (enum account_words_count i = 0; i < ACCOUNT_WORDS_COUNTS; i++)
        buf_format(&line, "%*s", history_cols[i], account_words_label(i));
    buf_text_put(&line, "  handle and name");
    put_line(screen, at, ROLE_DIM, buf_text(&line));
    for (size_t i = 0; i < scene->history.count && at->row < at->end; i++, at->row++)
        put_state(screen, at, &scene->history.states[i], &scene->history.states[0].account);
    buf_fini(&line);
}

static void put_words_field(struct screen *screen, const struct scene *scene,
                            struct place_in_pane *at, const char *label, struct buf *words) {
    if (words->len)
        put_field(screen, scene, at, label, buf_text(words));
    buf_clear(words);
}

/* What stored lists say, and the user's file of groups. Whose lists have it comes last: they may be
 * many. */
static void put_lists_fields(struct screen *screen, const struct scene *scene,
                             struct place_in_pane *at) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    fact_line_put_group(scene, &words);
    put_words_field(screen, scene, at, "group", &words);
    fact_line_put_back(scene, &words);
    put_words_field(screen, scene, at, "back", &words);
    fact_line_put_note(scene, &words);
    put_words_field(screen, scene, at, "compared", &words);
    fact_line_put_owners(scene, 0, &words);
    put_words_field(screen, scene, at, "lists", &words);
    buf_fini(&words);
}

/* In place of the list: every field, and what the fields were before. */
static void put_zoomed(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                       const struct account *account, int gap) {
    int end = at->end, offer_rows = end - at->row >= ROWS_FOR_WHOLE_OFFER ? OFFER_LINES : 1;
    at->end -= offer_rows + gap;
    put_head(screen, scene, at, account, gap);
    put_texts(screen, scene, at, account);
    at->row += gap;
    put_fields(screen, scene, at, account);
    put_lists_fields(screen, scene, at);
    at->row += gap;
    if (scene->history.count)
        put_history(screen, scene, at);
    at->row = end - offer_rows;
    at->end = end;
    put_offer(screen, at, scene, account);
}

void profile_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    const struct account *account = session_selected(scene->session);
    int end = layout->detail_row + layout->detail_rows;
    int gap = layout->detail_rows >= ROWS_FOR_AIR ? 1 : 0;
    if (layout->rule_col >= 0)
        screen_fence(screen, layout->rule_col);
    for (int row = layout->detail_row; layout->rule_col >= 0 && row < end; row++)
        screen_put(screen, row, layout->rule_col, 1, ROLE_DIM, "│");
    if (!account)
        return;
    int top = layout->is_zoomed && layout->detail_rows >= ROWS_FOR_MARGINS;
    struct place_in_pane at = {.row = layout->detail_row + top,
                               .end = end - top,
                               .col = layout->detail_col + 1,
                               .cols = layout->detail_cols - 2};
    if (layout->is_zoomed)
        put_zoomed(screen, scene, &at, account, gap);
    else
        put_beside(screen, scene, &at, account, gap);
}
