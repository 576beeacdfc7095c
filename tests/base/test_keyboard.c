/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terminal bytes as keys: complete, split at every byte, and late. */
#include "base/key.h"
#include "tests/support/keyboard_invariants.h"
#include "tests/support/run.h"
#include "tests/support/terminal_bytes.h"
#include "tests/support/typist.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 4096, SOON_MS = 10, LATE_MS = 300 };

#define ST "\033\\"

struct seen {
    char keys[KEYS_MAX]; /* received keys, by name */
};

static const char *name_of(int key, char name[static KEY_NAME_MAX]) {
    if (!key_is_mouse(key) && key >= KEY_CODE_PAD) {
        snprintf(name, KEY_NAME_MAX, "Pad-%c", key - KEY_CODE_PAD);
        return name;
    }
    return key_label(key, name);
}

static void press(void *context, int key) {
    struct seen *seen = context;
    char name[KEY_NAME_MAX];
    size_t len = strlen(seen->keys);
    snprintf(seen->keys + len, sizeof seen->keys - len, "%s%s", len ? " " : "", name_of(key, name));
}

static void open_typist(struct typist *typist, struct seen *seen, const char *charset) {
    seen->keys[0] = '\0';
    typist_open(typist, charset, press, seen);
}

static void type(struct typist *typist, const char *bytes) {
    typist_put(typist, bytes, strlen(bytes));
}

/* Names in one form: a letter that a terminal sends as a number is the letter. */
static void expect(const struct seen *seen, const char *expected, const char *bytes) {
    char wanted[KEYS_MAX] = "", copy[KEYS_MAX], name[KEY_NAME_MAX], *rest = NULL;
    snprintf(copy, sizeof copy, "%s", expected);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        int key = strncmp(word, "Pad-", 4) ? key_parse(word) : KEY_CODE_PAD + word[4];
        ck_assert_msg(key != KEY_CODE_NONE, "%s is no key", word);
        size_t len = strlen(wanted);
        snprintf(wanted + len, sizeof wanted - len, "%s%s", len ? " " : "", name_of(key, name));
    }
    if (strcmp(seen->keys, wanted)) {
        for (const char *at = bytes; *at; at++)
            fprintf(stderr, *at < ' ' || *at > '~' ? "\\%03o" : "%c", (unsigned char)*at);
        ck_abort_msg(": “%s”, and should be “%s”", seen->keys, wanted);
    }
}

static void expect_at_rest(struct typist *typist) {
    typist_pass(typist, TYPIST_LONG_MS);
    ck_assert(typist_is_at_rest(typist));
}

/* Followed by a key, which shows that exactly all of it was consumed. */
static void expect_torn(const struct terminal_bytes *item, size_t at, int gap_ms,
                        const char *keys) {
    struct typist typist;
    struct seen seen;
    char wanted[KEYS_MAX];
    open_typist(&typist, &seen, "UTF-8");
    typist_tear(&typist, item->bytes, at, gap_ms);
    type(&typist, "z");
    snprintf(wanted, sizeof wanted, "%s%sz", keys, *keys ? " " : "");
    typist_pass(&typist, TYPIST_LONG_MS);
    expect(&seen, wanted, item->bytes);
    expect_at_rest(&typist);
    typist_close(&typist);
}

/* A late split after ESC leaves Escape and nothing of its tail; except that the tail of Alt as
 * PuTTY sends it is a key of its own, and that of Alt and a letter is the letter. */
static void expect_torn_after_escape(const struct terminal_bytes *item) {
    bool is_doubled = item->bytes[1] == '\033';
    char keys[KEYS_MAX] = "Esc";
    if (is_doubled)
        snprintf(keys, sizeof keys, "Esc %s", strchr(item->keys, '-') + 1);
    if (strlen(item->bytes) > 2 && item->bytes[1] != '\303')
        expect_torn(item, 1, LATE_MS, keys);
    if (is_doubled)
        expect_torn(item, 2, LATE_MS, "Esc");
}

static void expect_item(const struct terminal_bytes *item) {
    size_t len = strlen(item->bytes), escapes = strspn(item->bytes, "\033");
    for (size_t at = 0; at < len; at++) {
        expect_torn(item, at, SOON_MS, item->keys);
        if (!at || at > escapes)
            expect_torn(item, at, LATE_MS, item->keys);
    }
    if (escapes)
        expect_torn_after_escape(item);
}

START_TEST(keys_whole_and_torn) {
    for (size_t i = 0; i < terminal_key_count; i++)
        expect_item(&terminal_keys[i]);
}
END_TEST

START_TEST(replies_whole_and_torn) {
    for (size_t i = 0; i < terminal_reply_count; i++)
        expect_item(&terminal_replies[i]);
}
END_TEST

/* Split at two places, both late. */
START_TEST(replies_in_three_pieces) {
    for (size_t i = 0; i < terminal_reply_count; i++) {
        const char *bytes = terminal_replies[i].bytes;
        size_t len = strlen(bytes);
        for (size_t first = 2; first < len; first++)
            for (size_t second = first + 1; second < len; second++) {
                struct typist typist;
                struct seen seen;
                open_typist(&typist, &seen, "UTF-8");
                typist_put(&typist, bytes, first);
                typist_pass(&typist, LATE_MS);
                typist_put(&typist, bytes + first, second - first);
                typist_pass(&typist, LATE_MS);
                type(&typist, bytes + second);
                expect_at_rest(&typist);
                expect(&seen, "", bytes);
                typist_close(&typist);
            }
    }
}
END_TEST

/* Beginnings, silences between them in milliseconds, and the resulting keys. */
struct story {
    const char *name;
    struct {
        const char *bytes;
        int gap_ms;
    } parts[4];
    const char *keys;
};

static const struct story stories[] = {
    {"Escape", {{"\033", LATE_MS}}, "Esc"},
    {"twice at once", {{"\033\033", LATE_MS}}, "Esc"},
    {"held down", {{"\033\033\033", LATE_MS}}, "Esc Esc"},
    {"Escape, then a key", {{"\033", LATE_MS}, {"m", LATE_MS}}, "Esc m"},
    {"a lone introducer is a key", {{"\033", LATE_MS}, {"[", LATE_MS}}, "Esc ["},
    {"and so is this one", {{"\033", LATE_MS}, {"O", LATE_MS}, {"B", LATE_MS}}, "Esc O B"},
    {"typed fast, and no sequence", {{"\033", LATE_MS}, {"]m", LATE_MS}}, "Esc ] m"},
    {"nor this", {{"\033", LATE_MS}, {"Px", LATE_MS}}, "Esc P x"},
    {"nor this", {{"\033", LATE_MS}, {"[j", LATE_MS}}, "Esc [ j"},
    {"nor this", {{"\033", LATE_MS}, {"[[j", LATE_MS}}, "Esc [ [ j"},
    {"a string of nobody's", {{"\033", LATE_MS}, {"_mlR" ST "m", 0}}, "Esc m"},
    {"and a long one", {{"\033", LATE_MS}, {"P|17/6d6c52", 30}, {"mm" ST "m", 0}}, "Esc m"},
    {"no string", {{"\033", LATE_MS}, {"]", 10}, {"]m", LATE_MS}, {"m", 0}}, "Esc ] ] m m"},
    {"more than a second later", {{"\033", 1500}, {"[A", LATE_MS}}, "Esc [ A"},
    {"another key in between", {{"\033", LATE_MS}, {"x", LATE_MS}, {"[A", LATE_MS}}, "Esc x [ A"},
    {"Escape of Alt-Up", {{"\033", LATE_MS}, {"\033[A", LATE_MS}}, "Esc Up"},
    {"Alt-Up without its tail", {{"\033\033", LATE_MS}, {"[A", LATE_MS}}, "Esc"},
    {"the tail torn again",
     {{"\033", LATE_MS}, {"P>|XTe", LATE_MS}, {"rm(397)\033", LATE_MS}, {"\\m", 0}},
     "Esc m"},
    {"torn behind its first byte",
     {{"\033", LATE_MS}, {"P", LATE_MS}, {">|XTerm(397)" ST "m", 0}},
     "Esc P m"},
    {"likewise",
     {{"\033", LATE_MS}, {"]", LATE_MS}, {"11;rgb:mm", LATE_MS}, {ST "m", 0}},
     "Esc ] m"},
    {"likewise", {{"\033", LATE_MS}, {"[", LATE_MS}, {"<0;10;8mm", 0}}, "Esc [ m"},
    {"likewise", {{"\033", LATE_MS}, {"P", LATE_MS}, {"@kitty-cmd{m}" ST "m", 0}}, "Esc P m"},
    {"likewise", {{"\033", LATE_MS}, {"_25", LATE_MS}, {"a1;m" ST "m", 0}}, "Esc m"},
    {"an account typed at once", {{"\033", LATE_MS}, {"P", LATE_MS}, {"@zoe", 0}}, "Esc P @ z o e"},
    {"keys one by one", {{"\033", 100}, {"[", 100}, {"1", 100}, {"m", 0}}, "Esc [ 1 m"},
    {"a burst that is no tail", {{"\033", LATE_MS}, {"[", LATE_MS}, {"jj", 0}}, "Esc [ j j"},
    {"a paste without its ESC",
     {{"\033", LATE_MS}, {"[200~mm\033[201~m", 0}},
     "Esc PasteBegin m m PasteEnd m"},
    {"a string that never ends", {{"\033]11;rgb", 1500}, {"m", LATE_MS}}, "m"},
    {"its rest after all", {{"\033]11;rgb", 1500}, {":mm/mm" ST, LATE_MS}, {"m", 0}}, "m"},
    {"a sequence that never ends", {{"\033[12", 3000}, {"m", LATE_MS}}, "m"},
    {"its rest after all", {{"\033[<0;10;8", 1500}, {"m", LATE_MS}, {"m", 0}}, "m"},
    {"cut off by another", {{"\033]11;rgb\033[A", LATE_MS}}, "Up"},
    {"cut off by another", {{"\033[12\033[A", LATE_MS}}, "Up"},
    {"cut off by CAN", {{"\033P>|XTerm\030m", LATE_MS}}, "m"},
    {"a control in it", {{"\033[1\r;5B", LATE_MS}, {"m", 0}}, "m"},
    {"PM and SOS", {{"\033^mm" ST "\033Xmm" ST "m", LATE_MS}}, "m"},
    {"SS2", {{"\033Nmm", LATE_MS}}, "m"},
    {"unknown ones", {{"\033[5!m\033[1;2;3;4;5;6;7;8;9;10m\033[=mm", LATE_MS}}, "m"},
    {"8-bit controls", {{"\233A\217B\220>|m\234\23511;m\007m", LATE_MS}}, "Up Down m"},
    {"8-bit controls as characters", {{"\302\233A\302\220>|m\302\234m", LATE_MS}}, "Up m"},
    {"Alt and one", {{"\033\233A", LATE_MS}, {"\033\233?62c", 0}}, "Alt-Up Esc"},
    {"a paste between them", {{"\233200~m\233201~m", LATE_MS}}, "PasteBegin m PasteEnd m"},
    {"parts of letters are none",
     {{"\303\233A\342\233\220m", LATE_MS}},
     "\303\233 A \342\233\220 m"},
    {"a key behind a string without its end", {{"\033]11;rgb", 1500}, {"\033[A", LATE_MS}}, "Up"},
    {"likewise", {{"\033P", 1100}, {"\033OB", LATE_MS}}, "Down"},
    {"likewise", {{"\033P", 1100}, {"\033[", 10}, {"5~", LATE_MS}}, "PgUp"},
    {"a letter, torn by a key", {{"\360\237\033[Dq", LATE_MS}}, "U+FFFD Left q"},
    {"a paste", {{"\033[200~K\303\244t\033[201~j", 0}}, "PasteBegin K \303\244 t PasteEnd j"},
    {"controls in it",
     {{"\033[200~a\003\033[A\033Om\033\033[B\033[Mb\033[201~", 0}},
     "PasteBegin a b PasteEnd"},
    {"line breaks and tabs in it",
     {{"\033[200~\na\r\nb\tc\n\nd\033[201~e\r", 0}},
     "PasteBegin Space a Space b Space c Space d PasteEnd e Enter"},
    {"breaks at its end", {{"\033[200~a\r\n\033[201~m", 0}}, "PasteBegin a PasteEnd m"},
    {"nothing but breaks", {{"\033[200~\r\n\033[201~m", 0}}, "PasteBegin PasteEnd m"},
    {"strings in it", {{"\033[200~a\033]11;mm\033[201~m", 0}}, "PasteBegin a PasteEnd m"},
    {"its end torn",
     {{"\033[200~a", LATE_MS}, {"\033", LATE_MS}, {"[201~m", 0}},
     "PasteBegin a PasteEnd m"},
    {"Escape ends one",
     {{"\033[200~a", 400}, {"\033", LATE_MS}, {"m", LATE_MS}},
     "PasteBegin a PasteEnd m"},
    {"so does ^C",
     {{"\033[200~a", 400}, {"\003", LATE_MS}, {"m", LATE_MS}},
     "PasteBegin a PasteEnd m"},
    {"unless more comes at a time",
     {{"\033[200~a", 400}, {"\003mm\033[201~", LATE_MS}},
     "PasteBegin a PasteEnd PasteBegin m m PasteEnd"},
    {"or behind Escape",
     {{"\033[200~a", 400}, {"\033", LATE_MS}, {"mm\033[201~", LATE_MS}},
     "PasteBegin a PasteEnd PasteBegin m m PasteEnd"},
    {"not just behind it",
     {{"\033[200~a\033", 200}, {"m\033[201~", LATE_MS}},
     "PasteBegin a PasteEnd"},
    {"silence ends one", {{"\033[200~a", 6000}, {"m", LATE_MS}}, "PasteBegin a PasteEnd m"},
    {"unless it was the line",
     {{"\033[200~a", 60000}, {"mm\033[201~", LATE_MS}},
     "PasteBegin a PasteEnd PasteBegin m m PasteEnd"},
};

static void tell(struct typist *typist, struct seen *seen, const struct story *story) {
    for (size_t i = 0; i < 4 && story->parts[i].bytes; i++) {
        type(typist, story->parts[i].bytes);
        typist_pass(typist, story->parts[i].gap_ms);
    }
    expect_at_rest(typist);
    expect(seen, story->keys, story->name);
}

START_TEST(stories_of_slow_lines) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    tell(&typist, &seen, &stories[_i]);
    typist_close(&typist);
}
END_TEST

/* Where keys begin like other keys, or like replies: VT52, HP, Minitel, SCO, AT&T, Bull. */
static const struct story described[] = {
    {"by itself", {{"\033P", LATE_MS}, {"m", 0}}, "F1 m"},
    {"held down", {{"\033P\033P", 30}, {"\033P", LATE_MS}, {"\033P", 0}}, "F1 F1 F1 F1"},
    {"before another key", {{"\033P\033[A\033P\033A", 0}}, "F1 Up F1 Left"},
    {"before letters", {{"\033Pjm", LATE_MS}}, "F1 j m"},
    {"before a figure", {{"\033P", LATE_MS}, {"1", LATE_MS}, {"m", 0}}, "F1 1 m"},
    {"a reply", {{"\033P>|XTerm(397)" ST "m", 0}}, "m"},
    {"a reply, torn soon", {{"\033P", 30}, {">|XTerm(397)" ST "m", 0}}, "m"},
    {"a reply, torn late", {{"\033P", LATE_MS}, {">|XTerm(397)" ST "m", 0}}, "F1 m"},
    {"torn again", {{"\033P", LATE_MS}, {"1$r", LATE_MS}, {"0m", LATE_MS}, {ST "m", 0}}, "F1 m"},
    {"a reply of nobody's", {{"\033Pm" ST "m", 0}}, "m"},
    {"a long one", {{"\033Plmmmmmmmmmmm", LATE_MS}, {"mm" ST "m", 0}}, "m"},
    {"OSC", {{"\033]", LATE_MS}, {"11;rgb:mm" ST "m", 0}}, "F6 m"},
    {"a key that does nothing", {{"\033_", LATE_MS}, {"Gi=31;OK" ST "m", 0}}, "m"},
    {"a mouse", {{"\033[M#*(m", LATE_MS}}, "m"},
    {"a mouse, torn late", {{"\033[M", LATE_MS}, {"#*(m", LATE_MS}}, "F5 m"},
    {"no mouse", {{"\033[M", LATE_MS}, {"m", 0}}, "F5 m"},
    {"no mouse", {{"\033[M\033[M", LATE_MS}, {"z", 0}}, "F5 F5 z"},
    {"Linux console", {{"\033[[A\033[[", LATE_MS}, {"m", 0}}, "F1 F7 m"},
    {"SS3", {{"\033OA\033O", LATE_MS}, {"m", 0}}, "Up Shift-Tab m"},
    {"the longest counts", {{"\033OP#\033OPm\033OP", LATE_MS}, {"m", 0}}, "F12 F1 m F1 m"},
    {"torn", {{"\033OP", 30}, {"#m", 0}}, "F12 m"},
    {"behind Escape", {{"\033", LATE_MS}, {"OP#m", 0}}, "Esc m"},
    {"behind what others know", {{"\033[1u\027\033[1u", LATE_MS}, {"m", 0}}, "F2 m"},
    {"two in one", {{"\033H\033A\033H", LATE_MS}, {"\033A", 0}}, "End Home Left"},
    {"two in one, torn", {{"\033H\033", LATE_MS}, {"\033A", 0}}, "Home Esc Left"},
    {"without ESC", {{"\001@\r\001x\001", LATE_MS}, {"m", 0}}, "F2 Home x Home m"},
    {"one begins in another", {{"\001\001@\r", LATE_MS}}, "Home F2"},
    {"Alt with a key's beginning", {{"\033?", LATE_MS}, {"q", 0}}, "End"},
    {"it never ends", {{"\033?", 3000}, {"q", 0}}, "q"},
    {"its end after all", {{"\033?", 1500}, {"q", LATE_MS}, {"q", 0}}, "q"},
    {"no end of it", {{"\033?", LATE_MS}, {"m", 0}}, "m"},
    {"cut off", {{"\033?\033[A", LATE_MS}}, "Up"},
    {"a tail", {{"\033", LATE_MS}, {"?qm", 0}}, "Esc m"},
    {"no tail", {{"\033", LATE_MS}, {"?", LATE_MS}, {"q", 0}}, "Esc ? q"},
    {"a tail of the table's alone", {{"\033", LATE_MS}, {"[Lm", 0}}, "Esc m"},
    {"a tail that others begin with", {{"\033", LATE_MS}, {"[[", LATE_MS}, {"m", 0}}, "Esc m"},
    {"two ESC", {{"\033\033E\033\033[A\033\033x", LATE_MS}}, "PgDn Alt-Up Esc Alt-x"},
};

static void describe(struct typist *typist) {
    static const struct {
        const char *bytes;
        int key;
    } rows[] = {
        {"\033P", KEY_CODE_F0 + 1},    {"\033]", KEY_CODE_F0 + 6},
        {"\033_", KEY_CODE_NONE},      {"\033[M", KEY_CODE_F0 + 5},
        {"\033[[", KEY_CODE_F0 + 7},   {"\033O", KEY_CODE_SHIFT_TAB},
        {"\033OP#", KEY_CODE_F0 + 12}, {"\033[1u\027", KEY_CODE_F0 + 2},
        {"\033H", KEY_CODE_HOME},      {"\033A", KEY_CODE_LEFT},
        {"\033H\033A", KEY_CODE_END},  {"\001", KEY_CODE_HOME},
        {"\001@\r", KEY_CODE_F0 + 2},  {"\033?q", KEY_CODE_END},
        {"\033[L", KEY_CODE_INSERT},   {"\033\033E", KEY_CODE_PAGE_DOWN},
        {"\033[[2m", KEY_CODE_F0 + 8},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        key_table_add(&typist->table, rows[i].bytes, rows[i].key);
}

START_TEST(keys_that_others_begin_with) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    describe(&typist);
    tell(&typist, &seen, &described[_i]);
    typist_close(&typist);
}
END_TEST

START_TEST(a_key_that_is_too_long) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    key_table_add(&typist.table, "\033Q0123456789abcdef", KEY_CODE_HOME);
    key_table_add(&typist.table, "\033O", KEY_CODE_END);
    type(&typist, "\033Qm\033O000000000000000000000000000000000000Bm");
    expect_at_rest(&typist);
    expect(&seen, "Alt-Q m Down m", "too long");
    typist_close(&typist);
}
END_TEST

START_TEST(escape_comes_when_it_is_due) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    type(&typist, "\033");
    ck_assert_int_eq(keyboard_due_ms(&typist.keyboard, typist.now_ms), KEYBOARD_ESCAPE_MS);
    typist_pass(&typist, KEYBOARD_ESCAPE_MS - 1);
    ck_assert_str_eq(seen.keys, "");
    typist_pass(&typist, 1);
    ck_assert_str_eq(seen.keys, "Esc");
    ck_assert_int_eq(keyboard_due_ms(&typist.keyboard, typist.now_ms), -1);
    typist_close(&typist);
}
END_TEST

/* The program did not read for three seconds: the tail may have arrived in time. */
START_TEST(a_tail_that_had_to_wait) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    type(&typist, "\033");
    typist_pass(&typist, LATE_MS);
    typist.now_ms += 3000;
    keyboard_excuse(&typist.keyboard, 3000);
    type(&typist, "[A");
    expect_at_rest(&typist);
    expect(&seen, "Esc", "a tail");
    typist_close(&typist);
}
END_TEST

/* Whatever its length, it yields no key, and none of it is kept. */
START_TEST(a_reply_of_a_megabyte) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    type(&typist, "\033]52;c;");
    for (size_t i = 0; i < 1 << 20; i++)
        typist_put(&typist, "m", 1);
    type(&typist, "\007m");
    expect(&seen, "m", "OSC 52");
    typist_close(&typist);
}
END_TEST

/* What a character set makes of bytes; ESC begins a sequence in all of them. */
START_TEST(other_character_sets) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "ISO-8859-1");
    type(&typist, "\344\033[A\033]11;x\234m\033\344\233B\220>|m\234m");
    expect(&seen, "U+00E4 Up m Alt-\303\244 Down m", "ISO-8859-1");
    typist_close(&typist);
    open_typist(&typist, &seen, "KOI8-R");
    type(&typist, "\033]lm\234m\033\\\234");
    expect(&seen, "U+00B0", "KOI8-R");
    typist_close(&typist);
    open_typist(&typist, &seen, "GBK");
    type(&typist, "\033]lm\234\160m\033\\\234\160");
    expect(&seen, "U+6E1B", "GBK");
    typist_close(&typist);
    open_typist(&typist, &seen, "EUC-JP");
    type(&typist, "\306\374\033OB");
    expect(&seen, "U+65E5 Down", "EUC-JP");
    typist_close(&typist);
}
END_TEST

/* A terminal's own keys take precedence: those of FreeBSD's console look like mouse reports and
 * other keys. */
START_TEST(a_description_comes_first) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    key_table_add(&typist.table, "\033[M", KEY_CODE_F0 + 1);
    key_table_add(&typist.table, "\033[P", KEY_CODE_F0 + 4);
    key_table_add(&typist.table, "\033[I", KEY_CODE_PAGE_UP);
    key_table_add(&typist.table, "\001@\r", KEY_CODE_F0 + 2);
    key_table_add(&typist.table, "\033A", KEY_CODE_UP);
    key_table_add(&typist.table, "\033?q", KEY_CODE_END);
    key_table_add(&typist.table, "\013", KEY_CODE_DOWN);
    type(&typist, "\033[M\033[Pz\033[I\001@\r\033A\033?q\013\033[B\001x\001");
    typist_pass(&typist, LATE_MS);
    expect(&seen, "F1 F4 z PgUp F2 Up End Down Down ^A x ^A", "table");
    seen.keys[0] = '\0';
    type(&typist, "\033?x");
    typist_pass(&typist, LATE_MS);
    expect(&seen, "x", "table");
    typist_close(&typist);
}
END_TEST

/* Keys that begin with a byte above 0x7F or a character. */
START_TEST(descriptions_without_escape) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    key_table_add(&typist.table, "\200R", KEY_CODE_INSERT);
    key_table_add(&typist.table, "\200\205", KEY_CODE_F0 + 11);
    key_table_add(&typist.table, "\377\241", KEY_CODE_UP);
    key_table_add(&typist.table, "\233m", KEY_CODE_DOWN);
    key_table_add(&typist.table, "\21725~", KEY_CODE_PAGE_UP);
    key_table_add(&typist.table, "~\f", KEY_CODE_HOME);
    type(&typist, "\200R\200\205\377\241\233m\033[m\21725~~\f\342\200R~x\303\200R");
    typist_pass(&typist, LATE_MS);
    expect(&seen, "Insert F11 Up Down Down PgUp Home U+FFFD R ~ x \303\200 R", "table");
    typist_close(&typist);
}
END_TEST

START_TEST(the_mouse_in_three_forms) {
    static const struct {
        const char *bytes;
        enum key_mouse_kind kind;
        int row, col;
    } reports[] = {
        {"\033[<0;10;8M", KEY_MOUSE_CLICK, 7, 9},
        {"\033[<4;300;200M", KEY_MOUSE_CLICK, 199, 299},
        {"\033[<64;1;1M", KEY_MOUSE_WHEEL_UP, 0, 0},
        {"\033[<65;1;1M", KEY_MOUSE_WHEEL_DOWN, 0, 0},
        {"\033[32;10;8M", KEY_MOUSE_CLICK, 7, 9},
        {"\033[96;10;8M", KEY_MOUSE_WHEEL_UP, 7, 9},
        {"\033[M *(", KEY_MOUSE_CLICK, 7, 9},
        {"\033[M \377\237", KEY_MOUSE_CLICK, 126, 222},
        {"\033[Ma!!", KEY_MOUSE_WHEEL_DOWN, 0, 0},
        {"\033[M \302\240m", KEY_MOUSE_CLICK, 76, 127}, /* mode 1005 */
        {"\033[M !\302\200", KEY_MOUSE_CLICK, 95, 0},
    };
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        struct typist typist;
        struct seen seen;
        struct key_gesture mouse = {.row = -1};
        open_typist(&typist, &seen, "UTF-8");
        for (const char *at = reports[i].bytes; *at; at++)
            keyboard_put(&typist.keyboard, (unsigned char)*at, typist.now_ms);
        ck_assert(key_read_mouse(keyboard_take(&typist.keyboard), &mouse));
        ck_assert_int_eq(mouse.kind, reports[i].kind);
        ck_assert_int_eq(mouse.row, reports[i].row);
        ck_assert_int_eq(mouse.col, reports[i].col);
        typist_close(&typist);
    }
}
END_TEST

/* xterm, when it cannot express the position: the row looks like a letter, but is not a key. */
START_TEST(a_mouse_too_far_away) {
    struct typist typist;
    struct seen seen;
    open_typist(&typist, &seen, "UTF-8");
    typist_put(&typist, "\033[M#\0m\033[M#m\0m", 13);
    expect_at_rest(&typist);
    expect(&seen, "m", "a mouse");
    typist_close(&typist);
}
END_TEST

/* Random bytes among known sequences and silences. */
static size_t scatter(uint64_t *state, uint8_t *bytes, size_t room) {
    static const uint8_t common[] =
        "\033\033\033[[]P_O^XNM;;?<01289~\\\007\030\377\377\377\376\376";
    size_t len = 0;
    *state ^= *state << 13;
    for (size_t wanted = 1 + (*state >> 20) % room; len < wanted; len++) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        bool is_common = *state >> 60 > 5;
        bytes[len] =
            is_common ? common[(*state >> 32) % (sizeof common - 1)] : (uint8_t)(*state >> 24);
    }
    return len;
}

START_TEST(whatever_comes) {
    enum { RUNS = 20000, BYTES_MAX = 80 };
    uint64_t state = 0x9E3779B97F4A7C15;
    for (int run = 0; run < RUNS; run++) {
        uint8_t bytes[BYTES_MAX];
        size_t len = scatter(&state, bytes, sizeof bytes);
        const char *broken = keyboard_invariants_broken(bytes, len);
        ck_assert_msg(!broken, "run %d: %s", run, broken);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("keyboard");
    TCase *tc = tcase_create("keyboard");
    tcase_add_test(tc, keys_whole_and_torn);
    tcase_add_test(tc, replies_whole_and_torn);
    tcase_add_test(tc, replies_in_three_pieces);
    tcase_add_loop_test(tc, stories_of_slow_lines, 0, sizeof stories / sizeof *stories);
    tcase_add_loop_test(tc, keys_that_others_begin_with, 0, sizeof described / sizeof *described);
    tcase_add_test(tc, a_key_that_is_too_long);
    tcase_add_test(tc, escape_comes_when_it_is_due);
    tcase_add_test(tc, a_tail_that_had_to_wait);
    tcase_add_test(tc, a_reply_of_a_megabyte);
    tcase_add_test(tc, other_character_sets);
    tcase_add_test(tc, a_description_comes_first);
    tcase_add_test(tc, descriptions_without_escape);
    tcase_add_test(tc, a_mouse_too_far_away);
    tcase_add_test(tc, the_mouse_in_three_forms);
    tcase_add_test(tc, whatever_comes);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
