/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BLOCK_MIN = 1024, ARENA_BLOCK_MAX = 65536 };

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena) {
    arena->newest = NULL;
}

void arena_fini(struct arena *arena) {
    struct arena_block *block = arena->newest;
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena->newest = NULL;
}

static struct arena_block *add_block_of(struct arena *arena, size_t size) {
    struct arena_block *block = mem_zalloc(sizeof *block + size);
    block->size = size;
    block->older = arena->newest;
    arena->newest = block;
    return block;
}

static struct arena_block *add_block(struct arena *arena, size_t need) {
    size_t size = arena->newest ? arena->newest->size * 2 : ARENA_BLOCK_MIN;
    if (size > ARENA_BLOCK_MAX)
        size = ARENA_BLOCK_MAX;
    return add_block_of(arena, size < need ? need : size);
}

void arena_reserve(struct arena *arena, size_t size) {
    const struct arena_block *block = arena->newest;
    if (!block || block->size - block->used < size)
        add_block_of(arena, size);
}

static void *take(struct arena *arena, size_t size, size_t alignment) {
    struct arena_block *block = arena->newest;
    size_t start = block ? (block->used + alignment - 1) / alignment * alignment : 0;
    if (!block || start > block->size || size > block->size - start) {
        block = add_block(arena, size);
        start = 0;
    }
    block->used = start + size;
    return block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t size) {
    return take(arena, size, alignof(max_align_t));
}

char *arena_dup_n(struct arena *arena, const char *bytes, size_t len) {
    char *copy = take(arena, len + 1, 1);
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *arena_dup(struct arena *arena, const char *text) {
    return text ? arena_dup_n(arena, text, strlen(text)) : NULL;
}

char *arena_format(struct arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t room = len < 0 ? 1 : (size_t)len + 1;
    char *text = take(arena, room, 1);
    if (len >= 0)
        vsnprintf(text, room, format, again);
    va_end(again);
    return text;
}
