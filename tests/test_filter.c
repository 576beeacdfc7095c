/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter's language. */
#include "base/buf.h"
#include "model/filter.h"
#include "model/quantity.h"
#include "tests/run.h"

#include <check.h>
#include <locale.h>
#include <string.h>

enum { YES = VERDICT_YES, NO = VERDICT_NO, UNKNOWN = VERDICT_UNKNOWN };

static const struct account zoe = {.id = "6784563219087654321",
                                   .username = "zoe.flores",
                                   .display_name = "Zoë Flores",
                                   .bio = "ceramics & coffee <3 a=b",
                                   .region = "SE",
                                   .follower_count = 1284331,
                                   .following_count = 412,
                                   .like_count = 33910442,
                                   .video_count = 0,
                                   .is_verified = true};
static const struct account shy = {.id = "7",
                                   .username = "shy",
                                   .display_name = "verified | or \"so\" she says",
                                   .bio = "",
                                   .is_private = true};
static const struct account torn = {.id = "8",
                                    .username = "torn",
                                    .bio = "coffee",
                                    .region = "no",
                                    .follower_count = ACCOUNT_UNKNOWN,
                                    .following_count = 20,
                                    .like_count = 1500,
                                    .video_count = 3,
                                    .defect = "display_name"};

static const struct account *const rows[] = {&zoe, &shy, &torn};

/* Of each the flags, or one, are not known. */
static const struct account bare = {.id = "9", .username = "bare", .is_bare = true},
                            unread = {.id = "10",
                                      .username = "unread",
                                      .is_private = true,
                                      .defect = "is_verified is null, not true or false"},
                            nothing = {.defect = "the record is text, not an object"};

struct example {
    const char *text;
    int zoe, shy, torn;
};

static const struct example examples[] = {
    {"", YES, YES, YES},
    {"   ", YES, YES, YES},
    {"verified", YES, NO, NO},
    {"!Verified", NO, YES, YES},
    {"!!verified", YES, NO, NO},
    {"private", NO, YES, NO},
    {"defect", NO, NO, YES},
    {"\"verified\"", NO, YES, UNKNOWN},
    {"verifie", NO, YES, UNKNOWN},
    {"coffee", YES, NO, YES},
    {"!coffee", NO, YES, NO},
    {"\"ceramics & cof", YES, NO, UNKNOWN},
    {"\"or \\\"so\\\"\"", NO, YES, UNKNOWN},
    {"Zoë", YES, NO, UNKNOWN},
    {"ZOE", NO, NO, UNKNOWN},
    {"zoe\u0308", YES, NO, UNKNOWN},
    {"<3", YES, NO, UNKNOWN},
    {"\"a=b\"", YES, NO, UNKNOWN},
    {"handle:zoe", YES, NO, NO},
    {"handle:@zoe", YES, NO, NO},
    {"@zoe", YES, NO, NO},
    {"!@Zoe", YES, YES, YES},
    {"@verified", NO, NO, NO},
    {"\"@zoe\"", NO, NO, UNKNOWN},
    {"Name:flores", YES, NO, UNKNOWN},
    {"!name:flores", NO, YES, UNKNOWN},
    {"bio:\"& coffee\"", YES, NO, NO},
    {"bio:zoe", NO, NO, NO},
    {"id:6784563219087654321", YES, NO, NO},
    {"id:678456321908765432", NO, NO, NO},
    {"region:se", YES, UNKNOWN, NO},
    {"region:SE,NO", YES, UNKNOWN, YES},
    {"!region:SE", NO, UNKNOWN, YES},
    {"region:--", NO, YES, NO},
    {"region:--,no", NO, YES, YES},
    {"!region:--", YES, NO, YES},
    {"followers>=10k", YES, UNKNOWN, UNKNOWN},
    {"!followers>=10k", NO, UNKNOWN, UNKNOWN},
    {"followers<10k", NO, UNKNOWN, UNKNOWN},
    {"followers=1,284,331", YES, UNKNOWN, UNKNOWN},
    {"followers!=1284331", NO, UNKNOWN, UNKNOWN},
    {"following >= 412", YES, UNKNOWN, NO},
    {"following>412", NO, UNKNOWN, NO},
    {"following<=412", YES, UNKNOWN, YES},
    {"following<412", NO, UNKNOWN, YES},
    {"following!=412", NO, UNKNOWN, YES},
    {"!following!=412", YES, UNKNOWN, NO},
    {"likes:1.5k", NO, UNKNOWN, YES},
    {"likes=1.5K..33.910442m", YES, UNKNOWN, YES},
    {"likes!=1.5K..33.910441m", YES, UNKNOWN, NO},
    {"videos<0", NO, UNKNOWN, NO},
    {"videos:0", YES, UNKNOWN, NO},
    {"followers", NO, NO, UNKNOWN},
    {"verified followers>=10k region:SE,NO !private \"coffee\"", YES, NO, NO},
    {"coffee or private", YES, YES, YES},
    {"coffee|private", YES, YES, YES},
    {"verified | private region:SE", YES, UNKNOWN, NO},
    {"region:SE verified or private", YES, UNKNOWN, NO},
    {"private OR videos>0", NO, YES, YES},
    {"followers>1k or private", YES, YES, UNKNOWN},
    {"followers>1k private", NO, UNKNOWN, NO},
    {"oracle", NO, NO, UNKNOWN},
    {"verified and followers>10k", YES, NO, NO},
    {"verified AND private", NO, NO, NO},
    {"private and verified or coffee", YES, NO, YES},
    {"coffee or private and verified", YES, NO, YES},
    {"(coffee or private) And verified", YES, NO, NO},
    {"coffee verified or private", YES, NO, NO},
    {"coffee and verified or private", YES, YES, NO},
    {"not verified", NO, YES, YES},
    {"NOT !verified", YES, NO, NO},
    {"not not verified", YES, NO, NO},
    {"not(verified or coffee)", NO, YES, NO},
    {"!(verified coffee)", NO, YES, YES},
    {"not (private and region:SE)", YES, UNKNOWN, YES},
    {"not (private or region:SE)", NO, NO, YES},
    {"not followers>1k", NO, UNKNOWN, UNKNOWN},
    {"not (followers>1k) or private", NO, YES, UNKNOWN},
    {"((verified))", YES, NO, NO},
    {"(((private) or (verified and (coffee))))", YES, YES, NO},
    {"verified(coffee)", YES, NO, NO},
    {"(verified)coffee", YES, NO, NO},
    {"(verified|private)coffee", YES, NO, NO},
    {"\"and\"", NO, NO, UNKNOWN},
    {"\"not\" or private", NO, YES, UNKNOWN},
    {"android", NO, NO, UNKNOWN},
    {"nothing", NO, NO, UNKNOWN},
    {"bio:\"(\"", NO, NO, NO},
    {"region:SE,NO and (videos:0)", YES, UNKNOWN, NO},
};

START_TEST(terms_mean_what_the_header_says) {
    const struct example *example = &examples[_i];
    const int expected[] = {example->zoe, example->shy, example->torn};
    struct filter filter;
    struct match_index index;
    struct err err = {.kind = ERR_NONE};
    uint8_t verdicts[3];
    size_t matched = 0, unknown = 0;
    filter_init(&filter);
    match_index_init(&index);
    ck_assert_msg(filter_parse(&filter, example->text, &err), "%s: %s", example->text, err.text);
    ck_assert_ptr_null(filter.wanted);
    struct filter_sum sum = filter_apply(&filter, &index, rows, 3, verdicts);
    for (int i = 0; i < 3; i++) {
        ck_assert_msg((int)filter_test(&filter, rows[i]) == expected[i], "%s: %s", example->text,
                      rows[i]->username);
        ck_assert_int_eq(verdicts[i], expected[i]);
        matched += expected[i] == YES;
        unknown += expected[i] == UNKNOWN;
    }
    ck_assert_uint_eq(sum.matched, matched);
    ck_assert_uint_eq(sum.unknown, unknown);
    match_index_fini(&index);
    filter_fini(&filter);
}
END_TEST

/* Expressions made by chance, as text and as what they mean, which is worked out here. */
enum { LEAVES = 6, DEPTH_MAX = 5, ROUNDS = 3000, TEXT_MAX = 4096 };

static const struct {
    const char *text;
    int verdicts[3];
} leaves[LEAVES] = {
    {"verified", {YES, NO, NO}},
    {"private", {NO, YES, NO}},
    {"followers>1k", {YES, UNKNOWN, UNKNOWN}},
    {"region:SE", {YES, UNKNOWN, NO}},
    {"coffee", {YES, NO, YES}},
    {"\"not\"", {NO, NO, UNKNOWN}},
};

/* By how loosely they bind. */
enum level { BESIDE, EITHER, BOTH, PART };

static unsigned pick(unsigned *seed, unsigned below) {
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 16) % below;
}

static void write_expression(unsigned *seed, enum level level, int depth, struct buf *text,
                             int verdicts[3]);

static void write_part(unsigned *seed, int depth, struct buf *text, int verdicts[3]) {
    static const char *const nots[] = {"!", "not ", "NOT "};
    unsigned kind = depth > 0 ? pick(seed, 4) : 3;
    if (kind == 0) {
        buf_text_put(text, nots[pick(seed, 3)]);
        write_part(seed, depth - 1, text, verdicts);
        for (int i = 0; i < 3; i++)
            verdicts[i] = YES - verdicts[i];
    } else if (kind < 3) {
        buf_text_put(text, pick(seed, 2) ? "(" : "( ");
        write_expression(seed, BESIDE, depth - 1, text, verdicts);
        buf_text_put(text, pick(seed, 2) ? ")" : " )");
    } else {
        unsigned leaf = pick(seed, LEAVES);
        buf_text_put(text, leaves[leaf].text);
        memcpy(verdicts, leaves[leaf].verdicts, sizeof leaves[leaf].verdicts);
    }
}

static void write_expression(unsigned *seed, enum level level, int depth, struct buf *text,
                             int verdicts[3]) {
    static const char *const between[][2] = {{" ", "  "}, {" or ", " | "}, {" and ", " AND "}};
    if (level == PART) {
        write_part(seed, depth, text, verdicts);
        return;
    }
    write_expression(seed, level + 1, depth, text, verdicts);
    while (depth > 0 && pick(seed, 3) == 0) {
        int other[3];
        buf_text_put(text, between[level][pick(seed, 2)]);
        write_expression(seed, level + 1, depth - 1, text, other);
        for (int i = 0; i < 3; i++)
            if (level == EITHER ? other[i] > verdicts[i] : other[i] < verdicts[i])
                verdicts[i] = other[i];
    }
}

START_TEST(expressions_mean_what_they_say) {
    struct filter filter;
    struct match_index index;
    uint8_t verdicts[3];
    unsigned seed = 1;
    size_t compared = 0;
    filter_init(&filter);
    for (int round = 0; round < ROUNDS; round++) {
        struct buf text;
        int expected[3];
        struct err err = {.kind = ERR_NONE};
        buf_init(&text, TEXT_MAX);
        write_expression(&seed, BESIDE, DEPTH_MAX, &text, expected);
        ck_assert(!text.overflowed);
        bool is_read = filter_parse(&filter, buf_text(&text), &err);
        ck_assert_msg(is_read || strstr(err.text, "more than 64 terms"), "%s: %s", buf_text(&text),
                      err.text);
        compared += is_read;
        if (!is_read) {
            buf_fini(&text);
            continue;
        }
        ck_assert_ptr_null(filter.wanted);
        match_index_init(&index);
        filter_apply(&filter, &index, rows, 3, verdicts);
        for (int i = 0; i < 3; i++) {
            ck_assert_msg((int)filter_test(&filter, rows[i]) == expected[i], "%s: %d",
                          buf_text(&text), i);
            ck_assert_msg(verdicts[i] == expected[i], "%s: %d", buf_text(&text), i);
        }
        match_index_fini(&index);
        buf_fini(&text);
    }
    ck_assert_uint_gt(compared, ROUNDS / 2);
    filter_fini(&filter);
}
END_TEST

START_TEST(brackets_have_a_ceiling) {
    char text[2 * FILTER_BRACKETS_MAX + 8] = "";
    struct filter filter;
    struct err err;
    filter_init(&filter);
    memset(text, '(', FILTER_BRACKETS_MAX);
    text[FILTER_BRACKETS_MAX] = 'a';
    memset(text + strlen(text), ')', FILTER_BRACKETS_MAX);
    ck_assert(filter_parse(&filter, text, &err));
    ck_assert_uint_eq(filter.count, 1);
    memset(text, '(', FILTER_BRACKETS_MAX + 1);
    ck_assert(!filter_parse(&filter, text, &err));
    ck_assert_str_eq(err.text, "column 33: more than 32 brackets are open");
    filter_fini(&filter);
}
END_TEST

START_TEST(flags_that_nobody_told_are_neither_set_nor_not) {
    static const struct {
        const char *text;
        int bare, unread, nothing;
    } cases[] = {
        {"verified", UNKNOWN, UNKNOWN, UNKNOWN}, {"!verified", UNKNOWN, UNKNOWN, UNKNOWN},
        {"private", UNKNOWN, YES, UNKNOWN},      {"!private", UNKNOWN, NO, UNKNOWN},
        {"defect", UNKNOWN, YES, YES},           {"!defect", UNKNOWN, NO, NO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct filter filter;
        struct err err;
        filter_init(&filter);
        ck_assert(filter_parse(&filter, cases[i].text, &err));
        ck_assert_msg((int)filter_test(&filter, &bare) == cases[i].bare, "%s", cases[i].text);
        ck_assert_msg((int)filter_test(&filter, &unread) == cases[i].unread, "%s", cases[i].text);
        ck_assert_msg((int)filter_test(&filter, &nothing) == cases[i].nothing, "%s", cases[i].text);
        filter_fini(&filter);
    }
}
END_TEST

/* The terms before what is not finished are in force. */
static const struct {
    const char *text;
    size_t terms, at;
    const char *wanted;
} unfinished[] = {
    {"followers>=", 0, 11, "a number"},
    {"verified @", 1, 10, "a text"},
    {"followers > ", 0, 12, "a number"},
    {"followers!", 0, 10, "a comparison"},
    {"followers:", 0, 10, "a number"},
    {"verified followers>=1,5", 1, 23, "a number"},
    {"followers=1.", 0, 12, "a number"},
    {"followers=1.5", 0, 13, "a number"},
    {"followers=10..", 0, 14, "a number"},
    {"followers=10..2", 0, 15, "a number"},
    {"verified or", 1, 11, "a term"},
    {"verified | ", 1, 11, "a term"},
    {"verified and", 1, 12, "a term"},
    {"and ", 0, 4, "a term"},
    {"not", 0, 3, "a term"},
    {"verified not ", 1, 13, "a term"},
    {"(", 0, 1, "a term"},
    {"verified (", 1, 10, "a term"},
    {"(verified", 1, 9, "a closing bracket )"},
    {"((verified) or", 1, 14, "a term"},
    {"(verified or (a b", 3, 17, "a closing bracket )"},
    {"not (a followers>", 1, 17, "a number"},
    {"or", 0, 2, "a term"},
    {"verified !", 1, 10, "a term"},
    {"a b region:", 2, 11, "a list of regions"},
    {"region:S", 0, 8, "a list of regions"},
    {"region:SE,", 0, 10, "a list of regions"},
    {"region:-", 0, 8, "a list of regions"},
    {"handle:", 0, 7, "a text"},
    {"handle:@", 0, 8, "a text"},
    {"id:", 0, 3, "a text"},
    {"\"", 0, 1, "a text"},
};

START_TEST(what_is_not_finished_is_left_out) {
    struct filter filter;
    struct err err = {.kind = ERR_NONE};
    filter_init(&filter);
    ck_assert_msg(filter_parse(&filter, unfinished[_i].text, &err), "%s: %s", unfinished[_i].text,
                  err.text);
    ck_assert_uint_eq(filter.count, unfinished[_i].terms);
    ck_assert_msg(filter.wanted &&
                      !strncmp(filter.wanted, unfinished[_i].wanted, strlen(unfinished[_i].wanted)),
                  "%s: %s", unfinished[_i].text, filter.wanted ? filter.wanted : "nothing");
    ck_assert_uint_eq(filter.wanted_at, unfinished[_i].at);
    filter_fini(&filter);
}
END_TEST

static const struct {
    const char *text, *message;
} mistakes[] = {
    {"followers>=x", "column 12: “followers” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"followers>=10kk", "column 15: “followers” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"followers==10",
     "column 11: “followers” needs a number (1500, 1,500, 10k, 1.5M) or a range 10..20"},
    {"followers>= verified", "column 13: “followers” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"followers>10..20", "column 13: “followers” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"followers=1,50 a",
     "column 15: “followers” needs a number (1500, 1,500, 10k, 1.5M) or a range 10..20"},
    {"followers=1500,000",
     "column 15: “followers” needs a number (1500, 1,500, 10k, 1.5M) or a range 10..20"},
    {"likes=20..10 a", "column 7: a range goes from the smaller number to the larger"},
    {"likes=1.5 a", "column 7: a count is a whole number: 1500, 1,500, 10k, 1.5M"},
    {"likes=1.2345k", "column 7: a count is a whole number: 1500, 1,500, 10k, 1.5M"},
    {"likes>99999999999999999999", "column 7: too large a number"},
    {"likes>9999999999T", "column 7: too large a number"},
    {"日本 follower>5", "column 6: Unknown field “follower”. Did you mean followers? Else quotes "
                        "make it text"},
    {"https://x",
     "column 1: Unknown field “https”. Known are handle, name, bio, region, id; quotes "
     "make it text"},
    {"verified:yes", "column 9: “verified” takes no value"},
    {"verified=true", "column 9: “verified” takes no value"},
    {"region=SE", "column 7: “region” takes a colon, as in region:SE"},
    {"tea name!=x", "column 9: “name” takes a colon, as in name:text"},
    {"verified && private", "column 10: write “and” here; quotes make it text"},
    {"verified & private", "column 10: write “and” here; quotes make it text"},
    {"region:SWE", "column 10: “region:” needs a list of regions (two letters each, as "
                   "SE,NO, or -- for not known)"},
    {"region:1 a", "column 8: “region:” needs a list of regions (two letters each, as "
                   "SE,NO, or -- for not known)"},
    {"or x", "column 1: “or” needs a term before it"},
    {"a or | b", "column 6: “or” needs a term"},
    {"! x", "column 2: “!” needs a term"},
    {"and x", "column 1: “and” needs a term before it"},
    {"a and or b", "column 7: “and” needs a term"},
    {"a not or b", "column 7: “not” needs a term"},
    {"()", "column 2: “(” needs a term"},
    {"a ( ) b", "column 5: “(” needs a term"},
    {"a) b", "column 2: no bracket is open here"},
    {"(a) or ) b", "column 8: “or” needs a term"},
    {"日本 (a or b))", "column 14: no bracket is open here"},
    {"(followers>x)", "column 12: “followers” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"a \"\" b", "column 5: “\"” needs a text"},
};

START_TEST(mistakes_are_named_with_their_column) {
    struct filter filter;
    struct err err = {.kind = ERR_NONE};
    filter_init(&filter);
    ck_assert(filter_parse(&filter, "verified", NULL));
    ck_assert_msg(!filter_parse(&filter, mistakes[_i].text, &err), "%s", mistakes[_i].text);
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_str_eq(err.text, mistakes[_i].message);
    ck_assert_uint_eq(filter.count, 0);
    ck_assert_uint_le(filter.mistake_at, strlen(mistakes[_i].text));
    filter_fini(&filter);
}
END_TEST

START_TEST(terms_have_a_ceiling) {
    char text[2 * FILTER_TERMS_MAX + 4] = "";
    struct filter filter;
    struct err err;
    filter_init(&filter);
    for (size_t i = 0; i < FILTER_TERMS_MAX; i++)
        memcpy(text + 2 * i, "a ", 3);
    ck_assert(filter_parse(&filter, text, &err));
    ck_assert_uint_eq(filter.count, FILTER_TERMS_MAX);
    memcpy(text + sizeof text - 4, "a ", 3);
    ck_assert(!filter_parse(&filter, text, &err));
    ck_assert_str_eq(err.text, "column 129: more than 64 terms");
    filter_fini(&filter);
}
END_TEST

START_TEST(searched_texts_are_told_for_highlighting) {
    struct filter filter;
    size_t next = 0;
    filter_init(&filter);
    ck_assert(filter_parse(&filter, "verified coffee !tea bio:slow handle:zoe", NULL));
    ck_assert_int_eq(memcmp(filter_next_match(&filter, MATCH_BIO, &next)->folded, "coffee", 6), 0);
    ck_assert_uint_eq(filter_next_match(&filter, MATCH_BIO, &next)->folded_len, 4);
    ck_assert_ptr_null(filter_next_match(&filter, MATCH_BIO, &next));
    filter_fini(&filter);
}
END_TEST

static const struct {
    const char *text;
    enum quantity_outcome outcome;
    size_t len;
    int64_t number;
} quantities[] = {
    {"1500", QUANTITY_READ, 4, 1500},
    {"1,500,000 a", QUANTITY_READ, 9, 1500000},
    {"10k..", QUANTITY_READ, 3, 10000},
    {"10..20", QUANTITY_READ, 2, 10},
    {"1.5M", QUANTITY_READ, 4, 1500000},
    {"0.25b", QUANTITY_READ, 5, 250000000},
    {"2T", QUANTITY_READ, 2, INT64_C(2000000000000)},
    {"007", QUANTITY_READ, 3, 7},
    {"", QUANTITY_SHORT, 0, 0},
    {"k", QUANTITY_SHORT, 0, 0},
    {"1,", QUANTITY_SHORT, 2, 0},
    {"1.k", QUANTITY_SHORT, 2, 0},
    {",1", QUANTITY_WRONG, 0, 0},
    {"1,00,000", QUANTITY_WRONG, 4, 0},
    {"1,0000", QUANTITY_WRONG, 6, 0},
    {"1.5k", QUANTITY_READ, 4, 1500},
    {"1.5 ", QUANTITY_FRACTION, 3, 0},
    {"1.0000001M", QUANTITY_FRACTION, 8, 0},
    {"1000000000000000000", QUANTITY_TOO_LARGE, 18, 0},
};

START_TEST(quantities_are_read_as_typed) {
    size_t len;
    int64_t number = 0;
    ck_assert_msg(quantity_read(quantities[_i].text, &len, &number) == quantities[_i].outcome, "%s",
                  quantities[_i].text);
    if (quantities[_i].outcome == QUANTITY_READ)
        ck_assert_uint_eq(len, quantities[_i].len);
    ck_assert_int_eq(number, quantities[_i].number);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

int main(void) {
    Suite *suite = suite_create("filter");
    TCase *terms = tcase_create("terms");
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    tcase_add_loop_test(terms, terms_mean_what_the_header_says, 0, COUNT(examples));
    tcase_add_test(terms, expressions_mean_what_they_say);
    tcase_add_test(terms, brackets_have_a_ceiling);
    tcase_add_test(terms, expressions_mean_what_they_say);
    tcase_add_test(terms, brackets_have_a_ceiling);
    tcase_add_test(terms, flags_that_nobody_told_are_neither_set_nor_not);
    tcase_add_loop_test(terms, what_is_not_finished_is_left_out, 0, COUNT(unfinished));
    tcase_add_loop_test(terms, mistakes_are_named_with_their_column, 0, COUNT(mistakes));
    tcase_add_loop_test(terms, quantities_are_read_as_typed, 0, COUNT(quantities));
    tcase_add_test(terms, terms_have_a_ceiling);
    tcase_add_test(terms, searched_texts_are_told_for_highlighting);
    suite_add_tcase(suite, terms);
    return run_suite(suite);
}
