/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "money/bill.h"

#include "base/figure.h"

static void put_separator(struct buf *out) {
    if (out->len)
        buf_text_put(out, "; ");
}

static void remark_credits(const struct bill_case *bill, struct buf *out) {
    int64_t credits = bill->billing->credits_charged, fair = bill->rows > 1 ? bill->rows : 1;
    bool is_low = credits != ACCOUNT_UNKNOWN && bill->rows > 0 && credits < fair;
    char charged[FIGURE_MAX], other[FIGURE_MAX];
    if (credits > bill->announced)
        buf_format(out, "%s charged, at most %s announced", figure_credits(credits, charged),
                   figure_grouped(bill->announced, other));
    else if (bill->rows != ACCOUNT_UNKNOWN && (credits > fair || is_low))
        buf_format(out, "%s charged for %s record%s", figure_credits(credits, charged),
                   figure_grouped(bill->rows, other), bill->rows == 1 ? "" : "s");
}

static void remark_records(const struct bill_case *bill, struct buf *out) {
    int64_t records = bill->billing->records_charged;
    char billed[FIGURE_MAX], came[FIGURE_MAX];
    /* The one credit of an empty page may be billed as one record. */
    bool is_empty = !bill->rows && records <= 1;
    if (records == ACCOUNT_UNKNOWN || bill->rows == ACCOUNT_UNKNOWN || is_empty ||
        records == bill->rows)
        return;
    put_separator(out);
    buf_format(out, "billed for %s record%s, received %s", figure_grouped(records, billed),
               records == 1 ? "" : "s", figure_grouped(bill->rows, came));
}

void bill_remark(const struct bill_case *bill, struct buf *out) {
    remark_credits(bill, out);
    remark_records(bill, out);
    if (!bill->note)
        return;
    put_separator(out);
    buf_text_put(out, bill->note);
}
