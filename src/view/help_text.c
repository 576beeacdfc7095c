/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/help_text.h"

#include "base/mem.h"
#include "base/text.h"
#include "graph/ranking.h"
#include "model/filter_guide.h"
#include "model/match.h"
#include "view/document_flow.h"
#include "view/legend.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MAX = 2048,
    KEYS_COLS = 15,
    KEYS_COLS_FREE = 16, /* of a command that needs no $ after its keys */
    TEXT_COL = KEYS_COLS + 3,
    COLUMN_COLS_MIN =
        56, /* of each, where there are several; below it, keys are above their text */
    COLUMN_COLS_MAX = 78,
    COLUMN_GAP = 3,
    COLUMNS_MAX = 4,
    ROWS_FOR_GAPS = 12 /* between sections */
};

/* A line of the help. Borrowed texts. */
struct entry {
    const char *keys, *text;
    enum role role;                     /* of the keys */
    const struct command_info *command; /* NULL: none */
    const char *more;                   /* found by these words, too */
};

/* What is being made: entries, in blocks that stay together. */
struct maker {
    const struct help_text *help;
    struct document *out;
    size_t *blocks; /* the first line of each */
    size_t count, capacity;
    bool is_rest; /* what is not found by its name or key */
};

static void begin_block(struct maker *maker) {
    maker->blocks =
        mem_grow(maker->blocks, &maker->capacity, maker->count + 1, sizeof *maker->blocks);
    maker->blocks[maker->count++] = maker->out->count;
}

/* One character may be a key, whose case matters. */
static bool has_word(const char *text, const char *typed, size_t len) {
    struct match match;
    char *word = mem_dup_n(typed, len);
    for (char *at = word; len > 1 && *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    match_init(&match, word, len);
    bool is_there = match_has(&match, text);
    match_fini(&match);
    free(word);
    return is_there;
}

/* Whether each of the typed words is in the text, whatever their order. */
static bool has_words(const char *text, const char *typed) {
    bool has_all = true;
    while (has_all && *(typed += strspn(typed, " "))) {
        size_t len = strcspn(typed, " ");
        has_all = has_word(text, typed, len);
        typed += len;
    }
    return has_all;
}

/* Names and keys first, then what is found by other words. */
static bool is_found(const struct maker *maker, const struct entry *entry) {
    const char *name = entry->command ? entry->command->name : "";
    struct buf all;
    buf_init(&all, WORDS_MAX);
    buf_format(&all, "%s\n%s", entry->keys, name);
    bool is_first = has_words(buf_text(&all), maker->help->typed);
    buf_format(&all, "\n%s\n%s", entry->text, entry->more);
    bool is_any = has_words(buf_text(&all), maker->help->typed);
    buf_fini(&all);
    return maker->is_rest ? is_any && !is_first : is_first;
}

static bool is_typed(const struct maker *maker) {
    return *maker->help->typed;
}

static void put_sentence(struct document *out, const struct entry *entry) {
    const struct command_info *command = entry->command;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (command)
        buf_format(&words, "%s%s%s", command->name, command->argument ? " " : "",
                   command->argument ? command->argument : "");
    if (*entry->keys)
        buf_format(&words, command ? " (%s)" : "%s", entry->keys);
    buf_format(&words, ": %s%s.", entry->text,
               command && command->flags & COMMAND_SPENDS ? "; may spend credits" : "");
    document_wrap(out, 0, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

static bool spends(const struct entry *entry) {
    return entry->command && entry->command->flags & COMMAND_SPENDS;
}

/* The column of the text beside keys that may be wider than usual; 0: it goes below them. */
static int text_col(const struct document *out, const struct entry *entry) {
    int width = (int)text_width(entry->keys);
    if (out->cols < COLUMN_COLS_MIN)
        return 0;
    if (width <= (spends(entry) ? KEYS_COLS : KEYS_COLS_FREE))
        return TEXT_COL;
    int col = width + TEXT_COL - KEYS_COLS;
    return col + (int)text_width(entry->text) <= out->cols ? col : 0;
}

static void put_beside(struct document *out, const struct entry *entry) {
    int col = text_col(out, entry),
        indent = out->cols < COLUMN_COLS_MIN ? DOCUMENT_INDENT : TEXT_COL;
    document_begin(out, 0);
    document_place(out, 0, 0, entry->role, entry->keys);
    if (spends(entry))
        document_place(out, col ? col - 2 : (int)text_width(entry->keys) + 1, 1, ROLE_WARNING, "$");
    document_wrap_at(out, col ? col : indent, !col, ROLE_TEXT, entry->text);
}

static void put_entry(struct maker *maker, const struct entry *entry) {
    if (is_typed(maker))
        begin_block(maker);
    if (maker->help->cols)
        put_beside(maker->out, entry);
    else
        put_sentence(maker->out, entry);
}

static void put_title(struct maker *maker, const char *before, const char *title) {
    struct buf words;
    if (is_typed(maker))
        return;
    begin_block(maker);
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "%s%s%s", before, title, maker->help->cols ? "" : ":");
    document_begin(maker->out, 0);
    document_place(maker->out, 0, 0, ROLE_STRONG, buf_text(&words));
    buf_fini(&words);
}

/* Two blanks between keys, or one where that is too wide. */
static void put_keys(const struct hint *hint, const struct help_text *help, struct buf *out) {
    struct buf keys;
    buf_init(&keys, WORDS_MAX);
    hint_keys(hint, help->bindings, &keys);
    const char *text = buf_text(&keys);
    bool is_wide = help->cols && text_width(text) > KEYS_COLS;
    for (const char *at = text; *at; at++)
        if (!is_wide || at[0] != ' ' || at[1] != ' ')
            buf_put(out, at, 1);
    buf_fini(&keys);
}

/* A command without a key is called by its name. */
static void put_hint(struct maker *maker, const struct hint *hint) {
    struct buf keys;
    const struct command_info *command =
        hint->command != COMMAND_NONE ? command_info(hint->command) : NULL;
    struct entry entry = {.role = ROLE_ACCENT, .command = command};
    buf_init(&keys, WORDS_MAX);
    put_keys(hint, maker->help, &keys);
    if (command && !keys.len && maker->help->cols)
        buf_format(&keys, ":%s", command->name);
    entry.keys = buf_text(&keys);
    assert(command || hint->help);
    entry.text = hint->help ? hint->help : command->help;
    entry.more = command ? command->words : "";
    if (is_found(maker, &entry))
        put_entry(maker, &entry);
    buf_fini(&keys);
}

static void put_first(struct maker *maker) {
    const struct hint *hint = maker->help->first;
    if (!hint)
        return;
    put_title(maker, "In the ", maker->help->first_name);
    for (; hint_is(hint); hint++)
        if (hint->command != COMMAND_HELP)
            put_hint(maker, hint);
}

static void put_section(struct maker *maker, enum command_section section) {
    bool has_title = false;
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        if (command_info(command)->section != section)
            continue;
        if (!has_title)
            put_title(maker, "", command_section_title(section));
        has_title = true;
        put_hint(maker, &(struct hint){.command = command});
    }
}

static void put_filters(struct maker *maker) {
    put_title(maker, "", "Filters");
    for (const struct filter_guide *row = filter_guide; row->form; row++) {
        struct entry entry = {row->form, row->meaning, ROLE_ACCENT, NULL,
                              "filters language syntax query"};
        if (is_found(maker, &entry))
            put_entry(maker, &entry);
    }
}

static void put_frontier(struct maker *maker) {
    const struct entry entry = {"orders", RANKING_NAMES "; " RANKING_BIAS, ROLE_ACCENT, NULL,
                                "frontier sort rank next random sample bias"};
    put_title(maker, "", "Frontier");
    if (is_found(maker, &entry))
        put_entry(maker, &entry);
}

/* In lines there are words instead. */
static void put_signs(struct maker *maker) {
    if (!maker->help->cols)
        return;
    put_title(maker, "", "Signs");
    for (const struct legend *row = legend; row->sign; row++) {
        struct entry entry = {row->sign, row->meaning, row->role, NULL, "signs legend symbols"};
        if (is_found(maker, &entry))
            put_entry(maker, &entry);
    }
}

static void put_all(struct maker *maker) {
    put_first(maker);
    for (enum command_section section = 0; section < SECTION_COUNT; section++)
        put_section(maker, section);
    put_frontier(maker);
    put_filters(maker);
    put_signs(maker);
}

static int most_columns(const struct help_text *help) {
    int count = (help->cols + COLUMN_GAP) / (COLUMN_COLS_MIN + COLUMN_GAP);
    return count < 1 ? 1 : count > COLUMNS_MAX ? COLUMNS_MAX : count;
}

static int column_cols(const struct help_text *help, int count) {
    int cols = (help->cols + COLUMN_GAP) / count - COLUMN_GAP;
    return count > 1 && cols > COLUMN_COLS_MAX ? COLUMN_COLS_MAX : cols;
}

static bool has_gaps(const struct help_text *help) {
    return !*help->typed && help->cols && help->rows >= ROWS_FOR_GAPS;
}

static void make(struct document *body, const struct help_text *help, int columns) {
    struct document text;
    struct maker maker = {.help = help, .out = &text};
    int cols = help->cols ? column_cols(help, columns) : 0;
    document_init(&text);
    document_clear(&text, cols);
    document_clear(body, help->cols);
    if (has_gaps(help))
        document_begin(body, 0);
    put_all(&maker);
    maker.is_rest = true;
    if (*help->typed)
        put_all(&maker);
    document_flow(body, &text,
                  &(struct document_flow){
                      .blocks = maker.blocks,
                      .count = maker.count,
                      .columns = columns,
                      .step = cols + COLUMN_GAP,
                      .gap = has_gaps(help),
                  });
    document_fini(&text);
    free(maker.blocks);
}

/* What is found has one column if that is enough. */
void help_text_make(struct document *body, const struct help_text *help) {
    int columns = most_columns(help);
    if (*help->typed)
        make(body, help, 1);
    if (!*help->typed || (columns > 1 && (int64_t)body->count > help->rows))
        make(body, help, columns);
}
