/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/unknown.h"

#include "base/key.h"

#include <ctype.h>
#include <string.h>

enum { KEYS_MAX_BYTES = 256 };

/* Keys of other programs, and what does that here. */
static const struct {
    const char *keys;
    enum command command;
} foreign[] = {
    {"e ^E", COMMAND_DOWN},        {"^Y", COMMAND_UP},         {"H {", COMMAND_PAGE_UP},
    {"}", COMMAND_PAGE_DOWN},      {"M", COMMAND_HALF_DOWN},   {"0 ^", COMMAND_FIRST},
    {"%", COMMAND_LAST},           {".", COMMAND_SEARCH_NEXT}, {"#", COMMAND_SEARCH_PREVIOUS},
    {"| \\ , \"", COMMAND_FILTER}, {"^R", COMMAND_UNDO},       {"t", COMMAND_MARK},
    {"v", COMMAND_MARK_RANGE},     {"^A", COMMAND_MARK_ALL},   {"F3", COMMAND_RECORD},
    {"^W", COMMAND_ZOOM},          {"_", COMMAND_COLUMNS},     {"!", COMMAND_SUSPEND},
    {"F2 F9", COMMAND_PALETTE},
};

static bool has_word(const char *words, const char *word) {
    for (size_t len; *words; words += len + strspn(words + len, " ")) {
        len = strcspn(words, " ");
        if (len == strlen(word) && !strncmp(words, word, len))
            return true;
    }
    return false;
}

/* A sign in quotes, so that it is no punctuation of the sentence. */
static void put_label(const char *name, size_t len, struct buf *out) {
    bool is_sign = len == 1 && ispunct((unsigned char)*name);
    buf_format(out, is_sign ? "“%.*s”" : "%.*s", (int)len, name);
}

bool unknown_put_first_key(const struct bindings *bindings, enum command command, struct buf *out) {
    struct buf keys;
    buf_init(&keys, KEYS_MAX_BYTES);
    bindings_keys(bindings, command, &keys);
    size_t len = strcspn(buf_text(&keys), " ");
    if (len)
        put_label(buf_text(&keys), len, out);
    buf_fini(&keys);
    return len > 0;
}

static enum command native_of(const char *key) {
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (has_word(foreign[i].keys, key))
            return foreign[i].command;
    return COMMAND_NONE;
}

void unknown_put_key(const struct bindings *bindings, int key, const char *view, struct buf *out) {
    char name[KEY_NAME_MAX];
    key_label(key, name);
    enum command native = native_of(name);
    buf_text_put(out, "No command on ");
    put_label(name, strlen(name), out);
    if (view) {
        buf_format(out, " in the %s. ? lists the keys, q goes back.", view);
        return;
    }
    buf_text_put(out, ". ");
    if (native != COMMAND_NONE && unknown_put_first_key(bindings, native, out))
        buf_format(out, ": %s.", command_info(native)->help);
    else
        buf_text_put(out, "? lists the keys.");
}

static const struct {
    const char *name;
    enum command command;
} words[] = {
    {"q", COMMAND_QUIT},    {"q!", COMMAND_QUIT}, {"qa", COMMAND_QUIT}, {"wq", COMMAND_QUIT},
    {"x", COMMAND_QUIT},    {"h", COMMAND_HELP},  {"e", COMMAND_OPEN},  {"exit", COMMAND_QUIT},
    {"edit", COMMAND_OPEN}, {"u", COMMAND_UNDO},  {"w", COMMAND_WRITE}, {"save", COMMAND_WRITE},
};

enum command unknown_find(const char *name) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i].name, name))
            return words[i].command;
    return COMMAND_NONE;
}

const char *unknown_advice(const char *name) {
    static const struct {
        const char *name, *advice;
    } advices[] = {
        {"set", "Settings are in the configuration file; :cap, :columns and :theme change some."},
    };
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (!strcmp(advices[i].name, name))
            return advices[i].advice;
    return NULL;
}

enum command unknown_nearby(const char *name) {
    for (enum command command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++) {
        const struct command_info *info = command_info(command);
        if (has_word(info->hint, name) || has_word(info->words, name))
            return command;
    }
    return COMMAND_NONE;
}
