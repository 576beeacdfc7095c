/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal sends, taken apart byte by byte into sequences, however long and however torn:
 * the control sequences and control strings of ECMA-48 by the state machine of the DEC VT500 (Paul
 * Williams, vt100.net/emu/dec_ansi_parser), with what keyboards send besides: SS3 with parameters,
 * `ESC [ [ A` of the Linux console, `ESC [ 7 $` of rxvt, and the three bytes after `ESC [ M` of the
 * old mouse report.
 *
 * ESC begins a sequence. So do the 8-bit controls (0x9B is ESC and `[`), but the bytes of those are
 * parts of letters in many character sets: whoever knows the set says which they are.
 * Pure; no time, no memory of its own. All 0 is a fine beginning.
 */
#ifndef FOLLOWTRAIL_BASE_VT_H
#define FOLLOWTRAIL_BASE_VT_H

#include <stdbool.h>
#include <stddef.h>

/* What is kept of a sequence. A longer one is still one sequence; its rest is dropped. */
enum { VT_BYTES_MAX = 256, VT_MOUSE_FIGURES = 3 };

enum vt_state {
    VT_GROUND,
    VT_ESCAPE,
    VT_CSI_ENTRY,
    VT_CSI_PARAM,
    VT_CSI_INTERMEDIATE,
    VT_SINGLE_SHIFT, /* SS2 and SS3 */
    VT_CONSOLE,      /* ESC [ [ */
    VT_MOUSE,        /* ESC [ M and not yet three bytes */
    VT_STRING,       /* DCS, OSC, APC, PM, SOS */
    VT_STRING_ESCAPE
};

enum vt_kind {
    VT_MORE,         /* the sequence goes on */
    VT_PLAIN,        /* a byte outside of sequences, which begins none */
    VT_TWICE,        /* ESC ESC ESC: the first stands alone */
    VT_ESCAPED,      /* ESC and a byte that begins nothing longer */
    VT_SEQUENCE,     /* CSI, SS2, SS3, console */
    VT_MOUSE_REPORT, /* of the old form */
    VT_REPLY,        /* a control string */
    VT_CANCELLED     /* by CAN, SUB, or a byte that cannot be in it */
};

struct vt {
    enum vt_state state;
    bool is_doubled;    /* it began with two ESC, which is how PuTTY and rxvt say Alt */
    bool is_eight_bit;  /* it began with an 8-bit control, and 0x9C ends it */
    bool is_malformed;  /* or longer than what is kept */
    bool has_eight_bit; /* 0x9C ends a string; for character sets in which it is no letter */
    bool is_in_paste;   /* old mouse reports and console keys do not exist there */
    size_t len;
    unsigned char bytes[VT_BYTES_MAX]; /* from ESC on, one of them; valid until the next vt_put() */
};

/* Takes a byte. Unless VT_MORE is returned a sequence has ended, and the next one can begin. */
enum vt_kind vt_put(struct vt *vt, unsigned char byte) __attribute__((nonnull));

/* Takes an 8-bit control (0x80 to 0x9F) that begins a sequence, as ESC and its letter. */
enum vt_kind vt_put_control(struct vt *vt, unsigned char control) __attribute__((nonnull));

/* The letter with which ESC is the 8-bit control that begins a longer sequence; 0 where the byte
 * begins none. */
unsigned char vt_letter_of(unsigned char control);

/* The button, column and row of a mouse report of the old form, each with 32 added; false while it
 * is not whole. */
bool vt_read_mouse(const struct vt *vt, int figures[static VT_MOUSE_FIGURES])
    __attribute__((nonnull));

/* Forgets a sequence that was begun. */
void vt_reset(struct vt *vt) __attribute__((nonnull));

#endif
