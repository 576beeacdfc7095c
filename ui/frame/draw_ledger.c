/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger: the cost of every request, and sums by list, day and session. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "ui/frame/draw_table.h"
#include "ui/frame/view_parts.h"

enum { WORDS_MAX = 2048 };

/* The tables, with the current one in brackets. */
static void draw_tabs(struct screen *screen, const struct scene *scene) {
    struct line line;
    line_init(&line);
    line_add(&line, ROLE_STRONG, 1, "Ledger ");
    for (enum ledger_view_tab tab = 0; tab < LEDGER_VIEW_TABS; tab++) {
        bool is_shown = tab == scene->ledger->tab;
        line_add(&line, is_shown ? ROLE_CURRENT : ROLE_DIM, is_shown ? 0 : 2,
                 is_shown ? "[%s]" : " %s ", ledger_view_table(tab)->name);
    }
    line_add(&line, ROLE_DIM, 4, "  Tab");
    view_parts_heading(screen, scene, &line);
}

/* The session's sum is this program's; the others may include other programs' and come from the
 * store. */
static void add_scope(struct line *line, const struct scene *scene, enum purse_scope scope,
                      int rank) {
    char figure[FIGURE_MAX];
    const struct purse *purse = &scene->session->purse;
    int64_t spent =
        scope == PURSE_SESSION ? purse->spent[scope] : scene->ledger->purse.spent[scope];
    line_add(line, ROLE_DIM, rank, "%s%s ", scope ? " · " : "", purse_scope_name(scope));
    line_add(line, ROLE_STRONG, rank, "%s", figure_grouped(spent, figure));
    if (purse->caps.most[scope] != PURSE_UNKNOWN)
        line_add(line, ROLE_TEXT, rank, " of %s", figure_grouped(purse->caps.most[scope], figure));
}

static void add_list(struct line *line, const struct scene *scene) {
    const struct list *list = ledger_view_list(scene->session);
    const struct ledger_sum *sum = &scene->ledger->list;
    char figure[FIGURE_MAX];
    if (!list || scene->ledger->has_head_failed)
        return;
    line_add(line, ROLE_DIM, 4, " · ");
    line_add(line, ROLE_ACCENT, 4, "%s", list->label);
    line_add(line, ROLE_STRONG, 4, " %s", figure_grouped(sum->credits, figure));
    if (sum->maybe)
        line_add(line, ROLE_WARNING, 5, " and ≤%s", figure_grouped(sum->maybe, figure));
}

static void draw_head(struct screen *screen, const struct scene *scene) {
    int64_t maybe = scene->ledger->purse.maybe;
    char figure[FIGURE_MAX];
    struct line line;
    line_init(&line);
    if (scene->layout.trail_row < 0)
        line_add(&line, ROLE_CURRENT, 0, "[%s] ", ledger_view_table(scene->ledger->tab)->name);
    line_add(&line, ROLE_DIM, 6, "spent: ");
    add_scope(&line, scene, PURSE_SESSION, scene->layout.trail_row < 0 ? 1 : 0);
    add_scope(&line, scene, PURSE_DAY, 2);
    add_scope(&line, scene, PURSE_STORE, 3);
    if (maybe)
        line_add(&line, ROLE_WARNING, 1, " · ≤%s maybe charged", figure_grouped(maybe, figure));
    add_list(&line, scene);
    view_parts_title(screen, scene, &line, scene->ledger->tops[scene->ledger->tab],
                     scene->ledger->count);
}

/* The signs that are on the screen. */
static void add_legend(struct line *line, const struct ledger_view *pane, enum table_class class) {
    bool has_maybe = false, has_proved = false, has_shared = false, has_jump = false;
    size_t rows = pane->tab == LEDGER_VIEW_REQUESTS ? pane->held : 0;
    for (size_t i = 0; i < rows; i++) {
        has_maybe = has_maybe || ledger_is_maybe(&pane->rows[i]);
        has_proved = has_proved || (pane->rows[i].is_proved && !pane->rows[i].is_shared);
        has_shared = has_shared || pane->rows[i].is_shared;
        has_jump = has_jump || pane->rows[i].jump;
    }
    if (has_maybe)
        line_add(line, ROLE_DIM, 0, "? maybe charged  ");
    if (has_jump && class < TABLE_WIDE)
        line_add(line, ROLE_DIM, 1, "jump: not by this program  ");
    if (has_proved)
        line_add(line, ROLE_DIM, 2, "* shown by a later balance  ");
    if (has_shared)
        line_add(line, ROLE_DIM, 3, "~ a share of a sum so shown  ");
}

static void draw_rows(struct screen *screen, const struct scene *scene,
                      const struct table_plan *plan) {
    const struct ledger_row *selected = ledger_view_selected(scene->ledger);
    const void *entry;
    if (scene->layout.header_row >= 0)
        draw_table_titles(screen, scene->layout.header_row, plan);
    for (int i = 0; i < scene->layout.list_rows; i++) {
        if (!(entry = ledger_view_row(scene->ledger, (size_t)i)))
            break;
        draw_table_row(screen, scene->layout.list_row + i, plan, entry);
        if (entry == selected)
            screen_put(screen, scene->layout.list_row + i, 0, 1, ROLE_TEXT, "▌");
    }
}

void draw_ledger(struct screen *screen, const struct scene *scene) {
    const struct ledger_view *pane = scene->ledger;
    struct table_plan plan = table_plan_make(ledger_view_table(pane->tab), scene->layout.cols);
    struct line legend;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (scene->layout.trail_row >= 0)
        draw_tabs(screen, scene);
    draw_head(screen, scene);
    bool has_failed = pane->has_failed || pane->has_head_failed;
    if (has_failed)
        buf_format(&words, "The ledger cannot be read: %s", pane->err.text);
    else if (!pane->count)
        buf_text_put(&words, "No requests yet.");
    if (*buf_text(&words))
        empty_view_draw(screen, scene, has_failed ? ROLE_ERROR : ROLE_TEXT, buf_text(&words));
    else
        draw_rows(screen, scene, &plan);
    line_init(&legend);
    add_legend(&legend, pane, plan.class);
    view_parts_foot(screen, scene, &legend);
    const struct ledger_row *selected = ledger_view_selected(pane);
    if (!scene->prompt)
        screen_cursor(screen,
                      scene->layout.list_row + (selected ? (int)(selected - pane->rows) : 0), 0);
    buf_fini(&words);
}
