/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/prompt.h"

#include "base/figure.h"
#include "base/key.h"
#include "base/mem.h"
#include "command/palette.h"
#include "session/find.h"
#include "session/loading.h"
#include "session/navigate.h"
#include "session/refine.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_ASCII_END = 0x7f, WORDS_MAX = 2048 };

const struct choices *ask_choices(enum ask_question question) {
    return question == ASK_ORDER ? &choice_orders : question == ASK_COPY ? &choice_copies : NULL;
}

static void keep_words(struct ask *ask, enum session_tone tone, const char *words) {
    free(ask->words);
    ask->words = words ? mem_dup(words) : NULL;
    ask->tone = tone;
}

void ask_fini(struct ask *ask) {
    keep_words(ask, TONE_INFO, NULL);
    free(ask->before);
    for (size_t i = 0; i < ASK_QUESTIONS; i++)
        for (size_t j = 0; j < ask->histories[i].count; j++)
            free(ask->histories[i].texts[j]);
}

static void begin(struct ask *ask, enum ask_question question, const char *before) {
    edit_clear(&ask->edit);
    ask->question = question;
    ask->recalled = 0;
    ask->choice = NULL;
    ask->refused = 0;
    keep_words(ask, TONE_INFO, NULL);
    free(ask->before);
    ask->before = before ? mem_dup(before) : NULL;
}

static void end(struct ask *ask) {
    ask->question = ASK_NOTHING;
    keep_words(ask, TONE_INFO, NULL);
}

void ask_account(struct ask *ask) {
    begin(ask, ASK_ACCOUNT, NULL);
}

void ask_load(struct ask *ask, struct session *session) {
    if (!loading_ask(session))
        return;
    begin(ask, ASK_LOAD, NULL);
    keep_words(ask, TONE_WARNING, session->message);
    session_hush(session);
}

void ask_search(struct ask *ask, const struct session *session) {
    begin(ask, ASK_SEARCH, session->search_text);
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    ask->origin = excerpt->count ? excerpt_row(excerpt, excerpt->selected) : 0;
}

void ask_filter(struct ask *ask, const struct session *session) {
    begin(ask, ASK_FILTER, sift_filter_text(session));
    edit_put(&ask->edit, sift_filter_text(session));
}

void ask_find(struct ask *ask) {
    begin(ask, ASK_FIND, NULL);
}

static void describe_commands(struct ask *ask) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    palette_describe(ask->edit.text, &words);
    keep_words(ask, TONE_INFO, buf_text(&words));
    buf_fini(&words);
}

void ask_command(struct ask *ask) {
    begin(ask, ASK_COMMAND, NULL);
    describe_commands(ask);
}

void ask_describe_choice(struct ask *ask, enum ask_brevity brevity) {
    const struct choices *choices = ask_choices(ask->question);
    char name[KEY_NAME_MAX];
    struct buf words;
    if (!choices)
        return;
    buf_init(&words, WORDS_MAX);
    if (ask->refused)
        buf_format(&words, "No choice on %s. ", key_label(ask->refused, name));
    if (brevity == ASK_NAMES)
        choice_describe(choices, &words);
    else
        choice_keys(choices, brevity == ASK_KEYS ? " " : "", &words);
    keep_words(ask, TONE_INFO, buf_text(&words));
    buf_fini(&words);
}

void ask_choice(struct ask *ask, enum ask_question question) {
    begin(ask, question, NULL);
    ask_describe_choice(ask, ASK_NAMES);
}

/* What the session has said while it was asked is not lost by the answer. */
static bool answer_load(struct ask *ask, struct session *session) {
    char *said = session->message ? mem_dup(session->message) : NULL;
    enum session_tone tone = session->tone;
    bool is_done = loading_confirm(session, ask->edit.text);
    if (!is_done) {
        keep_words(ask, TONE_WARNING, session->message);
        session_hush(session);
    }
    if (said)
        session_say(session, tone, "%s", said);
    free(said);
    return is_done;
}

static bool open_typed(const struct ask *ask, struct session *session) {
    struct err err;
    if (navigate_open(session, ask->edit.text, &err))
        return true;
    session_say(session, TONE_ERROR, "%s", err.text);
    return false;
}

static bool find_typed(struct ask *ask, struct session *session) {
    struct err err;
    bool is_read = find_open(session, ask->edit.text, &err);
    if (!is_read)
        keep_words(ask, TONE_ERROR, err.text);
    return is_read;
}

/* Where the row is now that was selected when it was asked: pages may have come since. */
static size_t origin_of(const struct ask *ask, const struct session *session) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    size_t position = excerpt_position(excerpt, ask->origin);
    return position == SIZE_MAX ? excerpt->selected : position;
}

/* The last match stays selected and is searched for by n; without one all is as it was. */
static bool answer_search(const struct ask *ask, struct session *session) {
    if (!ask->edit.len && ask->before)
        sift_look(session, ask->before, origin_of(ask, session) + 1);
    else if (!sift_look(session, ask->edit.text, origin_of(ask, session)))
        sift_next(session, false);
    return true;
}

static void put_reading(const struct session *session, struct buf *out) {
    struct buf reading;
    buf_init(&reading, WORDS_MAX);
    if (sift_put_reading(session, &reading))
        buf_format(out, "Read as: %s", buf_text(&reading));
    buf_fini(&reading);
}

/* What a filter that is typed says of itself: a mistake, what is still to come, or how it is read.
 */
static void describe_filter(struct ask *ask, const struct session *session,
                            const struct err *mistake) {
    const char *wanted = session->trail.current->excerpt.filter.wanted;
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (mistake)
        buf_text_put(&words, mistake->text);
    else if (wanted)
        buf_format(&words, "Incomplete: %s is missing at the end.", wanted);
    else
        put_reading(session, &words);
    keep_words(ask, mistake ? TONE_ERROR : TONE_INFO, words.len ? buf_text(&words) : NULL);
    buf_fini(&words);
}

/* Beside a mistake, the list shows what it showed before anything was typed. */
static bool take_filter(struct ask *ask, struct session *session) {
    struct err err, none;
    bool is_read = sift_filter(session, ask->edit.text, &err);
    if (!is_read)
        (void)sift_filter(session, ask->before, &none);
    describe_filter(ask, session, is_read ? NULL : &err);
    return is_read && !session->trail.current->excerpt.filter.wanted;
}

static bool take_typed(struct ask *ask, struct session *session) {
    switch (ask->question) {
    case ASK_LOAD:
        return !ask->edit.len || answer_load(ask, session);
    case ASK_ACCOUNT:
        return !ask->edit.len || open_typed(ask, session);
    case ASK_SEARCH:
        return answer_search(ask, session);
    case ASK_FIND:
        return !ask->edit.len || find_typed(ask, session);
    case ASK_FILTER:
        return take_filter(ask, session);
    default:
        return true;
    }
}

static void say_search(struct ask *ask, const struct session *session, bool is_found) {
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Not found in the %s shown.",
               figure_counted((int64_t)session->trail.current->excerpt.count, "account", figure));
    keep_words(ask, TONE_WARNING, is_found ? NULL : buf_text(&words));
    buf_fini(&words);
}

/* What takes effect while it is typed. */
static void preview(struct ask *ask, struct session *session) {
    if (ask->question == ASK_SEARCH) {
        bool is_found = sift_look(session, ask->edit.text, origin_of(ask, session));
        say_search(ask, session, is_found);
        if (!is_found || !ask->edit.len)
            excerpt_select(&session->trail.current->excerpt, origin_of(ask, session));
    } else if (ask->question == ASK_FILTER) {
        take_filter(ask, session);
    } else if (ask->question == ASK_COMMAND) {
        describe_commands(ask);
    }
}

/* As it was before. */
static void take_back(struct ask *ask, struct session *session) {
    struct err err;
    if (ask->question == ASK_FILTER)
        (void)sift_filter(session, ask->before, &err);
    if (ask->question != ASK_SEARCH)
        return;
    if (ask->before)
        sift_look(session, ask->before, origin_of(ask, session));
    else
        sift_end_search(session);
    excerpt_select(&session->trail.current->excerpt, origin_of(ask, session));
}

static bool is_blank(const struct edit *edit) {
    return !edit->text[strspn(edit->text, " ")];
}

static void remember(struct ask *ask) {
    struct ask_history *history = &ask->histories[ask->question];
    size_t last = history->count - 1;
    if (is_blank(&ask->edit) || (history->count && !strcmp(history->texts[last], ask->edit.text)))
        return;
    if (history->count == ASK_HISTORY_MAX) {
        free(history->texts[0]);
        history->count--;
        memmove(history->texts, history->texts + 1, history->count * sizeof *history->texts);
    }
    history->texts[history->count++] = mem_dup(ask->edit.text);
}

/* Up and Down go through earlier answers; below the latest the line is empty. */
static bool recall(struct ask *ask, int key) {
    const struct ask_history *history = &ask->histories[ask->question];
    if (key != KEY_CODE_UP && key != KEY_CODE_DOWN)
        return false;
    if (key == KEY_CODE_UP && ask->recalled < history->count)
        ask->recalled++;
    else if (key == KEY_CODE_DOWN && ask->recalled)
        ask->recalled--;
    edit_clear(&ask->edit);
    if (ask->recalled)
        edit_put(&ask->edit, history->texts[history->count - ask->recalled]);
    return true;
}

/* An amount has digits; a second L, pressed by mistake, is none. */
static bool is_letter(int key) {
    return key > ' ' && key < KEY_ASCII_END && key != ',' && (key < '0' || key > '9');
}

static enum ask_outcome choose(struct ask *ask, int key) {
    ask->choice = choice_of_key(ask_choices(ask->question), key);
    ask->refused = 0;
    if (!ask->choice && key != KEY_CODE_ESCAPE && key != KEY_CTRL('C') && key != 'q') {
        if (!(key & KEY_CODE_ALT)) /* does nothing where something is asked */
            ask->refused = key;
        return ASK_GOES_ON;
    }
    return ask->choice ? ASK_ANSWERED : ASK_LEFT;
}

static enum ask_outcome type(struct ask *ask, struct session *session, int key) {
    enum edit_result result = EDIT_GOES_ON;
    if (ask->question == ASK_COMMAND && key == '\t')
        palette_complete(&ask->edit);
    else if (!recall(ask, key))
        result = edit_key(&ask->edit, key);
    if (result == EDIT_GOES_ON)
        preview(ask, session);
    if (result == EDIT_CANCELLED)
        take_back(ask, session);
    if (result == EDIT_GOES_ON || (result == EDIT_DONE && !take_typed(ask, session)))
        return ASK_GOES_ON;
    if (result == EDIT_DONE)
        remember(ask);
    bool is_command = result == EDIT_DONE && ask->question == ASK_COMMAND && !is_blank(&ask->edit);
    return is_command ? ASK_ANSWERED : ASK_LEFT;
}

enum ask_outcome ask_key(struct ask *ask, struct session *session, int key) {
    if (ask->question == ASK_LOAD && is_letter(key))
        return ASK_GOES_ON;
    if (ask->question != ASK_LOAD)
        session_hush(session);
    enum ask_outcome outcome =
        ask_choices(ask->question) ? choose(ask, key) : type(ask, session, key);
    if (outcome == ASK_GOES_ON)
        return outcome;
    sift_rest(session);
    end(ask);
    return outcome;
}
