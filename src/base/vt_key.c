/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/vt_key.h"

#include "base/key.h"

#include <string.h>

enum { PARAMETERS_MAX = 8, SUBS_MAX = 3, FIGURE_MAX = 0x10FFFF, BODY_AT = 2, FAR_AWAY = 0x100 };

/* A modifier parameter is 1 plus these. */
enum { SHIFT = 1, ALT = 2, CTRL = 4, SUPER = 8, HYPER = 16, META = 32, CAPS_LOCK = 64 };

enum { EVENT_RELEASED = 3 };

/* Parameters and their parts, separated by colons; a missing one is 0. */
struct sequence {
    int figures[PARAMETERS_MAX][SUBS_MAX];
    int count; /* of parameters, 0 if there are none */
    int privately;
    bool has_intermediate;
    int final;
};

static const struct vt_meaning nothing = {true, KEY_CODE_NONE}, unknown = {false, KEY_CODE_NONE};

static struct vt_meaning of_key(int key) {
    return (struct vt_meaning){true, key};
}

/* False if there are more of them than any known sequence has. */
static bool read_parameters(const struct vt *vt, struct sequence *sequence) {
    size_t at = BODY_AT, last = vt->len - 1;
    int part = 0;
    *sequence = (struct sequence){.final = vt->bytes[last]};
    if (at < last && strchr("<=>?", vt->bytes[at]))
        sequence->privately = vt->bytes[at++];
    for (; at < last && vt->bytes[at] >= '0' && vt->bytes[at] <= ';'; at++) {
        if (!sequence->count)
            sequence->count = 1;
        int *figure = sequence->figures[sequence->count - 1] + (part < SUBS_MAX ? part : 0);
        if (vt->bytes[at] == ';') {
            if (sequence->count++ == PARAMETERS_MAX)
                return false;
            part = 0;
        } else if (vt->bytes[at] == ':') {
            part++;
        } else if (part < SUBS_MAX && *figure <= FIGURE_MAX) {
            *figure = *figure * 10 + vt->bytes[at] - '0';
        }
    }
    sequence->has_intermediate = at < last;
    return true;
}

static const struct {
    char final;
    int key;
} cursor_keys[] = {
    {'A', KEY_CODE_UP},     {'B', KEY_CODE_DOWN},      {'C', KEY_CODE_RIGHT},
    {'D', KEY_CODE_LEFT},   {'H', KEY_CODE_HOME},      {'F', KEY_CODE_END},
    {'P', KEY_CODE_F0 + 1}, {'Q', KEY_CODE_F0 + 2},    {'R', KEY_CODE_F0 + 3},
    {'S', KEY_CODE_F0 + 4}, {'Z', KEY_CODE_SHIFT_TAB},
};

static int cursor_key(int final) {
    for (size_t i = 0; i < sizeof cursor_keys / sizeof *cursor_keys; i++)
        if (cursor_keys[i].final == final)
            return cursor_keys[i].key;
    return KEY_CODE_NONE;
}

/* `ESC [ number ~`. The keys of a VT220 are Find (1) and Select (4) where Home and End are. */
static int numbered_key(int number) {
    static const int editing[] = {KEY_CODE_NONE,      KEY_CODE_HOME, KEY_CODE_INSERT,
                                  KEY_CODE_DELETE,    KEY_CODE_END,  KEY_CODE_PAGE_UP,
                                  KEY_CODE_PAGE_DOWN, KEY_CODE_HOME, KEY_CODE_END};
    static const signed char functions[] = {0,  1,  2,  3,  4, 5,  0,  6, 7,  8,  9,  10, 0,
                                            11, 12, 13, 14, 0, 15, 16, 0, 17, 18, 19, 20};
    enum { EDITING = sizeof editing / sizeof *editing, FIRST = 10 };
    if (number >= 0 && number < EDITING)
        return editing[number];
    if (number < FIRST || number >= FIRST + (int)sizeof functions || !functions[number - FIRST])
        return KEY_CODE_NONE;
    return KEY_CODE_F0 + functions[number - FIRST];
}

static bool is_known_as_plain(int modifiers) {
    return !(modifiers & (SUPER | HYPER));
}

/* Shift is part of a character, and means nothing with other keys. */
static int with(int key, int modifiers) {
    bool is_alt = modifiers & (ALT | META);
    bool is_character = key < KEY_CODE_FIRST || key == KEY_CODE_ENTER || key == KEY_CODE_BACKSPACE;
    if (key == KEY_CODE_NONE || !is_known_as_plain(modifiers))
        return KEY_CODE_NONE;
    if (key == KEY_CODE_ESCAPE)
        return key;
    return key + (is_alt ? KEY_CODE_ALT : 0) +
           (modifiers & CTRL && !is_character ? KEY_CODE_CTRL : 0);
}

static int modifiers_of(const struct sequence *sequence, int parameter) {
    int given = parameter < sequence->count ? sequence->figures[parameter][0] : 0;
    return given > 0 ? given - 1 : 0;
}

/* The numeric keypad in application mode. PuTTY sends these whatever the state of Num Lock. */
static int pad_key(int final) {
    static const char finals[] = "pqrstuvwxyjklmnoX ", faces[] = "0123456789*+,-./= ";
    const char *at = strchr(finals, final);
    return at && final ? KEY_CODE_PAD + faces[at - finals] : KEY_CODE_NONE;
}

static int control_of(int code) {
    int letter = code >= 'a' && code <= 'z' ? code - ('a' - 'A') : code;
    if (letter == 'M' || letter == 'J')
        return KEY_CODE_ENTER;
    if (letter == 'H')
        return KEY_CODE_BACKSPACE;
    return letter >= '@' && letter <= '_' ? KEY_CTRL(letter) : KEY_CODE_NONE;
}

/* Kitty's numbers, in Unicode's private use area: 57399 is 0 on the keypad, 57376 is F13. */
static int private_key(int code) {
    static const char faces[] = "0123456789./*-+";
    static const int editing[] = {
        KEY_CODE_INSERT, KEY_CODE_DELETE,  KEY_CODE_LEFT,      KEY_CODE_RIGHT, KEY_CODE_UP,
        KEY_CODE_DOWN,   KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN, KEY_CODE_HOME,  KEY_CODE_END};
    static const int pad[] = {KEY_CODE_LEFT,    KEY_CODE_RIGHT,     KEY_CODE_UP,   KEY_CODE_DOWN,
                              KEY_CODE_PAGE_UP, KEY_CODE_PAGE_DOWN, KEY_CODE_HOME, KEY_CODE_END,
                              KEY_CODE_INSERT,  KEY_CODE_DELETE};
    if (code >= 57348 && code <= 57357)
        return editing[code - 57348];
    if (code >= 57364 && code <= 57383)
        return KEY_CODE_F0 + 1 + code - 57364;
    if (code >= 57399 && code <= 57413)
        return KEY_CODE_PAD + faces[code - 57399];
    if (code >= 57417 && code <= 57426)
        return pad[code - 57417];
    return code == 57415 ? KEY_CODE_PAD + '=' : code == 57416 ? KEY_CODE_PAD + ',' : KEY_CODE_NONE;
}

static int special_key(int code) {
    switch (code) {
    case '\r':
    case '\n':
    case 57345:
    case 57414:
        return KEY_CODE_ENTER;
    case '\b':
    case 0x7F:
    case 57347:
        return KEY_CODE_BACKSPACE;
    case '\t':
    case 57346:
        return '\t';
    case KEY_CODE_ESCAPE:
    case 57344:
        return KEY_CODE_ESCAPE;
    default:
        return code >= 57344 && code <= 63743 ? private_key(code) : KEY_CODE_NONE;
    }
}

/* What CSI u and modifyOtherKeys report of a key; 0 for what is missing. */
struct coded {
    int code, shifted, on_latin; /* without Shift, with it, and on a keyboard with Latin letters */
    int text;                    /* the text that it types with its modifiers */
    int modifiers;
};

static bool is_letter(int code) {
    return code >= 'a' && code <= 'z';
}

/* Caps Lock is Shift for letters only. */
static int typed_code(const struct coded *key) {
    bool is_caps = key->modifiers & CAPS_LOCK && is_letter(key->code);
    bool is_shifted = key->modifiers & SHIFT;
    if (is_shifted == is_caps)
        return key->code;
    if (is_shifted && key->shifted)
        return key->shifted;
    return is_letter(key->code) ? key->code - ('a' - 'A') : key->code;
}

static int coded_key(const struct coded *key) {
    enum { LAST_ASCII = 0x7F };
    int special = special_key(key->code), modifiers = key->modifiers;
    bool is_alt = modifiers & (ALT | META);
    bool is_elsewhere = key->code > LAST_ASCII && key->on_latin;
    if (special == '\t' && modifiers & SHIFT)
        special = KEY_CODE_SHIFT_TAB;
    if (special != KEY_CODE_NONE || (key->code >= 57344 && key->code <= 63743))
        return with(special, modifiers);
    if (!is_known_as_plain(modifiers))
        return KEY_CODE_NONE;
    if (modifiers & CTRL)
        return with(control_of(is_elsewhere ? key->on_latin : key->code), modifiers);
    int code = is_alt && is_elsewhere ? key->on_latin
               : key->text && !is_alt ? key->text
                                      : typed_code(key);
    return key_is_text(code) ? with(code, modifiers) : KEY_CODE_NONE;
}

static struct vt_meaning read_kitty(const struct sequence *sequence) {
    const int(*figures)[SUBS_MAX] = sequence->figures;
    if (!sequence->count)
        return unknown;
    if (figures[1][1] == EVENT_RELEASED)
        return nothing;
    return of_key(coded_key(&(struct coded){figures[0][0], figures[0][1], figures[0][2],
                                            figures[2][0], modifiers_of(sequence, 1)}));
}

static struct vt_meaning read_tilde(const struct sequence *sequence) {
    const int(*figures)[SUBS_MAX] = sequence->figures;
    if (figures[0][0] == 200 || figures[0][0] == 201)
        return of_key(figures[0][0] == 200 ? KEY_CODE_PASTE_BEGIN : KEY_CODE_PASTE_END);
    if (figures[0][0] == 27 && sequence->count == 3)
        return of_key(coded_key(&(struct coded){.code = figures[2][0],
                                                .shifted = figures[2][0],
                                                .modifiers = modifiers_of(sequence, 1)}));
    if (figures[1][1] == EVENT_RELEASED)
        return nothing;
    int key = numbered_key(figures[0][0]);
    return sequence->count ? of_key(with(key, modifiers_of(sequence, 1))) : unknown;
}

/* Mouse actions: the first button and the wheel, pressed. */
static struct vt_meaning read_mouse(int button, int col, int row, bool is_pressed) {
    enum { HELD = 4 | 8 | 16, WHEEL_UP = 64, WHEEL_DOWN = 65 };
    struct key_gesture gesture = {.kind = KEY_MOUSE_CLICK, .row = row - 1, .col = col - 1};
    button &= ~HELD;
    if (!is_pressed || (button != 0 && button != WHEEL_UP && button != WHEEL_DOWN))
        return nothing;
    if (button)
        gesture.kind = button == WHEEL_UP ? KEY_MOUSE_WHEEL_UP : KEY_MOUSE_WHEEL_DOWN;
    return of_key(key_of_mouse(&gesture));
}

/* A report of the cursor's position in row 1 looks like a modified F3. It counts as that key if
 * such a modifier exists. */
static bool is_place_report(const struct sequence *sequence) {
    const int(*figures)[SUBS_MAX] = sequence->figures;
    bool is_key = figures[0][0] <= 1 && figures[1][0] >= 2 && figures[1][0] <= 16;
    return sequence->final == 'R' && sequence->count > 1 && !is_key;
}

static struct vt_meaning read_cursor_key(const struct sequence *sequence) {
    int key = cursor_key(sequence->final);
    bool is_one = sequence->count < 3 && sequence->figures[0][0] <= 1;
    if (is_place_report(sequence))
        return nothing;
    if (key == KEY_CODE_NONE)
        return unknown;
    if (!is_one || sequence->figures[1][1] == EVENT_RELEASED)
        return sequence->count ? nothing : unknown;
    return of_key(with(key, modifiers_of(sequence, 1)));
}

/* `ESC [ a` is Shift and an arrow, `ESC [ 7 ^`, `$` and `@` are Ctrl, Shift and both: rxvt. */
static struct vt_meaning read_rxvt(const struct sequence *sequence) {
    static const char shifted[] = "abcd", ended[] = "^$@";
    int final = sequence->final;
    if (final >= 'a' && final <= 'd' && !sequence->count)
        return of_key(cursor_key("ABCD"[strchr(shifted, final) - shifted]));
    if (sequence->count == 1 && strchr(ended, final))
        return of_key(with(numbered_key(sequence->figures[0][0]), final == '$' ? 0 : CTRL));
    return unknown;
}

static struct vt_meaning read_csi(const struct sequence *sequence) {
    const int(*figures)[SUBS_MAX] = sequence->figures;
    if (sequence->privately == '<' && (sequence->final == 'M' || sequence->final == 'm') &&
        sequence->count == 3)
        return read_mouse(figures[0][0], figures[1][0], figures[2][0], sequence->final == 'M');
    if (sequence->privately || (sequence->has_intermediate && sequence->count))
        return nothing;
    if (sequence->has_intermediate)
        return unknown;
    if (sequence->final == 'M' && sequence->count == 3)
        return read_mouse(figures[0][0] - ' ', figures[1][0], figures[2][0], true);
    if (sequence->final == '~')
        return read_tilde(sequence);
    if (sequence->final == 'u')
        return read_kitty(sequence);
    if ((sequence->final == 'I' || sequence->final == 'O' || sequence->final == 'E' ||
         sequence->final == 'G') &&
        !sequence->count)
        return nothing; /* focus; the middle of the keypad */
    struct vt_meaning meaning = read_cursor_key(sequence);
    if (!meaning.is_known)
        meaning = read_rxvt(sequence);
    /* Anything with parameters is a reply, not a key. */
    return meaning.is_known || !sequence->count ? meaning : nothing;
}

/* PuTTY's VT100+ mode; elsewhere these are not F9 and F11. */
static int vt100_plus_key(int final) {
    static const char finals[] = "TUVW?Y?[";
    const char *at = strchr(finals, final);
    return at && final && final != '?' ? KEY_CODE_F0 + 5 + (int)(at - finals) : KEY_CODE_NONE;
}

static struct vt_meaning read_ss3(const struct sequence *sequence) {
    static const char ctrl[] = "abcd";
    int final = sequence->final;
    int modifiers = modifiers_of(sequence, sequence->count > 1 ? 1 : 0);
    if (final == 'M')
        return of_key(with(KEY_CODE_ENTER, modifiers));
    if (final == 'I')
        return of_key(with('\t', modifiers));
    if (final == 'E')
        return nothing;
    if (final >= 'a' && final <= 'd')
        return of_key(KEY_CODE_CTRL + cursor_key("ABCD"[strchr(ctrl, final) - ctrl]));
    int key = cursor_key(final);
    if (key != KEY_CODE_NONE)
        return of_key(with(key, modifiers));
    key = pad_key(final);
    if (key == KEY_CODE_NONE)
        key = vt100_plus_key(final);
    return key == KEY_CODE_NONE ? unknown : of_key(key);
}

static bool is_console(const struct vt *vt) {
    return vt->len == 4 && vt->bytes[BODY_AT] == '[';
}

static struct vt_meaning read_sequence(const struct vt *vt) {
    struct sequence sequence;
    if (vt->bytes[1] == '[' && is_console(vt)) {
        int number = vt->bytes[BODY_AT + 1] - 'A' + 1;
        return number >= 1 && number <= 5 ? of_key(KEY_CODE_F0 + number) : unknown;
    }
    if (vt->bytes[1] == 'N')
        return unknown;
    if (!read_parameters(vt, &sequence))
        return nothing;
    return vt->bytes[1] == 'O' ? read_ss3(&sequence) : read_csi(&sequence);
}

/* The beginning of a control string, after its introducer. */
static bool is_reply(const struct vt *vt) {
    int first = vt->len > BODY_AT ? vt->bytes[BODY_AT] : 0;
    int second = vt->len > BODY_AT + 1 ? vt->bytes[BODY_AT + 1] : 0;
    bool is_figure = first >= '0' && first <= '9';
    switch (vt->bytes[1]) {
    case 'P': /* XTVERSION, DA3, DECRQSS, XTGETTCAP; @kitty-cmd */
        return is_figure || (first && strchr(">!$+", first)) ||
               (first == '@' && (!second || second == 'k'));
    case ']': /* colours, the clipboard; l and L: titles */
        return is_figure || first == 'l' || first == 'L';
    case '_': /* kitty's graphics; glyphs, by a number */
        return is_figure || first == 'G';
    default:
        return false;
    }
}

/* Each byte is 32 plus a number; button 3 means any was released, NUL a distant position. */
static struct vt_meaning read_old_mouse(const struct vt *vt) {
    int figures[VT_MOUSE_FIGURES];
    if (!vt_read_mouse(vt, figures))
        return nothing;
    int col = figures[1] ? figures[1] : FAR_AWAY, row = figures[2] ? figures[2] : FAR_AWAY;
    return read_mouse(figures[0] - ' ', col - ' ', row - ' ', true);
}

struct vt_meaning vt_key_read(const struct vt *vt, enum vt_kind kind) {
    switch (kind) {
    case VT_SEQUENCE:
        return vt->is_malformed ? unknown : read_sequence(vt);
    case VT_MOUSE_REPORT:
        return read_old_mouse(vt);
    case VT_REPLY:
        return is_reply(vt) ? nothing : unknown;
    default:
        return unknown;
    }
}

bool vt_key_is_certain(const struct vt *vt) {
    switch (vt->state) {
    case VT_CSI_PARAM:
    case VT_MOUSE:
        return true;
    case VT_STRING:
    case VT_STRING_ESCAPE:
        return is_reply(vt);
    default:
        return false;
    }
}

bool vt_key_is_possible(const struct vt *vt) {
    switch (vt->state) {
    case VT_CSI_INTERMEDIATE:
        return false;
    case VT_SINGLE_SHIFT:
        return vt->bytes[1] == 'O';
    case VT_STRING:
    case VT_STRING_ESCAPE:
        return vt->bytes[1] != '^' && vt->bytes[1] != 'X' && (vt->len == BODY_AT || is_reply(vt));
    default:
        return true;
    }
}
