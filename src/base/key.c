/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/key.h"

#include "base/nearest.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LAST_UNICODE = 0x10FFFF, LAST_C1 = 0x9F, DELETE_CHARACTER = 0x7F };
enum { ALT_LEN = 4, MOUSE_KIND_SHIFT = 28, MOUSE_ROW_SHIFT = 14, MOUSE_KIND_MASK = 3 };

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
    {KEY_CODE_INSERT, "Insert"},
    {KEY_CODE_DELETE, "Delete"},
    {KEY_CODE_ESCAPE, "Esc"},
    {KEY_CODE_SHIFT_TAB, "Shift-Tab"},
    {'\t', "Tab"},
    {' ', "Space"},
    {KEY_CODE_F0 + 1, "F1"},
    {KEY_CODE_F0 + 2, "F2"},
    {KEY_CODE_F0 + 3, "F3"},
    {KEY_CODE_F0 + 4, "F4"},
    {KEY_CODE_F0 + 5, "F5"},
    {KEY_CODE_F0 + 6, "F6"},
    {KEY_CODE_F0 + 7, "F7"},
    {KEY_CODE_F0 + 8, "F8"},
    {KEY_CODE_F0 + 9, "F9"},
    {KEY_CODE_F0 + 10, "F10"},
    {KEY_CODE_F0 + 11, "F11"},
    {KEY_CODE_F12, "F12"},
    {KEY_CODE_PASTE_BEGIN, "PasteBegin"},
    {KEY_CODE_PASTE_END, "PasteEnd"},
};

enum { NAME_COUNT = sizeof names / sizeof *names, KEYBOARD_COUNT = NAME_COUNT - 2 };

/* A terminal sends one byte for each of these pairs. */
static int without_twin(int key) {
    if (key == KEY_CTRL('M') || key == KEY_CTRL('J'))
        return KEY_CODE_ENTER;
    return key == KEY_CTRL('H') ? KEY_CODE_BACKSPACE : key;
}

static int parse_control(const char *name) {
    int letter = (unsigned char)name[1];
    if (letter >= 'a' && letter <= 'z')
        letter -= 'a' - 'A';
    bool is_control = letter >= '@' && letter <= '_' && !name[2];
    return is_control ? without_twin(KEY_CTRL(letter)) : KEY_CODE_NONE;
}

static int parse_code_point(const char *digits) {
    char *end;
    if (strspn(digits, "0123456789ABCDEFabcdef") != strlen(digits) || strlen(digits) < 4)
        return KEY_CODE_NONE;
    unsigned long code = strtoul(digits, &end, 16);
    return code <= LAST_UNICODE && key_is_text((int)code) ? (int)code : KEY_CODE_NONE;
}

static int parse_character(const char *name) {
    uint32_t code;
    size_t len = strlen(name);
    if (!len || utf8_decode(name, len, &code) != len || code == UTF8_BAD)
        return KEY_CODE_NONE;
    return key_is_text((int)code) ? (int)code : KEY_CODE_NONE;
}

/* What begins like the sequence of another key cannot be told from it. */
static int parse_alt(const char *name) {
    int letter = parse_character(name);
    bool is_sequence = letter == '[' || letter == 'O';
    return letter > ' ' && !is_sequence ? KEY_CODE_ALT + letter : KEY_CODE_NONE;
}

int key_parse(const char *name) {
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!strcasecmp(names[i].name, name))
            return names[i].key;
    if (name[0] == '^' && name[1])
        return parse_control(name);
    if (!strncasecmp(name, "Alt-", ALT_LEN))
        return parse_alt(name + ALT_LEN);
    if (!strncasecmp(name, "U+", 2) && name[2])
        return parse_code_point(name + 2);
    return parse_character(name);
}

static void put_character(int key, char *out, size_t size) {
    char bytes[UTF8_BYTES_MAX];
    size_t len = utf8_encode((uint32_t)key, bytes);
    snprintf(out, size, "%.*s", (int)len, bytes);
}

const char *key_label(int key, char out[static KEY_NAME_MAX]) {
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (names[i].key == key) {
            snprintf(out, KEY_NAME_MAX, "%s", names[i].name);
            return out;
        }
    if (key > 0 && key < ' ') {
        snprintf(out, KEY_NAME_MAX, "^%c", key + 0x40);
    } else if (key > KEY_CODE_ALT && key <= KEY_CODE_ALT + LAST_UNICODE) {
        snprintf(out, KEY_NAME_MAX, "Alt-");
        put_character(key - KEY_CODE_ALT, out + ALT_LEN, KEY_NAME_MAX - ALT_LEN);
    } else if (key_is_text(key)) {
        put_character(key, out, KEY_NAME_MAX);
    } else {
        snprintf(out, KEY_NAME_MAX, "U+%04X", (unsigned)key);
    }
    return out;
}

const char *key_nearest(const char *name) {
    const char *words[KEYBOARD_COUNT];
    for (size_t i = 0; i < KEYBOARD_COUNT; i++)
        words[i] = names[i].name;
    return nearest_of(name, words, KEYBOARD_COUNT);
}

bool key_is_text(int key) {
    bool is_surrogate = key >= 0xD800 && key <= 0xDFFF;
    return key >= ' ' && key <= LAST_UNICODE && !is_surrogate &&
           !(key >= DELETE_CHARACTER && key <= LAST_C1);
}

static int within(int place) {
    return place < 0 ? 0 : place > KEY_MOUSE_PLACE_MAX ? KEY_MOUSE_PLACE_MAX : place;
}

int key_of_mouse(const struct key_gesture *mouse) {
    return KEY_CODE_MOUSE | (int)mouse->kind << MOUSE_KIND_SHIFT |
           within(mouse->row) << MOUSE_ROW_SHIFT | within(mouse->col);
}

bool key_is_mouse(int key) {
    return key >= KEY_CODE_MOUSE;
}

bool key_read_mouse(int key, struct key_gesture *mouse) {
    if (!key_is_mouse(key))
        return false;
    *mouse = (struct key_gesture){(enum key_mouse_kind)(key >> MOUSE_KIND_SHIFT & MOUSE_KIND_MASK),
                                  key >> MOUSE_ROW_SHIFT & KEY_MOUSE_PLACE_MAX,
                                  key & KEY_MOUSE_PLACE_MAX};
    return true;
}
