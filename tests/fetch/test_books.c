/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's books compared with the server's: every fault in the middle of a list, others who
 * spend from the same balance, a full store, a program that dies. */
#include "fetch/books.h"

#include "base/mem.h"
#include "fetch/keep.h"
#include "sandbox/fault.h"
#include "session/session.h"
#include "store/ledger.h"
#include "store/lookup.h"
#include "store/spill.h"
#include "store/store_internal.h"
#include "tests/support/bought.h"
#include "tests/support/paid.h"
#include "tests/support/plain_get.h"
#include "tests/support/rig.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define LIST "/tiktok/users/zoe.flores/following"

enum { ROWS_MAX = 64, LINE_BYTES = 4096 };

static struct event *await_answer(struct shop *shop) {
    for (;;) {
        struct pollfd fd = {.fd = mailbox_fd(shop->mailbox), .events = POLLIN};
        poll(&fd, 1, -1);
        struct event *event;
        while ((event = mailbox_take(shop->mailbox))) {
            if (event->kind == EVENT_ANSWER)
                return event;
            event_free(event);
        }
    }
}

/* Buys a list page by page; a page that does not arrive is requested again. */
struct course {
    uint64_t job;
    int64_t snapshot, seq;
    char *cursor;
    bool is_told; /* even if it may already be paid for */
    enum answer_outcome outcome;
};

static void buy_page(struct shop *shop, struct course *course) {
    struct job *job = job_new(++course->job, JOB_FOLLOWING, "zoe.flores", "@zoe.flores");
    job->limit = 20;
    job->snapshot = course->snapshot;
    job->seq = course->seq;
    job->cursor = course->cursor ? mem_dup(course->cursor) : NULL;
    job->is_told = course->is_told;
    worker_submit(shop->worker, job);
    struct event *event = await_answer(shop);
    const struct page *page = event->answer->page;
    course->snapshot = event->snapshot;
    course->outcome = event->answer->outcome;
    if (page) {
        course->seq++;
        free(course->cursor);
        course->cursor = page->next_cursor ? mem_dup(page->next_cursor) : NULL;
    }
    shop->purse = event->purse;
    event_free(event);
}

static void buy_profile(struct shop *shop, struct course *course) {
    worker_submit(shop->worker, job_new(++course->job, JOB_PROFILE, "zoe.flores", "@zoe.flores"));
    event_free(await_answer(shop));
}

/* Somebody else with the same key. Returns the cost. */
static int64_t spend_elsewhere(struct shop *shop, const char *path, struct buf *body) {
    struct http_answer answer;
    CURL *handle = curl_easy_init();
    plain_get(handle, &answer, sandbox_url(shop->sandbox), path, SANDBOX_DEFAULT_KEY);
    int64_t credits = http_number(&answer, "billing.credits_charged");
    if (body)
        ck_assert(buf_put(body, buf_text(&answer.body), answer.body.len));
    http_answer_fini(&answer);
    curl_easy_cleanup(handle);
    return credits;
}

/* Oldest first. */
static size_t read_ledger(struct store *store, struct arena *arena, struct ledger_row *rows) {
    struct ledger_row newest_first[ROWS_MAX];
    size_t count;
    struct err err;
    ck_assert_msg(ledger_read(store, 0, ROWS_MAX, arena, newest_first, &count, &err), "%s",
                  err.text);
    for (size_t i = 0; i < count; i++)
        rows[i] = newest_first[count - 1 - i];
    return count;
}

static struct json_object *next_line(FILE *file) {
    char line[LINE_BYTES];
    return fgets(line, sizeof line, file) ? json_tokener_parse(line) : NULL;
}

static const char *line_text(struct json_object *line, const char *name) {
    return json_object_get_string(json_object_object_get(line, name));
}

/* Row by row: known charges are the server's, and unknown ones are at most the reservation. */
static void compare_with_log(struct store *store, const char *path, bool is_all_known) {
    struct arena arena;
    struct ledger_row rows[ROWS_MAX];
    arena_init(&arena);
    size_t count = read_ledger(store, &arena, rows);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    for (size_t i = 0; i < count; i++) {
        struct json_object *line = next_line(file);
        ck_assert_ptr_nonnull(line);
        int64_t credits = json_object_get_int64(json_object_object_get(line, "credits"));
        if (rows[i].credits != REPLY_UNKNOWN)
            ck_assert_int_eq(rows[i].credits, credits);
        else
            ck_assert_int_le(credits, rows[i].reserved);
        ck_assert(!is_all_known || rows[i].credits != REPLY_UNKNOWN);
        if (rows[i].request_id)
            ck_assert_str_eq(rows[i].request_id, line_text(line, "request_id"));
        ck_assert_int_eq(rows[i].jump, 0);
        json_object_put(line);
    }
    ck_assert_ptr_null(next_line(file));
    fclose(file);
    arena_fini(&arena);
}

/* What the raw answers yield is what was derived when they came. */
static void compare_with_reindex(const struct scratch *scratch) {
    struct err err = {.text = ""};
    struct buf before, after;
    int64_t count;
    struct paid paid = {.store = scratch_open(scratch, STORE_KIND_SANDBOX)};
    paid_dump(&paid, &before);
    int64_t answers = scratch_number(paid.store, "SELECT count(*) FROM answer, request"
                                                 " WHERE id = request AND state = 'answered'");
    ck_assert_msg(keep_reindex(paid.store, &count, &err), "%s", err.text);
    ck_assert_int_eq(count, answers);
    paid_dump(&paid, &after);
    ck_assert_str_eq(buf_text(&after), buf_text(&before));
    buf_fini(&before);
    buf_fini(&after);
    store_close(paid.store);
}

/* What may be paid for is not requested a second time; from here on the user knows. */
static void buy_nothing_untold(struct shop *shop, struct course *course) {
    int64_t requests = sandbox_read_bill(shop->sandbox).requests, maybe = shop->purse.maybe;
    buy_page(shop, course);
    ck_assert_int_eq(course->outcome, ANSWER_LOST);
    ck_assert_int_eq(sandbox_read_bill(shop->sandbox).requests, requests);
    ck_assert_int_eq(shop->purse.maybe, maybe);
    course->is_told = true;
}

/* The third request is spoiled; the next one's balance shows its cost. */
START_TEST(agree_after_a_fault) {
    struct scratch scratch;
    struct shop_config config;
    struct shop shop;
    struct course course = {.job = 0};
    char spec[64];
    const char *const faults[] = {spec};
    scratch_init(&scratch);
    char *log = scratch_beside(&scratch, "-log");
    snprintf(spec, sizeof spec, "%s@3", fault_table[_i].name);
    shop_config_init(&config);
    config.store_path = scratch.path;
    config.silence_s = 1;
    config.sandbox.log_file = log;
    config.sandbox.faults = faults;
    config.sandbox.fault_count = 1;
    shop_open(&shop, &config);
    buy_profile(&shop, &course);
    buy_page(&shop, &course);
    buy_page(&shop, &course);
    compare_with_log(shop.reader, log, false);
    int64_t known = shop.purse.spent[PURSE_SESSION];
    int64_t billed = sandbox_read_bill(shop.sandbox).credits;
    ck_assert_int_le(known, billed);
    ck_assert_int_le(billed, known + shop.purse.maybe);
    ck_assert_int_eq(shop.purse.used[PURSE_SESSION], known + shop.purse.maybe);
    if (shop.purse.maybe || strstr(faults[0], "charged-error"))
        buy_nothing_untold(&shop, &course);
    buy_page(&shop, &course);
    ck_assert(course.outcome == ANSWER_OK);
    course.is_told = false;
    buy_page(&shop, &course);
    /* A redirect is free here, but no balance proves that before SETTLE_GRACE_MS. */
    compare_with_log(shop.reader, log, _i != FAULT_REDIRECT);
    shop_close(&shop, _i == FAULT_REDIRECT ? 20 : 0, 0);
    compare_with_reindex(&scratch);
    free(course.cursor);
    ck_assert_int_eq(remove(log), 0);
    free(log);
    scratch_fini(&scratch);
}
END_TEST

static const struct {
    const char *fault;
    int64_t maybe, lost, jump; /* after somebody else has spent 30 */
} jumps[] = {
    {"429@99", 0, 0, -30}, /* none in time */
    {"cut@3", 20, 20, 0},  /* none before the lost one's cost is known */
    {"502@3", 20, 0, -10}, /* the failure may have cost that much */
};

START_TEST(mark_what_others_spend) {
    struct shop_config config;
    struct shop shop;
    struct course course = {.job = 0};
    struct arena arena;
    struct ledger_row rows[ROWS_MAX];
    shop_config_init(&config);
    config.sandbox.faults = &jumps[_i].fault;
    config.sandbox.fault_count = 1;
    shop_open(&shop, &config);
    buy_profile(&shop, &course);
    buy_page(&shop, &course);
    buy_page(&shop, &course);
    ck_assert_int_eq(spend_elsewhere(&shop, LIST "?limit=30", NULL), 30);
    course.is_told = true;
    buy_page(&shop, &course);
    arena_init(&arena);
    size_t count = read_ledger(shop.reader, &arena, rows);
    ck_assert_uint_eq(count, 4);
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(rows[i].jump, i == 3 ? jumps[_i].jump : 0);
    arena_fini(&arena);
    free(course.cursor);
    shop_close(&shop, jumps[_i].maybe, 30 + jumps[_i].lost);
}
END_TEST

/* The same request to two sandboxes of one kind has the same answer, byte for byte. */
START_TEST(hold_the_bytes_as_they_came) {
    struct scratch scratch;
    struct shop_config config;
    struct shop shop;
    struct course course = {.job = 0};
    struct journal_raw *raw;
    struct buf body;
    struct err err = {.text = ""};
    scratch_init(&scratch);
    shop_config_init(&config);
    config.store_path = scratch.path;
    shop_open(&shop, &config);
    buy_page(&shop, &course);
    shop_close(&shop, 0, 0);
    free(course.cursor);
    config.store_path = NULL;
    shop_open(&shop, &config);
    buf_init(&body, 1 << 20);
    spend_elsewhere(&shop, LIST "?limit=20", &body);
    shop_close(&shop, 0, 20);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_msg(journal_next_raw(store, 0, false, &raw, &err), "%s", err.text);
    ck_assert_uint_gt(body.len, 2000);
    ck_assert_uint_eq(raw->reply->body.len, body.len);
    ck_assert_mem_eq(raw->reply->body.data, body.data, body.len);
    journal_raw_free(raw);
    store_close(store);
    buf_fini(&body);
    scratch_fini(&scratch);
}
END_TEST

/* A page of two accounts, one of them with incompressible text. */
static struct reply *make_reply(int64_t balance) {
    uint32_t noise = 1;
    struct reply *reply = reply_new(1 << 20);
    reply->end = REPLY_WHOLE;
    reply->status = 200;
    reply->content_type = "application/json";
    buf_text_put(&reply->body, "{\"request_id\":\"unif_1\",\"data\":[");
    for (int i = 0; i < 2; i++) {
        buf_format(&reply->body,
                   "%s{\"id\":\"1%d\",\"username\":\"one%d\",\"display_name\":\"One\","
                   "\"avatar_url\":\"https://a.invalid/\",\"bio\":\"",
                   i ? "," : "", i, i);
        for (int k = 0; k < 20000; k++) {
            noise = noise * 1664525 + 1013904223;
            buf_format(&reply->body, "%c", 'a' + (int)(noise >> 16) % 26);
        }
        buf_text_put(&reply->body,
                     "\",\"is_verified\":false,\"is_private\":false,\"follower_count\":1,"
                     "\"following_count\":1,\"like_count\":1,\"video_count\":1,\"region\":null}");
    }
    buf_format(&reply->body,
               "],\"pagination\":{\"has_more\":true,\"next_cursor\":\"c\"},\"billing\":"
               "{\"credits_charged\":2,\"records_charged\":2,\"balance_remaining\":%lld,"
               "\"truncated_due_to_balance\":false}}",
               (long long)balance);
    return reply;
}

static void set_ceiling(struct store *store, int64_t pages) {
    char pragma[64];
    struct err err = {.text = ""};
    snprintf(pragma, sizeof pragma, "PRAGMA max_page_count = %lld", (long long)pages);
    ck_assert_msg(sql_run(store->sql, pragma, &err), "%s", err.text);
}

static struct job *page_job(int64_t seq) {
    struct job *job = job_new((uint64_t)seq + 1, JOB_FOLLOWING, "one", "@one");
    job->limit = 2;
    job->seq = seq;
    job->cursor = seq ? mem_dup("c") : NULL;
    return job;
}

static void expect_kept(struct store *store) {
    struct snapshot snapshot;
    struct err err = {.text = ""};
    struct purse purse = bought_purse(store, 1);
    ck_assert_msg(lookup_unbound(store, "one", &snapshot, &err), "%s", err.text);
    ck_assert_int_eq(snapshot.rows, 2);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 2);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(purse.balance, 98);
}

/* With room for `extra` more pages of the file. *is_raw_kept: enough for the bytes, but not for
 * everything that they mean. False if there was room for all. */
static bool run_full(int64_t extra, bool stays_full, bool *is_raw_kept) {
    struct spill_intake intake;
    struct scratch scratch;
    struct books books;
    struct journal_ticket ticket;
    struct answer *answer;
    struct err err = {.text = ""};
    char *trouble;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    struct job *first = page_job(0), *second = page_job(1);
    books_init(&books, store, 1 << 20);
    ck_assert_int_eq(books_begin(&books, first, 1, &ticket, &answer), JOURNAL_SEND);
    second->snapshot = ticket.snapshot;
    set_ceiling(store, scratch_number(store, "PRAGMA page_count") + extra);
    answer = books_take(&books, first, ticket.request, ticket.reserved, make_reply(98), &trouble);
    ck_assert_int_eq(answer->outcome, ANSWER_OK);
    ck_assert_uint_eq(answer->page->count, 2);
    answer_free(answer);
    *is_raw_kept = scratch_number(store, "SELECT count(*) FROM answer") == 1;
    bool is_full = trouble != NULL;
    if (is_full) {
        ck_assert_int_eq(books_begin(&books, second, 1, &ticket, &answer), JOURNAL_FAILED);
        ck_assert_int_eq(answer->outcome, ANSWER_NOT_KEPT);
        ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM request"), 1);
        answer_free(answer);
    }
    if (!stays_full)
        set_ceiling(store, 1 << 20);
    if (!stays_full) {
        ck_assert_int_eq(books_begin(&books, second, 1, &ticket, &answer), JOURNAL_SEND);
        books_abandon(&books, ticket.request, false);
        expect_kept(store);
    }
    bool is_spilled = is_full && stays_full && !*is_raw_kept;
    ck_assert_int_eq(books_fini(&books, &err), !is_spilled);
    if (is_spilled)
        ck_assert_msg(strstr(err.text, "It is safe in "), "%s", err.text);
    store_close(store);
    store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_int_eq(scratch_count_waiting(scratch.path), is_spilled);
    ck_assert_msg(spill_take_in(store, &intake, &err), "%s", err.text);
    ck_assert_int_eq(intake.stored, is_spilled);
    ck_assert_int_eq(scratch_count_waiting(scratch.path), 0);
    ck_assert_msg(keep_pending(store, &err), "%s", err.text);
    expect_kept(store);
    store_close(store);
    free(trouble);
    job_free(first);
    job_free(second);
    scratch_fini(&scratch);
    return is_full;
}

/* A free error of the API, with incompressible text. */
static struct reply *make_free_reply(void) {
    uint32_t noise = 1;
    struct reply *reply = reply_new(1 << 20);
    reply->end = REPLY_WHOLE;
    reply->status = 400;
    reply->content_type = "application/json";
    buf_text_put(&reply->body, "{\"error\":{\"type\":\"validation_error\",\"message\":\"");
    for (int k = 0; k < 60000; k++) {
        noise = noise * 1664525 + 1013904223;
        buf_format(&reply->body, "%c", 'a' + (int)(noise >> 16) % 26);
    }
    buf_text_put(&reply->body, "\"}}");
    return reply;
}

/* A program whose store takes nothing more, and which ends before it does. */
static int play_spilled(const struct scratch *scratch) {
    struct books books;
    struct journal_ticket ticket;
    struct answer *answer;
    char *trouble;
    struct store *store = scratch_open(scratch, STORE_KIND_SANDBOX);
    struct job *job = page_job(0);
    books_init(&books, store, 1 << 20);
    if (books_begin(&books, job, 1, &ticket, &answer) != JOURNAL_SEND)
        return 1;
    set_ceiling(store, scratch_number(store, "PRAGMA page_count"));
    answer_free(books_take(&books, job, ticket.request, ticket.reserved, make_reply(98), &trouble));
    return trouble && books_waiting(&books).count == 1 && !books_waiting(&books).unsafe ? 0 : 2;
}

/* When the grace period for a late charge starts, whatever the wall clock does. */
START_TEST(note_when_something_was_lost) {
    static const enum reply_end ends[] = {REPLY_NOT_SENT, REPLY_BROKEN};
    struct scratch scratch;
    struct books books;
    struct journal_ticket ticket;
    struct answer *answer;
    struct err err;
    char *trouble;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    struct job *job = page_job(0);
    books_init(&books, store, 1 << 20);
    for (int is_lost = 0; is_lost < 2; is_lost++) {
        store->has_lost = false;
        ck_assert_int_eq(books_begin(&books, job, 1, &ticket, &answer), JOURNAL_SEND);
        if (_i) {
            struct reply *reply = reply_new(1 << 20);
            reply->end = ends[is_lost];
            answer_free(books_take(&books, job, ticket.request, ticket.reserved, reply, &trouble));
        } else {
            books_abandon(&books, ticket.request, is_lost);
        }
        ck_assert_int_eq(store->has_lost, is_lost);
    }
    ck_assert(books_fini(&books, &err));
    job_free(job);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* An earlier program with the same request gets the answer. */
START_TEST(take_over_what_another_left_beside_the_store) {
    struct scratch scratch;
    struct books books;
    struct journal_ticket ticket;
    struct answer *answer;
    struct err err;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    books_init(&books, store, 1 << 20);
    ck_assert_int_eq(scratch_wait(scratch_start(play_spilled, &scratch)), 0);
    struct job *job = page_job(0);
    ck_assert_int_eq(books_begin(&books, job, 1, &ticket, &answer), JOURNAL_HELD);
    ck_assert_int_eq(answer->outcome, ANSWER_OK);
    ck_assert_uint_eq(answer->page->count, 2);
    answer_free(answer);
    expect_kept(store);
    ck_assert_int_eq(scratch_count_waiting(scratch.path), 0);
    ck_assert(books_fini(&books, &err));
    job_free(job);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* No file grows any more, whatever its size. */
static void limit_files(rlim_t bytes, struct rlimit *before) {
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, before), 0);
    struct rlimit now = {bytes, before->rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &now), 0);
}

/* Without a bill it may have been paid for; a bill of 0 was free, and is distinguished. Neither the
 * store nor the file next to it takes it. */
START_TEST(what_is_lost_is_told_with_what_it_cost) {
    struct rlimit before;
    static const char *const told[] = {"lost 1 answer (nothing was charged for it): ",
                                       "lost 1 answer that may have been charged: "};
    struct scratch scratch;
    struct books books;
    struct journal_ticket ticket;
    struct answer *answer;
    struct err err = {.text = ""};
    char *trouble;
    scratch_init(&scratch);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    struct job *job = page_job(0);
    struct reply *reply = make_free_reply();
    reply->end = _i ? REPLY_BROKEN : REPLY_WHOLE;
    reply->body.len -= (size_t)_i; /* without its end */
    books_init(&books, store, 1 << 20);
    ck_assert_int_eq(books_begin(&books, job, 1, &ticket, &answer), JOURNAL_SEND);
    set_ceiling(store, scratch_number(store, "PRAGMA page_count"));
    limit_files(SPILL_HEAD, &before);
    answer = books_take(&books, job, ticket.request, ticket.reserved, reply, &trouble);
    ck_assert_int_eq(answer->charge, _i ? CHARGE_UNKNOWN : CHARGE_NONE);
    ck_assert_ptr_nonnull(trouble);
    ck_assert_uint_eq(books_waiting(&books).unsafe, 1);
    ck_assert(!books_fini(&books, &err));
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert_msg(!strncmp(err.text, told[_i], strlen(told[_i])), "%s", err.text);
    answer_free(answer);
    free(trouble);
    job_free(job);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* Wherever the disk fills up during it. */
START_TEST(keep_an_answer_that_found_no_room) {
    bool is_raw_kept, was_raw_lost = false, was_meaning_lost = false;
    int64_t extra = 0;
    while (run_full(extra, _i, &is_raw_kept)) {
        was_raw_lost |= !is_raw_kept;
        was_meaning_lost |= is_raw_kept;
        extra++;
    }
    ck_assert(was_raw_lost);
    ck_assert(was_meaning_lost);
}
END_TEST

/* No file grows any more. Check's own files are smaller than the store's log. */
static void fill_disk(const struct scratch *scratch, struct rlimit *before) {
    struct stat status;
    char *log = scratch_beside(scratch, "-wal");
    ck_assert_int_eq(stat(log, &status), 0);
    free(log);
    limit_files((rlim_t)status.st_size, before);
}

/* The disk is full when the second page arrives: between its request and its answer. */
static void fill_in_mid_flight(struct rig *rig, const struct scratch *scratch,
                               struct rlimit *before) {
    bare_front_run(&rig->session, COMMAND_MORE, RIG_ROWS);
    while (scratch_number(rig->shop.reader, "SELECT count(*) FROM request") < 3)
        poll(NULL, 0, 1);
    fill_disk(scratch, before);
    rig_settle(rig);
    rig_expect_list(rig, 40, "40 of 412 loaded · not stored yet");
    rig_expect(rig, "could not be stored: ");
    rig_expect(rig, "It is safe in ");
    ck_assert_int_eq(rig->session.purse.spent[PURSE_SESSION], 41);
    ck_assert_int_eq(rig->session.purse.used[PURSE_SESSION], 41);
    ck_assert_int_eq(rig->session.purse.maybe, 0);
    ck_assert_int_eq(rig->session.purse.reserved, 0);
    ck_assert_uint_eq(rig->session.waiting.count, 1);
    ck_assert_uint_eq(rig->session.waiting.unsafe, 0);
}

static void open_slow(struct rig *rig, const struct scratch *scratch) {
    struct rig_config config;
    rig_config_init(&config);
    config.shop.store_path = scratch->path;
    config.shop.sandbox.latency_ms = 200;
    rig_open(rig, &config);
    rig_go(rig, "zoe.flores");
}

START_TEST(buy_nothing_until_there_is_room) {
    struct scratch scratch;
    struct rlimit before;
    struct rig rig;
    scratch_init(&scratch);
    open_slow(&rig, &scratch);
    fill_in_mid_flight(&rig, &scratch, &before);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 40, "stopped: store failed");
    ck_assert_int_eq(rig_requests(&rig), 3);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    rig_run(&rig, COMMAND_MORE);
    rig_expect_list(&rig, 60, "60 of 412 loaded");
    ck_assert_uint_eq(rig.session.waiting.count, 0);
    ck_assert_int_eq(scratch_number(rig.shop.reader, "SELECT count(*) FROM edge"), 60);
    rig_close(&rig, 0, 0);
    compare_with_reindex(&scratch);
    scratch_fini(&scratch);
}
END_TEST

/* And it is not lost: the next program has it. */
START_TEST(tell_what_waits_at_the_end) {
    struct purse purse;
    struct scratch scratch;
    struct rlimit before;
    struct rig rig;
    struct err err = {.text = ""};
    struct spill_intake intake;
    scratch_init(&scratch);
    open_slow(&rig, &scratch);
    fill_in_mid_flight(&rig, &scratch, &before);
    session_fini(&rig.session);
    bool is_kept = worker_close(rig.shop.worker, &purse, &err);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert(!is_kept);
    ck_assert_msg(strstr(err.text, "could not store 1 paid answer"), "%s", err.text);
    ck_assert_msg(strstr(err.text, "It is safe in "), "%s", err.text);
    ck_assert_int_eq(purse.spent[PURSE_SESSION], 41);
    store_close(rig.shop.reader);
    store_close(rig.shop.writer);
    sandbox_close(rig.shop.sandbox);
    mailbox_close(rig.shop.mailbox);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_msg(spill_take_in(store, &intake, &err) && keep_pending(store, &err), "%s", err.text);
    purse = bought_purse(store, 1);
    ck_assert_int_eq(purse.maybe, 0);
    ck_assert_int_eq(purse.spent[PURSE_STORE], 41);
    ck_assert_int_eq(scratch_number(store, "SELECT count(*) FROM edge"), 40);
    store_close(store);
    scratch_fini(&scratch);
}
END_TEST

/* Ends as if it was killed: between the bytes and their meaning, or before the bytes. */
static int die(const struct scratch *scratch, bool has_answer) {
    struct err err;
    struct journal_ticket ticket;
    struct journal_order order = bought_page("one", 0);
    struct store *store = scratch_open(scratch, STORE_KIND_SANDBOX);
    if (journal_begin(store, &order, 1000, &ticket, &err) != JOURNAL_SEND)
        return 1;
    return has_answer && !journal_keep(store, ticket.request, make_reply(98), 2000, &err);
}

static int die_with_answer(const struct scratch *scratch) {
    return die(scratch, true);
}

static int die_without(const struct scratch *scratch) {
    return die(scratch, false);
}

START_TEST(take_over_from_a_dead_program) {
    struct scratch scratch;
    struct err err = {.text = ""};
    scratch_init(&scratch);
    ck_assert_int_eq(scratch_wait(scratch_start(_i ? die_with_answer : die_without, &scratch)), 0);
    struct store *store = scratch_open(&scratch, STORE_KIND_SANDBOX);
    ck_assert_int_eq(bought_purse(store, 3000).maybe, BOUGHT_LIMIT);
    ck_assert_msg(keep_pending(store, &err), "%s", err.text);
    if (_i)
        expect_kept(store);
    else
        ck_assert_int_eq(bought_purse(store, 3000).maybe, BOUGHT_LIMIT);
    store_close(store);
    compare_with_reindex(&scratch);
    scratch_fini(&scratch);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("books");
    TCase *tc = tcase_create("bill");
    tcase_set_timeout(tc, 60);
    run_sample(tc, agree_after_a_fault, FAULT_NONE + 1, FAULT_COUNT, 3);
    tcase_add_loop_test(tc, mark_what_others_spend, 0, sizeof jumps / sizeof *jumps);
    tcase_add_test(tc, hold_the_bytes_as_they_came);
    suite_add_tcase(suite, tc);
    tc = tcase_create("trouble");
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, note_when_something_was_lost, 0, 2);
    tcase_add_test(tc, take_over_what_another_left_beside_the_store);
    tcase_add_loop_test(tc, keep_an_answer_that_found_no_room, 0, 2);
    tcase_add_loop_test(tc, what_is_lost_is_told_with_what_it_cost, 0, 2);
    tcase_add_test(tc, buy_nothing_until_there_is_room);
    tcase_add_test(tc, tell_what_waits_at_the_end);
    tcase_add_loop_test(tc, take_over_from_a_dead_program, 0, 2);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
