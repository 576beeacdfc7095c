/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is true of an account, as far as that can be known. In this order `and` is the least of two,
 * `or` the greatest, and `not` the distance from VERDICT_YES (Kleene's logic): what is not known
 * stays so under `not`, and counts only where it could change the answer.
 */
#ifndef FOLLOWTRAIL_MODEL_VERDICT_H
#define FOLLOWTRAIL_MODEL_VERDICT_H

enum verdict { VERDICT_NO, VERDICT_UNKNOWN, VERDICT_YES };

#endif
