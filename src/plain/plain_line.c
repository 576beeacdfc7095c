/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_line.h"

#include "base/figure.h"
#include "base/key.h"
#include "command/bindings.h"
#include "command/palette.h"
#include "command/unknown.h"
#include "session/question.h"
#include "session/refine.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ROWS_MAX = 1000 };

static void select_row(struct plain *plain, size_t row) {
    session_hush(plain->front.session);
    if (refine_go(plain->front.session, row))
        plain->tell.reading = PLAIN_READ_ROW;
}

static void run_typed(struct plain *plain, const char *line) {
    struct palette_input typed;
    struct err err;
    if (!palette_parse(line, &typed, &err))
        session_say(plain->front.session, TONE_ERROR, "%s", err.text);
    else if (typed.command != COMMAND_NONE)
        plain_front_run(plain, typed.command, typed.argument);
    else
        select_row(plain, typed.row);
}

static void set_rows(struct plain *plain, const char *argument) {
    char *end, figure[FIGURE_MAX];
    unsigned long rows = strtoul(argument, &end, 10);
    if (!isdigit((unsigned char)*argument) || *end || rows < 1 || rows > ROWS_MAX)
        session_say(plain->front.session, TONE_ERROR, "“rows” takes a number from 1 to %d.",
                    ROWS_MAX);
    else
        plain->rows = rows;
    if (!plain->front.session->message)
        plain_out_line(&plain->out, "%s at once.",
                       figure_counted((int64_t)plain->rows, "row", figure));
}

static void read_again(struct plain *plain, const char *argument) {
    (void)argument;
    if (plain->front.session->trail.current)
        plain_front_read_again(plain);
}

/* Words that only --plain has. */
static const struct {
    const char *word;
    void (*run)(struct plain *plain, const char *argument);
} words[] = {{"rows", set_rows}, {"list", read_again}};

static bool run_word(struct plain *plain, const char *line) {
    size_t len = strcspn(line, " ");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].word) != len || strncmp(words[i].word, line, len) != 0)
            continue;
        session_hush(plain->front.session);
        words[i].run(plain, line + len + strspn(line + len, " "));
        view_close_all(&plain->view);
        return true;
    }
    return false;
}

/* How much of the line is a key followed by something: a sign, or a key by its name and a blank. */
static size_t key_len(const char *line) {
    if (ispunct((unsigned char)*line))
        return line[1] ? 1 : 0;
    size_t len = strcspn(line, " ");
    return len < KEY_NAME_MAX && line[len] ? len : 0;
}

/* `/tea`, `&verified`, `@zoe`, `:filter verified`, `y handle`: a key and its argument. */
static bool run_key(struct plain *plain, const char *line) {
    char name[KEY_NAME_MAX];
    size_t len = key_len(line);
    snprintf(name, sizeof name, "%.*s", (int)len, line);
    int key = len ? key_parse(name) : KEY_CODE_NONE;
    enum command command =
        key == KEY_CODE_NONE ? COMMAND_NONE : bindings_command(&plain->front.bindings, key);
    if (command == COMMAND_NONE)
        return false;
    const char *argument = line + len + strspn(line + len, " ");
    if (command == COMMAND_PALETTE)
        run_typed(plain, argument);
    else if (command_info(command)->argument)
        plain_front_run(plain, command, argument);
    else
        session_say(plain->front.session, TONE_ERROR, "“%s” takes no argument.",
                    command_info(command)->name);
    return true;
}

/* `5j`, `10 G`: a count and a key. */
static bool run_counted(struct plain *plain, const char *line) {
    struct front *front = &plain->front;
    size_t digits = strspn(line, "0123456789");
    int key = key_parse(line + digits + strspn(line + digits, " "));
    enum command command =
        digits && line[digits] ? bindings_command(&front->bindings, key) : COMMAND_NONE;
    if (command == COMMAND_NONE)
        return false;
    for (size_t i = 0; i < digits; i++)
        (void)front_take_digit(front, line[i]);
    plain_front_run(plain, command, "");
    return true;
}

/* The name of a key that means nothing, and of no command. */
static bool is_unknown_key(int key, const char *line) {
    struct palette_input typed;
    struct err err;
    return key != KEY_CODE_NONE && !unknown_advice(line) && !palette_parse(line, &typed, &err);
}

static void run_line(struct plain *plain, const char *line) {
    int key = key_parse(line);
    enum command command =
        key == KEY_CODE_NONE ? COMMAND_NONE : bindings_command(&plain->front.bindings, key);
    if (!*line)
        plain_front_run(plain, COMMAND_PAGE_DOWN, "");
    else if (command != COMMAND_NONE)
        plain_front_run(plain, command, "");
    else if (*line == '#')
        plain->lines = SIZE_MAX;
    else if (run_word(plain, line) || run_counted(plain, line) || run_key(plain, line))
        return;
    else if (is_unknown_key(key, line))
        front_say_unknown(&plain->front, key, NULL);
    else
        run_typed(plain, line);
}

static int confirming_key(const char *line) {
    if (!strcasecmp(line, "y") || !strcasecmp(line, "yes"))
        return 'y';
    return !*line || !strcasecmp(line, "n") || !strcasecmp(line, "no") ? 'n' : KEY_CODE_NONE;
}

/* The key that answers; KEY_CODE_NONE if it is none of those offered. */
static int answering_key(struct prompt *prompt, const char *line) {
    const struct choices *choices = prompt_choices(prompt->question);
    if (!strcmp(line, "Esc"))
        return KEY_CODE_ESCAPE;
    if (prompt->question == PROMPT_CONFIRM)
        return confirming_key(line);
    if (!choices) {
        edit_init(&prompt->edit);
        edit_put(&prompt->edit, line);
        return KEY_CODE_ENTER;
    }
    const struct choice *choice = choice_of_typed(choices, prompt->list, line);
    return choice ? choice->key : *line ? KEY_CODE_NONE : KEY_CODE_ESCAPE;
}

/* Nobody corrects a script, so its next line is not an answer. */
static void leave_question(struct plain *plain) {
    enum prompt_question question = plain->front.prompt.question;
    if (plain->front.prompt.words)
        plain_out_line(&plain->out, "%s", plain->front.prompt.words);
    plain_front_say_cancelled(plain, question);
    (void)front_prompt_key(&plain->front, KEY_CODE_ESCAPE);
}

static void answer(struct plain *plain, const char *line) {
    enum prompt_question question = plain->front.prompt.question;
    int key = answering_key(&plain->front.prompt, line);
    enum prompt_outcome outcome = front_prompt_key(&plain->front, key);
    if (key == KEY_CODE_NONE && prompt_choices(question))
        plain_out_line(&plain->out, "No such choice: “%.40s”.", line);
    if (question == PROMPT_SEARCH && key == KEY_CODE_ENTER)
        plain_front_hit(plain);
    if (outcome == PROMPT_LEFT && (question == PROMPT_CONFIRM || question == PROMPT_AMOUNT))
        plain_front_say_cancelled(plain, question);
    if (outcome == PROMPT_GOES_ON && plain->front.is_script)
        leave_question(plain);
    if (outcome == PROMPT_ANSWERED)
        run_line(plain, plain->front.prompt.edit.text);
}

void plain_line_take(struct plain *plain, const char *line) {
    char text[EDIT_MAX];
    line += strspn(line, " \t");
    size_t len = strlen(line);
    while (len && (line[len - 1] == ' ' || line[len - 1] == '\t'))
        len--;
    snprintf(text, sizeof text, "%.*s", (int)len, line);
    plain->lines = plain->out.lines;
    front_remember(&plain->front);
    if (plain->front.prompt.question)
        answer(plain, text);
    else
        run_line(plain, text);
    front_note(&plain->front);
    if (plain->front.prompt.question && plain->front.prompt.words)
        plain_out_line(&plain->out, "%s", plain->front.prompt.words);
}

void plain_line_put_prompt(const struct plain *plain, struct buf *out) {
    static const char *const prompts[PROMPT_QUESTIONS] = {
        [PROMPT_NOTHING] = "followtrail> ", [PROMPT_ACCOUNT] = "Open account: ",
        [PROMPT_SEARCH] = "Search: ",       [PROMPT_FILTER] = "Show only: ",
        [PROMPT_COMMAND] = "Command: ",     [PROMPT_FIND] = "Find in the store: ",
        [PROMPT_COPY] = "Copy: ",           [PROMPT_ORDER] = "Sort by: ",
        [PROMPT_WRITE] = "Write to file: ", [PROMPT_EXPORT] = "Export to folder: ",
    };
    const char *prompt = prompts[plain->front.prompt.question];
    if (prompt)
        buf_text_put(out, prompt);
    else
        question_put(&plain->front.session->question, QUESTION_FULL, out);
}
