/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/source_members.h"

#include "analysis/comparison.h"
#include "analysis/graph_index.h"
#include "base/figure.h"
#include "base/mem.h"
#include "base/percent.h"
#include "graph/excess.h"
#include "session/comparing.h"
#include "session/source.h"
#include "store/lookup.h"

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

/* A chosen account, and what orders it. */
struct member {
    int64_t number, lists, lists_max;
    struct excess excess;
};

struct choice_of_members {
    const struct wanted *wanted;
    struct member *members;
    size_t count, capacity;
    size_t unknown; /* that may be in enough lists */
};

static bool fits_pattern(const char *pattern, const struct comparison_member *member) {
    size_t at = 0;
    for (size_t list = 0; pattern[list]; list++) {
        bool is_in = at < member->in_count && member->in[at] == list;
        at += is_in;
        if (pattern[list] != '*' && (pattern[list] == 'o') != is_in)
            return false;
    }
    return true;
}

static void choose(void *context, const struct comparison_member *member) {
    struct choice_of_members *choice = context;
    const struct wanted *wanted = choice->wanted;
    int64_t least = (int64_t)wanted->least;
    bool is_wanted = least ? member->lists >= least : fits_pattern(wanted->members, member);
    choice->unknown += least && !is_wanted && member->lists_max >= least;
    if (!is_wanted)
        return;
    choice->members =
        mem_grow(choice->members, &choice->capacity, choice->count + 1, sizeof *choice->members);
    choice->members[choice->count++] =
        (struct member){.number = member->number,
                        .lists = member->lists,
                        .lists_max = member->lists_max,
                        .excess = {.here = member->complete, .here_all = member->complete_all}};
}

/* Of the complete lists of the store those that are not compared; counted once all lists are. */
static void count_elsewhere(const struct graph_index *index, struct member *member) {
    struct fact_scope scope = graph_index_scope(index);
    const struct chosen *own = graph_index_list(index, member->number);
    struct excess *excess = &member->excess;
    int64_t lists, most, complete = scope.lists - scope.incomplete;
    graph_index_count(index, member->number, &lists, &most);
    int64_t without = scope.incomplete - (own && !own->is_complete);
    excess->elsewhere = lists - (without - (most - lists)) - excess->here;
    excess->elsewhere_all =
        complete - (own && own->is_complete && own->is_asked) - excess->here_all;
}

/* All have one denominator: an account's own list does not count, so its shares may be of a list
 * fewer. */
static int64_t denominator_of(const struct choice_of_members *choice) {
    int64_t here = 0, elsewhere = 0;
    for (size_t i = 0; i < choice->count; i++) {
        const struct excess *excess = &choice->members[i].excess;
        here = excess->here_all > here ? excess->here_all : here;
        elsewhere = excess->elsewhere_all > elsewhere ? excess->elsewhere_all : elsewhere;
    }
    return here * (here > 1 ? here - 1 : 1) * elsewhere * (elsewhere > 1 ? elsewhere - 1 : 1);
}

/* Those in most lists first, then as the store has them. */
static int compare_members(const void *a, const void *b) {
    const struct member *left = a, *right = b;
    if (left->lists != right->lists)
        return left->lists < right->lists ? 1 : -1;
    return (left->number > right->number) - (left->number < right->number);
}

static void tell_excess(struct list *list, const struct member *member, int64_t denominator,
                        struct row_facts *facts) {
    const struct excess *excess = &member->excess;
    char here[FIGURE_MAX], elsewhere[FIGURE_MAX], all[FIGURE_MAX];
    struct fraction value = excess_value(excess);
    if (!fraction_has_value(value))
        return;
    facts->excess_n = value.n * (denominator / value.d);
    facts->excess_d = denominator;
    facts->note = arena_format(&list->arena, "%s of %lld here, %s of %s elsewhere",
                               figure_grouped(excess->here, here), (long long)excess->here_all,
                               figure_grouped(excess->elsewhere, elsewhere),
                               figure_grouped(excess->elsewhere_all, all));
}

static bool add_row(struct session *session, struct list *list, const struct member *member,
                    int64_t denominator, struct err *err) {
    struct row_facts facts = ROW_FACTS_NONE;
    struct account *account;
    struct arena arena;
    arena_init(&arena);
    bool is_read = lookup_account_by_number(session->store, member->number, &arena, &account, err);
    facts.lists = member->lists;
    facts.lists_max = member->lists_max;
    tell_excess(list, member, denominator, &facts);
    if (is_read && account)
        list_add_row(list, account, &facts);
    arena_fini(&arena);
    return is_read;
}

static void put_names(struct buf *out, const struct comparison *comparison, const char *pattern,
                      char sign, const char *before) {
    for (size_t i = 0; pattern[i]; i++) {
        const struct compared *list = &comparison->lists[i];
        if (pattern[i] != sign)
            continue;
        buf_format(out, "%s%s", before, list->holding.label ? list->holding.label : list->id);
        before = ", ";
    }
}

/* In the trail and the title. */
static void name_list(struct list *list, const struct comparison *comparison,
                      const struct wanted *wanted) {
    struct buf words;
    buf_init(&words, QUERY_MAX);
    if (wanted->least) {
        buf_format(&words, "in %zu or more of %zu lists", wanted->least, wanted->count);
    } else {
        put_names(&words, comparison, wanted->members, 'o', "in ");
        put_names(&words, comparison, wanted->members, '.', ", not in ");
    }
    list->label = arena_dup(&list->arena, buf_text(&words));
    buf_fini(&words);
}

static bool choose_members(struct session *session, struct list *list, const struct wanted *wanted,
                           struct choice_of_members *choice, struct err *err) {
    struct comparison comparison;
    comparison_init(&comparison);
    bool is_read = comparison_read(&comparison, session->store, wanted->ids, wanted->count, err);
    if (is_read) {
        name_list(list, &comparison, wanted);
        comparison_each(&comparison, choose, choice);
    }
    comparison_fini(&comparison);
    return is_read;
}

static bool add_rows(struct session *session, struct list *list, const struct wanted *wanted,
                     struct err *err) {
    struct choice_of_members choice = {.wanted = wanted};
    bool is_counted = session->index && graph_index_is_ready(session->index);
    bool is_read = choose_members(session, list, wanted, &choice, err);
    for (size_t i = 0; is_counted && i < choice.count; i++)
        count_elsewhere(session->index, &choice.members[i]);
    if (choice.count)
        qsort(choice.members, choice.count, sizeof *choice.members, compare_members);
    int64_t denominator = denominator_of(&choice);
    for (size_t i = 0; is_read && i < choice.count; i++)
        is_read = add_row(session, list, &choice.members[i], denominator, err);
    list->tally.unknown = choice.unknown;
    list->tally.stored = wanted->count;
    free(choice.members);
    return is_read;
}

static void read(struct session *session, struct list *list) {
    struct wanted wanted;
    struct err err;
    list->is_unread = false;
    bool is_read = read_query(list->query, &wanted)
                       ? add_rows(session, list, &wanted, &err)
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
    buf_format(out, "%s · lists: of %zu compared",
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
                                           .columns = "number sign account followers lists "
                                                      "excess state:14 region name",
                                           .has_query = true,
                                           .read = read,
                                           .describe = describe,
                                           .explain_none = explain_none};
