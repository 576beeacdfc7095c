/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/screen_title.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

/* Terminals whose descriptions have no status line, although their title can be set. */
static bool is_xterm_kin(const char *term) {
    static const char *const kin[] = {"xterm", "tmux", "screen"};
    for (size_t i = 0; term && i < sizeof kin / sizeof *kin; i++)
        if (strncmp(term, kin[i], strlen(kin[i])) == 0)
            return true;
    return false;
}

static const char *capability(const char *name) {
    const char *sequence = tigetstr(name);
    return sequence == (const char *)-1 ? NULL : sequence;
}

void screen_title_init(struct screen_title *title, const char *term, bool is_wanted) {
    *title = (struct screen_title){0};
    if (!is_wanted)
        return;
    title->has_xterm = is_xterm_kin(term);
    title->begin = title->has_xterm ? NULL : capability("tsl");
    title->end = title->begin ? capability("fsl") : NULL;
}

void screen_title_fini(struct screen_title *title) {
    free(title->text);
    *title = (struct screen_title){0};
}

void screen_title_set(struct screen_title *title, const char *text) {
    struct buf shown;
    size_t len = strlen(text), cut = text_cut(text, len, SCREEN_TITLE_COLS);
    buf_init(&shown, (size_t)SCREEN_TITLE_COLS * TEXT_PIECE_MAX);
    text_reveal(&shown, text, cut);
    if (cut < len)
        text_reveal(&shown, "…", strlen("…"));
    if (!title->text || strcmp(title->text, buf_text(&shown))) {
        free(title->text);
        title->text = mem_dup(buf_text(&shown));
        title->is_sent = false;
    }
    buf_fini(&shown);
}

void screen_title_put(struct screen_title *title, const struct screen_output *output) {
    if (title->is_sent || !title->text)
        return;
    title->is_sent = true;
    if (title->has_xterm) {
        screen_output_put(output, title->is_saved ? "\033]2;" : "\033[22;2t\033]2;");
        title->is_saved = true;
        screen_output_put(output, title->text);
        screen_output_put(output, "\007");
    } else if (title->begin && title->end) {
        screen_output_put_capability(output, tiparm(title->begin, 0));
        screen_output_put(output, title->text);
        screen_output_put_capability(output, title->end);
    }
}

void screen_title_give_back(struct screen_title *title, const struct screen_output *output) {
    if (title->is_saved)
        screen_output_put(output, "\033[23;2t");
    title->is_sent = title->is_saved = false;
}
