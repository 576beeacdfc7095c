/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help (view/help_text.h); text that is typed finds a part of it. */
#include "view/view.h"

#include "base/key.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/edit.h"
#include "view/help_text.h"

#include <stdlib.h>

struct help {
    struct edit typed;
    bool is_unknown; /* the last key had no meaning here */
};

static bool open_help(struct view *view, const char *argument) {
    struct help *help = view->own;
    edit_init(&help->typed);
    edit_put(&help->typed, argument);
    return true;
}

/* Letters are typed, even q, so that quit can be found. ? is in no command's text, so it closes the
 * help that it opened. */
static bool leaves(const struct help *help, int key, enum command command) {
    if (key_is_text(key))
        return !help->typed.len && key == '?';
    return command == COMMAND_LEAVE || command == COMMAND_HELP;
}

/* Editing keys may have nothing to do in an empty line. */
static bool is_edited(const struct help *help, const struct edit *before) {
    return before->len != help->typed.len || before->cursor != help->typed.cursor;
}

/* ^U clears a line that is typed, as in every prompt, and scrolls where there is none. */
static bool is_move(struct view *view, int key, enum command command) {
    const struct help *help = view->own;
    bool is_edit = key_is_text(key) || (help->typed.len && edit_has_control(key));
    return !is_edit && view_move(view, command);
}

static enum view_result run(struct view *view, int key, enum command command) {
    struct help *help = view->own;
    const struct edit before = help->typed;
    bool is_typed = key_is_text(key) && (key != 'Q' || help->typed.len);
    if (command_has(command, COMMAND_BLIND) && !is_typed)
        return VIEW_UNKNOWN;
    help->is_unknown = false;
    if (is_move(view, key, command))
        return VIEW_DONE;
    if (leaves(help, key, command))
        return VIEW_LEFT;
    /* Held too long, it must not lead letters that are typed on to the list. */
    if (key == KEY_CODE_BACKSPACE && !help->typed.len)
        return VIEW_DONE;
    enum edit_result result = edit_key(&help->typed, key);
    if (result != EDIT_GOES_ON)
        return result == EDIT_CANCELLED ? VIEW_LEFT : VIEW_DONE;
    view->top = 0;
    help->is_unknown = !key_is_text(key) && !is_edited(help, &before);
    return VIEW_DONE;
}

static void add_lines_of_plain(struct document *body) {
    static const char *const lines[] = {
        "Type a command by its name, as much of it as is needed, or by one of its keys, and Enter.",
        "An empty line reads on; a number selects that row; list reads the rows again; rows N "
        "reads N rows at once; help WORD finds commands.",
        "/TEXT searches, &FILTER filters, @NAME opens. A line that begins with # is a comment. "
        "Ctrl-C cancels, Ctrl-D quits."};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        document_wrap(body, 0, ROLE_TEXT, lines[i]);
}

/* Typed text replaces the invitation to type. */
static void make_title(struct view *view) {
    static const char head[] = "Help: ";
    const struct help *help = view->own;
    struct line *line = &view->title;
    view->cursor_col = 0;
    if (!help->typed.len) {
        line_add(line, ROLE_STRONG, 0, "Help");
        line_add(line, ROLE_DIM, 0,
                 help->is_unknown ? " · no such key here" : " · type to find a key");
        line_add(line, ROLE_DIM, 1, help->is_unknown ? "" : " · $ may spend credits");
        return;
    }
    line_add(line, ROLE_STRONG, 0, "%s", head);
    line_add(line, ROLE_ACCENT, 0, "%s", help->typed.text);
    if (help->is_unknown)
        line_add(line, ROLE_DIM, 1, "  no such key here");
    char *before = mem_dup_n(help->typed.text, help->typed.cursor);
    view->cursor_col = 1 + (int)(text_width(head) + text_width(before));
    free(before);
}

/* The view that it was opened from. */
static const struct hint *keys_before(const struct view *view) {
    const struct view *behind = view->behind;
    return behind && behind->ops->keys ? behind->ops->keys(behind) : NULL;
}

static void read_help(struct view *view) {
    const struct help *help = view->own;
    help_text_make(&view->body, &(struct help_text){
                                    .bindings = &view->front->bindings,
                                    .first = keys_before(view),
                                    .first_name = view->behind ? view->behind->ops->name : NULL,
                                    .typed = help->typed.text,
                                    .rows = view->rows,
                                    .cols = view->cols ? view->cols - 2 : 0,
                                });
    if (view->cols)
        make_title(view);
    else if (!help->typed.len)
        add_lines_of_plain(&view->body);
    view->nothing = view->cols ? "No matching command. Esc goes back." : "No matching command.";
}

const struct view_ops help_view = {.command = COMMAND_HELP,
                                   .name = "help",
                                   .title = "Keys",
                                   .flags = VIEW_IS_WHOLE | VIEW_IS_TYPED | VIEW_GOES_BACK,
                                   .size = sizeof(struct help),
                                   .open = open_help,
                                   .run = run,
                                   .read = read_help};
