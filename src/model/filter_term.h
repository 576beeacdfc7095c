/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One term of a filter: a text, a field, a flag or a count with its comparison. */
#ifndef FOLLOWTRAIL_MODEL_FILTER_TERM_H
#define FOLLOWTRAIL_MODEL_FILTER_TERM_H

#include "model/filter_scan.h"

/* Reads the term that begins here, not at a blank, into `term`, which is zeroed except
 * `is_negated`. The term is complete only after FILTER_DONE; the filter's arena holds its texts. */
enum filter_outcome filter_term_read(struct filter_scan *scan, struct filter_term *term)
    __attribute__((nonnull));

const char *filter_term_flag_name(enum filter_flag flag) __attribute__((returns_nonnull));

/* What precedes a text that is compared as a whole: "id:". */
const char *filter_term_field_name(enum filter_kind kind) __attribute__((returns_nonnull));

/* Whether a word of `len` bytes that is read as text looks like something else: verified or and (in
 * quotes), -verified, verified, (with its comma), <50k, +followers>1. */
bool filter_term_resembles_other(const char *word, size_t len) __attribute__((nonnull));

#endif
