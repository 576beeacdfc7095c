/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: commands with their keys, from the two tables. */
#include "ui/scene.h"

#include "base/text.h"
#include "ui/bindings.h"

enum { WORDS_MAX = 512, KEYS_COLS = 22 };

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

/* What is typed stands in the place of the words that say that one may. */
static void draw_title(struct screen *screen, const struct scene *scene) {
    const struct help_pane *help = scene->help;
    int cols = scene->layout.cols, col = 1;
    if (!help->typed.len) {
        screen_put(screen, 0, 1, cols - 1, ROLE_STRONG,
                   "Keys · type to find one · $ may spend credits · Esc goes back");
        screen_cursor(screen, 0, 0);
        return;
    }
    col += screen_put(screen, 0, col, cols - col, ROLE_STRONG, "Keys: ");
    int end = col + screen_put(screen, 0, col, cols - col, ROLE_ACCENT, help->typed.text);
    screen_put(screen, 0, end + 2, cols - end - 2, ROLE_DIM,
               help->count ? "Esc goes back" : "no key is described so · Esc goes back");
    screen_cursor(screen, 0, end < cols ? end : cols - 1);
}

void help_view_draw(struct screen *screen, const struct scene *scene) {
    const struct help_pane *help = scene->help;
    int64_t line = help->top;
    for (int row = 1; row < scene->layout.status_row && line < help->count; row++, line++)
        draw_command(screen, scene, row, help->found[line]);
    draw_title(screen, scene);
}
