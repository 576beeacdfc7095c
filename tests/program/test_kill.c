/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program is killed at any moment of a long load: what it had paid for is there, and what it
 * could not hear of is known to be unknown, until a balance tells. */
#include "store/settle.h"

#include "base/mem.h"
#include "sandbox/invented.h"
#include "sandbox/prng.h"
#include "store/journal.h"
#include "store/ledger.h"
#include "store/lookup.h"
#include "tests/support/errand.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/server_log.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROUNDS = 50,
    FOLLOWS = 10000,
    PAGES = FOLLOWS / 50,
    SPREAD = PAGES - 40, /* over so many pages; a busy machine may be late with a kill */
    PAGES_A_ROUND = 4,   /* at most, except those that come while one waits */
    LATENCY_US = 15000,  /* the most of a page's time */
    WORK_US = 4000,      /* the rest, more or less: keeping it, and asking for the next */
    REST = 4,            /* after every so many rounds, more or less, nothing is late any more */
    START_US = 40000,    /* from exec to the first request, more or less */
    ENTRIES_MAX = 1024,
    SEED = 20260721,
    TIMEOUT_S = 120
};

#define OWNER "collects.everyone"

/* A request as the store has it. */
struct entry {
    char state[16], cursor[64], request_id[64];
    bool is_profile, is_entered;           /* is_entered: it is known what the answer means */
    int64_t request, limit, rows, credits; /* credits: -1 while they are not known */
    int64_t sent_ms, ended_ms;
};

struct books {
    struct entry entries[ENTRIES_MAX];
    size_t count, pages, profiles, unanswered, unread;
    int64_t certain, maybe;
};

/* What is the same in all rounds. */
struct siege {
    struct sandbox_child sandbox;
    struct scratch scratch;
    char *ids[FOLLOWS]; /* of the list, in its order */
    char owner[32];
    size_t lost, settled; /* answers that were charged and not heard; requests without one that a
                             balance told of */
    int64_t unprovable;   /* credits of them that no balance can tell */
    int64_t bill;
};

static void read_network(struct siege *siege) {
    struct network *network = invented_open(1);
    struct arena arena;
    struct account account;
    uint32_t owner = 0;
    size_t count = 0;
    arena_init(&arena);
    ck_assert(network_find(network, OWNER, &owner));
    network_describe(network, owner, &arena, &account);
    snprintf(siege->owner, sizeof siege->owner, "%s", account.id);
    const uint32_t *follows = network_follows(network, owner, &arena, &count);
    ck_assert_uint_eq(count, FOLLOWS);
    for (size_t i = 0; i < count; i++) {
        network_describe(network, follows[i], &arena, &account);
        siege->ids[i] = mem_dup(account.id);
    }
    arena_fini(&arena);
    network_close(network);
}

static void open_siege(struct siege *siege) {
    static const char *const options[] = {"--latency", "15", NULL};
    *siege = (struct siege){.lost = 0};
    ck_assert(sandbox_child_open(&siege->sandbox, options));
    scratch_init(&siege->scratch);
    read_network(siege);
}

static void close_siege(struct siege *siege) {
    sandbox_child_close(&siege->sandbox);
    scratch_fini(&siege->scratch);
    for (size_t i = 0; i < FOLLOWS; i++)
        free(siege->ids[i]);
}

static void copy_text(struct statement *row, int column, char *out, size_t size) {
    const char *text = sql_text(row, column);
    ck_assert_uint_lt((size_t)snprintf(out, size, "%s", text ? text : ""), size);
}

static void take_entry(struct books *books, struct statement *row) {
    ck_assert_uint_lt(books->count, ENTRIES_MAX);
    struct entry *entry = &books->entries[books->count++];
    entry->request = sql_number(row, 0);
    entry->is_profile = sql_number(row, 1) != 0;
    copy_text(row, 2, entry->state, sizeof entry->state);
    copy_text(row, 3, entry->cursor, sizeof entry->cursor);
    copy_text(row, 4, entry->request_id, sizeof entry->request_id);
    entry->limit = sql_number(row, 5);
    entry->rows = sql_number(row, 6);
    entry->credits = sql_is_null(row, 7) ? -1 : sql_number(row, 7);
    entry->is_entered = !sql_is_null(row, 8);
    entry->sent_ms = sql_number(row, 9);
    entry->ended_ms = sql_number(row, 10);
    bool is_answered = !strcmp(entry->state, "answered");
    books->profiles += is_answered && entry->is_entered && entry->is_profile;
    books->pages += is_answered && entry->is_entered && !entry->is_profile;
    books->unread += is_answered && !entry->is_entered;
    books->unanswered += !is_answered && strcmp(entry->state, "not sent") != 0;
    books->certain += entry->credits > 0 ? entry->credits : 0;
    books->maybe += entry->credits < 0 ? entry->limit : 0;
}

static void read_books(struct store *store, struct books *books) {
    struct err err = {.kind = ERR_NONE};
    enum sql_step step;
    *books = (struct books){.count = 0};
    struct statement *rows =
        sql_use(store->sql, "SELECT id, kind = 'profile', state, cursor_in, request_id, reserved,"
                            " rows, credits, outcome, sent_ms, ended_ms FROM request ORDER BY id");
    while ((step = sql_step(rows, &err)) == SQL_ROW)
        take_entry(books, rows);
    ck_assert_msg(step == SQL_DONE, "%s", err.text);
}

/* The raw answer that was kept, and not read before the program was killed. */
static bool is_raw_of(struct store *store, const struct entry *entry,
                      const struct server_line *line) {
    struct journal_raw *raw = NULL;
    struct err err = {.kind = ERR_NONE};
    ck_assert_msg(journal_next_raw(store, 0, true, &raw, &err), "%s", err.text);
    bool is_it = raw && raw->request == entry->request &&
                 strstr(buf_text(&raw->reply->body), line->request_id);
    journal_raw_free(raw);
    return is_it;
}

static bool is_heard(struct store *store, const struct entry *entry,
                     const struct server_line *line) {
    return entry->is_entered ? !strcmp(entry->request_id, line->request_id)
                             : is_raw_of(store, entry, line);
}

static void check_same_order(const struct entry *entry, const struct server_line *line) {
    ck_assert_int_eq(entry->is_profile, line->is_profile);
    ck_assert_str_eq(entry->cursor, line->cursor);
    ck_assert_int_eq(entry->limit, line->limit);
}

/* Requests in a row to which nothing was heard, up to the next answer that was kept: all of them
 * are for the same page. How many of them came to the server only its log knows. */
struct silence {
    const struct entry *entries[ROUNDS];
    size_t count, lost;
};

/* All silences since the last balance that had nothing late before it, and so settled them. */
struct doubt {
    const struct entry *entries[ROUNDS];
    size_t count;
    int64_t charged, most, late_ms;
    bool has_balance; /* there was such a one */
};

/* `is_told`: it must be known to the credit what they took, and else nothing of it. */
static void check_doubt(const struct doubt *doubt, bool is_told) {
    int64_t told = 0;
    for (size_t i = 0; i < doubt->count; i++) {
        const struct entry *entry = doubt->entries[i];
        ck_assert_msg((entry->credits >= 0) == is_told, "request %lld: %lld credits",
                      (long long)entry->request, (long long)entry->credits);
        told += is_told ? entry->credits : 0;
    }
    ck_assert_int_eq(told, is_told ? doubt->charged : 0);
}

/* The next answer's balance. Before the first nothing can be proved; nor when part was taken of
 * what several runs had set aside: whose part cannot be known. */
static void end_doubt(struct siege *siege, struct doubt *doubt, const struct entry *answered) {
    bool is_all = doubt->charged == doubt->most || (doubt->count == 1 && doubt->charged > 0);
    bool is_part = doubt->count > 1 && doubt->charged > 0 && doubt->charged < doubt->most;
    if (answered->sent_ms < doubt->late_ms && !(doubt->has_balance && is_all))
        return;
    bool is_told = doubt->has_balance && !is_part;
    check_doubt(doubt, is_told);
    siege->settled += is_told ? doubt->count : 0;
    siege->unprovable += is_told ? 0 : doubt->charged;
    *doubt = (struct doubt){.has_balance = true};
}

static void end_silence(struct silence *silence, struct doubt *doubt) {
    for (size_t i = 0; i < silence->count; i++) {
        const struct entry *entry = silence->entries[i];
        ck_assert_uint_lt(doubt->count, ROUNDS);
        doubt->entries[doubt->count++] = entry;
        doubt->most += entry->limit;
        if (doubt->late_ms < entry->ended_ms + SETTLE_GRACE_MS)
            doubt->late_ms = entry->ended_ms + SETTLE_GRACE_MS;
    }
    *silence = (struct silence){.count = 0};
}

static void add_silence(struct silence *silence, const struct entry *entry) {
    ck_assert_uint_lt(silence->count, ROUNDS);
    silence->entries[silence->count++] = entry;
    ck_assert_str_eq(entry->cursor, silence->entries[0]->cursor);
}

static void add_lost(struct siege *siege, struct silence *silence, struct doubt *doubt,
                     const struct server_line *line) {
    ck_assert_msg(silence->lost < silence->count,
                  "request %s was delivered, and the store knows nothing of it", line->request_id);
    check_same_order(silence->entries[silence->lost++], line);
    doubt->charged += line->credits;
    siege->lost++;
}

static void check_answer(const struct entry *entry, const struct server_line *line) {
    check_same_order(entry, line);
    ck_assert_int_eq(line->status, 200);
    if (!entry->is_entered)
        return;
    ck_assert_int_eq(entry->rows, line->records);
    ck_assert_int_eq(entry->credits, line->credits);
}

/* Both in the order in which they were begun: there is never more than one under way. */
static void check_delivery(struct siege *siege, struct store *store, const struct books *books,
                           const struct server_log *log) {
    struct silence silence = {.count = 0};
    struct doubt doubt = {.count = 0};
    size_t at = 0;
    siege->lost = 0;
    siege->settled = 0;
    siege->unprovable = 0;
    for (size_t i = 0; i < books->count; i++) {
        const struct entry *entry = &books->entries[i];
        if (!strcmp(entry->state, "not sent"))
            continue;
        if (strcmp(entry->state, "answered") != 0) {
            add_silence(&silence, entry);
            continue;
        }
        while (at < log->count && !is_heard(store, entry, &log->lines[at]))
            add_lost(siege, &silence, &doubt, &log->lines[at++]);
        ck_assert_msg(at < log->count, "request %lld is answered, but not by the server",
                      (long long)entry->request);
        check_answer(entry, &log->lines[at++]);
        end_silence(&silence, &doubt);
        /* The next page may have been requested before this one was entered: no balance tells yet.
         */
        if (entry->is_entered)
            end_doubt(siege, &doubt, entry);
    }
    while (at < log->count)
        add_lost(siege, &silence, &doubt, &log->lines[at++]);
    end_silence(&silence, &doubt);
    check_doubt(&doubt, false);
}

static void check_no_page_twice(const struct books *books) {
    for (size_t i = 0; i < books->count; i++)
        for (size_t j = i + 1; j < books->count && !strcmp(books->entries[i].state, "answered");
             j++)
            ck_assert_msg(books->entries[i].is_profile || books->entries[j].is_profile ||
                              strcmp(books->entries[i].cursor, books->entries[j].cursor) != 0,
                          "page “%s” was asked for after its answer was stored",
                          books->entries[i].cursor);
    ck_assert_uint_le(books->profiles, 1);
}

static void check_sums(struct store *store, const struct books *books, int64_t bill) {
    struct ledger_sum *sums;
    struct arena arena;
    struct err err = {.kind = ERR_NONE};
    size_t count = 0;
    int64_t credits = 0, maybe = 0;
    arena_init(&arena);
    ck_assert_msg(ledger_sums(store, LEDGER_BY_SESSION, &arena, &sums, &count, &err), "%s",
                  err.text);
    for (size_t i = 0; i < count; i++) {
        credits += sums[i].credits;
        maybe += sums[i].maybe;
    }
    arena_fini(&arena);
    ck_assert_int_eq(credits, books->certain);
    ck_assert_int_eq(maybe, books->maybe);
    ck_assert_int_le(credits, bill);
    ck_assert_int_ge(credits + maybe, bill);
}

struct reading {
    const struct siege *siege;
    size_t rows, pages;
};

static void take_page(void *context, struct page *page) {
    struct reading *reading = context;
    for (size_t i = 0; i < page->count; i++) {
        ck_assert_uint_lt(reading->rows, FOLLOWS);
        ck_assert_str_eq(page->records[i].id, reading->siege->ids[reading->rows++]);
    }
    reading->pages++;
    page_free(page);
}

/* All pages that were heard, in order, without a gap. Returns their rows. */
static size_t check_list(const struct siege *siege, struct store *store,
                         const struct books *books) {
    struct snapshot snapshot;
    struct reading reading = {.siege = siege};
    struct err err = {.kind = ERR_NONE};
    ck_assert_msg(lookup_newest(store, siege->owner, &snapshot, &err), "%s", err.text);
    ck_assert_msg(!snapshot.id || lookup_pages(store, snapshot.id, 0, take_page, &reading, &err),
                  "%s", err.text);
    ck_assert_uint_eq(reading.pages, books->pages);
    ck_assert_uint_eq(reading.rows, (size_t)snapshot.rows);
    return reading.rows;
}

/* Holds the store against the log. `kills` is how many answers may be missing at most. */
static size_t check_all(struct siege *siege, size_t kills, struct books *books) {
    struct server_log log;
    server_log_wait_idle(&siege->sandbox);
    server_log_read(&siege->sandbox, &log);
    struct store *store = scratch_read(&siege->scratch);
    read_books(store, books);
    ck_assert_uint_le(books->unanswered, kills);
    ck_assert_uint_le(books->unread, 1);
    check_delivery(siege, store, books, &log);
    check_no_page_twice(books);
    siege->bill = server_log_bill(&log);
    check_sums(store, books, siege->bill);
    size_t rows = check_list(siege, store, books);
    store_close(store);
    server_log_free(&log);
    return rows;
}

static void wait_a_moment(uint32_t us) {
    int64_t until = pty_now_us() + us;
    while (pty_now_us() < until)
        ;
}

/* Half of the moments are among those in which the program has something to do. When more pages
 * have come than were meant to, it is killed while it starts. */
static uint32_t draw_moment(struct prng *prng, uint32_t lines, size_t pages_a_round) {
    if (!lines)
        return prng_below(prng, pages_a_round ? START_US : WORK_US);
    return prng_below(prng, prng_chance(prng, 50) ? WORK_US : LATENCY_US);
}

/* The pages that are left are spread over the rounds that are left. */
static void kill_once(struct siege *siege, const struct errand_config *config, struct prng *prng,
                      size_t pages_a_round) {
    struct errand errand;
    uint32_t most = pages_a_round < PAGES_A_ROUND ? (uint32_t)pages_a_round : PAGES_A_ROUND;
    uint32_t lines = prng_below(prng, most + 1);
    size_t before = server_log_count(&siege->sandbox);
    errand_start(&errand, &siege->sandbox, config);
    ck_assert_msg(server_log_wait(&siege->sandbox, before + lines, errand.pidfd),
                  "the load ended before it was killed");
    wait_a_moment(draw_moment(prng, lines, pages_a_round));
    errand_kill(&errand);
}

/* Earlier charges are no longer late. What was under way when the program was killed is given
 * up by the opening, whose clock is at the beginning of time. */
static void let_time_pass(const struct siege *siege) {
    char update[128];
    struct err err = {.kind = ERR_NONE};
    struct store *store = scratch_open(&siege->scratch, STORE_KIND_SANDBOX);
    snprintf(update, sizeof update,
             "UPDATE request SET sent_ms = sent_ms - %d, ended_ms = ended_ms - %d", SETTLE_GRACE_MS,
             SETTLE_GRACE_MS);
    ck_assert_msg(sql_run(store->sql, update, &err), "%s", err.text);
    store_close(store);
}

/* At the end every credit is certain, except those that no balance can prove. */
static void check_end(struct siege *siege, struct books *books) {
    ck_assert_uint_eq(check_all(siege, ROUNDS, books), FOLLOWS);
    ck_assert_uint_eq(books->pages, PAGES);
    ck_assert_uint_ge(siege->lost, 1);
    ck_assert_uint_ge(siege->settled, 1);
    ck_assert_int_eq(books->certain, siege->bill - siege->unprovable);
    struct store *store = scratch_read(&siege->scratch);
    ck_assert_int_eq(
        scratch_number(store, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    store_close(store);
}

START_TEST(test_killed_at_any_moment) {
    static const char *const words[] = {"fetch", "--cap", "20000", OWNER, NULL};
    struct siege siege;
    struct prng prng;
    struct books *books = mem_zalloc(sizeof *books);
    struct errand errand;
    open_siege(&siege);
    prng_init(&prng, SEED, 1, 1);
    const struct errand_config config = {.store = siege.scratch.path, .words = words};
    for (size_t round = 1; round <= ROUNDS; round++) {
        size_t left = books->pages < SPREAD ? SPREAD - books->pages : 0;
        kill_once(&siege, &config, &prng, left / (ROUNDS - round + 1));
        if (server_log_count(&siege.sandbox))
            check_all(&siege, round, books);
        if (round == ROUNDS || !prng_below(&prng, REST))
            let_time_pass(&siege);
    }
    ck_assert_int_eq(errand_run(&errand, &siege.sandbox, &config), 0);
    ck_assert_msg(strstr(errand.out, OWNER "\t10000\t10000\t"), "%s", errand.out);
    check_end(&siege, books);
    free(books);
    close_siege(&siege);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("kill");
    TCase *tc = tcase_create("kill");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, test_killed_at_any_moment);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
