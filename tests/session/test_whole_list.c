/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A given network, browsed: the list of a member, scrolled to its end by keys, holds exactly the
 * accounts of follows.csv, in order, and every page was requested once. The expected lists are read
 * here by other means than the sandbox's.
 */
#include "tests/support/effort.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    TIMEOUT_S = 300,
    LINE_MAX_BYTES = 65536,
    NAME_MAX_BYTES = 64,
    MEMBERS_MAX = 1000,
    FOLLOWS_MAX = 200000,
    REQUESTS_MAX = 20000,
    REQUEST_MAX_BYTES = 512,
    STRIDE = 5,           /* of the members visited; no factor of how many lengths there are */
    STRIDE_IN_TOOLS = 50, /* under a sanitizer or valgrind not every member is visited */
    INVENTED = 130
};

struct follow {
    char source[NAME_MAX_BYTES], target[NAME_MAX_BYTES];
    long rank;
};

struct oracle {
    char (*ids)[NAME_MAX_BYTES], (*handles)[NAME_MAX_BYTES];
    size_t members;
    struct follow *follows; /* by source, then rank */
    size_t follow_count;
};

/* The next cell of a line that has no quotes so far. */
static void take_cell(char **at, char cell[NAME_MAX_BYTES]) {
    size_t len = strcspn(*at, ",\r\n");
    ck_assert_uint_lt(len, NAME_MAX_BYTES);
    memcpy(cell, *at, len);
    cell[len] = '\0';
    *at += len + ((*at)[len] == ',');
}

static FILE *open_rows(const char *folder, const char *name, const char *header) {
    char path[PATH_MAX], line[LINE_MAX_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "no %s", path);
    ck_assert(fgets(line, sizeof line, file));
    ck_assert_msg(!strncmp(line, header, strlen(header)), "another header: %s", line);
    return file;
}

static int compare_follows(const void *left, const void *right) {
    const struct follow *a = left, *b = right;
    int order = strcmp(a->source, b->source);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

static void read_oracle(struct oracle *oracle, const char *folder) {
    static char line[LINE_MAX_BYTES];
    char rank[NAME_MAX_BYTES];
    *oracle = (struct oracle){.members = 0};
    oracle->ids = calloc(MEMBERS_MAX, NAME_MAX_BYTES);
    oracle->handles = calloc(MEMBERS_MAX, NAME_MAX_BYTES);
    oracle->follows = calloc(FOLLOWS_MAX, sizeof *oracle->follows);
    FILE *file = open_rows(folder, "accounts.csv", "id,username,");
    while (fgets(line, sizeof line, file) && oracle->members < MEMBERS_MAX) {
        char *at = line;
        take_cell(&at, oracle->ids[oracle->members]);
        take_cell(&at, oracle->handles[oracle->members++]);
    }
    fclose(file);
    file = open_rows(folder, "follows.csv", "source,target,rank");
    while (fgets(line, sizeof line, file) && oracle->follow_count < FOLLOWS_MAX) {
        struct follow *follow = &oracle->follows[oracle->follow_count++];
        char *at = line;
        take_cell(&at, follow->source);
        take_cell(&at, follow->target);
        take_cell(&at, rank);
        follow->rank = strtol(rank, NULL, 10);
    }
    fclose(file);
    qsort(oracle->follows, oracle->follow_count, sizeof *oracle->follows, compare_follows);
}

static void free_oracle(struct oracle *oracle) {
    free(oracle->ids);
    free(oracle->handles);
    free(oracle->follows);
}

/* Whom a member follows, and how many these are. */
static const struct follow *follows_of(const struct oracle *oracle, const char *id, size_t *count) {
    size_t first = 0;
    while (first < oracle->follow_count && strcmp(oracle->follows[first].source, id) != 0)
        first++;
    *count = 0;
    while (first + *count < oracle->follow_count &&
           !strcmp(oracle->follows[first + *count].source, id))
        (*count)++;
    return &oracle->follows[first];
}

static const char *api_id(const char *id) {
    return strncmp(id, "tt", 2) == 0 ? id + 2 : id;
}

/* Opens the list by handle or by id, and goes to its end: by screens, or row by row. */
enum { ROWS_A_SCREEN = 10 };

static void scroll_through(struct stage *stage, const char *name, size_t count, size_t page,
                           bool by_row) {
    char script[256];
    snprintf(script, sizeof script, "@\n:type %s\nEnter\n", name);
    stage_play(stage, script);
    /* A record may say that its account follows nobody: then it is requested by key. */
    if (count && list_state(stage->session.trail.current->list) == LIST_NEW)
        stage_play(stage, "m\n");
    snprintf(script, sizeof script, "%s*%zu\n", by_row ? "Down" : "PgDn",
             by_row ? count + 2 : count / ROWS_A_SCREEN + count / page + 4);
    stage_play(stage, script);
}

static void assert_list(const struct list *list, const struct follow *follows, size_t count) {
    enum list_state state = list_state(list);
    ck_assert_msg(list->count == count, "%zu of %zu accounts of %s", list->count, count,
                  follows[0].source);
    ck_assert(count ? state == LIST_COMPLETE : state == LIST_EMPTY || state == LIST_NEW);
    for (size_t row = 0; row < count; row++)
        ck_assert_str_eq(list->rows[row]->id, api_id(follows[row].target));
}

static int compare_texts(const void *left, const void *right) {
    return strcmp(left, right);
}

/* Path and query of a line of the log; false at the end. */
static bool next_request(FILE *log, char request[REQUEST_MAX_BYTES]) {
    static char line[LINE_MAX_BYTES];
    if (!fgets(line, sizeof line, log))
        return false;
    const char *path = strstr(line, "\"path\":"), *end = strstr(line, ",\"status\":200,");
    ck_assert_msg(path && end && end > path, "not an answer with 200: %s", line);
    snprintf(request, REQUEST_MAX_BYTES, "%.*s", (int)(end - path), path);
    return true;
}

static size_t assert_pages_once(const char *log_name) {
    char(*requests)[REQUEST_MAX_BYTES] = calloc(REQUESTS_MAX, REQUEST_MAX_BYTES);
    size_t count = 0, pages = 0;
    FILE *log = fopen(log_name, "r");
    ck_assert(log && requests);
    while (count < REQUESTS_MAX && next_request(log, requests[count]))
        pages += strstr(requests[count++], "/following\"") != NULL;
    fclose(log);
    qsort(requests, count, REQUEST_MAX_BYTES, compare_texts);
    for (size_t i = 1; i < count; i++)
        ck_assert_msg(strcmp(requests[i - 1], requests[i]) != 0, "asked for twice: %s",
                      requests[i]);
    free(requests);
    return pages;
}

static void browse_network(const char *folder, int page, bool by_row) {
    struct oracle oracle;
    struct stage_config config;
    struct stage stage;
    char log_name[] = "/tmp/followtrail-log-XXXXXX";
    size_t pages = 0, unasked = 0, stride = effort_runs(STRIDE, 1, 1);
    if (pty_patience() > 1)
        stride = STRIDE_IN_TOOLS;
    int fd = mkstemp(log_name);
    ck_assert_int_ge(fd, 0);
    close(fd);
    read_oracle(&oracle, folder);
    stage_config_init(&config);
    config.shop.sandbox.network_dir = folder;
    config.shop.sandbox.log_file = log_name;
    config.shop.sandbox.balance = FOLLOWS_MAX;
    config.session.page_size = page;
    stage_open(&stage, &config);
    for (size_t i = 0; i < oracle.members; i += stride) {
        size_t count, size = (size_t)page;
        const struct follow *follows = follows_of(&oracle, oracle.ids[i], &count);
        scroll_through(&stage, i % 2 ? oracle.handles[i] : api_id(oracle.ids[i]), count, size,
                       by_row);
        const struct list *list = stage.session.trail.current->list;
        assert_list(list, follows, count);
        unasked += list_state(list) == LIST_NEW;
        pages += count ? (count + size - 1) / size : 1;
    }
    stage_close(&stage);
    ck_assert_uint_eq(assert_pages_once(log_name), pages - unasked);
    unlink(log_name);
    free_oracle(&oracle);
}

static FILE *create(const char *folder, const char *name) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL);
    return file;
}

/* Lists of lengths that matter beside pages of 20; rows stand in no order but by rank. */
static void write_network(const char *folder) {
    static const int lengths[] = {0, 1, 19, 20, 21, 40, 41, 100, INVENTED - 1};
    FILE *accounts = create(folder, "accounts.csv"), *follows = create(folder, "follows.csv");
    fputs("id,username,display_name,bio\n", accounts);
    fputs("source,target,rank\n", follows);
    for (int i = 0; i < INVENTED; i++) {
        int length = lengths[(size_t)i % (sizeof lengths / sizeof *lengths)];
        fprintf(accounts, "tt%d,member_%03d,\"Member, number %d\",\"says \"\"hello\"\"\"\n",
                70000000 + i, i, i);
        for (int k = 0; k < INVENTED; k++) {
            int rank = k * 37 % INVENTED; /* 37 and INVENTED have no common factor */
            if (rank < length)
                fprintf(follows, "tt%d,tt%d,%d\n", 70000000 + i,
                        70000000 + (i + 1 + rank) % INVENTED, rank + 1);
        }
    }
    ck_assert_int_eq(fclose(accounts) + fclose(follows), 0);
}

static void remove_network(const char *folder) {
    static const char *const names[] = {"accounts.csv", "follows.csv"};
    for (size_t i = 0; i < 2; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

START_TEST(test_small_network) {
    char folder[] = "/tmp/followtrail-network-XXXXXX";
    ck_assert(mkdtemp(folder));
    write_network(folder);
    browse_network(folder, _i ? 50 : 20, _i == 0);
    remove_network(folder);
}
END_TEST

/* $FOLLOWTRAIL_TEST_NETWORK names the folder of a real one. */
START_TEST(test_given_network) {
    const char *folder = getenv("FOLLOWTRAIL_TEST_NETWORK");
    if (folder && *folder)
        browse_network(folder, 50, false);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("whole_list");
    TCase *tc = tcase_create("whole_list");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_loop_test(tc, test_small_network, 0, 2);
    tcase_add_test(tc, test_given_network);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
