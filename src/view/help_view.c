/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: the commands with their keys; text that is typed finds some of them. */
#include "view/view.h"

#include "base/key.h"
#include "base/text.h"
#include "command/edit.h"
#include "model/match.h"

enum { WORDS_MAX = 1024, HELP_INDENT = 2, KEYS_COLS = 22, COLS_FOR_ONE_ROW = 4 * KEYS_COLS - 8 };

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

static bool is_move(struct view *view, int key, enum command command) {
    return !key_is_text(key) && view_move(view, command);
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
    enum edit_result result = edit_key(&help->typed, key);
    if (result != EDIT_GOES_ON)
        return result == EDIT_CANCELLED ? VIEW_LEFT : VIEW_DONE;
    view->top = 0;
    help->is_unknown = !key_is_text(key) && !is_edited(help, &before);
    return VIEW_DONE;
}

static void add_sentence(struct document *body, const struct command_info *info, const char *keys) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "%s%s%s (%s): %s%s.", info->name, info->argument ? " " : "",
               info->argument ? info->argument : "", keys, info->help,
               (info->flags & COMMAND_SPENDS) ? "; may spend credits" : "");
    document_wrap(body, 0, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

/* Keys and help beside one another, or below where there is no room. */
static void add_row(struct document *body, const struct command_info *info, const char *keys,
                    bool is_narrow) {
    int cost_col = is_narrow ? (int)text_width(keys) + 1 : KEYS_COLS + 1;
    document_begin(body, 0);
    document_place(body, 0, is_narrow ? 0 : KEYS_COLS, ROLE_ACCENT, keys);
    if (info->flags & COMMAND_SPENDS)
        document_place(body, cost_col, 1, ROLE_WARNING, "$");
    if (is_narrow)
        document_wrap(body, HELP_INDENT, ROLE_TEXT, info->help);
    else
        document_place(body, KEYS_COLS + 3, 0, ROLE_TEXT, info->help);
}

static void find(struct view *view) {
    const struct help *help = view->own;
    struct match match;
    struct buf keys;
    match_init(&match, help->typed.text, help->typed.len);
    buf_init(&keys, WORDS_MAX);
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const struct command_info *info = command_info(command);
        buf_clear(&keys);
        bindings_keys(&view->front->bindings, command, &keys);
        if (!match_has(&match, info->name) && !match_has(&match, info->help) &&
            !match_has(&match, buf_text(&keys)))
            continue;
        if (!view->cols)
            add_sentence(&view->body, info, buf_text(&keys));
        else if (!keys.len)
            buf_format(&keys, ":%s", info->name);
        if (view->cols)
            add_row(&view->body, info, buf_text(&keys), view->cols < COLS_FOR_ONE_ROW);
    }
    buf_fini(&keys);
    match_fini(&match);
}

static void add_lines_of_plain(struct document *body) {
    static const char *const lines[] = {
        "Type a command by its name, as much of it as is needed, or by one of its keys, and Enter.",
        "An empty line reads on; a number selects that row; list reads the rows again; rows N "
        "reads N rows at once; help WORD finds commands.",
        "/TEXT searches, &FILTER filters, @NAME opens; what begins with # is a remark. Ctrl-C gets "
        "you out of what waits, Ctrl-D leaves."};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        document_wrap(body, 0, ROLE_TEXT, lines[i]);
}

/* Typed text replaces the invitation to type. */
static void make_title(struct view *view) {
    const struct help *help = view->own;
    struct line *line = &view->title;
    bool is_narrow = view->cols < COLS_FOR_ONE_ROW;
    view->cursor_col = 0;
    if (!help->typed.len) {
        line_add(line, ROLE_STRONG, 0, "%s",
                 help->is_unknown ? "Keys · no such key here · Esc goes back"
                 : is_narrow      ? "Keys · type to find one"
                             : "Keys · type to find one · $ may spend credits · Esc goes back");
        return;
    }
    line_add(line, ROLE_STRONG, 0, "Keys: ");
    line_add(line, ROLE_ACCENT, 0, "%s", help->typed.text);
    if (help->is_unknown || view->body.count)
        line_add(line, ROLE_DIM, 1, help->is_unknown ? "  no such key here" : "  Esc goes back");
    view->cursor_col = 1 + (int)(text_width("Keys: ") + text_width(help->typed.text));
}

static void read_help(struct view *view) {
    const struct help *help = view->own;
    document_clear(&view->body, view->cols ? view->cols - 2 : 0);
    find(view);
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
