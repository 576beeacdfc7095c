/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/undo.h"

#include "base/mem.h"
#include "session/refine.h"
#include "session/source_frontier.h"

#include <stdlib.h>
#include <string.h>

void undo_step_fini(struct undo_step *step) {
    dict_free(step->marks);
    free(step->filter);
    free(step->ranking);
    *step = (struct undo_step){.kind = UNDO_MARKS};
}

void undo_fini(struct undo *undo) {
    for (size_t i = 0; i < undo->count; i++)
        undo_step_fini(&undo->steps[i]);
    undo_step_fini(&undo->before);
    undo->count = 0;
}

static void take_out(struct undo *undo, size_t at) {
    undo->count--;
    memmove(&undo->steps[at], &undo->steps[at + 1], (undo->count - at) * sizeof *undo->steps);
}

static void push(struct undo *undo, const struct undo_step *step) {
    if (undo->count == UNDO_MAX) {
        undo_step_fini(&undo->steps[0]);
        take_out(undo, 0);
    }
    undo->steps[undo->count++] = *step;
}

/* NULL: the list is no frontier. */
static const char *ranking_of(const struct place *place) {
    return place && source_frontier_is(place->list) ? place->list->query : NULL;
}

void undo_remember(struct undo *undo, struct session *session, const struct look *look) {
    struct undo_step *before = &undo->before;
    const char *filter = refine_filter_text(session);
    before->place = session->trail.current;
    if (!before->filter || strcmp(before->filter, filter) != 0) {
        free(before->filter);
        before->filter = mem_dup(filter);
    }
    free(before->ranking);
    before->ranking = ranking_of(before->place) ? mem_dup(ranking_of(before->place)) : NULL;
    if (before->place)
        before->order = before->place->excerpt.order;
    if (look)
        before->look = *look;
}

void undo_note(struct undo *undo, struct session *session, const struct look *look) {
    const struct undo_step *before = &undo->before;
    struct place *place = session->trail.current;
    bool is_here = place && place == before->place;
    if (is_here && strcmp(before->filter, refine_filter_text(session)) != 0)
        push(undo, &(struct undo_step){
                       .kind = UNDO_FILTER, .place = place, .filter = mem_dup(before->filter)});
    if (is_here && !order_is_same(&before->order, &place->excerpt.order))
        push(undo, &(struct undo_step){.kind = UNDO_ORDER, .place = place, .order = before->order});
    if (is_here && before->ranking && ranking_of(place) &&
        strcmp(before->ranking, ranking_of(place)) != 0)
        push(undo, &(struct undo_step){
                       .kind = UNDO_RANKING, .place = place, .ranking = mem_dup(before->ranking)});
    if (look && !look_is_same(&before->look, look))
        push(undo, &(struct undo_step){.kind = UNDO_LOOK, .look = before->look});
}

void undo_note_marks(struct undo *undo, struct place *place, struct dict *marks) {
    if (marks)
        push(undo, &(struct undo_step){.kind = UNDO_MARKS, .place = place, .marks = marks});
}

bool undo_take(struct undo *undo, const struct place *place, struct undo_step *step) {
    size_t at = undo->count;
    while (at > 0 && undo->steps[at - 1].place && undo->steps[at - 1].place != place)
        at--;
    if (!at)
        return false;
    *step = undo->steps[at - 1];
    take_out(undo, at - 1);
    return true;
}
