/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_record.h"

#include "view/record_lines.h"

enum { WORDS_MAX = 1 << 16 };

static void tell_line(struct plain_out *out, const struct document *lines,
                      const struct document_line *line) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "%*s", line->count ? lines->stretches[line->first].col : 0, "");
    for (size_t i = 0; i < line->count; i++)
        buf_text_put(&words, lines->stretches[line->first + i].text);
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

static void tell_all(struct plain_out *out, const struct record *record) {
    struct document lines;
    document_init(&lines);
    record_lines_make(&lines, record, 0);
    for (size_t i = 0; i < lines.count; i++)
        tell_line(out, &lines, &lines.lines[i]);
    document_fini(&lines);
}

bool plain_record_tell(struct plain_out *out, const struct session *session) {
    struct record record;
    record_init(&record);
    bool is_open = record_open(&record, session);
    if (is_open)
        tell_all(out, &record);
    record_fini(&record);
    return is_open;
}

bool plain_record_tell_answer(struct plain_out *out, const struct session *session,
                              const char *request, struct err *err) {
    struct record record;
    record_init(&record);
    bool is_open = record_open_answer(&record, session->store, request, err);
    if (is_open)
        tell_all(out, &record);
    record_fini(&record);
    return is_open;
}
