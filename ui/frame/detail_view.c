/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected account, and the price of its list: the pane below the list. */
#include "ui/frame/scene.h"

#include "base/text.h"
#include "ui/frame/account_words.h"
#include "ui/frame/highlight.h"
#include "ui/frame/offer.h"
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

#define VERIFIED "✓ verified"
#define PRIVATE  "⊘ private"

enum {
    WORDS_MAX = 16384,
    LINE_BYTES = 512,
    ID_COLS = 22, /* `id 6648542656577451005` */
    COLS_FOR_ID = 60,
    GAP = 2,
    COLS_FOR_FIGURES = 69, /* all four in full, each in its place */
    COLS_FOR_GAPS = 90,
    GAP_WIDE = 3,
    ROWS_FOR_TWO_LINES = 4
};

/* At the right edge, with as much of the id as the rest of the line leaves. Returns the columns
 * left of it. Below COLS_FOR_ID columns the line is the name's, and the other rows are full: z
 * shows the id, and y copies it. */
static int draw_id(struct screen *screen, const struct scene *scene, const struct account *account,
                   int needed) {
    int row = scene->layout.detail_row, cols = scene->layout.cols - 2;
    struct buf words;
    if (cols + 2 < COLS_FOR_ID)
        return cols;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "id %s", account->id ? account->id : "not readable");
    int room = cols - needed - GAP_WIDE, width = (int)text_width(buf_text(&words));
    if (room < ID_COLS)
        room = ID_COLS;
    if (width < ID_COLS)
        width = ID_COLS;
    else if (width > room)
        width = room;
    screen_put_outside(screen, row, 1 + cols - width, width, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
    return cols - width - GAP;
}

/* What follows the name: it gives way to that. */
static int width_after_name(const struct account *account) {
    return GAP + (int)text_width(account_words_region(account)) +
           (account->is_verified ? GAP + (int)text_width(VERIFIED) : 0) +
           (account->is_private ? GAP + (int)text_width(PRIVATE) : 0);
}

static int put_next(struct screen *screen, int row, int col, int end, enum role role,
                    const char *text) {
    return col + GAP + screen_put(screen, row, col + GAP, end - col - GAP, role, text);
}

static void draw_names(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    int row = scene->layout.detail_row, col = 1, after = width_after_name(account);
    const char *name = account->display_name ? account->display_name : "";
    int width = (int)text_width(name);
    struct buf handle;
    buf_init(&handle, WORDS_MAX);
    buf_format(&handle, "@%s", account->username ? account->username : "(no handle)");
    int needed = (int)text_width(buf_text(&handle)) + GAP + width + after;
    int end = 1 + draw_id(screen, scene, account, needed);
    col += screen_put_outside(screen, row, col, end - col, ROLE_TEXT, buf_text(&handle));
    int room = end - after - col - GAP;
    if (width && room > 1) {
        highlight_put(screen, scene, row, col + GAP, room, ROLE_TEXT, MATCH_NAME, name);
        col += GAP + (width < room ? width : room);
    }
    if (account->is_verified)
        col = put_next(screen, row, col, end, ROLE_GOOD, VERIFIED);
    if (account->is_private)
        col = put_next(screen, row, col, end, ROLE_WARNING, PRIVATE);
    put_next(screen, row, col, end, ROLE_TEXT, account_words_region(account));
    buf_fini(&handle);
}

/* Figures in full, each in its place: a move to the next account changes only digits. One that is
 * too long for its place takes more. */
static void draw_figures(struct screen *screen, const struct scene *scene,
                         const struct account *account) {
    static const int widths[ACCOUNT_WORDS_COUNTS] = {10, 5, 11, 5};
    int row = scene->layout.detail_row + 1, cols = scene->layout.cols;
    int col = 0; /* the longest figures take the margin */
    int gap = cols >= COLS_FOR_GAPS ? GAP_WIDE : 1;
    struct buf seen;
    for (enum account_words_count i = 0; i < ACCOUNT_WORDS_COUNTS; i++) {
        char figure[FIGURE_MAX];
        account_words_figure(account, i, figure);
        int width = (int)text_width(figure);
        width = width > widths[i] ? width : widths[i];
        screen_put_right(screen, row, col, width, ROLE_TEXT, figure);
        col += width + 1;
        screen_put(screen, row, col, cols - 1 - col, ROLE_DIM, account_words_noun(account, i));
        col += (int)text_width(account_words_label(i)) + gap;
    }
    buf_init(&seen, LINE_BYTES);
    account_words_seen(account, scene->wall_ms, cols - 1 - col, &seen);
    screen_put_right(screen, row, col, cols - 1 - col, ROLE_DIM, buf_text(&seen));
    buf_fini(&seen);
}

/* Two of them, one after the other. */
static void put_two(const struct account *account, enum account_words_count first, int cols,
                    struct buf *out) {
    char one[FIGURE_MAX], other[FIGURE_MAX];
    const char *label = account_words_noun(account, first),
               *next = account_words_noun(account, first + 1);
    buf_format(out, "%s %s · %s %s", account_words_figure(account, first, one), label,
               account_words_figure(account, first + 1, other), next);
    if ((int)text_width(buf_text(out)) <= cols)
        return;
    buf_clear(out);
    buf_format(out, "%s · %s", one, other);
}

/* Where there is no room for all figures in one line: two lines, which leave none to the rest.
 * Returns how many. */
static int draw_two_lines(struct screen *screen, const struct scene *scene,
                          const struct account *account) {
    int row = scene->layout.detail_row + 1, cols = scene->layout.cols - 2;
    int rows = scene->layout.detail_rows >= ROWS_FOR_TWO_LINES ? 2 : 1;
    struct buf line, seen;
    buf_init(&line, LINE_BYTES);
    buf_init(&seen, LINE_BYTES);
    put_two(account, ACCOUNT_WORDS_FOLLOWERS, cols, &line);
    screen_put(screen, row, 1, cols, ROLE_TEXT, buf_text(&line));
    buf_clear(&line);
    put_two(account, ACCOUNT_WORDS_LIKES, cols, &line);
    int left = cols - (int)text_width(buf_text(&line)) - GAP;
    account_words_seen(account, scene->wall_ms, left, &seen);
    if (rows > 1) {
        screen_put(screen, row + 1, 1, cols, ROLE_TEXT, buf_text(&line));
        screen_put_right(screen, row + 1, 1 + cols - left, left, ROLE_DIM, buf_text(&seen));
    }
    buf_fini(&line);
    buf_fini(&seen);
    return rows;
}

static int draw_counts(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    if (scene->layout.cols < COLS_FOR_FIGURES)
        return draw_two_lines(screen, scene, account);
    draw_figures(screen, scene, account);
    return 1;
}

/* The bio; or what is wrong with an unreadable or missing record. From its row to `last`. */
static void draw_bio(struct screen *screen, const struct scene *scene,
                     const struct account *account, int row, int last) {
    int cols = scene->layout.cols - 2;
    const char *text = account->bio ? account->bio : "";
    struct buf line;
    buf_init(&line, WORDS_MAX);
    if (account->defect && row <= last) {
        buf_format(&line, "Partly unreadable: %s", account->defect);
        screen_put(screen, row++, 1, cols, ROLE_ERROR, buf_text(&line));
    }
    if (account->is_bare && row <= last)
        screen_put(screen, row++, 1, cols, ROLE_DIM, "The store has no record of this account.");
    for (; row < last && wrap_next(&text, (size_t)cols, &line); row++)
        highlight_put(screen, scene, row, 1, cols, ROLE_TEXT, MATCH_BIO, buf_text(&line));
    if (row == last && *text)
        highlight_put(screen, scene, row, 1, cols, ROLE_TEXT, MATCH_BIO, text);
    buf_fini(&line);
}

/* The last row is for what stored lists say; where there is only one, the bio comes first. */
static void draw_texts(struct screen *screen, const struct scene *scene,
                       const struct account *account, int row) {
    int last = scene->layout.detail_row + scene->layout.detail_rows - 2;
    int cols = scene->layout.cols - 2;
    struct buf line;
    buf_init(&line, WORDS_MAX);
    fact_line_put(scene, cols, &line);
    bool has_text = account->defect || account->is_bare || (account->bio && *account->bio);
    bool has_line = line.len && row <= last && (row < last || !has_text);
    if (has_line)
        screen_put(screen, last, 1, cols, ROLE_DIM, buf_text(&line));
    draw_bio(screen, scene, account, row, last - has_line);
    buf_fini(&line);
}

static void draw_failed(struct screen *screen, const struct scene *scene, const struct offer *offer,
                        int row) {
    char words[LINE_BYTES];
    snprintf(words, sizeof words, "Opening it failed: %s. Enter shows more, free",
             offer->list->failure.brief);
    screen_put(screen, row, 1, scene->layout.cols - 1, ROLE_WARNING, words);
}

/* The account's list is in memory or in the store. */
static void draw_held(struct screen *screen, const struct scene *scene, const struct offer *offer,
                      int row) {
    int cols = scene->layout.cols;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    enum role role;
    const char *sign = offer_sign(offer, scene, &role);
    int col = 1 + screen_put(screen, row, 1, cols - 1, role, sign);
    buf_text_put(&words, "  ");
    offer_put_state(offer, scene, &words);
    buf_text_put(&words, " · Enter opens it, free");
    screen_put(screen, row, col, cols - col, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

static void draw_price(struct screen *screen, const struct scene *scene, const struct offer *offer,
                       int row) {
    struct offer_price price;
    int cols = scene->layout.cols - 2, col = 1;
    const char *dot = offer->all.is_known ? " · " : " ";
    offer_make_price(offer, cols, &price);
    col += screen_put(screen, row, col, cols, ROLE_WARNING, price.first);
    if (col - 1 + (int)(text_width(dot) + text_width(price.rest)) > cols)
        return;
    enum role role = offer->all.is_known ? ROLE_TEXT : ROLE_WARNING;
    col += screen_put(screen, row, col, cols, role, dot);
    screen_put(screen, row, col, cols, role, price.rest);
}

static void draw_limit(struct screen *screen, const struct scene *scene, const struct offer *offer,
                       int row) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    offer_put_limit(offer, &words);
    screen_put(screen, row, 1, scene->layout.cols - 2, ROLE_WARNING, buf_text(&words));
    buf_fini(&words);
}

static void draw_offer(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    int row = scene->layout.detail_row + scene->layout.detail_rows - 1;
    struct offer offer;
    offer_make(&offer, scene, account);
    if (offer.kind == OFFER_FAILED)
        draw_failed(screen, scene, &offer, row);
    else if (offer.kind == OFFER_HERE || offer.kind == OFFER_STORED)
        draw_held(screen, scene, &offer, row);
    else if (offer.kind == OFFER_PRICE)
        draw_price(screen, scene, &offer, row);
    else if (offer.kind == OFFER_LIMIT)
        draw_limit(screen, scene, &offer, row);
    else
        screen_put(screen, row, 1, scene->layout.cols - 2, ROLE_DIM, offer_sentence(offer.kind));
}

bool detail_view_tells_price(const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    bool is_covered = layout->rule_row >= 0 && layout->message_rows > 1;
    return !scene->view && layout->detail_row >= 0 && !is_covered;
}

void detail_view_draw(struct screen *screen, const struct scene *scene) {
    const struct account *account = session_selected(scene->session);
    if (scene->layout.detail_row < 0)
        return;
    if (scene->layout.rule_row < 0) {
        profile_view_draw(screen, scene);
        return;
    }
    screen_rule(screen, scene->layout.rule_row, ROLE_DIM);
    if (!account)
        return;
    draw_names(screen, scene, account);
    int rows = draw_counts(screen, scene, account);
    draw_texts(screen, scene, account, scene->layout.detail_row + 1 + rows);
    draw_offer(screen, scene, account);
}
