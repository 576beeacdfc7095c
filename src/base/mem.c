/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Not const: there is one terminal, and any thread may run out of memory. */
static _Atomic(void (*)(void)) exhaustion_hook;

void mem_on_exhaustion(void (*restore)(void)) {
    atomic_store(&exhaustion_hook, restore);
}

__attribute__((noreturn)) static void exhausted(void) {
    void (*restore)(void) = atomic_exchange(&exhaustion_hook, NULL);
    if (restore)
        restore();
    static const char message[] = "followtrail: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    abort();
}

void *mem_resize(void *old, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        exhausted();
    size_t bytes = count * size;
    void *memory = realloc(old, bytes ? bytes : 1);
    if (!memory)
        exhausted();
    return memory;
}

void *mem_alloc(size_t size) {
    void *memory = malloc(size ? size : 1);
    if (!memory)
        exhausted();
    return memory;
}

void *mem_zalloc(size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        exhausted();
    return memory;
}

void mem_keep_freed(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
#endif
}

char *mem_dup_n(const char *bytes, size_t len) {
    if (len == SIZE_MAX)
        exhausted();
    char *copy = mem_alloc(len + 1);
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *mem_dup(const char *text) {
    return mem_dup_n(text, strlen(text));
}

char *mem_format_args(const char *format, va_list args) {
    char *text;
    if (vasprintf(&text, format, args) < 0)
        exhausted();
    return text;
}

char *mem_format(const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = mem_format_args(format, args);
    va_end(args);
    return text;
}

void *mem_grow(void *items, size_t *capacity, size_t need, size_t size) {
    if (need <= *capacity)
        return items;
    size_t room = *capacity ? *capacity : 8;
    while (room < need) {
        if (room > SIZE_MAX / 2)
            exhausted();
        room *= 2;
    }
    *capacity = room;
    return mem_resize(items, room, size);
}
