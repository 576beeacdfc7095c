/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter_term.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "model/quantity.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NUMBERS "a number (1500, 1,500, 10k, 1.5M)"
#define RANGES  NUMBERS " or a range 10..20"
#define REGIONS "a list of regions (two letters each, as SE,NO, or -- for not known)"
#define QUOTING "quote it to search for text"

enum { NAME_SHOWN_MAX = 40, GROUP_DIGITS = 3 };

static enum filter_outcome read_number(struct filter_scan *scan, const char *name,
                                       struct quantity *number, const char *wanted) {
    size_t start = scan->at, len;
    enum quantity_outcome outcome = quantity_read(scan->text + start, &len, number);
    scan->at += len;
    switch (outcome) {
    case QUANTITY_READ:
        return FILTER_DONE;
    case QUANTITY_SHORT:
        return filter_scan_want(scan, name, wanted);
    case QUANTITY_AMBIGUOUS:
        return filter_scan_fail(scan, start,
                                "three digits after a point: write 1.5 or 1.5k, and 1,500 or 1500");
    case QUANTITY_TOO_FINE:
        return filter_scan_fail(scan, start, "more than six digits after the point");
    case QUANTITY_TOO_LARGE:
        return filter_scan_fail(scan, start, "the number is too large");
    case QUANTITY_WRONG:
        break;
    }
    return filter_scan_fail(scan, scan->at, "“%s” needs %s", name, wanted);
}

/* Blanks are allowed around the dots. */
static bool skip_dots(struct filter_scan *scan) {
    const char *at = filter_scan_past_spaces(scan->text + scan->at);
    bool has_dots = !strncmp(at, "..", 2);
    if (has_dots) {
        scan->at = (size_t)(at - scan->text) + 2;
        filter_scan_skip_spaces(scan);
    }
    return has_dots;
}

/* “10..20”, or one number alone. */
static enum filter_outcome read_range(struct filter_scan *scan, const char *name,
                                      struct filter_term *term) {
    struct quantity low, high;
    size_t start = scan->at;
    enum filter_outcome outcome = read_number(scan, name, &low, RANGES);
    if (outcome != FILTER_DONE)
        return outcome;
    high = low;
    if (skip_dots(scan))
        outcome = read_number(scan, name, &high, RANGES);
    term->low = low.ceiling;
    term->high = high.floor;
    if (outcome != FILTER_DONE || low.floor <= high.floor)
        return outcome;
    if (!filter_scan_peek(scan)) /* 10..2 may become 10..20 */
        return filter_scan_want(scan, name, RANGES);
    return filter_scan_fail(scan, start, "a range goes from the smaller number to the larger");
}

static enum filter_outcome read_limit(struct filter_scan *scan, const char *name, bool is_above,
                                      bool is_included, struct filter_term *term) {
    struct quantity number = {0, 0};
    enum filter_outcome outcome = read_number(scan, name, &number, NUMBERS);
    term->low = !is_above ? 0 : is_included ? number.ceiling : number.floor + 1;
    term->high = is_above ? INT64_MAX : is_included ? number.floor : number.ceiling - 1;
    return outcome;
}

/* Whether the next word could be the rest of the number: 10 k, 1 000. */
static bool is_torn(const char *after) {
    const char *word = filter_scan_past_spaces(after);
    size_t digits = strspn(word, "0123456789");
    bool is_unit = *word && strchr("kKmMbBtT", *word) && filter_scan_is_end(word[1]);
    return word != after &&
           (is_unit || (digits == GROUP_DIGITS && filter_scan_is_end(word[digits])));
}

/* A count's name and the comparison after it. */
static enum filter_outcome read_comparison(struct filter_scan *scan, enum count count,
                                           size_t name_len, struct filter_term *term) {
    const char *name = count_name(count);
    enum filter_outcome outcome;
    term->kind = FILTER_COUNT;
    term->count = count;
    scan->at += name_len;
    filter_scan_skip_spaces(scan);
    char sign = filter_scan_peek(scan);
    scan->at++;
    if (sign == '!' && !filter_scan_peek(scan))
        return filter_scan_want(scan, name, "a comparison: < <= = != >= >");
    bool has_equal = filter_scan_peek(scan) == '=' && sign != '=' && sign != ':';
    scan->at += has_equal;
    filter_scan_skip_spaces(scan);
    if (sign == '<' || sign == '>') {
        outcome = read_limit(scan, name, sign == '>', has_equal, term);
    } else {
        term->is_negated ^= sign == '!';
        outcome = read_range(scan, name, term);
    }
    if (outcome == FILTER_DONE && !filter_scan_is_end(filter_scan_peek(scan)))
        return filter_scan_fail(scan, scan->at, "“%s” needs %s", name,
                                sign == '<' || sign == '>' ? NUMBERS : RANGES);
    scan->filter->is_doubtful |= is_torn(scan->text + scan->at);
    return outcome;
}

/* Two letters each, one after the other. */
static enum filter_outcome read_regions(struct filter_scan *scan, struct filter_term *term) {
    size_t used = 0;
    char *value = arena_alloc(&scan->filter->arena, strlen(scan->text + scan->at) + 1);
    for (;;) {
        const char *at = scan->text + scan->at;
        if (!(filter_scan_is_letter(at[0]) && filter_scan_is_letter(at[1])) &&
            strncmp(at, "--", 2) != 0) {
            scan->at += filter_scan_is_letter(at[0]) || at[0] == '-';
            return filter_scan_want(scan, "region:", REGIONS);
        }
        value[used++] = at[0];
        value[used++] = at[1];
        scan->at += 2;
        if (filter_scan_peek(scan) != ',')
            break;
        scan->at++;
    }
    if (!filter_scan_is_end(filter_scan_peek(scan)))
        return filter_scan_fail(scan, scan->at, "“region:” needs " REGIONS);
    term->kind = FILTER_REGION;
    term->value = value;
    return FILTER_DONE;
}

/* The text between quotes, without its escapes. */
static char *read_phrase(struct filter_scan *scan, size_t *len) {
    char *text = arena_alloc(&scan->filter->arena, strlen(scan->text + scan->at) + 1);
    *len = 0;
    for (scan->at++; filter_scan_peek(scan) && filter_scan_peek(scan) != '"'; scan->at++) {
        char next = scan->text[scan->at + 1];
        if (filter_scan_peek(scan) == '\\' && (next == '"' || next == '\\'))
            scan->at++;
        text[(*len)++] = filter_scan_peek(scan);
    }
    scan->at += filter_scan_peek(scan) == '"';
    return text;
}

/* The characters up to the end of the word. If the end has no blank before the next character, as
 * in R&B, the user may have meant one word. */
static char *read_word(struct filter_scan *scan, size_t *len) {
    size_t start = scan->at;
    while (!filter_scan_is_end(filter_scan_peek(scan)))
        scan->at++;
    *len = scan->at - start;
    if (*len && filter_scan_peek(scan) && strchr("\"(&|!", filter_scan_peek(scan)))
        scan->filter->is_doubtful = true;
    return arena_dup_n(&scan->filter->arena, scan->text + start, *len);
}

/* A word or a phrase; `name` is what precedes it, for the message. */
static enum filter_outcome read_text(struct filter_scan *scan, const char *name, const char **text,
                                     size_t *len) {
    *text = filter_scan_peek(scan) == '"' ? read_phrase(scan, len) : read_word(scan, len);
    return *len ? FILTER_DONE : filter_scan_want(scan, name, "a text");
}

static enum filter_outcome read_match(struct filter_scan *scan, const char *name, unsigned fields,
                                      struct filter_term *term) {
    size_t len;
    if (fields == MATCH_HANDLE && filter_scan_peek(scan) == '@') /* as handles are written */
        scan->at++;
    enum filter_outcome outcome = read_text(scan, name, &term->value, &len);
    if (outcome != FILTER_DONE)
        return outcome;
    term->kind = FILTER_TEXT;
    term->fields = fields;
    match_init(&term->match, term->value, len);
    return FILTER_DONE;
}

/* A text that is compared as a whole; `field` is what precedes it. */
static enum filter_outcome read_whole(struct filter_scan *scan, const char *field,
                                      enum filter_kind kind, struct filter_term *term) {
    size_t len;
    term->kind = kind;
    term->value_at = scan->at;
    return read_text(scan, field, &term->value, &len);
}

static bool is_name(const char *name, const char *text, size_t len) {
    return strlen(name) == len && !strncasecmp(name, text, len);
}

static const char *const flag_names[FILTER_FLAG_COUNT] = {"verified", "private", "defect",
                                                          "back",     "stored",  "complete"};

const char *filter_term_flag_name(enum filter_flag flag) {
    return flag_names[flag];
}

static int find_flag(const char *name, size_t len) {
    for (int i = 0; i < FILTER_FLAG_COUNT; i++)
        if (is_name(flag_names[i], name, len))
            return i;
    return -1;
}

/* Reports an unknown name: which one was meant, or which exist. */
static enum filter_outcome fail_unknown(struct filter_scan *scan, size_t start, size_t len,
                                        const char *const names[], size_t count) {
    char *name = mem_dup_n(scan->text + start, len < NAME_SHOWN_MAX ? len : NAME_SHOWN_MAX);
    const char *near = nearest_of(name, names, count);
    struct buf known;
    buf_init(&known, ERR_TEXT_MAX);
    for (size_t i = 0; i < count; i++)
        buf_format(&known, "%s%s", i ? ", " : "", names[i]);
    enum filter_outcome outcome =
        near ? filter_scan_fail(scan, start,
                                "Unknown field “%s”. Did you mean %s? Otherwise " QUOTING, name,
                                near)
             : filter_scan_fail(scan, start, "Unknown field “%s”. Fields: %s; " QUOTING, name,
                                buf_text(&known));
    buf_fini(&known);
    free(name);
    return outcome;
}

static const char *const field_names[] = {"handle", "name",  "bio",         "region",
                                          "id",     "group", "followed-by", "follows"};
enum { FIELDS = sizeof field_names / sizeof *field_names };

static const struct {
    const char *name, *field;
    enum filter_kind kind;
} wholes[] = {{"id", "id:", FILTER_ID},
              {"group", "group:", FILTER_GROUP},
              {"followed-by", "followed-by:", FILTER_FOLLOWED_BY},
              {"follows", "follows:", FILTER_FOLLOWS}};

const char *filter_term_field_name(enum filter_kind kind) {
    size_t i = 0;
    while (wholes[i].kind != kind)
        i++;
    return wholes[i].field;
}

/* A name with a colon after it. */
static enum filter_outcome read_field(struct filter_scan *scan, size_t start, size_t len,
                                      struct filter_term *term) {
    const char *name = scan->text + start;
    scan->at = start + len + 1;
    if (is_name("handle", name, len))
        return read_match(scan, "handle:", MATCH_HANDLE, term);
    if (is_name("name", name, len))
        return read_match(scan, "name:", MATCH_NAME, term);
    if (is_name("bio", name, len))
        return read_match(scan, "bio:", MATCH_BIO, term);
    if (is_name("region", name, len))
        return read_regions(scan, term);
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (is_name(wholes[i].name, name, len))
            return read_whole(scan, wholes[i].field, wholes[i].kind, term);
    if (find_flag(name, len) >= 0)
        return filter_scan_fail(scan, start + len, "“%.*s” takes no value", (int)len, name);
    return fail_unknown(scan, start, len, field_names, FIELDS);
}

/* Whether a comparison follows, perhaps after blanks. */
static bool has_comparison(const char *at) {
    at = filter_scan_past_spaces(at);
    return *at == '<' || *at == '>' || *at == '=' || (at[0] == '!' && at[1] == '=');
}

/* A name with a comparison that is not a count. */
static enum filter_outcome fail_count(struct filter_scan *scan, size_t start, size_t len) {
    const char *names[COUNT_KINDS], *name = scan->text + start;
    for (size_t i = 0; i < FIELDS; i++)
        if (is_name(field_names[i], name, len))
            return filter_scan_fail(scan, start + len, "“%s” takes a colon, as in %s:%s",
                                    field_names[i], field_names[i],
                                    !strcmp(field_names[i], "region") ? "SE" : "text");
    if (find_flag(name, len) >= 0)
        return filter_scan_fail(scan, start + len, "“%.*s” takes no value", (int)len, name);
    for (int i = 0; i < COUNT_KINDS; i++)
        names[i] = count_name((enum count)i);
    return fail_unknown(scan, start, len, names, COUNT_KINDS);
}

/* The bytes of a name: letters, and one hyphen in followed-by. */
static size_t count_letters(const char *text) {
    static const char hyphened[] = "followed-by";
    size_t len = 0;
    if (!strncasecmp(text, hyphened, strlen(hyphened)))
        len = strlen(hyphened);
    while (filter_scan_is_letter(text[len]))
        len++;
    return len;
}

static bool is_punctuation(char c) {
    return c && strchr("+-~^,;.*/", c);
}

/* Whether a name is a flag, a count or an operator. */
static bool is_reserved(const char *word, size_t len) {
    const struct filter_operator *found = filter_scan_operator(word);
    return (found && strlen(found->spelling) == len) || find_flag(word, len) >= 0 ||
           count_find(word, len) >= 0;
}

bool filter_term_resembles_other(const char *word, size_t len) {
    const char *end = word + len, *name = word;
    if (len && strchr("<>=", *word))
        return strcspn(word, "0123456789") < len;
    while (name < end && is_punctuation(*name))
        name++;
    size_t letters = count_letters(name);
    const char *after = name + letters;
    if (name != word && letters && after < end && strchr(":<>=", *after))
        return true;
    while (after < end && is_punctuation(*after))
        after++;
    return after == end && is_reserved(name, letters);
}

/* Text without a field. A count's name at the end may still get its comparison. */
static enum filter_outcome read_bare(struct filter_scan *scan, struct filter_term *term) {
    const char *word = scan->text + scan->at;
    enum filter_outcome outcome = read_match(scan, "\"", MATCH_ANYWHERE, term);
    size_t len = (size_t)(scan->text + scan->at - word);
    bool is_open = filter_scan_is_last(scan) && count_find(word, len) >= 0;
    if (outcome == FILTER_DONE && *word != '"' && !is_open)
        scan->filter->is_doubtful |= filter_term_resembles_other(word, len);
    return outcome;
}

enum filter_outcome filter_term_read(struct filter_scan *scan, struct filter_term *term) {
    const char *name = scan->text + scan->at;
    size_t len = count_letters(name);
    int count = count_find(name, len), flag = find_flag(name, len);
    bool is_open = count >= 0 && name[len] == '!' && !name[len + 1]; /* may become != */
    if (count >= 0 && (name[len] == ':' || is_open || has_comparison(name + len)))
        return read_comparison(scan, (enum count)count, len, term);
    if (len && name[len] == ':')
        return read_field(scan, scan->at, len, term);
    if (len && filter_scan_past_spaces(name + len) == name + len && has_comparison(name + len))
        return fail_count(scan, scan->at, len);
    if (name[0] == '@')
        return read_match(scan, "@", MATCH_HANDLE, term);
    if (flag < 0 || !filter_scan_is_end(name[len]))
        return read_bare(scan, term);
    scan->at += len;
    term->kind = FILTER_FLAG;
    term->value_at = (size_t)(name - scan->text);
    term->flag = (enum filter_flag)flag;
    return FILTER_DONE;
}
