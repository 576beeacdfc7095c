/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "ui/screen_keys.h"

#include "base/key.h"
#include "base/text.h"

#include <curses.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>

/* Codes of our own for define_key(), above all of curses' own. */
enum { SCREEN_KEY_PASTE_BEGIN = 0x2000, SCREEN_KEY_PASTE_END };

enum { SEQUENCE_MAX = 32, OLD_REPORT_LEN = 3 };

/* What a report of the mouse calls its buttons, and the keys held down with them. */
enum {
    REPORT_BUTTON = 0,
    REPORT_WHEEL_UP = 64,
    REPORT_WHEEL_DOWN = 65,
    REPORT_MODIFIERS = 4 | 8 | 16
};

/* Bracketed paste; the arrows in both of their forms, because a terminal may be in either state;
 * and keys that nearly all terminals send so, whatever the description of theirs has. */
static const struct {
    const char *sequence;
    int code;
} defined[] = {
    {"\033[200~", SCREEN_KEY_PASTE_BEGIN},
    {"\033[201~", SCREEN_KEY_PASTE_END},
    {"\033[A", KEY_UP},
    {"\033OA", KEY_UP},
    {"\033[B", KEY_DOWN},
    {"\033OB", KEY_DOWN},
    {"\033[C", KEY_RIGHT},
    {"\033OC", KEY_RIGHT},
    {"\033[D", KEY_LEFT},
    {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},
    {"\033OH", KEY_HOME},
    {"\033[F", KEY_END},
    {"\033OF", KEY_END},
    {"\033[2~", KEY_IC},
    {"\033[Z", KEY_BTAB},
    {"\033OP", KEY_F(1)},
    {"\033OQ", KEY_F(2)},
    {"\033OR", KEY_F(3)},
    {"\033OS", KEY_F(4)},
    {"\033[11~", KEY_F(1)},
    {"\033[12~", KEY_F(2)},
    {"\033[13~", KEY_F(3)},
    {"\033[14~", KEY_F(4)},
    {"\033[15~", KEY_F(5)},
    {"\033[17~", KEY_F(6)},
    {"\033[18~", KEY_F(7)},
    {"\033[19~", KEY_F(8)},
    {"\033[20~", KEY_F(9)},
    {"\033[21~", KEY_F(10)},
    {"\033[23~", KEY_F(11)},
    {"\033[24~", KEY_F(12)},
};

/* Curses takes what begins a report of the mouse for a key, also where it does not read the rest: a
 * program that died with the mouse on must not leave clicks that are taken for typing. The new form
 * is read here. */
static void define_mouse(bool is_on) {
    const char *sequence = tigetstr("kmous");
    if (sequence && sequence != (const char *)-1)
        define_key(sequence, is_on && !strchr(sequence, '<') ? KEY_MOUSE : 0);
}

void screen_keys_define(void) {
    define_mouse(false);
    for (size_t i = 0; i < sizeof defined / sizeof *defined; i++)
        define_key(defined[i].sequence, defined[i].code);
}

/* Whoever had the terminal meanwhile may have switched it off. */
static void renew_mouse(void) {
    mmask_t wanted = 0;
    mousemask(0, &wanted);
    if (wanted)
        mousemask(wanted, NULL);
}

void screen_keys_use_mouse(void) {
    define_mouse(true);
    mouseinterval(0); /* a press is told at once, not when it is known to be no double click */
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}

void screen_keys_start(void) {
    keypad(stdscr, TRUE);
    renew_mouse();
}

/* The old form, which curses reads. */
static int from_mouse(void) {
    MEVENT event;
    struct key_gesture mouse;
    if (getmouse(&event) != OK)
        return KEY_CODE_NONE;
    mouse = (struct key_gesture){KEY_MOUSE_CLICK, event.y, event.x};
    if (event.bstate & BUTTON4_PRESSED)
        mouse.kind = KEY_MOUSE_WHEEL_UP;
    else if (event.bstate & BUTTON5_PRESSED)
        mouse.kind = KEY_MOUSE_WHEEL_DOWN;
    else if (!(event.bstate & BUTTON1_PRESSED))
        return KEY_CODE_NONE;
    return key_of_mouse(&mouse);
}

static const struct {
    int code;
    int key;
} function_keys[] = {
    {KEY_UP, KEY_CODE_UP},
    {KEY_DOWN, KEY_CODE_DOWN},
    {KEY_LEFT, KEY_CODE_LEFT},
    {KEY_RIGHT, KEY_CODE_RIGHT},
    {KEY_PPAGE, KEY_CODE_PAGE_UP},
    {KEY_NPAGE, KEY_CODE_PAGE_DOWN},
    {KEY_HOME, KEY_CODE_HOME},
    {KEY_END, KEY_CODE_END},
    {KEY_ENTER, KEY_CODE_ENTER},
    {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
    {KEY_IC, KEY_CODE_INSERT},
    {KEY_DC, KEY_CODE_DELETE},
    {KEY_BTAB, KEY_CODE_SHIFT_TAB},
    {SCREEN_KEY_PASTE_BEGIN, KEY_CODE_PASTE_BEGIN},
    {SCREEN_KEY_PASTE_END, KEY_CODE_PASTE_END},
};

static int from_function_key(int code) {
    if (code == KEY_MOUSE)
        return from_mouse();
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return KEY_CODE_F0 + code - KEY_F(0);
    for (size_t i = 0; i < sizeof function_keys / sizeof *function_keys; i++)
        if (function_keys[i].code == code)
            return function_keys[i].key;
    return KEY_CODE_NONE;
}

/* Readable, and nothing there to read: the other side has gone. */
static bool is_hung_up(int fd) {
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    int waiting = 0;
    if (poll(&poll_fd, 1, 0) <= 0)
        return false;
    if (poll_fd.revents & (POLLHUP | POLLERR | POLLNVAL))
        return true;
    return ioctl(fd, FIONREAD, &waiting) < 0 || waiting == 0;
}

static int place_of(long figure) {
    return figure > KEY_MOUSE_PLACE_MAX ? KEY_MOUSE_PLACE_MAX : (int)figure - 1;
}

/* A report of the mouse in the new form: `<0;10;8` is a button, a column and a row, and M behind
 * them that it went down. Curses itself would wait for the end of it, however long. */
static int from_report(const char *report, int last) {
    long figures[3];
    struct key_gesture gesture = {.kind = KEY_MOUSE_CLICK};
    if (*report != '<' || last != 'M' || !has_mouse())
        return KEY_CODE_NONE;
    for (int i = 0; i < 3; i++) {
        char *end;
        figures[i] = strtol(report + 1, &end, 10);
        if (end == report + 1 || figures[i] < 0 || *end != (i < 2 ? ';' : '\0'))
            return KEY_CODE_NONE;
        report = end;
    }
    long button = figures[0] & ~(long)REPORT_MODIFIERS;
    if (button != REPORT_BUTTON && button != REPORT_WHEEL_UP && button != REPORT_WHEEL_DOWN)
        return KEY_CODE_NONE;
    if (button != REPORT_BUTTON)
        gesture.kind = button == REPORT_WHEEL_UP ? KEY_MOUSE_WHEEL_UP : KEY_MOUSE_WHEEL_DOWN;
    gesture.col = place_of(figures[1]);
    gesture.row = place_of(figures[2]);
    return key_of_mouse(&gesture);
}

/* One by one, so that none is lost: curses decodes only what its locale knows, and throws away what
 * stands behind a byte that it cannot. */
static bool is_byte(int code) {
    return code >= 0 && code < KEY_MIN;
}

/* A character (OK), a function key (KEY_CODE_YES), or ERR when there is no more, or not yet. */
static int next_code(struct screen_keys *keys, int *code) {
    uint32_t character;
    while (!charset_take(&keys->charset, &character)) {
        *code = getch();
        if (*code == ERR)
            return ERR;
        if (is_byte(*code)) {
            charset_put(&keys->charset, (unsigned char)*code);
        } else if (charset_end(&keys->charset)) {
            ungetch(*code);
            character = CHARSET_REPLACEMENT;
            break;
        } else {
            return KEY_CODE_YES;
        }
    }
    *code = (int)character;
    return OK;
}

/* The same of the character behind an Escape, whose bytes may come a little later. */
static int next_behind_escape(struct screen_keys *keys, int *code) {
    int kind = next_code(keys, code);
    if (kind != ERR || !keys->charset.len)
        return kind;
    timeout(get_escdelay());
    kind = next_code(keys, code);
    nodelay(stdscr, TRUE);
    return kind;
}

/* A sequence that curses does not know: its end may come a little later. An old mouse tells of a
 * button in three more characters, which could be any key. */
static int after_sequence_start(void) {
    char text[SEQUENCE_MAX] = "";
    size_t len = 0;
    int next;
    timeout(get_escdelay());
    for (; is_byte(next = getch()) && (next < '@' || next > '~'); len++)
        if (len + 1 < sizeof text)
            text[len] = next < '@' ? (char)next : '?';
    int rest = !len && next == 'M' ? OLD_REPORT_LEN : 0;
    while (rest-- > 0)
        getch();
    nodelay(stdscr, TRUE);
    return is_byte(next) ? from_report(text, next) : KEY_CODE_TORN;
}

/* What follows an Escape at once is a sequence that curses does not know, and no tail of it may be
 * taken for keys; or a character that was typed with Alt. A lone Escape is itself. */
static int after_escape(struct screen_keys *keys) {
    int next;
    int kind = next_behind_escape(keys, &next);
    bool is_alt = kind == OK && next != KEY_CODE_ESCAPE;
    while (kind == OK && next == KEY_CODE_ESCAPE)
        kind = next_behind_escape(keys, &next);
    if (kind == OK && (next == '[' || next == 'O'))
        return after_sequence_start();
    is_alt = is_alt && next > ' ' && key_is_text(next);
    return is_alt ? KEY_CODE_ALT + next : KEY_CODE_ESCAPE;
}

static int from_character(struct screen_keys *keys, int code) {
    switch (code) {
    case '\r':
    case '\n':
        return KEY_CODE_ENTER;
    case 0x7F:
    case '\b':
        return KEY_CODE_BACKSPACE;
    case KEY_CODE_ESCAPE:
        return after_escape(keys);
    default:
        return code;
    }
}

void screen_keys_init(struct screen_keys *keys) {
    char name[TEXT_CHARSET_MAX];
    charset_init(&keys->charset, text_charset(name));
}

void screen_keys_fini(struct screen_keys *keys) {
    charset_fini(&keys->charset);
}

int screen_keys_next(struct screen_keys *keys, int fd, bool *has_ended) {
    for (;;) {
        int code;
        int kind = next_code(keys, &code);
        if (kind == ERR) {
            *has_ended = is_hung_up(fd);
            return KEY_CODE_NONE;
        }
        int key = kind == KEY_CODE_YES ? from_function_key(code) : from_character(keys, code);
        if (key != KEY_CODE_NONE)
            return key;
    }
}
