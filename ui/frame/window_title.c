/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/window_title.h"

#include "base/text.h"

enum { TRAIL_COLS = 60, TRAIL_BYTES = 4096, STEP_COLS = 3 };

/* The step that the title begins with. */
static const struct place *first_told(const struct place *place) {
    size_t cols = text_width(place->list->label);
    while (place->parent) {
        cols += STEP_COLS + text_width(place->parent->list->label);
        if (cols > TRAIL_COLS)
            break;
        place = place->parent;
    }
    return place;
}

static void put_step(struct buf *out, const struct place *place, const struct place *first) {
    if (place != first) {
        put_step(out, place->parent, first);
        buf_text_put(out, " › ");
    }
    buf_text_put(out, place->list->label);
}

void window_title_set(struct screen *screen, const struct session *session) {
    const struct place *place = session->trail.current;
    struct buf words;
    buf_init(&words, TRAIL_BYTES);
    if (place) {
        const struct place *first = first_told(place);
        buf_text_put(&words, first->parent ? "… › " : "");
        put_step(&words, place, first);
        buf_text_put(&words, " - ");
    }
    buf_text_put(&words, "followtrail");
    screen_title(screen, buf_text(&words));
    buf_fini(&words);
}
