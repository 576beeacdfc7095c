/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the bench: a network of a chosen size, as the sandbox loads one. CROWD_OWNERS accounts follow
 * so many others each, no two the same; CROWD_HUB follows the owners, CROWD_EVERYONE all whom they
 * follow. Texts and counts are those of invented networks.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_CROWD_H
#define FOLLOWTRAIL_TESTS_SUPPORT_CROWD_H

#include <stdbool.h>
#include <stddef.h>

#define CROWD_HUB      "crowd.hub"
#define CROWD_EVERYONE "crowd.everyone"
#define CROWD_OWNER    "crowd.owner.%zu" /* from 0 */

enum { CROWD_OWNERS = 10 };

/* A network whose lists overlap, as real ones do: `owners` accounts, CROWD_OWNER, follow `follows`
 * of `members` each, the same ones time and again; CROWD_SHORT, after them, follow CROWD_SHORT_ROWS
 * of them. follows <= members. */
#define CROWD_SHORT "crowd.short.%zu" /* from 0 */
enum { CROWD_SHORTS = 16, CROWD_SHORT_ROWS = 50 };

struct crowd_mesh {
    size_t owners, follows, members;
};
bool crowd_write_mesh(const char *folder, const struct crowd_mesh *mesh);

/* Writes accounts.csv and follows.csv into a folder that is there. */
bool crowd_write(const char *folder, size_t follows);

#endif
