/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_front.h"

#include "base/figure.h"
#include "base/json_text.h"
#include "base/key.h"
#include "base/text.h"
#include "base/utf8.h"
#include "command/action.h"
#include "plain/plain_account.h"
#include "plain/plain_help.h"
#include "plain/plain_ledger.h"
#include "plain/plain_list.h"
#include "plain/plain_record.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/requests.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS_STANDARD = 20,
    ROWS_MIN = 3,
    ROWS_FOR_THE_REST = 6,
    COPY_MAX = 1 << 24,
    ASCII_END = 0x7F
};

void plain_front_init(struct plain *plain, struct session *session, const struct bindings *keys,
                      int out_fd) {
    *plain = (struct plain){.session = session};
    if (keys)
        plain->bindings = *keys;
    else
        bindings_init(&plain->bindings);
    plain_out_init(&plain->out, out_fd);
    plain_tell_init(&plain->tell);
    ledger_view_init(&plain->ledger);
}

void plain_front_fini(struct plain *plain) {
    prompt_fini(&plain->prompt);
    ledger_view_fini(&plain->ledger);
    plain_tell_fini(&plain->tell);
    plain_out_fini(&plain->out);
}

static size_t rows_at_once(const struct plain *plain) {
    int rows = plain_out_rows(&plain->out) - ROWS_FOR_THE_REST;
    if (plain->rows)
        return plain->rows;
    if (rows <= -ROWS_FOR_THE_REST)
        return ROWS_STANDARD;
    return rows < ROWS_MIN ? ROWS_MIN : (size_t)rows;
}

static void read_from(struct plain *plain, size_t position, size_t rows) {
    navigate_go(plain->session, position);
    plain->tell.reading = PLAIN_READ_FROM;
    plain->tell.first = plain->session->trail.current->excerpt.selected;
    plain->tell.wanted = rows;
}

void plain_front_read_again(struct plain *plain) {
    read_from(plain, plain->session->trail.current->excerpt.selected, rows_at_once(plain));
}

/* What is loaded is read for nothing; a line that moves on never buys: m does. */
static void read_on(struct plain *plain, size_t rows) {
    plain->tell.reading = PLAIN_READ_ON;
    plain->tell.wanted = rows;
    navigate_go(plain->session, plain->tell.next);
}

static void select_next(struct plain *plain) {
    navigate_go(plain->session, plain->session->trail.current->excerpt.selected + 1);
}

static void page_down(struct plain *plain) {
    read_on(plain, rows_at_once(plain));
}

static void half_down(struct plain *plain) {
    read_on(plain, (rows_at_once(plain) + 1) / 2);
}

static void read_back(struct plain *plain, size_t rows) {
    size_t first = plain->tell.first;
    read_from(plain, first > rows ? first - rows : 0, first > rows ? rows : first ? first : rows);
}

static void page_up(struct plain *plain) {
    read_back(plain, rows_at_once(plain));
}

static void half_up(struct plain *plain) {
    read_back(plain, (rows_at_once(plain) + 1) / 2);
}

static void first(struct plain *plain) {
    read_from(plain, 0, rows_at_once(plain));
}

static void last(struct plain *plain) {
    plain->tell.reading = PLAIN_READ_ROW;
    navigate_move_to(plain->session, SIZE_MAX, rows_at_once(plain));
}

/* The price always comes first: nothing else in that message has it. */
static void drill_in(struct plain *plain) {
    struct session *session = plain->session;
    const struct account *account = session_selected(session);
    int64_t price = navigate_drill_price(session);
    char figure[FIGURE_MAX];
    if (!account) {
        session_say(session, TONE_INFO, "There is no row to open.");
        return;
    }
    if (!price || session_has_announced(session, ANNOUNCED_DRILL_IN, account, price)) {
        navigate_drill_in(session);
        return;
    }
    session_say(session, TONE_WARNING, "l again opens the list of %s%s: up to %s.",
                account->username ? "@" : "", account->username ? account->username : account->id,
                figure_credits(price, figure));
    session_announce(session, ANNOUNCED_DRILL_IN, account, price);
}

/* The answer pays for it, so the question has the price. */
static void open_account(struct plain *plain) {
    const struct session_config *config = &plain->session->config;
    int64_t whole = config->page_size + config->wants_profile;
    int64_t most = requests_offer(plain->session, whole);
    char figure[FIGURE_MAX];
    if (plain->session->worker && most && most < whole)
        plain_out_line(&plain->out, "Opening an account costs up to %s; what is stored is free.",
                       figure_credits(most, figure));
    else if (plain->session->worker && most)
        plain_out_line(&plain->out,
                       "Opening an account costs %sup to %s for its first "
                       "page; what is stored is free.",
                       config->wants_profile ? "1 credit for its profile and " : "",
                       figure_credits(config->page_size, figure));
    else if (plain->session->worker)
        (void)requests_say_limit(plain->session);
    prompt_account(&plain->prompt);
}

static void load(struct plain *plain) {
    prompt_load(&plain->prompt, plain->session);
}

static void search(struct plain *plain) {
    prompt_search(&plain->prompt, plain->session);
}

static void filter(struct plain *plain) {
    prompt_filter(&plain->prompt, plain->session);
}

static void order(struct plain *plain) {
    prompt_choice(&plain->prompt, PROMPT_ORDER);
}

static void find(struct plain *plain) {
    prompt_find(&plain->prompt);
}

static void copy(struct plain *plain) {
    prompt_choice(&plain->prompt, PROMPT_COPY);
}

void plain_front_hit(struct plain *plain) {
    const struct session *session = plain->session;
    const struct account *account = session_selected(session);
    if (account && session->search_text && !session->message &&
        match_account(&session->search, MATCH_ANYWHERE, account) == VERDICT_YES)
        plain->tell.reading = PLAIN_READ_HIT;
}

/* Where text is shown in ASCII: the escape of JSON, which loses nothing, else the nearest sign. */
static void put_ascii(struct buf *out, const char *line, size_t len, bool is_json) {
    while (is_json && len) {
        uint32_t code;
        size_t taken = utf8_decode(line, len, &code);
        if (code < ASCII_END)
            buf_put(out, line, taken);
        else
            json_text_put_escape(out, code);
        line += taken;
        len -= taken;
    }
    if (len)
        text_reveal(out, line, len);
}

/* A copy must lose nothing: what a terminal would not show is written in another way by then, so
 * that the rest goes out as it is. */
static void tell_copy(struct plain *plain, const char *text, bool is_json) {
    while (*text) {
        size_t len = strcspn(text, "\n");
        size_t shown = len && text[len - 1] == '\r' ? len - 1 : len;
        struct buf line;
        buf_init(&line, COPY_MAX);
        if (text_is_ascii())
            put_ascii(&line, text, shown, is_json);
        else
            buf_put(&line, text, shown);
        plain_out_exact(&plain->out, buf_text(&line), line.len);
        buf_fini(&line);
        text += len + (text[len] == '\n');
    }
}

void plain_front_copy(struct plain *plain, enum extract_kind kind) {
    size_t count;
    const struct account **accounts = marking_take(plain->session, &count);
    struct buf text;
    buf_init(&text, COPY_MAX);
    struct extract extract = {0};
    enum extract_kind shown = kind == EXTRACT_CSV ? EXTRACT_CSV_SHOWN : kind;
    if (accounts)
        extract = extract_accounts(shown, accounts, count, &text);
    if (text.overflowed)
        session_say(plain->session, TONE_WARNING,
                    "That is more than is printed at once: mark fewer.");
    else if (extract.taken)
        tell_copy(plain, buf_text(&text), kind == EXTRACT_JSON);
    else
        marking_say_none(plain->session);
    buf_fini(&text);
    free(accounts);
}

/* Goes there for nothing: what is missing, the list itself tells with its price. */
static bool visit(struct plain *plain, const char *name) {
    struct err err;
    if (!navigate_look(plain->session, name, &err))
        session_say(plain->session, TONE_ERROR, "%s", err.text);
    return true;
}

static bool copy_named(struct plain *plain, const char *name) {
    const struct choice *choice = choice_of_typed(&choice_copies, name);
    if (choice)
        plain_front_copy(plain, (enum extract_kind)choice->value);
    return choice;
}

static bool answer(struct plain *plain, const char *request) {
    struct err err;
    if (!plain_record_tell_answer(&plain->out, plain->session, request, &err))
        session_say(plain->session, TONE_INFO, "%s", err.text);
    return true;
}

/* With what was typed after its name. */
static bool run_with(struct plain *plain, enum command command, const char *argument) {
    if (command == COMMAND_COPY)
        return copy_named(plain, argument);
    if (command == COMMAND_OPEN)
        return visit(plain, argument);
    if (command == COMMAND_RECORD)
        return answer(plain, argument);
    bool is_taken = action_with_argument(plain->session, command, argument);
    if (command == COMMAND_SEARCH)
        plain_front_hit(plain);
    return is_taken;
}

static void browse(struct plain *plain) {
    action_browse(plain->session);
}

static void record(struct plain *plain) {
    if (!plain_record_tell(&plain->out, plain->session))
        marking_say_none(plain->session);
}

static void palette(struct plain *plain) {
    prompt_command(&plain->prompt);
}

static void detail(struct plain *plain) {
    plain_account_detail(&plain->out, plain->session);
}

static void ledger(struct plain *plain) {
    if (!plain->is_in_ledger)
        ledger_view_open(&plain->ledger);
    plain_ledger_tell(&plain->out, &plain->ledger, plain->session, rows_at_once(plain));
}

static void next_tab(struct plain *plain) {
    (void)!ledger_view_command(&plain->ledger, COMMAND_NEXT_TAB, 1);
    plain->ledger.tops[plain->ledger.tab] = 0;
    plain_ledger_tell(&plain->out, &plain->ledger, plain->session, rows_at_once(plain));
}

static void suspend(struct plain *plain) {
    plain->wants_suspend = !plain->is_script;
    if (plain->is_script)
        session_say(plain->session, TONE_INFO, "There is no terminal to suspend.");
}

static void leave(struct plain *plain) {
    action_leave(plain->session);
}

static void help(struct plain *plain) {
    plain_help_tell(&plain->out, &plain->bindings, "");
}

/* What is done here in another way than by command_run(). Without a function: not at all. */
static const struct {
    enum command command;
    void (*run)(struct plain *plain);
} actions[] = {
    {COMMAND_DOWN, select_next},
    {COMMAND_PAGE_DOWN, page_down},
    {COMMAND_PAGE_UP, page_up},
    {COMMAND_HALF_DOWN, half_down},
    {COMMAND_HALF_UP, half_up},
    {COMMAND_FIRST, first},
    {COMMAND_LAST, last},
    {COMMAND_DRILL_IN, drill_in},
    {COMMAND_OPEN, open_account},
    {COMMAND_LOAD, load},
    {COMMAND_SEARCH, search},
    {COMMAND_FILTER, filter},
    {COMMAND_ORDER, order},
    {COMMAND_FIND, find},
    {COMMAND_COPY, copy},
    {COMMAND_BROWSE, browse},
    {COMMAND_RECORD, record},
    {COMMAND_DETAIL, detail},
    {COMMAND_LEDGER, ledger},
    {COMMAND_NEXT_TAB, next_tab},
    {COMMAND_HELP, help},
    {COMMAND_PALETTE, palette},
    {COMMAND_ESCAPE, plain_front_escape},
    {COMMAND_REDRAW, NULL},
    {COMMAND_SUSPEND, suspend},
    {COMMAND_LEAVE, leave},
    {COMMAND_QUIT, plain_front_quit},
};

enum { ACTION_COUNT = sizeof actions / sizeof *actions };

static bool run_action(struct plain *plain, enum command command) {
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        if (actions[i].command != command)
            continue;
        if (actions[i].run)
            actions[i].run(plain);
        return actions[i].run;
    }
    return command_run(plain->session, command, rows_at_once(plain));
}

void plain_front_run(struct plain *plain, enum command command, const char *argument) {
    struct session *session = plain->session;
    bool is_ledger = command == COMMAND_LEDGER || command == COMMAND_NEXT_TAB;
    if (command != COMMAND_ESCAPE && command != command_announced(session->announced))
        session_hush(session);
    plain->is_in_ledger = plain->is_in_ledger && is_ledger;
    if (!session->trail.current && command_has(command, COMMAND_NEEDS_LIST))
        session_say(session, TONE_INFO, "No account is open. @ and a name open one.");
    else if (!(*argument && run_with(plain, command, argument)) && !run_action(plain, command))
        session_say(session, TONE_INFO, "“%s” works only on the full screen.",
                    command_info(command)->name);
    plain->is_in_ledger = is_ledger;
}

void plain_front_tell(struct plain *plain) {
    const struct place *place = plain->session->trail.current;
    plain_tell_all(&plain->tell, &plain->out, plain->session, rows_at_once(plain));
    /* Who listens must hear that a command was taken; and why there is nothing it could do. */
    bool is_silent = plain->out.lines == plain->lines && !plain->prompt.question;
    if (is_silent && place && !place->list->count)
        plain_list_title(&plain->out, plain->session);
    else if (is_silent)
        plain_out_line(&plain->out, "Nothing has changed.");
    plain->lines = SIZE_MAX;
}

void plain_front_escape(struct plain *plain) {
    bool was_announced = plain->session->announced;
    if (plain->prompt.question) {
        (void)prompt_key(&plain->prompt, plain->session, KEY_CODE_ESCAPE);
        plain_out_line(&plain->out, "Cancelled.");
        return;
    }
    action_escape(plain->session);
    if (was_announced && !plain->session->message)
        session_say(plain->session, TONE_INFO, "Cancelled. Nothing was spent.");
}

void plain_front_quit(struct plain *plain) {
    plain->is_leaving = action_quit(plain->session);
    if (plain->session->is_finishing && !plain->is_leaving)
        plain_out_line(&plain->out, "Waiting for a paid answer. Ctrl-C leaves now.");
}
