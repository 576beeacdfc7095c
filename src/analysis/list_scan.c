/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/list_scan.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE_ROWS = 1024 };

void list_scan_fini(struct list_scan *scan) {
    free(scan->scans);
    free(scan->stamps);
    free(scan->rows);
    *scan = (struct list_scan){0};
}

void list_scan_queue(struct list_scan *scan, const struct scan *next) {
    if (next->from == next->pages)
        return;
    scan->scans = mem_grow(scan->scans, &scan->capacity, scan->count + 1, sizeof *scan->scans);
    scan->scans[scan->count++] = *next;
}

bool list_scan_is_done(const struct list_scan *scan) {
    return scan->next == scan->count;
}

/* Whether this scan had the account before. */
static bool is_repeat(struct list_scan *scan, uint32_t account) {
    size_t before = scan->stamp_capacity;
    if (account >= before) {
        scan->stamps = mem_grow(scan->stamps, &scan->stamp_capacity, (size_t)account + 1,
                                sizeof *scan->stamps);
        memset(scan->stamps + before, 0, (scan->stamp_capacity - before) * sizeof *scan->stamps);
    }
    bool is_known = scan->stamps[account] == scan->stamp;
    scan->stamps[account] = scan->stamp;
    return is_known;
}

static void take_row(void *context, int64_t account) {
    struct list_scan *scan = context;
    if (account > 0 && account <= UINT32_MAX)
        scan->rows[scan->row_count++] = (uint32_t)account;
}

static void count_rows(struct list_scan *scan, const struct scan *now, bool is_counted,
                       struct list_counts *counts) {
    for (size_t i = 0; i < scan->row_count; i++) {
        uint32_t account = scan->rows[i];
        if ((now->has_repeats && is_repeat(scan, account)) || !is_counted || account == now->owner)
            continue;
        if (now->kind == SCAN_COMPLETE)
            list_counts_complete(counts, account, now->is_complete);
        else
            list_counts_change(counts, account, now->kind == SCAN_ADD ? 1 : -1, now->is_complete);
    }
}

/* Which rows are new shows only after those before them. */
static void begin(struct list_scan *scan, const struct scan *now) {
    if (!scan->rows)
        scan->rows = mem_resize(NULL, SLICE_ROWS, sizeof *scan->rows);
    scan->is_begun = true;
    scan->stamp++;
    scan->place = (struct edges_place){.seq = now->has_repeats ? 0 : now->from};
}

static void end(struct list_scan *scan) {
    scan->is_begun = false;
    if (++scan->next == scan->count)
        scan->next = scan->count = 0;
}

static bool check(const struct scan *now, struct store *store, bool *is_stale, struct err *err) {
    int64_t sum = 0;
    if (!edges_request_sum(store, now->snapshot, now->pages, &sum, err))
        return false;
    *is_stale = *is_stale || sum != now->request_sum;
    return true;
}

bool list_scan_go_on(struct list_scan *scan, struct store *store, struct list_counts *counts,
                     bool *is_stale, struct err *err) {
    bool is_end = false;
    *is_stale = false;
    if (list_scan_is_done(scan))
        return true;
    const struct scan *now = &scan->scans[scan->next];
    if (!scan->is_begun)
        begin(scan, now);
    /* A slice before the first page that counts ends with it. */
    bool is_counted = scan->place.seq >= now->from;
    int64_t pages = is_counted ? now->pages : now->from;
    scan->row_count = 0;
    if (!edges_read(store, now->snapshot, &scan->place, pages, SLICE_ROWS, take_row, scan, &is_end,
                    err))
        return false;
    count_rows(scan, now, is_counted, counts);
    if (is_end && !is_counted) {
        scan->place = (struct edges_place){.seq = now->from};
        return true;
    }
    if (!is_end)
        return true;
    if (!check(now, store, is_stale, err))
        return false;
    end(scan);
    return true;
}
