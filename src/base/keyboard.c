/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/keyboard.h"

#include "base/key.h"
#include "base/vt_key.h"

#include <string.h>

enum { ESCAPE = 0x1B, DELETE = 0x7F, BACKSPACE = 0x08, FIRST_HIGH = 0x80, STRING_END = 0x9C };

void keyboard_init(struct keyboard *keyboard, const char *charset, const struct key_table *table,
                   int escape_ms) {
    *keyboard = (struct keyboard){.table = table, .escape_ms = escape_ms};
    charset_init(&keyboard->charset, charset);
    keyboard->vt.has_eight_bit =
        keyboard->charset.converter && charset_is_control(&keyboard->charset, STRING_END);
}

void keyboard_fini(struct keyboard *keyboard) {
    charset_fini(&keyboard->charset);
}

/* Of what is pasted letters alone count. */
static void push(struct keyboard *keyboard, int key) {
    bool is_edge = key == KEY_CODE_PASTE_BEGIN || key == KEY_CODE_PASTE_END;
    if (key == KEY_CODE_NONE || (keyboard->is_pasting && !is_edge && !key_is_text(key)) ||
        keyboard->count == KEYBOARD_QUEUE_MAX)
        return;
    keyboard->keys[(keyboard->first + keyboard->count++) % KEYBOARD_QUEUE_MAX] = key;
}

static void set_pasting(struct keyboard *keyboard, bool is_pasting) {
    if (keyboard->is_pasting == is_pasting)
        return;
    keyboard->is_pasting = keyboard->vt.is_in_paste = is_pasting;
    push(keyboard, is_pasting ? KEY_CODE_PASTE_BEGIN : KEY_CODE_PASTE_END);
}

static void forget_lost(struct keyboard *keyboard) {
    keyboard->held_len = 0;
    keyboard->lost_until_ms = 0;
    keyboard->has_lost_paste = keyboard->has_spoken = false;
}

/* What has come of a sequence will not go on; its tail may still come. */
static void give_up(struct keyboard *keyboard, int64_t now_ms) {
    keyboard->lost = keyboard->vt;
    keyboard->lost_until_ms = now_ms + KEYBOARD_TAIL_MS;
    keyboard->is_tail = false;
    vt_reset(&keyboard->vt);
}

static void give_up_paste(struct keyboard *keyboard, int64_t now_ms) {
    give_up(keyboard, now_ms);
    keyboard->has_lost_paste = true;
    set_pasting(keyboard, false);
}

static int of_control(unsigned char byte) {
    if (byte == '\r' || byte == '\n')
        return KEY_CODE_ENTER;
    return byte == DELETE || byte == BACKSPACE ? KEY_CODE_BACKSPACE : byte;
}

static bool is_control(unsigned char byte) {
    return byte < ' ' || byte == DELETE;
}

static void end_character(struct keyboard *keyboard) {
    if (charset_end(&keyboard->charset))
        push(keyboard, CHARSET_REPLACEMENT);
    keyboard->is_alt = false;
}

static void put_character(struct keyboard *keyboard, unsigned char byte) {
    uint32_t code;
    charset_put(&keyboard->charset, byte);
    while (charset_take(&keyboard->charset, &code)) {
        push(keyboard, (keyboard->is_alt ? KEY_CODE_ALT : 0) + (int)code);
        keyboard->is_alt = false;
    }
}

/* A paste whose end does not come: a control by itself, some time after it, is a person's. */
static bool ends_paste(const struct keyboard *keyboard, int key) {
    return keyboard->is_pasting && key == KEY_CTRL('C') &&
           keyboard->gap_ms >= KEYBOARD_PASTE_GAP_MS;
}

static void put_control(struct keyboard *keyboard, unsigned char byte) {
    end_character(keyboard);
    if (ends_paste(keyboard, byte))
        give_up_paste(keyboard, keyboard->byte_ms);
    else
        push(keyboard, of_control(byte));
}

static void put_plain(struct keyboard *keyboard, unsigned char byte) {
    if (is_control(byte))
        put_control(keyboard, byte);
    else
        put_character(keyboard, byte);
}

/* Keys of some terminals begin with a byte other than ESC. The bytes of one that does not go on
 * were typed; those of one that began with ESC were not. */
static void leave_start(struct keyboard *keyboard) {
    size_t len = keyboard->start_len;
    keyboard->start_len = 0;
    for (size_t i = 0; i < len && keyboard->start[0] != ESCAPE; i++)
        put_plain(keyboard, keyboard->start[i]);
}

static void begin_start(struct keyboard *keyboard, const unsigned char *bytes, size_t len) {
    memcpy(keyboard->start, bytes, len);
    keyboard->start_len = len;
}

/* Whether the byte goes on with, or begins, a key that only the table knows. */
static bool takes_start(struct keyboard *keyboard, unsigned char byte) {
    int key = KEY_CODE_NONE;
    bool has_begun = keyboard->start_len > 0;
    bool is_in_character = keyboard->charset.len && !is_control(byte);
    if (!has_begun && (is_in_character || byte == ESCAPE || keyboard->is_pasting))
        return false;
    keyboard->start[keyboard->start_len++] = byte;
    enum key_match match =
        key_table_find(keyboard->table, keyboard->start, keyboard->start_len, &key);
    if (match == KEY_MATCH_BEGUN && keyboard->start_len < KEYBOARD_START_MAX)
        return true;
    keyboard->start_len--;
    if (match == KEY_MATCH_WHOLE) {
        end_character(keyboard);
        push(keyboard, key);
        keyboard->start_len = 0;
        return true;
    }
    leave_start(keyboard);
    return false;
}

static bool moves(int key) {
    return key >= KEY_CODE_FIRST && key_as_command(KEY_CODE_ALT + key) == key;
}

/* ESC ESC and a key that moves is Alt with it; otherwise the first one was pressed. */
static void take_key(struct keyboard *keyboard, int key) {
    bool is_edge = key == KEY_CODE_PASTE_BEGIN || key == KEY_CODE_PASTE_END;
    bool is_doubled = keyboard->vt.is_doubled;
    if (is_edge)
        set_pasting(keyboard, key == KEY_CODE_PASTE_BEGIN);
    if (is_edge || keyboard->is_tail)
        return;
    if (is_doubled && moves(key))
        key += KEY_CODE_ALT;
    else if (is_doubled)
        push(keyboard, KEY_CODE_ESCAPE);
    push(keyboard, key);
}

/* An 8-bit control is ESC and a letter in one byte, where the character set has it. */
static bool begins_by_control(const struct keyboard *keyboard, unsigned char byte) {
    return vt_letter_of(byte) && charset_is_control(&keyboard->charset, byte);
}

/* ESC before it is that of Alt. */
static void begin_by_control(struct keyboard *keyboard, unsigned char byte, bool is_alt) {
    (void)charset_end(&keyboard->charset);
    keyboard->is_alt = false;
    vt_put_control(&keyboard->vt, byte);
    keyboard->vt.is_doubled = is_alt;
}

/* ESC and a byte is Alt and a key. */
static void take_escaped(struct keyboard *keyboard) {
    unsigned char byte = keyboard->vt.bytes[1];
    int ignored;
    if (key_table_find(keyboard->table, keyboard->vt.bytes, 2, &ignored) == KEY_MATCH_BEGUN)
        begin_start(keyboard, keyboard->vt.bytes, 2);
    else if (byte < FIRST_HIGH)
        take_key(keyboard, byte ? KEY_CODE_ALT + of_control(byte) : KEY_CODE_NONE);
    else if (begins_by_control(keyboard, byte))
        begin_by_control(keyboard, byte, true);
    else if (!keyboard->is_pasting) {
        keyboard->is_alt = true;
        put_character(keyboard, byte);
    }
}

/* What this terminal's description says comes first. */
static bool is_in_table(const struct keyboard *keyboard, int *key) {
    const struct vt *vt = &keyboard->vt;
    return !keyboard->is_pasting && vt->len > 1 &&
           key_table_find(keyboard->table, vt->bytes, vt->len, key) == KEY_MATCH_WHOLE;
}

/* The place where a reply could be read: keyboard->vt holds it. Nothing asks the terminal anything
 * yet, so all of them are late answers to another program. */
static void end_sequence(struct keyboard *keyboard, enum vt_kind kind) {
    if (kind == VT_ESCAPED)
        take_escaped(keyboard);
    else
        take_key(keyboard, vt_key_read(&keyboard->vt, kind).key);
    keyboard->is_tail = false;
}

static void put_in_sequence(struct keyboard *keyboard, unsigned char byte) {
    int key = KEY_CODE_NONE;
    bool was_ending = keyboard->vt.state == VT_STRING_ESCAPE;
    enum vt_kind kind = vt_put(&keyboard->vt, byte);
    if (keyboard->vt.state == VT_ESCAPE || (was_ending && kind != VT_REPLY))
        keyboard->is_tail = false; /* another sequence began */
    if (kind == VT_TWICE) {
        push(keyboard, KEY_CODE_ESCAPE);
    } else if (is_in_table(keyboard, &key)) {
        take_key(keyboard, key);
        keyboard->is_tail = false;
        vt_reset(&keyboard->vt);
    } else if (kind != VT_MORE) {
        end_sequence(keyboard, kind);
    }
}

static void read_byte(struct keyboard *keyboard, unsigned char byte) {
    if (keyboard->vt.state == VT_GROUND && takes_start(keyboard, byte))
        return;
    if (keyboard->vt.state == VT_GROUND && byte != ESCAPE) {
        if (begins_by_control(keyboard, byte))
            begin_by_control(keyboard, byte, false);
        else
            put_plain(keyboard, byte);
        return;
    }
    if (keyboard->vt.state == VT_GROUND)
        end_character(keyboard);
    put_in_sequence(keyboard, byte);
}

/* Whether the byte may be the first of the tail of what was given up. */
static bool may_be_tail(const struct keyboard *keyboard, unsigned char byte) {
    bool is_over = !keyboard->has_lost_paste && keyboard->byte_ms >= keyboard->lost_until_ms;
    if (!keyboard->lost_until_ms || is_over || keyboard->vt.state != VT_GROUND ||
        keyboard->start_len || keyboard->charset.len || byte >= FIRST_HIGH)
        return false;
    if (keyboard->has_lost_paste)
        return byte != ESCAPE;
    if (keyboard->lost.state == VT_ESCAPE)
        return byte && strchr("[OP]_", byte);
    return byte != ESCAPE || keyboard->lost.state == VT_STRING;
}

/* No tail: what was held was typed, or is more of the paste. */
static void release(struct keyboard *keyboard, bool is_paste) {
    unsigned char held[KEYBOARD_HELD_MAX];
    size_t len = keyboard->held_len;
    memcpy(held, keyboard->held, len);
    forget_lost(keyboard);
    if (is_paste)
        set_pasting(keyboard, true);
    for (size_t i = 0; i < len; i++)
        read_byte(keyboard, held[i]);
}

static bool is_string(const struct vt *vt) {
    return vt->state == VT_STRING || vt->state == VT_STRING_ESCAPE;
}

/* No terminal is known to send such a string: it is one by its end, or by coming faster than a
 * person types. */
static bool is_string_behind_escape(const struct keyboard *keyboard) {
    return keyboard->lost.state == VT_ESCAPE && is_string(&keyboard->trial) &&
           !keyboard->has_spoken;
}

/* More than one byte of a string that was given up is more of it. Of other sequences what no person
 * types is. */
static bool is_certain(const struct keyboard *keyboard) {
    if (keyboard->has_spoken && keyboard->held_len < 2)
        return false;
    if (is_string(&keyboard->lost))
        return keyboard->held_len > 1;
    if (is_string_behind_escape(keyboard) && keyboard->held_len == KEYBOARD_HELD_MAX)
        return true;
    return vt_key_is_certain(&keyboard->trial) &&
           (keyboard->held_len > 1 || keyboard->lost.state != VT_ESCAPE);
}

static void go_on_with_tail(struct keyboard *keyboard) {
    keyboard->vt = keyboard->trial;
    keyboard->vt.is_in_paste = keyboard->is_pasting;
    keyboard->is_tail = true;
    forget_lost(keyboard);
}

/* What a person typed, unless it is more of a paste: that comes more than one byte at a time. */
static void refuse_tail(struct keyboard *keyboard) {
    if (!keyboard->has_lost_paste || keyboard->held_len > 1)
        release(keyboard, keyboard->has_lost_paste);
    else
        vt_reset(&keyboard->lost);
}

/* The string that was given up is cut off by a sequence of its own. */
static bool is_cut_off(const struct keyboard *keyboard) {
    return is_string(&keyboard->lost) && !is_string(&keyboard->trial);
}

static void put_tail(struct keyboard *keyboard, unsigned char byte) {
    struct vt *trial = &keyboard->trial;
    if (!keyboard->held_len)
        *trial = keyboard->lost;
    keyboard->held[keyboard->held_len++] = byte;
    enum vt_kind kind = vt_put(trial, byte);
    bool is_whole = (kind == VT_REPLY || vt_key_read(trial, kind).is_known) &&
                    !(keyboard->has_spoken && keyboard->held_len == 1);
    bool is_possible = kind == VT_MORE && !is_cut_off(keyboard) &&
                       (vt_key_is_possible(trial) || is_string_behind_escape(keyboard));
    if (is_possible && is_certain(keyboard)) {
        go_on_with_tail(keyboard);
    } else if (is_whole) {
        go_on_with_tail(keyboard);
        end_sequence(keyboard, kind);
    } else if (!is_possible || keyboard->held_len == KEYBOARD_HELD_MAX) {
        refuse_tail(keyboard);
    }
}

void keyboard_put(struct keyboard *keyboard, unsigned char byte, int64_t now_ms) {
    keyboard->gap_ms = now_ms - keyboard->byte_ms;
    keyboard->byte_ms = now_ms;
    if (keyboard->held_len || may_be_tail(keyboard, byte)) {
        put_tail(keyboard, byte);
        return;
    }
    if (keyboard->vt.state == VT_GROUND)
        forget_lost(keyboard);
    read_byte(keyboard, byte);
}

/* In a paste ESC is the beginning of its end, or a part of it. */
static void take_escape(struct keyboard *keyboard) {
    if (keyboard->is_pasting && keyboard->gap_ms >= KEYBOARD_PASTE_GAP_MS) {
        give_up_paste(keyboard, keyboard->byte_ms + keyboard->escape_ms);
        return;
    }
    push(keyboard, KEY_CODE_ESCAPE);
    give_up(keyboard, keyboard->byte_ms + keyboard->escape_ms);
}

/* Alone it was a key that a person pressed. If it was the first of a tail, torn again, the rest is
 * still known by coming more than one byte at a time. */
static void release_alone(struct keyboard *keyboard, int64_t now_ms) {
    bool is_first = keyboard->held_len == 1 && keyboard->lost.state == VT_ESCAPE &&
                    !keyboard->has_lost_paste && now_ms < keyboard->lost_until_ms;
    int64_t until_ms = keyboard->lost_until_ms;
    release(keyboard, false);
    if (is_first) {
        keyboard->lost = keyboard->trial;
        keyboard->lost_until_ms = until_ms;
        keyboard->has_spoken = true;
    }
}

void keyboard_wait(struct keyboard *keyboard, int64_t now_ms) {
    if (keyboard->count || keyboard_due_ms(keyboard, now_ms) != 0)
        return;
    if (keyboard->held_len)
        release_alone(keyboard, now_ms);
    else if (keyboard->start_len)
        leave_start(keyboard);
    else if (keyboard->vt.state == VT_ESCAPE)
        take_escape(keyboard);
    else if (keyboard->vt.state != VT_GROUND)
        give_up(keyboard, now_ms);
    else if (keyboard->is_pasting)
        give_up_paste(keyboard, now_ms);
}

void keyboard_excuse(struct keyboard *keyboard, int64_t ms) {
    keyboard->byte_ms += ms;
    if (keyboard->lost_until_ms)
        keyboard->lost_until_ms += ms;
}

int keyboard_take(struct keyboard *keyboard) {
    if (!keyboard->count)
        return KEY_CODE_NONE;
    int key = keyboard->keys[keyboard->first];
    keyboard->first = (keyboard->first + 1) % KEYBOARD_QUEUE_MAX;
    keyboard->count--;
    return key;
}

/* For how long nothing has to come until what has come so far is taken for all of it. */
static int64_t patience_ms(const struct keyboard *keyboard) {
    bool may_end_paste = keyboard->is_pasting && keyboard->gap_ms < KEYBOARD_PASTE_GAP_MS;
    if (keyboard->held_len || keyboard->start_len)
        return keyboard->escape_ms;
    if (keyboard->vt.state == VT_ESCAPE && !may_end_paste)
        return keyboard->escape_ms;
    if (keyboard->vt.state != VT_GROUND)
        return KEYBOARD_SEQUENCE_MS;
    return keyboard->is_pasting ? KEYBOARD_PASTE_MS : -1;
}

int keyboard_due_ms(const struct keyboard *keyboard, int64_t now_ms) {
    int64_t patience = patience_ms(keyboard), left = keyboard->byte_ms + patience - now_ms;
    if (keyboard->count)
        return 0;
    if (patience < 0)
        return -1;
    return left <= 0 ? 0 : left > patience ? (int)patience : (int)left;
}
