/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/answer_print.h"

#include "api/unpack.h"
#include "base/figure.h"
#include "base/text.h"
#include "record/record_print.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

enum { NAME_COLS = 10, INDENT = 2, MS_A_SECOND = 1000, TIME_BYTES = 64, WORDS_MAX = 4096 };

static void put_text(struct buf *out, const char *name, const char *text) {
    if (!text || !*text)
        return;
    buf_format(out, "%-*s", NAME_COLS, name);
    text_reveal(out, text, strlen(text));
    buf_text_put(out, "\n");
}

static void put_time(struct buf *out, const char *name, int64_t ms) {
    char text[TIME_BYTES] = "";
    time_t seconds = (time_t)(ms / MS_A_SECOND);
    struct tm parts;
    if (ms >= 0 && localtime_r(&seconds, &parts))
        strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %z", &parts);
    put_text(out, name, text);
}

static void put_request(struct buf *out, const struct ledger_row *row) {
    char figure[FIGURE_MAX], most[FIGURE_MAX];
    buf_format(out, "%-*s%" PRId64, NAME_COLS, "request", row->request);
    if (row->request_id) {
        buf_text_put(out, " ");
        text_reveal(out, row->request_id, strlen(row->request_id));
    }
    buf_format(out, "\n%-*s", NAME_COLS, "requested");
    if (row->kind == JOURNAL_PROFILE)
        buf_text_put(out, "profile of ");
    else
        buf_format(out, "page %s, up to %s, of ", figure_grouped(row->page, figure),
                   figure_counted(row->limit, "record", most));
    text_reveal(out, row->label ? row->label : "–", strlen(row->label ? row->label : "–"));
    buf_text_put(out, "\n");
}

static void put_charge(struct buf *out, const struct ledger_row *row) {
    char credits[FIGURE_MAX], balance[FIGURE_MAX];
    buf_format(out, "%-*s", NAME_COLS, "charged");
    if (row->credits == REPLY_UNKNOWN)
        buf_format(out, "unknown, up to %s", figure_credits(row->reserved, credits));
    else
        buf_text_put(out, figure_credits(row->credits, credits));
    if (row->balance != REPLY_UNKNOWN)
        buf_format(out, ", balance %s", figure_grouped(row->balance, balance));
    buf_text_put(out, "\n");
}

static void put_size(struct buf *out, const struct reply *reply, const struct buf *body) {
    char came[FIGURE_MAX], unpacked[FIGURE_MAX];
    buf_format(out, "%-*s%s", NAME_COLS, "body",
               figure_counted((int64_t)reply->body.len, "byte", came));
    if (body != &reply->body)
        buf_format(out, ", %s unpacked", figure_grouped((int64_t)body->len, unpacked));
    if (reply->hidden)
        buf_format(out, ", %" PRId64 " × a secret replaced by *", reply->hidden);
    buf_text_put(out, "\n");
}

static void put_status(struct buf *out, const struct reply *reply) {
    if (reply->status)
        buf_format(out, "%-*sHTTP %ld\n", NAME_COLS, "status", reply->status);
    put_text(out, "type", reply->content_type);
    put_text(out, "encoding", reply->encoding);
    put_text(out, "location", reply->location);
    put_text(out, "broken", reply->reason);
}

static void put_json(struct buf *out, const struct buf *body) {
    struct record_print print;
    record_print_init(&print);
    record_print_json(&print, buf_text(body), body->len);
    for (size_t i = 0; i < print.count; i++) {
        const struct record_piece *piece = &print.pieces[i];
        if (piece->begins_line)
            buf_format(out, "%s%*s", i ? "\n" : "", INDENT * piece->depth, "");
        buf_put(out, buf_text(&print.text) + piece->at, piece->len);
    }
    buf_text_put(out, "\n");
    if (print.is_cut)
        buf_text_put(out, "… cut here; --raw prints all of it\n");
    record_print_fini(&print);
}

static void put_lines(struct buf *out, const struct buf *body) {
    const char *at = buf_text(body), *end = at + body->len;
    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line ? line : end;
        text_reveal(out, at, (size_t)(stop - at));
        buf_text_put(out, "\n");
        at = line ? line + 1 : end;
    }
}

static bool is_json(const struct buf *body) {
    const char *text = buf_text(body);
    size_t at = body->len > 2 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
    at += strspn(text + at, " \t\r\n");
    return text[at] == '{' || text[at] == '[';
}

void answer_print(const struct ledger_row *row, const struct journal_raw *raw, struct buf *out) {
    struct buf room, lines;
    const struct buf *body;
    buf_init(&room, UNPACK_MAX);
    buf_init(&lines, SIZE_MAX);
    const char *failure = unpack_failure(unpack_body(raw->reply, &room, &body));
    put_request(&lines, row);
    put_time(&lines, "sent", row->sent_ms);
    put_time(&lines, "answered", raw->received_ms);
    put_status(&lines, raw->reply);
    put_text(&lines, "outcome", row->outcome);
    put_charge(&lines, row);
    put_text(&lines, "remark", row->remark);
    put_size(&lines, raw->reply, body);
    buf_text_put(&lines, "\n");
    if (failure)
        buf_format(&lines, "The body %s. --raw prints its bytes.\n", failure);
    else if (is_json(body))
        put_json(&lines, body);
    else
        put_lines(&lines, body);
    text_reveal_lines(out, buf_text(&lines)); /* the program's own signs, for ASCII output */
    buf_fini(&lines);
    buf_fini(&room);
}
