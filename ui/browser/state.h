/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the browser at its screen. */
#ifndef FOLLOWTRAIL_UI_BROWSER_STATE_H
#define FOLLOWTRAIL_UI_BROWSER_STATE_H

#include "command/front.h"
#include "command/saved_look.h"
#include "ui/frame/scene.h"

struct app {
    struct front front;
    struct screen *screen; /* borrowed */
    struct layout layout;
    enum view_id view;
    enum view_id key_view; /* as it was when the current key came */
    bool was_painted;      /* the screen showed the present state then */
    bool is_pasting;
    struct saved_look looks;
    struct columns_editor columns_editor;
    bool has_price;                  /* the painted screen shows what Enter costs, or it is free */
    enum view_id behind[VIEW_COUNT]; /* for each view: where leaving it goes */
    struct help_view help;
    struct ledger_view ledger;
    struct record_view record;
    bool is_dirty;            /* something changed that session->changes does not count */
    uint64_t painted_changes; /* session->changes at the last paint */
    int64_t painted_ms;
};

#endif
