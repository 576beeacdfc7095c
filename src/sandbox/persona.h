/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person of the invented network: a pure function of seed and index, so that nothing is
 * stored. */
#ifndef FOLLOWTRAIL_SANDBOX_PERSONA_H
#define FOLLOWTRAIL_SANDBOX_PERSONA_H

#include "account/account.h"

#include <stdbool.h>
#include <stdint.h>

enum { PERSONA_COUNT = 20000, PERSONA_HANDLE_MAX = 24 };

/* Accounts with a fixed handle, for demos and tests. */
enum {
    PERSONA_SHOWCASE, /* zoe.flores: follows 412 of many kinds */
    PERSONA_EVERYONE, /* collects.everyone: follows 10,000 */
    PERSONA_NOBODY,   /* follows.nobody: follows 0; no other open list is empty */
    PERSONA_SECRET,   /* keeps.it.secret: hides a list of 312 */
    PERSONA_DOOR,     /* behind.a.door: private */
    PERSONA_SPECIALS
};

enum persona_list {
    PERSONA_OPEN,
    PERSONA_HIDDEN,  /* the list is served empty although following_count is not 0 */
    PERSONA_PRIVATE, /* no list, and all counts of the record are 0 */
};

struct persona {
    uint32_t index;
    uint32_t community, place; /* place 0 is the community's best-known member */
    uint32_t culture, given;   /* language, and the index of its given name */
    enum persona_list list;
    bool is_verified, is_hostile, has_sec_uid;
    uint32_t following; /* how many accounts it follows, shown or not */
};

/* The fixed data of a person with a fixed handle. */
struct persona_special {
    const char *handle, *name, *bio, *region;
    uint32_t culture;
    enum persona_list list;
    bool is_verified;
    uint32_t following;
    int64_t followers;
};

/* NULL for everybody else. */
const struct persona_special *persona_special(uint32_t index);

/* `index` is below PERSONA_COUNT. */
void persona_read(uint64_t seed, uint32_t index, struct persona *persona) __attribute__((nonnull));

/* Writes a handle, 2 to PERSONA_HANDLE_MAX characters of [a-z0-9._], and returns its length. Two
 * people may get the same one: the network then uses another `attempt`. */
size_t persona_handle(uint64_t seed, const struct persona *persona, unsigned attempt,
                      char handle[PERSONA_HANDLE_MAX + 1]) __attribute__((nonnull));

/* Sets the flags and counts of *account and clears the rest. */
void persona_count(uint64_t seed, const struct persona *persona, struct account *account)
    __attribute__((nonnull));

#endif
