/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected account, and the price of its list: the pane below the list. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "ui/frame/highlight.h"
#include "ui/frame/offer.h"
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 16384,
    ID_COLS_MIN = 26,
    WORDS_ON_LINE_MAX = 160,
    COLS_FOR_NOT_STORED = 80,
    COLS_FOR_SEEN = 72,
    PAGE_COLS = 2, /* of the records of a page, 1 to 50 */
    MS = 1000,
    SEEN_MS_MIN = 60 * 60 * MS /* younger records count as new */
};

/* Nothing is repeated: the row above has the name, unless its column is too narrow. */
static bool is_name_cut(const struct scene *scene, const struct account *account) {
    return account->display_name &&
           text_width(account->display_name) > (size_t)scene->layout.columns[COLUMN_NAME].width;
}

/* The id is at the right edge, uncut if possible. Returns the columns left of it. */
static int draw_id(struct screen *screen, const struct scene *scene, const struct account *account,
                   int row) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "id %s", account->id ? account->id : "not readable");
    int cols = scene->layout.cols - 2, width = (int)text_width(buf_text(&words));
    int room = cols >= 2 * ID_COLS_MIN ? cols : 0;
    if (width > room)
        width = room;
    screen_put_right(screen, row, cols + 1 - width, width, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
    return cols - width;
}

static void draw_names(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    int row = scene->layout.detail_row, col = 1;
    int cols = draw_id(screen, scene, account, row);
    struct buf handle;
    buf_init(&handle, WORDS_MAX);
    buf_format(&handle, "@%s", account->username ? account->username : "(no handle)");
    col += screen_put(screen, row, col, cols - col, ROLE_TEXT, buf_text(&handle));
    if (account->is_verified)
        col += screen_put(screen, row, col, cols - col, ROLE_GOOD, " ✓");
    if (account->is_private)
        col += screen_put(screen, row, col, cols - col, ROLE_WARNING, " ⊘ private");
    if (is_name_cut(scene, account))
        screen_put(screen, row, col + 2, cols - col - 2, ROLE_TEXT, account->display_name);
    buf_fini(&handle);
}

/* "seen 3 days ago"; empty if it was recent. */
static void put_seen(const struct scene *scene, const struct account *account, char *out,
                     size_t size) {
    char age[FIGURE_MAX];
    int64_t age_ms = scene->wall_ms - account->seen_ms;
    *out = '\0';
    if (account->seen_ms >= 0 && age_ms >= SEEN_MS_MIN)
        snprintf(out, size, "seen %s ago", figure_age(age_ms / MS, age));
}

/* On a narrow screen, whose rows lack figures: short ones, one after the other. */
static void draw_short_counts(struct screen *screen, const struct scene *scene,
                              const struct account *account) {
    char followers[FIGURE_MAX], following[FIGURE_MAX], likes[FIGURE_MAX], videos[FIGURE_MAX];
    char words[WORDS_ON_LINE_MAX], seen[WORDS_ON_LINE_MAX / 2];
    bool is_known = account_has_counts(account);
    put_seen(scene, account, seen, sizeof seen);
    snprintf(words, sizeof words, "following %s · likes %s · videos %s · followers %s · %s%s%s",
             figure_short(is_known ? account->following_count : ACCOUNT_UNKNOWN, following),
             figure_short(is_known ? account->like_count : ACCOUNT_UNKNOWN, likes),
             figure_short(is_known ? account->video_count : ACCOUNT_UNKNOWN, videos),
             figure_short(is_known ? account->follower_count : ACCOUNT_UNKNOWN, followers),
             account->region && *account->region ? account->region : "--", *seen ? " · " : "",
             seen);
    screen_put(screen, scene->layout.detail_row + 1, 1, scene->layout.cols - 2, ROLE_TEXT, words);
}

/* Whether the row above shows the other counts. */
static bool has_other_counts(const struct scene *scene) {
    const struct column *columns = scene->layout.columns;
    return columns[COLUMN_FOLLOWING].width && columns[COLUMN_VIDEOS].width &&
           columns[COLUMN_REGION].width;
}

/* Words come first, then figures, so that a move to the next account changes one stretch of the
 * line. */
static void draw_counts(struct screen *screen, const struct scene *scene,
                        const struct account *account) {
    char followers[FIGURE_MAX], likes[FIGURE_MAX], words[WORDS_ON_LINE_MAX];
    int row = scene->layout.detail_row + 1, col = 1, cols = scene->layout.cols;
    bool is_known = account_has_counts(account);
    if (!has_other_counts(scene)) {
        draw_short_counts(screen, scene, account);
        return;
    }
    snprintf(words, sizeof words, "%s · %s",
             figure_count(is_known ? account->follower_count : ACCOUNT_UNKNOWN, followers),
             figure_count(is_known ? account->like_count : ACCOUNT_UNKNOWN, likes));
    col += screen_put(screen, row, col, cols - col, ROLE_DIM, "followers · likes  ");
    col += screen_put(screen, row, col, cols - col - 1, ROLE_TEXT, words);
    put_seen(scene, account, words, sizeof words);
    if (cols >= COLS_FOR_SEEN)
        screen_put_right(screen, row, col + 1, cols - col - 2, ROLE_DIM, words);
}

/* The bio; or what is wrong with an unreadable or missing record. */
static void draw_bio(struct screen *screen, const struct scene *scene,
                     const struct account *account) {
    int row = scene->layout.detail_row + 2,
        last = scene->layout.detail_row + scene->layout.detail_rows - 2;
    int cols = scene->layout.cols - 2;
    const char *text = account->bio ? account->bio : "";
    struct buf line;
    buf_init(&line, WORDS_MAX);
    if (account->defect) {
        buf_format(&line, "Partly unreadable: %s", account->defect);
        screen_put(screen, row++, 1, cols, ROLE_ERROR, buf_text(&line));
    }
    if (account->is_bare)
        screen_put(screen, row++, 1, cols, ROLE_DIM, "The store has no record of this account.");
    for (; row < last && wrap_next(&text, (size_t)cols, &line); row++)
        highlight_put(screen, scene, row, 1, cols, ROLE_TEXT, MATCH_BIO, buf_text(&line));
    if (row == last && *text)
        highlight_put(screen, scene, row, 1, cols, ROLE_TEXT, MATCH_BIO, text);
    buf_fini(&line);
}

static void draw_failed(struct screen *screen, const struct scene *scene, const struct offer *offer,
                        int row) {
    char words[WORDS_ON_LINE_MAX];
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
    int col = 1 + screen_put(screen, row, 1, cols - 1, ROLE_GOOD,
                             offer->kind == OFFER_HERE ? "● loaded" : "● stored");
    buf_text_put(&words, "  ");
    offer_put_state(offer, scene, &words);
    buf_text_put(&words, " · Enter opens it, free");
    screen_put(screen, row, col, cols - col, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

/* The price of opening the list, in full. From account to account, nothing changes its place. */
struct price_words {
    char before[WORDS_ON_LINE_MAX], figures[WORDS_ON_LINE_MAX];
};

static void make_price(struct price_words *words, const struct offer *offer) {
    char credits[FIGURE_MAX], dollars[FIGURE_MAX];
    snprintf(words->before, sizeof words->before, "Enter opens: %*s credit%s (%s)%s", PAGE_COLS,
             figure_grouped(offer->first_page, credits), offer->first_page == 1 ? " " : "s",
             figure_dollars(offer->first_page, dollars), offer->all.is_known ? "" : " at most");
    words->figures[0] = '\0';
    if (offer->all.is_known)
        snprintf(words->figures, sizeof words->figures, " · all ≈ %s (%s)",
                 figure_grouped(offer->all.credits, credits),
                 figure_dollars(offer->all.credits, dollars));
}

/* If there is no room for the full price, says less, but uncut. */
static void make_short_price(struct price_words *words, int64_t first, size_t room) {
    char figure[FIGURE_MAX];
    figure_credits(first, figure);
    words->figures[0] = '\0';
    snprintf(words->before, sizeof words->before, "Enter opens: up to %s", figure);
    if (text_width(words->before) > room)
        snprintf(words->before, sizeof words->before, "Enter: up to %s", figure);
    if (text_width(words->before) > room)
        snprintf(words->before, sizeof words->before, "Enter %s cr", figure_grouped(first, figure));
}

/* Words come first and figures last, so that a move changes little. */
static void draw_price(struct screen *screen, const struct scene *scene, const struct offer *offer,
                       int row, int col) {
    struct price_words words = {.before = ""};
    int end = scene->layout.cols;
    make_price(&words, offer);
    if (text_width(words.before) + text_width(words.figures) > (size_t)(end - col))
        make_short_price(&words, offer->first_page, (size_t)(end - col));
    col += screen_put(screen, row, col, end - col, ROLE_WARNING, words.before);
    screen_put(screen, row, col, end - col, ROLE_TEXT, words.figures);
}

static void draw_limit(struct screen *screen, const struct offer *offer, int row, int col,
                       int cols) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    offer_put_limit(offer, &words);
    screen_put(screen, row, col, cols, ROLE_WARNING, buf_text(&words));
    buf_fini(&words);
}

/* The first words are the same for every account. */
static void draw_missing(struct screen *screen, const struct scene *scene,
                         const struct offer *offer, int row) {
    int col = 1, cols = scene->layout.cols;
    if (cols >= COLS_FOR_NOT_STORED || !scene->session->worker)
        col += screen_put(screen, row, col, cols - col, ROLE_DIM,
                          offer->kind == OFFER_OFFLINE ? "Not downloaded. " : "Not stored. ");
    if (offer->kind == OFFER_NO_ID)
        screen_put(screen, row, col, cols - col, ROLE_DIM,
                   "It cannot be opened: the record has no readable id");
    else if (offer->kind == OFFER_OFFLINE)
        screen_put(screen, row, col, cols - col, ROLE_DIM, "You are offline.");
    else if (offer->kind == OFFER_LIMIT)
        draw_limit(screen, offer, row, col, cols - col);
    else if (offer->kind == OFFER_NOBODY)
        screen_put(screen, row, col, cols - col, ROLE_DIM, "Follows nobody: Enter opens it, free");
    else
        draw_price(screen, scene, offer, row, col);
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
    else
        draw_missing(screen, scene, &offer, row);
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
    draw_counts(screen, scene, account);
    draw_bio(screen, scene, account);
    draw_offer(screen, scene, account);
}
