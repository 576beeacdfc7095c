/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the browser at its screen. */
#ifndef FOLLOWTRAIL_UI_BROWSER_STATE_H
#define FOLLOWTRAIL_UI_BROWSER_STATE_H

#include "command/bindings.h"
#include "command/saved_look.h"
#include "ui/frame/scene.h"

struct app {
    struct session *session; /* borrowed, as is the screen */
    struct screen *screen;
    struct bindings bindings; /* the standard keys, until somebody sets others */
    struct layout layout;
    enum scene_view view;
    struct prompt prompt; /* what the prompt asks */
    bool is_pasting;
    struct saved_look looks;
    struct columns_editor columns_editor;
    bool is_leaving; /* the loop ends; with session->is_finishing: when it is idle */
    bool has_price;  /* the screen as it was painted says what Enter costs, or it costs nothing */
    bool wants_suspend;          /* the loop stops the process */
    enum scene_view behind_help; /* where the help was called */
    struct help_view help;
    struct ledger_view ledger;
    struct record_view record;
    bool is_dirty;            /* something changed that the session does not count */
    uint64_t painted_changes; /* session->changes at the last paint */
    int64_t painted_ms;
};

#endif
