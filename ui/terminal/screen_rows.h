/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows of a frame must be sent whole. Curses sends only the changed cells of a row and places
 * them by its own idea of the widths. If the terminal disagrees (right-to-left text, conjuncts,
 * flags: `is_disputed` of base/text.h), remains of the old row would stay. Pure.
 *
 * A frame: screen_rows_erase(), screen_rows_put() …, screen_rows_settle().
 */
#ifndef FOLLOWTRAIL_UI_TERMINAL_SCREEN_ROWS_H
#define FOLLOWTRAIL_UI_TERMINAL_SCREEN_ROWS_H

#include "base/text.h"
#include "view/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCREEN_ROWS_PARTS = 2 };

struct screen_row {
    uint64_t hash;  /* of what was drawn; 0: nothing */
    uint64_t found; /* what curses, which has such hashes as well, looks for moved rows by: ncurses
                       6.4 does not renew its own when it draws the whole screen afresh */
    uint64_t rest;  /* of all but the mark, which is one column wide and is in the first */
    struct {
        uint64_t hash; /* of all of it */
        uint64_t tail; /* of what was drawn from the first disputed piece on; 0: there is none */
        int start;     /* the first column of that */
        int end;       /* columns that were drawn to before it */
    } parts[SCREEN_ROWS_PARTS]; /* before the fence, and from it on */
};

struct screen_rows {
    struct screen_row *now, *last;    /* this frame's and the one before it */
    uint32_t *now_cells, *last_cells; /* the first character of each; 0: nothing was drawn */
    int *sent_from; /* after screen_rows_settle(): the column from which on this frame's row is sent
                       as a whole; `cols`: none */
    int count, cols;
    int fence, last_fence; /* this frame's, and the one before; 0: none */
};

/* Works on a zeroed struct; forgets earlier frames. */
void screen_rows_resize(struct screen_rows *rows, int count, int cols) __attribute__((nonnull));
void screen_rows_fini(struct screen_rows *rows) __attribute__((nonnull));

void screen_rows_erase(struct screen_rows *rows) __attribute__((nonnull));

/* From this column on, until the next erase, another part of the screen has the rows. When only
 * cells beyond it change, nothing before it is sent, whatever is disputed: curses goes there by the
 * number of the column. */
void screen_rows_fence(struct screen_rows *rows, int col) __attribute__((nonnull));

/* `look`: of the cells, a role or the like: another number is another look. */
void screen_rows_put(struct screen_rows *rows, int row, int col, int look,
                     const struct text_piece *piece) __attribute__((nonnull));

/* Ends the frame. `can_scroll`: curses moves what moved on the screen by scrolling there; then a
 * row that it moves is not sent again, because what the terminal moves it moves with all its cells.
 * `is_redrawn`: all of this frame is sent. */
void screen_rows_settle(struct screen_rows *rows, bool can_scroll, bool is_redrawn)
    __attribute__((nonnull));

/* Rows whose part before the fence moved alike since the last frame: `row` and the ones below it
 * came from `shift` rows below. None: count is 0. */
struct screen_rows_move {
    int row, count, shift;
};
struct screen_rows_move screen_rows_find_move(const struct screen_rows *rows)
    __attribute__((nonnull));

/* Ends a frame that lies between the last and this one: these rows have moved with all their cells,
 * the others are this frame's. */
void screen_rows_settle_move(struct screen_rows *rows, const struct screen_rows_move *move,
                             bool can_scroll) __attribute__((nonnull));

/* Whether the row has disputed text in the frame that was settled last. */
bool screen_rows_is_disputed(const struct screen_rows *rows, int row) __attribute__((nonnull));

#endif
