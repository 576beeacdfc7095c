/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that views can see. They draw it, read nothing else, and change nothing. */
#ifndef FOLLOWTRAIL_UI_FRAME_SCENE_H
#define FOLLOWTRAIL_UI_FRAME_SCENE_H

#include "session/session.h"
#include "store/history.h"
#include "store/lookup.h"
#include "ui/frame/layout.h"
#include "ui/terminal/line_draw.h"
#include "view/view.h"

struct scene {
    const struct session *session;
    struct layout layout;
    const struct view *view; /* in the list's place, or below it; NULL: none */
    struct line hints;       /* at the end of the status line */
    int64_t count;           /* typed for the next key; 0: none */
    enum prompt_question question;
    const struct edit *prompt; /* NULL: no prompt */
    const char *notice;        /* text of the message line; NULL: none */
    enum session_tone tone;
    int64_t drill_price; /* what Enter costs, if the detail pane does not show it; 0: free, or shown
                            there */
    enum look_selection selection;
    struct snapshot
        stored; /* what the store has of the selected account's list, if that is not in memory */
    const struct fact_owners *owners; /* whose lists have it, if the pane shows that; NULL */
    struct history history;           /* of the selected account, in the zoomed pane */
    int64_t now_ms;                   /* clock_monotonic_ms(), for countdowns */
    int64_t wall_ms;                  /* clock_wall_ms(), for ages */
};

void trail_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* trail and title */
void banner_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* which part of the list is shown */
bool banner_view_is_wanted(const struct session *session, const struct columns *columns)
    __attribute__((nonnull));

/* The step of the trail at column `col`; NULL: none. */
const struct place *trail_view_step_at(const struct session *session, const struct layout *layout,
                                       int col) __attribute__((nonnull));
void list_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* column titles and rows */

/* Of `rows` rows of the screen below each other, the one with a line in place of an account: above
 * the first of those that may not belong to the list, as far as the list is in its own order. -1:
 * none. A list that may have such a line scrolls as if it had a row less
 * (list_view_positions()). */
int list_view_line(const struct place *place, int rows) __attribute__((nonnull));
int list_view_positions(const struct session *session, int rows) __attribute__((nonnull));
void row_view_header(struct screen *screen, const struct scene *scene) __attribute__((nonnull));
void row_view_draw(struct screen *screen, const struct scene *scene, int row,
                   const struct place *place, size_t position) __attribute__((nonnull));

/* The cells of a row of the list that stored lists, or the list itself, fill. */
void fact_cells_draw(struct screen *screen, const struct scene *scene, int row,
                     const struct list *list, size_t list_row) __attribute__((nonnull));

/* What stored lists say of the selected account, which is there. Each appends nothing if there is
 * nothing: its group; what its list notes of the row; whose lists it is in, with as many names as
 * fit `cols` columns (0: all); whether it follows back; all of these in one line. */
void fact_line_put_group(const struct scene *scene, struct buf *out) __attribute__((nonnull));
void fact_line_put_note(const struct scene *scene, struct buf *out) __attribute__((nonnull));
void fact_line_put_owners(const struct scene *scene, int cols, struct buf *out)
    __attribute__((nonnull));
void fact_line_put_back(const struct scene *scene, struct buf *out) __attribute__((nonnull));
void fact_line_put(const struct scene *scene, int cols, struct buf *out) __attribute__((nonnull));

void detail_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* the selected account */
void profile_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* the same in full: beside the list or in its place */

void message_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* message or prompt */
void status_view_draw(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* money, and what is under way */
void draw_view(struct screen *screen, const struct scene *scene)
    __attribute__((nonnull)); /* scene->view, and the message */

/* Whether the detail pane shows the price of Enter; and, if not, whether the status line has room
 * for it, which it never has beside a prompt. */
bool detail_view_tells_price(const struct scene *scene) __attribute__((nonnull));
bool status_view_tells_price(const struct scene *scene) __attribute__((nonnull));

/* The load shown: the current list's, else the first; NULL if none runs. */
const struct session_load *load_view_load(const struct scene *scene) __attribute__((nonnull));

/* Whether it has a row of its own, the lowest of the message's; otherwise the status line shows
 * it. */
bool load_view_is_wanted(const struct scene *scene) __attribute__((nonnull));
bool load_view_has_row(const struct scene *scene) __attribute__((nonnull));
void load_view_draw(struct screen *screen, const struct scene *scene) __attribute__((nonnull));
void load_view_add(struct line *line, const struct scene *scene, int rank, int words_rank)
    __attribute__((nonnull)); /* briefly */

/* Wrapped lines in place of a list, a little below its top. */
void empty_view_draw(struct screen *screen, const struct scene *scene, enum role role,
                     const char *text) __attribute__((nonnull));

#endif
