/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stored lists say of the selected account, for the detail pane. */
#include "ui/frame/scene.h"

#include "base/text.h"
#include "view/fact_words.h"

enum { WORDS_MAX = 4096 };

static size_t row_of(const struct place *place) {
    return excerpt_row(&place->excerpt, place->excerpt.selected);
}

void fact_line_put_group(const struct scene *scene, struct buf *out) {
    const struct place *place = scene->session->trail.current;
    const char *group = list_facts(place->list, row_of(place)).group;
    if (group)
        buf_text_put(out, group);
}

void fact_line_put_note(const struct scene *scene, struct buf *out) {
    const struct place *place = scene->session->trail.current;
    const char *note = list_row_facts(place->list, row_of(place)).note;
    if (note)
        buf_text_put(out, note);
}

void fact_line_put_owners(const struct scene *scene, int cols, struct buf *out) {
    if (scene->owners)
        fact_words_put_owners(scene->owners, cols, out);
}

void fact_line_put_back(const struct scene *scene, struct buf *out) {
    const struct place *place = scene->session->trail.current;
    if (scene->owners)
        fact_words_put_back_of(list_facts(place->list, row_of(place)).back, place->list->name, out);
}

static void join(struct buf *line, const struct buf *part) {
    if (part->len)
        buf_format(line, "%s%s", line->len ? " · " : "", buf_text(part));
}

void fact_line_put(const struct scene *scene, int cols, struct buf *out) {
    enum { DOT_COLS = 3 };
    struct buf owners, back;
    buf_init(&owners, WORDS_MAX);
    buf_init(&back, WORDS_MAX);
    fact_line_put_note(scene, out);
    fact_line_put_back(scene, &back);
    int used = (int)(text_width(buf_text(out)) + text_width(buf_text(&back))) + DOT_COLS +
               (out->len ? DOT_COLS : 0);
    fact_line_put_owners(scene, cols > used ? cols - used : 1, &owners);
    join(out, &owners);
    join(out, &back);
    buf_fini(&owners);
    buf_fini(&back);
}
