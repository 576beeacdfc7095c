/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/invented.h"

#include "base/mem.h"
#include "sandbox/acquaintance.h"
#include "sandbox/invented_id.h"
#include "sandbox/persona.h"
#include "sandbox/portrait.h"

#include <stdlib.h>
#include <string.h>

enum { SLOT_COUNT = 32768 }; /* a power of two, so that probes wrap with a mask */

struct invented {
    struct network network;
    uint64_t seed;
    uint32_t hashes[SLOT_COUNT];
    uint16_t owners[SLOT_COUNT];     /* index + 1; 0: free */
    uint8_t attempts[PERSONA_COUNT]; /* which handle a person got (persona_handle()) */
};

static const struct invented *invented_of(const struct network *network) {
    return (const struct invented *)(const void *)network;
}

static uint32_t hash_handle(const char *handle) {
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (const char *at = handle; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619U;
    return hash;
}

static void read_handle(const struct invented *invented, uint32_t index,
                        char handle[PERSONA_HANDLE_MAX + 1]) {
    struct persona persona;
    persona_read(invented->seed, index, &persona);
    persona_handle(invented->seed, &persona, invented->attempts[index], handle);
}

/* The slot of `handle`, or the free one where it belongs. */
static uint32_t find_slot(const struct invented *invented, const char *handle) {
    uint32_t hash = hash_handle(handle);
    uint32_t slot = (hash ^ (hash >> 15)) % SLOT_COUNT;
    for (; invented->owners[slot]; slot = (slot + 1) % SLOT_COUNT) {
        char held[PERSONA_HANDLE_MAX + 1];
        if (invented->hashes[slot] != hash)
            continue;
        read_handle(invented, invented->owners[slot] - 1U, held);
        if (strcmp(held, handle) == 0)
            break;
    }
    return slot;
}

static void add_handle(struct invented *invented, uint32_t index) {
    struct persona persona;
    char handle[PERSONA_HANDLE_MAX + 1];
    persona_read(invented->seed, index, &persona);
    for (uint8_t attempt = 0;; attempt++) {
        persona_handle(invented->seed, &persona, attempt, handle);
        uint32_t slot = find_slot(invented, handle);
        if (invented->owners[slot])
            continue;
        invented->owners[slot] = (uint16_t)(index + 1);
        invented->hashes[slot] = hash_handle(handle);
        invented->attempts[index] = attempt;
        return;
    }
}

static uint32_t count_accounts(const struct network *network) {
    (void)network;
    return PERSONA_COUNT;
}

static bool find_handle(const struct invented *invented, const char *id, uint32_t *index) {
    char handle[PERSONA_HANDLE_MAX + 1];
    size_t len = strlen(id);
    if (len > PERSONA_HANDLE_MAX)
        return false;
    for (size_t i = 0; i <= len; i++)
        handle[i] = (char)(id[i] >= 'A' && id[i] <= 'Z' ? id[i] - 'A' + 'a' : id[i]);
    uint16_t owner = invented->owners[find_slot(invented, handle)];
    *index = owner - 1U;
    return owner != 0;
}

static bool find_account(const struct network *network, const char *id, uint32_t *index) {
    const struct invented *invented = invented_of(network);
    return invented_id_find(invented->seed, id, index) || find_handle(invented, id, index);
}

static void describe_account(const struct network *network, uint32_t index, struct arena *arena,
                             struct account *account) {
    const struct invented *invented = invented_of(network);
    struct persona persona;
    char handle[PERSONA_HANDLE_MAX + 1];
    char id[INVENTED_ID_MAX + 1];
    persona_read(invented->seed, index, &persona);
    size_t len = persona_handle(invented->seed, &persona, invented->attempts[index], handle);
    persona_count(invented->seed, &persona, account);
    portrait_paint(invented->seed, &persona, handle, arena, account);
    invented_id_write(invented->seed, &persona, id);
    account->username = arena_dup_n(arena, handle, len);
    account->id = arena_dup(arena, id);
}

static const uint32_t *list_follows(const struct network *network, uint32_t index,
                                    struct arena *arena, size_t *count) {
    const struct invented *invented = invented_of(network);
    struct persona persona;
    persona_read(invented->seed, index, &persona);
    *count = persona.list == PERSONA_OPEN ? persona.following : 0;
    return acquaintance_list(invented->seed, &persona, *count, arena);
}

static enum network_end end_list(const struct network *network, uint32_t index,
                                 const struct account *account) {
    (void)network, (void)index;
    return account->is_private ? NETWORK_LIST_PRIVATE : NETWORK_LIST_ENDS;
}

static uint32_t showcase_account(const struct network *network) {
    (void)network;
    return PERSONA_SHOWCASE;
}

static void close_network(struct network *network) {
    free(network);
}

static const struct network_kind invented_kind = {
    .count = count_accounts,
    .find = find_account,
    .describe = describe_account,
    .follows = list_follows,
    .end = end_list,
    .showcase = showcase_account,
    .close = close_network,
};

struct network *invented_open(uint64_t seed) {
    struct invented *invented = mem_zalloc(sizeof *invented);
    invented->network.kind = &invented_kind;
    invented->seed = seed;
    for (uint32_t index = 0; index < PERSONA_COUNT; index++)
        add_handle(invented, index);
    return &invented->network;
}
