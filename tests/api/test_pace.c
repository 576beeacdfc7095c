/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pace against a bucket that counts as the API's does, with answers that take their time. */
#include "api/pace.h"
#include "sandbox/rate.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdbool.h>

enum { FLIGHTS_MAX = 64, MINUTE = 60000 };

/* A request under way: when the server counts it, and when its answer is here. */
struct flight {
    bool is_used, is_counted, is_refused;
    int64_t count_ms, answer_ms;
    struct rate_reading reading;
    struct pace_ticket ticket;
};

struct world {
    struct pace pace;
    struct rate rate;
    struct flight flights[FLIGHTS_MAX];
    uint32_t random;
    int64_t now_ms, travel_ms, work_ms, jitter_ms;
    size_t lists; /* 0: as many as the pace wants */
    int64_t sent, refused, lists_most;
};

static int64_t random_below(struct world *world, int64_t below) {
    world->random = world->random * 1664525u + 1013904223u;
    return below > 0 ? (int64_t)(world->random >> 8) % below : 0;
}

static void world_init(struct world *world, int64_t per_minute, int64_t tokens) {
    *world = (struct world){.random = 1, .now_ms = 1000, .travel_ms = 20, .work_ms = 160};
    pace_init(&world->pace);
    rate_init(&world->rate, per_minute, world->now_ms);
    while (rate_read(&world->rate, world->now_ms).remaining > tokens)
        (void)rate_take(&world->rate, world->now_ms);
}

static void send(struct world *world) {
    struct flight *flight = world->flights;
    while (flight->is_used)
        flight++;
    int64_t travel = world->travel_ms + random_below(world, world->jitter_ms);
    *flight = (struct flight){.is_used = true, .count_ms = world->now_ms + travel};
    flight->answer_ms = flight->count_ms + world->work_ms + world->travel_ms +
                        random_below(world, world->jitter_ms);
    pace_send(&world->pace, world->now_ms, &flight->ticket);
    world->sent++;
}

static void count(struct world *world, struct flight *flight) {
    flight->is_counted = true;
    flight->is_refused = !rate_take(&world->rate, world->now_ms);
    flight->reading = rate_read(&world->rate, world->now_ms);
    world->refused += flight->is_refused;
}

static void answer(struct world *world, struct flight *flight) {
    flight->is_used = false;
    pace_answer(&world->pace, &flight->ticket, flight->reading.limit, flight->reading.remaining,
                world->now_ms);
    if (flight->is_refused)
        pace_hold(&world->pace, world->now_ms + flight->reading.retry_after_s * 1000);
}

static void tick(struct world *world) {
    world->now_ms++;
    for (size_t i = 0; i < FLIGHTS_MAX; i++)
        if (world->flights[i].is_used && !world->flights[i].is_counted &&
            world->flights[i].count_ms <= world->now_ms)
            count(world, &world->flights[i]);
    for (size_t i = 0; i < FLIGHTS_MAX; i++)
        if (world->flights[i].is_used && world->flights[i].answer_ms <= world->now_ms)
            answer(world, &world->flights[i]);
    size_t lists = world->lists ? world->lists : pace_lists(&world->pace);
    world->lists_most = (int64_t)lists > world->lists_most ? (int64_t)lists : world->lists_most;
    while (world->pace.under_way < lists && pace_wait(&world->pace, world->now_ms) == 0)
        send(world);
}

static int64_t run_for(struct world *world, int64_t ms) {
    int64_t before = world->sent;
    for (int64_t i = 0; i < ms; i++)
        tick(world);
    return world->sent - before;
}

START_TEST(the_whole_rate_is_used_and_none_refused) {
    static const int64_t limits[] = {60, 600, 6000};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        for (int64_t jitter = 0; jitter <= 200; jitter += 50) {
            struct world world;
            world_init(&world, limits[i], 1);
            world.jitter_ms = limits[i] == 6000 ? jitter / 4 : jitter;
            world.work_ms = limits[i] == 6000 ? 20 : 160;
            world.lists = limits[i] == 6000 ? FLIGHTS_MAX : 0;
            (void)run_for(&world, 10000);
            int64_t sent = run_for(&world, MINUTE);
            ck_assert_int_eq(world.refused, 0);
            ck_assert_int_ge(sent * 1000, limits[i] * 990);
        }
    }
}
END_TEST

START_TEST(a_full_bucket_is_spent_at_once_and_not_overdrawn) {
    struct world world;
    world_init(&world, 60, 60);
    world.lists = FLIGHTS_MAX;
    int64_t sent = run_for(&world, 2000);
    ck_assert_int_ge(sent, 58);
    (void)run_for(&world, 3 * (int64_t)MINUTE);
    ck_assert_int_eq(world.refused, 0);
}
END_TEST

START_TEST(it_begins_with_one) {
    struct pace pace;
    struct pace_ticket first, second;
    pace_init(&pace);
    ck_assert_int_eq(pace_wait(&pace, 5000), 0);
    pace_send(&pace, 5000, &first);
    ck_assert_int_eq(pace_wait(&pace, 5000), 1000);
    /* An answer that never comes does not keep others for ever. */
    ck_assert_int_eq(pace_wait(&pace, 6000), 0);
    pace_send(&pace, 6000, &second);
    ck_assert_int_eq(pace_wait(&pace, 6400), 600);
    /* Four are left, the other one may not be counted yet. */
    pace_answer(&pace, &first, 600, 4, 6400);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(pace_wait(&pace, 6400), 0);
        pace_send(&pace, 6400, &second);
    }
    ck_assert_int_eq(pace_wait(&pace, 6400), 100);
}
END_TEST

START_TEST(answers_without_figures_change_little) {
    struct pace pace;
    struct pace_ticket ticket;
    pace_init(&pace);
    pace_send(&pace, 0, &ticket);
    pace_answer(&pace, &ticket, -1, -1, 200);
    ck_assert_uint_eq(pace_lists(&pace), PACE_LISTS_MIN);
    for (int i = 0; i < PACE_LISTS_MIN; i++) {
        ck_assert_int_eq(pace_wait(&pace, 200), 0);
        pace_send(&pace, 200, &ticket);
    }
    ck_assert_int_eq(pace_wait(&pace, 200), 1000);
    pace_drop(&pace);
    ck_assert_int_eq(pace_wait(&pace, 200), 0);
    /* Once they are known, an answer without them is somebody else's. */
    pace_answer(&pace, &ticket, 60, 2, 400);
    pace_send(&pace, 400, &ticket);
    ck_assert_int_eq(pace_wait(&pace, 400), 1000);
    pace_answer(&pace, &ticket, -1, 50, 400);
    ck_assert_int_eq(pace_wait(&pace, 400), 1000);
}
END_TEST

START_TEST(a_refusal_holds_all_then_one_goes_first) {
    struct pace pace;
    struct pace_ticket ticket;
    pace_init(&pace);
    pace_send(&pace, 0, &ticket);
    pace_answer(&pace, &ticket, 600, 500, 10);
    pace_send(&pace, 10, &ticket);
    pace_answer(&pace, &ticket, 600, 0, 20);
    pace_hold(&pace, 3020);
    pace_hold(&pace, 2000);
    ck_assert_int_eq(pace_wait(&pace, 20), 3000);
    ck_assert_int_eq(pace_wait(&pace, 3019), 1);
    ck_assert_int_eq(pace_wait(&pace, 3020), 0);
    pace_send(&pace, 3020, &ticket);
    ck_assert_int_eq(pace_wait(&pace, 3020), 100);
}
END_TEST

/* Somebody else takes as many requests as this program may send. */
START_TEST(what_others_take_slows_it_down) {
    struct world world;
    world_init(&world, 600, 600);
    for (int64_t i = 0; i < 5 * (int64_t)MINUTE; i++) {
        if (i % 200 == 0)
            (void)rate_take(&world.rate, world.now_ms);
        tick(&world);
    }
    ck_assert_int_eq(world.refused, 0);
    ck_assert_int_ge(world.sent, 600 + 5 * 295);
}
END_TEST

START_TEST(lists_follow_rate_and_time) {
    struct world world;
    world_init(&world, 600, 1);
    (void)run_for(&world, 5000);
    ck_assert_int_eq(world.lists_most, 4);
    world_init(&world, 60, 1);
    (void)run_for(&world, 5000);
    ck_assert_int_eq(world.lists_most, 2);
    world_init(&world, 600, 1);
    world.work_ms = 5000;
    (void)run_for(&world, 20000);
    ck_assert_int_eq(world.lists_most, PACE_LISTS_MAX);
}
END_TEST

START_TEST(absurd_figures_do_no_harm) {
    static const int64_t figures[] = {INT64_MIN, -1, 0, 1, 999999999999999, INT64_MAX};
    enum { FIGURES = sizeof figures / sizeof *figures };
    for (size_t i = 0; i < FIGURES * FIGURES; i++) {
        struct pace pace;
        struct pace_ticket ticket;
        pace_init(&pace);
        for (int64_t now = 0; now < 5; now++) {
            pace_send(&pace, now * MINUTE, &ticket);
            pace_answer(&pace, &ticket, figures[i % FIGURES], figures[i / FIGURES], now * MINUTE);
            ck_assert_int_le(pace_wait(&pace, now * MINUTE), MINUTE);
            ck_assert_uint_le(pace_lists(&pace), PACE_LISTS_MAX);
        }
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("pace");
    TCase *tc = tcase_create("pace");
    tcase_add_test(tc, the_whole_rate_is_used_and_none_refused);
    tcase_add_test(tc, a_full_bucket_is_spent_at_once_and_not_overdrawn);
    tcase_add_test(tc, it_begins_with_one);
    tcase_add_test(tc, answers_without_figures_change_little);
    tcase_add_test(tc, a_refusal_holds_all_then_one_goes_first);
    tcase_add_test(tc, what_others_take_slows_it_down);
    tcase_add_test(tc, lists_follow_rate_and_time);
    tcase_add_test(tc, absurd_figures_do_no_harm);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
