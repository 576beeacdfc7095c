/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that change how the screen looks. */
#include "command/front.h"

#include "session/source.h"

static bool has_screen(struct front *front) {
    if (!front->ops->look)
        front_say_unable(front);
    return front->ops->look;
}

/* False: the command was typed without an argument. */
static bool set(struct front *front, const char *name) {
    struct err err;
    if (*front->argument)
        front_report(front, front->ops->look->set(front, name, front->argument, &err), &err);
    return *front->argument;
}

void run_detail(struct front *front) {
    front->ops->detail(front);
}

void run_pane_place(struct front *front) {
    if (has_screen(front) && !set(front, "pane"))
        front->ops->look->place_pane(front);
}

void run_pane_larger(struct front *front) {
    if (has_screen(front))
        front->ops->look->resize_pane(front, 1);
}

void run_pane_smaller(struct front *front) {
    if (has_screen(front))
        front->ops->look->resize_pane(front, -1);
}

void run_zoom(struct front *front) {
    if (has_screen(front))
        front->ops->look->zoom(front);
}

void run_columns(struct front *front) {
    const struct place *place = front->session->trail.current;
    enum look_list list = place ? source_of(place->list)->columns : LOOK_LIST_ANY;
    if (has_screen(front) && !set(front, look_columns_name(list)))
        front->ops->show(front);
}

void run_theme(struct front *front) {
    if (has_screen(front) && !set(front, "theme"))
        front->ops->look->turn_theme(front);
}

void run_looks_default(struct front *front) {
    if (has_screen(front))
        front->ops->look->restore(front);
}

void run_redraw(struct front *front) {
    if (has_screen(front))
        front->ops->look->redraw(front);
}
