/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No cap is ever exceeded. Two programs at one store send random requests to a server that charges
 * for records, for errors, for answers that never come and for killed programs, and that may charge
 * late for answers that nobody awaits any more. After every step its charges are compared with
 * every cap, and at the end of each run with the journal's purse. */
#include "store/settle.h"

#include "base/clock.h"
#include "tests/support/bought.h"
#include "tests/support/effort.h"
#include "tests/support/paid.h"
#include "tests/support/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RUNS_A_STORE = 50, /* so that sums over all requests stay short */
    STEPS = 14,
    WRITERS = 2,
    FLIGHTS = 3, /* of one writer at a time */
    PAGE_MAX = 50,
    LATE_MAX = 64,
    TICK_MS = 15 * 1000,
    HOUR_MS = 3600 * 1000,
    FOREIGN = 50000,
    BODY_MAX = 80,
};
#define START_MS INT64_C(1750000000000)

enum fate { ANSWERED, REFUSED, CHARGED_ERROR, UNBILLED_ERROR, SILENT_ERROR, LOST, UNSENT, FATES };

struct flight {
    int64_t request; /* 0: none */
    int64_t reserved, day_ms, charge, balance;
    enum fate fate;
    bool is_processed;
    int64_t run, given_up_ms;
};

struct writer {
    struct store *store;
    int64_t charged; /* in this run */
    struct flight flights[FLIGHTS];
};

struct trial {
    struct paid paid;
    struct writer writers[WRITERS];
    uint64_t random;
    int run;
    int64_t now_ms;
    int64_t balance;              /* the server's */
    int64_t charged, charged_day; /* in the store's lifetime; for requests sent on this day */
    int64_t day_ms;
    int64_t targets;              /* generated so far */
    struct flight late[LATE_MAX]; /* given up, but the server is still processing them */
    size_t late_count;
};

static uint64_t draw(struct trial *trial, uint64_t below) {
    trial->random += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = trial->random;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % below;
}

static int64_t draw_between(struct trial *trial, int64_t least, int64_t most) {
    return least + (int64_t)draw(trial, (uint64_t)(most - least + 1));
}

static void open_writer(struct trial *trial, struct writer *writer) {
    struct err err = {0};
    const struct store_config config = {
        .path = trial->paid.path, .kind = STORE_KIND_SANDBOX, .is_temporary = true};
    *writer = (struct writer){.store = store_open(&config, trial->now_ms, &err)};
    ck_assert_msg(writer->store != NULL, "%s", err.text);
}

/* The day and the store have one cap each, shared by both programs; each session has its own. */
static void set_cap(struct trial *trial, enum purse_scope scope, int64_t cap) {
    for (int i = 0; i < WRITERS; i++)
        trial->writers[i].store->caps.most[scope] = cap;
}

static void draw_caps(struct trial *trial) {
    for (int i = 0; i < WRITERS; i++) {
        struct writer *writer = &trial->writers[i];
        struct purse purse = bought_purse(writer->store, trial->now_ms);
        for (enum purse_scope scope = PURSE_SESSION; scope < PURSE_SCOPE_COUNT; scope++) {
            int64_t cap = PURSE_UNKNOWN;
            if (draw(trial, 3))
                cap = purse.used[scope] + draw_between(trial, 0, 120);
            if (scope == PURSE_SESSION)
                writer->store->caps.most[scope] = cap;
            else
                set_cap(trial, scope, cap);
        }
    }
}

static void check_cap(const struct trial *trial, const struct writer *writer,
                      enum purse_scope scope, int64_t charged) {
    int64_t cap = writer->store->caps.most[scope];
    ck_assert_msg(cap == PURSE_UNKNOWN || charged <= cap,
                  "run %d: %" PRId64 " charged, cap of the %s %" PRId64, trial->run, charged,
                  purse_scope_name(scope), cap);
}

static void check_caps(const struct trial *trial) {
    for (int i = 0; i < WRITERS; i++) {
        const struct writer *writer = &trial->writers[i];
        check_cap(trial, writer, PURSE_SESSION, writer->charged);
        check_cap(trial, writer, PURSE_DAY, trial->charged_day);
        check_cap(trial, writer, PURSE_STORE, trial->charged);
    }
}

/* Known charges were made, and charges made are known or may have been. */
static void check_money(struct trial *trial) {
    for (int i = 0; i < WRITERS; i++) {
        struct purse purse = bought_purse(trial->writers[i].store, trial->now_ms);
        const int64_t charged[] = {trial->writers[i].charged, trial->charged_day, trial->charged};
        for (enum purse_scope scope = PURSE_SESSION; scope < PURSE_SCOPE_COUNT; scope++)
            ck_assert_msg(
                purse.spent[scope] <= charged[scope] && charged[scope] <= purse.used[scope],
                "run %d: %" PRId64 " charged, of the %s %" PRId64 " known, %" PRId64 " at most",
                trial->run, charged[scope], purse_scope_name(scope), purse.spent[scope],
                purse.used[scope]);
    }
}

static int64_t draw_charge(struct trial *trial, const struct flight *flight) {
    int64_t payable = flight->reserved < trial->balance ? flight->reserved : trial->balance;
    if (flight->fate == REFUSED || flight->fate == UNSENT || payable < 1)
        return 0;
    if (flight->fate == ANSWERED)
        return draw(trial, 3) ? payable : draw_between(trial, 1, payable);
    return draw_between(trial, 0, payable);
}

/* The moment when the server does it, or would have. */
static void process(struct trial *trial, struct flight *flight) {
    if (flight->is_processed)
        return;
    flight->is_processed = true;
    flight->charge = draw_charge(trial, flight);
    if (!flight->charge && flight->fate == ANSWERED)
        flight->fate = REFUSED; /* the balance paid for nothing */
    trial->balance -= flight->charge;
    flight->balance = trial->balance;
    trial->charged += flight->charge;
    for (int i = 0; i < WRITERS; i++)
        if (trial->writers[i].store->run == flight->run)
            trial->writers[i].charged += flight->charge;
    if (flight->day_ms == trial->day_ms)
        trial->charged_day += flight->charge;
}

/* What nobody awaits is done in any order, if at all. */
static void give_up(struct trial *trial, struct flight *flight) {
    if (flight->is_processed || trial->late_count == LATE_MAX || !draw(trial, 4))
        return;
    flight->given_up_ms = trial->now_ms;
    trial->late[trial->late_count++] = *flight;
}

static void process_late(struct trial *trial, size_t at) {
    process(trial, &trial->late[at]);
    trial->late[at] = trial->late[--trial->late_count];
}

/* No charge is later than the grace period. */
static void pass_time(struct trial *trial, int64_t ms) {
    for (size_t i = trial->late_count; i-- > 0;)
        if (trial->late[i].given_up_ms + SETTLE_GRACE_MS <= trial->now_ms + ms)
            process_late(trial, i);
    trial->now_ms += ms;
    int64_t day_ms = clock_day_start_ms(trial->now_ms);
    if (day_ms != trial->day_ms)
        trial->charged_day = 0;
    trial->day_ms = day_ms;
}

static struct journal_order draw_order(struct trial *trial, char *target, size_t size) {
    bool is_new = !trial->targets || draw(trial, 4);
    snprintf(target, size, "t%" PRId64,
             is_new ? ++trial->targets : draw_between(trial, 1, trial->targets));
    if (!draw(trial, 5))
        return bought_profile(target);
    struct journal_order order = bought_page(target, draw_between(trial, 0, 1));
    order.is_fresh = !draw(trial, 8);
    order.want = draw_between(trial, 1, PAGE_MAX);
    return order;
}

static void ask(struct trial *trial, struct writer *writer) {
    struct flight *flight = writer->flights;
    while (flight < writer->flights + FLIGHTS && flight->request)
        flight++;
    if (flight == writer->flights + FLIGHTS)
        return;
    char target[32];
    struct journal_order order = draw_order(trial, target, sizeof target);
    struct journal_ticket ticket;
    if (bought_ask(writer->store, order, trial->now_ms, &ticket) != JOURNAL_SEND)
        return;
    ck_assert_int_ge(ticket.reserved, 1);
    ck_assert_int_le(ticket.reserved, order.want);
    *flight = (struct flight){.request = ticket.request,
                              .reserved = ticket.reserved,
                              .day_ms = trial->day_ms,
                              .run = writer->store->run,
                              .fate = (enum fate)draw(trial, draw(trial, 2) ? 1 : FATES)};
}

/* Everything in an answer is in its body: `outcome credits balance`. */
static void tell(struct trial *trial, const struct flight *flight, char body[BODY_MAX]) {
    bool has_bill = flight->fate == ANSWERED || flight->fate == REFUSED;
    bool has_credits = has_bill || flight->fate == CHARGED_ERROR;
    bool has_balance = has_bill || flight->fate == UNBILLED_ERROR ||
                       (flight->fate == CHARGED_ERROR && draw(trial, 2));
    snprintf(body, BODY_MAX, "%d %" PRId64 " %" PRId64, flight->fate == ANSWERED,
             has_credits ? flight->charge : ACCOUNT_UNKNOWN,
             has_balance ? flight->balance : ACCOUNT_UNKNOWN);
}

static void enter(struct store *store, int64_t request, const char *body) {
    struct err err = {0};
    char *end;
    bool is_ok = strtoll(body, &end, 10) != 0;
    int64_t credits = strtoll(end, &end, 10);
    struct page *page = is_ok ? page_new() : NULL;
    const struct finding finding = {.outcome = is_ok ? "ok" : "upstream_error",
                                    .credits = credits,
                                    .balance = strtoll(end, &end, 10),
                                    .page = page};
    ck_assert_msg(catalogue_take(store, request, &finding, &err), "%s", err.text);
    page_free(page);
}

/* What killed programs had stored and not yet read. */
static void enter_pending(struct store *store) {
    struct err err = {0};
    struct journal_raw *raw;
    int64_t after = 0;
    for (;;) {
        ck_assert_msg(journal_next_raw(store, after, true, &raw, &err), "%s", err.text);
        if (!raw)
            return;
        after = raw->no;
        enter(store, raw->request, buf_text(&raw->reply->body));
        journal_raw_free(raw);
    }
}

/* A program killed at this point has stored the answer but not entered it. */
static void end_flight(struct trial *trial, struct writer *writer, struct flight *flight,
                       bool is_killed_then) {
    if (flight->fate != LOST && flight->fate != SILENT_ERROR)
        process(trial, flight);
    else
        give_up(trial, flight);
    if (flight->fate == LOST || flight->fate == UNSENT) {
        bought_abandon(writer->store, flight->request, flight->fate == LOST, trial->now_ms);
    } else {
        char body[BODY_MAX];
        tell(trial, flight, body);
        bought_keep(writer->store, flight->request, body, trial->now_ms);
        if (!is_killed_then)
            enter(writer->store, flight->request, body);
    }
    flight->request = 0;
}

static void kill_program(struct trial *trial, struct writer *writer) {
    for (int i = 0; i < FLIGHTS; i++) {
        struct flight *flight = &writer->flights[i];
        if (flight->request && !draw(trial, 3))
            end_flight(trial, writer, flight, true);
        else if (flight->request && draw(trial, 2))
            process(trial, flight);
        else if (flight->request)
            give_up(trial, flight);
    }
    struct caps caps = writer->store->caps;
    store_close(writer->store);
    open_writer(trial, writer);
    writer->store->caps = caps;
    enter_pending(writer->store);
}

/* By other users of the key: far more than what can be in doubt, because no balance distinguishes a
 * small purchase of theirs from a charge. */
static void move_balance(struct trial *trial) {
    if (trial->balance < 2 * FOREIGN)
        trial->balance += FOREIGN;
    else
        trial->balance -= FOREIGN;
}

static void step(struct trial *trial) {
    struct writer *writer = &trial->writers[draw(trial, WRITERS)];
    struct flight *flight = &writer->flights[draw(trial, FLIGHTS)];
    uint64_t what = draw(trial, 100);
    if (!draw(trial, 2))
        pass_time(trial, draw_between(trial, 0, TICK_MS));
    if (trial->late_count && !draw(trial, 4))
        process_late(trial, draw(trial, trial->late_count));
    if (what < 40)
        ask(trial, writer);
    else if (what < 60 && flight->request)
        process(trial, flight);
    else if (what < 95 && flight->request)
        end_flight(trial, writer, flight, false);
    else if (what == 95)
        kill_program(trial, writer);
    else if (what == 96)
        move_balance(trial);
    else if (what == 97)
        pass_time(trial, draw_between(trial, 0, HOUR_MS));
}

static void run(struct trial *trial) {
    draw_caps(trial);
    for (int i = 0; i < STEPS; i++) {
        step(trial);
        check_caps(trial);
    }
    for (int i = 0; i < WRITERS * FLIGHTS; i++) {
        struct writer *writer = &trial->writers[i % WRITERS];
        struct flight *flight = &writer->flights[i / WRITERS];
        if (flight->request)
            end_flight(trial, writer, flight, false);
    }
    check_caps(trial);
    check_money(trial);
}

static void run_one_store(int first, int count) {
    struct trial trial = {.random = (uint64_t)first, .now_ms = START_MS};
    trial.day_ms = clock_day_start_ms(trial.now_ms);
    trial.balance = draw_between(&trial, 0, 2000);
    paid_open(&trial.paid);
    for (int i = 0; i < WRITERS; i++)
        open_writer(&trial, &trial.writers[i]);
    for (trial.run = first; trial.run < first + count; trial.run++) {
        run(&trial);
        if (!draw(&trial, 4))
            pass_time(&trial, draw_between(&trial, 0, 12 * HOUR_MS));
    }
    for (int i = 0; i < WRITERS; i++)
        store_close(trial.writers[i].store);
    paid_close(&trial.paid);
}

START_TEST(no_cap_is_overrun) {
    const int runs = (int)effort_runs(500, 10000, 100000);
    for (int first = 0; first < runs; first += RUNS_A_STORE)
        run_one_store(first, RUNS_A_STORE);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("caps");
    TCase *tc = tcase_create("caps");
    tcase_set_timeout(tc, 3600);
    tcase_add_test(tc, no_cap_is_overrun);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
