/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command that takes back a change of marks, filter, order or look. */
#include "command/front.h"

#include "base/figure.h"
#include "session/refine.h"
#include "session/source_frontier.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 1024 };

static void undo_marks(struct front *front, const struct undo_step *step, struct buf *said) {
    struct marks *marks = &step->place->marks;
    char figure[FIGURE_MAX];
    marks_put_back(marks, step->marks);
    buf_format(said, "marks. %s marked", figure_grouped((int64_t)marks_count(marks), figure));
    front->session->changes++;
}

static void undo_filter(struct front *front, const struct undo_step *step, struct buf *said) {
    struct err err;
    (void)refine_filter(front->session, step->filter, &err); /* it was in force before */
    buf_format(said, "filter. Now %s", *step->filter ? step->filter : "none");
}

static void undo_order(struct front *front, const struct undo_step *step, struct buf *said) {
    refine_set_order(front->session, &step->order);
    buf_text_put(said, "order. Now ");
    order_describe(&step->order, said);
}

static void undo_ranking(struct front *front, const struct undo_step *step, struct buf *said) {
    struct err err;
    if (source_frontier_order(front->session, step->ranking, &err)) /* it was in force before */
        buf_format(said, "order. Now %s", step->ranking);
}

/* A line `name = value` of look_print(). Says the name without its dashes. */
static void set(struct front *front, const char *line, struct buf *said) {
    struct err err;
    char name[WORDS_MAX], *value;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(line, "\n"), line);
    if (!(value = strstr(name, " = ")))
        return;
    *value = '\0';
    if (!front->ops->look->set(front, name, value + strlen(" = "), &err))
        session_say(front->session, TONE_WARNING, "%s", err.text);
    for (char *sign = name; (sign = strchr(sign, '-'));)
        *sign = ' ';
    buf_format(said, "%s%s", said->len ? ", " : "", name);
}

static void undo_look(struct front *front, const struct undo_step *step, struct buf *said) {
    for (unsigned choice = 1; choice < LOOK_ALL; choice <<= 1) {
        struct buf before, now;
        buf_init(&before, WORDS_MAX);
        buf_init(&now, WORDS_MAX);
        look_print(&step->look, choice, &before);
        look_print(&front->looks->now, choice, &now);
        if (strcmp(buf_text(&before), buf_text(&now)) != 0)
            set(front, buf_text(&before), said);
        buf_fini(&before);
        buf_fini(&now);
    }
}

static void undo(struct front *front, const struct undo_step *step) {
    static void (*const run[])(struct front *, const struct undo_step *,
                               struct buf *) = {[UNDO_MARKS] = undo_marks,
                                                [UNDO_FILTER] = undo_filter,
                                                [UNDO_ORDER] = undo_order,
                                                [UNDO_RANKING] = undo_ranking,
                                                [UNDO_LOOK] = undo_look};
    struct buf said;
    buf_init(&said, WORDS_MAX);
    run[step->kind](front, step, &said);
    if (!front->session->message)
        session_say(front->session, TONE_INFO, "Undone: %s.", buf_text(&said));
    buf_fini(&said);
}

void run_undo(struct front *front) {
    struct undo_step step;
    if (!undo_take(&front->undo, front->session->trail.current, &step)) {
        session_say(front->session, TONE_INFO,
                    "Nothing to undo: u undoes changes of marks, filter, order and layout.");
        return;
    }
    undo(front, &step);
    undo_step_fini(&step);
    front_remember(front);
}
