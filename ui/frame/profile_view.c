/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is known about the selected account, line by line: the pane beside the list, or in its
 * place. Each figure has a fixed place, so that a move changes only figures. The price of Enter is
 * at the bottom, even in the lowest pane. */
#include "ui/frame/offer.h"

#include "base/figure.h"
#include "base/text.h"
#include "ui/frame/highlight.h"
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 65536,
    LINE_BYTES = 160,
    VALUE_END = 30, /* where values end, right-aligned; very long figures extend further */
    READING_COLS_MAX = 76,
    NAME_LINES_MAX = 3,
    OFFER_LINES = 3,
    ROWS_FOR_AIR = 16, /* with fewer, no row stays empty */
    ROWS_FOR_WHOLE_OFFER = 9,
    MS = 1000
};

/* The next line; nothing is drawn from `end` on. */
struct place_in_pane {
    int row, end, col, cols;
    int value_end;
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

static void put_handle(struct screen *screen, struct place_in_pane *at,
                       const struct account *account) {
    int col = at->col, end = at->col + at->cols;
    struct buf handle;
    if (at->row >= at->end)
        return;
    buf_init(&handle, WORDS_MAX);
    buf_format(&handle, "@%s", account->username ? account->username : "(no handle)");
    col += screen_put(screen, at->row, col, end - col, ROLE_STRONG, buf_text(&handle));
    if (account->is_verified)
        col += screen_put(screen, at->row, col, end - col, ROLE_GOOD, " ✓");
    if (account->is_private)
        screen_put(screen, at->row, col, end - col, ROLE_WARNING, " ⊘ private");
    at->row++;
    buf_fini(&handle);
}

/* A value too long for its place extends to the pane's edge. */
static void put_value(struct screen *screen, struct place_in_pane *at, const char *label,
                      const char *value) {
    if (at->row >= at->end)
        return;
    int used = screen_put(screen, at->row, at->col, at->cols, ROLE_DIM, label) + 1;
    int end = at->value_end, width = (int)text_width(value);
    if (used + width > end)
        end = at->cols;
    screen_put_right(screen, at->row++, at->col + used, end - used, ROLE_TEXT, value);
}

/* The counts, one below the other. */
enum { COUNTS = 4 };

static const char *const count_labels[COUNTS] = {"followers", "following", "likes", "videos"};

static const char *figure_of(const struct account *account, int index, char figure[FIGURE_MAX]) {
    const int64_t counts[COUNTS] = {account->follower_count, account->following_count,
                                    account->like_count, account->video_count};
    return figure_count(account_has_counts(account) ? counts[index] : ACCOUNT_UNKNOWN, figure);
}

/* If the longest figure needs it, all values end further right. */
static int find_value_end(const struct account *account, int cols) {
    char figure[FIGURE_MAX];
    int end = VALUE_END;
    for (int i = 0; i < COUNTS; i++) {
        int needs =
            (int)(text_width(count_labels[i]) + 1 + text_width(figure_of(account, i, figure)));
        end = needs > end ? needs : end;
    }
    return end < cols ? end : cols;
}

static void put_seen(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                     const struct account *account) {
    char age[FIGURE_MAX], words[LINE_BYTES];
    if (account->seen_ms < 0) {
        put_value(screen, at, "seen", "–");
        return;
    }
    figure_age((scene->wall_ms - account->seen_ms) / MS, age);
    snprintf(words, sizeof words, *age ? "%s ago" : "now", age);
    put_value(screen, at, "seen", words);
}

static void put_values(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                       const struct account *account) {
    char figure[FIGURE_MAX];
    at->value_end = find_value_end(account, at->cols);
    for (int i = 0; i < COUNTS; i++)
        put_value(screen, at, count_labels[i], figure_of(account, i, figure));
    put_value(screen, at, "region", account->region && *account->region ? account->region : "--");
    put_seen(screen, at, scene, account);
    put_value(screen, at, "id", account->id ? account->id : "not readable");
}

static void put_texts(struct screen *screen, const struct scene *scene, struct place_in_pane *at,
                      const struct account *account, int gap) {
    struct buf words;
    if (account->defect) {
        buf_init(&words, WORDS_MAX);
        buf_format(&words, "Partly unreadable: %s", account->defect);
        at->row += gap;
        put_wrapped(screen, scene, at, ROLE_ERROR, 0, buf_text(&words), at->end);
        buf_fini(&words);
    }
    if (account->is_bare) {
        at->row += gap;
        put_wrapped(screen, scene, at, ROLE_DIM, 0, "The store has no record of this account.",
                    at->end);
    }
    if (account->bio && *account->bio) {
        at->row += gap;
        put_wrapped(screen, scene, at, ROLE_TEXT, MATCH_BIO, account->bio, at->end);
    }
    if (account->avatar_url && *account->avatar_url) {
        at->row += gap;
        put_wrapped(screen, scene, at, ROLE_DIM, 0, account->avatar_url, at->end);
    }
}

/* The price of the first page comes first, in case there is only one line. */
static void put_price(struct screen *screen, struct place_in_pane *at, const struct offer *offer) {
    char figure[FIGURE_MAX], dollars[FIGURE_MAX], words[LINE_BYTES];
    if (at->end - at->row > 2)
        put_line(screen, at, ROLE_DIM, "Not stored");
    snprintf(words, sizeof words, "Enter opens: %s%s (%s)", offer->reported < 0 ? "up to " : "",
             figure_credits(offer->first_page, figure), figure_dollars(offer->first_page, dollars));
    if (text_width(words) > (size_t)at->cols)
        snprintf(words, sizeof words, "Enter: %s", figure);
    put_line(screen, at, ROLE_WARNING, words);
    if (!offer->all.is_known)
        return;
    snprintf(words, sizeof words, "all ≈ %s (%s)", figure_grouped(offer->all.credits, figure),
             figure_dollars(offer->all.credits, dollars));
    put_line(screen, at, ROLE_TEXT, words);
}

static void put_limit(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                      const struct offer *offer) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, at->end - at->row > 2 ? "Not stored. " : "");
    offer_put_limit(offer, &words);
    put_wrapped(screen, scene, at, ROLE_WARNING, 0, buf_text(&words), OFFER_LINES);
    buf_fini(&words);
}

static void put_held(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                     const struct offer *offer) {
    struct buf state;
    put_line(screen, at, ROLE_GOOD, offer->kind == OFFER_HERE ? "● loaded" : "● stored");
    buf_init(&state, WORDS_MAX);
    offer_put_state(offer, scene, &state);
    put_line(screen, at, ROLE_DIM, buf_text(&state));
    put_line(screen, at, ROLE_DIM, "Enter opens it, free");
    buf_fini(&state);
}

static void put_offer(struct screen *screen, struct place_in_pane *at, const struct scene *scene,
                      const struct account *account) {
    static const char *const sentences[] = {
        [OFFER_NO_ID] = "It cannot be opened: the record has no readable id",
        [OFFER_OFFLINE] = "Not downloaded. You are offline.",
        [OFFER_NOBODY] = "Follows nobody: Enter opens it, free"};
    struct offer offer;
    char words[LINE_BYTES];
    offer_make(&offer, scene, account);
    switch (offer.kind) {
    case OFFER_FAILED:
        snprintf(words, sizeof words, "Opening it failed: %s. Enter shows more, free",
                 offer.list->failure.brief);
        put_wrapped(screen, scene, at, ROLE_WARNING, 0, words, OFFER_LINES);
        break;
    case OFFER_HERE:
    case OFFER_STORED:
        put_held(screen, at, scene, &offer);
        break;
    case OFFER_PRICE:
        put_price(screen, at, &offer);
        break;
    case OFFER_LIMIT:
        put_limit(screen, at, scene, &offer);
        break;
    case OFFER_NO_ID:
    case OFFER_OFFLINE:
    case OFFER_NOBODY:
        put_wrapped(screen, scene, at, ROLE_DIM, 0, sentences[offer.kind], OFFER_LINES);
        break;
    }
}

void profile_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    const struct account *account = session_selected(scene->session);
    int end = layout->detail_row + layout->detail_rows;
    int gap = layout->detail_rows >= ROWS_FOR_AIR ? 1 : 0;
    int offer_rows = layout->detail_rows >= ROWS_FOR_WHOLE_OFFER ? OFFER_LINES : 1;
    for (int row = layout->detail_row; layout->rule_col >= 0 && row < end; row++)
        screen_put(screen, row, layout->rule_col, 1, ROLE_DIM, "│");
    if (!account)
        return;
    int top = layout->is_zoomed ? gap : 0;
    end -= top;
    struct place_in_pane at = {.row = layout->detail_row + top,
                               .end = end - offer_rows - gap,
                               .col = layout->detail_col + 1,
                               .cols = layout->detail_cols - 2};
    put_handle(screen, &at, account);
    if (account->display_name && *account->display_name)
        put_wrapped(screen, scene, &at, ROLE_TEXT, MATCH_NAME, account->display_name,
                    layout->is_zoomed ? NAME_LINES_MAX : 1);
    else
        at.row += gap;
    at.row += gap;
    put_values(screen, &at, scene, account);
    put_texts(screen, scene, &at, account, gap);
    at.row = end - offer_rows;
    at.end = end;
    put_offer(screen, &at, scene, account);
}
