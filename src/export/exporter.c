/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/exporter.h"

#include "base/clock.h"
#include "base/mem.h"
#include "export/csv_file.h"
#include "export/disguise.h"
#include "export/graphml.h"
#include "export/manifest.h"
#include "export/readme.h"
#include "export/totals.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_BETWEEN_LOOKS = 256, SECOND_MS = 1000 };

/* An export being written. */
struct exporter {
    struct export *export;
    const struct export_options *options;
    const struct export_watch *watch;
    struct export_report *report;
    struct folder folder;
    struct export_progress progress;
    int64_t told_ms;           /* when the watch was called last */
    struct csv_file csv;       /* of the table under way */
    export_sink *also;         /* where its rows go in the graph; NULL: nowhere */
    struct disguise *disguise; /* for strangers; else NULL */
    struct data_file graph_out;
    struct graphml graph;
};

static bool cancel(struct exporter *exporter, struct err *err) {
    exporter->report->is_cancelled = true;
    return err_set(err, ERR_LIMIT, "cancelled; nothing is left of the export");
}

static bool ask(struct exporter *exporter, struct err *err) {
    return !exporter->watch ||
           exporter->watch->tell(exporter->watch->context, &exporter->progress) ||
           cancel(exporter, err);
}

/* Asks if it is time to. */
static bool look(struct exporter *exporter, struct err *err) {
    int64_t now_ms = clock_monotonic_ms();
    if (now_ms - exporter->told_ms < EXPORTER_WATCH_MS)
        return true;
    exporter->told_ms = now_ms;
    return ask(exporter, err);
}

/* While SQLite works. */
static bool may_go_on(void *context) {
    return look(context, NULL);
}

static bool take_row(void *context, const struct export_table *table,
                     const struct export_cell *cells, struct err *err) {
    struct exporter *exporter = context;
    if (exporter->progress.rows++ % ROWS_BETWEEN_LOOKS == 0 && !look(exporter, err))
        return false;
    return csv_file_put_row(&exporter->csv, table, cells, err) &&
           (!exporter->also || exporter->also(&exporter->graph, table, cells, err));
}

/* As it is written. */
static const struct export_table *form_of(const struct exporter *exporter,
                                          const struct export_table *table) {
    return exporter->disguise ? disguise_table(exporter->disguise, table) : table;
}

static bool read_rows(struct exporter *exporter, const struct export_table *table,
                      struct err *err) {
    if (!exporter->disguise)
        return export_read(exporter->export, table, take_row, exporter, err);
    disguise_pass_to(exporter->disguise, take_row, exporter);
    return export_read(exporter->export, table, disguise_take_row, exporter->disguise, err);
}

/* The next file of data of the report. */
static struct export_file *next_file(struct exporter *exporter, const char *name,
                                     const char *about) {
    struct export_file *file = &exporter->report->files[exporter->report->file_count++];
    *file = (struct export_file){.name = name, .about = about};
    exporter->progress.file = name;
    return file;
}

static bool write_rows(struct exporter *exporter, const struct export_table *table,
                       struct data_file *out, struct export_file *file, struct err *err) {
    csv_file_init(&exporter->csv, out, exporter->options->is_excel);
    file->table = form_of(exporter, table);
    bool is_written = csv_file_put_header(&exporter->csv, file->table, err) &&
                      read_rows(exporter, table, err) && data_file_finish(out, file->hash, err);
    file->rows = exporter->csv.rows;
    file->bytes = out->bytes;
    exporter->report->formula_cells += exporter->csv.formula_cells;
    csv_file_fini(&exporter->csv);
    return is_written;
}

static bool write_table(struct exporter *exporter, const struct export_table *table,
                        struct err *err) {
    struct export_file *file = next_file(exporter, table->file, table->about);
    struct data_file out;
    exporter->also = table == &export_tables[TABLE_ACCOUNTS]  ? graphml_put_node
                     : table == &export_tables[TABLE_FOLLOWS] ? graphml_put_edge
                                                              : NULL;
    bool is_written = data_file_create(&out, &exporter->folder, file->name, err) &&
                      write_rows(exporter, table, &out, file, err);
    data_file_close(&out);
    return is_written;
}

static bool write_tables(struct exporter *exporter, struct err *err) {
    for (size_t i = 0; i < TABLES; i++)
        if (export_has_table(exporter->export, &export_tables[i]) &&
            !write_table(exporter, &export_tables[i], err))
            return false;
    return true;
}

static bool end_graph(struct exporter *exporter, struct err *err) {
    struct export_file *file =
        next_file(exporter, GRAPHML_NAME, "Accounts and follows as a graph, for Gephi and others.");
    bool is_written = graphml_end(&exporter->graph, err) &&
                      data_file_finish(&exporter->graph_out, file->hash, err);
    file->bytes = exporter->graph_out.bytes;
    exporter->report->xml_replaced = exporter->graph.replaced;
    return is_written;
}

/* The graph gets the rows of two tables as they are read for these. */
static bool write_data(struct exporter *exporter, struct err *err) {
    bool is_written = data_file_create(&exporter->graph_out, &exporter->folder, GRAPHML_NAME, err);
    graphml_init(&exporter->graph, &exporter->graph_out);
    is_written =
        is_written &&
        graphml_begin(&exporter->graph, form_of(exporter, &export_tables[TABLE_ACCOUNTS]), err) &&
        write_tables(exporter, err) && end_graph(exporter, err);
    graphml_fini(&exporter->graph);
    data_file_close(&exporter->graph_out);
    return is_written;
}

static int64_t rows_of(const struct export_report *report, const char *name) {
    for (size_t i = 0; i < report->file_count; i++)
        if (report->files[i].table && !strcmp(report->files[i].table->name, name))
            return report->files[i].rows;
    return 0;
}

static void count_files(struct export_report *report) {
    report->accounts = rows_of(report, "accounts");
    report->follows = rows_of(report, "follows");
}

/* A file of the export that is no data. */
static bool write_text(struct exporter *exporter, const char *name, const struct buf *text,
                       struct export_file *file, struct err *err) {
    struct data_file out;
    exporter->progress.file = name;
    bool is_written = data_file_create(&out, &exporter->folder, name, err) &&
                      data_file_put(&out, buf_text(text), text->len, err) &&
                      data_file_finish(&out, file->hash, err);
    file->name = name;
    file->bytes = out.bytes;
    data_file_close(&out);
    return is_written;
}

static bool write_readme(struct exporter *exporter, const char *kind, struct export_file *file,
                         struct err *err) {
    struct buf text;
    buf_init(&text, SIZE_MAX);
    file->about = "What these files are.";
    readme_put(exporter->report, exporter->options, kind, &text);
    bool is_written = write_text(exporter, README_NAME, &text, file, err);
    buf_fini(&text);
    return is_written;
}

/* SOURCE_DATE_EPOCH, as reproducible-builds.org defines it, else now. */
static bool find_time(int64_t *wall_ms, struct err *err) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    *wall_ms = clock_wall_ms();
    if (!epoch || !*epoch)
        return true;
    errno = 0;
    long long seconds = strtoll(epoch, &end, 10);
    if (errno || *end || seconds < 0 || seconds > INT32_MAX * INT64_C(100))
        return err_set(err, ERR_USAGE, "SOURCE_DATE_EPOCH is no number of seconds: “%.40s”", epoch);
    *wall_ms = (int64_t)seconds * SECOND_MS;
    return true;
}

static bool write_manifest(struct exporter *exporter, const char *kind, int64_t created_ms,
                           const struct export_file *readme, struct err *err) {
    const struct manifest manifest = {exporter->report, exporter->options, readme, kind,
                                      created_ms};
    struct export_file file = {.name = MANIFEST_NAME};
    struct buf text;
    buf_init(&text, SIZE_MAX);
    manifest_put(&manifest, &text);
    bool is_written = write_text(exporter, MANIFEST_NAME, &text, &file, err);
    buf_fini(&text);
    return is_written;
}

static bool write_all(struct exporter *exporter, int64_t created_ms, struct err *err) {
    const char *kind = export_store(exporter->export)->kind;
    struct export_file readme = {.rows = 0};
    if (!write_data(exporter, err))
        return false;
    count_files(exporter->report);
    export_report_identify(exporter->report);
    return write_readme(exporter, kind, &readme, err) &&
           write_manifest(exporter, kind, created_ms, &readme, err) && ask(exporter, err) &&
           folder_finish(&exporter->folder, err);
}

static bool refuse(struct exporter *exporter, struct err *err) {
    struct buf words;
    buf_init(&words, ERR_TEXT_MAX);
    exporter->report->is_refused = true;
    export_report_describe_lists(exporter->report, exporter->options, &words);
    err_set(err, ERR_LIMIT, "%s; nothing is written", buf_text(&words));
    buf_fini(&words);
    return false;
}

/* Takes the reader. */
static bool select_rows(struct exporter *exporter, struct store *reader, struct err *err) {
    sql_watch(reader->sql, may_go_on, exporter);
    exporter->export = export_open(reader, exporter->options, err);
    if (!exporter->export || !totals_read(exporter->export, exporter->report, err))
        return false;
    export_describe_files(exporter->export, &exporter->report->notes);
    if (exporter->options->is_pseudonymous &&
        !(exporter->disguise = disguise_new(exporter->export, err)))
        return false;
    return !exporter->options->must_be_complete || !exporter->report->incomplete ||
           refuse(exporter, err);
}

/* What is left of the report when the tables for strangers are gone. */
static void close_export(struct exporter *exporter) {
    for (size_t i = 0; i < exporter->report->file_count; i++) {
        struct export_file *file = &exporter->report->files[i];
        file->table = file->table ? export_table_find(file->table->name) : NULL;
    }
    disguise_free(exporter->disguise);
    export_close(exporter->export);
}

static void note_left(struct exporter *exporter) {
    char *left = folder_find_left(&exporter->folder);
    if (left)
        buf_format(&exporter->report->notes,
                   "%s is left from an export that was killed. You can remove it.\n", left);
    free(left);
}

bool exporter_write_folder(struct store *reader, const char *dir,
                           const struct export_options *options, const struct export_watch *watch,
                           struct export_report *report, struct err *err) {
    struct exporter exporter = {
        .options = options, .watch = watch, .report = report, .told_ms = clock_monotonic_ms()};
    int64_t created_ms;
    export_report_init(report);
    if (!find_time(&created_ms, err) || !folder_open(&exporter.folder, dir, err)) {
        store_close(reader);
        return false;
    }
    note_left(&exporter);
    bool is_written = select_rows(&exporter, reader, err) && write_all(&exporter, created_ms, err);
    if (report->is_cancelled)
        cancel(&exporter, err); /* not what SQLite says of it */
    close_export(&exporter);
    folder_close(&exporter.folder);
    return is_written;
}

static bool check_table(struct exporter *exporter, const struct export_table *table,
                        struct err *err) {
    bool is_of_crawls =
        table == &export_tables[TABLE_CRAWLS] || table == &export_tables[TABLE_CRAWL_STEPS];
    if (is_of_crawls || export_has_table(exporter->export, table))
        return true;
    return err_set(err, ERR_USAGE,
                   table == &export_tables[TABLE_COFOLLOW]
                       ? "%s needs --cofollow K: in how many lists both must be"
                       : "%s is not part of an export with --pseudonyms",
                   table->name);
}

bool exporter_write_table(struct store *reader, const char *table, int fd,
                          const struct export_options *options, struct export_report *report,
                          struct err *err) {
    struct exporter exporter = {.options = options, .report = report};
    const struct export_table *wanted = export_table_find(table);
    struct data_file out;
    export_report_init(report);
    if (!wanted) {
        store_close(reader);
        return err_set(
            err, ERR_USAGE,
            "there is no table “%.40s”: accounts, names, follows, lists, requests, crawls, "
            "crawl_steps, cofollow",
            table);
    }
    bool is_written = select_rows(&exporter, reader, err) && check_table(&exporter, wanted, err);
    if (is_written) {
        data_file_borrow(&out, fd, table);
        is_written = write_rows(&exporter, wanted, &out,
                                next_file(&exporter, wanted->file, wanted->about), err);
        data_file_close(&out);
    }
    count_files(report);
    close_export(&exporter);
    return is_written;
}
