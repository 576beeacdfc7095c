/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A filter's text while it is read: its characters, operators and mistakes. For filter_parse and
 * filter_term.
 *
 * Outside quotes the signs ( ) & | ! end a word and are always operators, with or without blanks;
 * `and`, `or` and `not` are operators as whole words.
 */
#ifndef FOLLOWTRAIL_MODEL_FILTER_SCAN_H
#define FOLLOWTRAIL_MODEL_FILTER_SCAN_H

#include "model/filter.h"

struct filter_scan {
    const char *text;
    size_t at; /* the next byte to read */
    struct filter *filter;
    struct err *err;
};

/* The result of reading a term or part of one. */
enum filter_outcome { FILTER_DONE, FILTER_UNFINISHED, FILTER_WRONG };

enum filter_operator_kind { FILTER_OPERATOR_NOT, FILTER_OPERATOR_AND, FILTER_OPERATOR_OR };

struct filter_operator {
    enum filter_operator_kind kind;
    const char *spelling;
};

bool filter_scan_is_letter(char c);

/* Whether a word ends before this character: a blank, a quote, an operator, a bracket or the
 * NUL. */
bool filter_scan_is_end(char c);

char filter_scan_peek(const struct filter_scan *scan) __attribute__((nonnull));

/* The text after its leading blanks. */
const char *filter_scan_past_spaces(const char *text) __attribute__((returns_nonnull, nonnull));
void filter_scan_skip_spaces(struct filter_scan *scan) __attribute__((nonnull));

/* Whether nothing but blanks follows. */
bool filter_scan_is_last(const struct filter_scan *scan) __attribute__((nonnull));

/* The operator at the start of the text; NULL if there is none. */
const struct filter_operator *filter_scan_operator(const char *text) __attribute__((nonnull));

/* Sets ERR_USAGE with the column of byte `at`. Returns FILTER_WRONG. */
enum filter_outcome filter_scan_fail(struct filter_scan *scan, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4), nonnull(1, 3)));

/* Reports that `wanted` (static text) is missing after `name`: an error, unless the text ends
 * here. */
enum filter_outcome filter_scan_want(struct filter_scan *scan, const char *name, const char *wanted)
    __attribute__((nonnull));

#endif
