/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "ui/terminal/screen_probe.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

static bool read_description(const char *term, struct screen_facts *facts) {
    int status;
    if (setupterm(term, STDOUT_FILENO, &status) != OK)
        return false;
    const char *address = tigetstr("cup");
    int colours = tigetnum("colors");
    facts->can_place = address && address != (const char *)-1;
    facts->colours = colours > 0 ? colours : 0;
    del_curterm(cur_term);
    return true;
}

const char *screen_probe_stand_in(const char *term) {
    bool is_emacs = term && !strncmp(term, "eterm", strlen("eterm"));
    return is_emacs ? "vt100" : "xterm-256color";
}

void screen_probe(struct screen_facts *facts) {
    struct winsize size;
    *facts = (struct screen_facts){.is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
                                   .library = curses_version()};
    facts->is_known = read_description(getenv("TERM"), facts);
    const char *other = screen_probe_stand_in(getenv("TERM"));
    if (!facts->is_known && read_description(other, facts))
        facts->other = other;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        facts->rows = size.ws_row;
        facts->cols = size.ws_col;
    }
}
