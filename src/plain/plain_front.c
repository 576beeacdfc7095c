/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_front.h"

#include "base/figure.h"
#include "base/json_text.h"
#include "base/key.h"
#include "base/text.h"
#include "base/utf8.h"
#include "plain/plain_account.h"
#include "plain/plain_list.h"
#include "session/marking.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "view/list_file.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS_STANDARD = 20,
    ROWS_MIN = 3,
    ROWS_FOR_THE_REST = 6,
    COPY_MAX = 1 << 24,
    ASCII_END = 0x7F
};

static struct plain *plain_of(struct front *front) {
    return (struct plain *)front;
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
    navigate_go(plain->front.session, position);
    plain->tell.reading = PLAIN_READ_FROM;
    plain->tell.first = plain->front.session->trail.current->excerpt.selected;
    plain->tell.wanted = rows;
}

void plain_front_read_again(struct plain *plain) {
    read_from(plain, plain->front.session->trail.current->excerpt.selected, rows_at_once(plain));
}

/* Reading loaded rows is free; a line that moves on never buys: m does. */
static void read_on(struct plain *plain, size_t rows) {
    plain->tell.reading = PLAIN_READ_ON;
    plain->tell.wanted = rows;
    navigate_go(plain->front.session, plain->tell.next);
}

static void read_back(struct plain *plain, size_t rows) {
    size_t first = plain->tell.first;
    read_from(plain, first > rows ? first - rows : 0, first > rows ? rows : first ? first : rows);
}

static void step(struct front *front, enum front_step step, int64_t times) {
    struct plain *plain = plain_of(front);
    size_t rows = rows_at_once(plain), size = step == FRONT_HALF ? (rows + 1) / 2 : rows;
    size_t far = (size_t)(times < 0 ? -times : times);
    if (step == FRONT_ROW && times > 0)
        navigate_go(front->session, front->session->trail.current->excerpt.selected + far);
    else if (step == FRONT_ROW)
        navigate_move_by(front->session, times, rows);
    else if (times > 0)
        read_on(plain, size * far);
    else
        read_back(plain, size * far);
}

static void jump(struct front *front, bool to_end) {
    struct plain *plain = plain_of(front);
    if (!to_end) {
        read_from(plain, 0, rows_at_once(plain));
        return;
    }
    plain->tell.reading = PLAIN_READ_ROW;
    navigate_move_to(front->session, SIZE_MAX, rows_at_once(plain));
}

/* The list's price, if it has not risen since it was printed; moves buy nothing here. */
static bool is_shown(const struct front *front, enum command command) {
    const struct plain *plain = (const struct plain *)front;
    const struct place *place = front->session->trail.current;
    return command_has(command, COMMAND_MOVES) || !place ||
           (place->list == plain->seen_list &&
            requests_price(front->session, place->list) <= plain->seen_price);
}

/* One that was not seen is cancelled before a line is read. */
static bool shows_question(const struct front *front) {
    return front;
}

void plain_front_see(struct plain *plain) {
    const struct place *place = plain->front.session->trail.current;
    plain->seen_list = place ? place->list : NULL;
    plain->seen_price = place ? requests_price(plain->front.session, place->list) : 0;
}

/* Only the message shows it. */
static bool shows_row_price(const struct front *front) {
    (void)front;
    return false;
}

/* The answer pays, so the question shows the price. */
static void ask_account(struct front *front) {
    struct plain *plain = plain_of(front);
    struct requests_opening opening = requests_price_opening(plain->front.session);
    char figure[FIGURE_MAX];
    if (plain->front.session->worker && opening.most && opening.is_limited)
        plain_out_line(&plain->out, "Opening an account costs up to %s; what is stored is free.",
                       figure_credits(opening.most, figure));
    else if (plain->front.session->worker && opening.most)
        plain_out_line(&plain->out,
                       "Opening an account costs %sup to %s for its first "
                       "page; what is stored is free.",
                       opening.profile ? "1 credit for its profile and " : "",
                       figure_credits(opening.page, figure));
    else if (plain->front.session->worker)
        (void)requests_say_limit(plain->front.session);
}

static void found(struct front *front) {
    plain_front_hit(plain_of(front));
}

void plain_front_hit(struct plain *plain) {
    const struct session *session = plain->front.session;
    const struct account *account = session_selected(session);
    if (account && session->search_text && !session->message &&
        match_account(&session->search, MATCH_ANYWHERE, account) == VERDICT_YES)
        plain->tell.reading = PLAIN_READ_HIT;
}

/* When text is shown in ASCII: the escape of JSON, which loses nothing, else the nearest sign. */
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

/* A copy must lose nothing: characters that a terminal would not show are already written in
 * another way, so the rest goes out as it is. */
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

/* A line waits for it. */
static void write_list(struct front *front, const char *path) {
    struct list_file *file = NULL;
    list_file_begin(&file, front->session, path);
    list_file_finish(&file, front->session);
}

static void copy(struct front *front, enum extract_kind kind, const struct account *const *accounts,
                 size_t count) {
    enum extract_kind shown = kind == EXTRACT_CSV ? EXTRACT_CSV_SHOWN : kind;
    struct buf text;
    buf_init(&text, COPY_MAX);
    struct extract extract = extract_accounts(shown, accounts, count, &text);
    if (text.overflowed)
        session_say(front->session, TONE_WARNING,
                    "That is more than is printed at once: mark fewer.");
    else if (extract.taken)
        tell_copy(plain_of(front), buf_text(&text), kind == EXTRACT_JSON);
    else
        marking_say_none(front->session);
    buf_fini(&text);
}

static void show(struct front *front) {
    struct plain *plain = plain_of(front);
    plain->reads_view = plain_view_show(&plain->view, front, &plain->out, rows_at_once(plain));
}

static void detail(struct front *front) {
    plain_account_detail(&plain_of(front)->out, front->session);
}

static void show_list(struct front *front) {
    (void)front; /* it closes after every command that is not the view's */
}

static bool close_nothing(struct front *front) {
    (void)front;
    return false;
}

static const struct front_ops ops = {.visits = true,
                                     .is_shown = is_shown,
                                     .shows_row_price = shows_row_price,
                                     .shows_question = shows_question,
                                     .step = step,
                                     .jump = jump,
                                     .found = found,
                                     .show = show,
                                     .show_list = show_list,
                                     .detail = detail,
                                     .close = close_nothing,
                                     .ask_account = ask_account,
                                     .write = write_list,
                                     .copy = copy};

void plain_front_init(struct plain *plain, struct session *session, const struct bindings *keys,
                      int out_fd) {
    *plain = (struct plain){.rows = 0};
    front_init(&plain->front, &ops, session);
    if (keys)
        plain->front.bindings = *keys;
    plain_out_init(&plain->out, out_fd);
    plain_tell_init(&plain->tell);
}

void plain_front_fini(struct plain *plain) {
    front_fini(&plain->front);
    view_close_all(&plain->view);
    plain_tell_fini(&plain->tell);
    plain_out_fini(&plain->out);
}

static bool run_in_view(struct plain *plain, enum command command, const char *argument) {
    if (!plain->view || *argument)
        return false;
    session_hush(plain->front.session);
    return plain_view_run(plain->view, command, &plain->out, rows_at_once(plain));
}

void plain_front_run(struct plain *plain, enum command command, const char *argument) {
    plain->reads_view = run_in_view(plain, command, argument);
    if (!plain->reads_view)
        front_run(&plain->front, command, argument);
    if (!plain->reads_view)
        view_close_all(&plain->view);
}

void plain_front_tell(struct plain *plain) {
    const struct place *place = plain->front.session->trail.current;
    plain_tell_all(&plain->tell, &plain->out, plain->front.session, rows_at_once(plain));
    /* A listener must hear that a command was accepted, or why it did nothing. */
    bool is_silent = plain->out.lines == plain->lines && !plain->front.prompt.question;
    if (is_silent && place && !place->list->count)
        plain_list_title(&plain->out, plain->front.session);
    else if (is_silent)
        plain_out_line(&plain->out, "Nothing has changed.");
    plain->lines = SIZE_MAX;
}

void plain_front_say_cancelled(struct plain *plain, enum prompt_question question) {
    bool is_price = question == PROMPT_CONFIRM || question == PROMPT_AMOUNT;
    plain_out_line(&plain->out, "Cancelled.%s", is_price ? " Nothing was spent." : "");
}

void plain_front_escape(struct plain *plain) {
    enum prompt_question question = plain->front.prompt.question;
    if (!question) {
        front_run(&plain->front, COMMAND_ESCAPE, "");
        return;
    }
    (void)front_prompt_key(&plain->front, KEY_CODE_ESCAPE);
    plain_front_say_cancelled(plain, question);
}
