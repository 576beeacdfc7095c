/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account under the selection, and what opening its list would cost. */
#include "ui/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "money/quote.h"
#include "ui/wrap.h"

enum { WORDS_MAX = 16384, ID_COLS_MIN = 26 };

/* The id stands at the right edge, whole where there is room, cut where there is not: the list and
 * the record have it too. */
static int draw_identity(struct screen *screen, const struct scene *scene,
                         const struct account *account, int row) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "%s · id %s", account->region && *account->region ? account->region : "--",
               account->id ? account->id : "not readable");
    int cols = scene->layout.cols - 2, width = (int)text_width(buf_text(&words));
    int room = cols / 2 > ID_COLS_MIN ? cols / 2 : 0;
    if (width > room)
        width = room;
    screen_put_right(screen, row, cols + 1 - width, width, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
    return cols - width;
}

static void draw_names(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    int row = scene->layout.detail_row, col = 1;
    int cols = draw_identity(screen, scene, account, row);
    struct buf handle;
    buf_init(&handle, WORDS_MAX);
    buf_format(&handle, "@%s", account->username ? account->username : "(no handle)");
    col += screen_put(screen, row, col, cols - col, ROLE_STRONG, buf_text(&handle));
    if (account->is_verified)
        col += screen_put(screen, row, col, cols - col, ROLE_GOOD, " ✓");
    if (account->is_private)
        col += screen_put(screen, row, col, cols - col, ROLE_WARNING, " ⊘ private");
    if (account->display_name)
        screen_put(screen, row, col + 2, cols - col - 2, ROLE_TEXT, account->display_name);
    buf_fini(&handle);
}

static int draw_count(struct screen *screen, const struct scene *scene, int col, int64_t count,
                      const char *unit) {
    char figure[FIGURE_MAX];
    int row = scene->layout.detail_row + 1, cols = scene->layout.cols;
    col += screen_put(screen, row, col, cols - col, ROLE_STRONG, figure_count(count, figure));
    return col + screen_put(screen, row, col, cols - col, ROLE_DIM, unit);
}

static void draw_counts(struct screen *screen, const struct scene *scene,
                        const struct account *account) {
    int col = 1;
    if (!account_has_counts(account)) {
        screen_put(screen, scene->layout.detail_row + 1, 1, scene->layout.cols - 1, ROLE_DIM,
                   "followers, following, likes and videos are not shown to others");
        return;
    }
    col = draw_count(screen, scene, col, account->follower_count, " followers  ");
    col = draw_count(screen, scene, col, account->following_count, " following  ");
    col = draw_count(screen, scene, col, account->like_count, " likes  ");
    draw_count(screen, scene, col, account->video_count, " videos");
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

static void draw_known(struct screen *screen, const struct scene *scene, const struct list *list,
                       int row) {
    int cols = scene->layout.cols;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    int col = 1 + screen_put(screen, row, 1, cols - 1, ROLE_GOOD, "● here");
    buf_text_put(&words, "  ");
    list_describe(list, &words);
    buf_text_put(&words, " · Enter opens it, free");
    screen_put(screen, row, col, cols - col, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

static void put_price(struct buf *words, const struct scene *scene, const struct account *account) {
    char page[FIGURE_MAX], all[FIGURE_MAX], dollars[FIGURE_MAX];
    int page_size = scene->session->config.page_size;
    int64_t reported = account_has_counts(account) ? account->following_count : ACCOUNT_UNKNOWN;
    struct quote quote = quote_rest(reported, 0, page_size);
    int64_t first = quote_page(reported, 0, page_size);
    figure_grouped(first, page);
    if (!quote.is_known)
        buf_format(words, "Enter opens it: up to %s credits (%s) for the first page", page,
                   figure_dollars(first, dollars));
    else if (quote.credits <= first)
        buf_format(words, "Enter opens it: about %s credits (%s), one page", page,
                   figure_dollars(first, dollars));
    else
        buf_format(words, "Enter opens it: about %s credits (%s) for all, %s for the first page",
                   figure_grouped(quote.credits, all), figure_dollars(quote.credits, dollars),
                   page);
}

static void draw_quote(struct screen *screen, const struct scene *scene,
                       const struct account *account) {
    int row = scene->layout.detail_row + scene->layout.detail_rows - 1, cols = scene->layout.cols;
    const struct list *list = session_find_list(scene->session, account);
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (list && (list->page_count || list->job)) {
        draw_known(screen, scene, list, row);
    } else if (!account->id) {
        screen_put(screen, row, 1, cols - 1, ROLE_DIM,
                   "It cannot be opened: the record has no id that can be read");
    } else if (account->following_count == 0 && account_has_counts(account)) {
        screen_put(screen, row, 1, cols - 1, ROLE_DIM, "Follows nobody: Enter opens it, free");
    } else {
        put_price(&words, scene, account);
        screen_put(screen, row, 1, cols - 1, ROLE_WARNING, buf_text(&words));
    }
    buf_fini(&words);
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
