/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Splits the bytes of a terminal into sequences, however long and in however many pieces: the
 * control sequences and control strings of ECMA-48 by the state machine of the DEC VT500 (Paul
 * Williams, vt100.net/emu/dec_ansi_parser), plus what keyboards send in addition: SS3 with
 * parameters, `ESC [ [ A` of the Linux console, `ESC [ 7 $` of rxvt, and the three bytes after
 * `ESC [ M` of the old mouse report.
 *
 * ESC begins a sequence. So do the 8-bit controls (0x9B is ESC and `[`), but in many character sets
 * their bytes are parts of letters, so the caller, who knows the set, says which they are. Pure; no
 * time, no memory of its own. Initialize with zeros.
 */
#ifndef FOLLOWTRAIL_BASE_VT_H
#define FOLLOWTRAIL_BASE_VT_H

#include <stdbool.h>
#include <stddef.h>

/* The maximum bytes kept of a sequence; the rest of a longer one is dropped. */
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
    VT_MORE,         /* the sequence is incomplete */
    VT_PLAIN,        /* a byte outside sequences that begins none */
    VT_TWICE,        /* ESC ESC ESC: the first one is a key of its own */
    VT_ESCAPED,      /* ESC and a byte that begins no longer sequence */
    VT_SEQUENCE,     /* CSI, SS2, SS3, console */
    VT_MOUSE_REPORT, /* of the old form */
    VT_REPLY,        /* a control string */
    VT_CANCELLED     /* by CAN, SUB, or a byte that cannot be in it */
};

struct vt {
    enum vt_state state;
    bool is_doubled;    /* begins with two ESC, which is how PuTTY and rxvt send Alt */
    bool is_eight_bit;  /* begins with an 8-bit control, and 0x9C ends it */
    bool is_malformed;  /* or longer than the limit */
    bool has_eight_bit; /* 0x9C ends a string; for character sets in which it is not a letter */
    bool is_in_paste;   /* old mouse reports and console keys are not recognised in a paste */
    size_t len;
    unsigned char bytes[VT_BYTES_MAX]; /* from ESC on; valid until the next vt_put() */
};

/* Adds a byte. Any result but VT_MORE ends a sequence, and the next one can begin. */
enum vt_kind vt_put(struct vt *vt, unsigned char byte) __attribute__((nonnull));

/* Adds an 8-bit control (0x80 to 0x9F) that begins a sequence, like ESC and its letter. */
enum vt_kind vt_put_control(struct vt *vt, unsigned char control) __attribute__((nonnull));

/* The letter X for which ESC X is this 8-bit control, if that begins a longer sequence; else 0. */
unsigned char vt_letter_of(unsigned char control);

/* Button, column and row of an old mouse report, each plus 32; false while it is incomplete. */
bool vt_read_mouse(const struct vt *vt, int figures[static VT_MOUSE_FIGURES])
    __attribute__((nonnull));

/* Forgets an incomplete sequence. */
void vt_reset(struct vt *vt) __attribute__((nonnull));

#endif
