/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns the bytes of a terminal into keys (base/key.h). A sequence is one token, however long and
 * in however many pieces: it is one key, or nothing. Unknown sequences and replies are dropped as a
 * whole.
 *
 * Time decides what bytes cannot:
 *  - ESC followed by nothing is Escape after `escape_ms`. The same holds for a key of the table
 *    that is also the beginning of longer sequences: the longest known one counts.
 *  - Other sequences are abandoned after KEYBOARD_SEQUENCE_MS of silence and yield no key.
 *  - For KEYBOARD_TAIL_MS after either, bytes that complete a known sequence are its late tail and
 *    yield no key: read as letters, they could spend. A single byte is a key that a person pressed,
 *    `escape_ms` later.
 *  - If it was the reply that the program awaits, its tail may come for KEYBOARD_REPLY_TAIL_MS.
 *  - Pasted text (bracketed) comes as its characters between KEY_CODE_PASTE_BEGIN and
 *    KEY_CODE_PASTE_END. Controls and sequences in it are dropped; line breaks and tabs before a
 *    character become one space. If its end is missing, Escape or ^C ends the paste once
 *    KEYBOARD_PASTE_GAP_MS have passed since its last byte, and silence does after
 *    KEYBOARD_PASTE_MS. If several bytes then come at a time, the paste continues after all.
 *
 * Times are clock_monotonic_ms(). Memory is bounded for any input. Pure.
 */
#ifndef FOLLOWTRAIL_BASE_KEYBOARD_H
#define FOLLOWTRAIL_BASE_KEYBOARD_H

#include "base/charset.h"
#include "base/key_table.h"
#include "base/vt.h"
#include "base/vt_reply.h"

#include <stdint.h>

enum {
    KEYBOARD_ESCAPE_MS = 45, /* so that Escape takes effect within 50 ms */
    KEYBOARD_SEQUENCE_MS = 1000,
    KEYBOARD_TAIL_MS = 1000,
    KEYBOARD_REPLY_TAIL_MS = 10000,
    KEYBOARD_PASTE_GAP_MS = 300,
    KEYBOARD_PASTE_MS = 5000,
    KEYBOARD_QUEUE_MAX = 32,
    KEYBOARD_HELD_MAX = 8,
    KEYBOARD_TOKEN_MAX = KEY_TABLE_BYTES_MAX + KEYBOARD_HELD_MAX
};

/* A key that is also the beginning of longer sequences: one of the table, or what base/vt.h has
 * read. */
struct keyboard_match {
    size_t len; /* 0: none */
    bool is_of_table, is_doubled;
    int key;
    enum vt_kind kind;
    struct vt vt; /* its state at that time */
};

struct keyboard {
    const struct key_table *table;
    struct charset charset;
    int escape_ms;
    struct vt vt;
    bool is_alt;  /* of the character under construction */
    bool is_tail; /* what is being read is the tail of an abandoned sequence */
    bool is_pasting;
    bool has_break;          /* pasted text continues after a line break or a tab */
    int64_t byte_ms, gap_ms; /* when the last byte came, and the time since the previous one */

    /* The bytes of a sequence while the table may contain it, and the longest key in them. */
    unsigned char token[KEYBOARD_TOKEN_MAX];
    size_t token_len;
    struct keyboard_match match;

    struct vt_reply reply; /* await it with vt_reply_await(), outside of this module */

    struct vt lost, trial; /* the abandoned sequence; the same with the bytes that followed */
    unsigned char lost_token[KEYBOARD_TOKEN_MAX]; /* the same, as bytes */
    size_t lost_token_len;
    bool has_lost_paste;                   /* the paste was abandoned too */
    bool has_spoken;                       /* part of it was reported as a key */
    int64_t lost_until_ms;                 /* 0: nothing was abandoned */
    int64_t lost_reply_until_ms;           /* the same for the tail of the awaited reply */
    unsigned char held[KEYBOARD_HELD_MAX]; /* in `trial`, but not yet known to belong to it */
    size_t held_len;

    int keys[KEYBOARD_QUEUE_MAX];
    size_t first, count;
};

/* `charset` is a name for iconv(). `table` belongs to the terminal and must outlive the
 * keyboard. */
void keyboard_init(struct keyboard *keyboard, const char *charset, const struct key_table *table,
                   int escape_ms) __attribute__((nonnull));
void keyboard_fini(struct keyboard *keyboard) __attribute__((nonnull));

/* Adds a byte that arrived at `now_ms`. First call keyboard_take() until it returns
 * KEY_CODE_NONE. */
void keyboard_put(struct keyboard *keyboard, unsigned char byte, int64_t now_ms)
    __attribute__((nonnull));

/* Reports that no byte has arrived up to `now_ms`. Call it only if none is waiting. */
void keyboard_wait(struct keyboard *keyboard, int64_t now_ms) __attribute__((nonnull));

/* Reports that nobody read for the last `ms`, so the next bytes may have been waiting that long and
 * do not count as late. */
void keyboard_excuse(struct keyboard *keyboard, int64_t ms) __attribute__((nonnull));

/* The next key; KEY_CODE_NONE if there is none. */
int keyboard_take(struct keyboard *keyboard) __attribute__((nonnull));

/* Milliseconds until keyboard_wait() has something to do if no byte comes; 0 while keys are waiting
 * to be taken; -1 if time changes nothing. */
int keyboard_due_ms(const struct keyboard *keyboard, int64_t now_ms) __attribute__((nonnull));

#endif
