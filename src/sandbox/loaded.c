/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/loaded.h"

#include "base/buf.h"
#include "base/dict.h"
#include "base/mem.h"
#include "sandbox/csv_table.h"
#include "sandbox/replay.h"
#include "sandbox/route.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ACCOUNTS_MAX = 50000000 };

struct edge {
    uint32_t source, target;
    int64_t rank; /* 0 without such a column */
    size_t place; /* in the file, to order equal ranks */
};

/* The array of members moves when it grows, so the dictionaries point to these. */
struct entry {
    uint32_t index;
};

struct member {
    struct account account;
    const char *record_at; /* when it was described so; "" in a network that is no export */
    struct replay replay;
};

struct loaded {
    struct network network;
    struct arena arena;
    struct member *members;
    size_t count, capacity;
    struct dict *by_id, *by_handle;
    struct edge *edges;
    size_t edge_count, edge_capacity;
    uint32_t *targets; /* of all lists, consecutively */
    size_t *first;     /* where each account's list begins, plus the end */
};

enum account_column {
    COLUMN_ID,
    COLUMN_USERNAME,
    COLUMN_DISPLAY_NAME,
    COLUMN_AVATAR_URL,
    COLUMN_BIO,
    COLUMN_REGION,
    COLUMN_IS_VERIFIED,
    COLUMN_IS_PRIVATE,
    COLUMN_FOLLOWER_COUNT,
    COLUMN_FOLLOWING_COUNT,
    COLUMN_LIKE_COUNT,
    COLUMN_VIDEO_COUNT,
    COLUMN_LIST_STATE,
    COLUMN_LISTED,
    COLUMN_RECORD_AT,
    ACCOUNT_COLUMNS
};

static const struct csv_column account_columns[ACCOUNT_COLUMNS] = {
    {"id", true},
    {"username", true},
    {"display_name", false},
    {"avatar_url", false},
    {"bio", false},
    {"region", false},
    {"is_verified", false},
    {"is_private", false},
    {"follower_count", false},
    {"following_count", false},
    {"like_count", false},
    {"video_count", false},
    {"list_state", false},
    {"listed", false},
    {"record_at", false},
};

enum follow_column { FOLLOW_SOURCE, FOLLOW_TARGET, FOLLOW_RANK, FOLLOW_COLUMNS };

static const struct csv_column follow_columns[FOLLOW_COLUMNS] = {
    {"source", true}, {"target", true}, {"rank", false}};

static bool refuse(const struct csv_row *row, struct err *err, const char *what, const char *cell) {
    return err_set(err, ERR_DATA, "%s:%zu: %s “%s”", row->file, row->line, what, cell);
}

static const char *strip_id(const char *id) {
    return strncmp(id, "tt", 2) == 0 ? id + 2 : id;
}

static char *lower(struct arena *arena, const char *text) {
    char *copy = arena_dup(arena, text);
    for (char *at = copy; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return copy;
}

static bool read_count(const struct csv_row *row, const struct csv_column *columns, size_t column,
                       int64_t absent, int64_t *value, struct err *err) {
    const char *cell = row->cells[column];
    *value = absent;
    if (!*cell)
        return true;
    errno = 0;
    *value = strtoll(cell, NULL, 10);
    if (cell[strspn(cell, "0123456789")] || errno)
        return err_set(err, ERR_DATA, "%s:%zu: %s “%s” is not a number", row->file, row->line,
                       columns[column].name, cell);
    return true;
}

static bool read_flag(const struct csv_row *row, size_t column, bool *flag, struct err *err) {
    const char *cell = row->cells[column];
    *flag = !strcmp(cell, "true") || !strcmp(cell, "1");
    if (*flag || !*cell || !strcmp(cell, "false") || !strcmp(cell, "0"))
        return true;
    return err_set(err, ERR_DATA, "%s:%zu: %s “%s” is not true or false", row->file, row->line,
                   account_columns[column].name, cell);
}

static bool read_list_state(const struct csv_row *row, struct replay *replay, struct err *err) {
    if (!replay_read_state(row->cells[COLUMN_LIST_STATE], &replay->state))
        return refuse(row, err, "not a state of a list:", row->cells[COLUMN_LIST_STATE]);
    return read_count(row, account_columns, COLUMN_LISTED, ACCOUNT_UNKNOWN, &replay->listed, err);
}

/* In an export an empty cell is an unknown number. */
static bool read_counts(const struct csv_row *row, const struct replay *replay,
                        struct account *account, struct err *err) {
    const struct csv_column *columns = account_columns;
    int64_t absent = replay->state == REPLAY_UNSAID ? 0 : ACCOUNT_UNKNOWN;
    return read_count(row, columns, COLUMN_FOLLOWER_COUNT, absent, &account->follower_count, err) &&
           read_count(row, columns, COLUMN_FOLLOWING_COUNT, ACCOUNT_UNKNOWN,
                      &account->following_count, err) &&
           read_count(row, columns, COLUMN_LIKE_COUNT, absent, &account->like_count, err) &&
           read_count(row, columns, COLUMN_VIDEO_COUNT, absent, &account->video_count, err);
}

static bool read_values(const struct csv_row *row, struct member *member, struct err *err) {
    struct account *account = &member->account;
    return read_list_state(row, &member->replay, err) &&
           read_flag(row, COLUMN_IS_VERIFIED, &account->is_verified, err) &&
           read_flag(row, COLUMN_IS_PRIVATE, &account->is_private, err) &&
           read_counts(row, &member->replay, account, err);
}

/* In an export an empty flag is unknown: the defect names it (account_flag()). */
static const char *find_defect(const struct csv_row *row, const struct replay *replay) {
    bool has_verified = *row->cells[COLUMN_IS_VERIFIED],
         has_private = *row->cells[COLUMN_IS_PRIVATE];
    if (replay->state == REPLAY_UNSAID || (has_verified && has_private))
        return NULL;
    return has_verified  ? "is_private is unknown"
           : has_private ? "is_verified is unknown"
                         : "is_verified and is_private are unknown";
}

/* Spreadsheets' files begin with a byte order mark, exports for them too. */
static const char *keep_text(struct loaded *loaded, const struct csv_row *row, size_t column) {
    const char *cell = row->cells[column];
    bool is_excel = row->is_marked && *row->cells[COLUMN_LIST_STATE];
    return arena_dup(&loaded->arena, is_excel ? replay_undo_excel(cell) : cell);
}

static const char *keep_if_any(struct loaded *loaded, const struct csv_row *row, size_t column) {
    return *row->cells[column] ? keep_text(loaded, row, column) : NULL;
}

static void keep_texts(struct loaded *loaded, const struct csv_row *row, struct member *member) {
    struct account *account = &member->account;
    account->id = arena_dup(&loaded->arena, strip_id(row->cells[COLUMN_ID]));
    account->username = keep_if_any(loaded, row, COLUMN_USERNAME);
    account->display_name = keep_text(loaded, row, COLUMN_DISPLAY_NAME);
    account->avatar_url = keep_text(loaded, row, COLUMN_AVATAR_URL);
    account->bio = keep_text(loaded, row, COLUMN_BIO);
    account->region = keep_if_any(loaded, row, COLUMN_REGION);
    account->defect = find_defect(row, &member->replay);
    member->record_at = arena_dup(&loaded->arena, row->cells[COLUMN_RECORD_AT]);
}

/* An export also has accounts whose handle is unknown, and ids as the API gave them. */
static bool check_names(const struct csv_row *row, const struct replay *replay, struct err *err) {
    bool is_export = replay->state != REPLAY_UNSAID;
    const char *id = row->cells[COLUMN_ID];
    if (!route_is_id(strip_id(id)) && !(is_export && strncmp(id, "tt", 2) == 0 && id[2]))
        return refuse(row, err, "not an id:", id);
    return is_export || *row->cells[COLUMN_USERNAME] || refuse(row, err, "no username for", id);
}

/* A handle used twice is that of the account that was seen with it last; of the first one where
 * that is not known. */
static void add_handle(struct loaded *loaded, const struct member *member, struct entry *entry) {
    const char *handle = lower(&loaded->arena, member->account.username);
    struct entry *owner = dict_get(loaded->by_handle, handle);
    if (owner && strcmp(loaded->members[owner->index].record_at, member->record_at) < 0)
        (void)dict_remove(loaded->by_handle, handle);
    (void)dict_add(loaded->by_handle, handle, entry); /* unless another owner stays */
}

static bool add_member(struct loaded *loaded, const struct member *member) {
    const struct account *account = &member->account;
    struct entry *entry = arena_alloc(&loaded->arena, sizeof *entry);
    entry->index = (uint32_t)loaded->count;
    if (!dict_add(loaded->by_id, account->id, entry))
        return false;
    if (account->username)
        add_handle(loaded, member, entry);
    loaded->members =
        mem_grow(loaded->members, &loaded->capacity, loaded->count + 1, sizeof *member);
    loaded->members[loaded->count++] = *member;
    return true;
}

static bool take_account(void *context, const struct csv_row *row, struct err *err) {
    struct loaded *loaded = context;
    struct member member = {.replay = {.state = REPLAY_UNSAID}};
    if (!read_values(row, &member, err) || !check_names(row, &member.replay, err))
        return false;
    if (loaded->count == ACCOUNTS_MAX)
        return refuse(row, err, "too many accounts:", row->cells[COLUMN_ID]);
    keep_texts(loaded, row, &member);
    return add_member(loaded, &member) ||
           refuse(row, err, "a second account with the id", row->cells[COLUMN_ID]);
}

static bool find_end(const struct loaded *loaded, const struct csv_row *row, size_t column,
                     uint32_t *index, struct err *err) {
    const struct entry *entry = dict_get(loaded->by_id, strip_id(row->cells[column]));
    if (!entry)
        return refuse(row, err, "no account with the id", row->cells[column]);
    *index = entry->index;
    return true;
}

static bool take_follow(void *context, const struct csv_row *row, struct err *err) {
    struct loaded *loaded = context;
    struct edge edge;
    if (!find_end(loaded, row, FOLLOW_SOURCE, &edge.source, err) ||
        !find_end(loaded, row, FOLLOW_TARGET, &edge.target, err) ||
        !read_count(row, follow_columns, FOLLOW_RANK, 0, &edge.rank, err))
        return false;
    edge.place = loaded->edge_count;
    loaded->edges =
        mem_grow(loaded->edges, &loaded->edge_capacity, loaded->edge_count + 1, sizeof edge);
    loaded->edges[loaded->edge_count++] = edge;
    return true;
}

static int compare_edges(const void *a, const void *b) {
    const struct edge *left = a, *right = b;
    if (left->source != right->source)
        return left->source < right->source ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

static void sort_lists(struct loaded *loaded) {
    loaded->first = mem_zalloc((loaded->count + 1) * sizeof *loaded->first);
    loaded->targets = mem_alloc(loaded->edge_count * sizeof *loaded->targets);
    if (loaded->edge_count)
        qsort(loaded->edges, loaded->edge_count, sizeof *loaded->edges, compare_edges);
    for (size_t i = 0; i < loaded->edge_count; i++) {
        loaded->first[loaded->edges[i].source + 1] = i + 1;
        loaded->targets[i] = loaded->edges[i].target;
    }
    for (size_t i = 0; i < loaded->count; i++)
        if (loaded->first[i + 1] < loaded->first[i])
            loaded->first[i + 1] = loaded->first[i];
    free(loaded->edges);
    loaded->edges = NULL;
}

static const struct loaded *loaded_of(const struct network *network) {
    return (const struct loaded *)(const void *)network;
}

static size_t list_length(const struct loaded *loaded, uint32_t index) {
    return loaded->first[index + 1] - loaded->first[index];
}

static uint32_t count_accounts(const struct network *network) {
    return (uint32_t)loaded_of(network)->count;
}

static bool find_account(const struct network *network, const char *id, uint32_t *index) {
    const struct loaded *loaded = loaded_of(network);
    struct arena arena;
    arena_init(&arena);
    const struct entry *entry = dict_get(loaded->by_id, id);
    if (!entry)
        entry = dict_get(loaded->by_handle, lower(&arena, id));
    arena_fini(&arena);
    if (entry)
        *index = entry->index;
    return entry != NULL;
}

static void describe_account(const struct network *network, uint32_t index, struct arena *arena,
                             struct account *account) {
    (void)arena;
    const struct loaded *loaded = loaded_of(network);
    const struct replay *replay = &loaded->members[index].replay;
    *account = loaded->members[index].account;
    if (replay->state != REPLAY_UNSAID)
        replay_settle_counts(replay, list_length(loaded, index), account);
    else if (account->following_count == ACCOUNT_UNKNOWN)
        account->following_count = (int64_t)list_length(loaded, index);
}

static enum network_end end_list(const struct network *network, uint32_t index,
                                 const struct account *account) {
    const struct loaded *loaded = loaded_of(network);
    return replay_end(&loaded->members[index].replay, list_length(loaded, index),
                      account->is_private);
}

static const uint32_t *list_follows(const struct network *network, uint32_t index,
                                    struct arena *arena, size_t *count) {
    (void)arena;
    const struct loaded *loaded = loaded_of(network);
    const struct member *member = &loaded->members[index];
    bool is_refused = member->account.is_private && member->replay.state == REPLAY_UNSAID;
    *count = is_refused ? 0 : list_length(loaded, index);
    return loaded->targets + loaded->first[index];
}

static uint32_t showcase_account(const struct network *network) {
    const struct loaded *loaded = loaded_of(network);
    uint32_t best = 0;
    for (uint32_t i = 1; i < loaded->count; i++)
        if (list_length(loaded, i) > list_length(loaded, best))
            best = i;
    return best;
}

static void close_network(struct network *network) {
    struct loaded *loaded = (struct loaded *)(void *)network;
    dict_free(loaded->by_id);
    dict_free(loaded->by_handle);
    arena_fini(&loaded->arena);
    free(loaded->members);
    free(loaded->edges);
    free(loaded->targets);
    free(loaded->first);
    free(loaded);
}

static const struct network_kind loaded_kind = {
    .count = count_accounts,
    .find = find_account,
    .describe = describe_account,
    .follows = list_follows,
    .end = end_list,
    .showcase = showcase_account,
    .close = close_network,
};

static bool read_table(struct loaded *loaded, const char *dir, const char *name,
                       struct csv_table table, struct err *err) {
    char *path = mem_format("%s/%s", dir, name);
    table.context = loaded;
    bool is_read = csv_table_read(&table, path, err);
    free(path);
    return is_read;
}

/* The first id says it. Then reading ends; what else is wrong is found by the next. */
static bool look_at_id(void *context, const struct csv_row *row, struct err *err) {
    *(bool *)context = replay_is_pseudonym(row->cells[0]);
    return err_set(err, ERR_NONE, "enough");
}

static bool is_pseudonymous(const char *dir) {
    static const struct csv_column id = {"id", true};
    struct err ignored;
    bool is_one = false;
    char *path = mem_format("%s/accounts.csv", dir);
    const struct csv_table first = {&id, 1, NULL, look_at_id, &is_one};
    (void)!csv_table_read(&first, path, &ignored);
    free(path);
    return is_one;
}

static bool read_tables(struct loaded *loaded, const char *dir, struct err *err) {
    struct csv_table accounts = {account_columns, ACCOUNT_COLUMNS, "list_state", take_account,
                                 NULL};
    struct csv_table follows = {follow_columns, FOLLOW_COLUMNS, "list_state", take_follow, NULL};
    if (is_pseudonymous(dir))
        return err_set(err, ERR_DATA,
                       "%s is pseudonymous: its ids and counts are not the API's, so it cannot be "
                       "served again",
                       dir);
    if (!read_table(loaded, dir, "accounts.csv", accounts, err) ||
        !read_table(loaded, dir, "follows.csv", follows, err))
        return false;
    if (!loaded->count)
        return err_set(err, ERR_DATA, "%s/accounts.csv has no accounts", dir);
    return true;
}

struct network *loaded_open(const char *dir, struct err *err) {
    struct loaded *loaded = mem_zalloc(sizeof *loaded);
    loaded->network.kind = &loaded_kind;
    arena_init(&loaded->arena);
    loaded->by_id = dict_new();
    loaded->by_handle = dict_new();
    if (!read_tables(loaded, dir, err)) {
        close_network(&loaded->network);
        return NULL;
    }
    sort_lists(loaded);
    return &loaded->network;
}
