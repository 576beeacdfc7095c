/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter.h"

#include "model/filter_scan.h"
#include "model/filter_term.h"

#include <string.h>

struct parser {
    struct filter_scan scan;
    size_t values;   /* that the steps so far leave */
    int brackets;    /* that are open */
    bool is_negated; /* by what precedes the open brackets */
    bool has_or;     /* within the innermost brackets */
};

static void add_step(struct parser *parser, enum filter_step step) {
    struct filter *filter = parser->scan.filter;
    filter->steps[filter->step_count++] = step;
    parser->values += step == FILTER_TERM;
    parser->values -= step != FILTER_TERM;
}

/* Negation turns an "or" into an "and" of negated parts, and an "and" into an "or". */
static void join(struct parser *parser, enum filter_step step, size_t values) {
    bool is_other = parser->is_negated == (step == FILTER_AND);
    if (values && parser->values > values)
        add_step(parser, is_other ? FILTER_OR : FILTER_AND);
}

static void add_term(struct parser *parser, const struct filter_term *term) {
    struct filter *filter = parser->scan.filter;
    if (!filter->terms)
        filter->terms = arena_alloc(&filter->arena, FILTER_TERMS_MAX * sizeof *filter->terms);
    filter->terms[filter->count++] = *term;
    add_step(parser, FILTER_TERM);
}

/* Skips an operator of this kind and the blanks after it, and returns its spelling; NULL if there
 * is none. */
static const char *skip_operator(struct parser *parser, enum filter_operator_kind kind) {
    struct filter_scan *scan = &parser->scan;
    const struct filter_operator *found = filter_scan_operator(scan->text + scan->at);
    if (!found || found->kind != kind)
        return NULL;
    scan->at += strlen(found->spelling);
    filter_scan_skip_spaces(scan);
    return found->spelling;
}

static enum filter_outcome want_term(struct parser *parser, const char *after) {
    return filter_scan_want(&parser->scan, after, "a term");
}

/* Reports "and" or "or" where a term is expected; `after` is what precedes it, or NULL. */
static enum filter_outcome refuse_connective(struct parser *parser, const char *after) {
    size_t start = parser->scan.at;
    const char *found = skip_operator(parser, FILTER_OPERATOR_AND);
    if (!found)
        found = skip_operator(parser, FILTER_OPERATOR_OR);
    if (!found)
        return FILTER_DONE;
    if (after)
        return filter_scan_fail(&parser->scan, start, "“%s” needs a term", after);
    if (filter_scan_is_last(&parser->scan))
        return want_term(parser, found);
    return filter_scan_fail(&parser->scan, start, "“%s” needs a term before it", found);
}

static enum filter_outcome read_filter(struct parser *parser);

static enum filter_outcome read_brackets(struct parser *parser, bool is_negated) {
    struct filter_scan *scan = &parser->scan;
    bool was_negated = parser->is_negated;
    size_t start = scan->at++;
    if (++parser->brackets > FILTER_BRACKETS_MAX)
        return filter_scan_fail(scan, start, "more than %d open brackets", FILTER_BRACKETS_MAX);
    parser->is_negated ^= is_negated;
    filter_scan_skip_spaces(scan);
    if (filter_scan_peek(scan) == ')')
        return filter_scan_fail(scan, scan->at, "“(” needs a term");
    enum filter_outcome outcome =
        filter_scan_peek(scan) ? read_filter(parser) : want_term(parser, "(");
    if (outcome == FILTER_DONE && filter_scan_peek(scan) != ')')
        outcome = filter_scan_want(scan, "(", "a closing bracket )");
    scan->at += outcome == FILTER_DONE;
    parser->is_negated = was_negated;
    parser->brackets--;
    return outcome;
}

static enum filter_outcome read_term(struct parser *parser, bool is_negated) {
    struct filter_term term = {.is_negated = is_negated};
    if (parser->scan.filter->count == FILTER_TERMS_MAX)
        return filter_scan_fail(&parser->scan, parser->scan.at, "more than %d terms",
                                FILTER_TERMS_MAX);
    enum filter_outcome outcome = filter_term_read(&parser->scan, &term);
    term.is_negated ^= parser->is_negated;
    if (outcome == FILTER_DONE)
        add_term(parser, &term);
    return outcome;
}

/* A term or brackets, with its negations. */
static enum filter_outcome read_part(struct parser *parser, const char *after) {
    struct filter_scan *scan = &parser->scan;
    bool is_negated = false;
    const char *negation;
    while ((negation = skip_operator(parser, FILTER_OPERATOR_NOT))) {
        if (filter_scan_is_last(scan))
            return want_term(parser, negation);
        is_negated = !is_negated;
        after = negation;
    }
    enum filter_outcome outcome = refuse_connective(parser, after);
    if (outcome != FILTER_DONE)
        return outcome;
    if (filter_scan_peek(scan) == '(')
        return read_brackets(parser, is_negated);
    if (filter_scan_peek(scan) == ')')
        return after ? filter_scan_fail(scan, scan->at, "“%s” needs a term", after)
                     : filter_scan_fail(scan, scan->at, "no open bracket to close");
    return read_term(parser, is_negated);
}

/* Parts with one connective between them; those of "or" are parts joined by "and". */
static enum filter_outcome read_joined(struct parser *parser, bool is_or, const char *after) {
    enum filter_operator_kind kind = is_or ? FILTER_OPERATOR_OR : FILTER_OPERATOR_AND;
    size_t values = parser->values;
    for (;;) {
        size_t before = parser->values;
        enum filter_outcome outcome =
            is_or ? read_joined(parser, false, after) : read_part(parser, after);
        join(parser, is_or ? FILTER_OR : FILTER_AND, before > values ? before : 0);
        if (outcome != FILTER_DONE)
            return outcome;
        filter_scan_skip_spaces(&parser->scan);
        after = skip_operator(parser, kind);
        if (!after)
            return FILTER_DONE;
        parser->has_or |= is_or;
        if (filter_scan_is_last(&parser->scan))
            return want_term(parser, after);
    }
}

/* All terms side by side, to the end or the closing bracket. */
static enum filter_outcome read_filter(struct parser *parser) {
    struct filter_scan *scan = &parser->scan;
    enum filter_outcome outcome = FILTER_DONE;
    size_t values = parser->values, parts = 0;
    bool had_or = parser->has_or;
    parser->has_or = false;
    for (filter_scan_skip_spaces(scan); outcome == FILTER_DONE && filter_scan_peek(scan);
         filter_scan_skip_spaces(scan)) {
        if (filter_scan_peek(scan) == ')' && parser->brackets)
            break;
        size_t before = parser->values;
        outcome = read_joined(parser, true, NULL);
        join(parser, FILTER_AND, before > values ? before : 0);
        parts++;
    }
    scan->filter->is_doubtful |= parts > 1 && parser->has_or;
    parser->has_or = had_or;
    return outcome;
}

bool filter_parse(struct filter *filter, const char *text, struct err *err) {
    struct parser parser = {.scan = {.text = text, .filter = filter, .err = err}};
    filter_fini(filter);
    if (read_filter(&parser) != FILTER_WRONG)
        return true;
    filter_empty(filter);
    return false;
}

bool filter_parse_whole(struct filter *filter, const char *text, struct err *err) {
    if (!filter_parse(filter, text, err))
        return false;
    return !filter->wanted ||
           err_set(err, ERR_USAGE, "Incomplete: %s is missing at the end.", filter->wanted);
}
