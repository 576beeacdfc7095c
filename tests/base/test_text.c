/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { CEILING = 1 << 20 };

/* How `len` bytes are shown: each piece followed by its width and the letter of its kind. */
static void describe(struct buf *out, const char *text, size_t len) {
    static const char kinds[] = {[TEXT_PLAIN] = 'p', [TEXT_REVEALED] = 'v', [TEXT_REDUCED] = 'r'};
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, text, len);
    while (text_walk_next(&walk, &piece))
        buf_format(out, "[%s]%d%c", piece.bytes, piece.width, kinds[piece.kind]);
}

static void check_pieces(const char *text, size_t len, const char *expected) {
    struct buf out;
    buf_init(&out, CEILING);
    describe(&out, text, len);
    ck_assert_str_eq(buf_text(&out), expected);
    buf_fini(&out);
}

struct text_case {
    const char *text, *expected;
};

static void check_cases(const struct text_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++)
        check_pieces(cases[i].text, strlen(cases[i].text), cases[i].expected);
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

static void use_utf8(void) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

START_TEST(shows_plain_text_as_it_is) {
    static const struct text_case cases[] = {
        {"", ""},
        {"a", "[a]1p"},
        {" ~", "[ ]1p[~]1p"},
        {"Zoë", "[Z]1p[o]1p[ë]1p"},
        {"李小", "[李]2p[小]2p"},
        {"🌸", "[🌸]2p"},
        {"\u00A0", "[\u00A0]1p"},
        {"\uFFFD", "[\uFFFD]1p"},
        {"\u0600\u0661", "[\u0600\u0661]2p"}, /* number sign before its digit */
        {"\u06DD\u0661\u202E", "[\u06DD\u0661]2p[<U+202E>]8v"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(reveals_controls) {
    static const struct text_case cases[] = {
        {"a\nb", "[a]1p[⏎]1v[b]1p"},
        {"\r\n\n\r\r", "[⏎]1v[⏎]1v[⏎]1v[⏎]1v"},
        {"\xC2\x85\u2028\u2029", "[⏎]1v[⏎]1v[⏎]1v"},
        {"\t", "[␉]1v"},
        {"\x1B[31m", "[␛]1v[[]1p[3]1p[1]1p[m]1p"},
        {"\x1B]52;c;eA==\a", "[␛]1v[]]1p[5]1p[2]1p[;]1p[c]1p[;]1p[e]1p[A]1p[=]1p[=]1p[␇]1v"},
        {"\x01\x1F\x7F", "[␁]1v[␟]1v[␡]1v"},
        {"\xC2\x9B"
         "2J",
         "[<U+009B>]8v[2]1p[J]1p"}, /* CSI, which terminals obey */
        {"\xC2\x80\xC2\x9F", "[<U+0080>]8v[<U+009F>]8v"},
    };
    CHECK_CASES(cases);
    check_pieces("a\0b", 3, "[a]1p[␀]1v[b]1p");
}
END_TEST

START_TEST(reveals_what_hides) {
    static const struct text_case cases[] = {
        {"a\u202Eb", "[a]1p[<U+202E>]8v[b]1p"},
        {"\u061C\u200E\u200F", "[<U+061C>]8v[<U+200E>]8v[<U+200F>]8v"},
        {"\u202A\u2066\u2069", "[<U+202A>]8v[<U+2066>]8v[<U+2069>]8v"},
        {"a\u200Bb", "[a]1p[<U+200B>]8v[b]1p"},
        {"\u2060\uFEFF", "[<U+2060>]8v[<U+FEFF>]8v"},
        {"a\u200Cb", "[a]1p[<U+200C>]8v[b]1p"},
        {"a\u200Db", "[a]1p[<U+200D>]8v[b]1p"},
        {"\u200D", "[<U+200D>]8v"},
        {"\uFE0F", "[<U+FE0F>]8v"},
        {"a\u00ADb", "[a]1p[<U+00AD>]8v[b]1p"},
        {"\u115F\u3164\uFFA0", "[<U+115F>]8v[<U+3164>]8v[<U+FFA0>]8v"},
        {"a\u034F", "[a]1p[<U+034F>]8v"},
        {"\uE000\uFFFE", "[<U+E000>]8v[<U+FFFE>]8v"},
        {"\u0378\U0010FFFF", "[<U+0378>]8v[<U+10FFFF>]10v"},
        {"a\U000E0041", "[a]1p[<U+E0041>]9v"},
    };
    CHECK_CASES(cases);
}
END_TEST

/* One U+FFFD for a maximal bad sequence, as in table 3-8 of the Unicode Standard. */
START_TEST(replaces_bad_bytes) {
    static const struct text_case cases[] = {
        {"\xC0\xAF", "[�]1v[�]1v"},
        {"\xE0\x80\xBF", "[�]1v[�]1v[�]1v"},
        {"\xED\xA0\x80", "[�]1v[�]1v[�]1v"},
        {"\xF4\x90\x80\x80", "[�]1v[�]1v[�]1v[�]1v"},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "[�]1v[�]1v[�]1v[�]1v[A]1p"},
        {"a\xF0\x9F\x98", "[a]1p[�]1v"},
        {"\xE2\x82z", "[�]1v[z]1p"},
        {"\x9Bm\xFF", "[�]1v[m]1p[�]1v"},
        {"a\xFF\u0301", "[a]1p[�]1v[◌\u0301]1v"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(reduces_emoji_sequences) {
    static const struct text_case cases[] = {
        {"👍🏽", "[👍]2r"},
        {"👨‍👩‍👧‍👦!", "[👨]2r[!]1p"},
        {"❤️", "[❤]1r"},
        {"⌚\uFE0E", "[⌚]2r"},
        {"🧑🏻‍❤️‍💋‍🧑🏼", "[🧑]2r"},
        {"🏳️‍🌈", "[🏳]1r"},
        {"1️⃣", "[1]1r"},
        {"#\u20E3", "[#]1r"},
        {"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F.", "[🏴]2r[.]1p"},
        {"🇩🇪", "[🇩🇪]2p"},
        {"🇩🇪🇫🇷", "[🇩🇪]2p[🇫🇷]2p"},
        {"🇩🇪🇫x", "[🇩🇪]2p[F]1r[x]1p"},
        {"🏽", "[🏽]2p"},
        {"a🏽", "[a]1p[🏽]2p"},
        {"\U0001F6DC", "[�]1v"}, /* Unicode 15, unknown to the C library */
        {"\U0001FAF7🏽", "[�]1v"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(reveals_what_emoji_smuggle) {
    static const struct text_case cases[] = {
        {"😀\u200D", "[😀]2p[<U+200D>]8v"},
        {"😀\u200Da", "[😀]2p[<U+200D>]8v[a]1p"},
        {"😀\uFE0F\uFE01", "[😀]2r[<U+FE01>]8v"},
        {"😀\U000E0101\U000E0102", "[😀]2r[<U+E0102>]9v"},
        {"😀\U000E0068\U000E0069", "[😀]2p[<U+E0068>]9v[<U+E0069>]9v"},
        {"🏴\U000E0068\U000E0069", "[🏴]2p[<U+E0068>]9v[<U+E0069>]9v"},
        {"🏴\U000E0067\U000E0062\U000E007F", "[🏴]2p[<U+E0067>]9v[<U+E0062>]9v[<U+E007F>]9v"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(bounds_marks) {
    static const struct text_case cases[] = {
        {"Z\u0321\u0322\u0327\u0328", "[Z\u0321\u0322\u0327\u0328]1p"},
        {"Z\u0321\u0322\u0327\u0328\u0321\u0322x", "[Z\u0321\u0322\u0327\u0328]1r[x]1p"},
        {"\u0301a", "[◌\u0301]1v[a]1p"},
        {"\n\u0301", "[⏎]1v[◌\u0301]1v"},
        {"\u093E", "[◌\u093E]2v"},
        {" \u0321", "[ \u0321]1p"},
    };
    CHECK_CASES(cases);
}
END_TEST

/* A cluster without end stays one piece with a bounded length, and costs linear time. */
START_TEST(bounds_a_piece) {
    enum { MARKS = 100000, BYTES = 3 };
    char *text = malloc(1 + MARKS * BYTES);
    ck_assert_ptr_nonnull(text);
    text[0] = 'k';
    for (size_t i = 0; i < MARKS; i++)
        memcpy(text + 1 + i * BYTES, "\u093E", BYTES);
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, text, 1 + MARKS * BYTES);
    ck_assert(text_walk_next(&walk, &piece));
    ck_assert_int_eq(piece.kind, TEXT_REDUCED);
    ck_assert_uint_lt(piece.len, TEXT_PIECE_MAX);
    ck_assert_uint_eq(piece.source_len, 1 + MARKS * BYTES);
    ck_assert(!text_walk_next(&walk, &piece));
    free(text);
}
END_TEST

START_TEST(composes) {
    static const struct text_case cases[] = {
        {"\u1112\u1161\u11AB", "[한]2p"},
        {"\uD558\u11AB", "[한]2p"},
        {"\u1112\u1112\u1161", "[\u1112하]4p"},
        {"\u1161", "[◌\u1161]1v"},
        {"e\u0302\u0301", "[ế]1p"},
        {"\uF900", "[\uF900]2p"}, /* NFC alone would exchange these two */
        {"\u212B", "[\u212B]1p"},
        {"\u0958", "[\u0958]1p"},
    };
    CHECK_CASES(cases);
}
END_TEST

static void check_kept(const char *word) {
    struct buf shown;
    buf_init(&shown, CEILING);
    text_reveal(&shown, word, strlen(word));
    char *from = (char *)utf8proc_NFC((const utf8proc_uint8_t *)word);
    char *to = (char *)utf8proc_NFC((const utf8proc_uint8_t *)buf_text(&shown));
    ck_assert_str_eq(to, from);
    struct text_walk walk;
    struct text_piece piece;
    text_walk_init(&walk, word, strlen(word));
    while (text_walk_next(&walk, &piece))
        ck_assert_msg(piece.kind == TEXT_PLAIN, "%s in %s", piece.bytes, word);
    free(from);
    free(to);
    buf_fini(&shown);
}

START_TEST(keeps_living_scripts_whole) {
    static const char *const words[] = {
        "हिन्दी श्री कर्त्तव्य क\u094D\u200Dष क\u094D\u200Cष", /* Hindi, with forms chosen by joiners */
        "বাংলা কো র\u200D\u09CDয ক্ষ",                     /* Bengali */
        "தமிழ் கொ ஸ்ரீ",                                     /* Tamil */
        "తెలుగు ಕನ್ನಡ ಕ್ಷೌ",                                  /* Telugu, Kannada */
        "മലയാളം ന\u0D4D\u200D",                   /* Malayalam, with an old chillu at the end */
        "සිංහල ශ්\u200Dරී",                          /* Sinhala */
        "ภาษาไทย น้ำ ที่ กำ",                        /* Thai */
        "ພາສາລາວ ນ້ຳ",                             /* Lao */
        "ភាសាខ្មែរ ស្ត្រី កម្ពុជា",                     /* Khmer */
        "မြန်မာဘာသာ ကျွန်ုပ် ကာ",                      /* Burmese */
        "བོད་སྐད་ བསྒྲུབས",                            /* Tibetan */
        "مُحَمَّدٌ كـــتاب الله",                      /* Arabic: vowel signs, tatweel */
        "می\u200Cخواهم خانه\u200Cها",             /* Persian */
        "בְּרֵאשִׁית שָׁלוֹם",                            /* Hebrew, pointed */
        "ܫܠܡܐ ߒߞߏ",                               /* Syriac, NKo */
        "Nguyễn Thị e\u0302\u0301 u\u031B\u0323", /* Vietnamese, composed and not */
        "ᠮᠣᠩᠭᠣᠯ ᠠ\u180B",                         /* Mongolian, with a variation selector */
        "한국어 \u1112\u1161\u11AB 日本語 が か\u3099 ﾊﾞ", /* Korean, Japanese */
        "ქართული Ελληνικά ά Ёлка አማርኛ",                    /* Georgian, Greek, Russian, Amharic */
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        check_kept(words[i]);
}
END_TEST

START_TEST(measures_a_cluster_as_curses_does) {
    static const struct text_case cases[] = {
        {"की", "[की]2p"},
        {"กำ", "[กำ]2p"},
        {"שָׁ", "[שָׁ]1p"},
        {"می\u200Cخ", "[م]1p[ی\u200C]1p[خ]1p"},
        {"ی\u200C ", "[ی]1p[<U+200C>]8v[ ]1p"},
        {"क\u094D\u200D ", "[क\u094D\u200D]1p[ ]1p"},
        {"ن\u200D\u200Cن", "[ن]1p[<U+200D>]8v[<U+200C>]8v[ن]1p"},
        {"y\u0301\u200D", "[ý]1p[<U+200D>]8v"},
        {"a\u200Cن", "[a]1p[<U+200C>]8v[ن]1p"},
        {"ن\u064B\u064C\u064D\u200C\u0650", "[ن\u064B\u064C\u064D\u0650]1r"},
        {"ক\u09C7\u09BE\u0301\u094D\u200D", "[ক\u09C7\u09BE\u0301\u094D\u200D]3p"},
        {"a\u180B", "[a]1p[<U+180B>]8v"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(tells_where_a_piece_comes_from) {
    static const char text[] = "é\r\n👍🏽\xFF";
    static const size_t lengths[] = {2, 2, 8, 1};
    struct text_walk walk;
    struct text_piece piece;
    size_t at = 0;
    text_walk_init(&walk, text, sizeof text - 1);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        ck_assert(text_walk_next(&walk, &piece));
        ck_assert_uint_eq(piece.source, at);
        ck_assert_uint_eq(piece.source_len, lengths[i]);
        at += lengths[i];
    }
    ck_assert(!text_walk_next(&walk, &piece));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("text");
    TCase *tc = tcase_create("text");
    tcase_add_checked_fixture(tc, use_utf8, NULL);
    tcase_add_test(tc, shows_plain_text_as_it_is);
    tcase_add_test(tc, reveals_controls);
    tcase_add_test(tc, reveals_what_hides);
    tcase_add_test(tc, replaces_bad_bytes);
    tcase_add_test(tc, reduces_emoji_sequences);
    tcase_add_test(tc, reveals_what_emoji_smuggle);
    tcase_add_test(tc, bounds_marks);
    tcase_add_test(tc, bounds_a_piece);
    tcase_add_test(tc, composes);
    tcase_add_test(tc, keeps_living_scripts_whole);
    tcase_add_test(tc, measures_a_cluster_as_curses_does);
    tcase_add_test(tc, tells_where_a_piece_comes_from);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
