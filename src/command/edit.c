/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/edit.h"

#include "base/key.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

void edit_init(struct edit *edit) {
    *edit = (struct edit){0};
}

void edit_clear(struct edit *edit) {
    edit->text[0] = '\0';
    edit->len = edit->cursor = 0;
    edit->is_cutting = false;
}

/* The ends of clusters next to the cursor. */
static size_t before_cursor(const struct edit *edit) {
    struct text_walk walk;
    struct text_piece piece;
    size_t start = 0;
    text_walk_init(&walk, edit->text, edit->cursor);
    while (text_walk_next(&walk, &piece))
        start = piece.source;
    return start;
}

static size_t after_cursor(const struct edit *edit) {
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, edit->text + edit->cursor, edit->len - edit->cursor);
    return text_walk_next(&walk, &piece) ? edit->cursor + piece.source_len : edit->cursor;
}

static void erase(struct edit *edit, size_t from, size_t to) {
    memmove(edit->text + from, edit->text + to, edit->len - to + 1);
    edit->len -= to - from;
    edit->cursor = from;
}

/* Deletes text and keeps it for ^Y: together with the previous cut if that was next to it. */
static void cut(struct edit *edit, size_t from, size_t to) {
    bool is_before = to == edit->cursor;
    size_t len = to - from, kept = edit->is_cutting ? strlen(edit->cut) : 0;
    if (kept + len < EDIT_MAX) {
        memmove(edit->cut + (is_before ? len : 0), edit->cut, kept);
        memcpy(edit->cut + (is_before ? 0 : kept), edit->text + from, len);
        edit->cut[kept + len] = '\0';
    }
    edit->is_cutting = true;
    erase(edit, from, to);
}

/* Whether a byte is part of a word for Alt keys: letters, beyond ASCII too, and digits. */
static bool is_word(char byte) {
    unsigned char code = (unsigned char)byte;
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z') || code >= 0x80;
}

static size_t word_before(const struct edit *edit) {
    size_t at = edit->cursor;
    while (at > 0 && !is_word(edit->text[at - 1]))
        at--;
    while (at > 0 && is_word(edit->text[at - 1]))
        at--;
    return at;
}

static size_t word_after(const struct edit *edit) {
    size_t at = edit->cursor;
    while (at < edit->len && !is_word(edit->text[at]))
        at++;
    while (at < edit->len && is_word(edit->text[at]))
        at++;
    return at;
}

static size_t blank_before(const struct edit *edit) {
    size_t at = edit->cursor;
    while (at > 0 && edit->text[at - 1] == ' ')
        at--;
    while (at > 0 && edit->text[at - 1] != ' ')
        at--;
    return at;
}

static void insert_bytes(struct edit *edit, const char *bytes, size_t len) {
    if (edit->len + len >= EDIT_MAX)
        return;
    memmove(edit->text + edit->cursor + len, edit->text + edit->cursor,
            edit->len - edit->cursor + 1);
    memcpy(edit->text + edit->cursor, bytes, len);
    edit->len += len;
    edit->cursor += len;
}

static void insert(struct edit *edit, int key) {
    char bytes[UTF8_BYTES_MAX] = "";
    if (key_is_text(key))
        insert_bytes(edit, bytes, utf8_encode((uint32_t)key, bytes));
}

void edit_put(struct edit *edit, const char *text) {
    insert_bytes(edit, text, strlen(text));
}

static bool move(struct edit *edit, int key) {
    switch (key) {
    case KEY_CODE_LEFT:
    case KEY_CTRL('B'):
        edit->cursor = before_cursor(edit);
        return true;
    case KEY_CODE_RIGHT:
    case KEY_CTRL('F'):
        edit->cursor = after_cursor(edit);
        return true;
    case KEY_CODE_HOME:
    case KEY_CTRL('A'):
        edit->cursor = 0;
        return true;
    case KEY_CODE_END:
    case KEY_CTRL('E'):
        edit->cursor = edit->len;
        return true;
    case KEY_CODE_ALT + 'b':
    case KEY_CODE_ALT + KEY_CODE_LEFT:
    case KEY_CODE_CTRL + KEY_CODE_LEFT:
        edit->cursor = word_before(edit);
        return true;
    case KEY_CODE_ALT + 'f':
    case KEY_CODE_ALT + KEY_CODE_RIGHT:
    case KEY_CODE_CTRL + KEY_CODE_RIGHT:
        edit->cursor = word_after(edit);
        return true;
    default:
        return false;
    }
}

static bool cut_by(struct edit *edit, int key) {
    switch (key) {
    case KEY_CTRL('U'):
        cut(edit, 0, edit->cursor);
        return true;
    case KEY_CTRL('K'):
        cut(edit, edit->cursor, edit->len);
        return true;
    case KEY_CTRL('W'):
        cut(edit, blank_before(edit), edit->cursor);
        return true;
    case KEY_CODE_ALT + KEY_CODE_BACKSPACE:
        cut(edit, word_before(edit), edit->cursor);
        return true;
    case KEY_CODE_ALT + 'd':
        cut(edit, edit->cursor, word_after(edit));
        return true;
    default:
        return false;
    }
}

/* Keys that are the same with Shift, Alt or Ctrl, except those that move by words. */
static int without_modifiers(int key) {
    int plain = key_as_command(key);
    return key_is_text(key) || plain == key ? key : plain;
}

bool edit_has_control(int key) {
    static const char letters[] = "ABDEFKUWY";
    for (size_t i = 0; letters[i]; i++)
        if (key == KEY_CTRL(letters[i]))
            return true;
    return false;
}

enum edit_result edit_key(struct edit *edit, int key) {
    if (cut_by(edit, key))
        return EDIT_GOES_ON;
    edit->is_cutting = false;
    if (move(edit, key) || move(edit, key = without_modifiers(key)))
        return EDIT_GOES_ON;
    switch (key) {
    case KEY_CODE_ENTER:
        return EDIT_DONE;
    case KEY_CODE_ESCAPE:
    case KEY_CTRL('C'):
        return EDIT_CANCELLED;
    case KEY_CODE_BACKSPACE:
        if (!edit->len)
            return EDIT_CANCELLED;
        erase(edit, before_cursor(edit), edit->cursor);
        break;
    case KEY_CODE_DELETE:
    case KEY_CTRL('D'):
        erase(edit, edit->cursor, after_cursor(edit));
        break;
    case KEY_CTRL('Y'):
        edit_put(edit, edit->cut);
        break;
    default:
        insert(edit, key);
    }
    return EDIT_GOES_ON;
}
