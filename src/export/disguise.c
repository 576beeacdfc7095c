/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/disguise.h"

#include "account/account.h"
#include "base/mem.h"
#include "export/export_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 32, REFERENCES_MAX = 6, ROOM = 32, DATE_LENGTH = 10 };

static const char between_ids[] = " ";

/* A table as strangers get it. */
struct mask {
    struct export_table table;
    struct export_column columns[COLUMNS_MAX];
    size_t places[COLUMNS_MAX]; /* of these columns in the table */
    char *abouts[COLUMNS_MAX];
    struct export_reference references[REFERENCES_MAX];
};

struct disguise {
    struct export *export;
    struct mask masks[TABLES];
    int64_t *numbers; /* by snapshot */
    size_t capacity;
    char rooms[COLUMNS_MAX][ROOM]; /* for the cells of a row */
    char account[PSEUDONYM_MAX];   /* of the row before */
    struct buf ids;                /* for a cell of several */
    export_sink *sink;
    void *context;
};

static const char *const adds[] = {
    [FATE_ID] = " A pseudonym.",
    [FATE_IDS] = " Pseudonyms; without one for a handle.",
    [FATE_DECADE] = " Its decade: 1000 for 1,000 to 9,999.",
    [FATE_DATE] = " The day, in UTC.",
    [FATE_NUMBER] = "",
};

static void mask_column(struct mask *mask, const struct export_table *table, size_t place) {
    size_t at = mask->table.column_count;
    const struct export_column *from = &table->columns[place];
    const char *add = adds[from->fate];
    if (from->fate == FATE_OUT)
        return;
    mask->columns[at] = *from;
    mask->columns[at].about = mask->abouts[at] = mem_format("%s%s", from->about, add ? add : "");
    if (from->fate == FATE_DATE)
        mask->columns[at].type = FIELD_DATE;
    mask->places[at] = place;
    mask->table.column_count++;
}

static bool is_kept(const char *table, const char *column) {
    const struct export_table *of = export_table_find(table);
    size_t place = of ? export_table_column(of, column) : 0;
    return of && !of->is_out && place < of->column_count && of->columns[place].fate != FATE_OUT;
}

static void mask_references(struct mask *mask, const struct export_table *table) {
    size_t count = 0;
    for (const struct export_reference *of = table->references; of->column; of++)
        if (is_kept(table->name, of->column) && is_kept(of->table, of->referred))
            mask->references[count++] = *of;
}

static void mask_table(struct mask *mask, const struct export_table *table) {
    mask->table = *table;
    mask->table.columns = mask->columns;
    mask->table.references = mask->references;
    mask->table.column_count = 0;
    for (size_t i = 0; i < table->column_count; i++)
        mask_column(mask, table, i);
    mask_references(mask, table);
}

/* Snapshots are numbered as they are begun, which would tell whose came first. */
static bool number_snapshots(struct disguise *disguise, struct err *err) {
    struct statement *rows = sql_use(disguise->export->store->sql,
                                     "SELECT snapshot FROM list_standing"
                                     " ORDER BY export_pseudonym(owner), started_ms, snapshot");
    enum sql_step step;
    for (int64_t next = 1; (step = sql_step(rows, err)) == SQL_ROW; next++) {
        size_t snapshot = (size_t)sql_number(rows, 0);
        disguise->numbers = mem_grow(disguise->numbers, &disguise->capacity, snapshot + 1,
                                     sizeof *disguise->numbers);
        disguise->numbers[snapshot] = next;
    }
    return step == SQL_DONE;
}

struct disguise *disguise_new(struct export *export, struct err *err) {
    struct disguise *disguise = mem_zalloc(sizeof *disguise);
    disguise->export = export;
    buf_init(&disguise->ids, SIZE_MAX);
    for (size_t i = 0; i < TABLES; i++)
        mask_table(&disguise->masks[i], &export_tables[i]);
    if (number_snapshots(disguise, err))
        return disguise;
    disguise_free(disguise);
    return NULL;
}

void disguise_free(struct disguise *disguise) {
    if (!disguise)
        return;
    for (size_t i = 0; i < TABLES; i++)
        for (size_t j = 0; j < disguise->masks[i].table.column_count; j++)
            free(disguise->masks[i].abouts[j]);
    buf_fini(&disguise->ids);
    free(disguise->numbers);
    free(disguise);
}

const struct export_table *disguise_table(const struct disguise *disguise,
                                          const struct export_table *table) {
    return table->is_out ? NULL : &disguise->masks[table - export_tables].table;
}

void disguise_pass_to(struct disguise *disguise, export_sink *sink, void *context) {
    disguise->sink = sink;
    disguise->context = context;
    disguise->account[0] = '\0';
}

/* "tt" leads an id, "s" a snapshot. */
static void put_pseudonym(struct disguise *disguise, const char *id, char room[ROOM]) {
    snprintf(room, ROOM, "%s",
             pseudonym_of(&disguise->export->pseudonyms, id + strlen(ACCOUNT_ID_PREFIX)));
}

/* A handle names somebody, and has no pseudonym. */
static struct export_cell put_pseudonyms(struct disguise *disguise, const char *ids) {
    size_t between = strlen(between_ids), length = strlen(ACCOUNT_ID_PREFIX);
    struct buf *out = &disguise->ids;
    char room[ROOM];
    buf_clear(out);
    for (const char *next; *ids; ids = next) {
        size_t len = strcspn(ids, between_ids);
        next = ids + len + (ids[len] ? between : 0);
        if (strncmp(ids, ACCOUNT_ID_PREFIX, length) != 0)
            continue;
        char *id = mem_dup_n(ids, len);
        put_pseudonym(disguise, id, room);
        buf_format(out, "%s%s", out->len ? between_ids : "", room);
        free(id);
    }
    return (struct export_cell){out->len ? buf_text(out) : NULL, out->len};
}

static void put_number(const struct disguise *disguise, const char *snapshot, char room[ROOM]) {
    size_t number = (size_t)strtoull(snapshot + 1, NULL, 10);
    snprintf(room, ROOM, "s%" PRId64, number < disguise->capacity ? disguise->numbers[number] : 0);
}

static void put_decade(const char *count, char room[ROOM]) {
    snprintf(room, ROOM, "%s", count);
    if (*count < '1' || *count > '9')
        return;
    room[0] = '1';
    for (size_t i = 1; room[i]; i++)
        room[i] = '0';
}

static struct export_cell mask_cell(struct disguise *disguise, enum field_fate fate,
                                    const struct export_cell *cell, char room[ROOM]) {
    if (!cell->text || fate == FATE_KEEP)
        return *cell;
    if (fate == FATE_IDS)
        return put_pseudonyms(disguise, cell->text);
    if (fate == FATE_ID)
        put_pseudonym(disguise, cell->text, room);
    else if (fate == FATE_NUMBER)
        put_number(disguise, cell->text, room);
    else if (fate == FATE_DECADE)
        put_decade(cell->text, room);
    else
        snprintf(room, DATE_LENGTH + 1, "%s", cell->text);
    return (struct export_cell){room, strlen(room)};
}

/* Accounts come by their pseudonyms, so equal ones come together. */
static bool check_unique(struct disguise *disguise, const char *account, struct err *err) {
    if (!account)
        return err_set(err, ERR_DATA, "an account has no id");
    if (!strcmp(disguise->account, account))
        return err_set(err, ERR_DATA, "two accounts have the pseudonym %s", account);
    snprintf(disguise->account, sizeof disguise->account, "%s", account);
    return true;
}

bool disguise_take_row(void *context, const struct export_table *table,
                       const struct export_cell *cells, struct err *err) {
    struct disguise *disguise = context;
    const struct mask *mask = &disguise->masks[table - export_tables];
    struct export_cell masked[COLUMNS_MAX] = {{NULL, 0}};
    for (size_t i = 0; i < mask->table.column_count; i++)
        masked[i] =
            mask_cell(disguise, mask->columns[i].fate, &cells[mask->places[i]], disguise->rooms[i]);
    return (table != &export_tables[TABLE_ACCOUNTS] ||
            check_unique(disguise, masked[0].text, err)) &&
           disguise->sink(disguise->context, &mask->table, masked, err);
}
