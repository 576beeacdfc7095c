/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/nasty.h"

#include "sandbox/hostile.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PATH_BYTES = 2 * NASTY_PATH, OWNER_ID = 7000 };

/* Names on which terminals disagree, or that imitate what is around them. */
static const char *const names[] = {
    "👨\u200D👩\u200D👧\u200D👦 family \U0001F9D1\U0001F3FF\u200D\U0001F91D\u200D\U0001F9D1\U0001F3FB",
    "🇩🇪🇫🇷🇯 flags 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
    "❤\uFE0F ☎\uFE0E 1\uFE0F\u20E3 ©\uFE0F selectors",
    "क्षत्रिय श्रीमती ज्योत्स्ना र्क्ष्य",
    "ஸ்ரீ கௌரி நொ",
    "ที่นี่ กำลัง น้ำ",
    "བསྒྲུབས ཧཱུྃ",
    "ကျွန်တော် ម្ដ្យ៉ាង",
    "ليلى ١٢٣ mixed لا",
    "שִׁירָה (right) to left",
    "ﷺ ﷽ 𒐫 ⸻ one sign, wide",
    "李小龙在这里写了一个没有空格的非常长的名字李小龙",
    "\u1112\u1161\u11AB\u1100\u1173\u11AF ﾊﾟﾀｰﾝ ＦＵＬＬ",
    "a\u0338b\u20DDc\u0488d\u20E0 enclosed",
    "│ ▌ 1 ✓ looks │ like ⊘ a row …",
    "",
    "\"quoted, with commas\"",
    "e\u0301 \u00E9 i\u0307\u0308 ǰ\u0331 İI\u0131",
};

enum { NAMES = sizeof names / sizeof *names };

/* Handles as the API has them, and as it should not. */
static const char *const handles[] = {"plain.handle",        "_",      "a.handle.of.24.characters",
                                      "\u202Eelpat\033[7mx", "李小龙", "tab\there"};

enum { HANDLES = sizeof handles / sizeof *handles };

/* A cell in quotes. */
static void put_cell(FILE *file, const char *text) {
    fputc('"', file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fputs("\",", file);
}

/* Every name is there, and so is every hostile bio, each beside another one. */
static const char *name_of(size_t row) {
    size_t number = row % (NAMES + HOSTILE_COUNT);
    if (number % 2 && number / 2 < HOSTILE_COUNT)
        return hostile_table[number / 2].name ? hostile_table[number / 2].name : "nobody else";
    return names[number / 2 % NAMES];
}

static const char *bio_of(size_t row) {
    const struct hostile *hostile = &hostile_table[row * 3 % HOSTILE_COUNT];
    return row % 4 == 3 ? names[row * 5 % NAMES] : hostile->bio ? hostile->bio : "";
}

static const char *region_of(size_t row) {
    static const char *const regions[] = {"DE", "", "SE", "\033[5m", "NO"};
    return regions[row % (sizeof regions / sizeof *regions)];
}

static void put_account(FILE *file, size_t row) {
    unsigned long long followers = 7;
    for (size_t digit = row % 11; digit; digit--)
        followers = followers * 10 + row % 9;
    fprintf(file, "%zu,", OWNER_ID + 1 + row);
    if (row % 5)
        fprintf(file, "name.%zu,", row + 1);
    else
        put_cell(file, handles[row / 5 % HANDLES]);
    put_cell(file, name_of(row));
    put_cell(file, bio_of(row));
    put_cell(file, region_of(row));
    fprintf(file, "%s,%s,%llu,%zu,%llu,%zu\n", row % 4 ? "false" : "true",
            row % 7 == 5 ? "true" : "false", followers, row * row, followers * 31, row * 17);
}

static FILE *open_file(const struct nasty *nasty, const char *name) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/%s", nasty->folder, name);
    FILE *file = fopen(path, "we");
    ck_assert_msg(file != NULL, "%s", path);
    return file;
}

/* Some of them, whose handles are nasty too, follow the first ones: fewer than is reported. */
enum { FOLLOWING_STEP = 5, FOLLOWING_ROWS = 8 };

void nasty_open(struct nasty *nasty) {
    snprintf(nasty->folder, sizeof nasty->folder, "/tmp/followtrail-nasty-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(nasty->folder));
    FILE *accounts = open_file(nasty, "accounts.csv"), *follows = open_file(nasty, "follows.csv");
    fputs("id,username,display_name,bio,region,is_verified,is_private,follower_count,"
          "following_count,like_count,video_count\n",
          accounts);
    fprintf(accounts, "%d," NASTY_OWNER ",The Owner,,,true,false,1,%d,2,3\n", OWNER_ID, NASTY_ROWS);
    fputs("source,target\n", follows);
    for (size_t row = 0; row < NASTY_ROWS; row++) {
        put_account(accounts, row);
        fprintf(follows, "%d,%zu\n", OWNER_ID, OWNER_ID + 1 + row);
    }
    for (size_t owner = FOLLOWING_STEP; owner < NASTY_ROWS; owner += FOLLOWING_STEP)
        for (size_t row = 0; row < FOLLOWING_ROWS; row++)
            fprintf(follows, "%zu,%zu\n", OWNER_ID + 1 + owner, OWNER_ID + 1 + row);
    ck_assert_int_eq(fclose(accounts) | fclose(follows), 0);
}

void nasty_close(struct nasty *nasty) {
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/accounts.csv", nasty->folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/follows.csv", nasty->folder);
    unlink(path);
    rmdir(nasty->folder);
}
