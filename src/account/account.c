/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/account.h"

#include "base/mem.h"

#include <stdlib.h>

struct page *page_new(void) {
    struct page *page = mem_zalloc(sizeof *page);
    arena_init(&page->arena);
    return page;
}

void page_free(struct page *page) {
    if (!page)
        return;
    arena_fini(&page->arena);
    free(page);
}

bool account_has_counts(const struct account *account) {
    return !account->is_private || account->follower_count > 0 || account->following_count > 0 ||
           account->like_count > 0 || account->video_count > 0;
}

struct account *account_copy(struct arena *arena, const struct account *from) {
    struct account *copy = arena_alloc(arena, sizeof *copy);
    *copy = *from;
    copy->id = arena_dup(arena, from->id);
    copy->username = arena_dup(arena, from->username);
    copy->display_name = arena_dup(arena, from->display_name);
    copy->avatar_url = arena_dup(arena, from->avatar_url);
    copy->bio = arena_dup(arena, from->bio);
    copy->region = arena_dup(arena, from->region);
    copy->defect = arena_dup(arena, from->defect);
    return copy;
}
