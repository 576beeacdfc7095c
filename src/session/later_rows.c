/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/later_rows.h"

#include "store/lookup.h"

/* OPEN_ROWS: more than any screen shows. */
enum { OPEN_ROWS = 256, PART_ROWS = 256 };

size_t later_rows_shown(const struct place *place) {
    const struct excerpt *excerpt = &place->excerpt;
    bool is_by_id = excerpt->kept_id && excerpt->kept_row == SIZE_MAX;
    if (!excerpt_is_all(excerpt) || excerpt->is_searched || is_by_id)
        return SIZE_MAX;
    size_t row = excerpt->kept_row == SIZE_MAX ? excerpt->selected : excerpt->kept_row;
    return (row > place->top ? row : place->top) + OPEN_ROWS;
}

static bool read_one(struct session *session, struct list *list, struct err *err) {
    struct account *account = NULL;
    struct arena arena;
    const char *id = list_next_later(list)->id;
    arena_init(&arena);
    bool is_read = !id || lookup_account_by_id(session->store, id, &arena, &account, err);
    if (is_read)
        list_take_later(list, account);
    else
        list->later_read = list->later_count;
    arena_fini(&arena);
    return is_read;
}

bool later_rows_read_some(struct session *session, struct list *list, struct err *err) {
    session->changes++;
    for (size_t i = 0; i < PART_ROWS && list_next_later(list); i++)
        if (!read_one(session, list, err))
            return false;
    return true;
}

/* An account that is selected may have another place now. */
bool later_rows_read_for(struct session *session, struct list *list, const struct place *place,
                         struct err *err) {
    const char *id = place->excerpt.kept_id;
    size_t rows = session->config.reads_in_parts ? later_rows_shown(place) : SIZE_MAX;
    while (list_next_later(list) && (list->count < rows || (id && list_find(list, id) == SIZE_MAX)))
        if (!read_one(session, list, err))
            return false;
    return true;
}

bool later_rows_read_instead(struct session *session, struct list *list, const struct list *from,
                             struct err *err) {
    for (const struct place *place = session->trail.newest; place; place = place->older)
        if (place->list == from && !later_rows_read_for(session, list, place, err))
            return false;
    while (!session->config.reads_in_parts && list_next_later(list))
        if (!later_rows_read_some(session, list, err))
            return false;
    return true;
}
