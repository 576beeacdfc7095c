/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for an ASCII-only terminal, and which locales cause it. */
#include "base/ascii.h"

#include "base/text.h"
#include "base/utf8.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CEILING = 1 << 16 };

static void use_ascii(void) {
    text_use_ascii();
}

START_TEST(spells) {
    static const struct {
        const char *text, *ascii;
    } cases[] = {
        {"plain ~text~ {1}", "plain ~text~ {1}"},
        {"Zoë Ångström, Łukasz Øyvind Strauß Æbelø Þóra İlker Işıl",
         "Zoe Angstrom, Lukasz Oyvind Strauss AEbelo Thora Ilker Isil"},
        {"Nguye\u0302\u0303n Đa\u0323\u0306ng Ọládàpọ̀ Títílayọ̀", "Nguyen Dang Oladapo Titilayo"},
        {"“a” ‘b’ „c“ «d» – — − … N’Diaye", "\"a\" 'b' \"c\" \"d\" - - - ~ N'Diaye"},
        {"ＡＢ１！　ｘ", "AB1! x"},
        {"𝓼𝓵𝓸𝔀 ʟɪꜰᴇ ﬁne №1 ½ ™", "slow life fine No1 1/2 TM"},
        {"🇩🇪 🇧", "DE B"},
        {"李小龙", "??????"},
        {"한", "??"},
        {"\u1112\u1161\u11AB", "??"},
        {"क्षि", "??"},
        {"a🌸b", "a??b"},
        {"👨\u200D👩\u200D👧", "??"},
        {"1\uFE0F⃣", "1"},
        {"❤\uFE0F ☕", "<3 ??"},
        {"a\u202Eb\u200Bc\uFEFFd", "a<U+202E>b<U+200B>c<U+FEFF>d"},
        {"a\x1B[m\x07\x7F\xC2\x9B", "a^[[m^G^?<U+009B>"},
        {"one\r\ntwo\u2028x", "one^Jtwo^Jx"},
        {"\xFF\xC3)", "?\?)"},
        {"\u0301x", "?x"},
        {"\u00A8\u00B4\u02DC", "\"'?"},
        {"Z̷̢̛̗a", "Za"},
        {" @nasa › @spacex · ▌ ✓ ⊘ ● ⋮ ─ × ≤ ░▓█ ↑↓", " @nasa > @spacex - > v x * : - x <= .## ^v"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, CEILING);
        text_reveal(&out, cases[i].text, strlen(cases[i].text));
        ck_assert_str_eq(buf_text(&out), cases[i].ascii);
        ck_assert_uint_eq(text_width(cases[i].text), strlen(cases[i].ascii));
        buf_fini(&out);
    }
}
END_TEST

START_TEST(marks_what_is_not_as_it_was) {
    static const struct {
        const char *text;
        enum text_kind kind;
    } cases[] = {{"a", TEXT_PLAIN},       {"é", TEXT_REDUCED},     {"…", TEXT_REDUCED},
                 {"李", TEXT_REVEALED},   {"\x1B", TEXT_REVEALED}, {"\n", TEXT_REVEALED},
                 {"\xFF", TEXT_REVEALED}, {"ب", TEXT_REVEALED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_walk walk;
        struct text_piece piece;
        text_walk_init(&walk, cases[i].text, strlen(cases[i].text));
        ck_assert(text_walk_next(&walk, &piece));
        ck_assert_msg(piece.kind == cases[i].kind, "%s", cases[i].text);
        ck_assert(!piece.is_disputed);
    }
}
END_TEST

static bool is_printable(const struct text_piece *piece) {
    for (size_t i = 0; i < piece->len; i++)
        if (piece->bytes[i] < 0x20 || piece->bytes[i] >= 0x7F)
            return false;
    return piece->len > 0 && piece->width == (int)piece->len;
}

/* Check records every assertion, which takes longer than the assertion itself. */
static void check_pieces(const char *text, size_t len, uint32_t code) {
    struct text_walk walk;
    struct text_piece piece;
    bool is_fine = true;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece))
        is_fine = is_fine && is_printable(&piece);
    if (!is_fine)
        ck_abort_msg("U+%04X", (unsigned)code);
}

/* Alone, after a letter and before one. */
START_TEST(every_code_point_is_printable) {
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char text[16] = "a";
        if ((code >= 0xD800 && code <= 0xDFFF) || !effort_takes_code(code))
            continue;
        size_t len = 1 + utf8_encode(code, text + 1);
        text[len] = 'b';
        check_pieces(text + 1, len - 1, code);
        check_pieces(text, len + 1, code);
    }
}
END_TEST

START_TEST(needs_room) {
    char out[4];
    ck_assert_uint_eq(ascii_spell("ßß", 4, out, 4), 4);
    ck_assert_uint_eq(ascii_spell("ßß", 4, out, 3), 0);
    ck_assert_uint_eq(ascii_spell("é", 2, out, 1), 1);
    ck_assert_int_eq(out[0], 'e');
}
END_TEST

START_TEST(lines_stay) {
    struct buf out;
    buf_init(&out, CEILING);
    text_reveal_lines(&out, "é\n\nü\r\n");
    ck_assert_str_eq(buf_text(&out), "e\n\nu^J\n");
    buf_fini(&out);
}
END_TEST

/* Which locale is used if none of these is installed, as on a fresh Debian. */
START_TEST(locales) {
    static const struct {
        const char *all, *ctype, *lang;
        bool is_utf8;
    } cases[] = {
        {NULL, NULL, NULL, true},
        {"", "", "", true},
        {"C", NULL, NULL, true},
        {"POSIX", NULL, "de_DE.ISO-8859-1", true},
        {"C.UTF-8", NULL, NULL, true},
        {"xx_YY.UTF-8", NULL, NULL, true}, /* ssh passes locales that the server does not have */
        {"xx_YY.utf8@euro", NULL, NULL, true},
        {"xx_YY", NULL, NULL, true},
        {NULL, "UTF-8", NULL, true},
        {"de_DE.ISO-8859-1", NULL, NULL, false},
        {"de_DE.ISO-8859-15@euro", NULL, "C.UTF-8", false},
        {NULL, "ja_JP.eucJP", "C.UTF-8", false},
        {NULL, NULL, "ja_JP.EUC-JP", false},
        {"", "", "zh_CN.GB18030", false},
        {"C.UTF-8", "de_DE.ISO-8859-1", "de_DE.ISO-8859-1", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *values[] = {cases[i].all, cases[i].ctype, cases[i].lang}, *used = NULL;
        static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
        for (size_t j = 0; j < 3; j++)
            if (values[j])
                setenv(names[j], values[j], 1);
            else
                unsetenv(names[j]);
        setlocale(LC_ALL, "C");
        ck_assert_msg(text_use_locale(&used) == cases[i].is_utf8, "case %zu", i);
        ck_assert_str_eq(used, cases[i].is_utf8 ? "C.UTF-8" : "C");
        ck_assert(text_is_ascii() == !cases[i].is_utf8);
        ck_assert_str_eq(setlocale(LC_NUMERIC, NULL), "C");
        ck_assert_str_eq(setlocale(LC_MESSAGES, NULL), "C");
        ck_assert(text_has_utf8_locale());
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("ascii");
    TCase *tc = tcase_create("ascii");
    tcase_add_checked_fixture(tc, use_ascii, NULL);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, spells);
    tcase_add_test(tc, marks_what_is_not_as_it_was);
    tcase_add_test(tc, every_code_point_is_printable);
    tcase_add_test(tc, needs_room);
    tcase_add_test(tc, lines_stay);
    tcase_add_test(tc, locales);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
