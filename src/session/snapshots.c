/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/snapshots.h"

#include "session/list_lookup.h"
#include "session/naming.h"
#include "session/reading.h"
#include "session/source.h"

#include <string.h>
#include <strings.h>

/* Shows `list` instead of the current one, on the selected account. */
static void show(struct session *session, struct list *list) {
    struct place *place = session->trail.current;
    reading_finish(session, list);
    naming_renew(session, list);
    trail_show_list(place, list);
    session->changes++;
}

struct list *snapshots_begin(struct session *session, struct list *old) {
    struct list *list = session_add_list(session, list_new(old->target, old->name));
    if (old->owner)
        list_set_owner(list, old->owner);
    list->is_fresh = true;
    list->wants_profile = session->config.wants_profile;
    old->is_old = true;
    list->has_older = true;
    session_move_aliases(session, old, list);
    naming_renew(session, list);
    if (session->trail.current && session->trail.current->list == old)
        show(session, list);
    session_hush(session);
    return list;
}

void snapshots_refetch(struct session *session) {
    const struct place *place = session->trail.current;
    if (place)
        source_again(session, place->list);
}

static void say_none(struct session *session, int direction) {
    session_say(session, TONE_INFO,
                direction < 0 ? "There is no older snapshot of this list."
                              : "This is the newest snapshot of this list.");
}

/* A snapshot started in this session that has no page yet is not in the store's order: it is the
 * newest. */
static struct list *find_unsaved(const struct session *session, const struct list *list) {
    for (size_t i = session->list_count; i-- > 0;) {
        struct list *other = session->lists[i];
        if (other != list && !other->is_old && other->is_fresh && !other->page_count &&
            !other->is_unread &&
            (!strcmp(other->target, list->target) || !strcasecmp(other->name, list->name)))
            return other;
    }
    return NULL;
}

static bool find_last(const struct session *session, const struct list *list,
                      struct snapshot *snapshot, struct err *err) {
    struct reference reference;
    reference_of_target(list->target, list->name, &reference);
    return lookup_last(session->store, &reference, snapshot, err);
}

void snapshots_step(struct session *session, int direction) {
    struct snapshot snapshot = {0};
    struct err err = {0};
    const struct place *place = session->trail.current;
    if (!place)
        return;
    const struct list *list = place->list;
    if (list_is_local(list)) {
        session_say(session, TONE_INFO,
                    "This list shows what the store has and has no snapshots. R reads it again, "
                    "free.");
        return;
    }
    /* A snapshot without a page comes after all that have one. */
    bool is_read = list->page_count ? lookup_neighbour(session->store, list->snapshot, direction,
                                                       &snapshot, &err)
                                    : direction > 0 || find_last(session, list, &snapshot, &err);
    struct list *next = is_read && snapshot.id ? list_lookup_snapshot(session, snapshot.id)
                        : direction > 0        ? find_unsaved(session, list)
                                               : NULL;
    if (next)
        show(session, next);
    else if (is_read)
        say_none(session, direction);
    else
        session_say_unread(session, &err);
}
