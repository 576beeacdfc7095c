/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of the help: the keys of the view it was opened from, the commands by section with their
 * keys as they are bound, the filter language, and what the signs mean; or what of that is found.
 * In as many columns as there is room for, or in sentences. Pure.
 */
#ifndef FOLLOWTRAIL_VIEW_HELP_TEXT_H
#define FOLLOWTRAIL_VIEW_HELP_TEXT_H

#include "command/bindings.h"
#include "view/document.h"
#include "view/hint.h"

struct help_text {
    const struct bindings *bindings;
    const struct hint *first; /* a row of keys that comes first; NULL: none */
    const char *first_name;   /* of the view that they are of */
    const char *typed;        /* words, each of which an entry must have; "": everything */
    int64_t rows;             /* of the window */
    int cols;                 /* of the text; 0: sentences */
};

/* Replaces what the document has. */
void help_text_make(struct document *body, const struct help_text *help) __attribute__((nonnull));

#endif
