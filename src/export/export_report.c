/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/export_report.h"

#include "base/figure.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void export_report_init(struct export_report *report) {
    *report = (struct export_report){.file_count = 0};
    buf_init(&report->notes, SIZE_MAX);
}

void export_report_fini(struct export_report *report) {
    buf_fini(&report->notes);
    for (size_t i = 0; i < report->crawl_count; i++) {
        free(report->crawls[i].name);
        free(report->crawls[i].started_at);
        free(report->crawls[i].ended_at);
        free(report->crawls[i].state);
        free(report->crawls[i].order);
    }
    free(report->crawls);
    report->crawls = NULL;
    report->crawl_count = report->crawl_capacity = 0;
}

void export_report_identify(struct export_report *report) {
    struct sha256_sum *sum = sha256_new();
    uint8_t digest[SHA256_BYTES];
    char hex[SHA256_HEX_MAX];
    for (size_t i = 0; i < report->file_count; i++) {
        const struct export_file *file = &report->files[i];
        sha256_add(sum, file->name, strlen(file->name));
        sha256_add(sum, " ", 1);
        sha256_add(sum, file->hash, strlen(file->hash));
        sha256_add(sum, "\n", 1);
    }
    sha256_finish(sum, digest);
    memcpy(report->id, sha256_hex(digest, hex), EXPORT_ID_MAX - 1);
    report->id[EXPORT_ID_MAX - 1] = '\0';
}

/* What an export for strangers says has no exact count of somebody's. */
static void describe_missing(const struct export_report *report,
                             const struct export_options *options, struct buf *out) {
    char missing[FIGURE_MAX], unlimited[FIGURE_MAX];
    if (options->is_pseudonymous) {
        buf_text_put(out, "follows are missing");
        return;
    }
    if (report->missing_max || !report->unlimited)
        buf_format(out, "up to %s %s missing",
                   figure_counted(report->missing_max, "follow", missing),
                   report->missing_max == 1 ? "is" : "are");
    if (report->unlimited)
        buf_format(out, "%snobody knows how many from %s", report->missing_max ? ", and " : "",
                   figure_counted(report->unlimited, "list", unlimited));
}

void export_report_describe_lists(const struct export_report *report,
                                  const struct export_options *options, struct buf *out) {
    char incomplete[FIGURE_MAX], lists[FIGURE_MAX];
    buf_format(out, "%s of %s %s not complete; ", figure_grouped(report->incomplete, incomplete),
               figure_counted(report->lists, "list", lists),
               report->incomplete == 1 ? "is" : "are");
    describe_missing(report, options, out);
}

static bool has_lists(const struct export_report *report) {
    for (size_t i = 0; i < report->file_count; i++)
        if (!strcmp(report->files[i].name, export_tables[TABLE_LISTS].file))
            return true;
    return false;
}

static void describe_lists(const struct export_report *report, const struct export_options *options,
                           struct buf *out) {
    if (!report->incomplete)
        return;
    export_report_describe_lists(report, options, out);
    buf_text_put(out, has_lists(report) ? " (see lists.csv).\n" : " (see the table lists).\n");
}

static void describe_left_out(const struct export_report *report, struct buf *out) {
    char count[FIGURE_MAX];
    if (report->filtered_unknown)
        buf_format(out, "%s left out, because nobody knows whether the filter passes %s.\n",
                   figure_counted(report->filtered_unknown, "account", count),
                   report->filtered_unknown == 1 ? "it" : "them");
    if (report->withheld)
        buf_format(out, "%s withheld; lists that have %s are not complete.\n",
                   figure_counted(report->withheld, "account", count),
                   report->withheld == 1 ? "it" : "them");
    if (report->withheld_steps)
        buf_format(out, "%s of crawls %s left out with them.\n",
                   figure_counted(report->withheld_steps, "step", count),
                   report->withheld_steps == 1 ? "is" : "are");
}

static void describe_cells(const struct export_report *report, const struct export_options *options,
                           struct buf *out) {
    char count[FIGURE_MAX];
    if (report->formula_cells && options->is_excel)
        buf_format(out, "%s that would be a formula in a spreadsheet %s an apostrophe first.\n",
                   figure_counted(report->formula_cells, "cell", count),
                   report->formula_cells == 1 ? "has" : "have");
    else if (report->formula_cells)
        buf_format(out, "%s would be a formula in a spreadsheet; --excel prevents that.\n",
                   figure_counted(report->formula_cells, "cell", count));
    if (report->xml_replaced)
        buf_format(out, "%s that XML cannot have %s U+FFFD in graph.graphml.\n",
                   figure_counted(report->xml_replaced, "character", count),
                   report->xml_replaced == 1 ? "is" : "are");
}

static void describe_people(const struct export_report *report,
                            const struct export_options *options, struct buf *out) {
    char people[FIGURE_MAX];
    if (options->is_pseudonymous)
        buf_text_put(out, "This export is pseudonymous, not anonymous: the follow structure can "
                          "identify people.\n");
    else if (report->accounts)
        buf_format(out, "This export names %s %s; --pseudonyms makes one that can be shared.\n",
                   figure_grouped(report->accounts, people),
                   report->accounts == 1 ? "person" : "people");
}

void export_report_describe(const struct export_report *report,
                            const struct export_options *options, struct buf *out) {
    describe_lists(report, options, out);
    describe_left_out(report, out);
    describe_cells(report, options, out);
    describe_people(report, options, out);
}
