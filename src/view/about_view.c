/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This program, the terminal, the settings and the store: what `followtrail doctor` reports, except
 * for what takes long, as it is in this session. */
#include "view/view.h"

#include "base/figure.h"
#include "view/health_table.h"

enum { REFRESH_MS = 1000 };

struct about {
    struct health health;
    int64_t rows; /* of the screen that it is of */
    int cols;
};

static bool open_about(struct view *view, const char *argument) {
    (void)argument;
    health_init(&((struct about *)view->own)->health);
    return true;
}

static void close_about(struct view *view) {
    health_fini(&((struct about *)view->own)->health);
}

/* A row of the table, with all of its words: beside its subject where there is room, else below. */
static void put_check(struct document *body, const struct health_check *check, int cols) {
    struct table_plan plan = table_plan_make(&health_checks, cols);
    bool is_narrow = plan.class < TABLE_MEDIUM;
    const struct table_column *column;
    struct cell cell;
    document_begin(body, 0);
    for (size_t i = 0; (column = health_checks.people[i]); i++) {
        const char *text = table_brief(column, check, plan.places[i].width, &cell);
        if (column->widths[plan.class] == TABLE_REST) {
            if (is_narrow)
                document_begin(body, 0);
            document_wrap_at(body, is_narrow ? DOCUMENT_INDENT : plan.rest_col - 1, false,
                             cell.role, text);
        } else if (is_narrow) {
            document_say(body, ROLE_TEXT, i ? "  " : "");
            document_say(body, cell.role, text);
        } else {
            document_place(body, plan.places[i].col - 1, plan.places[i].width, cell.role, text);
        }
    }
}

static void say_check(struct document *body, const struct health_check *check) {
    document_begin(body, 0);
    document_say(body, ROLE_TEXT, check->subject);
    document_say(body, ROLE_TEXT, " ");
    document_say(body, ROLE_TEXT, health_state_name(check->state));
    document_say(body, ROLE_TEXT, ": ");
    document_say(body, ROLE_TEXT, check->words);
    document_say(body, ROLE_TEXT, ".");
}

static void lay_out(struct view *view) {
    const struct health *health = &((struct about *)view->own)->health;
    document_clear(&view->body, view->cols ? view->cols - 2 : 0);
    for (size_t i = 0; i < health->count; i++)
        if (view->cols)
            put_check(&view->body, &health->checks[i], view->cols);
        else
            say_check(&view->body, &health->checks[i]);
}

static void examine(struct view *view) {
    struct about *about = view->own;
    const struct health_source *source = view->front->health;
    health_fini(&about->health);
    if (source)
        source->examine(source->context, &about->health);
    about->rows = view->rows;
    about->cols = view->cols;
    lay_out(view);
    view->is_stale = false;
    view->due_ms = view->now_ms + REFRESH_MS;
}

static void read_about(struct view *view) {
    const struct about *about = view->own;
    const int64_t *sums = about->health.sums;
    char problems[FIGURE_MAX], notes[FIGURE_MAX];
    bool is_due = view->is_stale && !view->is_key && view->now_ms >= view->due_ms;
    if (view->is_turned || is_due || about->rows != view->rows || about->cols != view->cols)
        examine(view);
    line_add(&view->heading, ROLE_STRONG, 0, "%s", view->ops->title);
    line_add(&view->title, sums[HEALTH_PROBLEM] ? ROLE_ERROR : ROLE_GOOD, 0, "%s",
             sums[HEALTH_PROBLEM] ? figure_counted(sums[HEALTH_PROBLEM], "problem", problems)
                                  : "no problems");
    if (sums[HEALTH_NOTE])
        line_add(&view->title, ROLE_WARNING, 1, " · %s",
                 figure_counted(sums[HEALTH_NOTE], "note", notes));
}

const struct view_ops about_view = {.command = COMMAND_ABOUT,
                                    .name = "report",
                                    .title = "About this program",
                                    .flags = VIEW_GOES_BACK,
                                    .size = sizeof(struct about),
                                    .open = open_about,
                                    .close = close_about,
                                    .read = read_about};
