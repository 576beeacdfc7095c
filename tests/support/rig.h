/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session at a shop, for tests: it is played command by command, and what arrives is applied
 * until nothing is awaited. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_RIG_H
#define FOLLOWTRAIL_TESTS_SUPPORT_RIG_H

#include "tests/support/bare_front.h"
#include "tests/support/shop.h"

enum { RIG_ROWS = 14 }; /* of a list that are on the screen */

struct rig_config {
    struct session_config session;
    struct shop_config shop;
    bool is_offline;
};

struct rig {
    struct shop shop;
    struct session session;
};

/* As the program starts: pages of 20, of 50 when loading, profiles first, a threshold of 200. */
void rig_config_init(struct rig_config *config);

void rig_open(struct rig *rig, const struct rig_config *config);

/* The session must know what the server charged, except `lost` of the `maybe` credits. */
void rig_close(struct rig *rig, int64_t maybe, int64_t lost);

/* Applies the next events, waiting for one. */
void rig_step(struct rig *rig);
void rig_settle(struct rig *rig);

/* A command; and what comes of it. */
void rig_run(struct rig *rig, enum command command);

/* Agrees to what the command asked, or to an amount; and what comes of it. False: that amount was
 * not offered. */
void rig_agree(struct rig *rig);
bool rig_agree_to(struct rig *rig, const char *amount);

/* Opens what is typed, and what comes of it. */
void rig_go(struct rig *rig, const char *typed);

/* Selects the account in the current list. */
void rig_select(struct rig *rig, const char *username);

const struct list *rig_list(const struct rig *rig); /* the current one */
int64_t rig_requests(const struct rig *rig);        /* that the server counts */

/* Ends the test unless the message, the open question or its note holds the words. */
void rig_expect(const struct rig *rig, const char *words);

/* Ends the test unless the current list has that many rows and its title those words. */
void rig_expect_list(const struct rig *rig, size_t rows, const char *words);

#endif
