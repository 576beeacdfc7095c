/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record of an account: whose it is, its number, and its lines. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "base/text.h"

#include <stdio.h>

enum { POSITION_BYTES = 128 };

static void add_subject(struct line *line, const struct scene *scene, int rank) {
    const struct record *record = &scene->record->record;
    char number[FIGURE_MAX];
    if (record->answer) {
        line_add(line, ROLE_CURRENT, rank, "request %s", figure_grouped(record->answer, number));
        return;
    }
    const struct account *account = record->known ? record->known : record->subject;
    if (account->username)
        line_add(line, ROLE_CURRENT, rank, "@%s", account->username);
    else
        line_add(line, ROLE_DIM, rank, "no handle");
    line_add(line, ROLE_DIM, rank ? rank + 1 : 1, " · %s", account->id ? account->id : "no id");
}

static void draw_account(struct screen *screen, const struct scene *scene) {
    const char *tag = scene->session->config.place_name;
    int row = scene->layout.trail_row, cols = scene->layout.cols;
    int tag_cols = tag ? (int)text_width(tag) + 1 : 0;
    struct line line;
    line_init(&line);
    line_add(&line, ROLE_STRONG, 2, scene->record->record.answer ? "Answer to " : "Record ");
    add_subject(&line, scene, 0);
    line_draw(&line, line_fit(&line, cols - 2 - tag_cols), screen, row, 1, cols - 2 - tag_cols);
    if (tag && cols > 2 * tag_cols)
        screen_put_right(screen, row, cols - tag_cols, tag_cols - 1, ROLE_WARNING, tag);
}

/* The lines shown, of how many. */
static void draw_position(struct screen *screen, const struct scene *scene, int col) {
    int64_t top = scene->record->top, count = (int64_t)scene->record->lines.count;
    int64_t last = top + scene->layout.list_rows < count ? top + scene->layout.list_rows : count;
    int cols = scene->layout.cols;
    char words[POSITION_BYTES], first[FIGURE_MAX], end[FIGURE_MAX], all[FIGURE_MAX];
    snprintf(words, sizeof words, "%s to %s of %s", figure_grouped(top + 1, first),
             figure_grouped(last, end), figure_grouped(count, all));
    if (count > scene->layout.list_rows && (int)text_width(words) + col + 3 <= cols)
        screen_put_right(screen, scene->layout.title_row, col, cols - col - 1, ROLE_DIM, words);
}

static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct record *record = &scene->record->record;
    bool is_alone = scene->layout.trail_row < 0;
    int cols = scene->layout.cols;
    char number[FIGURE_MAX], count[FIGURE_MAX];
    struct line line;
    line_init(&line);
    if (record->count)
        line_add(&line, ROLE_STRONG, 0, "%s%s of %s", is_alone ? "" : "record ",
                 figure_grouped((int64_t)record->at + 1, number),
                 figure_grouped((int64_t)record->count, count));
    else if (record->answer)
        line_add(&line, ROLE_STRONG, 0, "as stored");
    else
        line_add(&line, ROLE_WARNING, 0, "no record");
    if (is_alone) {
        line_add(&line, ROLE_DIM, 0, " · ");
        add_subject(&line, scene, 0);
    } else if (record->count > 1) {
        line_add(&line, ROLE_DIM, 1, ", by time received");
    }
    int col = 1 + line_draw(&line, line_fit(&line, cols - 2), screen, scene->layout.title_row, 1,
                            cols - 1);
    draw_position(screen, scene, col);
}

static void draw_lines(struct screen *screen, const struct scene *scene) {
    const struct record_lines *lines = &scene->record->lines;
    int row = scene->layout.list_row, end = row + scene->layout.list_rows;
    for (size_t i = (size_t)scene->record->top; i < lines->count && row < end; i++, row++) {
        const struct record_line *line = &lines->lines[i];
        int col = 1 + line->indent;
        for (size_t j = line->first; j < line->first + line->count; j++)
            col += screen_put(screen, row, col, scene->layout.cols - col, lines->stretches[j].role,
                              lines->stretches[j].text);
    }
}

static void draw_legend(struct screen *screen, const struct scene *scene) {
    const struct record *record = &scene->record->record;
    int row = scene->layout.message_row, cols = scene->layout.cols - 1;
    struct line line;
    line_init(&line);
    if (record->at > 0)
        line_add(&line, ROLE_DIM, 0, "< older  ");
    if (record->at + 1 < record->count)
        line_add(&line, ROLE_DIM, 0, "> newer  ");
    screen_rule(screen, row, ROLE_DIM);
    if (line.count)
        screen_put(screen, row, 0, 1, ROLE_TEXT, " ");
    line_draw(&line, line_fit(&line, cols), screen, row, 1, cols);
}

void draw_record(struct screen *screen, const struct scene *scene) {
    if (scene->layout.trail_row >= 0)
        draw_account(screen, scene);
    draw_title(screen, scene);
    if (scene->layout.header_row >= 0)
        screen_rule(screen, scene->layout.header_row, ROLE_DIM);
    draw_lines(screen, scene);
    bool is_quiet = !scene->notice && !scene->prompt && !load_view_has_row(scene);
    if (is_quiet && scene->layout.message_row >= 0)
        draw_legend(screen, scene);
    else
        message_view_draw(screen, scene);
    if (!scene->prompt)
        screen_cursor(screen, scene->layout.list_row, 0);
}
