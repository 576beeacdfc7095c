/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/key.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

static const struct {
    int key;
    const char *name;
} names[] = {
    {KEY_CODE_UP, "Up"},
    {KEY_CODE_DOWN, "Down"},
    {KEY_CODE_LEFT, "Left"},
    {KEY_CODE_RIGHT, "Right"},
    {KEY_CODE_PAGE_UP, "PgUp"},
    {KEY_CODE_PAGE_DOWN, "PgDn"},
    {KEY_CODE_HOME, "Home"},
    {KEY_CODE_END, "End"},
    {KEY_CODE_ENTER, "Enter"},
    {KEY_CODE_BACKSPACE, "Backspace"},
    {KEY_CODE_DELETE, "Delete"},
    {KEY_CODE_ESCAPE, "Esc"},
    {'\t', "Tab"},
    {' ', "Space"},
    {KEY_CODE_PASTE_BEGIN, "PasteBegin"},
    {KEY_CODE_PASTE_END, "PasteEnd"},
};

enum { NAME_COUNT = sizeof names / sizeof *names };

int key_parse(const char *name) {
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!strcmp(names[i].name, name))
            return names[i].key;
    if (name[0] == '^' && name[1] >= '@' && name[1] <= '_' && !name[2])
        return KEY_CTRL(name[1]);
    wchar_t letter = 0;
    mbstate_t state = {0};
    size_t len = mbrtowc(&letter, name, strlen(name), &state);
    return len && len == strlen(name) ? (int)letter : KEY_CODE_NONE;
}

const char *key_label(int key, char out[static KEY_NAME_MAX]) {
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (names[i].key == key) {
            snprintf(out, KEY_NAME_MAX, "%s", names[i].name);
            return out;
        }
    if (key > 0 && key < ' ')
        snprintf(out, KEY_NAME_MAX, "^%c", key + 0x40);
    else if (key < 0x80)
        snprintf(out, KEY_NAME_MAX, "%c", key);
    else
        snprintf(out, KEY_NAME_MAX, "U+%04X", (unsigned)key);
    return out;
}
