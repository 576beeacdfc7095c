/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status line: money, and requests under way. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "session/requests.h"

#include <stdio.h>

#define PRICE_OF_ENTER " · Enter %s cr"

enum {
    GAP = 2,
    PRICE_BYTES = 64,
    COLS_FOR_WORDS = 40,
    CAP_CELLS = 6,
    CAP_WARNING_PERCENT = 80,
    MS = 1000
};

/* The highest rank is left out first. */
enum {
    RANK_BALANCE,
    RANK_PRICE,
    RANK_KEPT, /* cut at its end, not left out */
    RANK_STOP,
    RANK_SPENT,
    RANK_CAP,
    RANK_WORD,
    RANK_HINT,
    RANK_BAR,
    RANK_DOLLARS,
    RANK_PREFETCH
};

static void add_worth(struct line *line, const struct scene *scene) {
    const struct purse *purse = &scene->session->purse;
    char figure[FIGURE_MAX];
    if (purse->is_balance_current) {
        line_add(line, ROLE_DIM, RANK_DOLLARS, " (%s)", figure_dollars(purse->balance, figure));
        return;
    }
    figure_age((scene->wall_ms - purse->balance_ms) / MS, figure);
    line_add(line, ROLE_WARNING, RANK_CAP, " %s ago", *figure ? figure : "a moment");
}

static void add_balance(struct line *line, const struct scene *scene) {
    const struct purse *purse = &scene->session->purse;
    char figure[FIGURE_MAX];
    if (purse->balance == PURSE_UNKNOWN) {
        line_add(line, ROLE_STRONG, RANK_BALANCE,
                 scene->layout.cols < COLS_FOR_WORDS ? "? cr" : "balance unknown");
        line_add(line, ROLE_DIM, RANK_DOLLARS,
                 scene->session->worker ? " until the first request" : "");
        return;
    }
    line_add(line, purse->balance ? ROLE_STRONG : ROLE_ERROR, RANK_BALANCE, "%s",
             figure_grouped(purse->balance, figure));
    line_add(line, ROLE_STRONG, RANK_WORD, " cr");
    add_worth(line, scene);
}

/* Shown until every paid answer is stored. */
static void add_waiting(struct line *line, const struct session *session) {
    if (session->waiting.count)
        line_add(line, ROLE_ERROR, RANK_BALANCE, "! %zu not stored · ", session->waiting.count);
}

static void add_spending(struct line *line, const struct scene *scene, bool has_word) {
    const struct purse *purse = &scene->session->purse;
    char figure[FIGURE_MAX];
    int64_t spent = purse->spent[PURSE_SESSION];
    int rank = spent ? RANK_SPENT : RANK_WORD;
    line_add(line, ROLE_DIM, rank, has_word ? " · spent " : " · −");
    line_add(line, ROLE_TEXT, rank, "%s", figure_grouped(spent, figure));
    if (purse->maybe) {
        line_add(line, ROLE_WARNING, RANK_KEPT, " · %s maybe",
                 figure_grouped(purse->maybe, figure));
        line_add(line, ROLE_WARNING, RANK_SPENT, " charged");
    }
}

static void add_cap(struct line *line, const struct purse *purse) {
    static const char *const names[PURSE_SCOPE_COUNT] = {"cap", "day cap", "store cap"};
    enum purse_scope scope = purse_tightest(purse);
    char figure[FIGURE_MAX];
    if (scope == PURSE_SCOPE_COUNT)
        return;
    int64_t most = purse->caps.most[scope], left = purse_left(purse, scope);
    bool is_near = purse->used[scope] >= (int64_t)((double)most / 100 * CAP_WARNING_PERCENT);
    enum role role = !left ? ROLE_ERROR : is_near ? ROLE_WARNING : ROLE_ACCENT;
    line_add(line, left && !is_near ? ROLE_DIM : role, is_near ? RANK_SPENT : RANK_CAP, " · %s %s",
             names[scope], figure_grouped(most, figure));
    line_add(line, role, RANK_BAR, " ");
    line_add_bar(line, role, RANK_BAR, purse->used[scope], most, CAP_CELLS);
    if (!left)
        line_add(line, role, RANK_SPENT, " used up");
    else if (is_near)
        line_add(line, role, RANK_WORD, " %s left", figure_grouped(left, figure));
}

static void add_wait(struct line *line, const struct scene *scene,
                     const struct session_request *request) {
    int64_t left_ms = request->retry_at_ms - scene->now_ms;
    char duration[FIGURE_MAX];
    line_add(line, ROLE_WARNING, RANK_KEPT, " · %s: retrying in %s", answer_brief(request->reason),
             figure_duration(left_ms > 0 ? (left_ms + MS - 1) / MS : 0, duration));
    line_add(line, ROLE_WARNING, RANK_STOP, " (Esc stops)");
}

static void add_page(struct line *line, const struct scene *scene, const struct list *list) {
    struct quote quote = requests_quote(scene->session, list_length(list), (int64_t)list->count);
    line_add(line, ROLE_ACCENT, RANK_KEPT, " · page %zu", list->page_count + 1);
    if (quote.is_known && quote.rows)
        line_add(line, ROLE_ACCENT, RANK_WORD, " of %lld",
                 (long long)quote_add((int64_t)list->page_count, quote.calls));
    line_add(line, ROLE_ACCENT, RANK_KEPT, " …");
}

static void add_request(struct line *line, const struct scene *scene,
                        const struct session_request *request) {
    if (request->retry_at_ms)
        add_wait(line, scene, request);
    else if (request->is_elsewhere)
        line_add(line, ROLE_WARNING, RANK_KEPT, " · requested by another program …");
    else if (request->kind == JOB_PROFILE)
        line_add(line, ROLE_ACCENT, RANK_KEPT, " · profile …");
    else if (!session_load_of(scene->session, request->list))
        add_page(line, scene, request->list);
}

/* Requests under way for the current list, and how many elsewhere. A load reports its own. */
static void add_requests(struct line *line, const struct scene *scene) {
    const struct session *session = scene->session;
    const struct place *place = session->trail.current;
    size_t elsewhere = 0;
    for (size_t i = 0; i < session->request_count; i++) {
        const struct session_request *request = &session->requests[i];
        if (place && request->list == place->list)
            add_request(line, scene, request);
        else
            elsewhere += !session_load_of(session, request->list);
    }
    if (elsewhere) {
        line_add(line, ROLE_ACCENT, RANK_KEPT, " · +%zu", elsewhere);
        line_add(line, ROLE_ACCENT, RANK_WORD, " under way");
    }
}

static void add_price(struct line *line, const struct scene *scene) {
    char figure[FIGURE_MAX];
    if (scene->drill_price && !scene->prompt)
        line_add(line, ROLE_WARNING, RANK_PRICE, PRICE_OF_ENTER,
                 figure_grouped(scene->drill_price, figure));
}

static void add_count(struct line *line, const struct scene *scene) {
    char figure[FIGURE_MAX];
    if (scene->count)
        line_add(line, ROLE_ACCENT, RANK_PRICE, " · count %s",
                 figure_grouped(scene->count, figure));
}

static void add_mode(struct line *line, const struct scene *scene) {
    const struct session *session = scene->session;
    if (!session->worker && (scene->layout.trail_row < 0 || view_has(scene->view, VIEW_IS_WHOLE)))
        line_add(line, ROLE_WARNING, RANK_STOP, " · offline");
    else if (session->worker && !session->config.has_prefetch)
        line_add(line, ROLE_DIM, RANK_PREFETCH, " · prefetch off");
}

/* The price of Enter comes right after the balance, because the end is cut. */
static void add_all(struct line *line, const struct scene *scene, bool has_price, bool has_word) {
    line_init(line);
    add_waiting(line, scene->session);
    add_balance(line, scene);
    add_count(line, scene);
    if (has_price)
        add_price(line, scene);
    add_spending(line, scene, has_word);
    add_cap(line, &scene->session->purse);
    if (load_view_is_wanted(scene) && !load_view_has_row(scene))
        load_view_add(line, scene, RANK_KEPT, RANK_BAR);
    add_requests(line, scene);
    add_mode(line, scene);
}

/* A minus takes the place of “spent” where that makes room for a cap. */
static void make_line(struct line *line, const struct scene *scene, bool has_price) {
    int cols = scene->layout.cols - 2;
    bool has_word = scene->layout.cols >= COLS_FOR_WORDS;
    add_all(line, scene, has_price, has_word);
    if (!has_word || line_fit(line, cols) >= RANK_CAP)
        return;
    add_all(line, scene, has_price, false);
    if (line_fit(line, cols) < RANK_CAP)
        add_all(line, scene, has_price, true);
}

bool status_view_tells_price(const struct scene *scene) {
    struct line line;
    if (!scene->drill_price)
        return true;
    if (scene->prompt)
        return false;
    make_line(&line, scene, true);
    return line_fit(&line, scene->layout.cols - 2) >= RANK_PRICE;
}

/* The price of Enter, which is there for some rows and not for others, keeps its room, so that the
 * hints stay where they are while the selection moves. */
static int price_room(const struct scene *scene) {
    char figure[FIGURE_MAX], words[PRICE_BYTES];
    if (scene->drill_price || scene->view || scene->prompt || !scene->session->worker ||
        scene->layout.detail_row >= 0 || !session_selected(scene->session))
        return 0;
    figure_grouped(requests_price_opening(scene->session).most, figure);
    snprintf(words, sizeof words, PRICE_OF_ENTER, figure);
    return (int)text_width(words);
}

/* Figures that are not needed give way to the last hint, and the other hints to all figures. */
void status_view_draw(struct screen *screen, const struct scene *scene) {
    int row = scene->layout.status_row, cols = scene->layout.cols - 2;
    struct line line;
    make_line(&line, scene, status_view_tells_price(scene));
    int rank = line_fit(&line, cols - GAP - line_width(&scene->hints, 1));
    if (rank < RANK_HINT) {
        rank = line_fit(&line, cols);
        rank = rank < RANK_HINT ? rank : RANK_HINT - 1;
        rank = rank > RANK_KEPT ? rank : RANK_KEPT;
    }
    int col = 1 + line_draw(&line, rank, screen, row, 1, cols + 1);
    if (rank < RANK_HINT)
        return;
    int hints = line_fit(&scene->hints, cols + 1 - GAP - col - price_room(scene));
    int width = line_width(&scene->hints, hints > 1 ? hints : 1);
    line_draw(&scene->hints, hints > 1 ? hints : 1, screen, row, cols + 1 - width, width);
}
