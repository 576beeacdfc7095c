/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns a complete sequence (base/vt.h) into a key (base/key.h), or nothing. Knows the keys of
 * xterm, PuTTY, rxvt, the Linux console, VT100 and VT220, screen, tmux, kitty and mintty, in normal
 * and application mode, with modifiers; CSI u (kitty's keyboard protocol) and xterm's
 * modifyOtherKeys; three forms of mouse reports; bracketed paste. Replies of a terminal are
 * recognised and mean nothing.
 *
 * Sources: xterm's ctlseqs, the VT220 manual, kitty's keyboard protocol, rxvt's rxvtRef,
 * console_codes(4), PuTTY's manual. Pure.
 */
#ifndef FOLLOWTRAIL_BASE_VT_KEY_H
#define FOLLOWTRAIL_BASE_VT_KEY_H

#include "base/vt.h"

#include <stdbool.h>

struct vt_meaning {
    bool is_known; /* some terminal sends it */
    int key;       /* KEY_CODE_NONE: no function */
};

/* The meaning of the sequence that vt_put() just ended with `kind`. */
struct vt_meaning vt_key_read(const struct vt *vt, enum vt_kind kind) __attribute__((nonnull));

/* Whether a person can hardly have typed what has arrived of a sequence, so the rest belongs to a
 * terminal too. The sequence continues. */
bool vt_key_is_certain(const struct vt *vt) __attribute__((nonnull));

/* Whether a known sequence begins like this. */
bool vt_key_is_possible(const struct vt *vt) __attribute__((nonnull));

#endif
