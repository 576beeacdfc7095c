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

static void enqueue(struct keyboard *keyboard, int key) {
    if (keyboard->count < KEYBOARD_QUEUE_MAX)
        keyboard->keys[(keyboard->first + keyboard->count++) % KEYBOARD_QUEUE_MAX] = key;
}

/* In a paste only characters count; a break between them is one space. */
static void push(struct keyboard *keyboard, int key) {
    bool is_edge = key == KEY_CODE_PASTE_BEGIN || key == KEY_CODE_PASTE_END;
    if (key == KEY_CODE_NONE || (keyboard->is_pasting && !is_edge && !key_is_text(key)))
        return;
    if (keyboard->has_break && !is_edge)
        enqueue(keyboard, ' ');
    keyboard->has_break = false;
    enqueue(keyboard, key);
}

static void set_pasting(struct keyboard *keyboard, bool is_pasting) {
    if (keyboard->is_pasting == is_pasting)
        return;
    keyboard->is_pasting = keyboard->vt.is_in_paste = is_pasting;
    push(keyboard, is_pasting ? KEY_CODE_PASTE_BEGIN : KEY_CODE_PASTE_END);
}

static void forget_lost(struct keyboard *keyboard) {
    keyboard->held_len = keyboard->lost_token_len = 0;
    keyboard->lost_until_ms = keyboard->lost_reply_until_ms = 0;
    keyboard->has_lost_paste = keyboard->has_spoken = false;
}

static void forget_token(struct keyboard *keyboard) {
    keyboard->token_len = keyboard->match.len = 0;
}

/* The sequence so far will not continue, but its tail may still arrive. */
static void give_up(struct keyboard *keyboard, int64_t now_ms) {
    keyboard->lost = keyboard->vt;
    memcpy(keyboard->lost_token, keyboard->token, keyboard->token_len);
    keyboard->lost_token_len = keyboard->token_len;
    keyboard->lost_until_ms = now_ms + KEYBOARD_TAIL_MS;
    keyboard->lost_reply_until_ms =
        vt_reply_is_begun(&keyboard->reply, &keyboard->vt) ? now_ms + KEYBOARD_REPLY_TAIL_MS : 0;
    keyboard->is_tail = false;
    forget_token(keyboard);
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

/* A paste whose end is missing: a single control some time later comes from a person. */
static bool ends_paste(const struct keyboard *keyboard, int key) {
    return keyboard->is_pasting && key == KEY_CTRL('C') &&
           keyboard->gap_ms >= KEYBOARD_PASTE_GAP_MS;
}

static void put_control(struct keyboard *keyboard, unsigned char byte) {
    end_character(keyboard);
    if (ends_paste(keyboard, byte))
        give_up_paste(keyboard, keyboard->byte_ms);
    else if (keyboard->is_pasting)
        keyboard->has_break = keyboard->has_break || (byte >= '\t' && byte <= '\r');
    else
        push(keyboard, of_control(byte));
}

static void put_plain(struct keyboard *keyboard, unsigned char byte) {
    if (is_control(byte))
        put_control(keyboard, byte);
    else
        put_character(keyboard, byte);
}

static bool moves(int key) {
    return key >= KEY_CODE_FIRST && key_as_command(KEY_CODE_ALT + key) == key;
}

/* ESC ESC and a movement key is Alt and that key; otherwise the first ESC was a key. */
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

/* An 8-bit control is ESC and a letter in one byte, if the character set has it. */
static bool begins_by_control(const struct keyboard *keyboard, unsigned char byte) {
    return vt_letter_of(byte) && charset_is_control(&keyboard->charset, byte);
}

/* An ESC before it means Alt. */
static void begin_by_control(struct keyboard *keyboard, unsigned char byte, bool is_alt) {
    (void)charset_end(&keyboard->charset);
    keyboard->is_alt = false;
    vt_put_control(&keyboard->vt, byte);
    keyboard->vt.is_doubled = is_alt;
}

/* ESC and a byte is Alt and a key. */
static void take_escaped(struct keyboard *keyboard) {
    unsigned char byte = keyboard->vt.bytes[1];
    if (byte < FIRST_HIGH)
        take_key(keyboard, byte ? KEY_CODE_ALT + of_control(byte) : KEY_CODE_NONE);
    else if (begins_by_control(keyboard, byte))
        begin_by_control(keyboard, byte, true);
    else if (!keyboard->is_pasting) {
        keyboard->is_alt = true;
        put_character(keyboard, byte);
    }
}

/* Replies end up here. Those that the program did not ask for are late answers to another one. */
static void end_sequence(struct keyboard *keyboard, enum vt_kind kind) {
    if (kind == VT_REPLY)
        vt_reply_put(&keyboard->reply, &keyboard->vt, keyboard->byte_ms);
    if (kind == VT_ESCAPED)
        take_escaped(keyboard);
    else
        take_key(keyboard, vt_key_read(&keyboard->vt, kind).key);
    keyboard->is_tail = false;
}

static void put_in_sequence(struct keyboard *keyboard, unsigned char byte) {
    bool was_ending = keyboard->vt.state == VT_STRING_ESCAPE;
    enum vt_kind kind = vt_put(&keyboard->vt, byte);
    if (keyboard->vt.state == VT_ESCAPE || (was_ending && kind != VT_REPLY))
        keyboard->is_tail = false; /* another sequence began */
    if (kind == VT_TWICE)
        push(keyboard, KEY_CODE_ESCAPE);
    else if (kind != VT_MORE)
        end_sequence(keyboard, kind);
}

static bool is_string(const struct vt *vt) {
    return vt->state == VT_STRING || vt->state == VT_STRING_ESCAPE;
}

static bool begins_with_two(const struct keyboard *keyboard) {
    return keyboard->token_len > 1 && keyboard->token[0] == ESCAPE && keyboard->token[1] == ESCAPE;
}

/* What the table says of the token: of the whole of it, or of what follows the ESC of Alt. */
static struct key_match look_up(const struct keyboard *keyboard, bool *is_doubled) {
    const unsigned char *token = keyboard->token;
    size_t len = keyboard->token_len;
    struct key_match match = key_table_find(keyboard->table, token, len);
    *is_doubled = !match.is_whole && !match.goes_on && begins_with_two(keyboard);
    if (*is_doubled)
        match = key_table_find(keyboard->table, token + 1, len - 1);
    return match;
}

static void take_match(struct keyboard *keyboard, const struct keyboard_match *match) {
    keyboard->vt = match->vt;
    if (match->is_of_table) {
        vt_reset(&keyboard->vt);
        end_character(keyboard);
        keyboard->vt.is_doubled = match->is_doubled;
        take_key(keyboard, match->key);
    } else {
        end_sequence(keyboard, match->kind);
    }
}

static void read_byte(struct keyboard *keyboard, unsigned char byte);

/* The token ends after `len` bytes; the rest is read again. */
static void read_anew(struct keyboard *keyboard, size_t len) {
    unsigned char rest[KEYBOARD_TOKEN_MAX];
    size_t rest_len = keyboard->token_len - len;
    memcpy(rest, keyboard->token + len, rest_len);
    forget_token(keyboard);
    for (size_t i = 0; i < rest_len; i++)
        read_byte(keyboard, rest[i]);
}

static void settle(struct keyboard *keyboard) {
    struct keyboard_match match = keyboard->match;
    take_match(keyboard, &match);
    read_anew(keyboard, match.len);
}

/* Not a key of the table. A token that begins with ESC was not typed and is dropped, but another
 * sequence may have begun in it. */
static void refuse_token(struct keyboard *keyboard) {
    size_t len = 1;
    vt_reset(&keyboard->vt);
    if (keyboard->token[0] == ESCAPE)
        while (len < keyboard->token_len - 1 && keyboard->token[len] != ESCAPE)
            len++;
    else
        put_plain(keyboard, keyboard->token[0]);
    read_anew(keyboard, len);
}

static void note_match(struct keyboard *keyboard, const struct keyboard_match *match) {
    keyboard->match = *match;
    keyboard->match.len = keyboard->token_len;
    keyboard->match.vt = keyboard->vt;
}

/* Whether the bytes after a complete key show that it is part of a longer sequence: no person types
 * that fast. */
static bool is_known_to_go_on(const struct keyboard *keyboard) {
    size_t behind = keyboard->token_len - keyboard->match.len;
    return vt_key_is_certain(&keyboard->vt) || behind >= KEYBOARD_HELD_MAX;
}

/* The table has no match so far. `kind` is what base/vt.h made of the last byte. */
static void go_on_without_match(struct keyboard *keyboard, enum vt_kind kind, bool goes_on) {
    if (goes_on && kind != VT_MORE && kind != VT_PLAIN && kind != VT_ESCAPED) {
        note_match(keyboard, &(struct keyboard_match){.kind = kind});
    } else if (!goes_on && kind == VT_PLAIN) {
        refuse_token(keyboard);
    } else if (!goes_on) {
        forget_token(keyboard);
        if (kind != VT_MORE)
            end_sequence(keyboard, kind);
    }
}

static void go_on_behind_match(struct keyboard *keyboard, enum vt_kind kind, bool goes_on) {
    bool is_ended = kind == VT_REPLY || vt_key_read(&keyboard->vt, kind).is_known;
    bool is_possible = vt_key_is_possible(&keyboard->vt) || is_string(&keyboard->vt);
    if (is_ended && goes_on) {
        note_match(keyboard, &(struct keyboard_match){.kind = kind});
    } else if (is_ended || (kind == VT_MORE && is_known_to_go_on(keyboard))) {
        forget_token(keyboard);
        if (is_ended)
            end_sequence(keyboard, kind);
    } else if (!goes_on && !(kind == VT_MORE && is_possible)) {
        settle(keyboard);
    }
}

/* Whether the byte cut off the sequence in state `before` and began another. */
static bool has_cut_off(enum vt_state before, unsigned char byte, enum vt_kind kind) {
    if (before == VT_STRING_ESCAPE)
        return kind != VT_REPLY;
    return byte == ESCAPE && before != VT_GROUND && before != VT_ESCAPE && before != VT_STRING;
}

/* ESC ESC ESC: the first one is a key. */
static void drop_first_escape(struct keyboard *keyboard) {
    push(keyboard, KEY_CODE_ESCAPE);
    keyboard->token_len = 2;
}

/* The last byte of the token, read by the table and by base/vt.h. */
static void go_on_with_token(struct keyboard *keyboard, enum vt_state before, enum vt_kind kind) {
    unsigned char byte = keyboard->token[keyboard->token_len - 1];
    bool is_doubled, is_cut = has_cut_off(before, byte, kind);
    struct key_match found = look_up(keyboard, &is_doubled);
    struct keyboard_match match = {
        .is_of_table = true, .is_doubled = is_doubled, .key = found.key, .kind = kind};
    if (kind == VT_TWICE) {
        drop_first_escape(keyboard);
    } else if (found.is_whole) {
        note_match(keyboard, &match);
        if (!found.goes_on && (kind != VT_MORE || is_cut))
            settle(keyboard);
    } else if (is_cut && !found.goes_on) {
        if (keyboard->match.len)
            settle(keyboard);
        else
            refuse_token(keyboard);
    } else if (keyboard->match.len) {
        go_on_behind_match(keyboard, kind, found.goes_on);
    } else {
        go_on_without_match(keyboard, kind, found.goes_on);
    }
}

static void put_in_token(struct keyboard *keyboard, unsigned char byte) {
    enum vt_state before = keyboard->vt.state;
    keyboard->token[keyboard->token_len++] = byte;
    go_on_with_token(keyboard, before,
                     before == VT_GROUND ? VT_PLAIN : vt_put(&keyboard->vt, byte));
}

/* Keys of some terminals begin with a byte other than ESC. */
static bool begins_in_table(const struct keyboard *keyboard, unsigned char byte) {
    struct key_match match = key_table_find(keyboard->table, &byte, 1);
    bool is_in_character = keyboard->charset.len && !is_control(byte);
    return !is_in_character && (match.is_whole || match.goes_on);
}

/* Begins a sequence that the table may contain. */
static void begin_token(struct keyboard *keyboard) {
    forget_token(keyboard);
    keyboard->token_len = keyboard->vt.len;
    memcpy(keyboard->token, keyboard->vt.bytes, keyboard->vt.len);
}

static void read_first(struct keyboard *keyboard, unsigned char byte) {
    if (byte == ESCAPE) {
        end_character(keyboard);
        put_in_sequence(keyboard, byte);
        if (!keyboard->is_pasting)
            begin_token(keyboard);
    } else if (!keyboard->is_pasting && begins_in_table(keyboard, byte)) {
        put_in_token(keyboard, byte);
    } else if (begins_by_control(keyboard, byte)) {
        begin_by_control(keyboard, byte, false);
        if (!keyboard->is_pasting) {
            begin_token(keyboard);
            go_on_with_token(keyboard, VT_ESCAPE, VT_MORE);
        }
    } else {
        put_plain(keyboard, byte);
    }
}

static void read_byte(struct keyboard *keyboard, unsigned char byte) {
    if (keyboard->token_len)
        put_in_token(keyboard, byte);
    else if (keyboard->vt.state == VT_GROUND)
        read_first(keyboard, byte);
    else
        put_in_sequence(keyboard, byte);
}

/* What the table says of the abandoned bytes, those after them, and `byte`. */
static struct key_match look_up_lost(const struct keyboard *keyboard, unsigned char byte) {
    unsigned char bytes[KEYBOARD_TOKEN_MAX + KEYBOARD_HELD_MAX];
    size_t len = keyboard->lost_token_len;
    memcpy(bytes, keyboard->lost_token, len);
    memcpy(bytes + len, keyboard->held, keyboard->held_len);
    len += keyboard->held_len;
    bytes[len++] = byte;
    return keyboard->lost_token_len ? key_table_find(keyboard->table, bytes, len)
                                    : (struct key_match){.key = KEY_CODE_NONE};
}

/* What the awaited reply can go on with, and its end. */
static bool is_of_reply(const struct keyboard *keyboard, unsigned char byte) {
    if (keyboard->lost.state == VT_ESCAPE)
        return byte == ']';
    return byte && strchr("0123456789abcdefABCDEF/:;rgba#\a\033\\", byte);
}

/* Whether it is too late for a tail that begins with the byte. */
static bool is_too_late(const struct keyboard *keyboard, unsigned char byte) {
    if (keyboard->byte_ms < keyboard->lost_until_ms || keyboard->has_lost_paste)
        return false;
    return keyboard->byte_ms >= keyboard->lost_reply_until_ms || !is_of_reply(keyboard, byte);
}

/* Whether the byte may begin the tail of the abandoned sequence. */
static bool may_be_tail(const struct keyboard *keyboard, unsigned char byte) {
    bool is_over = is_too_late(keyboard, byte);
    if (!keyboard->lost_until_ms || is_over || keyboard->vt.state != VT_GROUND ||
        keyboard->token_len || keyboard->charset.len || byte >= FIRST_HIGH)
        return false;
    if (keyboard->has_lost_paste)
        return byte != ESCAPE;
    struct key_match found = look_up_lost(keyboard, byte);
    if (keyboard->lost.state == VT_ESCAPE)
        return (byte && strchr("[OP]_", byte)) || found.goes_on;
    if (keyboard->lost.state == VT_GROUND)
        return byte != ESCAPE && (found.goes_on || found.is_whole);
    return byte != ESCAPE || keyboard->lost.state == VT_STRING;
}

/* Not a tail: the held bytes were typed, or continue the paste. */
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

/* No terminal is known to send such a string. Its end, or bytes faster than a person types, show
 * that it is one. */
static bool is_string_behind_escape(const struct keyboard *keyboard) {
    return keyboard->lost.state == VT_ESCAPE && is_string(&keyboard->trial) &&
           !keyboard->has_spoken;
}

/* More than one byte at a time continues an abandoned string; other sequences continue with what no
 * person types. */
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

/* A person typed it, unless it continues a paste, which comes more than one byte at a time. */
static void refuse_tail(struct keyboard *keyboard) {
    if (!keyboard->has_lost_paste || keyboard->held_len > 1)
        release(keyboard, keyboard->has_lost_paste);
    else
        vt_reset(&keyboard->lost);
}

/* Another sequence cut off the abandoned string. */
static bool is_cut_off(const struct keyboard *keyboard, enum vt_state before, enum vt_kind kind) {
    return is_string(&keyboard->lost) && before == VT_STRING_ESCAPE && kind != VT_REPLY;
}

/* A single byte is a key if the abandoned sequence was reported as one. */
static bool may_be_key(const struct keyboard *keyboard) {
    return keyboard->held_len == 1 && (keyboard->has_spoken || keyboard->lost.state == VT_ESCAPE);
}

/* A complete sequence that may be the beginning of a longer one: the rest may still arrive. */
static void drop_so_far(struct keyboard *keyboard) {
    memcpy(keyboard->lost_token + keyboard->lost_token_len, keyboard->held, keyboard->held_len);
    keyboard->lost_token_len += keyboard->held_len;
    keyboard->held_len = 0;
    keyboard->lost = keyboard->trial;
    keyboard->has_spoken = false;
}

static void drop_tail(struct keyboard *keyboard) {
    forget_lost(keyboard);
    vt_reset(&keyboard->vt);
}

static void put_tail(struct keyboard *keyboard, unsigned char byte) {
    struct vt *trial = &keyboard->trial;
    if (!keyboard->held_len)
        *trial = keyboard->lost;
    enum vt_state before = trial->state;
    struct key_match found = look_up_lost(keyboard, byte);
    keyboard->held[keyboard->held_len++] = byte;
    enum vt_kind kind = vt_put(trial, byte);
    bool is_whole = (kind == VT_REPLY || vt_key_read(trial, kind).is_known) &&
                    !(keyboard->has_spoken && keyboard->held_len == 1);
    bool is_possible = kind == VT_MORE && !is_cut_off(keyboard, before, kind) &&
                       (vt_key_is_possible(trial) || is_string_behind_escape(keyboard));
    if (is_possible && is_certain(keyboard)) {
        go_on_with_tail(keyboard);
    } else if (is_whole && found.goes_on) {
        drop_so_far(keyboard);
    } else if (is_whole) {
        go_on_with_tail(keyboard);
        end_sequence(keyboard, kind);
    } else if (found.is_whole && !is_possible && !may_be_key(keyboard)) {
        drop_tail(keyboard);
    } else if (!(is_possible || found.goes_on) || keyboard->held_len == KEYBOARD_HELD_MAX) {
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

/* In a paste, ESC begins its end or is part of it. */
static void take_escape(struct keyboard *keyboard) {
    if (keyboard->is_pasting && keyboard->gap_ms >= KEYBOARD_PASTE_GAP_MS) {
        give_up_paste(keyboard, keyboard->byte_ms + keyboard->escape_ms);
        return;
    }
    push(keyboard, KEY_CODE_ESCAPE);
    give_up(keyboard, keyboard->byte_ms + keyboard->escape_ms);
}

/* Nothing followed a key that begins longer sequences: it was that key. */
static void take_silence(struct keyboard *keyboard) {
    struct keyboard_match match = keyboard->match;
    if (match.len < keyboard->token_len) {
        settle(keyboard);
        return;
    }
    give_up(keyboard, keyboard->byte_ms + keyboard->escape_ms);
    take_match(keyboard, &match);
    keyboard->has_spoken = keyboard->count > 0;
}

/* A single byte was a key. If it was the first byte of a torn tail, the rest still shows by coming
 * more than one byte at a time. */
static void release_alone(struct keyboard *keyboard, int64_t now_ms) {
    unsigned char last = keyboard->held[--keyboard->held_len];
    bool is_whole = look_up_lost(keyboard, last).is_whole;
    keyboard->held_len++;
    if (is_whole && !may_be_key(keyboard)) {
        drop_tail(keyboard);
        return;
    }
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
    else if (keyboard->match.len)
        take_silence(keyboard);
    else if (keyboard->token_len && keyboard->token[0] != ESCAPE)
        refuse_token(keyboard);
    else if (keyboard->vt.state == VT_ESCAPE)
        take_escape(keyboard);
    else if (keyboard->vt.state != VT_GROUND || keyboard->token_len)
        give_up(keyboard, now_ms);
    else if (keyboard->is_pasting)
        give_up_paste(keyboard, now_ms);
}

void keyboard_excuse(struct keyboard *keyboard, int64_t ms) {
    keyboard->byte_ms += ms;
    keyboard->reply.until_ms += ms;
    if (keyboard->lost_until_ms)
        keyboard->lost_until_ms += ms;
    if (keyboard->lost_reply_until_ms)
        keyboard->lost_reply_until_ms += ms;
}

int keyboard_take(struct keyboard *keyboard) {
    if (!keyboard->count)
        return KEY_CODE_NONE;
    int key = keyboard->keys[keyboard->first];
    keyboard->first = (keyboard->first + 1) % KEYBOARD_QUEUE_MAX;
    keyboard->count--;
    return key;
}

/* How long silence must last until the sequence counts as complete. */
static int64_t patience_ms(const struct keyboard *keyboard) {
    bool may_end_paste = keyboard->is_pasting && keyboard->gap_ms < KEYBOARD_PASTE_GAP_MS;
    bool is_typed = keyboard->token_len && keyboard->token[0] != ESCAPE;
    if (keyboard->held_len || keyboard->match.len || is_typed)
        return keyboard->escape_ms;
    if (keyboard->vt.state == VT_ESCAPE && !may_end_paste)
        return keyboard->escape_ms;
    if (keyboard->vt.state != VT_GROUND || keyboard->token_len)
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
