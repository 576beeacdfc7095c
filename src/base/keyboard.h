/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a terminal as keys (base/key.h). A sequence is one token, however long and however
 * torn: it gives its key, or nothing. What no terminal sends dies whole, and so does a reply.
 *
 * Time decides what bytes cannot:
 *  - ESC followed by nothing is Escape after `escape_ms`. So is a key of the table with which
 *    longer sequences begin: the longest one that is known counts.
 *  - Other sequences are given up after KEYBOARD_SEQUENCE_MS of silence, and nothing comes of them.
 *  - For KEYBOARD_TAIL_MS after either, what completes a known sequence is the tail of it, come
 *    late over a slow line, and nothing comes of it: its letters would be keys that could spend. A
 *    byte alone is a key that a person pressed, `escape_ms` later.
 *  - What is pasted (bracketed) comes as its characters between KEY_CODE_PASTE_BEGIN and
 *    KEY_CODE_PASTE_END. Controls and sequences in it are dropped; line breaks and tabs before a
 *    character are one blank. Where its end never comes, Escape or ^C ends it that comes
 *    KEYBOARD_PASTE_GAP_MS after the last byte of it, and silence does after KEYBOARD_PASTE_MS. If
 *    then more than one byte comes at a time, it goes on after all.
 *
 * Times are clock_monotonic_ms(). Memory is bounded, whatever comes. Pure.
 */
#ifndef FOLLOWTRAIL_BASE_KEYBOARD_H
#define FOLLOWTRAIL_BASE_KEYBOARD_H

#include "base/charset.h"
#include "base/key_table.h"
#include "base/vt.h"

#include <stdint.h>

enum {
    KEYBOARD_ESCAPE_MS = 45, /* so that Escape is answered within 50 ms */
    KEYBOARD_SEQUENCE_MS = 1000,
    KEYBOARD_TAIL_MS = 1000,
    KEYBOARD_PASTE_GAP_MS = 300,
    KEYBOARD_PASTE_MS = 5000,
    KEYBOARD_QUEUE_MAX = 32,
    KEYBOARD_HELD_MAX = 8,
    KEYBOARD_TOKEN_MAX = KEY_TABLE_BYTES_MAX + KEYBOARD_HELD_MAX
};

/* A key that longer sequences begin with: one of the table, or else what base/vt.h has read. */
struct keyboard_match {
    size_t len; /* 0: none */
    bool is_of_table, is_doubled;
    int key;
    enum vt_kind kind;
    struct vt vt; /* as it was then */
};

struct keyboard {
    const struct key_table *table;
    struct charset charset;
    int escape_ms;
    struct vt vt;
    bool is_alt;  /* of the character that is being put together */
    bool is_tail; /* what is being read is the tail of what was given up */
    bool is_pasting;
    bool has_break;          /* what is pasted goes on behind a line break or a tab */
    int64_t byte_ms, gap_ms; /* when the last byte came, and how long after the one before */

    /* What has come of a sequence while the table may have it, and the longest key in it. */
    unsigned char token[KEYBOARD_TOKEN_MAX];
    size_t token_len;
    struct keyboard_match match;

    struct vt lost, trial; /* what was given up, and with what came after it */
    unsigned char lost_token[KEYBOARD_TOKEN_MAX]; /* likewise */
    size_t lost_token_len;
    bool has_lost_paste;                   /* the paste was given up as well */
    bool has_spoken;                       /* a part of it was taken for a key */
    int64_t lost_until_ms;                 /* 0: nothing was */
    unsigned char held[KEYBOARD_HELD_MAX]; /* in `trial`, and not yet known to belong there */
    size_t held_len;

    int keys[KEYBOARD_QUEUE_MAX];
    size_t first, count;
};

/* `charset` is a name for iconv(). `table` is the terminal's, and must outlive the keyboard. */
void keyboard_init(struct keyboard *keyboard, const char *charset, const struct key_table *table,
                   int escape_ms) __attribute__((nonnull));
void keyboard_fini(struct keyboard *keyboard) __attribute__((nonnull));

/* Takes a byte that has come at `now_ms`; not before keyboard_take() has said that there is no
 * more. */
void keyboard_put(struct keyboard *keyboard, unsigned char byte, int64_t now_ms)
    __attribute__((nonnull));

/* Takes note that no byte has come until `now_ms`. To be called only when none waits. */
void keyboard_wait(struct keyboard *keyboard, int64_t now_ms) __attribute__((nonnull));

/* Nobody has looked for bytes for the last `ms`, so that those that come next may have waited as
 * long: they are no later than they would be without that. */
void keyboard_excuse(struct keyboard *keyboard, int64_t ms) __attribute__((nonnull));

/* The next key; KEY_CODE_NONE when there is none. */
int keyboard_take(struct keyboard *keyboard) __attribute__((nonnull));

/* In how many milliseconds keyboard_wait() will have something to do if no byte comes: 0 also while
 * keys wait to be taken; -1 when time changes nothing. */
int keyboard_due_ms(const struct keyboard *keyboard, int64_t now_ms) __attribute__((nonnull));

#endif
