/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/crawl_sums.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { CRAWL, STEP, CREDITS, MAYBE, COLUMNS };

/* No sum of such amounts overflows. */
#define AMOUNT_MAX INT64_C(1000000000)

struct crawl_sum {
    int64_t crawl, step, credits, maybe;
};

void crawl_sums_fini(struct crawl_sums *sums) {
    free(sums->steps.sums);
    free(sums->requests.sums);
}

static bool find_columns(const struct package_file *file, size_t places[COLUMNS]) {
    static const char *const names[COLUMNS] = {"crawl", "step", "credits", "maybe_credits"};
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t at = 0;
        while (at < file->column_count && strcmp(file->columns[at].name, names[i]) != 0)
            at++;
        if (at == file->column_count)
            return false;
        places[i] = at;
    }
    return true;
}

/* Requests are in order of time, and so mostly of steps. */
static void add(struct crawl_sums_list *list, const struct crawl_sum *sum) {
    struct crawl_sum *last = list->count ? &list->sums[list->count - 1] : NULL;
    if (last && last->crawl == sum->crawl && last->step == sum->step) {
        last->credits += sum->credits;
        last->maybe += sum->maybe;
        return;
    }
    list->sums = mem_grow(list->sums, &list->capacity, list->count + 1, sizeof *list->sums);
    list->sums[list->count++] = *sum;
}

static int64_t amount_of(const char *cell) {
    long long amount = strtoll(cell, NULL, 10);
    return amount < 0 ? 0 : amount > AMOUNT_MAX ? AMOUNT_MAX : amount;
}

void crawl_sums_take(struct crawl_sums *sums, const struct package_file *file, char *const *cells) {
    size_t at[COLUMNS];
    bool is_step = !strcmp(file->name, "crawl_steps"), is_request = !strcmp(file->name, "requests");
    if ((!is_step && !is_request) || !find_columns(file, at) || !*cells[at[CRAWL]] ||
        !*cells[at[STEP]])
        return;
    const struct crawl_sum sum = {
        .crawl = strtoll(cells[at[CRAWL]] + 1, NULL, 10),
        .step = strtoll(cells[at[STEP]], NULL, 10),
        .credits = amount_of(cells[at[CREDITS]]),
        .maybe = amount_of(cells[at[MAYBE]]),
    };
    add(is_step ? &sums->steps : &sums->requests, &sum);
}

static int compare(const void *a, const void *b) {
    const struct crawl_sum *one = a, *other = b;
    int by_crawl = (one->crawl > other->crawl) - (one->crawl < other->crawl);
    return by_crawl ? by_crawl : (one->step > other->step) - (one->step < other->step);
}

static void sort(struct crawl_sums_list *list) {
    size_t count = list->count;
    if (!count)
        return;
    qsort(list->sums, count, sizeof *list->sums, compare);
    list->count = 0;
    for (size_t i = 0; i < count; i++)
        add(list, &list->sums[i]);
}

static bool check_step(const struct crawl_sum *step, const struct crawl_sums_list *requests,
                       struct err *err) {
    static const struct crawl_sum none = {0};
    const struct crawl_sum *found = requests->count ? bsearch(step, requests->sums, requests->count,
                                                              sizeof *requests->sums, compare)
                                                    : NULL;
    found = found ? found : &none;
    return (found->credits == step->credits && found->maybe == step->maybe) ||
           err_set(err, ERR_DATA,
                   "crawl_steps.csv: step %" PRId64 " of crawl c%" PRId64 " cost %" PRId64
                   " credits and maybe %" PRId64 " more, and by requests.csv %" PRId64
                   " and maybe %" PRId64,
                   step->step, step->crawl, step->credits, step->maybe, found->credits,
                   found->maybe);
}

bool crawl_sums_check(struct crawl_sums *sums, const struct package *package, struct err *err) {
    bool has_requests = false;
    for (size_t i = 0; i < package->count; i++)
        has_requests = has_requests ||
                       (package->files[i].is_table && !strcmp(package->files[i].name, "requests"));
    if (!has_requests)
        return true;
    sort(&sums->requests);
    for (size_t i = 0; i < sums->steps.count; i++)
        if (!check_step(&sums->steps.sums[i], &sums->requests, err))
            return false;
    return true;
}
