/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter's language. */
#include "base/buf.h"
#include "model/filter.h"
#include "model/quantity.h"
#include "tests/support/effort.h"
#include "tests/support/fact_table.h"
#include "tests/support/run.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 4096 };
#define YES     VERDICT_YES
#define NO      VERDICT_NO
#define UNKNOWN VERDICT_UNKNOWN

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

static const struct account *rows[] = {&zoe, &shy, &torn};
static struct list list = {.rows = rows, .count = 3};

/* Of each the flags, or one, are not known. */
static const struct account bare = {.id = "9", .username = "bare", .is_bare = true},
                            unread = {.id = "10",
                                      .username = "unread",
                                      .is_private = true,
                                      .defect = "is_verified is null, not true or false"},
                            nothing = {.defect = "the record is text, not an object"};

/* What stored lists say of them; the store has accounts @owner and 42. */
static struct fact_entry entries[] = {
    {.id = "6784563219087654321",
     .facts = {.lists = 7, .lists_max = 9, .back = YES, .state = FACT_COMPLETE},
     .followed_by = {YES, UNKNOWN},
     .follows = {NO, YES}},
    {.id = "7",
     .facts = {.lists = 2, .lists_max = 2, .back = NO, .state = FACT_INCOMPLETE},
     .followed_by = {NO, NO},
     .follows = {UNKNOWN, UNKNOWN}},
    {.id = "8",
     .facts = {.lists = 0, .lists_max = 3, .back = UNKNOWN},
     .followed_by = {UNKNOWN, YES},
     .follows = {YES, NO}},
};
static struct fact_table table;
static const char *const group_names[] = {"Democrats", "a b"};
static struct fact_groups groups = {.names = group_names, .count = 2};
static struct dict *group_of;

static void tell_facts(void) {
    static char democrats[] = "Democrats", others[] = "a b";
    fact_table_init(&table, entries, 3);
    table.names[0] = "@owner";
    table.names[1] = "42";
    groups.of = group_of = dict_new();
    dict_add(group_of, "7", democrats);
    dict_add(group_of, "8", others);
    table.reader.groups = &groups;
    list.facts = &table.reader;
}

static void forget_facts(void) {
    dict_free(group_of);
    list.facts = NULL;
}

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
    {"videos>0.5", NO, UNKNOWN, YES},
    {"videos>.5", NO, UNKNOWN, YES},
    {"videos<0.5", YES, UNKNOWN, NO},
    {"videos<=2.9", YES, UNKNOWN, NO},
    {"videos>=2.9", NO, UNKNOWN, YES},
    {"videos>2.9", NO, UNKNOWN, YES},
    {"videos<3.1", YES, UNKNOWN, YES},
    {"videos=2.9", NO, UNKNOWN, NO},
    {"videos!=2.9", YES, UNKNOWN, YES},
    {"videos:2.5..3.5", NO, UNKNOWN, YES},
    {"videos:2.5..2.9", NO, UNKNOWN, NO},
    {"likes:1.4999k..1.5001k", NO, UNKNOWN, YES},
    {"likes: 1.4k .. 1.5k", NO, UNKNOWN, YES},
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
    {"verified && coffee", YES, NO, NO},
    {"verified&&coffee", YES, NO, NO},
    {"verified & coffee", YES, NO, NO},
    {"verified&coffee", YES, NO, NO},
    {"verified || private", YES, YES, NO},
    {"verified||private", YES, YES, NO},
    {"not!verified", YES, NO, NO},
    {"! verified", NO, YES, YES},
    {"!not ! verified", NO, YES, YES},
    {"coffee!verified", NO, NO, YES},
    {"verified!private", YES, NO, NO},
    {"verified and!private", YES, NO, NO},
    {"private||not(coffee)", NO, YES, NO},
    {"!(!(verified||private)&&coffee)", YES, YES, NO},
    {"coffee\"a=b\"", YES, NO, UNKNOWN},
    {"\"&\" not\"so\"", YES, NO, UNKNOWN},
    {"\"|\"or\"&\"", YES, YES, UNKNOWN},
    {"followers>10k&&videos:0", YES, UNKNOWN, NO},
    {"region:SE|private", YES, YES, NO},
    {"bio:not", NO, NO, NO},
    {"name:or", YES, YES, UNKNOWN},
    {"@and", NO, NO, NO},
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
    {"lists>=3", YES, NO, UNKNOWN},
    {"!lists>=3", NO, YES, UNKNOWN},
    {"lists<3", NO, YES, UNKNOWN},
    {"lists:7..9", YES, NO, NO},
    {"lists=8", UNKNOWN, NO, NO},
    {"lists!=8", UNKNOWN, YES, YES},
    {"lists=2", NO, YES, UNKNOWN},
    {"lists<0", NO, NO, NO},
    {"lists=2.5", NO, NO, NO},
    {"lists>=0", YES, YES, YES},
    {"Lists > 9", NO, NO, NO},
    {"lists", NO, NO, UNKNOWN},
    {"back", YES, NO, UNKNOWN},
    {"!back", NO, YES, UNKNOWN},
    {"stored", YES, YES, NO},
    {"not stored", NO, NO, YES},
    {"Complete", YES, NO, NO},
    {"\"back\"", NO, NO, UNKNOWN},
    {"group:democrats", NO, YES, NO},
    {"group:\"a b\"", NO, NO, YES},
    {"group:--", YES, NO, NO},
    {"!group:--", NO, YES, YES},
    {"followed-by:@owner", YES, NO, UNKNOWN},
    {"!followed-by:@owner", NO, YES, UNKNOWN},
    {"Followed-By:42", UNKNOWN, NO, YES},
    {"follows:@owner", NO, UNKNOWN, YES},
    {"follows:\"42\"", YES, UNKNOWN, NO},
    {"lists>=3 or follows:@owner", YES, UNKNOWN, YES},
    {"followed-by", NO, NO, UNKNOWN},
};

/* What is printed means the same, and is printed as itself. */
static void assert_reads_as_printed(const struct filter *filter, const char *typed) {
    struct filter again;
    struct buf printed, twice;
    struct err err = {.kind = ERR_NONE};
    filter_init(&again);
    buf_init(&printed, TEXT_MAX);
    buf_init(&twice, TEXT_MAX);
    filter_print(filter, &printed);
    ck_assert(!printed.overflowed);
    ck_assert_msg(filter_parse(&again, buf_text(&printed), &err), "%s: %s: %s", typed,
                  buf_text(&printed), err.text);
    ck_assert_msg(!again.wanted && !again.is_doubtful, "%s: %s", typed, buf_text(&printed));
    filter_print(&again, &twice);
    ck_assert_str_eq(buf_text(&twice), buf_text(&printed));
    for (size_t i = 0; i < 3; i++)
        ck_assert_msg(filter_test(&again, &list, i) == filter_test(filter, &list, i), "%s: %s: %zu",
                      typed, buf_text(&printed), i);
    buf_fini(&twice);
    buf_fini(&printed);
    filter_fini(&again);
}

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
    assert_reads_as_printed(&filter, example->text);
    struct filter_sum sum = filter_apply(&filter, &index, &list, verdicts);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_msg((int)filter_test(&filter, &list, i) == expected[i], "%s: %s", example->text,
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
enum { LEAVES = 10, DEPTH_MAX = 5, ROUNDS = 3000 };

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
    {"lists>=3", {YES, NO, UNKNOWN}},
    {"back", {YES, NO, UNKNOWN}},
    {"group:democrats", {NO, YES, NO}},
    {"follows:@owner", {NO, UNKNOWN, YES}},
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
    static const char *const nots[] = {"!", "not ", "! "};
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
    static const char *const between[][2] = {{" ", "  "}, {" or ", "||"}, {"&&", " AND "}};
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
        filter_apply(&filter, &index, &list, verdicts);
        assert_reads_as_printed(&filter, buf_text(&text));
        for (size_t i = 0; i < 3; i++) {
            ck_assert_msg((int)filter_test(&filter, &list, i) == expected[i], "%s: %zu",
                          buf_text(&text), i);
            ck_assert_msg(verdicts[i] == expected[i], "%s: %zu", buf_text(&text), i);
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
    ck_assert_str_eq(err.text, "column 33: more than 32 open brackets");
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
        ck_assert_msg((int)filter_test_account(&filter, &list, &bare) == cases[i].bare, "%s",
                      cases[i].text);
        ck_assert_msg((int)filter_test_account(&filter, &list, &unread) == cases[i].unread, "%s",
                      cases[i].text);
        ck_assert_msg((int)filter_test_account(&filter, &list, &nothing) == cases[i].nothing, "%s",
                      cases[i].text);
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
    {"verified&&", 1, 10, "a term"},
    {"verified||", 1, 10, "a term"},
    {"verified || ! ", 1, 14, "a term"},
    {"hello!", 1, 6, "a term"},
    {"likes:1k .. ", 0, 12, "a number"},
    {"a b region:", 2, 11, "a list of regions"},
    {"region:S", 0, 8, "a list of regions"},
    {"region:SE,", 0, 10, "a list of regions"},
    {"region:-", 0, 8, "a list of regions"},
    {"handle:", 0, 7, "a text"},
    {"handle:@", 0, 8, "a text"},
    {"id:", 0, 3, "a text"},
    {"back followed-by:", 1, 17, "a text"},
    {"lists>=", 0, 7, "a number"},
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
    {"likes>1.500", "column 7: three digits after a point: write 1.5 or 1.5k, and 1,500 or 1500"},
    {"likes>0.1234567", "column 7: more than six digits after the point"},
    {"likes>1e3", "column 8: “likes” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"likes>1.5.2", "column 10: “likes” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"likes>-5", "column 7: “likes” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"likes>99999999999999999999", "column 7: the number is too large"},
    {"likes>9999999999T", "column 7: the number is too large"},
    {"日本 follower>5", "column 6: Unknown field “follower”. Did you mean followers? Otherwise "
                        "quote it to search for text"},
    {"https://x", "column 1: Unknown field “https”. Fields: handle, name, bio, region, id, group, "
                  "followed-by, follows; quote it to search for text"},
    {"verified:yes", "column 9: “verified” takes no value"},
    {"verified=true", "column 9: “verified” takes no value"},
    {"region=SE", "column 7: “region” takes a colon, as in region:SE"},
    {"tea name!=x", "column 9: “name” takes a colon, as in name:text"},
    {"region:SWE", "column 10: “region:” needs a list of regions (two letters each, as "
                   "SE,NO, or -- for not known)"},
    {"region:1 a", "column 8: “region:” needs a list of regions (two letters each, as "
                   "SE,NO, or -- for not known)"},
    {"or x", "column 1: “or” needs a term before it"},
    {"a or | b", "column 6: “or” needs a term"},
    {"!| x", "column 2: “!” needs a term"},
    {"&& x", "column 1: “&&” needs a term before it"},
    {"a ||| b", "column 5: “||” needs a term"},
    {"a&&&b", "column 4: “&&” needs a term"},
    {"and x", "column 1: “and” needs a term before it"},
    {"a and or b", "column 7: “and” needs a term"},
    {"a not or b", "column 7: “not” needs a term"},
    {"()", "column 2: “(” needs a term"},
    {"a ( ) b", "column 5: “(” needs a term"},
    {"a) b", "column 2: no open bracket to close"},
    {"(a) or ) b", "column 8: “or” needs a term"},
    {"日本 (a or b))", "column 14: no open bracket to close"},
    {"(followers>x)", "column 12: “followers” needs a number (1500, 1,500, 10k, 1.5M)"},
    {"back:yes", "column 5: “back” takes no value"},
    {"followed-by=@x", "column 12: “followed-by” takes a colon, as in followed-by:text"},
    {"list>=3", "column 1: Unknown field “list”. Did you mean lists? Otherwise quote it to search "
                "for text"},
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
    int64_t floor, ceiling;
} quantities[] = {
    {"1500", QUANTITY_READ, 4, 1500, 1500},
    {"1,500,000 a", QUANTITY_READ, 9, 1500000, 1500000},
    {"10k..", QUANTITY_READ, 3, 10000, 10000},
    {"10..20", QUANTITY_READ, 2, 10, 10},
    {"1.5M", QUANTITY_READ, 4, 1500000, 1500000},
    {"1.500k", QUANTITY_READ, 6, 1500, 1500},
    {"0.25b", QUANTITY_READ, 5, 250000000, 250000000},
    {"2T", QUANTITY_READ, 2, INT64_C(2000000000000), INT64_C(2000000000000)},
    {"007", QUANTITY_READ, 3, 7, 7},
    {"0.5", QUANTITY_READ, 3, 0, 1},
    {"0.500", QUANTITY_READ, 5, 0, 1},
    {".5 ", QUANTITY_READ, 2, 0, 1},
    {"1.5 ", QUANTITY_READ, 3, 1, 2},
    {"2.0", QUANTITY_READ, 3, 2, 2},
    {"1.2345k", QUANTITY_READ, 7, 1234, 1235},
    {"", QUANTITY_SHORT, 0, 0, 0},
    {"k", QUANTITY_SHORT, 0, 0, 0},
    {".", QUANTITY_SHORT, 0, 0, 0},
    {"1,", QUANTITY_SHORT, 2, 0, 0},
    {"1.k", QUANTITY_SHORT, 2, 0, 0},
    {",1", QUANTITY_WRONG, 0, 0, 0},
    {"1,00,000", QUANTITY_WRONG, 4, 0, 0},
    {"1,0000", QUANTITY_WRONG, 6, 0, 0},
    {"1.500", QUANTITY_AMBIGUOUS, 5, 0, 0},
    {"1.0000001M", QUANTITY_TOO_FINE, 8, 0, 0},
    {"1000000000000000000", QUANTITY_TOO_LARGE, 18, 0, 0},
    {"1000000T", QUANTITY_TOO_LARGE, 8, 0, 0},
};

START_TEST(quantities_are_read_as_typed) {
    size_t len;
    struct quantity number = {0, 0};
    ck_assert_msg(quantity_read(quantities[_i].text, &len, &number) == quantities[_i].outcome, "%s",
                  quantities[_i].text);
    if (quantities[_i].outcome == QUANTITY_READ)
        ck_assert_uint_eq(len, quantities[_i].len);
    ck_assert_int_eq(number.floor, quantities[_i].floor);
    ck_assert_int_eq(number.ceiling, quantities[_i].ceiling);
}
END_TEST

START_TEST(quantities_are_printed_as_short_as_they_are_read) {
    static const struct {
        int64_t number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {999, "999"},
        {1000, "1k"},
        {1500, "1500"},
        {10000, "10k"},
        {10001, "10001"},
        {1234500, "1234500"},
        {1500000, "1.5M"},
        {INT64_C(1000000001000), "1000000001k"},
        {INT64_C(999999000000000000), "999999T"},
        {QUANTITY_MAX - 1, "999999999999999999"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quantity again;
        struct buf out;
        size_t len;
        buf_init(&out, 40);
        quantity_print(cases[i].number, &out);
        ck_assert_str_eq(buf_text(&out), cases[i].text);
        ck_assert_int_eq(quantity_read(buf_text(&out), &len, &again), QUANTITY_READ);
        ck_assert_int_eq(again.floor, cases[i].number);
        ck_assert_int_eq(again.ceiling, cases[i].number);
        buf_fini(&out);
    }
}
END_TEST

/* What is read in a way that a person may not have meant says so; the rest does not. */
static const struct {
    const char *text, *printed;
    bool is_doubtful;
} readings[] = {
    {"verified followers>=10k region:se,no !private \"coffee\"",
     "verified and followers>=10k and region:SE,NO and not private and coffee", false},
    {"verified||private&&coffee", "verified or private and coffee", false},
    {"not!verified", "verified", false},
    {"verified region:SE or region:NO", "verified and (region:SE or region:NO)", true},
    {"(tea a or b) and c", "tea and (a or b) and c", true},
    {"(tea or (milk)) and c", "(tea or milk) and c", false},
    {"not (tea or milk)", "not tea and not milk", false},
    {"!(a b) or c", "not a or not b or c", false},
    {"R&B", "R and B", true},
    {"hello!world", "hello and not world", true},
    {"tea|milk", "tea or milk", true},
    {"sing(er)", "sing and er", true},
    {"7\"vinyl", "7 and vinyl", true},
    {"tea milk", "tea and milk", false},
    {"bio:R&B", "bio:R and B", true},
    {"bio:\"R&B\"", "bio:\"R&B\"", false},
    {"\"say \\\"so\\\" \\\\\"", "\"say \\\"so\\\" \\\\\"", false},
    {"\"and\" \"Verified\" \"likes\"", "\"and\" and \"Verified\" and \"likes\"", false},
    {"handle:@zoe name:or id:7", "@zoe and name:or and id:7", false},
    {"followers", "\"followers\"", false},
    {"followers 10k", "\"followers\" and 10k", true},
    {"tea -verified", "tea and \"-verified\"", true},
    {"-verified tea", "\"-verified\" and tea", true},
    {"verified, private", "\"verified,\" and private", true},
    {"tea+likes>5", "\"tea+likes>5\"", false},
    {"+likes>5", "\"+likes>5\"", true},
    {"likes>5 and <50k", "likes>5 and \"<50k\"", true},
    {"<33 >_<", "\"<33\" and \">_<\"", true},
    {"followers>10 k", "followers>10 and k", true},
    {"followers>10 kittens", "followers>10 and kittens", false},
    {"followers>1 000", "followers>1 and 000", true},
    {"followers>10000 likes>=10001", "followers>10k and likes>10k", false},
    {"likes<10k likes<=10k", "likes<10k and likes<=10k", false},
    {"likes>0.5 likes<0", "likes>0 and likes<0", false},
    {"likes=0.5", "likes<0", false},
    {"likes:10..2000 likes!=5", "likes=10..2k and likes!=5", false},
    {"likes>999999999999999999", "likes>999999999999999999", false},
    {"BACK !Stored", "back and not stored", false},
    {"lists:3..5 -complete", "lists=3..5 and \"-complete\"", true},
    {"group:\"a b\" GROUP:x", "group:\"a b\" and group:x", false},
    {"followed-by:@NASA follows:\"x y\"", "followed-by:@NASA and follows:\"x y\"", false},
    {"\"lists\" \"back\"", "\"lists\" and \"back\"", false},
};

START_TEST(what_is_read_is_printed_in_one_form) {
    struct filter filter;
    struct buf printed;
    struct err err;
    filter_init(&filter);
    buf_init(&printed, TEXT_MAX);
    ck_assert_msg(filter_parse(&filter, readings[_i].text, &err), "%s: %s", readings[_i].text,
                  err.text);
    filter_print(&filter, &printed);
    ck_assert_str_eq(buf_text(&printed), readings[_i].printed);
    ck_assert_msg(filter.is_doubtful == readings[_i].is_doubtful, "%s", readings[_i].text);
    assert_reads_as_printed(&filter, readings[_i].text);
    buf_fini(&printed);
    filter_fini(&filter);
}
END_TEST

static struct list owned_list(void) {
    return (struct list){
        .target = zoe.id, .name = zoe.id, .owner = &zoe, .facts = &table.reader, .count = 0};
}

/* Else every account would be unknown, and nothing would say why. */
START_TEST(back_is_a_mistake_where_a_list_has_no_known_owner) {
    static const struct {
        const char *text, *message;
    } cases[] = {{"back", "column 1: "}, {"tea or not back", "column 12: "}};
    const struct list_source *source = (const struct list_source *)&table;
    struct filter filter;
    struct err err;
    filter_init(&filter);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct list owned = owned_list(), local = owned, by_handle = owned;
        local.source = source;
        by_handle.target = "zoe";
        by_handle.name = "@zoe";
        ck_assert(filter_parse_whole(&filter, cases[i].text, &err));
        ck_assert(filter_check(&filter, cases[i].text, &owned, &err));
        ck_assert(!filter_check(&filter, cases[i].text, &local, &err));
        ck_assert(strstr(err.text, cases[i].message) == err.text);
        ck_assert(strstr(err.text, "this list has no owner") != NULL);
        ck_assert(filter_parse_whole(&filter, cases[i].text, &err));
        ck_assert(!filter_check(&filter, cases[i].text, &by_handle, &err));
        ck_assert(strstr(err.text, "it is not known whose list this is") != NULL);
    }
    filter_fini(&filter);
}
END_TEST

START_TEST(names_that_the_store_does_not_have_are_mistakes) {
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"back followed-by:@nobody", "column 18: the store has no account “@nobody”"},
        {"日本 follows:nobody", "column 14: the store has no account “nobody”"},
        {"(group:x or back)", "column 8: there is no group “x”; the groups are Democrats, a b"},
    };
    struct list owned = owned_list();
    struct filter filter;
    struct err err;
    filter_init(&filter);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert(filter_parse_whole(&filter, cases[i].text, &err));
        owned.facts = NULL;
        ck_assert(filter_check(&filter, cases[i].text, &owned, &err));
        owned.facts = &table.reader;
        ck_assert(!filter_check(&filter, cases[i].text, &owned, &err));
        ck_assert_int_eq(err.kind, ERR_USAGE);
        ck_assert_str_eq(err.text, cases[i].message);
        ck_assert_uint_lt(filter.mistake_at, strlen(cases[i].text));
    }
    ck_assert(filter_parse_whole(&filter, "follows:@owner or group:\"A B\"", &err));
    ck_assert(filter_check(&filter, "", &owned, &err));
    table.reader.groups = NULL;
    ck_assert(!filter_check(&filter, "follows:@owner or group:\"A B\"", &owned, &err));
    ck_assert_str_eq(err.text, "column 25: no groups are known: “:groups FILE” reads them, free");
    filter_fini(&filter);
}
END_TEST

/* Whatever may be true of an account: a term holds if it holds in every world that the bounds
 * allow, not if in none, and else it is unknown. */
START_TEST(counts_hold_in_every_world_or_are_unknown) {
    enum { MOST = 6 };
    static const char *const signs[] = {"<", "<=", "=", "!=", ">=", ">"};
    struct filter filter;
    struct err err;
    filter_init(&filter);
    for (int round = 0; round < 6 * (MOST + 1); round++) {
        int sign = round % 6, limit = round / 6;
        char text[16];
        (void)snprintf(text, sizeof text, "lists%s%d", signs[sign], limit);
        ck_assert(filter_parse_whole(&filter, text, &err));
        for (int low = 0; low <= MOST; low++)
            for (int high = low; high <= MOST; high++) {
                int holds = 0, fails = 0;
                for (int n = low; n <= high; n++) {
                    bool is_true[] = {
                        n<limit, n <= limit, n == limit, n != limit, n >= limit, n> limit};
                    holds += is_true[sign];
                    fails += !is_true[sign];
                }
                entries[0].facts.lists = low;
                entries[0].facts.lists_max = high;
                ck_assert_msg((int)filter_test(&filter, &list, 0) == (!fails  ? YES
                                                                      : holds ? UNKNOWN
                                                                              : NO),
                              "%s of %d to %d", text, low, high);
            }
    }
    filter_fini(&filter);
}
END_TEST

/* Before the lists are counted, and where nobody can say. */
START_TEST(what_was_not_counted_is_unknown) {
    static const char *const texts[] = {"lists>=0", "back", "stored", "!complete"};
    struct filter filter;
    struct err err;
    filter_init(&filter);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert(filter_parse_whole(&filter, texts[i], &err));
        ck_assert(filter_asks_lists(&filter));
        list.facts = NULL;
        ck_assert_int_eq(filter_test(&filter, &list, 0), UNKNOWN);
        list.facts = &table.reader;
        table.reader.scope.is_counted = false;
        entries[0].facts = (struct facts){
            .lists = ACCOUNT_UNKNOWN, .lists_max = ACCOUNT_UNKNOWN, .back = FACT_NONE};
        ck_assert_int_eq(filter_test(&filter, &list, 0), UNKNOWN);
    }
    ck_assert(filter_parse_whole(&filter, "verified \"lists\" followers>3", &err));
    ck_assert(!filter_asks_lists(&filter));
    filter_fini(&filter);
}
END_TEST

static bool has_sign(const char *text) {
    return strpbrk(text, "()&|!");
}

/* The column that the message names is that of the mistake. */
static void assert_mistake_is_placed(const struct filter *filter, const struct err *err,
                                     const char *text) {
    char column[40];
    (void)snprintf(column, sizeof column, "column %zu: ", filter->mistake_at + 1);
    ck_assert_msg(!strncmp(err->text, column, strlen(column)), "“%s”: %s", text, err->text);
    ck_assert_uint_le(filter->mistake_at, strlen(text));
    ck_assert_uint_eq(filter->count, 0);
}

static void assert_is_read_safely(const char *text) {
    struct filter filter;
    struct err err;
    filter_init(&filter);
    if (filter_parse(&filter, text, &err)) {
        assert_reads_as_printed(&filter, text);
        for (size_t i = 0; i < filter.count && !strchr(text, '"'); i++)
            ck_assert_msg(!filter.terms[i].value || !has_sign(filter.terms[i].value),
                          "“%s” takes a sign for text", text);
        ck_assert(!filter.wanted || !text[filter.wanted_at + strspn(text + filter.wanted_at, " ")]);
    } else {
        assert_mistake_is_placed(&filter, &err, text);
    }
    filter_fini(&filter);
}

static const char *const pieces[] = {"",      "a",  "!", "&", "|", "(", ")",  "\"",
                                     " ",     "1",  "@", ":", "<", "=", ".",  "not",
                                     "likes", "or", "k", "-", ",", ">", "\\", "id"};
enum { PIECES = sizeof pieces / sizeof *pieces };

/* All strings of up to four pieces. */
START_TEST(no_string_is_read_amiss) {
    size_t first = (size_t)_i;
    for (size_t rest = 0; rest < PIECES * PIECES * PIECES; rest += effort_runs(7, 1, 1)) {
        char text[32];
        (void)snprintf(text, sizeof text, "%s%s%s%s", pieces[first], pieces[rest % PIECES],
                       pieces[rest / PIECES % PIECES], pieces[rest / PIECES / PIECES]);
        assert_is_read_safely(text);
    }
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

int main(void) {
    Suite *suite = suite_create("filter");
    TCase *terms = tcase_create("terms");
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    tcase_add_checked_fixture(terms, tell_facts, forget_facts);
    tcase_add_loop_test(terms, terms_mean_what_the_header_says, 0, COUNT(examples));
    tcase_add_test(terms, expressions_mean_what_they_say);
    tcase_add_test(terms, brackets_have_a_ceiling);
    tcase_add_test(terms, flags_that_nobody_told_are_neither_set_nor_not);
    tcase_add_loop_test(terms, what_is_not_finished_is_left_out, 0, COUNT(unfinished));
    tcase_add_loop_test(terms, mistakes_are_named_with_their_column, 0, COUNT(mistakes));
    tcase_add_loop_test(terms, quantities_are_read_as_typed, 0, COUNT(quantities));
    tcase_add_test(terms, quantities_are_printed_as_short_as_they_are_read);
    tcase_add_loop_test(terms, what_is_read_is_printed_in_one_form, 0, COUNT(readings));
    tcase_add_loop_test(terms, no_string_is_read_amiss, 0, PIECES);
    tcase_add_test(terms, terms_have_a_ceiling);
    tcase_add_test(terms, searched_texts_are_told_for_highlighting);
    tcase_add_test(terms, back_is_a_mistake_where_a_list_has_no_known_owner);
    tcase_add_test(terms, names_that_the_store_does_not_have_are_mistakes);
    tcase_add_test(terms, counts_hold_in_every_world_or_are_unknown);
    tcase_add_test(terms, what_was_not_counted_is_unknown);
    suite_add_tcase(suite, terms);
    return run_suite(suite);
}
