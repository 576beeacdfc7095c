/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line editor of a prompt. Pure: keys in, text and cursor out. */
#ifndef FOLLOWTRAIL_COMMAND_EDIT_H
#define FOLLOWTRAIL_COMMAND_EDIT_H

#include <stdbool.h>
#include <stddef.h>

enum { EDIT_MAX = 512 };

struct edit {
    char text[EDIT_MAX]; /* UTF-8, NUL at the end */
    size_t len, cursor;  /* bytes; the cursor is between clusters */
    char cut[EDIT_MAX];  /* what ^Y inserts; edit_clear() keeps it */
    bool is_cutting;     /* the last key cut, too */
};

enum edit_result { EDIT_GOES_ON, EDIT_DONE, EDIT_CANCELLED };

void edit_init(struct edit *edit) __attribute__((nonnull));

/* Begins another line with the same editor. */
void edit_clear(struct edit *edit) __attribute__((nonnull));

/* Inserts text at the cursor, as far as it fits. */
void edit_put(struct edit *edit, const char *text) __attribute__((nonnull));

/* As readline has them: Left/^B, Right/^F, Home/^A, End/^E; by words Alt-b or Ctrl-Left or
 * Alt-Left, Alt-f or Ctrl-Right or Alt-Right; Backspace, Delete/^D; cut by ^U (all before), ^K (all
 * after), ^W (to a blank), Alt-Backspace and Alt-d (a word of letters and figures), put back by ^Y.
 * Cuts that follow one another are put back together. Enter is done, Escape and ^C cancel, and so
 * does Backspace on an empty line. Other controls, other keys with Alt and what does not fit do
 * nothing. */
enum edit_result edit_key(struct edit *edit, int key) __attribute__((nonnull));

/* Whether it is one of those controls, ^A to ^Y: where a line is edited they mean this, whatever
 * they mean elsewhere. */
bool edit_has_control(int key);

#endif
