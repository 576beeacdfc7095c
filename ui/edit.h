/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line editor of a prompt. Pure: keys in, text and cursor out. */
#ifndef FOLLOWTRAIL_UI_EDIT_H
#define FOLLOWTRAIL_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

enum { EDIT_MAX = 512 };

struct edit {
    char text[EDIT_MAX]; /* UTF-8, NUL at the end */
    size_t len, cursor;  /* bytes; the cursor stands between clusters */
};

enum edit_result { EDIT_GOES_ON, EDIT_DONE, EDIT_CANCELLED };

void edit_init(struct edit *edit) __attribute__((nonnull));

/* Adds text at the cursor, as far as it fits. */
void edit_put(struct edit *edit, const char *text) __attribute__((nonnull));

/* Left, Right, Home/^A, End/^E, Backspace, Delete/^D, ^U (all before), ^K (all behind), ^W (a
 * word); Enter is done, Escape cancels, and so does Backspace on an empty line. Controls and what
 * does not fit are passed over. */
enum edit_result edit_key(struct edit *edit, int key) __attribute__((nonnull));

#endif
