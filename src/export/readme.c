/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/readme.h"

#include "base/figure.h"
#include "store/store.h"

#include <string.h>

enum { NAME_COLUMNS = 18 };

static void put_head(const struct export_report *report, const char *kind, struct buf *out) {
    char accounts[FIGURE_MAX], follows[FIGURE_MAX], lists[FIGURE_MAX];
    buf_format(out,
               "Followtrail export %s\n\n"
               "Who follows whom on TikTok: %s, %s, %s.\n",
               report->id, figure_counted(report->accounts, "account", accounts),
               figure_counted(report->follows, "follow", follows),
               figure_counted(report->lists, "list", lists));
    if (!strcmp(kind, STORE_KIND_SANDBOX))
        buf_text_put(out, "The lists are not TikTok's: a sandbox served them.\n");
}

static void put_file(struct buf *out, const char *name, const char *about) {
    buf_format(out, "  %-*s%s\n", NAME_COLUMNS, name, about);
}

static void put_files(const struct export_report *report, struct buf *out) {
    buf_text_put(out, "\nFiles\n\n");
    for (size_t i = 0; i < report->file_count; i++)
        put_file(out, report->files[i].name, report->files[i].about);
    put_file(out, "datapackage.json", "What every column is, and the SHA-256 of every file.");
}

static void put_form(const struct export_options *options, struct buf *out) {
    buf_text_put(out,
                 options->is_excel
                     ? "CSV for spreadsheets, in UTF-8. An apostrophe before = + - @, a tab or "
                       "a line break\nat the beginning of a text is not part of the text.\n"
                     : "CSV in UTF-8, with a header line. ");
    buf_text_put(out, "What is missing is empty. Times are in UTC.\n");
    buf_text_put(out, options->is_pseudonymous
                          ? "An id is a pseudonym, and text. Counts are decades, and times are "
                            "days.\n"
                          : "An id is \"tt\" and digits, and text. In the column region, NA is "
                            "Namibia.\n");
}

void readme_put(const struct export_report *report, const struct export_options *options,
                const char *kind, struct buf *out) {
    put_head(report, kind, out);
    buf_text_put(out, "\n");
    export_report_describe(report, options, out);
    put_files(report, out);
    buf_text_put(out, "\nHow to read them\n\n");
    put_form(options, out);
    buf_text_put(
        out, "\nThe state of a list is in list_state, and in lists.csv: complete means that it has "
             "all\nthat the API lists. Who is not in an incomplete list may be followed all the "
             "same.\nThe rank is the API's order. It is neither a date nor the strength of a "
             "follow.\n\n`followtrail verify DIR` shows whether a file has changed.\n");
}
