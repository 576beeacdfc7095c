/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/table_check.h"

#include "base/csv_rows.h"
#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "verify/crawl_sums.h"
#include "verify/key_set.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A cell that refers to a table which was not read yet. */
struct later {
    struct key key;
    size_t line;
};

/* The cells of one reference that wait for their table. */
struct waiting {
    struct key_set seen; /* each of them once */
    struct later *cells;
    size_t count, capacity;
};

/* What is kept of a table. */
struct kept {
    struct key_set *values;  /* by column; empty for one that nobody refers to */
    bool *is_wanted;         /* by column: somebody refers to it */
    struct waiting *waiting; /* by reference */
    bool is_read;
};

/* The keys of the table that is being read. Rows with the same first cell of the key follow each
 * other, so that only the keys of one such group are kept, and its first cell. */
struct keys {
    struct key_set rows, groups;
    struct key group;
    bool has_group;
};

struct table_check {
    const struct package *package;
    struct kept *kept; /* by file */
    struct keys keys;
    struct crawl_sums crawls;
};

struct row {
    struct table_check *check;
    size_t at; /* of its file in the package */
    const struct package_file *file;
    size_t line;
    char *const *cells;
    struct err *err;
};

struct table_check *table_check_new(const struct package *package) {
    struct table_check *check = mem_zalloc(sizeof *check);
    check->package = package;
    check->kept = mem_zalloc(package->count * sizeof *check->kept);
    for (size_t i = 0; i < package->count; i++) {
        struct kept *kept = &check->kept[i];
        kept->values = mem_zalloc(package->files[i].column_count * sizeof *kept->values);
        kept->is_wanted = mem_zalloc(package->files[i].column_count * sizeof *kept->is_wanted);
        kept->waiting = mem_zalloc(package->files[i].reference_count * sizeof *kept->waiting);
    }
    for (size_t i = 0; i < package->count; i++)
        for (size_t j = 0; j < package->files[i].reference_count; j++) {
            const struct package_reference *to = &package->files[i].references[j];
            check->kept[to->to_file].is_wanted[to->to_column] = true;
        }
    return check;
}

static void free_kept(struct kept *kept, const struct package_file *file) {
    for (size_t i = 0; i < file->column_count; i++)
        key_set_fini(&kept->values[i]);
    for (size_t i = 0; i < file->reference_count; i++) {
        key_set_fini(&kept->waiting[i].seen);
        free(kept->waiting[i].cells);
    }
    free(kept->values);
    free(kept->is_wanted);
    free(kept->waiting);
}

void table_check_free(struct table_check *check) {
    if (!check)
        return;
    for (size_t i = 0; i < check->package->count; i++)
        free_kept(&check->kept[i], &check->package->files[i]);
    key_set_fini(&check->keys.rows);
    key_set_fini(&check->keys.groups);
    crawl_sums_fini(&check->crawls);
    free(check->kept);
    free(check);
}

static bool refuse(const struct row *row, size_t column, const char *what) {
    return err_set(row->err, ERR_DATA, "%s, line %zu, column %s: “%.80s” %s", row->file->path,
                   row->line, row->file->columns[column].name, row->cells[column], what);
}

static bool check_cells(const struct row *row) {
    for (size_t i = 0; i < row->file->column_count; i++) {
        const struct package_column *column = &row->file->columns[i];
        if (!*row->cells[i] && column->is_required)
            return err_set(row->err, ERR_DATA, "%s, line %zu, column %s: the cell is empty",
                           row->file->path, row->line, column->name);
        if (*row->cells[i] && !cell_type_has(column->type, row->cells[i]))
            return err_set(row->err, ERR_DATA, "%s, line %zu, column %s: “%.80s” is not %s",
                           row->file->path, row->line, column->name, row->cells[i],
                           cell_type_words(column->type));
    }
    return true;
}

static bool begin_group(const struct row *row, struct keys *keys, struct key group) {
    bool is_same =
        keys->has_group && group.high == keys->group.high && group.low == keys->group.low;
    if (is_same)
        return true;
    key_set_clear(&keys->rows);
    keys->group = group;
    keys->has_group = true;
    return key_set_add(&keys->groups, group) ||
           refuse(row, row->file->key[0], "comes back after rows of others");
}

static bool check_key(const struct row *row) {
    struct keys *keys = &row->check->keys;
    const struct package_file *file = row->file;
    const char *cells[PACKAGE_COLUMNS_MAX];
    if (!file->key_count)
        return true;
    for (size_t i = 0; i < file->key_count; i++)
        cells[i] = row->cells[file->key[i]];
    if (file->key_count > 1 && !begin_group(row, keys, key_of(cells, 1)))
        return false;
    return key_set_add(&keys->rows, key_of(cells, file->key_count)) ||
           refuse(row, file->key[file->key_count - 1], "makes this the second row with its key");
}

static void keep_values(const struct row *row) {
    const struct kept *kept = &row->check->kept[row->at];
    for (size_t i = 0; i < row->file->column_count; i++) {
        const char *cell = row->cells[i];
        if (kept->is_wanted[i] && *cell)
            (void)key_set_add(&kept->values[i], key_of(&cell, 1));
    }
}

static void wait_for(struct waiting *waiting, struct key key, size_t line) {
    if (!key_set_add(&waiting->seen, key))
        return;
    waiting->cells =
        mem_grow(waiting->cells, &waiting->capacity, waiting->count + 1, sizeof *waiting->cells);
    waiting->cells[waiting->count++] = (struct later){key, line};
}

static bool check_reference(const struct row *row, size_t which) {
    struct table_check *check = row->check;
    const struct package_reference *to = &row->file->references[which];
    const struct package_file *other = &check->package->files[to->to_file];
    const struct kept *kept = &check->kept[to->to_file];
    const char *cell = row->cells[to->column];
    if (!*cell)
        return true;
    struct key key = key_of(&cell, 1);
    if (!kept->is_read)
        wait_for(&check->kept[row->at].waiting[which], key, row->line);
    else if (!key_set_has(&kept->values[to->to_column], key))
        return err_set(row->err, ERR_DATA,
                       "%s, line %zu, column %s: “%.80s” is not in column %s of %s",
                       row->file->path, row->line, row->file->columns[to->column].name, cell,
                       other->columns[to->to_column].name, other->path);
    return true;
}

static bool check_row(const struct row *row) {
    if (!check_cells(row) || !check_key(row))
        return false;
    for (size_t i = 0; i < row->file->reference_count; i++)
        if (!check_reference(row, i))
            return false;
    keep_values(row);
    crawl_sums_take(&row->check->crawls, row->file, row->cells);
    return true;
}

static bool check_header(const struct row *row, size_t count) {
    for (size_t i = 0; i < row->file->column_count; i++)
        if (i >= count || strcmp(row->cells[i], row->file->columns[i].name) != 0)
            return err_set(row->err, ERR_DATA, "%s, line 1: column %zu is “%.80s”, not %s",
                           row->file->path, i + 1, i < count ? row->cells[i] : "",
                           row->file->columns[i].name);
    return true;
}

/* A row, or the header before all. */
static bool take_row(const struct row *row, size_t count, int64_t *rows) {
    bool is_header = *rows < 0;
    char cells[FIGURE_MAX];
    if (count > row->file->column_count || (!is_header && count < row->file->column_count))
        return err_set(row->err, ERR_DATA, "%s, line %zu: %s, and the table has %zu columns",
                       row->file->path, row->line, figure_counted((int64_t)count, "cell", cells),
                       row->file->column_count);
    ++*rows;
    return is_header ? check_header(row, count) : check_row(row);
}

/* Takes the rows of a chunk whose first line is line `before` + 1 of the file. */
static bool take_chunk(const struct row *of, char *text, size_t *before, int64_t *rows) {
    struct csv_rows reader;
    struct csv_rows_row parsed;
    struct err why = {.kind = ERR_NONE};
    struct row row = *of;
    bool is_end = false;
    csv_rows_init(&reader, text);
    reader.separator = ',';
    reader.line += *before;
    while (csv_rows_next(&reader, &parsed, &is_end, &why)) {
        row.line = parsed.line;
        row.cells = parsed.cells;
        if (!take_row(&row, parsed.count, rows))
            return false;
    }
    *before = reader.line - 1;
    return is_end || err_set(row.err, ERR_DATA, "%s, %s", row.file->path, why.text);
}

static bool read_rows(const struct row *row, struct row_chunks *chunks, int64_t *rows) {
    size_t before = 0, len;
    for (char *text;;) {
        if (!row_chunks_next(chunks, &text, &len, row->err))
            return false;
        if (!text)
            return true;
        if (memchr(text, '\0', len))
            return err_set(row->err, ERR_DATA, "%s has a NUL after line %zu", row->file->path,
                           before);
        if (!take_chunk(row, text, &before, rows))
            return false;
    }
}

bool table_check_read(struct table_check *check, size_t file, struct row_chunks *chunks,
                      struct err *err) {
    int64_t rows = -1; /* with the header 0 */
    struct row row = {.check = check, .at = file, .file = &check->package->files[file], .err = err};
    key_set_clear(&check->keys.rows);
    key_set_clear(&check->keys.groups);
    check->keys.has_group = false;
    if (!read_rows(&row, chunks, &rows))
        return false;
    check->kept[file].is_read = true;
    if (rows < 0)
        return err_set(err, ERR_DATA, "%s has no line with the names of its columns",
                       row.file->path);
    return rows == row.file->rows ||
           err_set(err, ERR_DATA,
                   "%s has %" PRId64 " rows, and " PACKAGE_NAME_OF_FILE " says %" PRId64,
                   row.file->path, rows, row.file->rows);
}

static bool check_waiting(const struct table_check *check, const struct package_file *file,
                          size_t which, const struct waiting *waiting, struct err *err) {
    const struct package_reference *to = &file->references[which];
    const struct package_file *other = &check->package->files[to->to_file];
    const struct key_set *values = &check->kept[to->to_file].values[to->to_column];
    for (size_t i = 0; i < waiting->count; i++)
        if (!key_set_has(values, waiting->cells[i].key))
            return err_set(err, ERR_DATA,
                           "%s, line %zu, column %s: the cell is not in column %s of %s",
                           file->path, waiting->cells[i].line, file->columns[to->column].name,
                           other->columns[to->to_column].name, other->path);
    return true;
}

bool table_check_finish(struct table_check *check, struct err *err) {
    for (size_t i = 0; i < check->package->count; i++) {
        const struct package_file *file = &check->package->files[i];
        for (size_t j = 0; j < file->reference_count; j++)
            if (!check_waiting(check, file, j, &check->kept[i].waiting[j], err))
                return false;
    }
    return crawl_sums_check(&check->crawls, check->package, err);
}
