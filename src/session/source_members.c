/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_members.h"

#include "analysis/members.h"
#include "base/figure.h"
#include "base/percent.h"
#include "session/comparing.h"
#include "session/source.h"

#include <stdlib.h>
#include <string.h>

enum { QUERY_MAX = 1 << 12, DIGITS_MAX = 2 };

/* The query, `MEMBERS ID ID …`, in parts; ids are percent-encoded there. */
struct wanted {
    struct arena arena;
    const char *members;
    size_t least; /* in at least so many lists; 0: a pattern */
    const char *ids[COMPARING_MAX];
    size_t count;
};

static bool is_pattern(const char *members, size_t count) {
    return strlen(members) == count && strspn(members, "o.*") == count;
}

static bool read_members(struct wanted *wanted) {
    const char *members = wanted->members;
    size_t digits = strspn(members, "0123456789");
    if (is_pattern(members, wanted->count))
        return true;
    if (!digits || digits > DIGITS_MAX || members[digits])
        return false;
    wanted->least = strtoul(members, NULL, 10);
    return wanted->least >= 1 && wanted->least <= wanted->count;
}

bool source_members_can_read(const char *members, size_t count) {
    struct wanted wanted = {.members = members, .count = count};
    return read_members(&wanted);
}

static bool add_id(struct wanted *wanted, const char *word) {
    char *id = percent_read(word);
    if (id && wanted->count < COMPARING_MAX)
        wanted->ids[wanted->count++] = arena_dup(&wanted->arena, id);
    free(id);
    return id;
}

/* Call arena_fini() in any case. */
static bool read_query(const char *query, struct wanted *wanted) {
    *wanted = (struct wanted){.count = 0};
    arena_init(&wanted->arena);
    size_t len = strcspn(query, " ");
    wanted->members = arena_dup_n(&wanted->arena, query, len);
    while (query[len]) {
        query += len + 1;
        len = strcspn(query, " ");
        if (!add_id(wanted, arena_dup_n(&wanted->arena, query, len)))
            return false;
    }
    return read_members(wanted);
}

/* Few words for the detail pane. */
static void tell_excess(struct list *list, const struct excess *excess, int64_t denominator,
                        struct row_facts *facts) {
    char here[FIGURE_MAX], here_all[FIGURE_MAX], elsewhere[FIGURE_MAX], all[FIGURE_MAX];
    struct fraction value = excess_value(excess);
    if (!fraction_has_value(value))
        return;
    facts->excess_n = value.n * (denominator / value.d);
    facts->excess_d = denominator;
    facts->note = arena_format(
        &list->arena, "%s of %s here, %s of %s elsewhere", figure_grouped(excess->here, here),
        figure_grouped(excess->here_all, here_all), figure_grouped(excess->elsewhere, elsewhere),
        figure_grouped(excess->elsewhere_all, all));
}

static void add_rows(struct list *list, const struct members *members) {
    for (size_t i = 0; i < members->count; i++) {
        const struct member *member = &members->items[i];
        struct row_facts facts = ROW_FACTS_NONE;
        facts.lists = member->lists;
        facts.lists_max = member->lists_max;
        tell_excess(list, &member->excess, members->excess_denominator, &facts);
        list_add_row(list, member->account, &facts);
    }
    list->tally.unknown = members->unknown;
}

enum said { SAID_IN, SAID_NOT_IN, SAID_UNKNOWN, SAID_COUNT };

/* What a sign of the pattern says of the list: whether it is complete decides. */
static enum said said_of(char sign, const struct compared *list) {
    if (sign == 'o')
        return SAID_IN;
    return list->holding.is_complete ? SAID_NOT_IN : SAID_UNKNOWN;
}

static void put_names(struct buf *out, const struct comparison *comparison, const char *pattern,
                      enum said said) {
    static const char *const words[SAID_COUNT] = {"in ", "not in ", "unknown in "};
    bool is_first = true;
    for (size_t i = 0; pattern[i]; i++) {
        const struct compared *list = &comparison->lists[i];
        if (pattern[i] == '*' || said_of(pattern[i], list) != said)
            continue;
        buf_format(out, "%s%s%s", out->len ? ", " : "", is_first ? words[said] : "",
                   list->holding.label ? list->holding.label
                   : list->id          ? list->id
                                       : "?");
        is_first = false;
    }
}

/* In the trail and the title. */
static void name_list(struct list *list, const struct comparison *comparison,
                      const struct wanted *wanted) {
    struct buf words;
    buf_init(&words, QUERY_MAX);
    if (wanted->least)
        buf_format(&words, "in %zu or more of %zu lists", wanted->least, wanted->count);
    else
        for (enum said said = SAID_IN; said < SAID_COUNT; said++)
            put_names(&words, comparison, wanted->members, said);
    list->label = arena_dup(&list->arena, buf_text(&words));
    buf_fini(&words);
}

static bool read_rows(struct session *session, struct list *list, const struct wanted *wanted,
                      struct err *err) {
    struct comparison comparison;
    struct members members;
    comparison_init(&comparison);
    members_init(&members);
    bool is_read = comparison_read(&comparison, session->store, wanted->ids, wanted->count, err) &&
                   members_read(&members, session->store, &comparison, session->index,
                                wanted->members, (int64_t)wanted->least, err);
    if (is_read) {
        name_list(list, &comparison, wanted);
        add_rows(list, &members);
    }
    list->tally.stored = wanted->count;
    members_fini(&members);
    comparison_fini(&comparison);
    return is_read;
}

static void read(struct session *session, struct list *list) {
    struct wanted wanted;
    struct err err;
    list->is_unread = false;
    bool is_read = read_query(list->query, &wanted)
                       ? read_rows(session, list, &wanted, &err)
                       : err_set(&err, ERR_DATA, "its description cannot be read");
    if (!is_read)
        list_fail(list, "the comparison could not be read", err.text, " R reads it again.");
    arena_fini(&wanted.arena);
    session->changes++;
}

void source_members_open(struct session *session, const char *const *ids, size_t count,
                         const char *members) {
    struct buf query;
    buf_init(&query, QUERY_MAX);
    buf_text_put(&query, members);
    for (size_t i = 0; i < count; i++) {
        buf_text_put(&query, " ");
        percent_put(&query, ids[i]);
    }
    struct list *known = source_find_list(session, &source_members, buf_text(&query));
    struct list *list =
        known ? source_renew(session, known)
              : session_add_list(session, source_new_list(&source_members, buf_text(&query)));
    if (!known)
        read(session, list);
    trail_open(&session->trail, list);
    buf_fini(&query);
    session->changes++;
}

static void describe(const struct list *list, struct buf *out) {
    char figure[FIGURE_MAX];
    buf_format(out, "%s · lists counts the %zu compared",
               figure_counted((int64_t)list->count, "account", figure), list->tally.stored);
    if (list->tally.unknown)
        buf_format(out, " · %s unknown", figure_grouped((int64_t)list->tally.unknown, figure));
}

static void explain_none(const struct session *session, const struct list *list, struct buf *out) {
    (void)session;
    (void)list;
    buf_text_put(out, "No account is in these lists in this way. [ goes back.");
}

const struct list_source source_members = {.name = "members",
                                           .step = "compared: ",
                                           .prefix = "",
                                           .title = "In the compared lists",
                                           .order = "those in most lists first",
                                           .columns = LOOK_LIST_MEMBERS,
                                           .is_counted = true,
                                           .has_query = true,
                                           .read = read,
                                           .describe = describe,
                                           .explain_none = explain_none};
