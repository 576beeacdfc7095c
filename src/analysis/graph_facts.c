/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/graph_facts.h"

#include "account/reference.h"
#include "base/mem.h"
#include "graph/set.h"
#include "model/list.h"
#include "store/edges.h"
#include "store/lookup.h"

#include <stdlib.h>
#include <string.h>

/* Sets that are kept: a filter may name some accounts, and each list has an owner. */
enum { SETS = 8 };

enum set_kind { SET_OWNERS, SET_LISTED };

/* Who has an account in its list, or whom an account has in its own. */
struct kept_set {
    enum set_kind kind;
    int64_t account;
    uint32_t *numbers;
    struct set set;
    uint64_t version; /* of the index, when it was read */
    uint64_t used;
};

/* What a name means. */
struct kept_name {
    char *name;
    int64_t account;
    bool follows_nobody;
    uint64_t version;
};

struct graph_facts {
    const struct graph_index *index;
    struct store *store;
    struct fact_reader reader;
    struct kept_set sets[SETS];
    struct kept_name names[SETS];
    size_t next_name;
    uint64_t uses;
};

/* Its record says that it follows nobody: a complete list without a row. */
static bool follows_nobody(const struct account *account) {
    return account_has_counts(account) && !account->is_private && account->following_count == 0;
}

int64_t graph_facts_number(const struct graph_facts *facts, const struct account *account) {
    int64_t number = 0;
    if (account->no && graph_index_has_same_numbers(facts->index))
        return account->no;
    if (!account->id || !lookup_number(facts->store, account->id, &number, NULL))
        return 0;
    return number;
}

/* Numbers being collected. */
struct numbers {
    const struct graph_index *index;
    int64_t account;
    uint32_t *of;
    size_t count, capacity;
};

static void add_number(struct numbers *numbers, uint32_t number) {
    numbers->of =
        mem_grow(numbers->of, &numbers->capacity, numbers->count + 1, sizeof *numbers->of);
    numbers->of[numbers->count++] = number;
}

static void take_snapshot(void *context, int64_t snapshot) {
    struct numbers *numbers = context;
    const struct chosen *list = graph_index_list_of_snapshot(numbers->index, snapshot);
    if (list && list->owner && list->owner != numbers->account)
        add_number(numbers, list->owner);
}

static void read_set(const struct graph_facts *facts, struct kept_set *kept) {
    struct numbers numbers = {.index = facts->index, .account = kept->account};
    const struct chosen *own = graph_index_list(facts->index, kept->account);
    bool is_read = true;
    if (kept->kind == SET_OWNERS)
        is_read = edges_snapshots(facts->store, kept->account, take_snapshot, &numbers, NULL);
    else if (own && own->snapshot)
        is_read = edges_of(facts->store, own->snapshot, &numbers.of, &numbers.count, NULL);
    kept->numbers = numbers.of;
    kept->set = set_make(numbers.of, is_read ? numbers.count : 0);
}

static struct set set_of(struct graph_facts *facts, enum set_kind kind, int64_t account) {
    struct kept_set *oldest = &facts->sets[0];
    uint64_t version = graph_index_version(facts->index);
    for (size_t i = 0; i < SETS; i++) {
        struct kept_set *kept = &facts->sets[i];
        bool is_it = kept->account == account && kept->kind == kind;
        if (is_it && kept->version == version) {
            kept->used = ++facts->uses;
            return kept->set;
        }
        if (is_it || (kept->used < oldest->used && oldest->account != account))
            oldest = kept;
    }
    free(oldest->numbers);
    *oldest = (struct kept_set){
        .kind = kind, .account = account, .version = version, .used = ++facts->uses};
    read_set(facts, oldest);
    return oldest->set;
}

/* Whether a list that is not known to have an account does not have it. */
static enum verdict verdict_of_rest(const struct chosen *list, bool follows_nobody) {
    bool is_complete = list ? list->is_complete : follows_nobody;
    return is_complete ? VERDICT_NO : VERDICT_UNKNOWN;
}

/* Whether the list of `account` has the one with that number. */
static enum verdict has_in_list(struct graph_facts *facts, const struct account *account,
                                int64_t number, int64_t wanted) {
    if (wanted && set_has(set_of(facts, SET_OWNERS, wanted), (uint32_t)number))
        return VERDICT_YES;
    return verdict_of_rest(graph_index_list(facts->index, number), follows_nobody(account));
}

/* FACT_NONE of the owner itself, and where nobody is known to own the list. */
static int read_back(struct graph_facts *facts, const struct list *list,
                     const struct account *account, int64_t number) {
    if (!list || list_is_local(list) || list_is_by_handle(list) || !list->owner || !number)
        return FACT_NONE;
    int64_t owner = graph_facts_number(facts, list->owner);
    return owner == number ? FACT_NONE : (int)has_in_list(facts, account, number, owner);
}

static void read(void *context, const struct list *list, const struct account *account,
                 struct facts *out) {
    struct graph_facts *facts = context;
    int64_t number = graph_facts_number(facts, account);
    const struct chosen *own = graph_index_list(facts->index, number);
    if (account->id)
        graph_index_count(facts->index, number, &out->lists, &out->lists_max);
    out->back = read_back(facts, list, account, number);
    enum standing_state state = own                       ? own->state
                                : follows_nobody(account) ? STANDING_NOBODY_REPORTED
                                                          : STANDING_NONE;
    bool is_complete = own ? own->is_complete : follows_nobody(account);
    out->state = state == STANDING_NONE ? FACT_STATE_NONE
                 : is_complete          ? FACT_COMPLETE
                                        : FACT_INCOMPLETE;
    out->state_name = state == STANDING_NONE ? NULL : standing_name(state);
}

/* An account of the store that was looked up by its name; 0 if there is none. */
static bool look_up(struct graph_facts *facts, const char *name, struct kept_name *kept,
                    struct err *err) {
    struct reference reference;
    struct account *account = NULL;
    struct arena arena;
    if (!reference_parse(name, &reference, err))
        return false;
    arena_init(&arena);
    bool is_read = lookup_account(facts->store, &reference, &arena, &account, err);
    kept->account = account ? graph_facts_number(facts, account) : 0;
    kept->follows_nobody = account && follows_nobody(account);
    arena_fini(&arena);
    return is_read;
}

/* Account 0: the store has none with that name. */
static const struct kept_name *name_of(struct graph_facts *facts, const char *name) {
    uint64_t version = graph_index_version(facts->index);
    for (size_t i = 0; i < SETS; i++)
        if (facts->names[i].name && facts->names[i].version == version &&
            !strcmp(facts->names[i].name, name))
            return &facts->names[i];
    struct kept_name *kept = &facts->names[facts->next_name++ % SETS];
    free(kept->name);
    *kept = (struct kept_name){.name = mem_dup(name), .version = version};
    (void)look_up(facts, name, kept, NULL);
    return kept;
}

static enum verdict is_followed_by(void *context, const char *name, const struct account *account) {
    struct graph_facts *facts = context;
    const struct kept_name *by = name_of(facts, name);
    int64_t number = graph_facts_number(facts, account);
    if (!by->account)
        return VERDICT_UNKNOWN;
    if (number && set_has(set_of(facts, SET_LISTED, by->account), (uint32_t)number))
        return VERDICT_YES;
    return verdict_of_rest(graph_index_list(facts->index, by->account), by->follows_nobody);
}

static enum verdict follows(void *context, const char *name, const struct account *account) {
    struct graph_facts *facts = context;
    int64_t number = graph_facts_number(facts, account);
    return has_in_list(facts, account, number, name_of(facts, name)->account);
}

static bool knows(void *context, const char *name, struct err *err) {
    struct kept_name kept = {.account = 0};
    if (!look_up(context, name, &kept, err))
        return false;
    return kept.account ||
           err_set(err, ERR_USAGE,
                   "The store has no account %s%.80s. “find” searches what is stored, free.",
                   *name == '@' || (*name >= '0' && *name <= '9') ? "" : "@", name);
}

/* The first of the owners, while all are looked at. */
struct first_owners {
    struct graph_facts *facts;
    int64_t account;
    struct chosen const **in;
    int64_t *lists; /* in how many lists each of them is */
    size_t count, most;
    int64_t total, incomplete;
};

static bool is_before(const struct chosen *a, int64_t a_lists, const struct chosen *b,
                      int64_t b_lists) {
    if (a_lists != b_lists)
        return a_lists > b_lists;
    int order = strcmp(a->id ? a->id : "", b->id ? b->id : "");
    return order ? order < 0 : a->snapshot < b->snapshot;
}

static void take_owner(void *context, int64_t snapshot) {
    struct first_owners *first = context;
    const struct chosen *list = graph_index_list_of_snapshot(first->facts->index, snapshot);
    int64_t lists, lists_max;
    if (!list || list->owner == first->account)
        return;
    first->total++;
    first->incomplete += !list->is_complete;
    graph_index_count(first->facts->index, list->owner, &lists, &lists_max);
    size_t at = first->count;
    while (at > 0 && is_before(list, lists, first->in[at - 1], first->lists[at - 1]))
        at--;
    if (at == first->most)
        return;
    size_t last = first->count < first->most ? first->count++ : first->most - 1;
    for (size_t i = last; i > at; i--) {
        first->in[i] = first->in[i - 1];
        first->lists[i] = first->lists[i - 1];
    }
    first->in[at] = list;
    first->lists[at] = lists;
}

/* The owner's handle now, else its id; else what the list was requested by. */
static const char *label_of(const struct graph_facts *facts, const struct chosen *list,
                            struct arena *arena) {
    struct account *account = NULL;
    struct snapshot snapshot;
    struct snapshot_names names = {0};
    if (list->owner && lookup_account_by_number(facts->store, list->owner, arena, &account, NULL) &&
        account)
        return account->username ? arena_format(arena, "@%s", account->username) : account->id;
    if (!lookup_snapshot(facts->store, list->snapshot, arena, &snapshot, &names, NULL))
        return "";
    return names.label ? names.label : "";
}

static bool owners(void *context, const struct account *account, size_t most, struct arena *arena,
                   struct fact_owners *out, struct err *err) {
    struct graph_facts *facts = context;
    struct first_owners first = {
        .facts = facts, .account = graph_facts_number(facts, account), .most = most};
    const struct chosen *own = graph_index_list(facts->index, first.account);
    struct fact_scope scope = graph_index_scope(facts->index);
    first.in = arena_alloc(arena, (most + 1) * sizeof(struct chosen *));
    first.lists = arena_alloc(arena, (most + 1) * sizeof *first.lists);
    *out = (struct fact_owners){.in = arena_alloc(arena, (most + 1) * sizeof(char *))};
    if (first.account && !edges_snapshots(facts->store, first.account, take_owner, &first, err))
        return false;
    for (size_t i = 0; i < first.count; i++)
        out->in[i] = label_of(facts, first.in[i], arena);
    out->in_count = first.count;
    out->lists = scope.lists - (own && own->is_asked);
    out->in_total = first.total;
    out->may_total = scope.incomplete - first.incomplete - (own && !own->is_complete);
    return true;
}

struct graph_facts *graph_facts_new(const struct graph_index *index, struct store *store) {
    struct graph_facts *facts = mem_zalloc(sizeof *facts);
    facts->index = index;
    facts->store = store;
    facts->reader = (struct fact_reader){.context = facts,
                                         .read = read,
                                         .is_followed_by = is_followed_by,
                                         .follows = follows,
                                         .knows = knows,
                                         .owners = owners};
    graph_facts_renew(facts);
    return facts;
}

void graph_facts_free(struct graph_facts *facts) {
    if (!facts)
        return;
    for (size_t i = 0; i < SETS; i++) {
        free(facts->sets[i].numbers);
        free(facts->names[i].name);
    }
    free(facts);
}

struct fact_reader *graph_facts_reader(struct graph_facts *facts) {
    return &facts->reader;
}

void graph_facts_renew(struct graph_facts *facts) {
    facts->reader.scope = graph_index_scope(facts->index);
    facts->reader.version = graph_index_version(facts->index);
}
