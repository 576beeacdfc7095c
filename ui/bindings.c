/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bindings.h"

#include "ui/key.h"

static const struct {
    int key;
    enum command command;
} bindings[] = {
    {KEY_CODE_DOWN, COMMAND_DOWN},
    {'j', COMMAND_DOWN},
    {KEY_CTRL('N'), COMMAND_DOWN},
    {KEY_CODE_UP, COMMAND_UP},
    {'k', COMMAND_UP},
    {KEY_CTRL('P'), COMMAND_UP},
    {KEY_CODE_PAGE_DOWN, COMMAND_PAGE_DOWN},
    {KEY_CTRL('F'), COMMAND_PAGE_DOWN},
    {KEY_CTRL('V'), COMMAND_PAGE_DOWN},
    {KEY_CODE_PAGE_UP, COMMAND_PAGE_UP},
    {KEY_CTRL('B'), COMMAND_PAGE_UP},
    {KEY_CTRL('D'), COMMAND_HALF_DOWN},
    {KEY_CTRL('U'), COMMAND_HALF_UP},
    {KEY_CODE_HOME, COMMAND_FIRST},
    {'g', COMMAND_FIRST},
    {KEY_CODE_END, COMMAND_LAST},
    {'G', COMMAND_LAST},
    {KEY_CODE_ENTER, COMMAND_DRILL_IN},
    {'l', COMMAND_DRILL_IN},
    {KEY_CODE_RIGHT, COMMAND_DRILL_IN},
    {KEY_CODE_BACKSPACE, COMMAND_BACK},
    {'h', COMMAND_BACK},
    {KEY_CODE_LEFT, COMMAND_BACK},
    {'[', COMMAND_BACKWARD},
    {']', COMMAND_FORWARD},
    {'@', COMMAND_OPEN},
    {'m', COMMAND_MORE},
    {'L', COMMAND_LOAD},
    {'s', COMMAND_STOP},
    {'R', COMMAND_REFETCH},
    {'<', COMMAND_OLDER},
    {'>', COMMAND_NEWER},
    {'J', COMMAND_RECORD},
    {'$', COMMAND_LEDGER},
    {'\t', COMMAND_NEXT_TAB},
    {'p', COMMAND_PREFETCH},
    {'/', COMMAND_SEARCH},
    {'n', COMMAND_SEARCH_NEXT},
    {'N', COMMAND_SEARCH_PREVIOUS},
    {'&', COMMAND_FILTER},
    {'o', COMMAND_ORDER},
    {'f', COMMAND_FIND},
    {' ', COMMAND_MARK},
    {'V', COMMAND_MARK_RANGE},
    {'*', COMMAND_MARK_ALL},
    {'U', COMMAND_UNMARK},
    {'y', COMMAND_COPY},
    {'O', COMMAND_BROWSE},
    {'B', COMMAND_BOOKMARK},
    {'\'', COMMAND_BOOKMARKS},
    {'d', COMMAND_DETAIL},
    {'D', COMMAND_PANE_PLACE},
    {'+', COMMAND_PANE_LARGER},
    {'-', COMMAND_PANE_SMALLER},
    {'z', COMMAND_ZOOM},
    {'C', COMMAND_COLUMNS},
    {'T', COMMAND_THEME},
    {'?', COMMAND_HELP},
    {':', COMMAND_PALETTE},
    {KEY_CODE_ESCAPE, COMMAND_ESCAPE},
    {KEY_CTRL('C'), COMMAND_ESCAPE},
    {KEY_CTRL('L'), COMMAND_REDRAW},
    {KEY_CTRL('Z'), COMMAND_SUSPEND},
    {'q', COMMAND_LEAVE},
    {'Q', COMMAND_QUIT},
};

enum { BINDING_COUNT = sizeof bindings / sizeof *bindings };

enum command bindings_command(int key) {
    for (size_t i = 0; i < BINDING_COUNT; i++)
        if (bindings[i].key == key)
            return bindings[i].command;
    return COMMAND_NONE;
}

void bindings_keys(enum command command, struct buf *out) {
    char name[KEY_NAME_MAX];
    bool is_first = true;
    for (size_t i = 0; i < BINDING_COUNT; i++) {
        if (bindings[i].command != command)
            continue;
        buf_format(out, "%s%s", is_first ? "" : "  ", key_label(bindings[i].key, name));
        is_first = false;
    }
}
