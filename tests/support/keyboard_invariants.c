/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/keyboard_invariants.h"

#include "base/key.h"
#include "tests/support/terminal_bytes.h"
#include "tests/support/typist.h"

#include <string.h>

enum { SILENCE = 0xFE, SEQUENCE = 0xFF, SILENCE_MS = 20, REPLY_MS = 1000, LAST_UNICODE = 0x10FFFF };

struct seen {
    const char *broken;
    bool is_pasting;
    size_t keys, last_key;
};

static bool is_key(int key) {
    if (key_is_mouse(key))
        return true;
    int plain = key & ~(KEY_CODE_ALT | KEY_CODE_CTRL | KEY_CODE_PAD);
    return (plain > KEY_CODE_NONE && plain <= LAST_UNICODE) ||
           (plain > KEY_CODE_FIRST && plain <= KEY_CODE_PASTE_END && plain != KEY_CODE_F0);
}

/* A paste has a beginning and an end, and text alone between them. */
static void press(void *context, int key) {
    struct seen *seen = context;
    bool is_edge = key == KEY_CODE_PASTE_BEGIN || key == KEY_CODE_PASTE_END;
    if (!is_key(key))
        seen->broken = "a key is one that has a name";
    if (is_edge && seen->is_pasting == (key == KEY_CODE_PASTE_BEGIN))
        seen->broken = "a paste begins and ends by turns";
    if (!is_edge && seen->is_pasting && !key_is_text(key))
        seen->broken = "a paste has text alone";
    if (is_edge)
        seen->is_pasting = key == KEY_CODE_PASTE_BEGIN;
    seen->keys++;
    seen->last_key = (size_t)key;
}

static const char *sequence_of(size_t number) {
    number %= terminal_key_count + terminal_reply_count;
    return number < terminal_key_count ? terminal_keys[number].bytes
                                       : terminal_replies[number - terminal_key_count].bytes;
}

static void play(struct typist *typist, const uint8_t *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == SILENCE && i + 1 < len) {
            typist_pass(typist, SILENCE_MS * bytes[++i]);
        } else if (bytes[i] == SEQUENCE && i + 2 < len) {
            const char *sequence = sequence_of((size_t)bytes[i + 1] << 8 | bytes[i + 2]);
            typist_put(typist, sequence, strlen(sequence));
            i += 2;
        } else {
            typist_put(typist, (const char *)&bytes[i], 1);
        }
    }
}

static void describe(struct typist *typist) {
    key_table_add(&typist->table, "\033[M", KEY_CODE_F0 + 1);
    key_table_add(&typist->table, "\033A", KEY_CODE_UP);
    key_table_add(&typist->table, "\033?q", KEY_CODE_END);
    key_table_add(&typist->table, "\001@\r", KEY_CODE_F0 + 2);
    key_table_add(&typist->table, "\001A", KEY_CODE_NONE);
    key_table_add(&typist->table, "\200R", KEY_CODE_INSERT);
    key_table_add(&typist->table, "\233m", KEY_CODE_DOWN);
    key_table_add(&typist->table, "~\f", KEY_CODE_HOME);
    key_table_add(&typist->table, "\033P", KEY_CODE_F0 + 1);
    key_table_add(&typist->table, "\033_", KEY_CODE_NONE);
    key_table_add(&typist->table, "\033O", KEY_CODE_SHIFT_TAB);
    key_table_add(&typist->table, "\033OP1", KEY_CODE_F0 + 12);
    key_table_add(&typist->table, "\033A\033A", KEY_CODE_END);
    key_table_add(&typist->table, "\033[1u\027", KEY_CODE_F0 + 2);
    key_table_add(&typist->table, "\001", KEY_CODE_HOME);
}

/* A letter after all of it, and after a silence, is a letter. */
static void end(struct typist *typist, struct seen *seen) {
    typist_pass(typist, TYPIST_LONG_MS);
    if (!typist_is_at_rest(typist))
        seen->broken = "a silence ends everything";
    typist_put(typist, "z", 1); /* what a character was begun with may come with it */
    typist_pass(typist, TYPIST_LONG_MS);
    seen->keys = 0;
    typist_put(typist, "q", 1);
    typist_pass(typist, TYPIST_LONG_MS);
    if (seen->keys != 1 || seen->last_key != 'q')
        seen->broken = "after a silence a letter is a letter";
}

const char *keyboard_invariants_broken(const uint8_t *bytes, size_t len) {
    static const char *const charsets[] = {"UTF-8", "UTF-8", "ISO-8859-1", "EUC-JP"};
    struct typist typist;
    struct seen seen = {NULL, false, 0, 0};
    if (!len)
        return NULL;
    typist_open(&typist, charsets[bytes[0] & 3], press, &seen);
    if (bytes[0] & 4)
        describe(&typist);
    if (bytes[0] & 8)
        vt_reply_await(&typist.keyboard.reply, "11;", typist.now_ms + REPLY_MS);
    play(&typist, bytes + 1, len - 1);
    end(&typist, &seen);
    typist_close(&typist);
    return seen.broken;
}
