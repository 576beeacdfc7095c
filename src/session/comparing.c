/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/comparing.h"

#include "analysis/comparison.h"
#include "session/list_lookup.h"
#include "session/marking.h"

#include <stdlib.h>
#include <string.h>

#define SPACES  " \t\n\v\f\r,"
#define MEMBERS "in="

void comparing_init(struct comparing *comparing) {
    *comparing = (struct comparing){.count = 0};
    arena_init(&comparing->arena);
}

void comparing_fini(struct comparing *comparing) {
    arena_fini(&comparing->arena);
}

static bool add(struct comparing *comparing, const char *id, struct err *err) {
    for (size_t i = 0; i < comparing->count; i++)
        if (!strcmp(comparing->ids[i], id))
            return true;
    if (comparing->count == COMPARING_MAX)
        return err_set(err, ERR_USAGE,
                       "At most %d lists can be compared here. followtrail compare takes more.",
                       COMPARING_MAX);
    comparing->ids[comparing->count++] = arena_dup(&comparing->arena, id);
    return true;
}

/* A handle has no `=`. */
static bool add_word(struct session *session, const char *word, struct comparing *comparing,
                     struct err *err) {
    const char *id;
    if (!strncmp(word, MEMBERS, strlen(MEMBERS))) {
        comparing->members = word + strlen(MEMBERS);
        return true;
    }
    return comparison_find(session->store, word, &comparing->arena, &id, err) &&
           add(comparing, id, err);
}

static bool add_named(struct session *session, const char *names, struct comparing *comparing,
                      struct err *err) {
    for (names += strspn(names, SPACES); *names; names += strspn(names, SPACES)) {
        size_t len = strcspn(names, SPACES);
        if (!add_word(session, arena_dup_n(&comparing->arena, names, len), comparing, err))
            return false;
        names += len;
    }
    return true;
}

static bool add_marked(const struct session *session, struct comparing *comparing,
                       struct err *err) {
    size_t count;
    const struct account **accounts = marking_take(session, &count);
    bool is_fine = true;
    for (size_t i = 0; is_fine && i < count; i++)
        is_fine = !accounts[i]->id || add(comparing, accounts[i]->id, err);
    free(accounts);
    return is_fine;
}

/* From the first list of the trail to the current one. */
static bool add_trail(const struct place *place, struct comparing *comparing, struct err *err) {
    if (!place)
        return true;
    const struct list *list = place->list;
    const char *id = list->owner ? list->owner->id : NULL;
    if (!add_trail(place->parent, comparing, err))
        return false;
    if (!id && list->snapshot)
        id = comparison_name_snapshot(list->snapshot, &comparing->arena);
    return list_is_local(list) || !id || add(comparing, id, err);
}

/* How many of them are known: stored, or of accounts that follow nobody. */
static bool count_known(struct session *session, const struct comparing *comparing, size_t *known,
                        struct err *err) {
    struct holding holding;
    struct arena arena;
    bool is_read = true;
    arena_init(&arena);
    *known = 0;
    for (size_t i = 0; is_read && i < comparing->count; i++) {
        is_read = comparison_holding(session->store, comparing->ids[i], &holding, &arena, err);
        *known += is_read && holding.state != STANDING_NONE;
    }
    arena_fini(&arena);
    return is_read;
}

static bool check_known(struct session *session, const struct comparing *comparing,
                        struct err *err) {
    size_t known;
    if (!count_known(session, comparing, &known, err))
        return false;
    return known || err_set(err, ERR_USAGE, "None of these lists is stored: nothing to compare.");
}

bool comparing_choose(struct session *session, const char *names, struct comparing *comparing,
                      struct err *err) {
    bool is_named = names[strspn(names, SPACES)];
    bool is_marked = session->trail.current && marks_count(&session->trail.current->marks);
    bool is_fine = is_named    ? add_named(session, names, comparing, err)
                   : is_marked ? add_marked(session, comparing, err)
                               : add_trail(session->trail.current, comparing, err);
    if (!is_fine)
        return false;
    if (comparing->count > 1)
        return check_known(session, comparing, err);
    return err_set(
        err, ERR_USAGE,
        is_named || is_marked
            ? "Compare takes 2 to %d accounts."
            : "Mark 2 to %d accounts with Space; c compares their lists. Without marks it "
              "compares those of the trail.",
        COMPARING_MAX);
}

struct search {
    const struct session *session;
    size_t stored;
};

static void look_for_list(void *context, const char *id, void *value) {
    struct search *search = context;
    struct account account = {.id = id};
    (void)value;
    search->stored += list_lookup_stored(search->session, &account).id != 0;
}

bool comparing_has_marked(const struct session *session) {
    const struct place *place = session->trail.current;
    struct search search = {.session = session};
    size_t marks = place ? marks_count(&place->marks) : 0;
    if (marks >= 2 && marks <= COMPARING_MAX)
        dict_each(place->marks.ids, look_for_list, &search);
    return search.stored >= 2;
}
