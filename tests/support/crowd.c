/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/crowd.h"

#include "sandbox/invented.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    PATH_MAX_BYTES = 512,
    NAME_MAX_BYTES = 64,
    INDEX_HUB = 0,
    INDEX_EVERYONE = 1,
    INDEX_OWNERS = 2,
    INDEX_CROWD = INDEX_OWNERS + CROWD_OWNERS,
    PERSONAS = 100 /* the first of an invented network are odd on purpose */
};

/* Scattered as real ones are, so that the store's index by id fills as it would. */
static uint64_t make_id(size_t index) {
    return UINT64_C(6000000000000000000) +
           (uint64_t)index * UINT64_C(11400714819323198485) % UINT64_C(1000000000000000000);
}

static void put_cell(FILE *file, const char *text) {
    fputs(",\"", file);
    for (; text && *text; text++) {
        if (*text == '"')
            putc('"', file);
        putc(*text, file);
    }
    putc('"', file);
}

static void put_owner(FILE *file, size_t index, const char *name) {
    fprintf(file, "%" PRIu64 ",%s,%s,,,,false,false,1200,,90000,300\n", make_id(index), name, name);
}

static void put_member(FILE *file, size_t index, const struct account *account) {
    fprintf(file, "%" PRIu64, make_id(index));
    put_cell(file, account->username);
    put_cell(file, account->display_name);
    put_cell(file, account->avatar_url);
    put_cell(file, account->bio);
    put_cell(file, account->region);
    fprintf(file, ",%s,%s,%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 "\n",
            account->is_verified ? "true" : "false", account->is_private ? "true" : "false",
            account->follower_count, account->following_count, account->like_count,
            account->video_count);
}

/* From as many invented networks as it takes. */
static void put_members(FILE *file, size_t first, size_t count) {
    struct network *network = NULL;
    struct arena arena;
    uint64_t seed = 0;
    uint32_t at = 0;
    arena_init(&arena);
    for (size_t i = 0; i < count; i++, at++) {
        struct account account;
        if (!network || at == network_count(network)) {
            if (network)
                network_close(network);
            network = invented_open(++seed);
            at = PERSONAS;
        }
        network_describe(network, at, &arena, &account);
        put_member(file, first + i, &account);
        arena_fini(&arena);
    }
    if (network)
        network_close(network);
}

static FILE *open_file(const char *folder, const char *name, const char *head) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file)
        fputs(head, file);
    return file;
}

static FILE *open_accounts(const char *folder) {
    return open_file(folder, "accounts.csv",
                     "id,username,display_name,avatar_url,bio,region,is_verified,is_private,"
                     "follower_count,following_count,like_count,video_count\n");
}

static bool write_accounts(const char *folder, size_t follows) {
    FILE *file = open_accounts(folder);
    if (!file)
        return false;
    put_owner(file, INDEX_HUB, CROWD_HUB);
    put_owner(file, INDEX_EVERYONE, CROWD_EVERYONE);
    for (size_t i = 0; i < CROWD_OWNERS; i++) {
        char name[NAME_MAX_BYTES];
        snprintf(name, sizeof name, CROWD_OWNER, i);
        put_owner(file, INDEX_OWNERS + i, name);
    }
    put_members(file, INDEX_CROWD, CROWD_OWNERS * follows);
    return fclose(file) == 0;
}

static bool write_follows(const char *folder, size_t follows) {
    FILE *file = open_file(folder, "follows.csv", "source,target\n");
    if (!file)
        return false;
    for (size_t i = 0; i < CROWD_OWNERS; i++)
        fprintf(file, "%" PRIu64 ",%" PRIu64 "\n", make_id(INDEX_HUB), make_id(INDEX_OWNERS + i));
    for (size_t i = 0; i < CROWD_OWNERS * follows; i++)
        fprintf(file, "%" PRIu64 ",%" PRIu64 "\n%" PRIu64 ",%" PRIu64 "\n",
                make_id(INDEX_OWNERS + i / follows), make_id(INDEX_CROWD + i),
                make_id(INDEX_EVERYONE), make_id(INDEX_CROWD + i));
    return fclose(file) == 0;
}

bool crowd_write(const char *folder, size_t follows) {
    return write_accounts(folder, follows) && write_follows(folder, follows);
}

/* Members first, so that their indexes are those of their rows. */
static bool write_mesh_accounts(const char *folder, const struct crowd_mesh *mesh) {
    FILE *file = open_accounts(folder);
    if (!file)
        return false;
    put_members(file, 0, mesh->members);
    for (size_t i = 0; i < mesh->owners + CROWD_SHORTS; i++) {
        char name[NAME_MAX_BYTES];
        if (i < mesh->owners)
            snprintf(name, sizeof name, CROWD_OWNER, i);
        else
            snprintf(name, sizeof name, CROWD_SHORT, i - mesh->owners);
        put_owner(file, mesh->members + i, name);
    }
    return fclose(file) == 0;
}

static size_t common_divisor(size_t a, size_t b) {
    while (b) {
        size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* In steps of another width for each owner, so that a list has nobody twice. */
static void put_list(FILE *file, const struct crowd_mesh *mesh, size_t owner, size_t rows) {
    size_t step = 1 + owner * UINT64_C(2654435761) % mesh->members, at = owner * 7919;
    while (common_divisor(step, mesh->members) != 1)
        step++;
    for (size_t i = 0; i < rows; i++, at += step)
        fprintf(file, "%" PRIu64 ",%" PRIu64 "\n", make_id(mesh->members + owner),
                make_id(at % mesh->members));
}

static bool write_mesh_follows(const char *folder, const struct crowd_mesh *mesh) {
    FILE *file = open_file(folder, "follows.csv", "source,target\n");
    if (!file)
        return false;
    for (size_t i = 0; i < mesh->owners + CROWD_SHORTS; i++)
        put_list(file, mesh, i, i < mesh->owners ? mesh->follows : CROWD_SHORT_ROWS);
    return fclose(file) == 0;
}

bool crowd_write_mesh(const char *folder, const struct crowd_mesh *mesh) {
    return write_mesh_accounts(folder, mesh) && write_mesh_follows(folder, mesh);
}
