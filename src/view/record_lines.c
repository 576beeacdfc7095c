/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/record_lines.h"

#include "base/figure.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { WORDS_MAX = 128, TIME_MAX = 40 };

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

static void put_origin(struct document *lines, const struct sighting *sighting) {
    char words[WORDS_MAX], row[FIGURE_MAX], rows[FIGURE_MAX];
    bool is_list = sighting->kind == JOURNAL_FOLLOWING;
    document_begin(lines, 0);
    document_say(lines, ROLE_DIM, is_list ? "following of " : "profile of ");
    document_say(lines, ROLE_ACCENT, sighting->label ? sighting->label : "?");
    if (!is_list)
        return;
    snprintf(words, sizeof words, ", snapshot %lld, page %lld, row %s of %s",
             (long long)sighting->snapshot, (long long)sighting->page,
             figure_grouped(sighting->row + 1, row), figure_count(sighting->rows, rows));
    document_say(lines, ROLE_TEXT, words);
}

static void put_head(struct document *lines, const struct record *record) {
    const struct sighting *sighting = record_sighting(record);
    char words[WORDS_MAX], time[TIME_MAX], status[FIGURE_MAX];
    document_begin(lines, 0);
    document_say(lines, ROLE_DIM, "received ");
    document_say(lines, ROLE_TEXT, local_time(sighting->received_ms, time));
    if (record->status) {
        snprintf(status, sizeof status, "HTTP %ld", record->status);
        document_say(lines, ROLE_DIM, " · ");
        document_say(lines, ROLE_TEXT, status);
    }
    write_cost(sighting, words);
    document_say(lines, ROLE_DIM, " · ");
    document_say(lines, ROLE_STRONG, words);
    put_origin(lines, sighting);
    document_begin(lines, 0);
    document_say(lines, ROLE_DIM, "request id ");
    document_say(lines, sighting->request_id ? ROLE_TEXT : ROLE_DIM,
                 sighting->request_id ? sighting->request_id : "not reported");
}

static void put_trouble(struct document *lines, const struct record *record) {
    static const char *const words[] = {
        [RECORD_UNREADABLE] = "The store could not be read: ",
        [RECORD_UNSTORED] = "The store has no answer that describes this account.",
        [RECORD_GONE] = "The original answer is no longer in the store.",
        [RECORD_DAMAGED] = "The stored answer is damaged.",
        [RECORD_MISPLACED] = "The stored answer does not contain this account.",
    };
    document_begin(lines, 0);
    document_say(lines, ROLE_ERROR, words[record->state]);
    if (record->state == RECORD_UNREADABLE)
        document_say(lines, ROLE_ERROR, record->err.text);
    document_begin(lines, 0);
    document_say(lines, ROLE_WARNING, "As Followtrail understood it, not as received:");
}

static void put_json(struct document *lines, const struct record *record) {
    static const enum role roles[] = {
        [RECORD_SIGN] = ROLE_DIM,        [RECORD_KEY] = ROLE_ACCENT,   [RECORD_STRING] = ROLE_TEXT,
        [RECORD_ESCAPE] = ROLE_REVEALED, [RECORD_VALUE] = ROLE_STRONG, [RECORD_NULL] = ROLE_DIM};
    for (size_t i = 0; i < record->print.count; i++) {
        const struct record_piece *piece = &record->print.pieces[i];
        if (piece->begins_line)
            document_begin(lines, piece->depth * DOCUMENT_INDENT);
        document_put(lines, roles[piece->kind], piece->kind == RECORD_ESCAPE,
                     buf_text(&record->print.text) + piece->at, piece->len);
    }
}

/* The answer that stopped the list, line by line. */
static void put_unread(struct document *lines, const struct record *record) {
    const char *at = buf_text(&record->unread), *end = at + record->unread.len;
    if (!record->answer) {
        document_begin(lines, 0);
        document_say(lines, ROLE_WARNING, "The answer that stopped this list, as received:");
    }
    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line ? line : end;
        size_t blanks = strspn(at, " ");
        if (blanks > (size_t)(stop - at))
            blanks = (size_t)(stop - at);
        document_begin(lines, (int)blanks);
        document_put(lines, ROLE_TEXT, false, at + blanks, (size_t)(stop - at) - blanks);
        at = stop + 1;
    }
}

void record_lines_make(struct document *lines, const struct record *record, int cols) {
    char size[FIGURE_MAX], words[WORDS_MAX];
    document_clear(lines, cols);
    if (record->unread.len) {
        put_unread(lines, record);
        if (record->subject->is_bare)
            return;
    }
    if (record_sighting(record))
        put_head(lines, record);
    if (record->state != RECORD_HERE)
        put_trouble(lines, record);
    document_begin(lines, 0);
    lines->is_prose = false;
    put_json(lines, record);
    if (!record->print.is_cut)
        return;
    snprintf(words, sizeof words, "… Too long to show in full: %s bytes.",
             figure_grouped((int64_t)record->size, size));
    document_begin(lines, 0);
    document_say(lines, ROLE_WARNING, words);
}
