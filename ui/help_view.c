/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: every command with its keys, from the two tables. */
#include "ui/scene.h"

#include "ui/bindings.h"

enum { WORDS_MAX = 512, KEYS_COLS = 22 };

int64_t help_view_lines(void) {
    return COMMAND_COUNT - 1;
}

static void draw_command(struct screen *screen, const struct scene *scene, int row,
                         enum command command) {
    const struct command_info *info = command_info(command);
    int cols = scene->layout.cols;
    int keys_cols = cols > 3 * KEYS_COLS ? KEYS_COLS : cols / 3;
    struct buf keys;
    buf_init(&keys, WORDS_MAX);
    bindings_keys(command, &keys);
    screen_put(screen, row, 1, keys_cols, ROLE_ACCENT, buf_text(&keys));
    screen_put(screen, row, keys_cols + 2, 1, ROLE_WARNING, info->can_spend ? "$" : "");
    screen_put(screen, row, keys_cols + 4, cols - keys_cols - 4, ROLE_TEXT, info->help);
    buf_fini(&keys);
}

void help_view_draw(struct screen *screen, const struct scene *scene) {
    const struct layout *layout = &scene->layout;
    int64_t line = scene->help_top;
    int row = 1;
    for (; row < layout->status_row && line < help_view_lines(); row++, line++)
        draw_command(screen, scene, row, (enum command)(line + 1));
    bool has_more = line < help_view_lines() || scene->help_top > 0;
    screen_put(screen, 0, 1, layout->cols - 1, ROLE_STRONG,
               has_more ? "Keys · $ may spend credits · PgDn shows more · q goes back"
                        : "Keys · $ may spend credits · q goes back");
    screen_cursor(screen, 0, 0);
}
