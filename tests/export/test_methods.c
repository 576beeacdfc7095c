/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paragraph for a paper: word for word, with figures that are counted by hand. */
#include "export/methods.h"

#include "tests/support/crawled.h"
#include "tests/support/run.h"

#include <check.h>
#include <string.h>

enum { TEXT_MAX = 1 << 14 };

static struct paid paid;
static struct arena arena;
static struct buf text;
static struct err err;

static void setup(void) {
    crawled_open(&paid);
    arena_init(&arena);
    buf_init(&text, TEXT_MAX);
}

static void teardown(void) {
    buf_fini(&text);
    arena_fini(&arena);
    paid_close(&paid);
}

static void expect(int64_t crawl, const char *wanted) {
    struct methods methods;
    ck_assert_msg(methods_read(paid.store, crawl, &arena, &methods, &err), "%s", err.text);
    buf_clear(&text);
    methods_put(&methods, &text);
    const char *got = buf_text(&text);
    for (; *got && *got == *wanted; got++)
        wanted++;
    ck_assert_msg(*got == *wanted, "“%.80s”, not “%.80s”", got, wanted);
}

#define SANDBOX                                                                                    \
    "Lists of whom accounts follow were fetched from a sandbox (invented accounts or a stored "    \
    "network, and not TikTok) with Followtrail " PACKAGE_VERSION " on 1 January 1970 (UTC)"
#define RULE                                                                                          \
    "In each step it ranked the accounts that stored lists lead to from the seeds and whose own "     \
    "list could be fetched (reported to follow somebody, not private, not fetched to its end "        \
    "before), and fetched the whole list of the account with the largest n / (p + 20), where n "      \
    "is the number of stored lists that have the account, and p is the number of accounts that "      \
    "it was reported to follow, the price of its list in credits; ties went to the account in "       \
    "more lists, then to the lower id (as text). Only accounts at most 2 follows away from a "        \
    "seed were taken. Lists that were to cost more than 20 credits were skipped and not cut. "        \
    "Only accounts known to pass the filter “followed-by:@ada” were taken; those of whom it was " \
    "not known were left out. "
#define CAUTION                                                                                    \
    "A list is called complete if the API said that there was no more, every record had an id, "   \
    "and at most a twentieth of the accounts that its owner was reported to follow, or one, was "  \
    "missing. Ranks in lists are the API's order; they are neither dates nor the strength of a "   \
    "follow."
#define BIAS                                                                                       \
    " List counts of a crawl favour its own order; random lessens this and does not remove it.\n"

START_TEST(a_crawl) {
    expect(1, SANDBOX
           " by a crawl (number 1 of the store). It started from 2 seeds (@ada and @zoe): 1 whose "
           "list it requested and 1 whose list it did not request. " RULE
           "Only members of a population of 3 accounts, defined beforehand, were taken: 1 was "
           "drawn, the lists of 1 were obtained, and 0 of those drawn were not. "
           "Its budget was 100 credits. 2 requests cost 4 credits, at one credit a record. It took "
           "2 lists: 2 complete. 1 list was skipped as too long. The 2 lists that brought a page "
           "have 4 follows to 3 accounts, of whom 3 were in no stored list before; 0 rows repeated "
           "an account of the same list. The owners were reported to follow 4 accounts; of "
           "these, 0 (0.0 %) are not listed. It ended because no list was left that fitted in its "
           "budget. " CAUTION BIAS);
}
END_TEST

START_TEST(a_crawl_that_took_nothing) {
    expect(2, SANDBOX
           " by a crawl (number 2 of the store). It started from 2 seeds (@ada and @zoe): 1 whose "
           "list was stored already and 1 whose list it did not request. " RULE
           "Only members of a population of 3 accounts, defined beforehand, were taken: 0 were "
           "drawn, the lists of 0 were obtained, and 0 of those drawn were not. "
           "Its budget was 100 credits. 0 requests cost 0 credits, at one credit a record. It took "
           "0 lists. It is still running. " CAUTION BIAS);
}
END_TEST

START_TEST(one_account_under_two_names_is_one_seed) {
    const struct crawl_order order = {.seeds = "@ada tt101 @ADA tt102 @bea @zoe",
                                      .sort = "seen",
                                      .budget = 1,
                                      .lists = CRAWL_NO_BOUND,
                                      .depth = CRAWL_NO_BOUND,
                                      .per_list = CRAWL_NO_BOUND};
    struct methods methods;
    int64_t crawl;
    ck_assert(crawl_log_begin(paid.store, &order, 9000, &crawl, &err));
    ck_assert_msg(methods_read(paid.store, crawl, &arena, &methods, &err), "%s", err.text);
    ck_assert_uint_eq(methods.seed_count, 3);
    ck_assert_str_eq(methods.seeds[0].name, "@ada");
    ck_assert(methods.seeds[0].is_stored);
    ck_assert_str_eq(methods.seeds[1].name, "@bea");
    ck_assert_str_eq(methods.seeds[2].name, "@zoe");
}
END_TEST

START_TEST(what_was_fetched_by_hand) {
    expect(0, SANDBOX ". Which lists to fetch was decided by hand. 0 lists were asked for. 1 "
                      "request cost 1 credit (1 of them for profiles), at one credit a "
                      "record. " CAUTION "\n\nThe store also has 2 crawls, which this leaves out: "
                      "followtrail methods N describes crawl N, from 1 to 2.\n");
}
END_TEST

START_TEST(there_is_no_such_crawl) {
    struct methods methods;
    ck_assert(!methods_read(paid.store, 3, &arena, &methods, &err));
    ck_assert_int_eq(err.kind, ERR_USAGE);
    ck_assert_str_eq(err.text, "the store has no crawl 3");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("methods");
    TCase *tc = tcase_create("methods");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_crawl);
    tcase_add_test(tc, a_crawl_that_took_nothing);
    tcase_add_test(tc, one_account_under_two_names_is_one_seed);
    tcase_add_test(tc, what_was_fetched_by_hand);
    tcase_add_test(tc, there_is_no_such_crawl);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
