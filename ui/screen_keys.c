/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "ui/screen_keys.h"

#include "ui/key.h"

#include <curses.h>
#include <poll.h>
#include <sys/ioctl.h>

/* Codes of our own for define_key(), above all of curses' own. */
enum { SCREEN_KEY_PASTE_BEGIN = 0x2000, SCREEN_KEY_PASTE_END };

/* Bracketed paste; and the arrows in both of their forms, because a terminal may be in either
 * state. */
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
};

void screen_keys_define(void) {
    for (size_t i = 0; i < sizeof defined / sizeof *defined; i++)
        define_key(defined[i].sequence, defined[i].code);
}

void screen_keys_start(void) {
    keypad(stdscr, TRUE);
}

static int from_function_key(wint_t code) {
    switch (code) {
    case KEY_UP:
        return KEY_CODE_UP;
    case KEY_DOWN:
        return KEY_CODE_DOWN;
    case KEY_LEFT:
        return KEY_CODE_LEFT;
    case KEY_RIGHT:
        return KEY_CODE_RIGHT;
    case KEY_PPAGE:
        return KEY_CODE_PAGE_UP;
    case KEY_NPAGE:
        return KEY_CODE_PAGE_DOWN;
    case KEY_HOME:
        return KEY_CODE_HOME;
    case KEY_END:
        return KEY_CODE_END;
    case KEY_ENTER:
        return KEY_CODE_ENTER;
    case KEY_BACKSPACE:
        return KEY_CODE_BACKSPACE;
    case KEY_DC:
        return KEY_CODE_DELETE;
    case SCREEN_KEY_PASTE_BEGIN:
        return KEY_CODE_PASTE_BEGIN;
    case SCREEN_KEY_PASTE_END:
        return KEY_CODE_PASTE_END;
    default:
        return KEY_CODE_NONE;
    }
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

/* What follows an Escape at once is a sequence that curses does not know, or Alt and a letter. It
 * is swallowed: Alt+m must not spend, and no tail of a sequence may be taken for keys. A lone
 * Escape is itself; so is the one of Alt and a letter. */
static int after_escape(void) {
    wint_t next;
    int kind;
    while ((kind = get_wch(&next)) == OK && next == KEY_CODE_ESCAPE)
        continue;
    if (kind != OK || (next != '[' && next != 'O'))
        return KEY_CODE_ESCAPE;
    while (get_wch(&next) == OK)
        if (next >= '@' && next <= '~')
            break;
    return KEY_CODE_NONE;
}

static int from_character(wint_t code) {
    switch (code) {
    case '\r':
    case '\n':
        return KEY_CODE_ENTER;
    case 0x7F:
    case '\b':
        return KEY_CODE_BACKSPACE;
    case KEY_CODE_ESCAPE:
        return after_escape();
    default:
        return (int)code;
    }
}

int screen_keys_next(int fd, bool *has_ended) {
    wint_t code;
    for (;;) {
        int kind = get_wch(&code);
        if (kind == ERR) {
            *has_ended = is_hung_up(fd);
            return KEY_CODE_NONE;
        }
        int key = kind == KEY_CODE_YES ? from_function_key(code) : from_character(code);
        if (key != KEY_CODE_NONE)
            return key;
    }
}
