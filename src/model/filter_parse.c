/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/quantity.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NUMBERS "a number: 1500, 1,500, 10k, 1.5M"
#define RANGES  NUMBERS " or a range 10..20"
#define REGIONS "a list of regions: two letters each, as SE,NO, or -- for not known"
#define QUOTING "what is meant as text stands in quotes"

struct parser {
    const char *text;
    size_t at;
    struct filter *filter;
    struct err *err;
};

/* What became of a term or a part of it. */
enum outcome { DONE, UNFINISHED, WRONG };

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where a word ends: the text's own end too. */
static bool is_end(char c) {
    return !c || is_space(c) || c == '|';
}

static char peek(const struct parser *parser) {
    return parser->text[parser->at];
}

static void skip_spaces(struct parser *parser) {
    while (is_space(peek(parser)))
        parser->at++;
}

static bool is_last(const struct parser *parser) {
    size_t at = parser->at;
    while (is_space(parser->text[at]))
        at++;
    return !parser->text[at];
}

static enum outcome fail(struct parser *parser, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum outcome fail(struct parser *parser, size_t at, const char *format, ...) {
    char what[ERR_TEXT_MAX];
    char *before = mem_dup_n(parser->text, at);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    err_set(parser->err, ERR_USAGE, "column %zu: %s", text_width(before) + 1, what);
    free(before);
    parser->filter->mistake_at = at;
    return WRONG;
}

/* Nothing stands here yet, or something that does not belong here: at the end that is no error. */
static enum outcome want(struct parser *parser, const char *name, const char *wanted) {
    if (!is_last(parser))
        return fail(parser, parser->at, "after “%s” stands %s", name, wanted);
    parser->filter->wanted = wanted;
    parser->filter->wanted_at = parser->at;
    return UNFINISHED;
}

static enum outcome read_number(struct parser *parser, const char *name, int64_t *number,
                                const char *wanted) {
    size_t start = parser->at, len;
    enum quantity_outcome outcome = quantity_read(parser->text + start, &len, number);
    parser->at += len;
    switch (outcome) {
    case QUANTITY_READ:
        return DONE;
    case QUANTITY_SHORT:
        return want(parser, name, wanted);
    case QUANTITY_FRACTION:
        return fail(parser, start, "a count is a whole number: 1500, 1,500, 10k, 1.5M");
    case QUANTITY_TOO_LARGE:
        return fail(parser, start, "too large a number");
    case QUANTITY_WRONG:
        break;
    }
    return fail(parser, parser->at, "after “%s” stands %s", name, wanted);
}

/* “10..20”, or one number alone. */
static enum outcome read_range(struct parser *parser, const char *name, struct filter_term *term) {
    size_t start = parser->at;
    enum outcome outcome = read_number(parser, name, &term->low, RANGES);
    if (outcome != DONE)
        return outcome;
    term->high = term->low;
    if (strncmp(parser->text + parser->at, "..", 2) != 0)
        return DONE;
    parser->at += 2;
    outcome = read_number(parser, name, &term->high, RANGES);
    if (outcome != DONE || term->low <= term->high)
        return outcome;
    if (!peek(parser)) /* 10..2 on its way to 10..20 */
        return want(parser, name, RANGES);
    return fail(parser, start, "a range goes from the smaller number to the larger");
}

static enum outcome read_limit(struct parser *parser, const char *name, bool is_above,
                               bool is_included, struct filter_term *term) {
    int64_t number = 0;
    enum outcome outcome = read_number(parser, name, &number, NUMBERS);
    term->low = is_above ? number + !is_included : 0;
    term->high = is_above ? INT64_MAX : number - !is_included;
    return outcome;
}

/* A count's name and the comparison behind it. */
static enum outcome read_comparison(struct parser *parser, enum count count, size_t name_len,
                                    struct filter_term *term) {
    const char *name = count_name(count);
    enum outcome outcome;
    term->kind = FILTER_COUNT;
    term->count = count;
    parser->at += name_len;
    skip_spaces(parser);
    char sign = peek(parser);
    parser->at++;
    if (sign == '!' && !peek(parser))
        return want(parser, name, "a comparison: < <= = != >= >");
    bool has_equal = peek(parser) == '=' && sign != '=' && sign != ':';
    parser->at += has_equal;
    skip_spaces(parser);
    if (sign == '<' || sign == '>') {
        outcome = read_limit(parser, name, sign == '>', has_equal, term);
    } else {
        term->is_negated ^= sign == '!';
        outcome = read_range(parser, name, term);
    }
    if (outcome == DONE && !is_end(peek(parser)))
        return fail(parser, parser->at, "after “%s” stands %s", name,
                    sign == '<' || sign == '>' ? NUMBERS : RANGES);
    return outcome;
}

/* Two letters each, one behind the other. */
static enum outcome read_regions(struct parser *parser, struct filter_term *term) {
    size_t room = strcspn(parser->text + parser->at, " |") + 1, used = 0;
    char *value = arena_alloc(&parser->filter->arena, room);
    for (;;) {
        const char *at = parser->text + parser->at;
        if (!(is_letter(at[0]) && is_letter(at[1])) && strncmp(at, "--", 2) != 0) {
            parser->at += is_letter(at[0]) || at[0] == '-';
            return want(parser, "region:", REGIONS);
        }
        value[used++] = at[0];
        value[used++] = at[1];
        parser->at += 2;
        if (peek(parser) != ',')
            break;
        parser->at++;
    }
    if (!is_end(peek(parser)))
        return fail(parser, parser->at, "after “region:” stands " REGIONS);
    term->kind = FILTER_REGION;
    term->value = value;
    return DONE;
}

/* The text between quotes, without its escapes. */
static char *read_phrase(struct parser *parser, size_t *len) {
    char *text = arena_alloc(&parser->filter->arena, strlen(parser->text + parser->at) + 1);
    *len = 0;
    for (parser->at++; peek(parser) && peek(parser) != '"'; parser->at++) {
        char next = parser->text[parser->at + 1];
        if (peek(parser) == '\\' && (next == '"' || next == '\\'))
            parser->at++;
        text[(*len)++] = peek(parser);
    }
    parser->at += peek(parser) == '"';
    return text;
}

/* A word or a phrase; `name` is what stands before it, for the message. */
static enum outcome read_text(struct parser *parser, const char *name, const char **text,
                              size_t *len) {
    if (peek(parser) == '"') {
        *text = read_phrase(parser, len);
    } else {
        size_t start = parser->at;
        while (!is_end(peek(parser)))
            parser->at++;
        *len = parser->at - start;
        *text = arena_dup_n(&parser->filter->arena, parser->text + start, *len);
    }
    return *len ? DONE : want(parser, name, "a text");
}

static enum outcome read_match(struct parser *parser, const char *name, unsigned fields,
                               struct filter_term *term) {
    const char *text;
    size_t len;
    if (fields == MATCH_HANDLE && peek(parser) == '@') /* as handles are written */
        parser->at++;
    enum outcome outcome = read_text(parser, name, &text, &len);
    if (outcome != DONE)
        return outcome;
    term->kind = FILTER_TEXT;
    term->fields = fields;
    match_init(&term->match, text, len);
    return DONE;
}

static enum outcome read_id(struct parser *parser, struct filter_term *term) {
    size_t len;
    term->kind = FILTER_ID;
    return read_text(parser, "id:", &term->value, &len);
}

static bool is_name(const char *name, const char *text, size_t len) {
    return strlen(name) == len && !strncasecmp(name, text, len);
}

static int find_flag(const char *text, size_t len) {
    static const char *const flags[] = {"verified", "private", "defect"};
    for (int i = FILTER_VERIFIED; i <= FILTER_DEFECT; i++)
        if (is_name(flags[i], text, len))
            return i;
    return -1;
}

/* Letters with a colon behind them. */
static enum outcome read_field(struct parser *parser, size_t start, size_t len,
                               struct filter_term *term) {
    const char *name = parser->text + start;
    parser->at = start + len + 1;
    if (is_name("handle", name, len))
        return read_match(parser, "handle:", MATCH_HANDLE, term);
    if (is_name("name", name, len))
        return read_match(parser, "name:", MATCH_NAME, term);
    if (is_name("bio", name, len))
        return read_match(parser, "bio:", MATCH_BIO, term);
    if (is_name("region", name, len))
        return read_regions(parser, term);
    if (is_name("id", name, len))
        return read_id(parser, term);
    if (find_flag(name, len) >= 0)
        return fail(parser, start + len, "“%.*s” stands alone", (int)len, name);
    return fail(parser, start,
                "there is no field “%.*s”, but handle: name: bio: region: id:; " QUOTING,
                (int)(len < 40 ? len : 40), name);
}

/* Whether a comparison stands there, behind spaces perhaps. */
static bool has_comparison(const char *at) {
    while (is_space(*at))
        at++;
    return *at == '<' || *at == '>' || *at == '=' || (at[0] == '!' && at[1] == '=');
}

static enum outcome read_term(struct parser *parser, struct filter_term *term) {
    size_t start = parser->at, len = 0;
    const char *name = parser->text + start;
    while (is_letter(name[len]))
        len++;
    int count = count_find(name, len), flag = find_flag(name, len);
    bool is_open = count >= 0 && name[len] == '!' && !name[len + 1]; /* on its way to != */
    if (count >= 0 && (name[len] == ':' || is_open || has_comparison(name + len)))
        return read_comparison(parser, (enum count)count, len, term);
    if (len && name[len] == ':')
        return read_field(parser, start, len, term);
    if (len && !is_space(name[len]) && has_comparison(name + len))
        return fail(parser, start,
                    "there is no count “%.*s”, but followers, following, likes, videos; " QUOTING,
                    (int)(len < 40 ? len : 40), name);
    if (flag < 0 || !is_end(name[len]))
        return name[0] == '@' ? read_match(parser, "@", MATCH_HANDLE, term)
                              : read_match(parser, "\"", MATCH_ANYWHERE, term);
    parser->at += len;
    term->kind = FILTER_FLAG;
    term->flag = (enum filter_flag)flag;
    return DONE;
}

static enum outcome read_negated_term(struct parser *parser, struct filter_term *term) {
    for (; peek(parser) == '!'; parser->at++)
        term->is_negated = !term->is_negated;
    if (is_end(peek(parser)))
        return want(parser, "!", "a term");
    return read_term(parser, term);
}

/* “or” or “|”; false when something else stands there. */
static bool skip_or(struct parser *parser) {
    size_t len = peek(parser) == '|' ? 1 : 0;
    if (!len && !strncasecmp(parser->text + parser->at, "or", 2) &&
        is_end(parser->text[parser->at + 2]))
        len = 2;
    parser->at += len;
    return len != 0;
}

static void add_term(struct filter *filter, const struct filter_term *term) {
    if (!filter->terms)
        filter->terms = arena_alloc(&filter->arena, FILTER_TERMS_MAX * sizeof *filter->terms);
    filter->terms[filter->count++] = *term;
}

/* One term with the “or” before it. */
static enum outcome read_joined_term(struct parser *parser) {
    struct filter_term term = {.kind = FILTER_TEXT};
    size_t start = parser->at;
    term.is_alternative = skip_or(parser);
    skip_spaces(parser);
    if (term.is_alternative && is_last(parser))
        return want(parser, "or", "a term");
    if (term.is_alternative && !parser->filter->count)
        return fail(parser, start, "“or” stands between two terms");
    size_t at = parser->at;
    if (term.is_alternative && skip_or(parser))
        return fail(parser, at, "after “or” stands a term");
    if (parser->filter->count == FILTER_TERMS_MAX)
        return fail(parser, at, "more than %d terms", FILTER_TERMS_MAX);
    enum outcome outcome = read_negated_term(parser, &term);
    if (outcome == DONE)
        add_term(parser->filter, &term);
    return outcome;
}

bool filter_parse(struct filter *filter, const char *text, struct err *err) {
    struct parser parser = {.text = text, .filter = filter, .err = err};
    enum outcome outcome = DONE;
    filter_fini(filter);
    for (skip_spaces(&parser); outcome == DONE && peek(&parser); skip_spaces(&parser))
        outcome = read_joined_term(&parser);
    if (outcome != WRONG)
        return true;
    size_t mistake_at = filter->mistake_at;
    filter_fini(filter);
    filter->mistake_at = mistake_at;
    return false;
}
