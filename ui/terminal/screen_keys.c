/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NCURSES_WIDECHAR 1
#include "ui/terminal/screen_keys.h"

#include "base/clock.h"
#include "base/key.h"
#include "base/text.h"
#include "base/vt_key.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

enum {
    FUNCTION_KEYS = 63,
    SHIFTED_KEYS = 16,
    ESCAPE_DELAY_MAX = 10000,
    NAME_MAX_BYTES = 16,
    REPLY_MIN_BYTES = 15, /* ESC ] 11 ; rgb:0/0/0 BEL */
    REPLY_MAX_BYTES = 32,
    BYTES_AT_ONCE = 4096
};

/* Capabilities for one key, and its name here. */
static const struct {
    const char *capability;
    int key;
} named[] = {
    {"kcuu1", KEY_CODE_UP},      {"kcud1", KEY_CODE_DOWN},     {"kcub1", KEY_CODE_LEFT},
    {"kcuf1", KEY_CODE_RIGHT},   {"khome", KEY_CODE_HOME},     {"kend", KEY_CODE_END},
    {"kpp", KEY_CODE_PAGE_UP},   {"knp", KEY_CODE_PAGE_DOWN},  {"kich1", KEY_CODE_INSERT},
    {"kdch1", KEY_CODE_DELETE},  {"kcbt", KEY_CODE_SHIFT_TAB}, {"kent", KEY_CODE_ENTER},
    {"kbs", KEY_CODE_BACKSPACE},
};

/* Capabilities for the same key elsewhere, or with Shift. If the sequence itself says what it is
 * (base/vt_key.h), that decides: most descriptions use the keypad's sequences for two meanings. */
static const struct {
    const char *capability;
    int key;
} others[] = {
    {"kind", KEY_CODE_DOWN},     {"kri", KEY_CODE_UP},         {"kLFT", KEY_CODE_LEFT},
    {"kRIT", KEY_CODE_RIGHT},    {"kHOM", KEY_CODE_HOME},      {"kEND", KEY_CODE_END},
    {"kPRV", KEY_CODE_PAGE_UP},  {"kNXT", KEY_CODE_PAGE_DOWN}, {"kIC", KEY_CODE_INSERT},
    {"kDC", KEY_CODE_DELETE},    {"kfnd", KEY_CODE_HOME},      {"kslt", KEY_CODE_END},
    {"ka1", KEY_CODE_HOME},      {"ka3", KEY_CODE_PAGE_UP},    {"kc1", KEY_CODE_END},
    {"kc3", KEY_CODE_PAGE_DOWN}, {"kUP", KEY_CODE_UP},         {"kDN", KEY_CODE_DOWN},
};

static const char *capability(const char *name) {
    const char *sequence = tigetstr(name);
    return sequence == (const char *)-1 ? NULL : sequence;
}

/* The key that the bytes mean without a description. */
static int understood(const char *sequence) {
    struct vt vt = {.state = VT_GROUND};
    enum vt_kind kind = VT_MORE;
    for (; *sequence && kind == VT_MORE; sequence++)
        kind = vt_put(&vt, (unsigned char)*sequence);
    return *sequence ? KEY_CODE_NONE : vt_key_read(&vt, kind).key;
}

/* Of the two bytes that Backspace may send, one can have another name. The first byte of every
 * sequence cannot be a key. */
static bool is_usable(const char *sequence) {
    return sequence && *sequence && strcmp(sequence, "\177") != 0 && strcmp(sequence, "\b") != 0 &&
           strcmp(sequence, "\033[") != 0;
}

/* Except that a VT100 also calls keypad keys F5 to F10. */
static void add(struct key_table *table, const char *name, int key) {
    const char *sequence = capability(name);
    if (is_usable(sequence) && !key_is_of_pad(understood(sequence)))
        key_table_add(table, sequence, key);
}

static void add_unless_understood(struct key_table *table, const char *name, int key) {
    const char *sequence = capability(name);
    if (is_usable(sequence) && understood(sequence) == KEY_CODE_NONE)
        key_table_add(table, sequence, key);
}

static void add_function_keys(struct key_table *table) {
    char name[NAME_MAX_BYTES];
    for (int number = 1; number <= FUNCTION_KEYS; number++) {
        bool is_plain = KEY_CODE_F0 + number <= KEY_CODE_F0 + 12;
        bool has_code = KEY_CODE_F0 + number <= KEY_CODE_F20;
        snprintf(name, sizeof name, "kf%d", number);
        (is_plain ? add : add_unless_understood)(table, name,
                                                 has_code ? KEY_CODE_F0 + number : KEY_CODE_NONE);
    }
}

/* A number after them gives the modifiers (terminfo's user-defined names). */
static void add_modified(struct key_table *table) {
    char name[NAME_MAX_BYTES];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        add_unless_understood(table, others[i].capability, others[i].key);
        for (int figure = 3; figure <= 8; figure++) {
            snprintf(name, sizeof name, "%s%d", others[i].capability, figure);
            add_unless_understood(table, name, others[i].key);
        }
    }
}

/* Function keys with Shift, by names that terminfo does not define (Wyse, TeleVideo). */
static void add_shifted(struct key_table *table) {
    char name[NAME_MAX_BYTES];
    for (int number = 1; number <= SHIFTED_KEYS; number++) {
        snprintf(name, sizeof name, "kF%d", number);
        add_unless_understood(table, name, KEY_CODE_NONE);
    }
}

/* Keys without a meaning here: their bytes must not be taken for other keys. */
static void add_rest(struct key_table *table) {
    add_shifted(table);
    for (size_t i = 0; strnames[i]; i++)
        if (*strnames[i] == 'k' && strcmp(strnames[i], "kmous") != 0) {
            const char *sequence = capability(strnames[i]);
            if (is_usable(sequence) && sequence[1])
                add_unless_understood(table, strnames[i], KEY_CODE_NONE);
        }
}

static void read_description(struct key_table *table, const char *term) {
    /* PuTTY uses this name, and sends this for End in its rxvt mode. */
    if (term && !strcmp(term, "xterm"))
        key_table_add(table, "\033Ow", KEY_CODE_END);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        add(table, named[i].capability, named[i].key);
    add_function_keys(table);
    add_modified(table);
    add_rest(table);
}

static int escape_delay_ms(void) {
    const char *text = getenv("ESCDELAY");
    char *end = NULL;
    long delay = text ? strtol(text, &end, 10) : 0;
    bool is_figure = text && end != text && !*end && delay >= 0 && delay <= ESCAPE_DELAY_MAX;
    return is_figure ? (int)delay : KEYBOARD_ESCAPE_MS;
}

void screen_keys_init(struct screen_keys *keys, const char *term) {
    char name[TEXT_CHARSET_MAX];
    *keys = (struct screen_keys){.looked_ms = clock_monotonic_ms()};
    key_table_init(&keys->table);
    read_description(&keys->table, term);
    keyboard_init(&keys->keyboard, text_charset(name), &keys->table, escape_delay_ms());
}

void screen_keys_fini(struct screen_keys *keys) {
    keyboard_fini(&keys->keyboard);
    key_table_fini(&keys->table);
}

/* Another program that had the terminal may have switched it off. */
static void renew_mouse(void) {
    mmask_t wanted = 0;
    mousemask(0, &wanted);
    if (wanted)
        mousemask(wanted, NULL);
}

void screen_keys_use_mouse(struct screen_keys *keys) {
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
    keys->has_mouse = has_mouse();
}

void screen_keys_start(const struct screen_keys *keys) {
    keypad(stdscr, TRUE);
    if (keys->has_mouse)
        renew_mouse();
}

static bool is_waiting(int fd) {
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    return poll(&poll_fd, 1, 0) > 0;
}

/* One by one: bytes after a key that ends or stops the program are for whoever reads the terminal
 * next. */
static bool read_byte(int fd, unsigned char *byte, bool *has_ended) {
    if (!is_waiting(fd))
        return false;
    ssize_t len = read(fd, byte, 1);
    *has_ended = len == 0 || (len < 0 && errno != EAGAIN && errno != EINTR);
    return len == 1;
}

/* A slow line may have delayed the byte while it took a frame. */
static void put(struct screen_keys *keys, unsigned char byte) {
    int64_t now_ms = clock_monotonic_ms();
    if (keys->is_behind)
        keyboard_excuse(&keys->keyboard, now_ms - keys->looked_ms);
    keys->is_behind = false;
    keyboard_put(&keys->keyboard, byte, now_ms);
}

/* Nothing arrived, and the wait may be over. */
static bool has_waited(struct screen_keys *keys) {
    keys->looked_ms = clock_monotonic_ms();
    keys->is_behind = false;
    if (keyboard_due_ms(&keys->keyboard, keys->looked_ms) != 0)
        return false;
    keyboard_wait(&keys->keyboard, keys->looked_ms);
    return true;
}

int screen_keys_next(struct screen_keys *keys, int fd, bool *has_ended) {
    unsigned char byte;
    for (int count = 0; count < BYTES_AT_ONCE;) {
        int key = keyboard_take(&keys->keyboard);
        bool is_for_nobody = key_is_mouse(key) && !keys->has_mouse;
        if (key != KEY_CODE_NONE && !is_for_nobody)
            return key;
        if (key != KEY_CODE_NONE)
            continue;
        if (read_byte(fd, &byte, has_ended)) {
            put(keys, byte);
            count++;
        } else if (*has_ended || !has_waited(keys)) {
            return KEY_CODE_NONE;
        }
    }
    keys->looked_ms = clock_monotonic_ms();
    return KEY_CODE_NONE;
}

int screen_keys_due_ms(struct screen_keys *keys, int fd) {
    int64_t now_ms = clock_monotonic_ms();
    if (is_waiting(fd))
        keys->is_behind = true;
    else if (!keys->is_behind)
        keys->looked_ms = now_ms;
    return keyboard_due_ms(&keys->keyboard, now_ms);
}

void screen_keys_await(struct screen_keys *keys, const char *question, int ms) {
    vt_reply_await(&keys->keyboard.reply, question, clock_monotonic_ms() + ms);
}

bool screen_keys_take_reply(struct screen_keys *keys, char text[static VT_BYTES_MAX]) {
    return vt_reply_take(&keys->keyboard.reply, text);
}

static bool is_in_sequence(const struct screen_keys *keys) {
    return keys->keyboard.vt.state != VT_GROUND;
}

static bool waits_for_bytes(int fd, int64_t until_ms) {
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    int64_t left_ms = until_ms - clock_monotonic_ms();
    return left_ms > 0 && poll(&poll_fd, 1, (int)left_ms) > 0;
}

/* By its length: what is read to look at it is lost to the shell. */
static bool may_be_reply(int fd) {
    int count = 0;
    return ioctl(fd, FIONREAD, &count) == 0 && count >= REPLY_MIN_BYTES && count <= REPLY_MAX_BYTES;
}

void screen_keys_finish(struct screen_keys *keys, int fd) {
    int64_t until_ms = clock_monotonic_ms() + SCREEN_KEYS_LAST_WAIT_MS;
    bool has_ended = false, is_begun = is_in_sequence(keys);
    unsigned char byte;
    while (!has_ended && vt_reply_is_due(&keys->keyboard.reply, clock_monotonic_ms()) &&
           waits_for_bytes(fd, until_ms) && (is_begun || may_be_reply(fd))) {
        if (read_byte(fd, &byte, &has_ended))
            put(keys, byte);
        is_begun = is_in_sequence(keys);
    }
}
