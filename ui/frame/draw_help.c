/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: commands with their keys. */
#include "ui/frame/scene.h"

#include "base/text.h"
#include "view/wrap.h"

#include <string.h>

enum { WORDS_MAX = 512, KEYS_COLS = 22, COLS_FOR_ONE_ROW = 4 * KEYS_COLS - 8, NARROW_ROWS = 3 };

static bool is_narrow(const struct layout *layout) {
    return layout->cols < COLS_FOR_ONE_ROW;
}

int draw_help_entries(const struct layout *layout) {
    int rows = (layout->status_row - 1) / (is_narrow(layout) ? NARROW_ROWS : 1);
    return rows > 1 ? rows : 1;
}

/* The keys, and below them what they do, in two rows. */
static void draw_narrow(struct screen *screen, const struct scene *scene, int row,
                        const struct command_info *info, const char *keys) {
    int cols = scene->layout.cols, end = scene->layout.status_row;
    int col = 1 + screen_put(screen, row, 1, cols - 2, ROLE_ACCENT, keys);
    const char *text = info->help;
    struct buf line;
    screen_put(screen, row, col + 1, cols - col - 1, ROLE_WARNING,
               (info->flags & COMMAND_SPENDS) ? "$" : "");
    buf_init(&line, WORDS_MAX);
    if (row + 1 < end && wrap_next(&text, (size_t)cols - 4, &line))
        screen_put(screen, row + 1, 3, cols - 3, ROLE_TEXT, buf_text(&line));
    if (row + 2 < end && *text)
        screen_put(screen, row + 2, 3, cols - 3, ROLE_TEXT, text + strspn(text, " "));
    buf_fini(&line);
}

static void draw_wide(struct screen *screen, const struct scene *scene, int row,
                      const struct command_info *info, const char *keys) {
    int cols = scene->layout.cols;
    screen_put(screen, row, 1, KEYS_COLS, ROLE_ACCENT, keys);
    screen_put(screen, row, KEYS_COLS + 2, 1, ROLE_WARNING,
               (info->flags & COMMAND_SPENDS) ? "$" : "");
    screen_put(screen, row, KEYS_COLS + 4, cols - KEYS_COLS - 4, ROLE_TEXT, info->help);
}

static void draw_command(struct screen *screen, const struct scene *scene, int row,
                         enum command command) {
    struct buf keys;
    buf_init(&keys, WORDS_MAX);
    bindings_keys(scene->help->bindings, command, &keys);
    if (!keys.len)
        buf_format(&keys, ":%s", command_info(command)->name);
    (is_narrow(&scene->layout) ? draw_narrow : draw_wide)(screen, scene, row, command_info(command),
                                                          buf_text(&keys));
    buf_fini(&keys);
}

/* As many whole sentences as fit. */
static void draw_nothing_found(struct screen *screen, const struct scene *scene) {
    static const char *const sentences[] = {
        "No matching command. Esc goes back. Backspace deletes the last letter.",
        "No matching command. Esc goes back."};
    size_t cols = (size_t)scene->layout.cols - 2;
    int rows = scene->layout.status_row - 1;
    const char *text = sentences[(int)wrap_count(sentences[0], cols) > rows];
    struct buf line;
    buf_init(&line, WORDS_MAX);
    for (int row = 1; row <= rows && wrap_next(&text, cols, &line); row++)
        screen_put(screen, row, 1, (int)cols, ROLE_TEXT, buf_text(&line));
    buf_fini(&line);
}

/* Typed text replaces the invitation to type. */
static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct help_view *help = scene->help;
    int cols = scene->layout.cols, col = 1;
    if (!help->typed.len) {
        screen_put(screen, 0, 1, cols - 1, ROLE_STRONG,
                   help->is_unknown ? "Keys · no such key here · Esc goes back"
                   : is_narrow(&scene->layout)
                       ? "Keys · type to find one"
                       : "Keys · type to find one · $ may spend credits · Esc goes back");
        screen_cursor(screen, 0, 0);
        return;
    }
    col += screen_put(screen, 0, col, cols - col, ROLE_STRONG, "Keys: ");
    int end = col + screen_put(screen, 0, col, cols - col, ROLE_ACCENT, help->typed.text);
    screen_put(screen, 0, end + 2, cols - end - 2, ROLE_DIM,
               help->is_unknown ? "no such key here"
               : help->count    ? "Esc goes back"
                                : "");
    screen_cursor(screen, 0, end < cols ? end : cols - 1);
}

void draw_help(struct screen *screen, const struct scene *scene) {
    const struct help_view *help = scene->help;
    int64_t line = help->top;
    int step = is_narrow(&scene->layout) ? NARROW_ROWS : 1;
    for (int row = 1; row < scene->layout.status_row && line < help->count; row += step, line++)
        draw_command(screen, scene, row, help->found[line]);
    if (!help->count)
        draw_nothing_found(screen, scene);
    draw_title(screen, scene);
}
