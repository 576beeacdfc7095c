/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether something is true of an account, as far as known. In this order `and` is the least of
 * two, `or` the greatest, and `not` the distance from VERDICT_YES (Kleene's logic): unknown stays
 * unknown under `not`, and matters only if it could change the answer.
 */
#ifndef FOLLOWTRAIL_MODEL_VERDICT_H
#define FOLLOWTRAIL_MODEL_VERDICT_H

enum verdict { VERDICT_NO, VERDICT_UNKNOWN, VERDICT_YES };

#endif
