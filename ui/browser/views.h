/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The views: what the screen shows in place of the list, or below it. One row each; nothing else
 * asks which view it is. Keys that a view does not know go on to the commands.
 */
#ifndef FOLLOWTRAIL_UI_BROWSER_VIEWS_H
#define FOLLOWTRAIL_UI_BROWSER_VIEWS_H

#include "ui/browser/state.h"

enum view_flags {
    VIEW_KEEPS_LIST = 1 << 0, /* the list stays on the screen */
    VIEW_HAS_FOOT = 1 << 1,   /* has a line above the status line when there is no message */
    VIEW_IS_WHOLE = 1 << 2,   /* covers everything except the status line */
    VIEW_IS_TYPED = 1 << 3,   /* letters are typed: it gets all keys first */
    VIEW_GOES_BACK = 1 << 4,  /* leaving it returns to where it was opened, not to the list */
};

struct view_ops {
    const char *name; /* in messages */
    const char *hint; /* at the end of the status */
    unsigned flags;
    /* NULL where there is nothing to do. */
    bool (*open)(struct app *app); /* false: it cannot be opened; the session says why */
    /* `key` is KEY_CODE_NONE for a command that was typed. */
    enum view_result (*key)(struct app *app, int key, enum command command);
    void (*read)(struct app *app, int64_t now_ms);          /* before it is drawn */
    bool (*is_due)(const struct app *app, int64_t *due_ms); /* it is to be read again by then */
    void (*scroll)(struct app *app, int64_t step);          /* by lines */
    struct layout_wish (*wish)(const struct app *app, int rows); /* other than the list's */
    void (*draw)(struct screen *screen, const struct scene *scene);
};

const struct view_ops *view_of(const struct app *app) __attribute__((nonnull, returns_nonnull));

/* Opens a view, which stays as it is where it cannot; and leaves the one that is shown. */
void view_open(struct app *app, enum view_id view) __attribute__((nonnull));
void view_leave(struct app *app) __attribute__((nonnull));

/* Gives the view a key, which means `command` in a list. False: it does not know it. */
bool view_key(struct app *app, int key, enum command command) __attribute__((nonnull));

#endif
