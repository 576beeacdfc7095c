/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/key.h"

#include "base/nearest.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LAST_UNICODE = 0x10FFFF, LAST_C1 = 0x9F, DELETE_CHARACTER = 0x7F };
enum {
    ALT_LEN = 4,
    CTRL_LEN = 5,
    MOUSE_KIND_SHIFT = 28,
    MOUSE_ROW_SHIFT = 14,
    MOUSE_KIND_MASK = 3
};

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
    {KEY_CODE_F0 + 12, "F12"},
    {KEY_CODE_F0 + 13, "F13"},
    {KEY_CODE_F0 + 14, "F14"},
    {KEY_CODE_F0 + 15, "F15"},
    {KEY_CODE_F0 + 16, "F16"},
    {KEY_CODE_F0 + 17, "F17"},
    {KEY_CODE_F0 + 18, "F18"},
    {KEY_CODE_F0 + 19, "F19"},
    {KEY_CODE_F20, "F20"},
    {KEY_CODE_PASTE_BEGIN, "PasteBegin"},
    {KEY_CODE_PASTE_END, "PasteEnd"},
};

enum { NAME_COUNT = sizeof names / sizeof *names, KEYBOARD_COUNT = NAME_COUNT - 2 };

/* Terminals send one byte for both keys of each pair. */
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

static int parse_named(const char *name) {
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!strcasecmp(names[i].name, name))
            return names[i].key;
    return KEY_CODE_NONE;
}

static bool is_pressed(int key) {
    return key > KEY_CODE_FIRST && key <= KEY_CODE_F20 && key != KEY_CODE_F0;
}

/* A name whose bytes look like another key's sequence or a terminal's reply is refused. */
static int parse_alt(const char *name) {
    static const char introducers[] = "[ONP]_^X";
    int key = parse_named(name);
    if (is_pressed(key))
        return KEY_CODE_ALT + key;
    int letter = parse_character(name);
    bool is_sequence = letter < DELETE_CHARACTER && letter && strchr(introducers, letter);
    return letter > ' ' && !is_sequence ? KEY_CODE_ALT + letter : KEY_CODE_NONE;
}

/* Enter and Backspace are characters, and terminals do not report Ctrl with them. */
static bool takes_ctrl(int key) {
    return is_pressed(key) && key != KEY_CODE_ENTER && key != KEY_CODE_BACKSPACE;
}

static int parse_ctrl(const char *name) {
    bool has_alt = !strncasecmp(name, "Alt-", ALT_LEN);
    int key = parse_named(has_alt ? name + ALT_LEN : name);
    return takes_ctrl(key) ? KEY_CODE_CTRL + (has_alt ? KEY_CODE_ALT : 0) + key : KEY_CODE_NONE;
}

int key_parse(const char *name) {
    int key = parse_named(name);
    if (key != KEY_CODE_NONE)
        return key;
    if (name[0] == '^' && name[1])
        return parse_control(name);
    if (!strncasecmp(name, "Alt-", ALT_LEN))
        return parse_alt(name + ALT_LEN);
    if (!strncasecmp(name, "Ctrl-", CTRL_LEN))
        return parse_ctrl(name + CTRL_LEN);
    if (!strncasecmp(name, "U+", 2) && name[2])
        return parse_code_point(name + 2);
    return parse_character(name);
}

static void put_character(int key, char *out, size_t size) {
    char bytes[UTF8_BYTES_MAX];
    size_t len = utf8_encode((uint32_t)key, bytes);
    snprintf(out, size, "%.*s", (int)len, bytes);
}

/* Writes the modifiers and returns the key without them. */
static int put_modifiers(int key, char out[static KEY_NAME_MAX], size_t *len) {
    *len = 0;
    if (key_is_mouse(key) || key < KEY_CODE_ALT)
        return key;
    int held = key & (KEY_CODE_CTRL | KEY_CODE_ALT);
    *len = (size_t)snprintf(out, KEY_NAME_MAX, "%s%s", held & KEY_CODE_CTRL ? "Ctrl-" : "",
                            held & KEY_CODE_ALT ? "Alt-" : "");
    return key & ~held;
}

static void put_key(int key, char *out, size_t size) {
    const char *name = NULL;
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (names[i].key == key)
            name = names[i].name;
    if (name)
        snprintf(out, size, "%s", name);
    else if (key > 0 && key < ' ')
        snprintf(out, size, "^%c", key + 0x40);
    else if (key_is_text(key))
        put_character(key, out, size);
    else
        snprintf(out, size, "U+%04X", (unsigned)key);
}

const char *key_label(int key, char out[static KEY_NAME_MAX]) {
    size_t len;
    int plain = put_modifiers(key, out, &len);
    put_key(plain, out + len, KEY_NAME_MAX - len);
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

bool key_has_alt(int key) {
    return !key_is_mouse(key) && (key & KEY_CODE_ALT);
}

bool key_is_of_pad(int key) {
    return !key_is_mouse(key) && (key & KEY_CODE_PAD);
}

int key_as_text(int key) {
    return key_is_of_pad(key) ? key - KEY_CODE_PAD : key;
}

static int on_pad(int character) {
    static const int keys[] = {KEY_CODE_INSERT, KEY_CODE_END,    KEY_CODE_DOWN,  KEY_CODE_PAGE_DOWN,
                               KEY_CODE_LEFT,   KEY_CODE_NONE,   KEY_CODE_RIGHT, KEY_CODE_HOME,
                               KEY_CODE_UP,     KEY_CODE_PAGE_UP};
    if (character >= '0' && character <= '9')
        return keys[character - '0'];
    return character == '.' ? KEY_CODE_DELETE : character;
}

int key_as_command(int key) {
    if (key_is_of_pad(key))
        return on_pad(key - KEY_CODE_PAD);
    int plain = key & ~(KEY_CODE_ALT | KEY_CODE_CTRL);
    return !key_is_mouse(key) && takes_ctrl(plain) ? plain : key;
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
