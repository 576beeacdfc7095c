/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_difference.h"

#include "analysis/difference.h"
#include "base/figure.h"
#include "graph/set.h"
#include "session/source.h"
#include "store/edges.h"
#include "store/lookup.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUERY_MAX = 64, NAME_MAX = 16, WORDS_MAX = 1 << 16 };

static const struct {
    const char *name, *words, *label; /* label: in the trail, before the owner */
    enum difference_kind kind;        /* of the items; DIFFERENCE_KINDS: of none */
} kinds[SOURCE_DIFFERENCE_KINDS] = {
    [SOURCE_DIFFERENCE_NEWLY] = {"newly", "newly listed", "newly listed by",
                                 DIFFERENCE_NEWLY_LISTED},
    [SOURCE_DIFFERENCE_NO_LONGER] = {"no-longer", "no longer listed", "no longer listed by",
                                     DIFFERENCE_NO_LONGER_LISTED},
    [SOURCE_DIFFERENCE_KEPT] = {"kept", "kept", "kept by", DIFFERENCE_KINDS},
    [SOURCE_DIFFERENCE_RENAMED] = {"renamed", "renamed", "renamed, listed by", DIFFERENCE_RENAMED},
    [SOURCE_DIFFERENCE_CHANGED] = {"changed", "changed", "changed, listed by", DIFFERENCE_CHANGED},
    [SOURCE_DIFFERENCE_COUNTS] = {"counts", "with other counts", "other counts, listed by",
                                  DIFFERENCE_COUNTS}};

const char *source_difference_words(enum source_difference_kind kind) {
    return kinds[kind].words;
}

const char *source_difference_name(enum source_difference_kind kind) {
    return kinds[kind].name;
}

enum source_difference_kind source_difference_kind(const char *name) {
    enum source_difference_kind kind = 0;
    while (kind < SOURCE_DIFFERENCE_KINDS && strcmp(kinds[kind].name, name) != 0)
        kind++;
    return kind;
}

/* The query, `KIND FROM TO`. */
struct wanted {
    enum source_difference_kind kind;
    int64_t from, to;
};

static bool read_number(const char **text, int64_t *number) {
    char *end;
    if (**text < '1' || **text > '9')
        return false;
    *number = strtoll(*text, &end, 10);
    *text = end + (*end == ' ');
    return !*end || *end == ' ';
}

static bool read_query(const char *query, struct wanted *wanted) {
    char name[NAME_MAX];
    size_t len = strcspn(query, " ");
    snprintf(name, sizeof name, "%.*s", (int)len, query);
    wanted->kind = source_difference_kind(name);
    query += len + (query[len] == ' ');
    return wanted->kind < SOURCE_DIFFERENCE_KINDS && read_number(&query, &wanted->from) &&
           read_number(&query, &wanted->to) && !*query;
}

int64_t source_difference_newer(const struct list *list) {
    struct wanted wanted;
    return list->source == &source_difference && read_query(list->query, &wanted) ? wanted.to : 0;
}

/* “followers 1,204 → 1,300” */
static void put_count(const struct difference_item *item, struct buf *out) {
    static const char *const words[][2] = {{"follower_count", "followers"},
                                           {"following_count", "following"},
                                           {"like_count", "likes"},
                                           {"video_count", "videos"}};
    char from[FIGURE_MAX], to[FIGURE_MAX];
    const char *name = item->field;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(item->field, words[i][0]))
            name = words[i][1];
    buf_format(out, "%s %s → %s", name, figure_grouped(strtoll(item->from, NULL, 10), from),
               figure_grouped(strtoll(item->to, NULL, 10), to));
}

static void put_flag(const struct difference_item *item, const char *word, struct buf *out) {
    buf_format(out, !strcmp(item->to, "true") ? "now %s" : "no longer %s", word);
}

static void put_item(const struct difference_item *item, struct buf *out) {
    if (item->kind == DIFFERENCE_RENAMED)
        buf_format(out, "@%s → @%s", item->from, item->to);
    else if (item->kind == DIFFERENCE_COUNTS)
        put_count(item, out);
    else if (!strcmp(item->field, "is_verified"))
        put_flag(item, "verified", out);
    else if (!strcmp(item->field, "is_private"))
        put_flag(item, "private", out);
    else if (!strcmp(item->field, "region"))
        buf_format(out, "region %s → %s", item->from, item->to);
    else
        buf_format(out, "%s “%s” → “%s”", !strcmp(item->field, "display_name") ? "name" : "bio",
                   item->from, item->to);
}

/* All that changed of one account; returns how many items that were. */
static size_t put_change(const struct difference_item *items, size_t count, struct buf *out) {
    size_t used = 0;
    for (; used < count && items[used].rank == items->rank; used++) {
        if (!items[used].from || !items[used].to)
            continue;
        buf_text_put(out, out->len ? ", " : "");
        put_item(&items[used], out);
    }
    return used;
}

/* Returns how many items its row is about. */
static size_t add_item(struct list *list, const struct difference_item *items, size_t count) {
    struct row_facts facts = ROW_FACTS_NONE;
    size_t used = 1;
    struct buf change;
    buf_init(&change, WORDS_MAX);
    if (items->kind == DIFFERENCE_NEWLY_LISTED || items->kind == DIFFERENCE_NO_LONGER_LISTED)
        facts.rank = items->rank;
    else
        used = put_change(items, count, &change);
    facts.in = items->is_certain ? VERDICT_YES : VERDICT_UNKNOWN;
    if (change.len)
        facts.change = facts.note = arena_dup(&list->arena, buf_text(&change));
    list_add_row(list, items->account, &facts);
    buf_fini(&change);
    return used;
}

static void add_items(struct list *list, const struct difference *difference,
                      enum difference_kind kind) {
    const struct difference_item *items = difference->items + difference->first[kind];
    for (size_t at = 0, count = difference->items_of[kind]; at < count;)
        at += add_item(list, &items[at], count - at);
}

static bool add_account(struct session *session, struct list *list, uint32_t number, int64_t rank,
                        struct err *err) {
    struct row_facts facts = ROW_FACTS_NONE;
    struct account *account;
    if (!lookup_account_by_number(session->store, number, &list->arena, &account, err))
        return false;
    facts.rank = rank;
    if (account)
        list_add_row(list, account, &facts);
    return true;
}

/* Those that both snapshots have, by their rank in the later one. */
static bool add_kept(struct session *session, struct list *list, const struct wanted *wanted,
                     struct err *err) {
    uint32_t *then = NULL, *now = NULL;
    size_t then_count, now_count = 0;
    bool is_read = edges_of(session->store, wanted->from, &then, &then_count, err) &&
                   edges_of(session->store, wanted->to, &now, &now_count, err);
    struct set older = {NULL, 0};
    if (is_read)
        older = set_make(then, then_count);
    for (size_t i = 0; is_read && i < now_count; i++)
        if (set_has(older, now[i]))
            is_read = add_account(session, list, now[i], (int64_t)i + 1, err);
    free(then);
    free(now);
    return is_read;
}

/* In the trail and the title. */
static void name_list(struct list *list, const struct difference *difference,
                      enum source_difference_kind kind) {
    char from[FIGURE_MAX], to[FIGURE_MAX];
    const char *owner = difference->to.label ? difference->to.label : "?";
    figure_date(difference->from.last_ms, from);
    figure_date(difference->to.last_ms, to);
    list->label =
        strcmp(from, to) != 0
            ? arena_format(&list->arena, "%s %s, %s → %s", kinds[kind].label, owner, from, to)
            : arena_format(&list->arena, "%s %s, %s", kinds[kind].label, owner, to);
}

static bool add_rows(struct session *session, struct list *list, const struct wanted *wanted,
                     const struct difference *difference, struct err *err) {
    if (kinds[wanted->kind].kind == DIFFERENCE_KINDS)
        return add_kept(session, list, wanted, err);
    add_items(list, difference, kinds[wanted->kind].kind);
    return true;
}

static bool is_of_one(enum source_difference_kind kind) {
    return kind == SOURCE_DIFFERENCE_NEWLY || kind == SOURCE_DIFFERENCE_NO_LONGER;
}

/* Of accounts that only one list has. A complete list proves that there are none. */
static void note_certainty(struct list *list, const struct difference *difference,
                           enum source_difference_kind kind) {
    bool is_newly = kind == SOURCE_DIFFERENCE_NEWLY;
    bool was_complete = difference->from.is_complete, is_complete = difference->to.is_complete;
    bool is_none = !list->count && (is_newly ? is_complete : was_complete);
    list->tally.stored = is_newly ? was_complete : is_complete;
    list->tally.incomplete = is_none ? 0 : (size_t)!was_complete + (size_t)!is_complete;
}

static bool read_rows(struct session *session, struct list *list, const struct wanted *wanted,
                      struct err *err) {
    struct difference difference;
    bool has_items = kinds[wanted->kind].kind != DIFFERENCE_KINDS;
    difference_init(&difference);
    bool is_read = (has_items ? difference_read : difference_count)(
                       &difference, session->store, wanted->from, wanted->to, err) &&
                   add_rows(session, list, wanted, &difference, err);
    if (is_read) {
        name_list(list, &difference, wanted->kind);
        note_certainty(list, &difference, wanted->kind);
    }
    difference_fini(&difference);
    return is_read;
}

static void read(struct session *session, struct list *list) {
    struct wanted wanted;
    struct err err;
    list->is_unread = false;
    list->tally = (struct list_tally){0};
    bool is_read = read_query(list->query, &wanted)
                       ? read_rows(session, list, &wanted, &err)
                       : err_set(&err, ERR_DATA, "its description cannot be read");
    if (!is_read)
        list_fail(list, "the difference could not be read", err.text, " R reads it again.");
    list->tells[ROW_FACT_IN] = false;
    list->tells[ROW_FACT_CERTAINTY] = true;
    session->changes++;
}

void source_difference_open(struct session *session, enum source_difference_kind kind, int64_t from,
                            int64_t to) {
    char query[QUERY_MAX];
    snprintf(query, sizeof query, "%s %" PRId64 " %" PRId64, kinds[kind].name, from, to);
    source_visit(session, source_renew(session, source_list(session, &source_difference, query)));
}

/* Of those that only one list has; tally.stored: the other list is complete. */
static void describe_certainty(const struct list *list, enum source_difference_kind kind,
                               struct buf *out) {
    bool is_newly = kind == SOURCE_DIFFERENCE_NEWLY, is_sure = list->tally.stored;
    const char *incomplete = list->tally.incomplete == 2 ? "both snapshots are"
                             : is_newly == is_sure       ? "the newer snapshot is"
                                                         : "the older snapshot is";
    if (list->tally.incomplete)
        buf_format(out, ", %s: %s incomplete", is_sure ? "perhaps more" : "none certain",
                   incomplete);
    else if (!is_newly)
        buf_text_put(out, " (deleted and banned look the same)");
}

static void describe(const struct list *list, struct buf *out) {
    struct wanted wanted;
    char figure[FIGURE_MAX];
    buf_text_put(out, figure_counted((int64_t)list->count, "account", figure));
    if (!read_query(list->query, &wanted))
        return;
    buf_format(out, " %s", kinds[wanted.kind].words);
    if (is_of_one(wanted.kind))
        describe_certainty(list, wanted.kind, out);
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    struct wanted wanted;
    (void)session;
    if (!read_query(list->query, &wanted))
        buf_text_put(out, "This list is empty. ");
    else if (is_of_one(wanted.kind) && list->tally.incomplete)
        buf_format(out, "No account is known to be %s; %s incomplete. ", kinds[wanted.kind].words,
                   list->tally.stored ? "one snapshot is" : "both snapshots are");
    else
        buf_format(out, "No account is %s. ", kinds[wanted.kind].words);
    buf_text_put(out, "[ goes back.");
}

const struct list_source source_difference = {.name = "difference",
                                              .step = "difference: ",
                                              .prefix = "",
                                              .title = "Difference",
                                              .order = "by rank",
                                              .columns = LOOK_LIST_DIFFERENCE,
                                              .is_counted = true,
                                              .has_query = true,
                                              .read = read,
                                              .describe = describe,
                                              .explain_none = explain_none};
