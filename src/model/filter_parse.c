/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "model/quantity.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NUMBERS "a number (1500, 1,500, 10k, 1.5M)"
#define RANGES  NUMBERS " or a range 10..20"
#define REGIONS "a list of regions (two letters each, as SE,NO, or -- for not known)"
#define QUOTING "quotes make it text"

enum { NAME_SHOWN_MAX = 40 };

struct parser {
    const char *text;
    size_t at;
    struct filter *filter;
    struct err *err;
    size_t values;   /* that the steps so far leave */
    int brackets;    /* that are open */
    bool is_negated; /* by what stands before the open brackets */
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
    return !c || is_space(c) || c == '|' || c == '(' || c == ')';
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
        return fail(parser, parser->at, "“%s” needs %s", name, wanted);
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
    return fail(parser, parser->at, "“%s” needs %s", name, wanted);
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
        return fail(parser, parser->at, "“%s” needs %s", name,
                    sign == '<' || sign == '>' ? NUMBERS : RANGES);
    return outcome;
}

/* Two letters each, one behind the other. */
static enum outcome read_regions(struct parser *parser, struct filter_term *term) {
    size_t room = strcspn(parser->text + parser->at, " |()") + 1, used = 0;
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
        return fail(parser, parser->at, "“region:” needs " REGIONS);
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

/* A name that is none: which was meant, or which there are. */
static enum outcome fail_unknown(struct parser *parser, size_t start, size_t len,
                                 const char *const names[], size_t count) {
    char *name = mem_dup_n(parser->text + start, len < NAME_SHOWN_MAX ? len : NAME_SHOWN_MAX);
    const char *near = nearest_of(name, names, count);
    struct buf known;
    buf_init(&known, ERR_TEXT_MAX);
    for (size_t i = 0; i < count; i++)
        buf_format(&known, "%s%s", i ? ", " : "", names[i]);
    enum outcome outcome =
        near ? fail(parser, start, "Unknown field “%s”. Did you mean %s? Else " QUOTING, name, near)
             : fail(parser, start, "Unknown field “%s”. Known are %s; " QUOTING, name,
                    buf_text(&known));
    buf_fini(&known);
    free(name);
    return outcome;
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
        return fail(parser, start + len, "“%.*s” takes no value", (int)len, name);
    static const char *const fields[] = {"handle", "name", "bio", "region", "id"};
    return fail_unknown(parser, start, len, fields, sizeof fields / sizeof *fields);
}

/* Whether a comparison stands there, behind spaces perhaps. */
static bool has_comparison(const char *at) {
    while (is_space(*at))
        at++;
    return *at == '<' || *at == '>' || *at == '=' || (at[0] == '!' && at[1] == '=');
}

/* A name with a comparison behind it that is not a count's. */
static enum outcome fail_count(struct parser *parser, size_t start, size_t len) {
    static const char *const fields[] = {"handle", "name", "bio", "region", "id"};
    const char *names[COUNT_KINDS], *name = parser->text + start;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (is_name(fields[i], name, len))
            return fail(parser, start + len, "“%s” takes a colon, as in %s:%s", fields[i],
                        fields[i], !strcmp(fields[i], "region") ? "SE" : "text");
    if (find_flag(name, len) >= 0)
        return fail(parser, start + len, "“%.*s” takes no value", (int)len, name);
    for (int i = 0; i < COUNT_KINDS; i++)
        names[i] = count_name((enum count)i);
    return fail_unknown(parser, start, len, names, COUNT_KINDS);
}

/* "&" or "&&" alone, as other languages write it. */
static bool is_ampersand(const char *text) {
    size_t len = strspn(text, "&");
    return (len == 1 || len == 2) && is_end(text[len]);
}

static enum outcome read_term(struct parser *parser, struct filter_term *term) {
    size_t start = parser->at, len = 0;
    const char *name = parser->text + start;
    if (is_ampersand(name))
        return fail(parser, start, "write “and” here; " QUOTING);
    while (is_letter(name[len]))
        len++;
    int count = count_find(name, len), flag = find_flag(name, len);
    bool is_open = count >= 0 && name[len] == '!' && !name[len + 1]; /* on its way to != */
    if (count >= 0 && (name[len] == ':' || is_open || has_comparison(name + len)))
        return read_comparison(parser, (enum count)count, len, term);
    if (len && name[len] == ':')
        return read_field(parser, start, len, term);
    if (len && !is_space(name[len]) && has_comparison(name + len))
        return fail_count(parser, start, len);
    if (flag < 0 || !is_end(name[len]))
        return name[0] == '@' ? read_match(parser, "@", MATCH_HANDLE, term)
                              : read_match(parser, "\"", MATCH_ANYWHERE, term);
    parser->at += len;
    term->kind = FILTER_FLAG;
    term->flag = (enum filter_flag)flag;
    return DONE;
}

static void add_step(struct parser *parser, enum filter_step step) {
    parser->filter->steps[parser->filter->step_count++] = step;
    parser->values += step == FILTER_TERM;
    parser->values -= step != FILTER_TERM;
}

/* Where all that is negated is an "or", it is an "and" of what is negated, and the other way round.
 */
static void join(struct parser *parser, enum filter_step step, size_t values) {
    bool is_other = parser->is_negated == (step == FILTER_AND);
    if (values && parser->values > values)
        add_step(parser, is_other ? FILTER_OR : FILTER_AND);
}

static void add_term(struct parser *parser, const struct filter_term *term) {
    struct filter *filter = parser->filter;
    if (!filter->terms)
        filter->terms = arena_alloc(&filter->arena, FILTER_TERMS_MAX * sizeof *filter->terms);
    filter->terms[filter->count++] = *term;
    add_step(parser, FILTER_TERM);
}

/* The bytes of the keyword that stands here; 0 for none. */
static size_t keyword_len(const struct parser *parser, const char *keyword) {
    const char *at = parser->text + parser->at;
    size_t len = strlen(keyword);
    if (!strcmp(keyword, "or") && *at == '|')
        return 1;
    return !strncasecmp(at, keyword, len) && is_end(at[len]) ? len : 0;
}

static bool skip_keyword(struct parser *parser, const char *keyword) {
    size_t len = keyword_len(parser, keyword);
    parser->at += len;
    skip_spaces(parser);
    return len != 0;
}

/* "and" or "or" where a term must stand; `after` is what stands before that, NULL for nothing. */
static enum outcome refuse_connective(struct parser *parser, const char *after) {
    static const char *const connectives[] = {"and", "or"};
    size_t start = parser->at;
    for (size_t i = 0; i < sizeof connectives / sizeof *connectives; i++) {
        if (!skip_keyword(parser, connectives[i]))
            continue;
        if (!after && is_last(parser))
            return want(parser, connectives[i], "a term");
        return after ? fail(parser, start, "“%s” needs a term", after)
                     : fail(parser, start, "“%s” needs a term before it", connectives[i]);
    }
    return DONE;
}

static enum outcome read_filter(struct parser *parser);

static enum outcome read_brackets(struct parser *parser, bool is_negated) {
    bool was_negated = parser->is_negated;
    size_t start = parser->at++;
    if (++parser->brackets > FILTER_BRACKETS_MAX)
        return fail(parser, start, "more than %d brackets are open", FILTER_BRACKETS_MAX);
    parser->is_negated ^= is_negated;
    skip_spaces(parser);
    if (peek(parser) == ')')
        return fail(parser, parser->at, "“(” needs a term");
    enum outcome outcome = peek(parser) ? read_filter(parser) : want(parser, "(", "a term");
    if (outcome == DONE && peek(parser) != ')')
        outcome = want(parser, "(", "a closing bracket )");
    parser->at += outcome == DONE;
    parser->is_negated = was_negated;
    parser->brackets--;
    return outcome;
}

/* A term or brackets, with what negates it. */
static enum outcome read_part(struct parser *parser, const char *after) {
    struct filter_term term = {.kind = FILTER_TEXT};
    bool is_negated = false;
    for (;; is_negated = !is_negated) {
        if (peek(parser) == '!')
            parser->at++;
        else if (skip_keyword(parser, "not"))
            skip_spaces(parser);
        else
            break;
        after = parser->text[parser->at - 1] == '!' ? "!" : "not";
        if (is_last(parser) || is_space(peek(parser)))
            return want(parser, after, "a term");
    }
    enum outcome outcome = refuse_connective(parser, after);
    if (outcome != DONE)
        return outcome;
    if (peek(parser) == '(')
        return read_brackets(parser, is_negated);
    if (peek(parser) == ')')
        return after ? fail(parser, parser->at, "“%s” needs a term", after)
                     : fail(parser, parser->at, "no bracket is open here");
    if (parser->filter->count == FILTER_TERMS_MAX)
        return fail(parser, parser->at, "more than %d terms", FILTER_TERMS_MAX);
    term.is_negated = is_negated;
    outcome = read_term(parser, &term);
    term.is_negated ^= parser->is_negated;
    if (outcome == DONE)
        add_term(parser, &term);
    return outcome;
}

/* Parts with one connective between them; those of "or" are parts joined by "and". */
static enum outcome read_joined(struct parser *parser, bool is_or, const char *after) {
    const char *connective = is_or ? "or" : "and";
    size_t values = parser->values;
    enum outcome outcome = is_or ? read_joined(parser, false, after) : read_part(parser, after);
    for (skip_spaces(parser); outcome == DONE && skip_keyword(parser, connective);
         skip_spaces(parser)) {
        if (is_last(parser))
            return want(parser, connective, "a term");
        size_t before = parser->values;
        outcome = is_or ? read_joined(parser, false, connective) : read_part(parser, connective);
        join(parser, is_or ? FILTER_OR : FILTER_AND, before > values ? before : 0);
    }
    return outcome;
}

/* All that stands side by side, to the end or the bracket that closes. */
static enum outcome read_filter(struct parser *parser) {
    enum outcome outcome = DONE;
    size_t values = parser->values;
    for (skip_spaces(parser); outcome == DONE && peek(parser); skip_spaces(parser)) {
        if (peek(parser) == ')' && parser->brackets)
            break;
        size_t before = parser->values;
        outcome = read_joined(parser, true, NULL);
        join(parser, FILTER_AND, before > values ? before : 0);
    }
    return outcome;
}

bool filter_parse(struct filter *filter, const char *text, struct err *err) {
    struct parser parser = {.text = text, .filter = filter, .err = err};
    filter_fini(filter);
    if (read_filter(&parser) != WRONG)
        return true;
    size_t mistake_at = filter->mistake_at;
    filter_fini(filter);
    filter->mistake_at = mistake_at;
    return false;
}
