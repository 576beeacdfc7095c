/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libFuzzer: the first line is a filter, the rest is the text of accounts. Whatever they are, the
 * index and the accounts themselves give the same verdicts, what is printed is read as the same
 * filter, a mistake lies within the text, and what is highlighted lies within what was searched.
 */
#include "base/text.h"
#include "model/filter.h"

#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, PRINTED_MIN = 64 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        abort();
    return 0;
}

static void check(bool holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

static void check_ranges(const struct filter *filter, const char *bio) {
    size_t next = 0;
    const struct match *match;
    while ((match = filter_next_match(filter, MATCH_BIO, &next))) {
        struct match_range range;
        size_t from = 0, len = strlen(bio);
        bool has_range = match_find(match, bio, 0, &range);
        check(has_range || !match_has(match, bio), "what is there can be highlighted");
        while (match_find(match, bio, from, &range)) {
            check(range.start >= from && range.len > 0, "the search goes on");
            check(range.len <= len - range.start, "the range is within the text");
            from = range.start + range.len;
        }
    }
}

static void check_verdicts(const struct filter *filter, const struct list *list) {
    struct match_index index;
    uint8_t verdicts[ROWS];
    match_index_init(&index);
    (void)filter_apply(filter, &index, list, verdicts);
    for (size_t i = 0; i < ROWS; i++)
        check(verdicts[i] == filter_test(filter, list, i), "one verdict");
    match_index_fini(&index);
}

/* Where no more brackets are open than a filter may have. */
static void check_printed(const struct filter *filter, const struct list *list, size_t size) {
    struct filter again;
    struct buf printed, twice;
    filter_init(&again);
    buf_init(&printed, PRINTED_MIN + 4 * size);
    buf_init(&twice, PRINTED_MIN + 4 * size);
    filter_print(filter, &printed);
    check(!printed.overflowed, "what is printed is bounded");
    if (filter_parse(&again, buf_text(&printed), NULL)) {
        check(!again.wanted && !again.is_doubtful, "what is printed is plain");
        filter_print(&again, &twice);
        check(!strcmp(buf_text(&printed), buf_text(&twice)), "there is one form");
        for (size_t i = 0; i < ROWS; i++)
            check(filter_test(&again, list, i) == filter_test(filter, list, i), "one meaning");
    } else {
        check(strchr(buf_text(&printed), '(') != NULL, "what is printed can be read");
    }
    buf_fini(&twice);
    buf_fini(&printed);
    filter_fini(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text)
        abort();
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    char *line = strchr(text, '\n'), empty[] = "";
    char *bio = line ? line + 1 : empty;
    if (line)
        *line = '\0';
    const struct account accounts[ROWS] = {
        {.id = bio, .username = "zoe", .display_name = bio, .bio = bio, .region = "SE"},
        {.username = bio, .is_private = true, .defect = "id"},
        {.id = "1", .username = bio, .display_name = "Zoë", .bio = "", .video_count = 1500},
    };
    const struct account *rows[ROWS] = {&accounts[0], &accounts[1], &accounts[2]};
    const struct list list = {.rows = rows, .count = ROWS};
    struct filter filter;
    struct err err = {.kind = ERR_NONE};
    filter_init(&filter);
    if (filter_parse(&filter, text, &err)) {
        check(!filter.wanted || filter.wanted_at <= strlen(text), "what is wanted is at the end");
        check_verdicts(&filter, &list);
        check_printed(&filter, &list, size);
        check_ranges(&filter, bio);
    } else {
        check(err.kind == ERR_USAGE && !filter.count, "an error leaves no filter");
        check(filter.mistake_at <= strlen(text), "the mistake is in the text");
    }
    filter_fini(&filter);
    free(text);
    return 0;
}
