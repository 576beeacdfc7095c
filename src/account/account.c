/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/account.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct page *page_new(void) {
    struct page *page = mem_zalloc(sizeof *page);
    arena_init(&page->arena);
    page->received_ms = ACCOUNT_UNKNOWN;
    return page;
}

void page_free(struct page *page) {
    if (!page)
        return;
    arena_fini(&page->arena);
    free(page);
}

static void copy_account(struct arena *arena, struct account *copy, const struct account *from) {
    *copy = *from;
    copy->id = arena_dup(arena, from->id);
    copy->username = arena_dup(arena, from->username);
    copy->display_name = arena_dup(arena, from->display_name);
    copy->avatar_url = arena_dup(arena, from->avatar_url);
    copy->bio = arena_dup(arena, from->bio);
    copy->region = arena_dup(arena, from->region);
    copy->defect = arena_dup(arena, from->defect);
}

struct page *page_copy(const struct page *from) {
    struct page *copy = page_new();
    struct arena arena = copy->arena;
    *copy = *from;
    copy->arena = arena;
    copy->next_cursor = arena_dup(&copy->arena, from->next_cursor);
    copy->records = arena_alloc(&copy->arena, from->count * sizeof *copy->records);
    for (size_t i = 0; i < from->count; i++)
        copy_account(&copy->arena, &copy->records[i], &from->records[i]);
    return copy;
}

static size_t text_size(const char *text) {
    return text ? strlen(text) + 1 : 0;
}

static size_t packed_size(const struct page *page) {
    size_t size = page->count * sizeof *page->records + text_size(page->next_cursor);
    for (size_t i = 0; i < page->count; i++) {
        const struct account *account = &page->records[i];
        size += text_size(account->id) + text_size(account->username) +
                text_size(account->display_name) + text_size(account->bio) +
                text_size(account->region) + text_size(account->defect);
    }
    return size;
}

void page_pack(struct page *page) {
    struct arena packed;
    arena_init(&packed);
    arena_reserve(&packed, packed_size(page));
    struct account *records = arena_alloc(&packed, page->count * sizeof *records);
    for (size_t i = 0; i < page->count; i++) {
        page->records[i].avatar_url = NULL;
        copy_account(&packed, &records[i], &page->records[i]);
    }
    page->next_cursor = arena_dup(&packed, page->next_cursor);
    page->records = records;
    arena_fini(&page->arena);
    page->arena = packed;
}

int account_flag(const struct account *account, enum account_flag flag) {
    static const char *const names[] = {
        [ACCOUNT_FLAG_VERIFIED] = "is_verified", [ACCOUNT_FLAG_PRIVATE] = "is_private"};
    /* The defect names each unreadable field, or the whole record. */
    bool is_unread = account->defect && (strstr(account->defect, names[flag]) ||
                                         strstr(account->defect, "the record"));
    if (account->is_bare || is_unread)
        return ACCOUNT_UNKNOWN;
    return flag == ACCOUNT_FLAG_VERIFIED ? account->is_verified : account->is_private;
}

bool account_has_counts(const struct account *account) {
    return !account->is_private || account->follower_count > 0 || account->following_count > 0 ||
           account->like_count > 0 || account->video_count > 0;
}

struct account *account_copy(struct arena *arena, const struct account *from) {
    struct account *copy = arena_alloc(arena, sizeof *copy);
    copy_account(arena, copy, from);
    return copy;
}
