/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lowest lines: money and what is under way; above them a message or a prompt. */
#include "ui/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "money/quote.h"
#include "session/navigate.h"
#include "ui/wrap.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 8192, WORDS_ON_LINE_MAX = 64, STRETCHES_MAX = 16, COLS_FOR_PRICE = 30 };

/* One stretch of the status line. Where there is no room for all, those of the highest rank are
 * left out first; rank 0 never is. */
struct stretch {
    enum role role;
    int rank;
    char text[WORDS_ON_LINE_MAX];
};

struct status {
    struct stretch stretches[STRETCHES_MAX];
    size_t count;
};

enum { RANK_KEPT, RANK_STOP, RANK_SPENT, RANK_WORD, RANK_HINT, RANK_DOLLARS, RANK_PREFETCH };

__attribute__((format(printf, 4, 5))) static void add(struct status *status, enum role role,
                                                      int rank, const char *format, ...) {
    if (status->count == STRETCHES_MAX)
        return;
    struct stretch *stretch = &status->stretches[status->count++];
    va_list args;
    stretch->role = role;
    stretch->rank = rank;
    va_start(args, format);
    vsnprintf(stretch->text, sizeof stretch->text, format, args);
    va_end(args);
}

static void add_balance(struct status *status, const struct purse *purse) {
    char figure[FIGURE_MAX];
    if (purse->balance == PURSE_UNKNOWN) {
        add(status, ROLE_STRONG, RANK_KEPT, "? cr");
        add(status, ROLE_DIM, RANK_DOLLARS, " until the first call");
        return;
    }
    add(status, purse->balance ? ROLE_STRONG : ROLE_ERROR, RANK_KEPT, "%s",
        figure_grouped(purse->balance, figure));
    add(status, ROLE_STRONG, RANK_WORD, " cr");
    add(status, ROLE_DIM, RANK_DOLLARS, " %s", figure_dollars(purse->balance, figure));
}

static void add_spending(struct status *status, const struct purse *purse) {
    char figure[FIGURE_MAX];
    add(status, ROLE_DIM, RANK_WORD, " · session");
    add(status, ROLE_TEXT, purse->spent ? RANK_SPENT : RANK_WORD, " %s%s", purse->spent ? "−" : "",
        figure_grouped(purse->spent, figure));
    if (purse->maybe)
        add(status, ROLE_WARNING, RANK_KEPT, " · %s maybe charged",
            figure_grouped(purse->maybe, figure));
}

static void add_wait(struct status *status, const struct scene *scene,
                     const struct session_request *request) {
    int64_t left_ms = request->retry_at_ms - scene->now_ms;
    char duration[FIGURE_MAX];
    add(status, ROLE_WARNING, RANK_KEPT, " · %s: again in %s", answer_brief(request->reason),
        figure_duration(left_ms > 0 ? (left_ms + 999) / 1000 : 0, duration));
    add(status, ROLE_WARNING, RANK_STOP, " (Esc stops)");
}

static void add_page(struct status *status, const struct scene *scene, const struct list *list) {
    struct quote quote =
        quote_rest(list_reported(list), (int64_t)list->count, scene->session->config.page_size);
    add(status, ROLE_ACCENT, RANK_KEPT, " · page %zu", list->page_count + 1);
    if (quote.is_known && quote.rows)
        add(status, ROLE_ACCENT, RANK_WORD, " of %lld",
            (long long)list->page_count + (long long)quote.calls);
    add(status, ROLE_ACCENT, RANK_KEPT, " …");
}

static void add_requests(struct status *status, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    const struct session_request *request =
        place ? session_request_of(scene->session, place->list) : NULL;
    size_t elsewhere = scene->session->request_count - (request ? 1 : 0);
    if (request && request->retry_at_ms)
        add_wait(status, scene, request);
    else if (request && request->kind == JOB_PROFILE)
        add(status, ROLE_ACCENT, RANK_KEPT, " · profile …");
    else if (request)
        add_page(status, scene, place->list);
    if (elsewhere) {
        add(status, ROLE_ACCENT, RANK_KEPT, " · +%zu", elsewhere);
        add(status, ROLE_ACCENT, RANK_WORD, " under way");
    }
}

/* Where the detail pane is not there to say it, or a message covers it: what Enter costs. */
static void add_price(struct status *status, const struct scene *scene) {
    char figure[FIGURE_MAX];
    bool is_told = scene->layout.detail_row >= 0 && scene->layout.message_rows <= 1;
    int64_t price = navigate_drill_price(scene->session);
    if (!is_told && price && scene->view == VIEW_LIST && !scene->prompt)
        add(status, ROLE_WARNING, RANK_KEPT, " · Enter %s cr", figure_grouped(price, figure));
}

static size_t width_up_to(const struct status *status, int rank) {
    size_t width = 0;
    for (size_t i = 0; i < status->count; i++)
        if (status->stretches[i].rank <= rank)
            width += text_width(status->stretches[i].text);
    return width;
}

void status_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    const char *hint = scene->view == VIEW_HELP ? "q back" : "? help";
    struct status status = {.count = 0};
    add_balance(&status, &scene->session->purse);
    add_spending(&status, &scene->session->purse);
    add_requests(&status, scene);
    add_price(&status, scene);
    if (!scene->session->config.has_prefetch)
        add(&status, ROLE_DIM, RANK_PREFETCH, " · prefetch off");
    int rank = RANK_PREFETCH, col = 1;
    while (rank > RANK_KEPT &&
           width_up_to(&status, rank) + (rank >= RANK_HINT ? strlen(hint) + 2 : 0) + 2 >
               (size_t)layout->cols)
        rank--;
    for (size_t i = 0; i < status.count; i++)
        if (status.stretches[i].rank <= rank)
            col += screen_put(screen, layout->status_row, col, layout->cols - col,
                              status.stretches[i].role, status.stretches[i].text);
    if (rank >= RANK_HINT)
        screen_put_right(screen, layout->status_row, col, layout->cols - col - 1, ROLE_DIM, hint);
}

/* The end of `text` that fits into `cols`. */
static const char *fitting_end(const char *text, size_t cols) {
    struct text_walk walk;
    struct text_piece piece;
    while (*text && text_width(text) > cols) {
        text_walk_init(&walk, text, strlen(text));
        if (!text_walk_next(&walk, &piece))
            break;
        text += piece.source_len;
    }
    return text;
}

/* The price has its place before what is typed: it is what Enter pays. */
static int draw_prompt_price(struct screen *screen, const struct scene *scene, int row, int col) {
    char price[WORDS_ON_LINE_MAX];
    int page = scene->session->config.page_size,
        profile = scene->session->config.wants_profile ? 1 : 0;
    int cols = scene->layout.cols;
    if (cols - col > COLS_FOR_PRICE)
        snprintf(price, sizeof price, "%sup to %d cr", profile ? "1 + " : "", page);
    else
        snprintf(price, sizeof price, "%d cr", page + profile);
    int width = (int)text_width(price);
    screen_put_right(screen, row, col, cols - col - 1, ROLE_WARNING, price);
    return cols - 2 - width;
}

static void draw_prompt(struct screen *screen, const struct scene *scene, int row) {
    const struct edit *edit = scene->prompt;
    const char *label = scene->layout.cols >= COLS_FOR_PRICE ? SCENE_PROMPT : "@ ";
    int col = 1 + screen_put(screen, row, 1, scene->layout.cols - 1, ROLE_STRONG, label);
    int end = draw_prompt_price(screen, scene, row, col);
    struct buf before;
    buf_init(&before, EDIT_MAX);
    buf_put(&before, edit->text, edit->cursor);
    const char *start = fitting_end(buf_text(&before), end > col + 1 ? (size_t)(end - col - 1) : 1);
    size_t hidden = strlen(buf_text(&before)) - strlen(start);
    screen_put(screen, row, col, end - col, ROLE_TEXT, edit->text + hidden);
    if (!edit->len)
        screen_put(screen, row, col + 1, end - col - 1, ROLE_DIM,
                   "handle, id or address · Esc leaves");
    screen_cursor(screen, row, col + (int)text_width(start));
    buf_fini(&before);
}

static enum role role_of(enum session_tone tone) {
    return tone == TONE_ERROR ? ROLE_ERROR : tone == TONE_WARNING ? ROLE_WARNING : ROLE_TEXT;
}

void message_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    int row = layout->message_row, end = layout->message_row + layout->message_rows;
    if (row < 0)
        return;
    if (!scene->notice && !scene->prompt) {
        screen_rule(screen, end - 1, ROLE_DIM);
        return;
    }
    struct buf line;
    buf_init(&line, WORDS_MAX);
    const char *text = scene->notice ? scene->notice : "";
    int last = scene->prompt ? end - 1 : end;
    for (; row < last; row++) {
        for (int col = 0; col < layout->cols; col++)
            screen_put(screen, row, col, 1, ROLE_TEXT, " ");
        bool is_last = row == last - 1;
        const char *rest = text + strspn(text, " ");
        if (wrap_next(&text, (size_t)layout->cols - 2, &line))
            screen_put(screen, row, 1, layout->cols - 2, role_of(scene->tone),
                       is_last ? rest : buf_text(&line));
    }
    if (scene->prompt) {
        for (int col = 0; col < layout->cols; col++)
            screen_put(screen, row, col, 1, ROLE_TEXT, " ");
        draw_prompt(screen, scene, row);
    }
    buf_fini(&line);
}
