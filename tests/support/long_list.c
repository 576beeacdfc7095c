/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/long_list.h"

#include "model/excerpt.h"
#include "store/lookup.h"
#include "tests/support/crowd.h"
#include "tests/support/gauge.h"
#include "tests/support/pty.h"
#include "tests/support/sandbox_child.h"
#include "tests/support/tally.h"

#include <stdio.h>
#include <string.h>

enum {
    ROWS = 24,
    COLS = 80,
    DOWNS = 50,
    DOWNS_INSIDE = 25, /* more than the screen has rows */
    UNKNOWN_QUIET_MS = 200,
    KEYS_MAX = 64
};

static void take_page(void *context, struct page *page) {
    list_add_page(context, page);
}

static struct list *read_list(const char *path) {
    const struct store_config config = {.path = path};
    struct err err = {.kind = ERR_NONE};
    int64_t snapshot = hoard_number(path, "SELECT max(id) FROM snapshot");
    struct store *store = store_open_reader(&config, &err);
    struct list *list = list_new("owner", "owner");
    bool is_read = store && lookup_pages(store, snapshot, 0, take_page, list, &err);
    if (store)
        store_close(store);
    if (is_read)
        return list;
    list_free(list);
    return NULL;
}

static double ms_since(int64_t start_us) {
    return (double)(pty_now_us() - start_us) / 1000;
}

static size_t time_filter(const struct list *list, const char *text, double ms[KEYS_MAX],
                          size_t *shown) {
    char typed[KEYS_MAX + 1] = "";
    struct excerpt excerpt;
    size_t count = 0;
    excerpt_init(&excerpt, list);
    excerpt_prepare(&excerpt, list->count);
    for (; text[count] && count < KEYS_MAX; count++) {
        typed[count] = text[count];
        int64_t start_us = pty_now_us();
        excerpt_set_filter(&excerpt, typed, NULL);
        ms[count] = ms_since(start_us);
    }
    *shown = excerpt.count;
    excerpt_fini(&excerpt);
    return count;
}

static void time_sort(const struct list *list, enum order_key key, double ms[2]) {
    struct excerpt excerpt;
    excerpt_init(&excerpt, list);
    for (int way = 0; way < 2; way++) {
        const struct order order = {{{key, way == 1}, {ORDER_HANDLE, false}}};
        int64_t start_us = pty_now_us();
        excerpt_set_order(&excerpt, &order);
        ms[way] = ms_since(start_us);
    }
    excerpt_fini(&excerpt);
}

static int64_t text_bytes(const struct list *list) {
    int64_t bytes = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct account *row = list->rows[i];
        const char *const texts[] = {row->id, row->username, row->display_name, row->bio,
                                     row->region};
        for (size_t text = 0; text < sizeof texts / sizeof *texts; text++)
            bytes += texts[text] ? (int64_t)strlen(texts[text]) + 1 : 0;
    }
    return bytes;
}

/* Beside a list that nobody would call long. */

struct opening {
    const char *name, *path, *owner;
    size_t rows;
};

static bool open_list(const struct opening *opening, struct pty *pty) {
    char words[TALLY_NAME];
    double ignored;
    const char *const argv[] = {sandbox_child_program(), "--offline",    "--store",
                                opening->path,           opening->owner, NULL};
    const struct measure_subject subject = {.name = opening->name, .argv = argv};
    return measure_start_to(pty, &subject, ROWS, COLS, tally_complete(opening->rows, words),
                            &ignored);
}

struct length {
    double bytes[DOWNS], ms[DOWNS];
    int64_t peak;
};

static bool measure_length(const struct opening *opening, struct length *length) {
    struct pty pty;
    bool is_fine = open_list(opening, &pty);
    length->peak = gauge_peak_bytes(pty.pid);
    /* It opens where it was left. */
    is_fine =
        is_fine && measure_press(&pty, "\033OH", 1) && measure_press(&pty, "\033OB", DOWNS_INSIDE);
    for (size_t i = 0; is_fine && i < DOWNS; i++) {
        struct pty_answer answer;
        is_fine = pty_press(&pty, "\033OB", &answer);
        length->bytes[i] = (double)answer.bytes;
        length->ms[i] = (double)answer.us / 1000;
    }
    pty_close(&pty);
    return is_fine;
}

static void print_memory(const struct list *list, const struct length lengths[2]) {
    double more = (double)(lengths[1].peak - lengths[0].peak) / (double)list->count;
    double text = (double)text_bytes(list) / (double)list->count;
    printf("\n%-46s %9s %9s %9s  %s\n", "memory of a row, bytes", "in all", "text", "beside it",
           "aim");
    printf("%-46s %9.0f %9.0f %9.0f  %s\n", "peak of the long less that of the short", more, text,
           more - text, "200");
}

static void measure_lengths(const struct hoard *hoard, const struct list *list) {
    const size_t rows = CROWD_OWNERS * hoard->follows;
    const struct opening openings[] = {
        {"a list of 100", hoard->few, "crowd.owner.7", HOARD_FOLLOWS_FEW},
        {"one list of all", hoard->long_one, CROWD_EVERYONE, rows},
    };
    struct length lengths[2];
    tally_head("a scrolling Down, 80x24", "99th");
    for (size_t i = 0; i < 2; i++) {
        char name[2 * TALLY_NAME];
        if (!measure_length(&openings[i], &lengths[i])) {
            tally_missing(openings[i].name, "a key was not answered");
            return;
        }
        snprintf(name, sizeof name, "%s: bytes", openings[i].name);
        tally_row(name, measure_spread(lengths[i].bytes, DOWNS), -1, "the same");
        snprintf(name, sizeof name, "%s: ms", openings[i].name);
        struct measure_spread ms = measure_spread(lengths[i].ms, DOWNS);
        tally_row(name, ms, ms.slow, "the same");
    }
    print_memory(list, lengths);
}

static void print_finding(const struct list *list) {
    static const char *const filters[] = {"coffee", "verified followers>=10k region:SE,NO",
                                          "bio:sea !private"};
    static const enum order_key keys[] = {ORDER_FOLLOWERS, ORDER_HANDLE, ORDER_NAME, ORDER_REGION};
    double ms[KEYS_MAX];
    tally_head("in memory: filter, ms a key", "99th");
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        size_t shown = 0, count = time_filter(list, filters[i], ms, &shown);
        char name[TALLY_NAME];
        struct measure_spread spread = measure_spread(ms, count);
        snprintf(name, sizeof name, "%s: %zu", filters[i], shown);
        tally_row(name, spread, spread.slow, "16");
    }
    tally_head("in memory: sort, ms", "");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct order order = {.parts = {{.key = keys[i]}}};
        struct buf name;
        buf_init(&name, TALLY_NAME);
        order_describe(&order, &name);
        time_sort(list, keys[i], ms);
        tally_row(buf_text(&name), measure_spread(ms, 2), -1, "100");
        buf_fini(&name);
    }
}

/* False when the first of them draws nothing; what comes after it may draw nothing. */
static bool time_keys(struct pty *pty, const char *keys, double *ms) {
    const char first[] = {keys[0], '\0'};
    struct pty_answer answer;
    if (!pty_press(pty, first, &answer))
        return false;
    ms[0] = (double)answer.us / 1000;
    for (size_t i = 1; keys[i]; i++) {
        const char key[] = {keys[i], '\0'};
        int64_t start_us = pty_now_us();
        pty_forget(pty);
        if (!pty_send(pty, key) || !pty_wait_quiet(pty, UNKNOWN_QUIET_MS))
            return false;
        ms[i] = pty->out.len ? (double)(pty->last_read_us - start_us) / 1000 : 0;
    }
    return true;
}

static void measure_keys(const struct hoard *hoard) {
    static const struct {
        const char *name, *keys, *aim;
    } sets[] = {{"o f", "of", "100"}, {"& coffee Enter", "&coffee\r", "16"}};
    const struct opening opening = {"one list of all", hoard->long_one, CROWD_EVERYONE,
                                    CROWD_OWNERS * hoard->follows};
    double ms[KEYS_MAX];
    struct pty pty;
    bool is_fine = open_list(&opening, &pty);
    tally_head("on the screen: key -> paint, ms", "99th");
    for (size_t i = 0; is_fine && i < sizeof sets / sizeof *sets; i++)
        if (time_keys(&pty, sets[i].keys, ms)) {
            struct measure_spread spread = measure_spread(ms, strlen(sets[i].keys));
            tally_row(sets[i].name, spread, spread.slow, sets[i].aim);
        } else {
            tally_missing(sets[i].name, "the first key drew nothing");
        }
    pty_close(&pty);
    if (!is_fine)
        tally_missing(opening.name, "it was not shown");
}

void long_list_measure(const struct hoard *hoard) {
    struct list *list = read_list(hoard->long_one);
    if (!list) {
        tally_missing("a long list", "it could not be read");
        return;
    }
    measure_lengths(hoard, list);
    print_finding(list);
    list_free(list);
    measure_keys(hoard);
}
