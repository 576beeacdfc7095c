/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store with two crawls. Ada (101) follows Bea and Cem, Bea (102) follows Cem and Dan: the first
 * crawl took these lists, in two steps, and skipped that of Cem (103) in a third; its other seed,
 * @zoe, was never known. The second took nothing yet. Ada's profile was bought before, by hand. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_CRAWLED_H
#define FOLLOWTRAIL_TESTS_SUPPORT_CRAWLED_H

#include "tests/support/paid.h"

void crawled_open(struct paid *paid); /* paid_close() ends it */

#endif
