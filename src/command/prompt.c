/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/prompt.h"

#include "base/figure.h"
#include "base/key.h"
#include "base/mem.h"
#include "command/crawling.h"
#include "command/palette.h"
#include "session/navigate.h"
#include "session/question.h"
#include "session/refine.h"
#include "session/source.h"
#include "session/source_found.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 2048 };

const struct choices *prompt_choices(enum prompt_question question) {
    return question == PROMPT_ORDER  ? &choice_orders
           : question == PROMPT_COPY ? &choice_copies
                                     : NULL;
}

static void keep_words(struct prompt *prompt, enum session_tone tone, const char *words) {
    free(prompt->words);
    prompt->words = words ? mem_dup(words) : NULL;
    prompt->tone = tone;
}

void prompt_fini(struct prompt *prompt) {
    keep_words(prompt, TONE_INFO, NULL);
    free(prompt->before);
    for (size_t i = 0; i < PROMPT_QUESTIONS; i++)
        for (size_t j = 0; j < prompt->histories[i].count; j++)
            free(prompt->histories[i].texts[j]);
}

static void begin(struct prompt *prompt, enum prompt_question question, const char *before) {
    edit_clear(&prompt->edit);
    prompt->question = question;
    prompt->number++;
    prompt->recalled = 0;
    prompt->choice = NULL;
    prompt->refused = 0;
    keep_words(prompt, TONE_INFO, NULL);
    free(prompt->before);
    prompt->before = before ? mem_dup(before) : NULL;
}

static void end(struct prompt *prompt) {
    prompt->question = PROMPT_NOTHING;
    keep_words(prompt, TONE_INFO, NULL);
}

void prompt_account(struct prompt *prompt) {
    begin(prompt, PROMPT_ACCOUNT, NULL);
}

void prompt_question(struct prompt *prompt, const struct session *session) {
    const struct session_question *question = &session->question;
    begin(prompt, question->wants_amount ? PROMPT_AMOUNT : PROMPT_CONFIRM, NULL);
    keep_words(prompt, TONE_WARNING, question->note);
}

bool prompt_takes_text(enum prompt_question question) {
    return question != PROMPT_NOTHING && question != PROMPT_CONFIRM && !prompt_choices(question);
}

void prompt_say_unseen(struct prompt *prompt) {
    keep_words(prompt, TONE_WARNING, "Input typed before the price was shown was ignored.");
}

void prompt_search(struct prompt *prompt, const struct session *session) {
    begin(prompt, PROMPT_SEARCH, session->search_text);
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    prompt->origin = excerpt->count ? excerpt_row(excerpt, excerpt->selected) : 0;
}

void prompt_filter(struct prompt *prompt, const struct session *session) {
    begin(prompt, PROMPT_FILTER, refine_filter_text(session));
    edit_put(&prompt->edit, refine_filter_text(session));
}

void prompt_find(struct prompt *prompt) {
    begin(prompt, PROMPT_FIND, NULL);
}

/* For a file: letters and digits of the list's name. */
static void put_file_name(const struct list *list, struct buf *out) {
    const char *name = list_is_local(list) ? source_of(list)->name : list->name;
    for (name += *name == '@'; *name; name++)
        buf_format(out, "%c", isalnum((unsigned char)*name) || strchr("._-", *name) ? *name : '_');
}

static void begin_path(struct prompt *prompt, enum prompt_question question,
                       const struct session *session, const char *ending) {
    struct buf name;
    begin(prompt, question, NULL);
    buf_init(&name, WORDS_MAX);
    put_file_name(session->trail.current->list, &name);
    buf_text_put(&name, ending);
    edit_put(&prompt->edit, buf_text(&name));
    buf_fini(&name);
}

void prompt_write(struct prompt *prompt, const struct session *session) {
    begin_path(prompt, PROMPT_WRITE, session, ".csv");
}

void prompt_export(struct prompt *prompt, const struct session *session, const char *words) {
    begin_path(prompt, PROMPT_EXPORT, session, "-export");
    keep_words(prompt, TONE_INFO, words);
}

static void describe_commands(struct prompt *prompt) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    palette_describe(prompt->edit.text, &words);
    keep_words(prompt, TONE_INFO, buf_text(&words));
    buf_fini(&words);
}

void prompt_command(struct prompt *prompt) {
    begin(prompt, PROMPT_COMMAND, NULL);
    describe_commands(prompt);
}

void prompt_describe_choice(struct prompt *prompt, enum prompt_brevity brevity) {
    const struct choices *choices = prompt_choices(prompt->question);
    char name[KEY_NAME_MAX];
    struct buf words;
    if (!choices)
        return;
    buf_init(&words, WORDS_MAX);
    if (prompt->refused)
        buf_format(&words, "No choice on %s. ", key_label(prompt->refused, name));
    if (brevity == PROMPT_NAMES)
        choice_describe(choices, prompt->list, &words);
    else
        choice_keys(choices, prompt->list, brevity == PROMPT_KEYS ? " " : "", &words);
    keep_words(prompt, TONE_INFO, buf_text(&words));
    buf_fini(&words);
}

void prompt_choice(struct prompt *prompt, enum prompt_question question,
                   const struct session *session) {
    begin(prompt, question, NULL);
    prompt->list = session->trail.current ? session->trail.current->list : NULL;
    prompt_describe_choice(prompt, PROMPT_NAMES);
}

static bool take_amount(struct prompt *prompt, struct session *session) {
    char figure[FIGURE_MAX];
    struct buf words;
    if (question_accept_amount(session, prompt->edit.text))
        return true;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "No such amount: “%.40s”.", prompt->edit.text);
    if (session->question.is_budget && session->question.most != INT64_MAX)
        buf_format(&words, " At most %s can be spent now.",
                   figure_credits(session->question.most, figure));
    keep_words(prompt, TONE_WARNING, buf_text(&words));
    buf_fini(&words);
    return false;
}

static bool open_typed(const struct prompt *prompt, struct session *session) {
    struct err err;
    if (navigate_open(session, prompt->edit.text, &err))
        return true;
    session_say(session, TONE_ERROR, "%s", err.text);
    return false;
}

static bool find_typed(struct prompt *prompt, struct session *session) {
    struct err err;
    bool is_read = source_found_open(session, prompt->edit.text, &err);
    if (!is_read)
        keep_words(prompt, TONE_ERROR, err.text);
    return is_read;
}

/* Where the originally selected row is now: pages may have come since. */
static size_t origin_of(const struct prompt *prompt, const struct session *session) {
    const struct excerpt *excerpt = &session->trail.current->excerpt;
    size_t position = excerpt_position(excerpt, prompt->origin);
    return position == SIZE_MAX ? excerpt->selected : position;
}

/* The last match stays selected, and n searches on; without a match everything is as before. */
static bool answer_search(const struct prompt *prompt, struct session *session) {
    if (!prompt->edit.len && prompt->before)
        refine_look(session, prompt->before, origin_of(prompt, session) + 1);
    else if (!refine_look(session, prompt->edit.text, origin_of(prompt, session)))
        refine_next(session, false);
    return true;
}

static void put_reading(const struct session *session, struct buf *out) {
    struct buf reading;
    buf_init(&reading, WORDS_MAX);
    if (refine_put_reading(session, &reading))
        buf_format(out, "Read as: %s", buf_text(&reading));
    buf_fini(&reading);
}

/* What a filter being typed shows: a mistake, what is missing, or how it is read. */
static void describe_filter(struct prompt *prompt, const struct session *session,
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
    keep_words(prompt, mistake ? TONE_ERROR : TONE_INFO, words.len ? buf_text(&words) : NULL);
    buf_fini(&words);
}

/* While there is a mistake, the list shows what it showed before. */
static bool take_filter(struct prompt *prompt, struct session *session) {
    struct err err, none;
    bool is_read = refine_filter(session, prompt->edit.text, &err);
    if (!is_read)
        (void)refine_filter(session, prompt->before, &none);
    describe_filter(prompt, session, is_read ? NULL : &err);
    return is_read && !session->trail.current->excerpt.filter.wanted;
}

static bool take_typed(struct prompt *prompt, struct session *session) {
    switch (prompt->question) {
    case PROMPT_AMOUNT:
        return !prompt->edit.len || take_amount(prompt, session);
    case PROMPT_ACCOUNT:
        return !prompt->edit.len || open_typed(prompt, session);
    case PROMPT_SEARCH:
        return answer_search(prompt, session);
    case PROMPT_FIND:
        return !prompt->edit.len || find_typed(prompt, session);
    case PROMPT_FILTER:
        return take_filter(prompt, session);
    default:
        return true;
    }
}

static void say_search(struct prompt *prompt, const struct session *session, bool is_found) {
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Not found in the %s shown.",
               figure_counted((int64_t)session->trail.current->excerpt.count, "account", figure));
    keep_words(prompt, TONE_WARNING, is_found ? NULL : buf_text(&words));
    buf_fini(&words);
}

/* How far the amount that is being typed goes. */
static void preview_budget(struct prompt *prompt, struct session *session) {
    int64_t amount = question_read_amount(prompt->edit.text);
    bool is_offered = amount > 0 && amount <= session->question.most;
    crawling_preview(session, is_offered ? amount : 0);
    keep_words(prompt, TONE_WARNING, session->question.note);
}

/* Answers that take effect while they are typed. */
static void preview(struct prompt *prompt, struct session *session) {
    if (prompt->question == PROMPT_SEARCH) {
        bool is_found = refine_look(session, prompt->edit.text, origin_of(prompt, session));
        say_search(prompt, session, is_found);
        if (!is_found || !prompt->edit.len)
            excerpt_select(&session->trail.current->excerpt, origin_of(prompt, session));
    } else if (prompt->question == PROMPT_FILTER) {
        take_filter(prompt, session);
    } else if (prompt->question == PROMPT_COMMAND) {
        describe_commands(prompt);
    } else if (session->question.is_budget && prompt->question == PROMPT_AMOUNT) {
        preview_budget(prompt, session);
    }
}

/* As it was before. */
static void take_back(struct prompt *prompt, struct session *session) {
    struct err err;
    if (prompt->question == PROMPT_FILTER)
        (void)refine_filter(session, prompt->before, &err);
    if (prompt->question != PROMPT_SEARCH)
        return;
    if (prompt->before)
        refine_look(session, prompt->before, origin_of(prompt, session));
    else
        refine_end_search(session);
    excerpt_select(&session->trail.current->excerpt, origin_of(prompt, session));
}

static bool is_blank(const struct edit *edit) {
    return !edit->text[strspn(edit->text, " ")];
}

static void remember(struct prompt *prompt) {
    struct prompt_history *history = &prompt->histories[prompt->question];
    size_t last = history->count - 1;
    if (is_blank(&prompt->edit) ||
        (history->count && !strcmp(history->texts[last], prompt->edit.text)))
        return;
    if (history->count == PROMPT_HISTORY_MAX) {
        free(history->texts[0]);
        history->count--;
        memmove(history->texts, history->texts + 1, history->count * sizeof *history->texts);
    }
    history->texts[history->count++] = mem_dup(prompt->edit.text);
}

/* Up and Down go through earlier answers; after the latest the line is empty. */
static bool recall(struct prompt *prompt, int key) {
    const struct prompt_history *history = &prompt->histories[prompt->question];
    if (key != KEY_CODE_UP && key != KEY_CODE_DOWN)
        return false;
    if (key == KEY_CODE_UP && prompt->recalled < history->count)
        prompt->recalled++;
    else if (key == KEY_CODE_DOWN && prompt->recalled)
        prompt->recalled--;
    edit_clear(&prompt->edit);
    if (prompt->recalled)
        edit_put(&prompt->edit, history->texts[history->count - prompt->recalled]);
    return true;
}

static bool is_letter(int key) {
    return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static enum prompt_outcome choose(struct prompt *prompt, int key) {
    const struct choices *choices = prompt_choices(prompt->question);
    prompt->choice = choice_of_key(choices, prompt->list, key);
    prompt->refused = 0;
    if (!prompt->choice && key != KEY_CODE_ESCAPE && key != KEY_CTRL('C') && key != 'q') {
        if (!(key & KEY_CODE_ALT)) /* does nothing where something is asked */
            prompt->refused = key;
        return PROMPT_GOES_ON;
    }
    return prompt->choice ? PROMPT_ANSWERED : PROMPT_LEFT;
}

static bool is_no(int key) {
    static const int keys[] = {
        'n',           'N',          'q', KEY_CODE_ENTER, KEY_CODE_ESCAPE, KEY_CODE_BACKSPACE,
        KEY_CTRL('C'), KEY_CTRL('G')};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (key == keys[i])
            return true;
    return false;
}

static bool is_yes(int key) {
    return key == 'y' || key == 'Y';
}

bool prompt_may_agree(enum prompt_question question, int key) {
    return question == PROMPT_CONFIRM ? is_yes(key)
                                      : question == PROMPT_AMOUNT && !is_letter(key) &&
                                            (key == KEY_CODE_ENTER || !is_no(key));
}

/* Other keys leave the question open: a key that is held down must not answer it. */
static enum prompt_outcome confirm(struct prompt *prompt, struct session *session, int key) {
    char name[KEY_NAME_MAX], words[WORDS_MAX];
    if (is_yes(key)) {
        question_accept(session);
        return PROMPT_ANSWERED;
    }
    if (is_no(key))
        return PROMPT_LEFT;
    if (key == KEY_CODE_NONE)
        keep_words(prompt, TONE_WARNING, "Type y or n.");
    if (key == KEY_CODE_NONE || (key & KEY_CODE_ALT))
        return PROMPT_GOES_ON;
    snprintf(words, sizeof words, "Press y or n, not %s.", key_label(key, name));
    keep_words(prompt, TONE_WARNING, words);
    return PROMPT_GOES_ON;
}

static bool is_of_session(enum prompt_question question) {
    return question == PROMPT_CONFIRM || question == PROMPT_AMOUNT;
}

static bool leads_to_command(enum prompt_question question) {
    return question == PROMPT_COMMAND || question == PROMPT_WRITE || question == PROMPT_EXPORT;
}

static enum prompt_outcome type(struct prompt *prompt, struct session *session, int key) {
    enum edit_result result = EDIT_GOES_ON;
    if (prompt->question == PROMPT_COMMAND && key == '\t')
        palette_complete(&prompt->edit);
    else if (!recall(prompt, key))
        result = edit_key(&prompt->edit, key);
    if (result == EDIT_GOES_ON)
        preview(prompt, session);
    if (result == EDIT_CANCELLED)
        take_back(prompt, session);
    if (result == EDIT_GOES_ON || (result == EDIT_DONE && !take_typed(prompt, session)))
        return PROMPT_GOES_ON;
    if (result == EDIT_DONE)
        remember(prompt);
    bool is_command = leads_to_command(prompt->question) && !is_blank(&prompt->edit);
    bool is_agreed = prompt->question == PROMPT_AMOUNT && session->question.agreed;
    return result == EDIT_DONE && (is_command || is_agreed) ? PROMPT_ANSWERED : PROMPT_LEFT;
}

static enum prompt_outcome take(struct prompt *prompt, struct session *session, int key) {
    if (prompt->question == PROMPT_CONFIRM)
        return confirm(prompt, session, key);
    return prompt_choices(prompt->question) ? choose(prompt, key) : type(prompt, session, key);
}

enum prompt_outcome prompt_key(struct prompt *prompt, struct session *session, int key) {
    bool is_asked = is_of_session(prompt->question);
    if (prompt->question == PROMPT_AMOUNT && is_letter(key)) {
        /* A second L, pressed by mistake, is not an amount; but “5k” is not 5. */
        if (!is_no(key) && !prompt->edit.len)
            return PROMPT_GOES_ON;
        key = is_no(key) ? KEY_CODE_ESCAPE : key;
    }
    if (!is_asked)
        session_hush(session);
    enum prompt_outcome outcome = take(prompt, session, key);
    if (outcome == PROMPT_GOES_ON)
        return outcome;
    if (is_asked && outcome == PROMPT_LEFT)
        question_drop(session);
    refine_rest(session);
    end(prompt);
    return outcome;
}
