/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Above the status line: a message, a prompt, the progress of a load, or a rule. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"
#include "command/palette.h"
#include "session/question.h"
#include "session/refine.h"
#include "session/requests.h"
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 8192,
    COLS_FOR_PRICE = 30,
    TYPED_COLS_MIN = 20,
    TYPED_COLS_LEAST = 6,
    AMOUNT_COLS = 8,      /* six digits, when it is not known how many */
    AMOUNT_COLS_LEAST = 2 /* without the digits */
};

/* The prompt's label, and the hint shown while nothing is typed; the session has its own. */
static const struct {
    const char *label, *short_label, *hint;
} prompts[] = {
    [PROMPT_ACCOUNT] = {"Open account: ", "@ ", "handle, id or address"},
    [PROMPT_SEARCH] = {"Search: ", "/ ", "handle, name or bio"},
    [PROMPT_FILTER] = {"Show only: ", "& ",
                       "verified followers>=10k region:SE,NO !private \"tea\""},
    [PROMPT_COMMAND] = {": ", ": ", "a command or a row's number · Tab completes"},
    [PROMPT_FIND] = {"Find in the store: ", "find: ", "free · handle, name, bio, or a filter"},
    [PROMPT_EXPORT] = {"Export to folder: ", "to: ", "a new folder"},
    [PROMPT_WRITE] = {"Write to file: ", "to: ", "a name that ends in .csv or .jsonl"},
    [PROMPT_COPY] = {"Copy: ", "y ", "a key"},
    [PROMPT_ORDER] = {"Sort by: ", "by: ", "a key · again reverses"},
};

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

static void put_price(const struct scene *scene, int room, struct buf *out) {
    const struct session *session = scene->session;
    char figure[FIGURE_MAX];
    struct requests_opening opening = requests_price_opening(session);
    struct purse_limit limit;
    if (requests_has_limit(session, &limit))
        buf_text_put(out, purse_limit_brief(&limit));
    else if (room > COLS_FOR_PRICE && !opening.is_limited)
        buf_format(out, "%sup to %s cr", opening.profile ? "1 + " : "",
                   figure_grouped(opening.page, figure));
    else
        buf_format(out, "%s%s cr", room > COLS_FOR_PRICE ? "up to " : "",
                   figure_grouped(opening.most, figure));
}

/* Whether Enter opens an account, which may cost credits: at its own prompt, or by the command's
 * name. */
static bool asks_for_account(const struct scene *scene) {
    struct palette_input typed;
    struct err err;
    if (!scene->session->worker)
        return false;
    return scene->question == PROMPT_ACCOUNT ||
           (scene->question == PROMPT_COMMAND && palette_parse(scene->prompt->text, &typed, &err) &&
            typed.command == COMMAND_OPEN && *typed.argument);
}

/* The note at the right: what Enter costs, or what a filter shows. No note beside a mistake,
 * because another filter is in force then. Returns where it begins. */
static int draw_prompt_note(struct screen *screen, const struct scene *scene, int row, int col) {
    int cols = scene->layout.cols, room = cols - col;
    struct buf note;
    buf_init(&note, WORDS_MAX);
    bool has_price = asks_for_account(scene);
    if (has_price)
        put_price(scene, room, &note);
    else if (scene->question == PROMPT_FILTER &&
             !strcmp(refine_filter_text(scene->session), scene->prompt->text))
        excerpt_describe(&scene->session->trail.current->excerpt, &note);
    int width = (int)text_width(buf_text(&note));
    int least = has_price ? TYPED_COLS_LEAST : TYPED_COLS_MIN;
    int end = width && width + least <= room ? cols - 2 - width : cols - 1;
    if (end < cols - 1)
        screen_put(screen, row, end + 1, width, has_price ? ROLE_WARNING : ROLE_DIM,
                   buf_text(&note));
    buf_fini(&note);
    return end;
}

static bool asks_session(const struct scene *scene) {
    return scene->question == PROMPT_CONFIRM || scene->question == PROMPT_AMOUNT;
}

/* The columns of an answer: an amount with the cursor behind it and a margin, or one key. */
static int answer_cols(const struct session_question *question) {
    int cols = question->most == INT64_MAX ? AMOUNT_COLS : AMOUNT_COLS_LEAST;
    for (int64_t most = question->most; most != INT64_MAX && most; most /= 10)
        cols++;
    return question->wants_amount ? cols : 1;
}

/* As many words as leave room for the answer. */
static void put_question(const struct scene *scene, struct buf *out) {
    int answer = answer_cols(&scene->session->question);
    for (enum question_words words = QUESTION_FULL; words < QUESTION_WORDS; words++) {
        buf_clear(out);
        question_put(&scene->session->question, words, out);
        if ((int)text_width(buf_text(out)) + answer < scene->layout.cols)
            return;
    }
}

static void put_label(const struct scene *scene, struct buf *out) {
    bool has_room = scene->layout.cols >= COLS_FOR_PRICE;
    if (asks_session(scene))
        put_question(scene, out);
    else
        buf_text_put(out, has_room ? prompts[scene->question].label
                                   : prompts[scene->question].short_label);
}

static int draw_label(struct screen *screen, const struct scene *scene, int row) {
    enum role role = asks_session(scene) ? ROLE_WARNING : ROLE_STRONG;
    struct buf label;
    buf_init(&label, WORDS_MAX);
    put_label(scene, &label);
    int col = 1 + screen_put(screen, row, 1, scene->layout.cols - 1, role, buf_text(&label));
    buf_fini(&label);
    return col;
}

static void draw_prompt(struct screen *screen, const struct scene *scene, int row) {
    const struct edit *edit = scene->prompt;
    int col = draw_label(screen, scene, row);
    int end = draw_prompt_note(screen, scene, row, col);
    struct buf before;
    buf_init(&before, EDIT_MAX);
    buf_put(&before, edit->text, edit->cursor);
    const char *start = fitting_end(buf_text(&before), end > col + 1 ? (size_t)(end - col - 1) : 1);
    size_t hidden = strlen(buf_text(&before)) - strlen(start);
    screen_put_outside(screen, row, col, end - col, ROLE_TEXT, edit->text + hidden);
    if (!edit->len && prompts[scene->question].hint)
        screen_put(screen, row, col + 1, end - col - 1, ROLE_DIM, prompts[scene->question].hint);
    screen_cursor(screen, row, col + (int)text_width(start));
    buf_fini(&before);
}

static enum role role_of(enum session_tone tone) {
    return tone == TONE_ERROR ? ROLE_ERROR : tone == TONE_WARNING ? ROLE_WARNING : ROLE_TEXT;
}

static void blank_row(struct screen *screen, const struct scene *scene, int row) {
    for (int col = 0; col < scene->layout.cols; col++)
        screen_put(screen, row, col, 1, ROLE_TEXT, " ");
}

static void draw_notice(struct screen *screen, const struct scene *scene, int row, int last) {
    int cols = scene->layout.cols - 2;
    struct buf line;
    struct wrap wrap;
    buf_init(&line, WORDS_MAX);
    wrap_init(&wrap, scene->notice ? scene->notice : "", (size_t)cols,
              last > row ? (size_t)(last - row) : 0);
    for (; row < last; row++) {
        blank_row(screen, scene, row);
        if (wrap_fit(&wrap, &line))
            screen_put(screen, row, 1, cols, role_of(scene->tone), buf_text(&line));
    }
    buf_fini(&line);
}

void message_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    int row = layout->message_row, end = layout->message_row + layout->message_rows;
    if (row < 0)
        return;
    if (load_view_has_row(scene)) {
        load_view_draw(screen, scene);
    } else if (!scene->notice && !scene->prompt) {
        screen_rule(screen, end - 1, ROLE_DIM);
    } else {
        draw_notice(screen, scene, row, scene->prompt ? end - 1 : end);
        if (scene->prompt) {
            blank_row(screen, scene, end - 1);
            draw_prompt(screen, scene, end - 1);
        }
    }
}
