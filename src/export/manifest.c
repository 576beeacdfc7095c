/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/manifest.h"

#include "base/json_text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define PROFILES "https://datapackage.org/profiles/2.0/"

enum { SECOND_MS = 1000 };

/* `,` between members and a line for each: `at` is what stands before it. */
static void put_name(struct buf *out, const char *at, const char *name) {
    buf_format(out, "%s\"%s\": ", at, name);
}

static void put_text(struct buf *out, const char *at, const char *name, const char *text) {
    put_name(out, at, name);
    json_text_put(out, text);
}

static void put_number(struct buf *out, const char *at, const char *name, int64_t number) {
    buf_format(out, "%s\"%s\": %lld", at, name, (long long)number);
}

static void put_flag(struct buf *out, const char *at, const char *name, bool is_set) {
    buf_format(out, "%s\"%s\": %s", at, name, is_set ? "true" : "false");
}

static void put_moment(struct buf *out, const char *at, const char *name, int64_t wall_ms) {
    time_t seconds = (time_t)(wall_ms / SECOND_MS);
    char text[EXPORT_TIME_MAX];
    struct tm parts;
    gmtime_r(&seconds, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    put_text(out, at, name, text);
}

static const char *type_of(enum field_type type) {
    switch (type) {
    case FIELD_INTEGER:
        return "integer";
    case FIELD_BOOLEAN:
        return "boolean";
    case FIELD_TIME:
        return "datetime";
    case FIELD_DATE:
        return "date";
    case FIELD_STRING:
        break;
    }
    return "string";
}

static void put_fields(struct buf *out, const struct export_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct export_column *column = &table->columns[i];
        buf_text_put(out, i ? "},\n          {" : "\n          {");
        put_text(out, "", "name", column->name);
        put_text(out, ", ", "type", type_of(column->type));
        put_text(out, ", ", "description", column->about);
        if (column->is_required)
            buf_text_put(out, ", \"constraints\": {\"required\": true}");
    }
    buf_text_put(out, "}");
}

static bool has_key(const struct export_table *table) {
    for (size_t i = 0; i < TABLE_KEY_MAX && table->key[i]; i++)
        if (export_table_column(table, table->key[i]) == table->column_count)
            return false;
    return table->key[0];
}

static void put_key(struct buf *out, const struct export_table *table) {
    put_name(out, ",\n        ", "primaryKey");
    for (size_t i = 0; i < TABLE_KEY_MAX && table->key[i]; i++)
        buf_format(out, "%s\"%s\"", i ? ", " : "[", table->key[i]);
    buf_text_put(out, "]");
}

static bool has_table(const struct export_report *report, const char *name) {
    for (size_t i = 0; i < report->file_count; i++)
        if (report->files[i].table && !strcmp(report->files[i].table->name, name))
            return true;
    return false;
}

/* References to tables that are not in this export are left out. */
static void put_references(struct buf *out, const struct export_report *report,
                           const struct export_table *table) {
    bool has_any = false;
    for (const struct export_reference *to = table->references; to && to->column; to++) {
        if (!has_table(report, to->table) ||
            export_table_column(table, to->column) == table->column_count)
            continue;
        if (!has_any)
            put_name(out, ",\n        ", "foreignKeys");
        buf_format(out,
                   "%s\n          {\"fields\": [\"%s\"], \"reference\": {\"resource\": \"%s\", "
                   "\"fields\": [\"%s\"]}}",
                   has_any ? "," : "[", to->column, to->table, to->referred);
        has_any = true;
    }
    buf_text_put(out, has_any ? "\n        ]" : "");
}

static void put_schema(struct buf *out, const struct manifest *manifest,
                       const struct export_table *table) {
    put_text(out, ",\n      \"schema\": {\n        ", "$schema", PROFILES "tableschema.json");
    put_name(out, ",\n        ", "fields");
    buf_text_put(out, "[");
    put_fields(out, table);
    buf_text_put(out, "\n        ],\n        \"missingValues\": [\"\"]");
    if (has_key(table))
        put_key(out, table);
    put_references(out, manifest->report, table);
    buf_text_put(out, "\n      }");
}

static void put_sizes(struct buf *out, const struct export_file *file) {
    put_text(out, ",\n      ", "encoding", "utf-8");
    put_number(out, ",\n      ", "bytes", file->bytes);
    buf_format(out, ",\n      \"hash\": \"sha256:%s\"", file->hash);
}

static void put_table(struct buf *out, const struct manifest *manifest,
                      const struct export_file *file) {
    put_text(out, "\n      ", "$schema", PROFILES "dataresource.json");
    put_text(out, ",\n      ", "name", file->table->name);
    put_text(out, ",\n      ", "type", "table");
    put_text(out, ",\n      ", "path", file->name);
    put_text(out, ",\n      ", "description", file->about);
    put_text(out, ",\n      ", "format", "csv");
    put_text(out, ",\n      ", "mediatype", "text/csv");
    put_sizes(out, file);
    put_number(out, ",\n      ", "rows", file->rows);
    put_text(out, ",\n      \"dialect\": {", "$schema", PROFILES "tabledialect.json");
    put_text(out, ", ", "lineTerminator", manifest->options->is_excel ? "\r\n" : "\n");
    buf_text_put(out, "}");
    put_schema(out, manifest, file->table);
}

/* Named by what comes before the point. */
static void put_other(struct buf *out, const struct export_file *file, const char *mediatype) {
    const char *point = strrchr(file->name, '.');
    put_text(out, "\n      ", "$schema", PROFILES "dataresource.json");
    buf_format(out, ",\n      \"name\": \"%.*s\"", (int)(point - file->name), file->name);
    put_text(out, ",\n      ", "path", file->name);
    put_text(out, ",\n      ", "description", file->about);
    put_text(out, ",\n      ", "format", point + 1);
    put_text(out, ",\n      ", "mediatype", mediatype);
    put_sizes(out, file);
}

static void put_resources(struct buf *out, const struct manifest *manifest) {
    put_name(out, ",\n  ", "resources");
    buf_text_put(out, "[");
    for (size_t i = 0; i < manifest->report->file_count; i++) {
        const struct export_file *file = &manifest->report->files[i];
        buf_text_put(out, "\n    {");
        if (file->table)
            put_table(out, manifest, file);
        else
            put_other(out, file, "application/xml");
        buf_text_put(out, "\n    },");
    }
    buf_text_put(out, "\n    {");
    put_other(out, manifest->readme, "text/plain");
    buf_text_put(out, "\n    }\n  ]");
}

/* A name of the Open Definition's, such as CC-BY-4.0, or an address. */
static void put_license(struct buf *out, const char *license) {
    if (!license)
        return;
    put_name(out, ",\n  ", "licenses");
    put_text(out, "[{", strstr(license, "://") ? "path" : "name", license);
    buf_text_put(out, "}]");
}

/* As one word of a shell. */
static void put_word(struct buf *out, const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "@%_+=:,./-";
    buf_text_put(out, " ");
    if (*word && !word[strspn(word, plain)]) {
        buf_text_put(out, word);
        return;
    }
    buf_text_put(out, "'");
    for (; *word; word++)
        if (*word == '\'')
            buf_text_put(out, "'\\''");
        else
            buf_put(out, word, 1);
    buf_text_put(out, "'");
}

static void put_option(struct buf *out, const char *name, const char *value) {
    if (!value)
        return;
    buf_format(out, " --%s", name);
    put_word(out, value);
}

static const char *file_of(const char *path) {
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path;
}

/* How many of its bytes are kept: for strangers only the day is left of a time. */
static int kept_of(const struct export_options *options, const char *moment) {
    return (int)(options->is_pseudonymous ? strcspn(moment, "T") : strlen(moment));
}

static const char *as_of_day(const struct export_options *options, char day[EXPORT_TIME_MAX]) {
    if (!options->as_of)
        return NULL;
    snprintf(day, EXPORT_TIME_MAX, "%.*s", kept_of(options, options->as_of), options->as_of);
    return day;
}

/* Options that name accounts, of an export for strangers, are named without their values. */
static void put_choice(struct buf *out, const struct export_options *options) {
    bool is_hidden = options->is_pseudonymous;
    char day[EXPORT_TIME_MAX];
    put_option(out, "filter", options->filter && is_hidden ? "FILTER" : options->filter);
    put_option(out, "as-of", as_of_day(options, day));
    put_option(out, "groups", options->groups && is_hidden ? "FILE" : file_of(options->groups));
    put_option(out, "without", options->without && is_hidden ? "FILE" : file_of(options->without));
    if (options->cofollow)
        buf_format(out, " --cofollow %lld", (long long)options->cofollow);
}

/* What gives the same files from the same store, without the folders of this machine. */
static void put_command(struct buf *out, const struct export_options *options) {
    struct buf command;
    buf_init(&command, SIZE_MAX);
    buf_text_put(&command, "followtrail export DIR");
    put_choice(&command, options);
    buf_text_put(&command, options->must_be_complete ? " --complete" : "");
    buf_text_put(&command, options->is_excel ? " --excel" : "");
    buf_text_put(&command, options->is_pseudonymous ? " --pseudonyms" : "");
    put_option(&command, "license", options->license);
    if (options->is_pseudonymous && options->account_count)
        buf_text_put(&command, " ACCOUNT...");
    for (size_t i = 0; !options->is_pseudonymous && i < options->account_count; i++)
        put_word(&command, options->accounts[i]);
    put_text(out, ",\n    ", "command", buf_text(&command));
    buf_fini(&command);
}

static void put_accounts(struct buf *out, const struct export_options *options) {
    put_number(out, ",\n    \"selection\": {\n      ", "accounts_named",
               (int64_t)options->account_count);
    if (options->is_pseudonymous || !options->account_count)
        return;
    put_name(out, ",\n      ", "accounts");
    for (size_t i = 0; i < options->account_count; i++) {
        buf_text_put(out, i ? ", " : "[");
        json_text_put(out, options->accounts[i]);
    }
    buf_text_put(out, "]");
}

static void put_selection(struct buf *out, const struct export_options *options) {
    bool is_hidden = options->is_pseudonymous;
    char day[EXPORT_TIME_MAX];
    put_accounts(out, options);
    put_flag(out, ",\n      ", "is_filtered", options->filter);
    if (options->filter && !is_hidden)
        put_text(out, ",\n      ", "filter", options->filter);
    put_flag(out, ",\n      ", "has_groups", options->groups);
    put_flag(out, ",\n      ", "has_without", options->without);
    put_number(out, ",\n      ", "cofollow", options->cofollow);
    put_flag(out, ",\n      ", "must_be_complete", options->must_be_complete);
    buf_text_put(out, "\n    }");
    put_text(out, ",\n    ", "as_of", as_of_day(options, day));
}

static void put_lists(struct buf *out, const struct manifest *manifest) {
    const struct export_report *report = manifest->report;
    const char *at = "";
    put_number(out, ",\n    ", "lists", report->lists);
    put_number(out, ",\n    ", "lists_incomplete", report->incomplete);
    put_name(out, ",\n    ", "lists_by_state");
    buf_text_put(out, "{");
    for (enum standing_state state = 0; state < STANDING_STATES; state++) {
        if (!report->lists_by_state[state])
            continue;
        put_number(out, at, standing_name(state), report->lists_by_state[state]);
        at = ", ";
    }
    buf_text_put(out, "}");
    put_number(out, ",\n    ", "lists_without_limit", report->unlimited);
    if (manifest->options->is_pseudonymous || report->unlimited)
        buf_text_put(out, ",\n    \"missing_follows_max\": null");
    else
        put_number(out, ",\n    ", "missing_follows_max", report->missing_max);
}

static void put_day_or_time(struct buf *out, const struct export_options *options, const char *at,
                            const char *name, const char *moment) {
    put_name(out, at, name);
    if (!*moment)
        buf_text_put(out, "null");
    else
        buf_format(out, "\"%.*s\"", kept_of(options, moment), moment);
}

static void put_crawl(struct buf *out, const struct export_options *options,
                      const struct export_crawl *crawl) {
    put_text(out, "\n      {", "crawl", crawl->name);
    put_day_or_time(out, options, ", ", "started_at", crawl->started_at);
    put_day_or_time(out, options, ", ", "ended_at", crawl->ended_at ? crawl->ended_at : "");
    put_text(out, ", ", "state", crawl->state);
    put_text(out, ", ", "order", crawl->order);
    put_number(out, ", ", "budget", crawl->budget);
    put_number(out, ", ", "credits", crawl->credits);
    put_number(out, ", ", "maybe_credits", crawl->maybe);
    put_number(out, ", ", "steps", crawl->steps);
    buf_text_put(out, "}");
}

static void put_crawls(struct buf *out, const struct manifest *manifest) {
    const struct export_report *report = manifest->report;
    if (!report->crawl_count)
        return;
    put_name(out, ",\n    ", "crawls");
    for (size_t i = 0; i < report->crawl_count; i++) {
        buf_text_put(out, i ? "," : "[");
        put_crawl(out, manifest->options, &report->crawls[i]);
    }
    buf_text_put(out, "\n    ]");
}

static void put_figures(struct buf *out, const struct manifest *manifest) {
    const struct export_report *report = manifest->report;
    put_number(out, ",\n    ", "accounts", report->accounts);
    put_number(out, ",\n    ", "follows", report->follows);
    put_lists(out, manifest);
    put_number(out, ",\n    ", "filtered_unknown", report->filtered_unknown);
    put_number(out, ",\n    ", "withheld", report->withheld);
    put_number(out, ",\n    ", "formula_cells", report->formula_cells);
    put_number(out, ",\n    ", "xml_replaced", report->xml_replaced);
    put_number(out, ",\n    ", "requests", report->requests);
    put_number(out, ",\n    ", "credits", report->credits);
    put_day_or_time(out, manifest->options, ",\n    ", "first_request", report->first_request);
    put_day_or_time(out, manifest->options, ",\n    ", "last_request", report->last_request);
    if (report->withheld_steps)
        put_number(out, ",\n    ", "withheld_steps", report->withheld_steps);
    put_crawls(out, manifest);
}

static void put_own(struct buf *out, const struct manifest *manifest) {
    put_text(out, ",\n  \"followtrail\": {\n    ", "program", PACKAGE_STRING);
    put_command(out, manifest->options);
    put_text(out, ",\n    ", "export_id", manifest->report->id);
    put_text(out, ",\n    ", "source", manifest->kind);
    put_selection(out, manifest->options);
    put_flag(out, ",\n    ", "excel", manifest->options->is_excel);
    put_flag(out, ",\n    ", "pseudonyms", manifest->options->is_pseudonymous);
    put_figures(out, manifest);
    buf_text_put(out, "\n  }");
}

static void put_checksum(struct buf *out) {
    uint8_t digest[SHA256_BYTES];
    char hex[SHA256_HEX_MAX];
    sha256(out->data, out->len, digest);
    buf_format(out, "  \"checksum\": \"sha256:%s\"\n}\n", sha256_hex(digest, hex));
}

void manifest_put(const struct manifest *manifest, struct buf *out) {
    put_text(out, "{\n  ", "$schema", PROFILES "datapackage.json");
    buf_format(out, ",\n  \"name\": \"followtrail-%s\"", manifest->report->id);
    put_text(out, ",\n  ", "title", "Who follows whom on TikTok");
    put_moment(out, ",\n  ", "created", manifest->created_ms);
    put_license(out, manifest->options->license);
    put_resources(out, manifest);
    put_own(out, manifest);
    buf_text_put(out, ",\n");
    put_checksum(out);
}
