/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress of a load, a crawl, or else of an export. Drawn when something arrives, never by a
 * timer. */
#include "ui/frame/scene.h"

#include "base/figure.h"
#include "command/crawling.h"
#include "money/quote.h"
#include "session/drive.h"
#include "session/load.h"

#include <inttypes.h>

enum { CELLS = 8, CELLS_BRIEF = 3, MS = 1000 };

/* The highest rank is left out first. */
enum { RANK_ROWS, RANK_TIME, RANK_BAR, RANK_SPENT, RANK_PAGE, RANK_STOP, RANK_WORD, RANK_LABEL };

const struct session_load *load_view_load(const struct scene *scene) {
    const struct session *session = scene->session;
    const struct place *place = session->trail.current;
    const struct session_load *own = place ? session_load_of(session, place->list) : NULL;
    return own ? own : session->load_count ? &session->loads[0] : NULL;
}

bool load_view_is_wanted(const struct scene *scene) {
    return load_view_load(scene) || crawling_runs(scene->session) ||
           scene->session->export.is_running;
}

bool load_view_has_row(const struct scene *scene) {
    return load_view_is_wanted(scene) && scene->layout.message_row >= 0 && !scene->notice &&
           !scene->prompt && !view_has(scene->view, VIEW_IS_WHOLE);
}

static void add_rows(struct line *line, const struct list *list) {
    char held[FIGURE_MAX], reported[FIGURE_MAX];
    line_add(line, ROLE_TEXT, RANK_ROWS, "%s", figure_grouped((int64_t)list->count, held));
    if (list_length(list) >= 0)
        line_add(line, ROLE_TEXT, RANK_ROWS, " of %s", figure_grouped(list_length(list), reported));
    line_add(line, ROLE_TEXT, RANK_WORD,
             list->count == 1 && list_length(list) < 0 ? " row" : " rows");
}

static void add_page(struct line *line, const struct scene *scene, const struct list *list) {
    struct quote quote =
        quote_rest(list_length(list), (int64_t)list->count, scene->session->config.load_page_size);
    if (quote.is_known && quote.rows)
        line_add(line, ROLE_DIM, RANK_PAGE, " · page %zu of %lld", list->page_count + 1,
                 (long long)quote_add((int64_t)list->page_count, quote.calls));
    else
        line_add(line, ROLE_DIM, RANK_PAGE, " · page %zu", list->page_count + 1);
}

static bool is_current(const struct scene *scene, const struct session_load *load) {
    const struct place *place = scene->session->trail.current;
    return place && place->list == load->list;
}

static void add_end(struct line *line, const struct scene *scene, const struct session_load *load,
                    int64_t left_ms) {
    char duration[FIGURE_MAX];
    if (load->is_stopping) {
        line_add(line, ROLE_WARNING, RANK_TIME, " · stopping");
        line_add(line, ROLE_DIM, RANK_WORD, ": waiting for the requests under way");
        return;
    }
    if (left_ms >= 0)
        line_add(line, ROLE_DIM, RANK_TIME, " · %s left",
                 figure_duration((left_ms + MS - 1) / MS, duration));
    bool is_escape = !scene->view && is_current(scene, load);
    line_add(line, ROLE_DIM, RANK_STOP, is_escape ? " · Esc stops" : " · s stops");
}

static void add_load(struct line *line, const struct scene *scene,
                     const struct session_load *load) {
    const struct list *list = load->list;
    char spent[FIGURE_MAX];
    /* The title names the current list. */
    line_add(line, ROLE_TEXT, RANK_WORD, "Loading ");
    line_add(line, ROLE_ACCENT, is_current(scene, load) ? RANK_LABEL : RANK_ROWS, "%s ",
             list->label);
    if (list_length(list) > 0) {
        line_add_bar(line, ROLE_ACCENT, RANK_BAR, (int64_t)list->count, list_length(list), CELLS);
        line_add(line, ROLE_TEXT, RANK_BAR, " ");
    }
    add_rows(line, list);
    add_page(line, scene, list);
    line_add(line, ROLE_TEXT, RANK_SPENT, " · %s cr", figure_grouped(load->spent, spent));
    add_end(line, scene, load, load_left_ms(load, scene->now_ms));
}

/* Several lists as one: "Loading ▓▓▓░░░░░ 3 of 14 lists · 1,190 rows · 1,204 of about 4,000 cr". */
static void add_several(struct line *line, const struct scene *scene) {
    const struct session *session = scene->session;
    const struct drive_progress progress = drive_progress(session, 0, scene->now_ms);
    char figure[FIGURE_MAX];
    line_add(line, ROLE_TEXT, RANK_WORD, "Loading ");
    line_add_bar(line, ROLE_ACCENT, RANK_BAR, progress.spent, progress.about, CELLS);
    line_add(line, ROLE_TEXT, RANK_BAR, " ");
    line_add(line, ROLE_TEXT, 0, "%zu of %s", progress.ended,
             figure_counted((int64_t)progress.lists, "list", figure));
    line_add(line, ROLE_TEXT, RANK_PAGE, " · %s", figure_counted(progress.rows, "row", figure));
    line_add(line, ROLE_TEXT, RANK_SPENT, " · %s", figure_grouped(progress.spent, figure));
    line_add(line, ROLE_DIM, RANK_SPENT, " of about %s", figure_grouped(progress.about, figure));
    line_add(line, ROLE_TEXT, RANK_SPENT, " cr");
    add_end(line, scene, load_view_load(scene), progress.left_ms);
}

/* What its requests cost until now: of the list under way that is known before it ends. */
static int64_t crawl_spent(const struct session *session) {
    int64_t spent = crawl_status(session)->spent;
    for (size_t i = 0; i < session->load_count; i++)
        spent += session->loads[i].crawl ? session->loads[i].spent : 0;
    return spent;
}

static bool is_stopping(const struct session_load *load, const struct crawl_status *status) {
    return status->is_stopping || (load && load->is_stopping);
}

/* `load`: of the list under way; NULL between two lists. */
static void add_crawl(struct line *line, const struct scene *scene,
                      const struct session_load *load) {
    const struct crawl_status *status = crawl_status(scene->session);
    char figure[FIGURE_MAX];
    line_add(line, ROLE_TEXT, RANK_WORD, "Crawl ");
    if (status->number)
        line_add(line, ROLE_TEXT, RANK_WORD, "%" PRId64 " ", status->number);
    line_add_bar(line, ROLE_ACCENT, RANK_BAR, crawl_spent(scene->session), status->budget, CELLS);
    line_add(line, ROLE_TEXT, RANK_BAR, " ");
    line_add(line, ROLE_TEXT, RANK_ROWS, "%s", figure_grouped(crawl_spent(scene->session), figure));
    line_add(line, ROLE_TEXT, RANK_ROWS, " of %s cr", figure_grouped(status->budget, figure));
    line_add(line, ROLE_TEXT, RANK_WORD, " · step %s", figure_grouped(status->steps, figure));
    if (load)
        line_add(line, ROLE_ACCENT, RANK_LABEL, " %s", load->list->label);
    if (is_stopping(load, status)) {
        line_add(line, ROLE_WARNING, RANK_TIME, " · stopping");
        line_add(line, ROLE_DIM, RANK_WORD, ": waiting for the answer under way");
        return;
    }
    bool is_escape = load && !scene->view && is_current(scene, load);
    line_add(line, ROLE_DIM, RANK_STOP, is_escape ? " · Esc stops" : " · s stops");
}

static void add_export(struct line *line, const struct scene *scene) {
    const struct session_export *export = &scene->session->export;
    char rows[FIGURE_MAX];
    line_add(line, ROLE_TEXT, RANK_ROWS, "Exporting");
    if (export->part)
        line_add(line, ROLE_ACCENT, RANK_LABEL, " %s", export->part);
    if (export->rows)
        line_add(line, ROLE_TEXT, RANK_ROWS, " · %s", figure_counted(export->rows, "row", rows));
    if (export->is_stopping)
        line_add(line, ROLE_WARNING, RANK_TIME, " · stopping");
    else
        line_add(line, ROLE_DIM, RANK_STOP, scene->view ? " · s cancels" : " · Esc cancels");
}

/* Other loads are shown before it. */
static bool is_of_crawl(const struct scene *scene, const struct session_load *load) {
    return load ? load->crawl && crawling_runs(scene->session) : crawling_runs(scene->session);
}

/* Replaces the start of the rule. */
void load_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    int row = layout->message_row + layout->message_rows - 1, cols = layout->cols - 2;
    struct line line;
    line_init(&line);
    const struct session_load *load = load_view_load(scene);
    if (is_of_crawl(scene, load))
        add_crawl(&line, scene, load);
    else if (drive_is_of_several(scene->session))
        add_several(&line, scene);
    else if (load)
        add_load(&line, scene, load);
    else
        add_export(&line, scene);
    screen_rule(screen, row, ROLE_DIM);
    screen_put(screen, row, 0, 1, ROLE_TEXT, " ");
    int col = 1 + line_draw(&line, line_fit(&line, cols), screen, row, 1, cols);
    screen_put(screen, row, col, 1, ROLE_TEXT, " ");
}

static void add_crawl_brief(struct line *line, const struct session *session, int rank,
                            int words_rank) {
    const struct crawl_status *status = crawl_status(session);
    int64_t spent = crawl_spent(session);
    line_add(line, ROLE_DIM, rank, " · ");
    line_add(line, ROLE_TEXT, words_rank, "crawl ");
    line_add_bar(line, ROLE_ACCENT, rank, spent, status->budget, CELLS_BRIEF);
    line_add(line, ROLE_TEXT, rank, " %lld %%",
             (long long)(status->budget ? spent * 100 / status->budget : 0));
}

void load_view_add(struct line *line, const struct scene *scene, int rank, int words_rank) {
    const struct session_load *load = load_view_load(scene);
    if (is_of_crawl(scene, load)) {
        add_crawl_brief(line, scene->session, rank, words_rank);
        return;
    }
    if (!load) {
        line_add(line, ROLE_TEXT, rank, " · exporting");
        return;
    }
    if (load->is_stopping && drive_is_of_several(scene->session)) {
        line_add(line, ROLE_WARNING, rank, " · stopping");
        return;
    }
    const struct list *list = load->list;
    int64_t held = (int64_t)list->count, reported = list_length(list);
    if (drive_is_of_several(scene->session)) {
        const struct drive_progress progress = drive_progress(scene->session, 0, scene->now_ms);
        held = progress.spent;
        reported = progress.about;
    }
    char figure[FIGURE_MAX];
    line_add(line, ROLE_DIM, rank, " · ");
    line_add(line, ROLE_TEXT, words_rank, "loading ");
    if (reported > 0) {
        line_add_bar(line, ROLE_ACCENT, rank, held, reported, CELLS_BRIEF);
        line_add(line, ROLE_TEXT, rank, " %lld %%",
                 (long long)(held < reported ? held * 100 / reported : 100));
    } else {
        line_add(line, ROLE_TEXT, rank, "%s", figure_counted(held, "row", figure));
    }
}
