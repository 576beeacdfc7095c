/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/commits.h"

#include "base/clock.h"
#include "base/mem.h"
#include "fetch/keep.h"
#include "store/lookup.h"
#include "tests/support/plain_get.h"
#include "tests/support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OWNER "collects.everyone"

enum { PATH_MAX_BYTES = 1024, BODY_MAX_BYTES = 1 << 20, SYNCED_BYTES = 64 * 1024 };

static struct reply *get_page(CURL *handle, const char *url, const char *key, const char *cursor,
                              struct err *err) {
    char path[PATH_MAX_BYTES];
    struct http_answer answer;
    snprintf(path, sizeof path, "/tiktok/users/" OWNER "/following?limit=%d%s%s", COMMITS_RECORDS,
             cursor ? "&cursor=" : "", cursor ? cursor : "");
    plain_get(handle, &answer, url, path, key);
    struct reply *reply = reply_new(BODY_MAX_BYTES);
    bool is_here = answer.code == CURLE_OK && answer.status == 200 &&
                   buf_put(&reply->body, answer.body.data, answer.body.len);
    reply->end = REPLY_WHOLE;
    reply->status = answer.status;
    reply->content_type = arena_dup(&reply->arena, http_header(&answer, "Content-Type"));
    http_answer_fini(&answer);
    if (is_here)
        return reply;
    reply_free(reply);
    err_set(err, ERR_NET, "the sandbox did not answer %s", path);
    return NULL;
}

/* What to ask for the next page with. */
static bool read_cursor(const struct reply *reply, char **cursor, struct err *err) {
    const struct keep_case kept = {reply, JOURNAL_FOLLOWING, clock_wall_ms(), 50};
    struct answer *answer = keep_read(&kept);
    bool is_full =
        answer->page && answer->page->count == COMMITS_RECORDS && answer->page->next_cursor;
    if (is_full)
        *cursor = mem_dup(answer->page->next_cursor);
    answer_free(answer);
    return is_full || err_set(err, ERR_DATA, "a page is not of %d records", COMMITS_RECORDS);
}

bool commits_fetch(struct commits_pages *pages, const char *url, const char *key, struct err *err) {
    char *cursor = NULL;
    CURL *handle = curl_easy_init();
    bool is_fine = handle || err_set(err, ERR_NET, "no client");
    *pages = (struct commits_pages){0};
    for (size_t i = 0; is_fine && i < COMMITS_PAGES; i++) {
        pages->cursors[i] = cursor;
        cursor = NULL;
        pages->replies[i] = get_page(handle, url, key, pages->cursors[i], err);
        is_fine = pages->replies[i] &&
                  (i + 1 == COMMITS_PAGES || read_cursor(pages->replies[i], &cursor, err));
    }
    curl_easy_cleanup(handle);
    return is_fine;
}

void commits_forget(struct commits_pages *pages) {
    for (size_t i = 0; i < COMMITS_PAGES; i++) {
        reply_free(pages->replies[i]);
        free(pages->cursors[i]);
    }
    *pages = (struct commits_pages){0};
}

static double since_ms(int64_t *us) {
    int64_t before = *us;
    *us = pty_now_us();
    return (double)(*us - before) / 1000;
}

static bool begin_page(struct store *store, const struct commits_pages *pages, size_t at,
                       struct journal_ticket *ticket, struct err *err) {
    const struct journal_order order = {.kind = JOURNAL_FOLLOWING,
                                        .target = OWNER,
                                        .label = "@" OWNER,
                                        .snapshot = at ? ticket->snapshot : 0,
                                        .is_fresh = at == 0,
                                        .seq = (int64_t)at,
                                        .cursor = pages->cursors[at],
                                        .want = COMMITS_RECORDS,
                                        .attempt = 1};
    enum journal_verdict verdict = journal_begin(store, &order, clock_wall_ms(), ticket, err);
    if (verdict == JOURNAL_SEND)
        return true;
    return verdict == JOURNAL_FAILED
               ? false
               : err_set(err, ERR_DATA, "the store does not let a page be bought");
}

static bool commit_page(struct store *store, const struct commits_pages *pages, size_t at,
                        struct journal_ticket *ticket, double ms[COMMITS_STEPS][COMMITS_PAGES],
                        struct err *err) {
    const struct reply *reply = pages->replies[at];
    int64_t us = pty_now_us(), start_us = us;
    if (!begin_page(store, pages, at, ticket, err))
        return false;
    ms[COMMITS_BEGIN][at] = since_ms(&us);
    if (!journal_keep(store, ticket->request, reply, clock_wall_ms(), err))
        return false;
    ms[COMMITS_KEEP][at] = since_ms(&us);
    const struct keep_case kept = {reply, JOURNAL_FOLLOWING, clock_wall_ms(), 50};
    struct answer *answer = keep_read(&kept);
    ms[COMMITS_READ][at] = since_ms(&us);
    bool is_entered = keep_meaning(store, ticket->request, answer, err);
    ms[COMMITS_MEANING][at] = since_ms(&us);
    ms[COMMITS_PAGE][at] = (double)(us - start_us) / 1000;
    answer_free(answer);
    return is_entered;
}

static bool check_rows(struct store *store, int64_t id, struct err *err) {
    struct snapshot snapshot;
    if (!lookup_unbound(store, OWNER, &snapshot, err))
        return false;
    return (snapshot.id == id && snapshot.rows == (int64_t)COMMITS_PAGES * COMMITS_RECORDS) ||
           err_set(err, ERR_DATA, "rows are missing in the store");
}

bool commits_measure(const struct commits_pages *pages, const char *path,
                     double ms[COMMITS_STEPS][COMMITS_PAGES], struct err *err) {
    const struct store_config config = {.path = path, .kind = STORE_KIND_SANDBOX};
    struct journal_ticket ticket = {0};
    struct store *store = store_open(&config, clock_wall_ms(), err);
    bool is_fine = store != NULL;
    for (size_t i = 0; is_fine && i < COMMITS_PAGES; i++)
        is_fine = commit_page(store, pages, i, &ticket, ms, err);
    is_fine = is_fine && check_rows(store, ticket.snapshot, err);
    store_close(store);
    return is_fine;
}

static bool write_synced(int fd, const char *bytes) {
    return pwrite(fd, bytes, SYNCED_BYTES, 0) == SYNCED_BYTES && fdatasync(fd) == 0;
}

bool commits_measure_disk(const char *path, double ms[COMMITS_PAGES], struct err *err) {
    static char bytes[SYNCED_BYTES];
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    bool is_written = fd >= 0 && write_synced(fd, bytes); /* gives it its place on the disk */
    for (size_t i = 0; is_written && i < COMMITS_PAGES; i++) {
        int64_t us = pty_now_us();
        memset(bytes, (int)i, sizeof bytes);
        is_written = write_synced(fd, bytes);
        ms[i] = since_ms(&us);
    }
    if (!is_written)
        err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return is_written;
}
