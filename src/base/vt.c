/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/vt.h"

#include <string.h>

enum {
    BELL = 0x07,
    CANCEL = 0x18,
    SUBSTITUTE = 0x1A,
    ESCAPE = 0x1B,
    DELETE = 0x7F,
    EIGHT_BIT_END = 0x9C,
    FIRST_CONTROL = 0x80,
    LAST_CONTROL = 0x9F,
    CONTROL_OFFSET = 0x40,
    FIRST_OF_TWO = 0xC2,
    LAST_OF_TWO = 0xDF,
    MOUSE_AT = 3 /* after ESC [ M */
};

static void keep(struct vt *vt, unsigned char byte) {
    if (vt->len < VT_BYTES_MAX)
        vt->bytes[vt->len++] = byte;
    else
        vt->is_malformed = true;
}

static enum vt_kind go_on(struct vt *vt, enum vt_state state) {
    vt->state = state;
    return VT_MORE;
}

static enum vt_kind end(struct vt *vt, enum vt_kind kind) {
    vt->state = VT_GROUND;
    return kind;
}

static enum vt_kind begin(struct vt *vt) {
    vt->is_doubled = vt->is_eight_bit = vt->is_malformed = false;
    vt->len = 0;
    keep(vt, ESCAPE);
    return go_on(vt, VT_ESCAPE);
}

void vt_reset(struct vt *vt) {
    begin(vt);
    vt->state = VT_GROUND;
}

static enum vt_kind in_escape(struct vt *vt, unsigned char byte) {
    if (byte == ESCAPE) {
        enum vt_kind kind = vt->is_doubled ? VT_TWICE : VT_MORE;
        vt->is_doubled = true;
        return kind;
    }
    keep(vt, byte);
    switch (byte) {
    case '[':
        return go_on(vt, VT_CSI_ENTRY);
    case 'O':
    case 'N':
        return go_on(vt, VT_SINGLE_SHIFT);
    case 'P':
    case ']':
    case '_':
    case '^':
    case 'X':
        return go_on(vt, VT_STRING);
    default:
        return end(vt, VT_ESCAPED);
    }
}

static bool is_final(unsigned char byte) {
    return byte >= '@' && byte <= '~';
}

/* `ESC [ 7 $`: rxvt ends the key's number with what ECMA-48 calls an intermediate byte. */
static bool ends_with_dollar(const struct vt *vt) {
    for (size_t i = 2; i < vt->len; i++)
        if (vt->bytes[i] < '0' || vt->bytes[i] > '9')
            return false;
    return vt->len > 2;
}

static enum vt_kind in_csi(struct vt *vt, unsigned char byte) {
    bool is_entry = vt->state == VT_CSI_ENTRY;
    bool is_dollar = byte == '$' && vt->state == VT_CSI_PARAM && ends_with_dollar(vt);
    keep(vt, byte);
    if (is_entry && byte == '[' && !vt->is_in_paste)
        return go_on(vt, VT_CONSOLE);
    if (is_entry && byte == 'M' && !vt->is_in_paste)
        return go_on(vt, VT_MOUSE);
    if (is_final(byte) || is_dollar)
        return end(vt, VT_SEQUENCE);
    if (byte >= '0' && byte <= '?') {
        vt->is_malformed = vt->is_malformed || vt->state == VT_CSI_INTERMEDIATE;
        return go_on(vt, vt->state == VT_CSI_INTERMEDIATE ? VT_CSI_INTERMEDIATE : VT_CSI_PARAM);
    }
    if (byte >= ' ' && byte <= '/')
        return go_on(vt, VT_CSI_INTERMEDIATE);
    vt->is_malformed = true;
    return VT_MORE;
}

static enum vt_kind in_single_shift(struct vt *vt, unsigned char byte) {
    bool is_parameter = (byte >= '0' && byte <= '9') || byte == ';';
    keep(vt, byte);
    if (byte < ' ' || byte >= DELETE)
        return end(vt, VT_CANCELLED);
    return is_parameter && vt->bytes[1] == 'O' ? VT_MORE : end(vt, VT_SEQUENCE);
}

/* Reads a number at `at` and returns its length, 0 if more bytes belong to it. In UTF-8 (mode 1005)
 * numbers above 95 have two bytes. */
static size_t read_figure(const struct vt *vt, size_t at, int *figure) {
    unsigned char first = vt->bytes[at];
    *figure = first;
    if (vt->has_eight_bit || first < FIRST_OF_TWO || first > LAST_OF_TWO)
        return 1;
    if (at + 1 == vt->len)
        return 0;
    if ((vt->bytes[at + 1] & 0xC0) != 0x80)
        return 1;
    *figure = (first & 0x1F) << 6 | (vt->bytes[at + 1] & 0x3F);
    return 2;
}

bool vt_read_mouse(const struct vt *vt, int figures[static VT_MOUSE_FIGURES]) {
    size_t at = MOUSE_AT, count = 0, len = 1;
    for (; len && count < VT_MOUSE_FIGURES && at < vt->len; at += len) {
        len = read_figure(vt, at, &figures[count]);
        count += len > 0;
    }
    return count == VT_MOUSE_FIGURES;
}

/* xterm sends NUL for a position that is too far away for a byte. */
static enum vt_kind in_mouse(struct vt *vt, unsigned char byte) {
    int figures[VT_MOUSE_FIGURES];
    keep(vt, byte);
    if (byte && byte < ' ')
        return end(vt, VT_CANCELLED);
    return vt_read_mouse(vt, figures) ? end(vt, VT_MOUSE_REPORT) : VT_MORE;
}

static enum vt_kind in_string(struct vt *vt, unsigned char byte) {
    if (byte == ESCAPE)
        return go_on(vt, VT_STRING_ESCAPE);
    if (byte == BELL || (byte == EIGHT_BIT_END && (vt->has_eight_bit || vt->is_eight_bit)))
        return end(vt, VT_REPLY);
    keep(vt, byte);
    return VT_MORE;
}

/* ESC and anything but the end begins another sequence: the string was cut off. */
static enum vt_kind in_string_escape(struct vt *vt, unsigned char byte) {
    if (byte == '\\')
        return end(vt, VT_REPLY);
    begin(vt);
    return in_escape(vt, byte);
}

enum vt_kind vt_put(struct vt *vt, unsigned char byte) {
    if (vt->state != VT_GROUND && (byte == CANCEL || byte == SUBSTITUTE))
        return end(vt, VT_CANCELLED);
    if (byte == ESCAPE && vt->state != VT_ESCAPE && vt->state != VT_STRING)
        return begin(vt);
    switch (vt->state) {
    case VT_GROUND:
        return VT_PLAIN;
    case VT_ESCAPE:
        return in_escape(vt, byte);
    case VT_CSI_ENTRY:
    case VT_CSI_PARAM:
    case VT_CSI_INTERMEDIATE:
        return in_csi(vt, byte);
    case VT_SINGLE_SHIFT:
        return in_single_shift(vt, byte);
    case VT_CONSOLE:
        keep(vt, byte);
        return end(vt, byte > ' ' && byte < DELETE ? VT_SEQUENCE : VT_CANCELLED);
    case VT_MOUSE:
        return in_mouse(vt, byte);
    case VT_STRING:
        return in_string(vt, byte);
    case VT_STRING_ESCAPE:
        return in_string_escape(vt, byte);
    }
    return VT_PLAIN;
}

unsigned char vt_letter_of(unsigned char control) {
    unsigned char letter = (unsigned char)(control - CONTROL_OFFSET);
    return control >= FIRST_CONTROL && control <= LAST_CONTROL && strchr("[ONP]_^X", letter)
               ? letter
               : 0;
}

enum vt_kind vt_put_control(struct vt *vt, unsigned char control) {
    begin(vt);
    vt->is_eight_bit = true;
    return in_escape(vt, vt_letter_of(control));
}
