/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/match.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/text_fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_ON_STACK = 1536 };

/* Roughly how common the byte is in folded text; affects only the speed of a search. */
static int frequency(unsigned char byte) {
    static const char letters[] = "zqxjkvbygwpfmcudhlrsnoitae";
    const char *letter = byte ? strchr(letters, byte) : NULL;
    if (letter)
        return 10 + (int)(letter - letters);
    if (byte == ' ')
        return 50;
    if (byte >= 0xC0) /* the first byte of a character shows only its script */
        return 40;
    return byte >= 0x80 ? 20 : 5;
}

static size_t find_rare(const char *bytes, size_t len) {
    size_t rare = 0;
    for (size_t i = 1; i < len; i++)
        if (frequency((unsigned char)bytes[i]) < frequency((unsigned char)bytes[rare]))
            rare = i;
    return rare;
}

void match_init(struct match *match, const char *pattern, size_t len) {
    *match = (struct match){.folded = mem_alloc(len * TEXT_FOLD_GROWTH)};
    match->folded_len = text_fold(text_fold_shown(TEXT_FOLD_CASE), pattern, len, match->folded);
    match->rare = find_rare(match->folded, match->folded_len);
    if (text_has_upper(pattern, len)) {
        match->exact = mem_alloc(len * TEXT_FOLD_GROWTH);
        match->exact_len = text_fold(text_fold_shown(TEXT_FOLD_FORM), pattern, len, match->exact);
    }
}

void match_fini(struct match *match) {
    free(match->folded);
    free(match->exact);
    *match = (struct match){.folded = NULL};
}

static bool is_ascii(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* What composes with an ASCII letter is not ASCII, and only three other code points compose into
 * ASCII: U+212A, U+037E and U+1FEF. So most texts need no folding; but when text is shown in ASCII,
 * any character may become ASCII. */
static enum verdict find_unfolded(const struct match *match, const char *text, size_t len) {
    if (!match->exact || !is_ascii(match->exact, match->exact_len))
        return VERDICT_UNKNOWN;
    const char *hit = memmem(text, len, match->exact, match->exact_len);
    if (hit && (signed char)hit[match->exact_len] >= 0)
        return VERDICT_YES;
    bool may_be_composed = memchr(match->exact, 'K', match->exact_len) ||
                           memchr(match->exact, ';', match->exact_len) ||
                           memchr(match->exact, '`', match->exact_len);
    return hit || may_be_composed || text_is_ascii() ? VERDICT_UNKNOWN : VERDICT_NO;
}

static bool has_folded(enum text_fold how, const char *text, size_t len, const char *pattern,
                       size_t pattern_len) {
    char stack[FOLDED_ON_STACK];
    size_t room = len * TEXT_FOLD_GROWTH;
    char *folded = room <= sizeof stack ? stack : mem_alloc(room);
    size_t folded_len = text_fold(text_fold_shown(how), text, len, folded);
    bool has = memmem(folded, folded_len, pattern, pattern_len) != NULL;
    if (folded != stack)
        free(folded);
    return has;
}

/* Some letters compose with a mark in one case only (ẖ): a case-sensitive search finds no more than
 * a case-insensitive one. */
bool match_has(const struct match *match, const char *text) {
    size_t len = strlen(text);
    enum verdict early = find_unfolded(match, text, len);
    if (early != VERDICT_UNKNOWN)
        return early == VERDICT_YES;
    if (match->exact && !has_folded(TEXT_FOLD_FORM, text, len, match->exact, match->exact_len))
        return false;
    return has_folded(TEXT_FOLD_CASE, text, len, match->folded, match->folded_len);
}

/* Folded text and, for each of its bytes, where its source unit starts in the text. */
struct map {
    char *folded;
    size_t len;
    uint32_t *starts;
};

static void map_init(struct map *map, enum text_fold how, const char *text, size_t len) {
    size_t room = len * TEXT_FOLD_GROWTH;
    char unit[TEXT_FOLD_UNIT_MAX];
    enum text_fold shown = text_fold_shown(how);
    *map = (struct map){.folded = mem_alloc(room),
                        .starts = mem_resize(NULL, room + 1, sizeof *map->starts)};
    for (size_t at = 0; at < len;) {
        size_t unit_len;
        size_t taken = text_fold_unit(shown, text + at, len - at, unit, &unit_len);
        memcpy(map->folded + map->len, unit, unit_len);
        for (size_t i = 0; i < unit_len; i++)
            map->starts[map->len++] = (uint32_t)at;
        at += taken;
    }
    map->starts[map->len] = (uint32_t)len;
}

static void map_fini(struct map *map) {
    free(map->folded);
    free(map->starts);
}

static size_t unit_end(const struct map *map, size_t last) {
    size_t at = last;
    while (at < map->len && map->starts[at] == map->starts[last])
        at++;
    return map->starts[at];
}

bool match_find(const struct match *match, const char *text, size_t from,
                struct match_range *range) {
    const char *pattern = match->exact ? match->exact : match->folded;
    size_t pattern_len = match->exact ? match->exact_len : match->folded_len;
    if (!pattern_len)
        return false;
    struct map map;
    map_init(&map, match->exact ? TEXT_FOLD_FORM : TEXT_FOLD_CASE, text, strlen(text));
    size_t skip = 0;
    while (skip < map.len && map.starts[skip] < from)
        skip++;
    const char *hit = memmem(map.folded + skip, map.len - skip, pattern, pattern_len);
    if (hit) {
        size_t first = (size_t)(hit - map.folded);
        range->start = map.starts[first];
        range->len = unit_end(&map, first + pattern_len - 1) - range->start;
    }
    map_fini(&map);
    return hit != NULL;
}

const char *match_field_text(const struct account *account, int index) {
    return index == 0 ? account->username : index == 1 ? account->display_name : account->bio;
}

enum verdict match_account(const struct match *match, unsigned fields,
                           const struct account *account) {
    enum verdict verdict = VERDICT_NO;
    for (int i = 0; i < MATCH_FIELDS; i++) {
        const char *text = match_field_text(account, i);
        if (!(fields & 1U << i))
            continue;
        if (text && match_has(match, text))
            return VERDICT_YES;
        if (!text)
            verdict = VERDICT_UNKNOWN;
    }
    return verdict;
}
