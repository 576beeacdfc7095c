/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/command.h"

#include "session/navigate.h"

#include <string.h>

enum {
    SPENDS = COMMAND_SPENDS,
    MOVES = COMMAND_MOVES,
    ASKS_FIRST = COMMAND_ASKS_FIRST,
    BUYS_ROW = COMMAND_BUYS_ROW,
    NEEDS_LIST = COMMAND_NEEDS_LIST,
    EVERYWHERE = COMMAND_EVERYWHERE,
    BLIND = COMMAND_BLIND,
    PASSES_PROMPT = COMMAND_PASSES_PROMPT,
    LOCAL = COMMAND_LOCAL,
    KEEPS_MESSAGE = COMMAND_KEEPS_MESSAGE,
    COUNTS = COMMAND_COUNTS,
    QUOTES = COMMAND_QUOTES
};

static const struct command_info commands[COMMAND_COUNT] = {
    [COMMAND_NONE] = {"none", "", "", NULL, "nothing", SECTION_HELP, "", "", 0, NULL},
#define COMMAND(id, name, named_keys, keys, argument, help, section, hint, words, flags, run)      \
    [COMMAND_##id] = {name, named_keys, keys,  argument, help, SECTION_##section,                  \
                      hint, words,      flags, run},
#include "command/command_list.h"
#undef COMMAND
};

const char *command_section_title(enum command_section section) {
    static const char *const titles[SECTION_COUNT] = {
        "Move", "Open", "Find", "Mark", "Load and pay", "Compare", "Save", "Look", "Help and quit"};
    return titles[section];
}

const struct command_info *command_info(enum command command) {
    return &commands[command];
}

bool command_has(enum command command, enum command_flag flag) {
    return commands[command].flags & flag;
}

bool command_buys(enum command command) {
    return command_has(command, COMMAND_SPENDS) &&
           !command_has(command, COMMAND_MOVES | COMMAND_QUOTES);
}

bool command_buys_now(enum command command, const struct session *session) {
    if (!command_buys(command))
        return false;
    if (command_has(command, COMMAND_BUYS_ROW))
        return navigate_drill_price(session) > 0;
    return !command_has(command, COMMAND_ASKS_FIRST);
}

enum command command_find(const char *name) {
    size_t len = strlen(name);
    enum command found = COMMAND_NONE;
    for (enum command command = COMMAND_NONE + 1; len && command < COMMAND_COUNT; command++) {
        if (!strcmp(commands[command].name, name))
            return command;
        if (strncmp(commands[command].name, name, len) != 0)
            continue;
        found = found == COMMAND_NONE ? command : COMMAND_COUNT;
    }
    return found == COMMAND_COUNT ? COMMAND_NONE : found;
}
