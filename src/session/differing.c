/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/differing.h"

#include "account/reference.h"
#include "session/source_difference.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

#define SPACES " \t\n\v\f\r,"

enum { DIGITS_MAX = 18 };

void differing_init(struct differing *differing) {
    *differing = (struct differing){.owner = NULL};
    arena_init(&differing->arena);
}

void differing_fini(struct differing *differing) {
    arena_fini(&differing->arena);
}

static void set_owner(struct differing *differing, const struct account *account) {
    differing->owner = arena_dup(&differing->arena, account->id);
    differing->name = account->username ? arena_format(&differing->arena, "@%s", account->username)
                                        : differing->owner;
}

static bool find_owner(struct session *session, const char *id, struct differing *differing,
                       struct err *err) {
    struct account *account;
    if (!lookup_account_by_id(session->store, id, &differing->arena, &account, err))
        return false;
    set_owner(differing, account ? account : &(struct account){.id = id});
    return true;
}

/* The proved owner of a snapshot. */
static bool find_owner_of(struct session *session, int64_t snapshot, struct differing *differing,
                          struct err *err) {
    struct snapshot found;
    struct snapshot_names names;
    if (!lookup_snapshot(session->store, snapshot, &differing->arena, &found, &names, err))
        return false;
    if (!found.id)
        return err_set(err, ERR_USAGE, "The store has no snapshot s%lld.", (long long)snapshot);
    if (!names.owner)
        return err_set(err, ERR_USAGE,
                       "This list was requested by its handle, and no answer proves whose it is: "
                       "its snapshots are not compared.");
    return find_owner(session, names.owner, differing, err);
}

static bool take_snapshot(struct session *session, const char *digits, struct differing *differing,
                          struct err *err) {
    differing->newer = strtoll(digits, NULL, 10);
    return find_owner_of(session, differing->newer, differing, err);
}

static bool take_account(struct session *session, const char *word, struct differing *differing,
                         struct err *err) {
    struct reference reference;
    struct account *account = NULL;
    if (!reference_parse(word, &reference, err) ||
        !lookup_account(session->store, &reference, &differing->arena, &account, err))
        return false;
    if (!account || !account->id)
        return err_set(err, ERR_USAGE, "The store has no account %.80s. Nothing was requested.",
                       word);
    set_owner(differing, account);
    return true;
}

/* `s12`, as exports name snapshots. */
static bool is_snapshot(const char *word) {
    size_t digits = *word == 's' ? strspn(word + 1, "0123456789") : 0;
    return digits && digits <= DIGITS_MAX && !word[1 + digits];
}

static bool take_word(struct session *session, const char *word, struct differing *differing,
                      struct err *err) {
    if (source_difference_kind(word) < SOURCE_DIFFERENCE_KINDS)
        differing->kind = word;
    else if (is_snapshot(word))
        return take_snapshot(session, word + 1, differing, err);
    else
        return take_account(session, word, differing, err);
    return true;
}

static bool take_words(struct session *session, const char *words, struct differing *differing,
                       struct err *err) {
    for (words += strspn(words, SPACES); *words; words += strspn(words, SPACES)) {
        size_t len = strcspn(words, SPACES);
        if (!take_word(session, arena_dup_n(&differing->arena, words, len), differing, err))
            return false;
        words += len;
    }
    return true;
}

static bool take_following(struct session *session, const struct list *list,
                           struct differing *differing, struct err *err) {
    if (list->page_count || list->is_unread)
        return find_owner_of(session, list->snapshot, differing, err);
    if (!list->owner || !list->owner->id)
        return err_set(err, ERR_USAGE, "Nothing of this list is stored yet: nothing to compare.");
    set_owner(differing, list->owner);
    return true;
}

/* From the accounts of a difference back to it; in other local lists, the selected account's. */
static bool take_local(struct session *session, const struct list *list,
                       struct differing *differing, struct err *err) {
    const struct account *account = session_selected(session);
    int64_t newer = source_difference_newer(list);
    if (newer) {
        differing->newer = newer;
        return find_owner_of(session, newer, differing, err);
    }
    if (!account || !account->id)
        return err_set(err, ERR_USAGE, "No account is selected. :diff names one.");
    set_owner(differing, account);
    return true;
}

static bool take_current(struct session *session, struct differing *differing, struct err *err) {
    const struct place *place = session->trail.current;
    if (!place)
        return err_set(err, ERR_USAGE, "No list is open. :diff ACCOUNT names one.");
    return list_is_local(place->list) ? take_local(session, place->list, differing, err)
                                      : take_following(session, place->list, differing, err);
}

/* The named account may be the current list's owner. */
static void take_shown(const struct session *session, struct differing *differing) {
    const struct list *list = session->trail.current ? session->trail.current->list : NULL;
    bool is_own = differing->owner && list && !list_is_local(list) && list->owner &&
                  list->owner->id && !strcmp(list->owner->id, differing->owner);
    if (!is_own)
        return;
    differing->own = list;
    differing->shown = list->page_count || list->is_unread ? list->snapshot : 0;
}

bool differing_choose(struct session *session, const char *words, struct differing *differing,
                      struct err *err) {
    if (!take_words(session, words, differing, err) ||
        (!differing->owner && !take_current(session, differing, err)))
        return false;
    take_shown(session, differing);
    return true;
}
