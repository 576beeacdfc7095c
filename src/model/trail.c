/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/trail.h"

#include "base/mem.h"

#include <stdlib.h>

void trail_init(struct trail *trail) {
    *trail = (struct trail){0};
}

void trail_fini(struct trail *trail) {
    while (trail->newest) {
        struct place *older = trail->newest->older;
        excerpt_fini(&trail->newest->excerpt);
        free(trail->newest->filter_text);
        marks_fini(&trail->newest->marks);
        free(trail->newest);
        trail->newest = older;
    }
    free(trail->history);
    free(trail->queue);
    trail_init(trail);
}

struct place *trail_add(struct trail *trail, struct place *parent, struct list *list) {
    for (struct place *place = trail->newest; place; place = place->older)
        if (place->parent == parent && place->list == list)
            return place;
    struct place *place = mem_zalloc(sizeof *place);
    place->parent = parent;
    place->list = list;
    excerpt_init(&place->excerpt, list);
    place->older = trail->newest;
    trail->newest = place;
    return place;
}

static void append(struct place ***places, size_t *count, size_t *capacity, struct place *place) {
    *places = mem_grow(*places, capacity, *count + 1, sizeof(struct place *));
    (*places)[(*count)++] = place;
}

struct place *trail_way_out(const struct place *place) {
    return place->parent ? place->parent : place->from;
}

/* Whoever goes to a place that led here has left what is between. */
static bool led_here(const struct trail *trail, const struct place *place) {
    const struct place *step = trail->current;
    while (step && step != place)
        step = trail_way_out(step);
    return step;
}

static struct place *visit(struct trail *trail, struct place *place) {
    trail->visits++;
    if (place == trail->current)
        return place;
    if (!place->parent && !led_here(trail, place))
        place->from = trail->current;
    if (trail->current)
        trail->visited = trail->position + 1;
    append(&trail->history, &trail->visited, &trail->capacity, place);
    trail->position = trail->visited - 1;
    trail->current = place;
    return place;
}

void trail_visit(struct trail *trail, struct place *place) {
    visit(trail, place);
}

struct place *trail_open(struct trail *trail, struct list *list) {
    return visit(trail, trail_add(trail, NULL, list));
}

struct place *trail_drill_in(struct trail *trail, struct list *list) {
    return visit(trail, trail_add(trail, trail->current, list));
}

void trail_queue(struct trail *trail, struct list *list) {
    append(&trail->queue, &trail->queued, &trail->queue_capacity, trail_add(trail, NULL, list));
}

bool trail_leave(struct trail *trail) {
    struct place *out = trail->current ? trail_way_out(trail->current) : NULL;
    if (out)
        visit(trail, out);
    return out;
}

static bool step_to(struct trail *trail, size_t position) {
    trail->visits++;
    trail->position = position;
    trail->current = trail->history[position];
    return true;
}

bool trail_backward(struct trail *trail) {
    return trail->current && trail->position > 0 && step_to(trail, trail->position - 1);
}

struct place *trail_next_queued(const struct trail *trail) {
    bool is_at_end = trail->current && trail->position + 1 == trail->visited;
    return is_at_end && trail->taken < trail->queued ? trail->queue[trail->taken] : NULL;
}

bool trail_forward(struct trail *trail) {
    if (!trail->current)
        return false;
    if (trail->position + 1 < trail->visited)
        return step_to(trail, trail->position + 1);
    struct place *next = trail_next_queued(trail);
    if (!next)
        return false;
    trail->taken++;
    visit(trail, next);
    return true;
}

void trail_show_list(struct place *place, struct list *list) {
    size_t selected = place->excerpt.selected,
           above = selected > place->top ? selected - place->top : 0;
    place->list = list;
    excerpt_set_list(&place->excerpt, list);
    place->top = place->excerpt.selected > above ? place->excerpt.selected - above : 0;
}

void trail_refresh(struct trail *trail) {
    if (trail->current)
        (void)excerpt_refresh(&trail->current->excerpt);
}

void trail_drop_rows(struct trail *trail, const struct list *list) {
    for (struct place *place = trail->newest; place; place = place->older)
        if (place->list == list)
            excerpt_drop_rows(&place->excerpt);
}

const struct account *trail_account(const struct place *place, size_t position) {
    return place->list->rows[excerpt_row(&place->excerpt, position)];
}

void trail_replace_list(struct trail *trail, const struct list *from, struct list *to) {
    for (struct place *place = trail->newest; place; place = place->older)
        if (place->list == from)
            trail_show_list(place, to);
}
