/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter.h"

#include "base/buf.h"
#include "model/filter_term.h"
#include "model/quantity.h"

#include <string.h>

enum { NUMBER_MAX = 40 };

/* Where values begin and end in the filter's postfix form. */
struct printer {
    const struct filter *filter;
    struct buf *out;
    size_t sizes[FILTER_STEPS_MAX]; /* steps of the value that each step completes */
    size_t terms[FILTER_STEPS_MAX]; /* FILTER_TERM: which */
};

static void put_quoted(const char *text, struct buf *out) {
    buf_text_put(out, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_text_put(out, "\\");
        buf_put(out, text, 1);
    }
    buf_text_put(out, "\"");
}

/* Whether a word ends within it. */
static bool has_end(const char *text) {
    while (!filter_scan_is_end(*text))
        text++;
    return *text;
}

/* Whether a text without a field would be read as something else, or looks like it. */
static bool is_special(const char *text) {
    return filter_term_resembles_other(text, strlen(text)) || *text == '@' || strpbrk(text, ":<>=");
}

static void put_text(const char *text, bool is_alone, struct buf *out) {
    if (has_end(text) || (is_alone && is_special(text)))
        put_quoted(text, out);
    else
        buf_text_put(out, text);
}

static void put_match(const struct filter_term *term, struct buf *out) {
    bool is_anywhere = term->fields == MATCH_ANYWHERE;
    if (!is_anywhere)
        buf_text_put(out, term->fields == MATCH_HANDLE ? "@"
                          : term->fields == MATCH_NAME ? "name:"
                                                       : "bio:");
    put_text(term->value, is_anywhere, out);
}

static char upper(char c) {
    return filter_scan_is_letter(c) ? (char)(c & ~0x20) : c;
}

static void put_regions(const char *regions, struct buf *out) {
    for (const char *at = regions; *at; at += 2)
        buf_format(out, "%s%c%c", at == regions ? "region:" : ",", upper(at[0]), upper(at[1]));
}

/* Appends nothing if the number cannot be read. */
static void put_comparison(const char *sign, int64_t number, struct buf *out) {
    if (number < 0 || number >= QUANTITY_MAX)
        return;
    buf_text_put(out, sign);
    quantity_print(number, out);
}

/* Appends the shorter of two forms of a limit, each a sign and a number; the first if they are
 * equal. */
static void put_limit(const char *included, int64_t limit, const char *excluded, int64_t beyond,
                      struct buf *out) {
    struct buf one, other;
    buf_init(&one, NUMBER_MAX);
    buf_init(&other, NUMBER_MAX);
    put_comparison(included, limit, &one);
    put_comparison(excluded, beyond, &other);
    bool is_other = !one.len || (other.len && other.len < one.len);
    buf_text_put(out, buf_text(is_other ? &other : &one));
    buf_fini(&one);
    buf_fini(&other);
}

static bool is_range(const struct filter_term *term) {
    return term->kind == FILTER_COUNT && term->low <= term->high && term->high != INT64_MAX &&
           (term->low || !term->high);
}

static void put_count(const struct filter_term *term, struct buf *out) {
    buf_text_put(out, count_name(term->count));
    if (term->high == INT64_MAX) {
        put_limit(">=", term->low, ">", term->low - 1, out);
    } else if (term->low > term->high) {
        buf_text_put(out, "<0"); /* as a whole number that is above 0.4 and below 0.6 */
    } else if (!is_range(term)) {
        put_limit("<=", term->high, "<", term->high + 1, out);
    } else {
        buf_text_put(out, term->is_negated ? "!=" : "=");
        quantity_print(term->low, out);
        if (term->high > term->low) {
            buf_text_put(out, "..");
            quantity_print(term->high, out);
        }
    }
}

static void put_term(const struct filter_term *term, struct buf *out) {
    if (term->is_negated && !is_range(term))
        buf_text_put(out, "not ");
    switch (term->kind) {
    case FILTER_TEXT:
        put_match(term, out);
        break;
    case FILTER_REGION:
        put_regions(term->value, out);
        break;
    case FILTER_ID:
    case FILTER_GROUP:
    case FILTER_FOLLOWED_BY:
    case FILTER_FOLLOWS:
        buf_text_put(out, filter_term_field_name(term->kind));
        put_text(term->value, false, out);
        break;
    case FILTER_FLAG:
        buf_text_put(out, filter_term_flag_name(term->flag));
        break;
    case FILTER_COUNT:
        put_count(term, out);
        break;
    }
}

static void measure(struct printer *printer) {
    size_t next = 0;
    for (size_t i = 0; i < printer->filter->step_count; i++) {
        printer->sizes[i] = 1;
        if (printer->filter->steps[i] == FILTER_TERM) {
            printer->terms[i] = next++;
            continue;
        }
        printer->sizes[i] += printer->sizes[i - 1];
        printer->sizes[i] += printer->sizes[i - printer->sizes[i - 1] - 1];
    }
}

/* The value that step `last` completes. Within an "and", an "or" needs brackets. */
static void put_value(const struct printer *printer, size_t last, bool is_in_and) {
    enum filter_step step = printer->filter->steps[last];
    bool has_brackets = is_in_and && step == FILTER_OR;
    if (step == FILTER_TERM) {
        put_term(&printer->filter->terms[printer->terms[last]], printer->out);
        return;
    }
    if (has_brackets)
        buf_text_put(printer->out, "(");
    put_value(printer, last - printer->sizes[last - 1] - 1, step == FILTER_AND);
    buf_text_put(printer->out, step == FILTER_AND ? " and " : " or ");
    put_value(printer, last - 1, step == FILTER_AND);
    if (has_brackets)
        buf_text_put(printer->out, ")");
}

void filter_print(const struct filter *filter, struct buf *out) {
    struct printer printer = {.filter = filter, .out = out};
    if (!filter->step_count)
        return;
    measure(&printer);
    put_value(&printer, filter->step_count - 1, false);
}
