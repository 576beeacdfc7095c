/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/stats_sheet.h"

#include "account/account.h"
#include "base/figure.h"
#include "graph/fraction.h"
#include "view/fact_words.h"
#include "view/stats_table.h"

#include <stdio.h>
#include <string.h>

enum {
    WORDS_MAX = 1 << 12,
    PLACES = 3,
    DECADE_ROWS = DISTRIBUTION_BINS + 1,
};

/* Adds a part whose rows are an array in the arena. */
#define ADD(page, table_, rows_, count_, ...)                                                      \
    sheet_add(&(page)->sheet, &(struct sheet_part){.table = &(table_),                             \
                                                   .rows = (rows_),                                \
                                                   .size = sizeof *(rows_),                        \
                                                   .count = (count_),                              \
                                                   __VA_ARGS__})

/* The sentences, without a blank after the last; frees the buffer. */
static const char *keep_note(struct arena *arena, struct buf *words) {
    size_t len = words->len;
    while (len && buf_text(words)[len - 1] == ' ')
        len--;
    const char *note = arena_dup_n(arena, buf_text(words), len);
    buf_fini(words);
    return note;
}

/* Lists by state. */

static struct stats_lists lists_row(const char *of, const char *state,
                                    const struct statistics_state *sum) {
    return (struct stats_lists){.of = of,
                                .state = state,
                                .lists = sum->lists,
                                .rows = sum->rows,
                                .reported =
                                    sum->unreported == sum->lists ? ACCOUNT_UNKNOWN : sum->reported,
                                .repeats = sum->repeats,
                                .credits = sum->credits,
                                .maybe = sum->maybe,
                                .distinct = ACCOUNT_UNKNOWN};
}

static size_t put_states(struct arena *arena, const char *of, const struct statistics_lists *lists,
                         struct stats_lists *rows) {
    char words[FACT_WORDS_MAX];
    int64_t most = 0;
    size_t count = 0;
    for (enum standing_state state = 0; state < STANDING_STATES; state++) {
        const struct statistics_state *sum = &lists->states[state];
        if (!sum->lists)
            continue;
        rows[count] = lists_row(of, standing_name(state), sum);
        rows[count++].label = arena_dup(arena, fact_words_state_name(standing_name(state), words));
        most = sum->lists > most ? sum->lists : most;
    }
    for (size_t i = 0; count > 1 && i < count; i++)
        rows[i].most = most;
    return count;
}

/* Accounts without a list. */
static struct stats_lists absent_row(const char *of, const char *state, const char *label,
                                     int64_t accounts) {
    return (struct stats_lists){.of = of,
                                .state = state,
                                .label = label,
                                .lists = accounts,
                                .rows = ACCOUNT_UNKNOWN,
                                .reported = ACCOUNT_UNKNOWN,
                                .repeats = ACCOUNT_UNKNOWN,
                                .credits = ACCOUNT_UNKNOWN,
                                .maybe = ACCOUNT_UNKNOWN,
                                .distinct = ACCOUNT_UNKNOWN};
}

/* States, their sum if there are several, and how many accounts have no list. */
static size_t put_lists(struct arena *arena, const char *of, const struct statistics_lists *lists,
                        struct stats_lists *rows) {
    size_t count = put_states(arena, of, lists, rows);
    if (count != 1) {
        rows[count] = lists_row(of, "all", &lists->all);
        rows[count++].label = "all";
    }
    rows[count - 1].distinct = lists->distinct;
    if (lists->nobody)
        rows[count++] =
            absent_row(of, "nobody_reported_not_asked", "nothing to fetch", lists->nobody);
    if (lists->without)
        rows[count++] = absent_row(of, standing_name(STANDING_NONE), "not stored", lists->without);
    return count;
}

static void say_dates(struct buf *words, const struct statistics_lists *lists) {
    char oldest[FIGURE_MAX], newest[FIGURE_MAX];
    if (lists->newest_ms == ACCOUNT_UNKNOWN)
        return;
    figure_date(lists->oldest_ms, oldest);
    figure_date(lists->newest_ms, newest);
    if (strcmp(oldest, newest) == 0)
        buf_format(words, "Fetched on %s. ", newest);
    else
        buf_format(words, "Fetched from %s to %s. ", oldest, newest);
}

static const char *note_of_lists(struct arena *arena, const struct statistics_lists *lists) {
    const struct statistics_state *all = &lists->all;
    char figure[FIGURE_MAX], each[FRACTION_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    say_dates(&words, lists);
    if (lists->distinct > 0)
        buf_format(&words, "%s in all: %s credits each. ",
                   figure_counted(lists->distinct, "account", figure),
                   fraction_print((struct fraction){all->credits, lists->distinct}, 2, each));
    if (all->maybe)
        buf_format(&words, "Up to %s more maybe charged. ", figure_credits(all->maybe, figure));
    if (all->unreported)
        buf_format(&words, "Nobody reported how long %s %s. ",
                   figure_counted(all->unreported, "list", figure),
                   all->unreported == 1 ? "is" : "are");
    return keep_note(arena, &words);
}

static void add_lists(struct stats_sheet *page, const struct statistics *of) {
    struct stats_lists *rows = arena_alloc(&page->arena, 2 * (STANDING_STATES + 3) * sizeof *rows);
    size_t own = of->has_own ? put_lists(&page->arena, "list", &of->own, rows) : 0;
    size_t theirs = put_lists(&page->arena, "accounts", &of->theirs, rows + own);
    ADD(page, stats_lists, rows, own + theirs, .name = "lists", .keys = 2);
    ADD(page, stats_lists, rows, own, .title = of->own.all.lists == 1 ? "This list" : "These lists",
        .note = note_of_lists(&page->arena, &of->own));
    bool has_zeros = !of->theirs.all.lists; /* a row for programs */
    ADD(page, stats_lists, rows + own + has_zeros, theirs - has_zeros,
        .title = of->has_own ? "Their own lists" : "Lists",
        .note = note_of_lists(&page->arena, &of->theirs));
}

static void add_scope(struct stats_sheet *page, const struct statistics *of) {
    struct stats_scope *row = arena_alloc(&page->arena, sizeof *row);
    *row = (struct stats_scope){.accounts = of->accounts,
                                .hiding = of->hiding,
                                .open_lists = of->open_lists,
                                .owners = of->owners,
                                .lists = of->scope.lists,
                                .incomplete = of->scope.incomplete,
                                .oldest_ms = of->scope.oldest_ms,
                                .newest_ms = of->scope.newest_ms};
    ADD(page, stats_scope, row, 1, .name = "scope");
}

static void add_ages(struct stats_sheet *page, const struct statistics *of) {
    static const char *const labels[] = {"under a day",   "1 to 7 days",    "8 to 30 days",
                                         "31 to 90 days", "91 to 365 days", "older"};
    static const int64_t ends[] = {0, 7, 30, 90, 365, ACCOUNT_UNKNOWN};
    const struct statistics_lists *lists = of->has_own ? &of->own : &of->theirs;
    struct stats_row *rows = arena_alloc(&page->arena, STATISTICS_AGES * sizeof *rows);
    for (size_t i = 0; i < STATISTICS_AGES; i++)
        rows[i] = (struct stats_row){.label = labels[i],
                                     .from = i ? ends[i - 1] + 1 : 0,
                                     .to = ends[i],
                                     .value = lists->ages[i],
                                     .of = lists->all.lists};
    for (size_t i = 0; i < STATISTICS_AGES; i++)
        for (size_t k = 0; k < STATISTICS_AGES; k++)
            rows[i].most = rows[k].value > rows[i].most ? rows[k].value : rows[i].most;
    ADD(page, stats_ages, rows, STATISTICS_AGES, .name = "ages", .keys = 2,
        .title = lists->all.lists > 1 ? "Age of lists" : NULL, .is_block = true);
}

/* Counts of accounts. */

static const struct {
    const char *name, *label, *title;
} counts[STATISTICS_COUNTS] = {
    [STATISTICS_FOLLOWERS] = {"followers", "followers", "Followers"},
    [STATISTICS_FOLLOWING] = {"following", "following", "Following"},
    [STATISTICS_LIKES] = {"likes", "likes", "Likes"},
    [STATISTICS_VIDEOS] = {"videos", "videos", "Videos"},
    [STATISTICS_LISTS] = {"lists", "lists", "Lists"},
};

/* `1 list is`. */
static const char *say_lists(int64_t count, char out[static FIGURE_MAX]) {
    char lists[FIGURE_MAX];
    snprintf(out, FIGURE_MAX, "%s %s", figure_counted(count, "list", lists),
             count == 1 ? "is" : "are");
    return out;
}

static const char *note_of_counts(struct arena *arena, const struct statistics *of) {
    char hiding[FIGURE_MAX], all[FIGURE_MAX], open[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (of->hiding)
        buf_format(&words, "%s of %s %s counts: probably not at random. ",
                   figure_grouped(of->hiding, hiding), figure_grouped(of->accounts, all),
                   of->hiding == 1 ? "hides its" : "hide their");
    if (of->open_lists)
        buf_format(&words, "%s may be in more lists: %s incomplete. ",
                   figure_counted(of->open_lists, "account", open),
                   say_lists(of->scope.incomplete, all));
    return keep_note(arena, &words);
}

static void add_counts(struct stats_sheet *page, const struct statistics *of) {
    struct stats_count *rows = arena_alloc(&page->arena, STATISTICS_COUNTS * sizeof *rows);
    for (size_t i = 0; i < STATISTICS_COUNTS; i++)
        rows[i] = (struct stats_count){counts[i].name, counts[i].label, of->counts[i]};
    ADD(page, stats_counts, rows, STATISTICS_COUNTS, .name = "counts", .keys = 1, .title = "Counts",
        .note = note_of_counts(&page->arena, of));
}

static const struct {
    const char *label, *brief, *full;
} decades[DISTRIBUTION_BINS] = {
    {"0", "0", "0"},
    {"1–9", "1–9", "1 to 9"},
    {"10–99", "10–99", "10 to 99"},
    {"100–999", "100–", "100 to 999"},
    {"1k–9k", "1k–", "1,000 to 9,999"},
    {"10k–99k", "10k–", "10,000 to 99,999"},
    {"100k–999k", "100k–", "100,000 to 999,999"},
    {"1M–9M", "1M–", "1,000,000 to 9,999,999"},
    {"10M–99M", "10M–", "10,000,000 to 99,999,999"},
    {"100M+", "100M+", "100,000,000 and more"},
};

static struct stats_row decade_row(const struct distribution *of, size_t bin, int64_t upto) {
    return (struct stats_row){.label = decades[bin].label,
                              .brief = decades[bin].brief,
                              .full = decades[bin].full,
                              .from = distribution_from(bin),
                              .to = bin == DISTRIBUTION_BINS - 1 ? ACCOUNT_UNKNOWN
                                                                 : distribution_to(bin),
                              .value = of->bins[bin],
                              .of = of->known,
                              .upto = upto};
}

static struct stats_row unknown_row(int64_t unknown) {
    return (struct stats_row){.label = "unknown",
                              .brief = "?",
                              .full = "unknown",
                              .from = ACCOUNT_UNKNOWN,
                              .to = ACCOUNT_UNKNOWN,
                              .value = unknown,
                              .upto = ACCOUNT_UNKNOWN,
                              .is_possible = true};
}

/* Bars end with the most frequent. */
static void set_most(struct stats_row *rows, size_t count) {
    int64_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = rows[i].value > most ? rows[i].value : most;
    for (size_t i = 0; i < count; i++)
        rows[i].most = most;
}

static void put_decades(struct stats_row *rows, const struct distribution *of, const char *key) {
    int64_t upto = 0;
    rows[0] = unknown_row(of->unknown);
    for (size_t bin = 0; bin < DISTRIBUTION_BINS; bin++) {
        upto += of->bins[bin];
        rows[1 + bin] = decade_row(of, bin, upto);
    }
    set_most(rows, DECADE_ROWS);
    for (size_t i = 0; i < DECADE_ROWS; i++)
        rows[i].key = key;
}

/* Up to the decade of the greatest. */
static size_t decades_shown(const struct distribution *of) {
    return 2 + (of->known ? distribution_bin(of->greatest) : 0);
}

static void say_share(struct buf *words, const char *top, int64_t accounts, int64_t part,
                      int64_t whole) {
    char first[FIGURE_MAX], held[FIGURE_MAX], all[FIGURE_MAX];
    if (part != DISTRIBUTION_UNKNOWN && whole > 0)
        buf_format(words, "Top %s (%s): %s of %s. ", top, figure_grouped(accounts, first),
                   figure_grouped(part, held), figure_grouped(whole, all));
}

static const char *note_of_shares(struct arena *arena, const struct distribution *of) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    say_share(&words, "10 %", of->tenth, of->tenth_sum, of->sum);
    say_share(&words, "1 %", of->hundredth, of->hundredth_sum, of->sum);
    return keep_note(arena, &words);
}

static void add_decades(struct stats_sheet *page, const struct statistics *of) {
    struct stats_row *rows =
        arena_alloc(&page->arena, STATISTICS_COUNTS * DECADE_ROWS * sizeof *rows);
    ADD(page, stats_decades, rows, STATISTICS_COUNTS * DECADE_ROWS, .name = "decades", .keys = 3,
        .is_block = true);
    for (size_t i = 0; i < STATISTICS_COUNTS; i++) {
        put_decades(rows + i * DECADE_ROWS, &of->counts[i], counts[i].name);
        ADD(page, stats_decades, rows + i * DECADE_ROWS, decades_shown(&of->counts[i]),
            .title = counts[i].title,
            .note = i == STATISTICS_LISTS ? note_of_shares(&page->arena, &of->counts[i]) : NULL,
            .is_block = true);
    }
}

/* What records say. */

static struct stats_row flag_row(const char *key, const struct statistics_flag *flag) {
    return (struct stats_row){.key = key,
                              .label = key,
                              .value = flag->yes,
                              .of = flag->yes + flag->no,
                              .no = flag->no,
                              .unknown = flag->unknown,
                              .most = flag->yes + flag->no + flag->unknown};
}

static void add_flags(struct stats_sheet *page, const struct statistics *of) {
    struct stats_row *rows = arena_alloc(&page->arena, 2 * sizeof *rows);
    rows[0] = flag_row("verified", &of->verified);
    rows[1] = flag_row("private", &of->private);
    ADD(page, stats_flags, rows, 2, .name = "flags", .keys = 1, .title = "Accounts",
        .is_block = true);
}

static int64_t count_regions(const struct statistics *of) {
    int64_t known = 0;
    for (size_t i = 0; i < of->region_count; i++)
        known += of->regions[i].region ? of->regions[i].accounts : 0;
    return known;
}

static void add_regions(struct stats_sheet *page, const struct statistics *of) {
    struct stats_row *rows = arena_alloc(&page->arena, (of->region_count + 1) * sizeof *rows);
    int64_t known = count_regions(of), upto = 0;
    for (size_t i = 0; i < of->region_count; i++) {
        const struct statistics_region *region = &of->regions[i];
        if (!region->region) {
            rows[i] = unknown_row(region->accounts);
            continue;
        }
        upto += region->accounts;
        rows[i] = (struct stats_row){.key = region->region,
                                     .label = region->region,
                                     .brief = region->region,
                                     .value = region->accounts,
                                     .of = known,
                                     .upto = upto};
    }
    set_most(rows, of->region_count);
    ADD(page, stats_regions, rows, of->region_count, .name = "regions", .keys = 1,
        .title = "Region", .is_block = true);
}

/* Who follows whom. */

static void add_back(struct stats_sheet *page, const struct statistics *of) {
    const struct statistics_flag *back = &of->back;
    const struct stats_row all[] = {
        {.key = "listed", .label = "yes", .value = back->yes},
        {.key = "not_listed", .label = "no", .value = back->no},
        {.key = "unknown", .label = "unknown", .value = back->unknown, .is_possible = true}};
    struct stats_row *rows = arena_alloc(&page->arena, sizeof all);
    memcpy(rows, all, sizeof all);
    set_most(rows, 3);
    for (size_t i = 0; i < 3; i++)
        rows[i].of = back->yes + back->no + back->unknown;
    ADD(page, stats_back, rows, 3, .name = "back", .keys = 1,
        .title = of->has_own ? "Follow back" : NULL, .is_block = true);
}

static void put_rate(struct buf *words, const struct dyads_bounds *of) {
    struct fraction least = {of->least_n, of->least_d}, most = {of->most_n, of->most_d};
    char from[FRACTION_MAX], to[FRACTION_MAX];
    buf_text_put(words, fraction_brief(least, PLACES, from));
    if (fraction_has_value(most) && fraction_compare(least, most))
        buf_format(words, " to %s", fraction_brief(most, PLACES, to));
}

static const char *note_of_pairs(struct arena *arena, const struct dyads *dyads) {
    struct dyads_bounds bounds = dyads_reciprocity(dyads);
    int64_t returned = 2 * dyads->whole_mutual, follows = returned + dyads->whole_one_way;
    char n[FIGURE_MAX], d[FIGURE_MAX], rate[FRACTION_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, "Reciprocity of pairs ");
    put_rate(&words, &bounds);
    buf_text_put(&words, ". ");
    if (follows)
        buf_format(&words, "Of follows, between complete lists: %s of %s, %s.",
                   figure_grouped(returned, n), figure_grouped(follows, d),
                   fraction_brief((struct fraction){returned, follows}, PLACES, rate));
    return keep_note(arena, &words);
}

static void add_reciprocity(struct stats_sheet *page, const struct statistics *of) {
    struct stats_reciprocity *rows = arena_alloc(&page->arena, 2 * sizeof *rows);
    struct dyads_bounds pairs = dyads_reciprocity(&of->dyads);
    int64_t returned = 2 * of->dyads.whole_mutual, follows = returned + of->dyads.whole_one_way;
    rows[0] = (struct stats_reciprocity){"pairs", pairs.least_n, pairs.least_d, pairs.most_n,
                                         pairs.most_d};
    rows[1] = (struct stats_reciprocity){"follows", returned, follows, returned, follows};
    ADD(page, stats_reciprocity, rows, 2, .name = "reciprocity", .keys = 1, .is_block = true);
}

static void add_pairs(struct stats_sheet *page, const struct statistics *of) {
    const struct dyads *dyads = &of->dyads;
    const struct stats_row all[] = {
        {.key = "mutual", .label = "mutual", .value = dyads->mutual},
        {.key = "one_way", .label = "one way", .value = dyads->one_way},
        {.key = "listed_unknown",
         .label = "listed, unknown",
         .value = dyads->listed,
         .is_possible = true},
        {.key = "not_listed_unknown",
         .label = "not listed, unknown",
         .value = dyads->not_listed,
         .is_possible = true},
        {.key = "unknown", .label = "unknown", .value = dyads->unknown, .is_possible = true},
        {.key = "none", .label = "none", .value = dyads->none}};
    enum { ROWS = sizeof all / sizeof *all };
    struct stats_row *rows = arena_alloc(&page->arena, sizeof all);
    memcpy(rows, all, sizeof all);
    set_most(rows, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        rows[i].of = dyads_pairs(dyads);
    ADD(page, stats_pairs, rows, ROWS, .name = "pairs", .keys = 1,
        .title = of->owners > 1 ? "Pairs of owners" : NULL,
        .note = note_of_pairs(&page->arena, dyads), .is_block = true);
    add_reciprocity(page, of);
}

static void put_mix(struct stats_mix *rows, const struct statistics *of, size_t from) {
    const int64_t *follows = &of->mixing[from * of->group_count];
    int64_t sum = 0;
    for (size_t to = 0; to < of->group_count; to++)
        sum += follows[to];
    for (size_t to = 0; to < of->group_count; to++)
        rows[to] =
            (struct stats_mix){.from = of->groups[from],
                               .to = of->groups[to],
                               .from_label = of->groups[from] ? of->groups[from] : "no group",
                               .to_label = of->groups[to] ? of->groups[to] : "no group",
                               .follows = follows[to],
                               .is_first = !to,
                               .of = sum};
}

/* For people, without groups that follow nobody. */
static size_t put_shown(struct stats_mix *shown, const struct stats_mix *rows, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].of)
            shown[kept++] = rows[i];
    return kept;
}

static void add_mixing(struct stats_sheet *page, const struct statistics *of) {
    size_t count = of->group_count * of->group_count;
    struct stats_mix *rows = arena_alloc(&page->arena, (count + 1) * sizeof *rows);
    struct stats_mix *shown = arena_alloc(&page->arena, (count + 1) * sizeof *shown);
    int64_t most = 0;
    for (size_t from = 0; from < of->group_count; from++)
        put_mix(&rows[from * of->group_count], of, from);
    for (size_t i = 0; i < count; i++)
        most = rows[i].follows > most ? rows[i].follows : most;
    for (size_t i = 0; i < count; i++)
        rows[i].most = most;
    ADD(page, stats_mixing, rows, count, .name = "groups", .keys = 2, .is_block = true);
    ADD(page, stats_mixing, shown, put_shown(shown, rows, count), .title = "Groups",
        .is_block = true);
}

static const char *say_scope(struct arena *arena, const struct statistics *of) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    fact_words_put_scope(&of->scope, &words);
    buf_text_put(&words, ".");
    return keep_note(arena, &words);
}

/* Figures of no account are for programs. */
static void hide_accounts(struct stats_sheet *page) {
    for (size_t i = 0; i < page->sheet.count; i++)
        if (page->sheet.parts[i].table != &stats_lists)
            page->sheet.parts[i].title = NULL;
}

void stats_sheet_init(struct stats_sheet *page, const struct statistics *of) {
    *page = (struct stats_sheet){.sheet = {.count = 0}};
    arena_init(&page->arena);
    page->scope = say_scope(&page->arena, of);
    add_scope(page, of);
    add_lists(page, of);
    add_counts(page, of);
    add_flags(page, of);
    add_back(page, of);
    add_ages(page, of);
    add_pairs(page, of);
    add_decades(page, of);
    add_regions(page, of);
    add_mixing(page, of);
    if (!of->accounts)
        hide_accounts(page);
}

void stats_sheet_fini(struct stats_sheet *page) {
    sheet_fini(&page->sheet);
    arena_fini(&page->arena);
}

void stats_sheet_say_scope(const struct statistics *of, struct line *line) {
    char accounts[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    fact_words_put_scope(&of->scope, &words);
    line_add(line, ROLE_STRONG, 0, "%s", figure_counted(of->accounts, "account", accounts));
    line_add(line, fact_words_is_spread(&of->scope) ? ROLE_WARNING : ROLE_DIM, 1, " · %s",
             buf_text(&words));
    buf_fini(&words);
}
