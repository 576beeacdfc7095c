/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_view.h"

#include "base/clock.h"
#include "base/key.h"
#include "plain/plain_table.h"

#include <ctype.h>
#include <string.h>

enum { WORDS_MAX = 1 << 16 };

/* Dots between the parts are for the eye. */
static void put_part(const char *text, struct buf *out) {
    static const char dot[] = " · ";
    bool has_dot = !strncmp(text, dot, sizeof dot - 1);
    buf_format(out, "%s%s", has_dot ? ", " : "", text + (has_dot ? sizeof dot - 1 : 0));
}

static void put_line(const struct line *line, struct buf *out) {
    for (size_t i = 0; i < line->count; i++)
        put_part(line->stretches[i].text, out);
}

static void tell_head(struct plain_out *out, const struct view *view) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    put_line(&view->heading, &words);
    if (words.len && view->title.count)
        buf_text_put(&words, ": ");
    put_line(&view->title, &words);
    if (words.len)
        plain_out_line(out, "%c%s.", toupper((unsigned char)*buf_text(&words)),
                       buf_text(&words) + 1);
    buf_fini(&words);
}

static void tell_line(struct plain_out *out, const struct document *body,
                      const struct document_line *line) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (line->count)
        buf_format(&words, "%*s", body->stretches[line->first].col, "");
    for (size_t i = 0; i < line->count; i++) {
        const struct document_stretch *stretch = &body->stretches[line->first + i];
        if (stretch->is_given)
            buf_text_put(&words, stretch->text);
        else
            put_part(stretch->text, &words);
    }
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

/* Which rows those were, and how to go on. */
static void tell_place(struct plain_out *out, const struct view *view, int64_t last) {
    const struct table *table = view_table(view, 0), *next = view_table(view, 1);
    const struct command_info *command = command_info(view->ops->command);
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, view->ops->title);
    if (next != table)
        buf_format(&words, ", %s", table->name);
    buf_format(&words, ": %lld to %lld of %lld.", (long long)view->top + 1, (long long)last,
               (long long)view->count);
    if (last < view->count)
        buf_format(&words, " %s again reads on%s",
                   *command->named_keys ? command->named_keys : command->name,
                   next == table ? "." : ";");
    if (next != table)
        buf_format(&words, " next-tab shows the %s.", next->name);
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

static void tell_rows(struct plain_out *out, struct view *view) {
    int64_t last = view->top;
    const void *row;
    while (last < view->top + view->rows && (row = view->ops->row(view, last))) {
        plain_table_row(out, view_table(view, 0), row);
        last++;
    }
    tell_place(out, view, last);
    view->top += view->rows;
}

static void tell_body(struct plain_out *out, struct view *view) {
    if (!view->count && view->nothing)
        plain_out_line(out, "%s", view->nothing);
    else if (!view_shows_body(view))
        tell_rows(out, view);
    for (size_t i = 0; view_shows_body(view) && i < view->body.count; i++)
        tell_line(out, &view->body, &view->body.lines[i]);
    for (size_t i = 0; i < view->below.count; i++)
        tell_line(out, &view->below, &view->below.lines[i]);
    if (view_shows_body(view) && view->ops->tables)
        plain_out_line(out, "%s, %s. next-tab shows %s.", view->ops->title,
                       view_table(view, 0)->name, view_table(view, 1)->name);
}

static void tell(struct plain_out *out, struct view *view, size_t rows) {
    view_fit(view, (int64_t)rows, 0, true);
    view->is_stale = view->is_turned = true;
    view_read(view, clock_monotonic_ms(), false);
    if (view->has_failed) {
        plain_out_line(out, "Error: The %s cannot be read: %s", view->ops->name, view->err.text);
        return;
    }
    tell_head(out, view);
    tell_body(out, view);
}

bool plain_view_show(struct view **top, struct front *front, struct plain_out *out, size_t rows) {
    const struct view_ops *ops = view_of(front->command);
    if (!*top || (*top)->ops != ops || !ops->tables || *front->argument) {
        view_close_all(top);
        if (!view_open(top, front))
            return false;
    }
    tell(out, *top, rows);
    return true;
}

/* Its own commands, its tabs, and an empty line while there is more. */
static bool is_known(struct view *view, enum command command) {
    if (command == COMMAND_PAGE_DOWN && !view_shows_body(view))
        return view->top < view->count;
    if (command == COMMAND_NEXT_TAB && view_turn(view, 1)) {
        view->top = 0;
        return true;
    }
    return !view_has(view, VIEW_IS_TYPED) && view->ops->run &&
           view->ops->run(view, KEY_CODE_NONE, command) != VIEW_UNKNOWN;
}

bool plain_view_run(struct view *view, enum command command, struct plain_out *out, size_t rows) {
    bool was_known = is_known(view, command);
    if (was_known && !view->front->session->message)
        tell(out, view, rows);
    return was_known;
}
