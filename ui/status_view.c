/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lowest lines: money and what is under way; above them a message or a prompt. */
#include "ui/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "money/quote.h"
#include "ui/wrap.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 8192,
    WORDS_ON_LINE_MAX = 64,
    COLS_FOR_WORDS = 30,
    COLS_FOR_HINT = 48,
    COLS_FOR_DOLLARS = 50
};

/* A pen that draws one word behind the other on the status line and never beyond `end`. */
struct pen {
    struct screen *screen;
    int row, col, end;
};

static void write_words(struct pen *pen, enum role role, const char *text) {
    pen->col += screen_put(pen->screen, pen->row, pen->col, pen->end - pen->col, role, text);
}

static void write_balance(struct pen *pen, const struct purse *purse) {
    char figure[FIGURE_MAX], dollars[FIGURE_MAX];
    if (purse->balance == PURSE_UNKNOWN) {
        write_words(pen, ROLE_DIM, "balance known after the first call");
        return;
    }
    write_words(pen, purse->balance ? ROLE_STRONG : ROLE_ERROR,
                figure_grouped(purse->balance, figure));
    write_words(pen, ROLE_STRONG, " cr");
    if (pen->end >= COLS_FOR_DOLLARS) {
        write_words(pen, ROLE_DIM, " ");
        write_words(pen, ROLE_DIM, figure_dollars(purse->balance, dollars));
    }
}

static void write_spending(struct pen *pen, const struct purse *purse) {
    char figure[FIGURE_MAX];
    write_words(pen, ROLE_DIM, pen->end >= COLS_FOR_WORDS ? " · session " : " ");
    write_words(pen, ROLE_TEXT, purse->spent ? "−" : "");
    write_words(pen, ROLE_TEXT, figure_grouped(purse->spent, figure));
    if (!purse->maybe)
        return;
    write_words(pen, ROLE_DIM, " · ");
    write_words(pen, ROLE_WARNING, figure_grouped(purse->maybe, figure));
    write_words(pen, ROLE_WARNING, " maybe charged");
}

static void put_page(struct buf *words, const struct scene *scene, const struct list *list) {
    struct quote quote =
        quote_rest(list_reported(list), (int64_t)list->count, scene->session->config.page_size);
    buf_format(words, "page %zu", list->page_count + 1);
    if (quote.is_known && quote.rows)
        buf_format(words, " of %lld", (long long)list->page_count + (long long)quote.calls);
    buf_text_put(words, " …");
}

static void put_wait(struct buf *words, const struct scene *scene,
                     const struct session_request *request) {
    int64_t left_ms = request->retry_at_ms - scene->now_ms;
    char duration[FIGURE_MAX];
    buf_format(words, "%s: again in %s (Esc stops)", answer_brief(request->reason),
               figure_duration(left_ms > 0 ? (left_ms + 999) / 1000 : 0, duration));
}

static void write_request(struct pen *pen, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    const struct session_request *request =
        place ? session_request_of(scene->session, place->list) : NULL;
    size_t elsewhere = scene->session->request_count - (request ? 1 : 0);
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, " · ");
    if (request && request->retry_at_ms)
        put_wait(&words, scene, request);
    else if (request && request->kind == JOB_PROFILE)
        buf_text_put(&words, "profile …");
    else if (request)
        put_page(&words, scene, place->list);
    if (elsewhere)
        buf_format(&words, "%s%zu more under way", request ? ", " : "", elsewhere);
    if (request || elsewhere)
        write_words(pen, request && request->retry_at_ms ? ROLE_WARNING : ROLE_ACCENT,
                    buf_text(&words));
    buf_fini(&words);
}

/* Where the detail pane is not there to say it: what Enter costs. */
static void write_price(struct pen *pen, const struct scene *scene) {
    const struct account *account = session_selected(scene->session);
    char words[WORDS_ON_LINE_MAX], figure[FIGURE_MAX];
    if (scene->layout.detail_row >= 0 || !account || !account->id || scene->view != VIEW_LIST)
        return;
    const struct list *list = session_find_list(scene->session, account);
    int64_t reported = account_has_counts(account) ? account->following_count : ACCOUNT_UNKNOWN;
    if ((list && (list->page_count || list->job)) || reported == 0)
        return;
    snprintf(words, sizeof words, " · Enter %s cr",
             figure_grouped(quote_page(reported, 0, scene->session->config.page_size), figure));
    write_words(pen, ROLE_WARNING, words);
}

void status_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    const struct purse *purse = &scene->session->purse;
    const char *hint = scene->view == VIEW_HELP ? "q back" : "? help";
    int hint_cols = layout->cols >= COLS_FOR_HINT ? (int)strlen(hint) + 2 : 0;
    struct pen pen = {screen, layout->status_row, 1, layout->cols - hint_cols - 1};
    write_balance(&pen, purse);
    write_spending(&pen, purse);
    write_request(&pen, scene);
    write_price(&pen, scene);
    if (!scene->session->config.has_prefetch)
        write_words(&pen, ROLE_DIM, " · prefetch off");
    if (hint_cols)
        screen_put_right(screen, layout->status_row, layout->cols - hint_cols, hint_cols - 1,
                         ROLE_DIM, hint);
}

static void draw_prompt(struct screen *screen, const struct scene *scene, int row) {
    const struct edit *edit = scene->prompt;
    int col = 1, cols = scene->layout.cols;
    col += screen_put(screen, row, col, cols - col, ROLE_STRONG, SCENE_PROMPT);
    struct buf before;
    buf_init(&before, EDIT_MAX);
    buf_put(&before, edit->text, edit->cursor);
    /* A text longer than the line is shown from where its end up to the cursor still fits. */
    const char *shown = edit->text, *start = buf_text(&before);
    while (*start && text_width(start) >= (size_t)(cols - col)) {
        struct text_walk walk;
        struct text_piece piece;
        text_walk_init(&walk, start, strlen(start));
        if (!text_walk_next(&walk, &piece))
            break;
        start += piece.source_len;
        shown += piece.source_len;
    }
    screen_put(screen, row, col, cols - col, ROLE_TEXT, shown);
    if (!edit->len)
        screen_put(screen, row, col + 1, cols - col - 1, ROLE_DIM,
                   "handle, id, sec_uid or address · Esc leaves");
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
