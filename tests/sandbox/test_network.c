/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invented network: what holds for every seed, and the exact records of seed 1. */
#include "base/mem.h"
#include "base/text.h"
#include "sandbox/community.h"
#include "sandbox/culture.h"
#include "sandbox/invented.h"
#include "sandbox/network.h"
#include "sandbox/persona.h"
#include "tests/support/run.h"

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 1 };

static struct network *network;
static struct arena arena;

static void set_up(void) {
    network = invented_open(SEED);
    arena_init(&arena);
}

static void tear_down(void) {
    arena_fini(&arena);
    network_close(network);
}

static struct account describe(uint32_t index) {
    struct account account;
    network_describe(network, index, &arena, &account);
    return account;
}

static uint32_t find(const char *id) {
    uint32_t index;
    ck_assert_msg(network_find(network, id, &index), "%s is not there", id);
    return index;
}

START_TEST(tables_are_whole) {
    uint32_t members = 0;
    for (size_t i = 0; i < COMMUNITY_COUNT; i++) {
        members += community_table[i].size;
        for (size_t j = 0; j < COMMUNITY_CRAFTS; j++)
            ck_assert_uint_le(strlen(community_table[i].crafts[j]), 9);
        for (size_t j = 0; j < COMMUNITY_EMOJI; j++)
            ck_assert_ptr_nonnull(community_table[i].emoji[j]);
    }
    ck_assert_uint_eq(members, PERSONA_COUNT);
    for (size_t i = 0; i < CULTURE_COUNT; i++) {
        for (size_t j = 0; j < CULTURE_GIVEN; j++) {
            ck_assert_ptr_nonnull(culture_table[i].given[j]);
            ck_assert_uint_le(strlen(culture_table[i].latin[j]), 9);
        }
        for (size_t j = 0; j < CULTURE_FAMILY; j++)
            ck_assert_ptr_nonnull(culture_table[i].family[j]);
        for (size_t j = 0; j < CULTURE_LINES; j++)
            ck_assert_ptr_nonnull(culture_table[i].lines[j]);
        for (size_t j = 0; j < CULTURE_REGIONS; j++)
            ck_assert_uint_eq(strlen(culture_table[i].regions[j]), 2);
    }
}
END_TEST

static void check_names(const struct account *account, uint32_t index) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789._";
    size_t len = strlen(account->username);
    ck_assert_uint_ge(len, 2);
    ck_assert_uint_le(len, PERSONA_HANDLE_MAX);
    ck_assert_uint_eq(strspn(account->username, allowed), len);
    ck_assert_int_ne(account->username[len - 1], '.');
    ck_assert(text_is_utf8(account->display_name, strlen(account->display_name)));
    ck_assert(text_is_utf8(account->bio, strlen(account->bio)));
    ck_assert_uint_eq(find(account->id), index);
    ck_assert_uint_eq(find(account->username), index);
}

static void check_id(const char *id) {
    bool is_number = strspn(id, "0123456789") == strlen(id);
    if (is_number)
        ck_assert_uint_eq(strlen(id), 19); /* above 2^53 */
    else
        ck_assert_msg(!strncmp(id, "MS4wLjABAAAA", 12) && strlen(id) == 55, "%s", id);
}

/* Ids and handles both lead to their account, so each is unique. */
START_TEST(everybody_can_be_found) {
    for (uint32_t i = 0; i < PERSONA_COUNT; i++) {
        struct account account = describe(i);
        check_names(&account, i);
        check_id(account.id);
        ck_assert(account.region == NULL || strlen(account.region) == 2);
        arena_fini(&arena);
    }
}
END_TEST

START_TEST(handles_have_no_case_but_ids_do) {
    uint32_t index;
    ck_assert_uint_eq(find("ZOE.Flores"), PERSONA_SHOWCASE);
    ck_assert(!network_find(network, "zoe.flores2", &index));
    ck_assert(!network_find(network, "", &index));
    ck_assert(!network_find(network, "1", &index));
    ck_assert(!network_find(network, "9999999999999999999", &index));
    for (uint32_t i = 0; i < 200; i++) {
        char *id = arena_dup(&arena, describe(i).id);
        char *last = id + strlen(id) - 1;
        *last = (char)(*last == '0' ? '1' : '0');
        ck_assert(!network_find(network, id, &index));
    }
}
END_TEST

START_TEST(shares_are_as_planned) {
    uint32_t private = 0, hidden = 0, verified = 0, tokens = 0, hostile = 0;
    for (uint32_t i = 0; i < PERSONA_COUNT; i++) {
        struct persona persona;
        persona_read(SEED, i, &persona);
        private += persona.list == PERSONA_PRIVATE;
        hidden += persona.list == PERSONA_HIDDEN;
        verified += persona.is_verified;
        tokens += persona.has_sec_uid;
        hostile += persona.is_hostile;
    }
    uint32_t percent = PERSONA_COUNT / 100;
    ck_assert(private > 4 * percent && private < 6 * percent);
    ck_assert(hidden > 7 * percent && hidden < 9 * percent);
    ck_assert(verified > 2 * percent && verified < 4 * percent);
    ck_assert(tokens > 9 * percent && tokens < 11 * percent);
    ck_assert(hostile > 2 * percent && hostile < 4 * percent);
}
END_TEST

static int compare_counts(const void *a, const void *b) {
    const int64_t *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

START_TEST(following_counts_have_a_heavy_tail) {
    int64_t *counts = mem_alloc(PERSONA_COUNT * sizeof *counts);
    for (uint32_t i = 0; i < PERSONA_COUNT; i++) {
        struct persona persona;
        persona_read(SEED, i, &persona);
        counts[i] = persona.following;
    }
    qsort(counts, PERSONA_COUNT, sizeof *counts, compare_counts);
    ck_assert_int_eq(counts[0], 0);
    ck_assert_int_ge(counts[1], 1);
    ck_assert_int_ge(counts[PERSONA_COUNT / 2], 120);
    ck_assert_int_le(counts[PERSONA_COUNT / 2], 180);
    ck_assert_int_ge(counts[PERSONA_COUNT * 99 / 100], 2500);
    ck_assert_int_lt(counts[PERSONA_COUNT - 2], 10000);
    ck_assert_int_eq(counts[PERSONA_COUNT - 1], 10000);
    free(counts);
}
END_TEST

/* Check's bookkeeping is too slow for six million assertions. */
static bool is_sound(uint32_t index, const uint32_t *list, size_t count, uint32_t *listed_by) {
    bool is_in[PERSONA_COUNT] = {false};
    bool sound = true;
    is_in[index] = true;
    for (size_t i = 0; i < count; i++) {
        if (list[i] >= PERSONA_COUNT)
            return false;
        sound = sound && !is_in[list[i]];
        is_in[list[i]] = true;
        listed_by[list[i]]++;
    }
    return sound;
}

/* Private lists are not served, hidden ones are served empty, all others have the announced length;
 * and nobody is in more lists than they have followers. */
START_TEST(lists_keep_what_records_promise) {
    uint32_t *listed_by = mem_zalloc(PERSONA_COUNT * sizeof *listed_by);
    for (uint32_t i = 0; i < PERSONA_COUNT; i++) {
        struct persona persona;
        size_t count;
        persona_read(SEED, i, &persona);
        const uint32_t *list = network_follows(network, i, &arena, &count);
        int64_t promised = describe(i).following_count;
        if (persona.list == PERSONA_OPEN)
            ck_assert_int_eq((int64_t)count, promised);
        else
            ck_assert_uint_eq(count, 0);
        ck_assert(persona.list == PERSONA_HIDDEN ? promised > 0 : true);
        ck_assert_msg(is_sound(i, list, count, listed_by), "list of %u", i);
        arena_fini(&arena);
    }
    for (uint32_t i = 0; i < PERSONA_COUNT; i++) {
        struct account account = describe(i);
        ck_assert(account.is_private || account.follower_count >= listed_by[i]);
        arena_fini(&arena);
    }
    free(listed_by);
}
END_TEST

START_TEST(most_follows_stay_in_the_community) {
    uint64_t own = 0, all = 0;
    for (uint32_t i = 0; i < PERSONA_COUNT; i += 5) {
        uint32_t first, other;
        size_t count;
        const uint32_t *list = network_follows(network, i, &arena, &count);
        if (count >= 20 && count <= 200 && i != PERSONA_SHOWCASE) {
            uint32_t community = community_of(i, &first);
            for (size_t j = 0; j < count; j++)
                own += community_of(list[j], &other) == community;
            all += count;
        }
        arena_fini(&arena);
    }
    ck_assert_uint_gt(own * 100, all * 60);
}
END_TEST

START_TEST(private_records_tell_no_counts) {
    struct account door = describe(find("behind.a.door"));
    ck_assert(door.is_private);
    ck_assert_int_eq(door.follower_count, 0);
    ck_assert_int_eq(door.following_count, 0);
    ck_assert_int_eq(door.like_count, 0);
    ck_assert_int_eq(door.video_count, 0);
}
END_TEST

START_TEST(fixed_handles_are_what_they_say) {
    size_t count;
    ck_assert_uint_eq(network_showcase(network), PERSONA_SHOWCASE);
    ck_assert_int_eq(describe(find("zoe.flores")).following_count, 412);
    ck_assert_int_eq(describe(find("collects.everyone")).following_count, 10000);
    ck_assert_int_eq(describe(find("follows.nobody")).following_count, 0);
    ck_assert_int_eq(describe(find("keeps.it.secret")).following_count, 312);
    network_follows(network, find("keeps.it.secret"), &arena, &count);
    ck_assert_uint_eq(count, 0);
    network_follows(network, find("collects.everyone"), &arena, &count);
    ck_assert_uint_eq(count, 10000);
}
END_TEST

/* For any seed, the showcase's first 60 rows contain every kind of account. */
START_TEST(showcase_shows_all_kinds) {
    struct network *other = invented_open((uint64_t)_i);
    uint32_t specials = 0, private = 0, hidden = 0, tokens = 0, hostile = 0;
    bool has_culture[CULTURE_COUNT] = {false};
    size_t count;
    const uint32_t *list = network_follows(other, PERSONA_SHOWCASE, &arena, &count);
    ck_assert_uint_eq(count, 412);
    for (size_t i = 0; i < 60; i++) {
        struct persona persona;
        persona_read((uint64_t)_i, list[i], &persona);
        specials += list[i] < PERSONA_SPECIALS;
        private += persona.list == PERSONA_PRIVATE;
        hidden += persona.list == PERSONA_HIDDEN;
        tokens += persona.has_sec_uid;
        hostile += persona.is_hostile;
        has_culture[persona.culture] = true;
    }
    ck_assert_uint_eq(specials, PERSONA_SPECIALS - 1);
    ck_assert(private >= 3 && hidden >= 3 && tokens >= 2 && hostile >= 5);
    ck_assert(has_culture[CULTURE_AR] && has_culture[CULTURE_HE] && has_culture[CULTURE_ZH] &&
              has_culture[CULTURE_JA] && has_culture[CULTURE_KO] && has_culture[CULTURE_TH] &&
              has_culture[CULTURE_HI] && has_culture[CULTURE_BN] && has_culture[CULTURE_TA] &&
              has_culture[CULTURE_VI] && has_culture[CULTURE_VI_DECOMPOSED]);
    network_close(other);
}
END_TEST

/* Scripts, emoji of every kind, and text meant to break screens. */
static const char *const needles[] = {"é",
                                      "ş",
                                      "ё",
                                      "ω",
                                      "ل",
                                      "ש",
                                      "ی",
                                      "क्ष",
                                      "শ্র",
                                      "க்",
                                      "น้ำ",
                                      "ễ",
                                      "e\u0302\u0303",
                                      "慧",
                                      "さ",
                                      "ｶ",
                                      "서",
                                      "ọ̀",
                                      "🏽",
                                      "👩\u200D👧",
                                      "🇯🇵",
                                      "1\uFE0F\u20E3",
                                      "\n",
                                      "\u200C",
                                      "\033[2J",
                                      "\033]52;",
                                      "\xC2\x9B",
                                      "\u202E",
                                      "\u2067",
                                      "\u200B",
                                      "\t",
                                      "\r",
                                      "\b",
                                      "\u0351",
                                      "\177",
                                      "\U0010FFFF"};

START_TEST(text_is_as_people_write_it) {
    enum { NEEDLES = sizeof needles / sizeof needles[0] };
    bool is_found[NEEDLES] = {false};
    size_t longest = 0, empty = 0;
    for (uint32_t i = 0; i < PERSONA_COUNT; i++) {
        struct account account = describe(i);
        for (size_t j = 0; j < NEEDLES; j++)
            if (!is_found[j])
                is_found[j] =
                    strstr(account.display_name, needles[j]) || strstr(account.bio, needles[j]);
        size_t len = strlen(account.bio);
        longest = len > longest ? len : longest;
        empty += len == 0;
        arena_fini(&arena);
    }
    for (size_t j = 0; j < NEEDLES; j++)
        ck_assert_msg(is_found[j], "needle %zu is nowhere", j);
    ck_assert_uint_gt(longest, 2000);
    ck_assert(empty > PERSONA_COUNT / 20 && empty < PERSONA_COUNT / 4);
}
END_TEST

static void hash_bytes(uint64_t *hash, const void *bytes, size_t len) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        *hash = (*hash ^ at[i]) * UINT64_C(1099511628211); /* FNV-1a */
}

static void hash_text(uint64_t *hash, const char *text) {
    hash_bytes(hash, text ? text : "\xFF", text ? strlen(text) + 1 : 2);
}

static void hash_number(uint64_t *hash, int64_t number) {
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    hash_bytes(hash, bytes, sizeof bytes);
}

static uint64_t hash_network(const struct network *hashed, uint32_t list_stride) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (uint32_t i = 0; i < network_count(hashed); i++) {
        struct account account;
        network_describe(hashed, i, &arena, &account);
        hash_text(&hash, account.id);
        hash_text(&hash, account.username);
        hash_text(&hash, account.display_name);
        hash_text(&hash, account.avatar_url);
        hash_text(&hash, account.bio);
        hash_text(&hash, account.region);
        hash_number(&hash, account.is_verified + 2 * account.is_private);
        hash_number(&hash, account.follower_count);
        hash_number(&hash, account.following_count);
        hash_number(&hash, account.like_count);
        hash_number(&hash, account.video_count);
        size_t count = 0;
        const uint32_t *list = i % list_stride ? NULL : network_follows(hashed, i, &arena, &count);
        for (size_t j = 0; j < count; j++)
            hash_number(&hash, list[j]);
        arena_fini(&arena);
    }
    return hash;
}

/* Recorded screens contain these accounts: if this changes, record them again. */
START_TEST(seed_1_is_the_same_everywhere) {
    uint64_t hash = hash_network(network, 10);
    ck_assert_msg(hash == UINT64_C(0x3d8e4d1f790c0978), "0x%016" PRIx64, hash);
}
END_TEST

START_TEST(seeds_differ) {
    struct network *other = invented_open(SEED + 1);
    ck_assert(hash_network(other, PERSONA_COUNT) != hash_network(network, PERSONA_COUNT));
    network_close(other);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("network");
    TCase *tc = tcase_create("invented");
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, tables_are_whole);
    tcase_add_test(tc, everybody_can_be_found);
    tcase_add_test(tc, handles_have_no_case_but_ids_do);
    tcase_add_test(tc, shares_are_as_planned);
    tcase_add_test(tc, following_counts_have_a_heavy_tail);
    tcase_add_test(tc, lists_keep_what_records_promise);
    tcase_add_test(tc, most_follows_stay_in_the_community);
    tcase_add_test(tc, private_records_tell_no_counts);
    tcase_add_test(tc, fixed_handles_are_what_they_say);
    tcase_add_loop_test(tc, showcase_shows_all_kinds, 0, 8);
    tcase_add_test(tc, text_is_as_people_write_it);
    tcase_add_test(tc, seed_1_is_the_same_everywhere);
    tcase_add_test(tc, seeds_differ);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
