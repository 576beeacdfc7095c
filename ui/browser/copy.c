/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/copy.h"

#include "base/figure.h"

#include <string.h>

enum {
    WORDS_MAX = 256,
    SHOWN_MAX_BYTES = 1024 /* most bytes that a message shows without a clipboard */
};

/* What was copied, and why the others were not. */
static const struct {
    const char *one, *many, *lack;
} words[] = {
    [EXTRACT_HANDLE] = {"handle", "handles", "no handle in plain text"},
    [EXTRACT_ID] = {"id", "ids", "no id in plain text"},
    [EXTRACT_ADDRESS] = {"address", "addresses", "no handle that can be part of an address"},
    [EXTRACT_CSV] = {"account as CSV", "accounts as CSV", "a record that is too long"},
    [EXTRACT_JSON] = {"account as JSON", "accounts as JSON", "a record that is too long"},
};

/* `3 handles` */
static void put_taken(struct buf *out, enum extract_kind kind, const struct extract *extract) {
    char figure[FIGURE_MAX];
    buf_format(out, "%s %s", figure_grouped((int64_t)extract->taken, figure),
               extract->taken == 1 ? words[kind].one : words[kind].many);
}

static void put_size(struct buf *out, const struct extract *extract) {
    char figure[FIGURE_MAX];
    buf_format(out, "%s %s", figure_grouped((int64_t)extract->size, figure),
               extract->size == 1 ? "byte" : "bytes");
}

static void put_left_out(struct buf *out, enum extract_kind kind, const struct extract *extract) {
    char figure[FIGURE_MAX];
    if (extract->left_out)
        buf_format(out, " %s left out: %s.", figure_grouped((int64_t)extract->left_out, figure),
                   words[kind].lack);
}

static void put_formulas(struct buf *out, const struct extract *extract) {
    char figure[FIGURE_MAX];
    if (extract->formulas)
        buf_format(out, " %s begin%s with = + - @, a tab or a line break: paste %s as text.",
                   figure_counted((int64_t)extract->formulas, "cell", figure),
                   extract->formulas == 1 ? "s" : "", extract->formulas == 1 ? "it" : "them");
}

static void put_sent(struct buf *out, const char *where, enum extract_kind kind,
                     const struct extract *extract) {
    buf_format(out, "%s: ", where);
    put_taken(out, kind, extract);
    buf_text_put(out, ", ");
    put_size(out, extract);
    buf_text_put(out, ".");
}

static void put_tmux(struct buf *out, enum extract_kind kind, const struct extract *extract) {
    buf_text_put(out, "Copied ");
    put_taken(out, kind, extract);
    buf_text_put(out, " to the tmux buffer (prefix ] pastes).");
}

/* Without a clipboard, the user can read one line and type it. */
static void put_missing(struct buf *out, enum extract_kind kind, const struct extract *extract,
                        const char *text) {
    static const char head[] = "This terminal ($TERM) has no clipboard";
    if (strchr(text, '\n') || extract->size > SHOWN_MAX_BYTES) {
        put_sent(out, head, kind, extract);
        buf_text_put(out, " Nothing was sent, and it is too much to be shown here.");
    } else {
        buf_format(out, "%s. The %s: %s", head, words[kind].one, text);
    }
}

static void put_too_long(struct buf *out, enum extract_kind kind, const struct extract *extract) {
    char figure[FIGURE_MAX];
    put_sent(out, "Too much for a terminal's clipboard", kind, extract);
    buf_format(out, " %s go at once; nothing was sent. Mark fewer, or take handles or ids only.",
               figure_grouped(CLIPBOARD_TEXT_MAX, figure));
}

void copy_say(struct session *session, enum extract_kind kind, const struct extract *extract,
              enum clipboard_outcome outcome, const char *text) {
    struct buf line;
    bool is_sent =
        outcome == CLIPBOARD_SENT || outcome == CLIPBOARD_PIECES || outcome == CLIPBOARD_GIVEN;
    bool is_wholly_sent = is_sent && outcome != CLIPBOARD_PIECES && !extract->left_out;
    buf_init(&line, SHOWN_MAX_BYTES + WORDS_MAX);
    if (outcome == CLIPBOARD_SENT || outcome == CLIPBOARD_PIECES)
        put_sent(&line, "Sent to the terminal", kind, extract);
    else if (outcome == CLIPBOARD_GIVEN)
        put_tmux(&line, kind, extract);
    else if (outcome == CLIPBOARD_TOO_LONG)
        put_too_long(&line, kind, extract);
    else
        put_missing(&line, kind, extract, text);
    if (outcome == CLIPBOARD_PIECES)
        buf_text_put(&line, " In pieces for GNU screen; tmux takes only the first: there set "
                            "TERM=tmux-256color.");
    if (is_sent) {
        put_left_out(&line, kind, extract);
        put_formulas(&line, extract);
    }
    session_say(session, is_wholly_sent ? TONE_INFO : TONE_WARNING, "%s", buf_text(&line));
    buf_fini(&line);
}

static void say_nothing_taken(struct session *session, enum extract_kind kind, size_t count) {
    if (!count)
        session_say(session, TONE_INFO, "No account is selected.");
    else if (count == 1)
        session_say(session, TONE_WARNING, "Nothing was sent: this account has %s.",
                    words[kind].lack);
    else
        session_say(session, TONE_WARNING, "Nothing was sent: the %zu accounts have %s.", count,
                    words[kind].lack);
}

void copy_accounts(struct screen *screen, struct session *session, enum extract_kind kind,
                   const struct account *const *accounts, size_t count) {
    struct buf text;
    buf_init(&text, CLIPBOARD_TEXT_MAX);
    struct extract extract = extract_accounts(kind, accounts, count, &text);
    if (!extract.taken)
        say_nothing_taken(session, kind, count);
    else if (text.overflowed)
        copy_say(session, kind, &extract, CLIPBOARD_TOO_LONG, "");
    else
        copy_say(session, kind, &extract,
                 clipboard_put(screen, buf_text(&text), text.len, CLIPBOARD_PATIENCE_MS),
                 buf_text(&text));
    buf_fini(&text);
}
