/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health_terminal.h"

#include "base/text.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_ROWS = 5, LEAST_COLS = 20 };

static const char *wanted_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (health_variable(names[i]))
            return health_variable(names[i]);
    return "C";
}

static void look_at_locale(struct health *health, bool is_ascii_wanted) {
    const char *wanted = wanted_locale(), *used = setlocale(LC_CTYPE, NULL);
    locale_t found = newlocale(LC_CTYPE_MASK, wanted, (locale_t)0);
    bool is_ascii = text_is_ascii() && !is_ascii_wanted;
    char charset[64] = "";
    if (found) {
        snprintf(charset, sizeof charset, "%s", nl_langinfo_l(CODESET, found));
        freelocale(found);
    }
    if (is_ascii && !text_has_utf8_locale())
        health_say(
            health, HEALTH_PROBLEM, "locale",
            "no UTF-8 locale is installed, so text is ASCII only and names in other scripts are "
            "unreadable");
    else if (is_ascii)
        health_say(health, HEALTH_NOTE, "locale", "%s is not UTF-8, so text is ASCII only", wanted);
    else if (!found)
        health_say(health, HEALTH_NOTE, "locale", "%s is not installed; %s is used instead", wanted,
                   used);
    else if (strcmp(charset, "UTF-8") != 0)
        health_say(health, HEALTH_NOTE, "locale", "%s is %s, not UTF-8; %s is used instead", wanted,
                   charset, used);
    else
        health_say(health, HEALTH_OK, "locale", "%s, UTF-8", wanted);
}

static void look_at_type(struct health *health, const struct health_terminal *terminal) {
    const char *term = health_variable("TERM");
    char colours[48] = "no colours";
    if (terminal->colours > 0)
        snprintf(colours, sizeof colours, "%d colours", terminal->colours);
    if (!terminal->is_known && !terminal->other)
        health_say(health, HEALTH_PROBLEM, "terminal",
                   "terminal type %s is unknown; try TERM=xterm-256color", term ? term : "“”");
    else if (!terminal->is_known)
        health_say(health, HEALTH_NOTE, "terminal", "terminal type %s is unknown; %s is assumed",
                   term ? term : "“”", terminal->other);
    else if (!terminal->can_place)
        health_say(health, HEALTH_NOTE, "terminal",
                   "%s cannot position its cursor, so the browser uses --plain", term);
    else
        health_say(health, HEALTH_OK, "terminal", "%s, %s", term, colours);
}

static void look_at_size(struct health *health, const struct health_terminal *terminal) {
    if (!terminal->is_terminal)
        health_say(health, HEALTH_NOTE, "size",
                   "not a terminal; the browser needs one unless --plain is given");
    else if (!terminal->rows || !terminal->cols)
        health_say(health, HEALTH_NOTE, "size", "the terminal does not report its size");
    else if (terminal->rows < LEAST_ROWS || terminal->cols < LEAST_COLS)
        health_say(health, HEALTH_NOTE, "size", "%d×%d is too small; the minimum is %d×%d",
                   terminal->cols, terminal->rows, LEAST_COLS, LEAST_ROWS);
    else
        health_say(health, HEALTH_OK, "size", "%d×%d", terminal->cols, terminal->rows);
}

/* A terminal name that tmux or screen documents for use inside it. */
static bool is_inner_type(const char *term) {
    return term && (strncmp(term, "tmux", 4) == 0 || strncmp(term, "screen", 6) == 0);
}

static void look_around(struct health *health) {
    bool has_tmux = health_variable("TMUX"), has_screen = health_variable("STY");
    bool is_remote = health_variable("SSH_CONNECTION") || health_variable("SSH_TTY");
    const char *inside = has_tmux ? "inside tmux" : has_screen ? "inside screen" : "";
    const char *remote = is_remote ? "over SSH" : "";
    if (!*inside && !*remote)
        health_say(health, HEALTH_OK, "line", "local: no tmux, no screen, no SSH");
    else if (*inside && !is_inner_type(health_variable("TERM")))
        health_say(health, HEALTH_NOTE, "line",
                   "%s: TERM should begin with %s, or remains of old text may stay on the screen",
                   inside, has_tmux ? "tmux or screen" : "screen");
    else
        health_say(health, HEALTH_OK, "line", "%s%s%s", inside, *inside && *remote ? ", " : "",
                   remote);
}

void health_look_at_terminal(struct health *health, const struct health_terminal *terminal) {
    look_at_locale(health, terminal->is_ascii_wanted);
    if (terminal->is_plain)
        health_say(health, HEALTH_OK, "terminal", "not needed: --plain prints lines");
    else
        look_at_type(health, terminal);
    if (!terminal->is_plain || terminal->is_terminal)
        look_at_size(health, terminal);
    look_around(health);
}
