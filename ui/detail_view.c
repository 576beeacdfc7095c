/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account under the selection, and what opening its list would cost. */
#include "ui/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "money/quote.h"
#include "ui/wrap.h"

#include <stdio.h>

enum {
    WORDS_MAX = 16384,
    ID_COLS_MIN = 26,
    WORDS_ON_LINE_MAX = 160,
    COLS_FOR_NOT_STORED = 80,
    COLS_FOR_SEEN = 72,
    MS = 1000,
    SEEN_MS_MIN = 60 * 60 * MS /* a record that is younger is as good as new */
};

/* Nothing is said twice: the row above has the name, unless its column is too narrow for it. */
static bool is_name_cut(const struct scene *scene, const struct account *account) {
    return account->display_name &&
           text_width(account->display_name) > (size_t)scene->layout.columns[COLUMN_NAME].width;
}

/* The id stands at the right edge, whole wherever it can. Returns the columns left of it. */
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

/* "seen 3 days ago"; empty where it was but now. */
static void put_seen(const struct scene *scene, const struct account *account, char *out,
                     size_t size) {
    char age[FIGURE_MAX];
    int64_t age_ms = scene->wall_ms - account->seen_ms;
    *out = '\0';
    if (account->seen_ms >= 0 && age_ms >= SEEN_MS_MIN)
        snprintf(out, size, "seen %s ago", figure_age(age_ms / MS, age));
}

/* On a narrow screen, where the row has no room for all figures: short ones, one behind the other.
 */
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

/* The words stand first and the figures behind them: a move to the next account changes one stretch
 * of the line and nothing else. */
static void draw_counts(struct screen *screen, const struct scene *scene,
                        const struct account *account) {
    char followers[FIGURE_MAX], likes[FIGURE_MAX], words[WORDS_ON_LINE_MAX];
    int row = scene->layout.detail_row + 1, col = 1, cols = scene->layout.cols;
    bool is_known = account_has_counts(account);
    if (!scene->layout.columns[COLUMN_VIDEOS].width) {
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

/* The bio; or, of a record that is not whole, what is wrong with it. */
static void draw_bio(struct screen *screen, const struct scene *scene,
                     const struct account *account) {
    int row = scene->layout.detail_row + 2,
        last = scene->layout.detail_row + scene->layout.detail_rows - 2;
    int cols = scene->layout.cols - 2;
    const char *text = account->bio ? account->bio : "";
    struct buf line;
    buf_init(&line, WORDS_MAX);
    if (account->defect) {
        buf_format(&line, "Not wholly readable: %s", account->defect);
        screen_put(screen, row++, 1, cols, ROLE_ERROR, buf_text(&line));
    }
    for (; row < last && wrap_next(&text, (size_t)cols, &line); row++)
        screen_put(screen, row, 1, cols, ROLE_TEXT, buf_text(&line));
    if (row == last && *text)
        screen_put(screen, row, 1, cols, ROLE_TEXT, text);
    buf_fini(&line);
}

static void draw_failed(struct screen *screen, const struct scene *scene, const struct list *list,
                        int row) {
    char words[WORDS_ON_LINE_MAX];
    snprintf(words, sizeof words, "Opening it failed: %s. Enter shows more, free",
             list->failure.brief);
    screen_put(screen, row, 1, scene->layout.cols - 1, ROLE_WARNING, words);
}

/* The list of the account is here: in memory, or in the store. */
static void draw_held(struct screen *screen, const struct scene *scene, int row, const char *where,
                      const char *state, int64_t first_ms) {
    int cols = scene->layout.cols;
    char age[FIGURE_MAX] = "";
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (first_ms >= 0)
        figure_age((scene->wall_ms - first_ms) / MS, age);
    int col = 1 + screen_put(screen, row, 1, cols - 1, ROLE_GOOD, where);
    buf_format(&words, "  %s%s%s%s · Enter opens it, free", state, *age ? " · " : "", age,
               *age ? " old" : "");
    screen_put(screen, row, col, cols - col, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

static void draw_here(struct screen *screen, const struct scene *scene, const struct list *list,
                      int row) {
    struct buf state;
    buf_init(&state, WORDS_MAX);
    list_describe(list, &state);
    draw_held(screen, scene, row, "● here", buf_text(&state), list->first_ms);
    buf_fini(&state);
}

static void draw_stored(struct screen *screen, const struct scene *scene,
                        const struct account *account, int row) {
    const struct snapshot *shelf = &scene->shelf;
    char held[FIGURE_MAX], reported[FIGURE_MAX], state[WORDS_ON_LINE_MAX];
    bool is_known = account_has_counts(account) && account->following_count >= 0;
    snprintf(state, sizeof state, "%s%s%s · %s", figure_grouped(shelf->rows, held),
             is_known ? " of " : "",
             is_known ? figure_grouped(account->following_count, reported) : "",
             shelf->has_more ? "more" : "complete");
    draw_held(screen, scene, row, "● stored", state, shelf->first_ms);
}

/* What opening the list costs, as it is said where there is room for all of it. */
struct price_words {
    char before[WORDS_ON_LINE_MAX], figures[WORDS_ON_LINE_MAX];
};

static void make_price(struct price_words *words, const struct scene *scene, int64_t reported) {
    char page[FIGURE_MAX], all[FIGURE_MAX], dollars[FIGURE_MAX];
    int page_size = scene->session->config.page_size;
    struct quote quote = quote_rest(reported, 0, page_size);
    int64_t first = quote_page(reported, 0, page_size);
    int64_t credits = quote.is_known ? quote.credits : first;
    if (quote.is_known)
        snprintf(words->before, sizeof words->before,
                 "Enter: %s for the first page, for all about ", figure_credits(first, page));
    else
        snprintf(words->before, sizeof words->before, "Enter: credits for the first page, up to ");
    snprintf(words->figures, sizeof words->figures, "%s (%s)", figure_grouped(credits, all),
             figure_dollars(credits, dollars));
}

/* Where there is no room for all of it, less is said, and that whole. */
static void make_short_price(struct price_words *words, int64_t first, size_t room) {
    char figure[FIGURE_MAX];
    figure_credits(first, figure);
    words->figures[0] = '\0';
    snprintf(words->before, sizeof words->before, "Enter: up to %s for the first page", figure);
    if (text_width(words->before) > room)
        snprintf(words->before, sizeof words->before, "Enter: up to %s", figure);
    if (text_width(words->before) > room)
        snprintf(words->before, sizeof words->before, "Enter %s cr", figure_grouped(first, figure));
}

/* The words are always the same and the figures that differ stand at their end: a move changes
 * these alone. */
static void draw_price(struct screen *screen, const struct scene *scene,
                       const struct account *account, int row, int col) {
    struct price_words words;
    int end = scene->layout.cols;
    int64_t reported = account_has_counts(account) ? account->following_count : ACCOUNT_UNKNOWN;
    make_price(&words, scene, reported);
    if (text_width(words.before) + text_width(words.figures) > (size_t)(end - col))
        make_short_price(&words, quote_page(reported, 0, scene->session->config.page_size),
                         (size_t)(end - col));
    col += screen_put(screen, row, col, end - col, ROLE_WARNING, words.before);
    screen_put(screen, row, col, end - col, ROLE_TEXT, words.figures);
}

/* The first words stay from one account to the next. */
static void draw_missing(struct screen *screen, const struct scene *scene,
                         const struct account *account, int row) {
    int col = 1, cols = scene->layout.cols;
    if (cols >= COLS_FOR_NOT_STORED || !scene->session->worker)
        col += screen_put(screen, row, col, cols - col, ROLE_DIM, "Not stored. ");
    if (!account->id)
        screen_put(screen, row, col, cols - col, ROLE_DIM,
                   "It cannot be opened: the record has no id that can be read");
    else if (!scene->session->worker)
        screen_put(screen, row, col, cols - col, ROLE_DIM, "Offline it cannot be asked for");
    else if (account->following_count == 0 && account_has_counts(account))
        screen_put(screen, row, col, cols - col, ROLE_DIM, "Follows nobody: Enter opens it, free");
    else
        draw_price(screen, scene, account, row, col);
}

static void draw_quote(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    int row = scene->layout.detail_row + scene->layout.detail_rows - 1;
    const struct list *list = session_find_list(scene->session, account);
    if (list && list->failure.brief && !list->page_count)
        draw_failed(screen, scene, list, row);
    else if (list && (list->page_count || list->job))
        draw_here(screen, scene, list, row);
    else if (scene->shelf.id)
        draw_stored(screen, scene, account, row);
    else
        draw_missing(screen, scene, account, row);
}

bool detail_view_tells_price(const struct scene *scene) {
    return scene->view == VIEW_LIST && scene->layout.detail_row >= 0 &&
           scene->layout.message_rows <= 1;
}

void detail_view_draw(struct screen *screen, const struct scene *scene) {
    const struct account *account = session_selected(scene->session);
    if (scene->layout.detail_row < 0)
        return;
    screen_rule(screen, scene->layout.rule_row, ROLE_DIM);
    if (!account)
        return;
    draw_names(screen, scene, account);
    draw_counts(screen, scene, account);
    draw_bio(screen, scene, account);
    draw_quote(screen, scene, account);
}
