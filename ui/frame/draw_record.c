/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The raw record of an account: whose it is, its number, and its lines. */
#include "ui/frame/view_parts.h"

#include "base/figure.h"

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
    struct line line;
    line_init(&line);
    line_add(&line, ROLE_STRONG, 2, scene->record->record.answer ? "Answer to " : "Record ");
    add_subject(&line, scene, 0);
    view_parts_heading(screen, scene, &line);
}

static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct record *record = &scene->record->record;
    bool is_alone = scene->layout.trail_row < 0;
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
    view_parts_title(screen, scene, &line, scene->record->top, (int64_t)scene->record->lines.count);
}

static void draw_lines(struct screen *screen, const struct scene *scene) {
    const struct document *lines = &scene->record->lines;
    int row = scene->layout.list_row, end = row + scene->layout.list_rows;
    for (size_t i = (size_t)scene->record->top; i < lines->count && row < end; i++, row++) {
        const struct document_line *line = &lines->lines[i];
        for (size_t j = line->first; j < line->first + line->count; j++)
            screen_put(screen, row, 1 + lines->stretches[j].col,
                       scene->layout.cols - 1 - lines->stretches[j].col, lines->stretches[j].role,
                       lines->stretches[j].text);
    }
}

static void draw_foot(struct screen *screen, const struct scene *scene) {
    const struct record *record = &scene->record->record;
    struct line line;
    line_init(&line);
    if (record->at > 0)
        line_add(&line, ROLE_DIM, 0, "< older  ");
    if (record->at + 1 < record->count)
        line_add(&line, ROLE_DIM, 0, "> newer  ");
    view_parts_foot(screen, scene, &line);
}

void draw_record(struct screen *screen, const struct scene *scene) {
    if (scene->layout.trail_row >= 0)
        draw_account(screen, scene);
    draw_title(screen, scene);
    if (scene->layout.header_row >= 0)
        screen_rule(screen, scene->layout.header_row, ROLE_DIM);
    draw_lines(screen, scene);
    draw_foot(screen, scene);
    if (!scene->prompt)
        screen_cursor(screen, scene->layout.list_row, 0);
}
