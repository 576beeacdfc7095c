/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/diff_choice.h"

#include "analysis/comparison.h"
#include "base/figure.h"
#include "cli/option.h"
#include "store/history.h"
#include "store/lookup.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

/* Whose lists: of an account, by its id, or of those requested by a handle, where nothing proves an
 * owner. */
struct whose {
    struct store *store;
    const char *word; /* of the command line */
    const char *id, *handle;
    struct arena arena;
};

static bool is_number(const char *text) {
    return *text && !text[strspn(text, "0123456789")];
}

bool diff_word_parse(const char *text, struct diff_word *word, struct err *err) {
    const char *digits = text + (*text == 's' || *text == 'S');
    *word = (struct diff_word){.text = text, .is_date = !is_number(digits)};
    return word->is_date ? option_date(text, &word->ms, err)
                         : option_number(digits, 1, INT64_MAX, &word->snapshot, err);
}

static bool find_whose(struct whose *whose, struct err *err) {
    struct holding list;
    struct snapshot snapshot;
    struct snapshot_names names;
    const char *id;
    if (!comparison_find(whose->store, whose->word, &whose->arena, &id, err) ||
        !comparison_holding(whose->store, id, &list, &whose->arena, err))
        return false;
    if (!list.snapshot || list.id) {
        whose->id = id;
        return true;
    }
    if (!lookup_snapshot(whose->store, list.snapshot, &whose->arena, &snapshot, &names, err))
        return false;
    whose->handle = names.target;
    return true;
}

/* A list requested by a handle that the account has or had may be its own. */
static bool may_be_theirs(struct whose *whose, const struct snapshot_names *names, bool *may,
                          struct err *err) {
    struct snapshot namesake;
    const char *handle = NULL;
    *may = names->owner && whose->id && !strcmp(names->owner, whose->id);
    if (names->owner)
        return true;
    if (whose->id &&
        !lookup_namesake(whose->store, whose->id, &whose->arena, &namesake, &handle, err))
        return false;
    handle = whose->handle ? whose->handle : handle;
    *may = handle && !strcasecmp(handle, names->target);
    return true;
}

static bool check_number(struct whose *whose, int64_t number, struct err *err) {
    struct snapshot snapshot;
    struct snapshot_names names;
    bool is_theirs;
    if (!lookup_snapshot(whose->store, number, &whose->arena, &snapshot, &names, err))
        return false;
    if (!snapshot.id)
        return err_set(err, ERR_USAGE, "the store has no snapshot s%" PRId64, number);
    if (!may_be_theirs(whose, &names, &is_theirs, err))
        return false;
    if (!is_theirs)
        return err_set(err, ERR_USAGE, "s%" PRId64 " is a list of %.80s, not of “%.80s”", number,
                       names.label, whose->word);
    return snapshot.pages > 0 || err_set(err, ERR_USAGE, "s%" PRId64 " has no page", number);
}

/* 0: there is none. */
static bool find_by(struct whose *whose, int64_t no, int64_t before, int64_t *snapshot,
                    struct err *err) {
    return history_snapshot(whose->store, whose->id, whose->handle, no, before, snapshot, err);
}

static bool find_dated(struct whose *whose, const struct diff_word *word, int64_t *snapshot,
                       struct err *err) {
    int64_t no;
    if (!history_moment_of_time(whose->store, word->ms, &no, err) ||
        !find_by(whose, no, INT64_MAX, snapshot, err))
        return false;
    return *snapshot ||
           err_set(err, ERR_USAGE, "the store has no list of “%.80s” that was begun by %.40s",
                   whose->word, word->text);
}

static bool find_named(struct whose *whose, const struct diff_word *word, int64_t *snapshot,
                       struct err *err) {
    *snapshot = word->snapshot;
    return word->is_date ? find_dated(whose, word, snapshot, err)
                         : check_number(whose, word->snapshot, err);
}

static bool find_to(struct whose *whose, const struct diff_word *word, int64_t *to,
                    struct err *err) {
    if (word->text)
        return find_named(whose, word, to, err);
    if (!find_by(whose, HISTORY_NOW, INT64_MAX, to, err))
        return false;
    return *to || err_set(err, ERR_USAGE, "the store has no list of “%.80s”", whose->word);
}

static bool explain_lonely(struct whose *whose, int64_t snapshot, struct err *err) {
    struct holding list;
    char date[FIGURE_MAX];
    if (!holding_of_snapshot(whose->store, snapshot, &list, &whose->arena, err))
        return false;
    return err_set(err, ERR_NONE,
                   "of “%.80s” the store has no older list than s%" PRId64
                   " of %s: followtrail fetch --refetch gets a newer one",
                   whose->word, snapshot, figure_date(list.last_ms, date));
}

static bool find_from(struct whose *whose, const struct diff_word *word, int64_t to, int64_t *from,
                      struct err *err) {
    if (word->text)
        return find_named(whose, word, from, err);
    if (!find_by(whose, HISTORY_NOW, to, from, err))
        return false;
    return *from || explain_lonely(whose, to, err);
}

static bool check_order(int64_t from, int64_t to, struct err *err) {
    if (from == to)
        return err_set(err, ERR_USAGE, "both name s%" PRId64 ": name two different snapshots",
                       from);
    return from < to ||
           err_set(err, ERR_USAGE,
                   "s%" PRId64 " is newer than s%" PRId64 ": give the older one as --from", from,
                   to);
}

bool diff_choose(struct store *store, const char *account, const struct diff_word *from_word,
                 const struct diff_word *to_word, int64_t *from, int64_t *to, struct err *err) {
    struct whose whose = {.store = store, .word = account};
    *from = *to = 0;
    arena_init(&whose.arena);
    bool is_found = find_whose(&whose, err) && find_to(&whose, to_word, to, err) &&
                    find_from(&whose, from_word, *to, from, err) && check_order(*from, *to, err);
    arena_fini(&whose.arena);
    return is_found;
}
