/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/edit.h"

#include "base/key.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

void edit_init(struct edit *edit) {
    *edit = (struct edit){0};
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

static void erase_word(struct edit *edit) {
    size_t from = edit->cursor;
    while (from > 0 && edit->text[from - 1] == ' ')
        from--;
    while (from > 0 && edit->text[from - 1] != ' ')
        from--;
    erase(edit, from, edit->cursor);
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
    char bytes[UTF8_BYTES_MAX];
    if (key_is_text(key))
        insert_bytes(edit, bytes, utf8_encode((uint32_t)key, bytes));
}

void edit_put(struct edit *edit, const char *text) {
    insert_bytes(edit, text, strlen(text));
}

enum edit_result edit_key(struct edit *edit, int key) {
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
    case KEY_CODE_LEFT:
        edit->cursor = before_cursor(edit);
        break;
    case KEY_CODE_RIGHT:
        edit->cursor = after_cursor(edit);
        break;
    case KEY_CODE_HOME:
    case KEY_CTRL('A'):
        edit->cursor = 0;
        break;
    case KEY_CODE_END:
    case KEY_CTRL('E'):
        edit->cursor = edit->len;
        break;
    case KEY_CTRL('U'):
        erase(edit, 0, edit->cursor);
        break;
    case KEY_CTRL('K'):
        erase(edit, edit->cursor, edit->len);
        break;
    case KEY_CTRL('W'):
        erase_word(edit);
        break;
    default:
        insert(edit, key);
    }
    return EDIT_GOES_ON;
}
