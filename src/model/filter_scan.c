/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter_scan.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool filter_scan_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool filter_scan_is_end(char c) {
    return is_space(c) || strchr("\"()&|!", c); /* strchr() finds the NUL too */
}

char filter_scan_peek(const struct filter_scan *scan) {
    return scan->text[scan->at];
}

const char *filter_scan_past_spaces(const char *text) {
    while (is_space(*text))
        text++;
    return text;
}

void filter_scan_skip_spaces(struct filter_scan *scan) {
    scan->at = (size_t)(filter_scan_past_spaces(scan->text + scan->at) - scan->text);
}

bool filter_scan_is_last(const struct filter_scan *scan) {
    return !*filter_scan_past_spaces(scan->text + scan->at);
}

const struct filter_operator *filter_scan_operator(const char *text) {
    static const struct filter_operator operators[] = {
        {FILTER_OPERATOR_NOT, "!"},   {FILTER_OPERATOR_AND, "&&"}, {FILTER_OPERATOR_AND, "&"},
        {FILTER_OPERATOR_OR, "||"},   {FILTER_OPERATOR_OR, "|"},   {FILTER_OPERATOR_NOT, "not"},
        {FILTER_OPERATOR_AND, "and"}, {FILTER_OPERATOR_OR, "or"},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const char *spelling = operators[i].spelling;
        size_t len = strlen(spelling);
        bool is_word = filter_scan_is_letter(*spelling);
        if (!strncasecmp(text, spelling, len) && (!is_word || filter_scan_is_end(text[len])))
            return &operators[i];
    }
    return NULL;
}

enum filter_outcome filter_scan_fail(struct filter_scan *scan, size_t at, const char *format, ...) {
    char what[ERR_TEXT_MAX];
    char *before = mem_dup_n(scan->text, at);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    err_set(scan->err, ERR_USAGE, "column %zu: %s", text_width(before) + 1, what);
    free(before);
    scan->filter->mistake_at = at;
    return FILTER_WRONG;
}

enum filter_outcome filter_scan_want(struct filter_scan *scan, const char *name,
                                     const char *wanted) {
    if (!filter_scan_is_last(scan))
        return filter_scan_fail(scan, scan->at, "“%s” needs %s", name, wanted);
    scan->filter->wanted = wanted;
    scan->filter->wanted_at = scan->at;
    return FILTER_UNFINISHED;
}
