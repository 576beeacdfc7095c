/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the screen looks, as far as the user chooses it: each choice by name and as text, in the
 * configuration and in the file of changes made in the program. Pure. */
#ifndef FOLLOWTRAIL_MODEL_LOOK_H
#define FOLLOWTRAIL_MODEL_LOOK_H

#include "model/columns.h"

enum look_theme {
    LOOK_AUTO, /* the terminal's own colours, the basic ones */
    LOOK_DARK, /* for a dark background; and so on */
    LOOK_LIGHT,
    LOOK_SIXTEEN,
    LOOK_MONO,
    LOOK_THEME_COUNT
};

enum look_pane {
    LOOK_PANE_AUTO, /* beside the list on a wide screen, else below (look_pane_of()) */
    LOOK_PANE_BELOW,
    LOOK_PANE_BESIDE,
    LOOK_PANE_OFF,
    LOOK_PANE_COUNT
};

enum look_selection {
    LOOK_SELECTION_BAR,  /* the whole row looks different */
    LOOK_SELECTION_MARK, /* only a mark is before it: fewer bytes */
    LOOK_SELECTION_COUNT
};

/* Of the program's own signs, `·` and the like; names keep theirs. */
enum look_signs {
    LOOK_SIGNS_UNICODE,
    LOOK_SIGNS_ASCII, /* for a terminal that draws them two columns wide */
    LOOK_SIGNS_COUNT
};

/* Lists by the columns that they share. */
enum look_list {
    LOOK_LIST_ANY, /* all others */
    LOOK_LIST_LISTS,
    LOOK_LIST_FOLLOWED_BY,
    LOOK_LIST_MEMBERS,
    LOOK_LIST_FRONTIER,
    LOOK_LIST_DIFFERENCE,
    LOOK_LIST_COUNT
};

enum { LOOK_SIZE_MAX = 500 }; /* of a pane: rows, columns */

/* The choices, as bits of a set of them. */
enum look_choice {
    LOOK_COLUMNS = 1,
    LOOK_THEME = 2,
    LOOK_PANE = 4,
    LOOK_PANE_ROWS = 8,
    LOOK_PANE_COLS = 16,
    LOOK_SELECTION = 32,
    LOOK_SIGNS = 64,
    LOOK_COLUMNS_OF_LISTS = 128,
    LOOK_COLUMNS_OF_FOLLOWED_BY = 256,
    LOOK_COLUMNS_OF_MEMBERS = 512,
    LOOK_COLUMNS_OF_FRONTIER = 1024,
    LOOK_COLUMNS_OF_DIFFERENCE = 2048,
    LOOK_ALL = 4095
};

struct look {
    struct columns columns[LOOK_LIST_COUNT];
    enum look_theme theme;
    enum look_pane pane;
    int pane_rows, pane_cols; /* of the pane below, and beside; 0: as fits the screen */
    enum look_selection selection;
    enum look_signs signs;
};

void look_init(struct look *look) __attribute__((nonnull)); /* the standard one */

/* Where a pane stands with this look: `auto` is below with the mark alone, which is for slow lines,
 * because a list that scrolls beside its pane sends the pane's text again. */
enum look_pane look_pane_of(const struct look *look, enum look_pane pane) __attribute__((nonnull));

const char *look_theme_name(enum look_theme theme) __attribute__((returns_nonnull));

/* The choice of those columns, and its name. */
enum look_choice look_columns_choice(enum look_list list);
const char *look_columns_name(enum look_list list) __attribute__((returns_nonnull));

/* Sets the choice with that name: columns, theme, pane, pane-rows, pane-columns, selection, signs,
 * columns-lists, columns-followed-by, columns-members, columns-frontier, columns-difference.
 * Returns it; 0 with ERR_USAGE for an unknown name or a bad value. */
enum look_choice look_apply(struct look *look, const char *name, const char *value, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

/* Appends lines `name = value`, one for each of `wanted` (a set of look_choice). */
void look_print(const struct look *look, unsigned wanted, struct buf *out) __attribute__((nonnull));

bool look_is_same(const struct look *one, const struct look *other) __attribute__((nonnull));

/* Copies `wanted` from another look. */
void look_take(struct look *look, const struct look *from, unsigned wanted)
    __attribute__((nonnull));

#endif
