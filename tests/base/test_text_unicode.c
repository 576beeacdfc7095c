/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `text` compared with Unicode's own files (Debian: package unicode-data) for every code point, and
 * on random strings. A test whose file is missing, or newer than utf8proc's Unicode, is skipped
 * with a message. */
#include "base/text.h"
#include "base/utf8.h"
#include "tests/support/effort.h"
#include "tests/support/run.h"
#include "tests/support/text_invariants.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { LINE_MAX_BYTES = 1024, POINTS_MAX = 32, SECONDS_MAX = 300, CODE_LAST = 0x10FFFF };

static void use_utf8(void) {
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
}

/* Whether "15.0.0" comes after "14.0.0". */
static bool is_later(const char *version, const char *than) {
    char *minor = NULL, *than_minor = NULL;
    long major = strtol(version, &minor, 10), than_major = strtol(than, &than_minor, 10);
    if (major != than_major)
        return major > than_major;
    return strtol(minor + (*minor == '.'), NULL, 10) >
           strtol(than_minor + (*than_minor == '.'), NULL, 10);
}

/* The version is in the first lines: `# GraphemeBreakTest-15.0.0.txt`, `# Version: 15.0`. */
static bool has_known_version(FILE *file) {
    char line[LINE_MAX_BYTES];
    for (int i = 0; i < 10 && fgets(line, sizeof line, file); i++) {
        const char *at = strstr(line, ".txt") ? strrchr(line, '-') : strstr(line, "Version: ");
        if (!at)
            continue;
        at += strcspn(at, "0123456789");
        if (*at)
            return !is_later(at, utf8proc_unicode_version());
    }
    return false;
}

static FILE *open_unicode(const char *name) {
    static const char *const folders[] = {"/usr/share/unicode", "/usr/share/unicode/ucd",
                                          "/usr/local/share/unicode"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[LINE_MAX_BYTES];
        snprintf(path, sizeof path, "%s/%s", folders[i], name);
        FILE *file = fopen(path, "r");
        if (file && has_known_version(file))
            return file;
        if (file) {
            printf("note: %s is later than utf8proc's Unicode, skipped\n", path);
            fclose(file);
            return NULL;
        }
    }
    printf("note: %s is not installed, skipped\n", name);
    return NULL;
}

/* A line of a Unicode file as text. */
struct sample {
    char bytes[POINTS_MAX * UTF8_BYTES_MAX];
    size_t len;
    bool ends[POINTS_MAX * UTF8_BYTES_MAX + 1]; /* a cluster ends before this byte */
};

static void put_point(struct sample *sample, unsigned long code) {
    ck_assert_uint_le(sample->len + UTF8_BYTES_MAX, sizeof sample->bytes);
    sample->len += utf8_encode((uint32_t)code, sample->bytes + sample->len);
}

/* `÷ 0061 × 0308 ÷ # comment`; false if there is nothing in it. Surrogates cannot be encoded. */
static bool parse_break_line(char *line, struct sample *sample) {
    *sample = (struct sample){0};
    line[strcspn(line, "#\r\n")] = '\0';
    char *rest = NULL;
    for (char *word = strtok_r(line, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
        if (strcmp(word, "÷") == 0)
            sample->ends[sample->len] = true;
        else if (strncmp(word, "D8", 2) == 0)
            return false;
        else if (strcmp(word, "×") != 0)
            put_point(sample, strtoul(word, NULL, 16));
    return sample->len > 0;
}

/* U+0600, the only Prepend in the file: an emoji or a flag does not join it. */
static bool is_after_prepend(const struct sample *sample, size_t at) {
    return at >= 2 && memcmp(sample->bytes + at - 2, "\u0600", 2) == 0;
}

/* No piece crosses the end of a cluster. Within one, pieces end only next to something revealed, at
 * a skin tone without an emoji, and between a Prepend and an emoji. */
static void check_sample(const struct sample *sample, const char *line) {
    struct text_walk walk;
    struct text_piece piece;
    bool was_plain = false;
    text_walk_init(&walk, sample->bytes, sample->len);
    while (text_walk_next(&walk, &piece)) {
        for (size_t i = piece.source + 1; i < walk.at; i++)
            if (sample->ends[i])
                ck_abort_msg("over an end: %s", line);
        bool is_plain = piece.kind == TEXT_PLAIN && strncmp(piece.bytes, "\xF0\x9F\x8F", 3) != 0;
        if (was_plain && is_plain && !sample->ends[piece.source] &&
            !is_after_prepend(sample, piece.source))
            ck_abort_msg("split: %s", line);
        was_plain = is_plain;
    }
}

START_TEST(ends_where_clusters_end) {
    FILE *file = open_unicode("auxiliary/GraphemeBreakTest.txt");
    char line[LINE_MAX_BYTES], copy[LINE_MAX_BYTES];
    struct sample sample;
    size_t count = 0;
    while (file && fgets(line, sizeof line, file)) {
        memcpy(copy, line, sizeof copy);
        if (!parse_break_line(copy, &sample))
            continue;
        check_sample(&sample, line);
        const char *broken = text_invariants_broken(sample.bytes, sample.len);
        ck_assert_msg(!broken, "%s: %s", broken, line);
        count++;
    }
    ck_assert(!file || count > 500);
    if (file)
        fclose(file);
}
END_TEST

/* `1F44D 1F3FD ; fully-qualified # comment` */
static bool parse_emoji_line(const char *line, struct sample *sample) {
    *sample = (struct sample){0};
    while (*line && *line != ';' && *line != '#' && *line != '\n') {
        char *end = NULL;
        put_point(sample, strtoul(line, &end, 16));
        line = end + strspn(end, " ");
    }
    return sample->len > 0;
}

START_TEST(makes_one_piece_of_an_emoji) {
    FILE *file = open_unicode("emoji/emoji-test.txt");
    char line[LINE_MAX_BYTES];
    struct sample sample;
    size_t count = 0;
    while (file && fgets(line, sizeof line, file)) {
        if (!parse_emoji_line(line, &sample))
            continue;
        struct text_walk walk;
        struct text_piece piece;
        text_walk_init(&walk, sample.bytes, sample.len);
        text_walk_next(&walk, &piece);
        if (walk.at != sample.len || piece.width > 2)
            ck_abort_msg("%zu of %zu bytes, width %d: %s", walk.at, sample.len, piece.width, line);
        const char *broken = text_invariants_broken(sample.bytes, sample.len);
        ck_assert_msg(!broken, "%s: %s", broken, line);
        count++;
    }
    ck_assert(!file || count > 3000);
    if (file)
        fclose(file);
}
END_TEST

static void check_ignorable(unsigned long code) {
    struct sample sample = {0};
    struct text_walk walk;
    struct text_piece piece;
    put_point(&sample, code);
    text_walk_init(&walk, sample.bytes, sample.len);
    text_walk_next(&walk, &piece);
    if (piece.kind != TEXT_REVEALED || strncmp(piece.bytes, "<U+", 3) != 0)
        ck_abort_msg("U+%04lX is shown as %s", code, piece.bytes);
}

/* `200B..200F ; Default_Ignorable_Code_Point # comment` */
START_TEST(reveals_every_ignorable) {
    FILE *file = open_unicode("DerivedCoreProperties.txt");
    char line[LINE_MAX_BYTES];
    size_t count = 0;
    while (file && fgets(line, sizeof line, file)) {
        if (*line == '#' || !strstr(line, "; Default_Ignorable_Code_Point "))
            continue;
        char *end = NULL;
        unsigned long first = strtoul(line, &end, 16);
        unsigned long last = *end == '.' ? strtoul(end + 2, NULL, 16) : first;
        for (unsigned long code = first; code <= last; code++, count++)
            check_ignorable(code);
    }
    ck_assert(!file || count > 4000);
    if (file)
        fclose(file);
}
END_TEST

static void check_invariants(const char *text, size_t len, unsigned long number) {
    const char *broken = text_invariants_broken(text, len);
    if (broken)
        ck_abort_msg("%s: number %lX, %.*s", broken, number, (int)len, text);
}

static bool is_surrogate(uint32_t code) {
    return code >= 0xD800 && code <= 0xDFFF;
}

static void check_every_code(const char *before, const char *after) {
    for (uint32_t code = 0; code <= CODE_LAST; code++) {
        if (is_surrogate(code) || !effort_takes_code(code))
            continue;
        char text[POINTS_MAX];
        size_t len = strlen(before);
        memcpy(text, before, len);
        len += utf8_encode(code, text + len);
        memcpy(text + len, after, strlen(after));
        check_invariants(text, len + strlen(after), code);
    }
}

START_TEST(shows_every_code_point_alone) {
    check_every_code("", "");
}
END_TEST

START_TEST(shows_every_code_point_between_letters) {
    check_every_code("a", "b");
}
END_TEST

/* xorshift64* (Marsaglia; Vigna 2016): the same numbers on every machine. */
static uint64_t next_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static size_t put_random_point(uint64_t *state, char *out) {
    /* Where neighbours matter: marks, joiners, emoji, tags, jamo, controls, bidi. */
    static const struct {
        uint32_t first, count;
    } blocks[] = {
        {0x00, 0x100},   {0x0300, 0x70},  {0x0590, 0x170},  {0x0900, 0x80},     {0x0E00, 0x80},
        {0x0F00, 0x100}, {0x1000, 0xA0},  {0x1100, 0x100},  {0x1780, 0x80},     {0x1800, 0xB0},
        {0x200B, 0x05},  {0x200C, 0x02},  {0x2028, 0x48},   {0x20D0, 0x21},     {0x2600, 0x1C0},
        {0xA960, 0x20},  {0xAC00, 0x200}, {0xD7B0, 0x50},   {0xFE00, 0x10},     {0xFF90, 0x20},
        {0x1F1E6, 0x1A}, {0x1F3F0, 0x10}, {0x1F440, 0x100}, {0x1F900, 0x100},   {0xE0020, 0x60},
        {0xE0100, 0xF0}, {0x110BD, 0x20}, {0x0, 0xD800},    {0xE000, 0x101FFF},
    };
    uint64_t number = next_random(state);
    size_t block = (number >> 8) % (sizeof blocks / sizeof *blocks);
    return utf8_encode(blocks[block].first + (uint32_t)(number >> 32) % blocks[block].count, out);
}

START_TEST(shows_strings_at_random) {
    const size_t strings = effort_runs(5000, 100000, 1000000);
    uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
    for (unsigned long i = 0; i < strings; i++) {
        char text[POINTS_MAX * UTF8_BYTES_MAX];
        size_t len = 0;
        for (uint64_t points = next_random(&state) % POINTS_MAX + 1; points > 0; points--)
            len += put_random_point(&state, text + len);
        /* Half of them with one damaged byte. */
        uint64_t number = next_random(&state);
        if (number & 1)
            text[(number >> 16) % len] = (char)(number >> 8);
        check_invariants(text, len, i);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("text_unicode");
    TCase *tc = tcase_create("text_unicode");
    tcase_set_timeout(tc, SECONDS_MAX);
    tcase_add_checked_fixture(tc, use_utf8, NULL);
    tcase_add_test(tc, ends_where_clusters_end);
    tcase_add_test(tc, makes_one_piece_of_an_emoji);
    tcase_add_test(tc, reveals_every_ignorable);
    tcase_add_test(tc, shows_every_code_point_alone);
    tcase_add_test(tc, shows_every_code_point_between_letters);
    tcase_add_test(tc, shows_strings_at_random);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
