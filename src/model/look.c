/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/look.h"

#include <string.h>

static const char *const themes[LOOK_THEME_COUNT] = {[LOOK_AUTO] = "auto",
                                                     [LOOK_DARK] = "dark",
                                                     [LOOK_LIGHT] = "light",
                                                     [LOOK_SIXTEEN] = "16",
                                                     [LOOK_MONO] = "mono"};

static const char *const panes[LOOK_PANE_COUNT] = {[LOOK_PANE_AUTO] = "auto",
                                                   [LOOK_PANE_BELOW] = "below",
                                                   [LOOK_PANE_BESIDE] = "beside",
                                                   [LOOK_PANE_OFF] = "off"};

static const char *const selections[LOOK_SELECTION_COUNT] = {
    [LOOK_SELECTION_BAR] = "bar", [LOOK_SELECTION_MARK] = "mark"};

static const char *const signs[LOOK_SIGNS_COUNT] = {
    [LOOK_SIGNS_UNICODE] = "unicode", [LOOK_SIGNS_ASCII] = "ascii"};

static const struct {
    const char *name;
    enum look_choice choice;
    const char *standard;
} lists[LOOK_LIST_COUNT] = {
    [LOOK_LIST_ANY] = {"columns", LOOK_COLUMNS, COLUMNS_STANDARD},
    [LOOK_LIST_LISTS] = {"columns-lists", LOOK_COLUMNS_OF_LISTS,
                         "number sign account lists state rows age credits name"},
    [LOOK_LIST_FOLLOWED_BY] = {"columns-followed-by", LOOK_COLUMNS_OF_FOLLOWED_BY,
                               "number sign account rank state lists rows age name"},
    [LOOK_LIST_MEMBERS] = {"columns-members", LOOK_COLUMNS_OF_MEMBERS,
                           "number sign account followers lists excess state:16 region name"},
    [LOOK_LIST_FRONTIER] = {"columns-frontier", LOOK_COLUMNS_OF_FRONTIER,
                            "number sign account lists price followers state region name"},
    [LOOK_LIST_DIFFERENCE] = {"columns-difference", LOOK_COLUMNS_OF_DIFFERENCE,
                              "number sign account rank followers lists state change name"}};

enum look_choice look_columns_choice(enum look_list list) {
    return lists[list].choice;
}

const char *look_columns_name(enum look_list list) {
    return lists[list].name;
}

void look_init(struct look *look) {
    *look =
        (struct look){.theme = LOOK_AUTO, .pane = LOOK_PANE_AUTO, .selection = LOOK_SELECTION_BAR};
    for (enum look_list i = 0; i < LOOK_LIST_COUNT; i++)
        if (!columns_parse(lists[i].standard, &look->columns[i], NULL))
            columns_init(&look->columns[i]);
}

enum look_pane look_pane_of(const struct look *look, enum look_pane pane) {
    bool is_thrifty = pane == LOOK_PANE_AUTO && look->selection == LOOK_SELECTION_MARK;
    return is_thrifty ? LOOK_PANE_BELOW : pane;
}

const char *look_theme_name(enum look_theme theme) {
    return themes[theme];
}

/* The value's place among `names`; -1, with a message that lists them, for none. */
static int choose(const char *value, const char *const names[], int count, struct err *err) {
    struct buf told;
    int found = 0;
    while (found < count && strcmp(names[found], value))
        found++;
    if (found < count)
        return found;
    buf_init(&told, COLUMNS_TEXT_MAX);
    for (int i = 0; i < count; i++)
        buf_format(&told, "%s%s", !i ? "" : i + 1 < count ? ", " : " or ", names[i]);
    err_set(err, ERR_USAGE, "“%.80s” is not %s", value, buf_text(&told));
    buf_fini(&told);
    return -1;
}

static bool apply_theme(struct look *look, const char *value, struct err *err) {
    int theme = choose(value, themes, LOOK_THEME_COUNT, err);
    if (theme >= 0)
        look->theme = (enum look_theme)theme;
    return theme >= 0;
}

static bool apply_pane(struct look *look, const char *value, struct err *err) {
    int pane = choose(value, panes, LOOK_PANE_COUNT, err);
    if (pane >= 0)
        look->pane = (enum look_pane)pane;
    return pane >= 0;
}

static bool apply_selection(struct look *look, const char *value, struct err *err) {
    int selection = choose(value, selections, LOOK_SELECTION_COUNT, err);
    if (selection >= 0)
        look->selection = (enum look_selection)selection;
    return selection >= 0;
}

static bool apply_signs(struct look *look, const char *value, struct err *err) {
    int chosen = choose(value, signs, LOOK_SIGNS_COUNT, err);
    if (chosen >= 0)
        look->signs = (enum look_signs)chosen;
    return chosen >= 0;
}

static bool apply_size(int *size, const char *value, struct err *err) {
    int number = 0;
    size_t digits = strspn(value, "0123456789");
    for (size_t i = 0; i < digits && number <= LOOK_SIZE_MAX; i++)
        number = number * 10 + (value[i] - '0');
    if (!digits || value[digits] || number > LOOK_SIZE_MAX)
        return err_set(err, ERR_USAGE, "“%.80s” is not a whole number from 0 to %d", value,
                       LOOK_SIZE_MAX);
    *size = number;
    return true;
}

static bool apply_rows(struct look *look, const char *value, struct err *err) {
    return apply_size(&look->pane_rows, value, err);
}

static bool apply_cols(struct look *look, const char *value, struct err *err) {
    return apply_size(&look->pane_cols, value, err);
}

static const struct {
    const char *name;
    enum look_choice choice;
    bool (*apply)(struct look *look, const char *value, struct err *err);
} choices[] = {{"theme", LOOK_THEME, apply_theme},
               {"pane", LOOK_PANE, apply_pane},
               {"pane-rows", LOOK_PANE_ROWS, apply_rows},
               {"pane-columns", LOOK_PANE_COLS, apply_cols},
               {"selection", LOOK_SELECTION, apply_selection},
               {"signs", LOOK_SIGNS, apply_signs}};

enum { CHOICE_COUNT = sizeof choices / sizeof *choices };

enum look_choice look_apply(struct look *look, const char *name, const char *value,
                            struct err *err) {
    for (enum look_list i = 0; i < LOOK_LIST_COUNT; i++)
        if (!strcmp(lists[i].name, name))
            return columns_parse(value, &look->columns[i], err) ? lists[i].choice : 0;
    for (size_t i = 0; i < CHOICE_COUNT; i++)
        if (!strcmp(choices[i].name, name))
            return choices[i].apply(look, value, err) ? choices[i].choice : 0;
    err_set(err, ERR_USAGE, "unknown setting “%.40s”", name);
    return 0;
}

static void print_value(const struct look *look, enum look_choice choice, struct buf *out) {
    if (choice == LOOK_THEME)
        buf_text_put(out, themes[look->theme]);
    else if (choice == LOOK_PANE)
        buf_text_put(out, panes[look->pane]);
    else if (choice == LOOK_SELECTION)
        buf_text_put(out, selections[look->selection]);
    else if (choice == LOOK_SIGNS)
        buf_text_put(out, signs[look->signs]);
    else
        buf_format(out, "%d", choice == LOOK_PANE_ROWS ? look->pane_rows : look->pane_cols);
}

void look_print(const struct look *look, unsigned wanted, struct buf *out) {
    for (enum look_list i = 0; i < LOOK_LIST_COUNT; i++) {
        if (!(wanted & lists[i].choice))
            continue;
        buf_format(out, "%s = ", lists[i].name);
        columns_print(&look->columns[i], out);
        buf_text_put(out, "\n");
    }
    for (size_t i = 0; i < CHOICE_COUNT; i++) {
        if (!(wanted & choices[i].choice))
            continue;
        buf_format(out, "%s = ", choices[i].name);
        print_value(look, choices[i].choice, out);
        buf_text_put(out, "\n");
    }
}

void look_take(struct look *look, const struct look *from, unsigned wanted) {
    for (enum look_list i = 0; i < LOOK_LIST_COUNT; i++)
        if (wanted & lists[i].choice)
            look->columns[i] = from->columns[i];
    if (wanted & LOOK_THEME)
        look->theme = from->theme;
    if (wanted & LOOK_PANE)
        look->pane = from->pane;
    if (wanted & LOOK_PANE_ROWS)
        look->pane_rows = from->pane_rows;
    if (wanted & LOOK_PANE_COLS)
        look->pane_cols = from->pane_cols;
    if (wanted & LOOK_SELECTION)
        look->selection = from->selection;
    if (wanted & LOOK_SIGNS)
        look->signs = from->signs;
}

static bool are_same_columns(const struct columns *one, const struct columns *other) {
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (one->items[i].id != other->items[i].id ||
            one->items[i].width != other->items[i].width ||
            one->items[i].is_shown != other->items[i].is_shown)
            return false;
    return true;
}

bool look_is_same(const struct look *one, const struct look *other) {
    for (enum look_list i = 0; i < LOOK_LIST_COUNT; i++)
        if (!are_same_columns(&one->columns[i], &other->columns[i]))
            return false;
    return one->theme == other->theme && one->pane == other->pane &&
           one->pane_rows == other->pane_rows && one->pane_cols == other->pane_cols &&
           one->selection == other->selection;
}
