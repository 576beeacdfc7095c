/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/typist.h"

#include "base/key.h"

#include <string.h>

enum { START_MS = 100000 };

void typist_open(struct typist *typist, const char *charset, void (*press)(void *context, int key),
                 void *context) {
    *typist = (struct typist){.now_ms = START_MS, .press = press, .context = context};
    key_table_init(&typist->table);
    keyboard_init(&typist->keyboard, charset, &typist->table, KEYBOARD_ESCAPE_MS);
}

void typist_close(struct typist *typist) {
    keyboard_fini(&typist->keyboard);
    key_table_fini(&typist->table);
}

static void press_all(struct typist *typist) {
    int key;
    while ((key = keyboard_take(&typist->keyboard)) != KEY_CODE_NONE)
        typist->press(typist->context, key);
}

void typist_put(struct typist *typist, const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        keyboard_put(&typist->keyboard, (unsigned char)bytes[i], typist->now_ms);
        press_all(typist);
    }
}

void typist_pass(struct typist *typist, int64_t ms) {
    int64_t until_ms = typist->now_ms + ms;
    for (;;) {
        int due_ms = keyboard_due_ms(&typist->keyboard, typist->now_ms);
        if (due_ms < 0 || typist->now_ms + due_ms > until_ms)
            break;
        typist->now_ms += due_ms;
        keyboard_wait(&typist->keyboard, typist->now_ms);
        press_all(typist);
    }
    typist->now_ms = until_ms;
}

void typist_tear(struct typist *typist, const char *bytes, size_t at, int64_t gap_ms) {
    typist_put(typist, bytes, at);
    typist_pass(typist, gap_ms);
    typist_put(typist, bytes + at, strlen(bytes) - at);
    typist_pass(typist, gap_ms);
}

bool typist_is_at_rest(const struct typist *typist) {
    const struct keyboard *keyboard = &typist->keyboard;
    return keyboard_due_ms(keyboard, typist->now_ms) == -1 && keyboard->vt.state == VT_GROUND &&
           !keyboard->is_pasting && !keyboard->held_len && !keyboard->token_len;
}
