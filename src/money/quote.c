/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money/quote.h"

int64_t quote_add(int64_t one, int64_t other) {
    int64_t sum;
    return __builtin_add_overflow(one, other, &sum) ? INT64_MAX : sum;
}

struct quote quote_rest(int64_t reported, int64_t held, int64_t page_size) {
    struct quote quote = {0};
    if (reported < 0 || held < 0 || page_size < 1)
        return quote;
    quote.is_known = true;
    quote.rows = reported > held ? reported - held : 0;
    quote.calls = quote.rows ? (quote.rows - 1) / page_size + 1 : 1;
    quote.credits = quote.rows ? quote.rows : 1;
    quote.worst = quote_add(quote.credits, 1 + quote.credits / 50 + (quote.credits % 50 ? 1 : 0));
    return quote;
}

int64_t quote_page(int64_t reported, int64_t held, int64_t page_size) {
    return reported > held && reported - held < page_size ? reported - held : page_size;
}
