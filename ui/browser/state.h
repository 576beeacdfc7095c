/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the browser at its screen. */
#ifndef FOLLOWTRAIL_UI_BROWSER_STATE_H
#define FOLLOWTRAIL_UI_BROWSER_STATE_H

#include "command/front.h"
#include "command/saved_look.h"
#include "ui/browser/app_owners.h"
#include "ui/frame/scene.h"

struct app {
    struct front front;
    struct screen *screen; /* borrowed */
    struct layout layout;
    struct list_file *writing; /* a list that goes to a file; NULL: none */
    struct view *view;         /* in the list's place, or below it; NULL: none */
    bool was_in_list;          /* none was open when the current key came */
    bool was_painted;          /* the screen showed the present state then */
    bool is_pasting;
    struct saved_look looks;
    struct arena past;        /* of what a zoomed pane shows */
    struct app_owners owners; /* of the selected account, for the pane */
    bool has_price;           /* the painted screen shows what Enter costs, or it is free */
    uint64_t shown_question;  /* prompt.number of the question on the painted screen */
    bool is_dirty;            /* something changed that session->changes does not count */
    uint64_t painted_changes; /* session->changes at the last paint */
    int64_t painted_ms;
    int64_t price_rose_ms; /* when a larger window raised the price of a page; 0: never */
};

#endif
