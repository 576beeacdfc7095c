/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/record_lines.h"

#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { INDENT = 2, WORDS_MAX = 128, TIME_MAX = 40 };

void record_lines_init(struct record_lines *lines) {
    *lines = (struct record_lines){.count = 0};
    arena_init(&lines->arena);
}

void record_lines_fini(struct record_lines *lines) {
    arena_fini(&lines->arena);
    free(lines->stretches);
    free(lines->lines);
    *lines = (struct record_lines){.count = 0};
}

/* The line being built, and the indent of its continuation lines. */
struct flow {
    struct record_lines *lines;
    int cols, hang; /* hang: the indent of continuation lines */
    int used;
    bool is_prose; /* no line begins with a blank */
};

static void begin_line(struct flow *flow, int indent) {
    struct record_lines *lines = flow->lines;
    int most = flow->cols / 4;
    lines->lines = mem_grow(lines->lines, &lines->capacity, lines->count + 1, sizeof *lines->lines);
    flow->used = indent < most ? indent : most;
    lines->lines[lines->count++] = (struct record_line){flow->used, lines->stretch_count, 0};
}

/* Begins a line; its continuation lines are indented by `INDENT` more. */
static void begin(struct flow *flow, int indent) {
    flow->hang = indent + INDENT;
    begin_line(flow, indent);
}

static bool is_fresh(const struct flow *flow) {
    return !flow->lines->lines[flow->lines->count - 1].count;
}

static void add_stretch(struct flow *flow, enum role role, const char *text) {
    struct record_lines *lines = flow->lines;
    lines->stretches = mem_grow(lines->stretches, &lines->stretch_capacity,
                                lines->stretch_count + 1, sizeof *lines->stretches);
    lines->stretches[lines->stretch_count++] = (struct record_stretch){role, text};
    lines->lines[lines->count - 1].count++;
    flow->used += (int)text_width(text);
}

/* Bytes of `text` that fit into `cols`: all, up to a blank (included), or whole clusters. */
static size_t fit(const char *text, size_t len, int cols) {
    struct text_walk walk;
    struct text_piece piece;
    size_t end = 0, blank = 0;
    int used = 0;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece)) {
        used += piece.width;
        if (used > cols)
            return blank ? blank : end;
        end = piece.source + piece.source_len;
        if (text[end - 1] == ' ')
            blank = end;
    }
    return len;
}

/* A part may be wider alone than within its text, for example a joiner that joins nothing. */
static const char *cut(struct flow *flow, const char *text, size_t *len) {
    int room = flow->cols - flow->used;
    const char *part = arena_dup_n(&flow->lines->arena, text, *len);
    while (*len && (int)text_width(part) > room) {
        size_t shorter = fit(part, *len, room);
        if (!shorter || shorter >= *len)
            break;
        *len = shorter;
        part = arena_dup_n(&flow->lines->arena, text, *len);
    }
    return part;
}

/* A cluster wider than a line gets a line of its own, so that the loop ends. */
static size_t first_cluster(const char *text, size_t len) {
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, text, len);
    return text_walk_next(&walk, &piece) ? piece.source_len : len;
}

static void put(struct flow *flow, enum role role, bool is_whole, const char *text, size_t len) {
    while (len) {
        if (flow->is_prose && *text == ' ' && is_fresh(flow)) {
            text++;
            len--;
            continue;
        }
        size_t end = fit(text, len, flow->cols - flow->used);
        bool is_torn = is_whole || (flow->is_prose && end && text[end - 1] != ' ');
        bool has_room = end == len || (end && !is_torn);
        if (!has_room && !is_fresh(flow)) {
            begin_line(flow, flow->hang);
            continue;
        }
        if (!end)
            end = first_cluster(text, len);
        add_stretch(flow, role, cut(flow, text, &end));
        text += end;
        len -= end;
        if (len)
            begin_line(flow, flow->hang);
    }
}

static void say(struct flow *flow, enum role role, const char *words) {
    put(flow, role, false, words, strlen(words));
}

/* ISO 8601, local time with its offset from UTC. */
static const char *local_time(int64_t ms, char out[static TIME_MAX]) {
    time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    char zone[8] = "";
    if (!localtime_r(&seconds, &local) || !strftime(out, TIME_MAX, "%Y-%m-%dT%H:%M:%S", &local) ||
        !strftime(zone, sizeof zone, "%z", &local))
        return "at an invalid time";
    size_t len = strlen(out);
    snprintf(out + len, TIME_MAX - len, "%.3s:%s", zone, strlen(zone) > 3 ? zone + 3 : "00");
    return out;
}

static void write_cost(const struct sighting *sighting, char out[static WORDS_MAX]) {
    char credits[FIGURE_MAX], rows[FIGURE_MAX];
    if (sighting->credits == REPLY_UNKNOWN)
        snprintf(out, WORDS_MAX, "may have cost up to %s",
                 figure_credits(sighting->reserved, credits));
    else if (sighting->rows < 2)
        snprintf(out, WORDS_MAX, "%s", figure_credits(sighting->credits, credits));
    else if (sighting->credits == sighting->rows)
        snprintf(out, WORDS_MAX, "1 of %s", figure_credits(sighting->credits, credits));
    else
        snprintf(out, WORDS_MAX, "%s for %s", figure_credits(sighting->credits, credits),
                 figure_counted(sighting->rows, "record", rows));
}

static void put_origin(struct flow *flow, const struct sighting *sighting) {
    char words[WORDS_MAX], row[FIGURE_MAX], rows[FIGURE_MAX];
    bool is_list = sighting->kind == JOURNAL_FOLLOWING;
    begin(flow, 0);
    say(flow, ROLE_DIM, is_list ? "following of " : "profile of ");
    say(flow, ROLE_ACCENT, sighting->label ? sighting->label : "?");
    if (!is_list)
        return;
    snprintf(words, sizeof words, ", snapshot %lld, page %lld, row %s of %s",
             (long long)sighting->snapshot, (long long)sighting->page,
             figure_grouped(sighting->row + 1, row), figure_count(sighting->rows, rows));
    say(flow, ROLE_TEXT, words);
}

static void put_head(struct flow *flow, const struct record *record) {
    const struct sighting *sighting = record_sighting(record);
    char words[WORDS_MAX], time[TIME_MAX], status[FIGURE_MAX];
    begin(flow, 0);
    say(flow, ROLE_DIM, "received ");
    say(flow, ROLE_TEXT, local_time(sighting->received_ms, time));
    if (record->status) {
        snprintf(status, sizeof status, "HTTP %ld", record->status);
        say(flow, ROLE_DIM, " · ");
        say(flow, ROLE_TEXT, status);
    }
    write_cost(sighting, words);
    say(flow, ROLE_DIM, " · ");
    say(flow, ROLE_STRONG, words);
    put_origin(flow, sighting);
    begin(flow, 0);
    say(flow, ROLE_DIM, "request id ");
    say(flow, sighting->request_id ? ROLE_TEXT : ROLE_DIM,
        sighting->request_id ? sighting->request_id : "not reported");
}

static void put_trouble(struct flow *flow, const struct record *record) {
    static const char *const words[] = {
        [RECORD_UNREADABLE] = "The store could not be read: ",
        [RECORD_UNSTORED] = "The store has no answer that describes this account.",
        [RECORD_GONE] = "The original answer is no longer in the store.",
        [RECORD_DAMAGED] = "The stored answer is damaged.",
        [RECORD_MISPLACED] = "The stored answer does not contain this account.",
    };
    begin(flow, 0);
    say(flow, ROLE_ERROR, words[record->state]);
    if (record->state == RECORD_UNREADABLE)
        say(flow, ROLE_ERROR, record->err.text);
    begin(flow, 0);
    say(flow, ROLE_WARNING, "As Followtrail understood it, not as received:");
}

static void put_json(struct flow *flow, const struct record *record) {
    static const enum role roles[] = {
        [RECORD_SIGN] = ROLE_DIM,        [RECORD_KEY] = ROLE_ACCENT,   [RECORD_STRING] = ROLE_TEXT,
        [RECORD_ESCAPE] = ROLE_REVEALED, [RECORD_VALUE] = ROLE_STRONG, [RECORD_NULL] = ROLE_DIM};
    for (size_t i = 0; i < record->print.count; i++) {
        const struct record_piece *piece = &record->print.pieces[i];
        if (piece->begins_line)
            begin(flow, piece->depth * INDENT);
        put(flow, roles[piece->kind], piece->kind == RECORD_ESCAPE,
            buf_text(&record->print.text) + piece->at, piece->len);
    }
}

/* The answer that stopped the list, line by line. */
static void put_unread(struct flow *flow, const struct record *record) {
    const char *at = buf_text(&record->unread), *end = at + record->unread.len;
    if (!record->answer) {
        begin(flow, 0);
        say(flow, ROLE_WARNING, "The answer that stopped this list, as received:");
    }
    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line ? line : end;
        size_t blanks = strspn(at, " ");
        if (blanks > (size_t)(stop - at))
            blanks = (size_t)(stop - at);
        begin(flow, (int)blanks);
        put(flow, ROLE_TEXT, false, at + blanks, (size_t)(stop - at) - blanks);
        at = stop + 1;
    }
}

void record_lines_make(struct record_lines *lines, const struct record *record, int cols) {
    struct flow flow = {.lines = lines, .cols = cols, .is_prose = true};
    char size[FIGURE_MAX], words[WORDS_MAX];
    arena_fini(&lines->arena);
    lines->count = lines->stretch_count = 0;
    if (record->unread.len) {
        put_unread(&flow, record);
        if (record->subject->is_bare)
            return;
    }
    if (record_sighting(record))
        put_head(&flow, record);
    if (record->state != RECORD_HERE)
        put_trouble(&flow, record);
    begin(&flow, 0);
    flow.is_prose = false;
    put_json(&flow, record);
    if (!record->print.is_cut)
        return;
    snprintf(words, sizeof words, "… Too long to show in full: %s bytes.",
             figure_grouped((int64_t)record->size, size));
    begin(&flow, 0);
    say(&flow, ROLE_WARNING, words);
}
