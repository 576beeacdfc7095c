/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is there or ends the program: none of these returns NULL. On exhaustion the hook runs
 * first (the screen puts the terminal back), then a line goes to stderr, then abort().
 */
#ifndef FOLLOWTRAIL_BASE_MEM_H
#define FOLLOWTRAIL_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

/* The caller frees what these return with free(). A size of 0 gives a pointer that may be freed. */
void *mem_alloc(size_t size) __attribute__((malloc, warn_unused_result, returns_nonnull));
void *mem_zalloc(size_t size) __attribute__((malloc, warn_unused_result, returns_nonnull));

/* Room for `count` items of `size` bytes in place of `old` (NULL is fine); the multiplication is
 * checked. */
void *mem_resize(void *old, size_t count, size_t size)
    __attribute__((warn_unused_result, returns_nonnull));

char *mem_dup(const char *text)
    __attribute__((malloc, warn_unused_result, returns_nonnull, nonnull));
char *mem_dup_n(const char *bytes, size_t len)
    __attribute__((malloc, warn_unused_result, returns_nonnull));

/* printf() into new memory. */
char *mem_format(const char *format, ...)
    __attribute__((warn_unused_result, returns_nonnull, format(printf, 1, 2), nonnull(1)));
char *mem_format_args(const char *format, va_list args)
    __attribute__((warn_unused_result, returns_nonnull, format(printf, 1, 0), nonnull(1)));

/* Grows an array with room for *capacity items of `size` bytes, until `need` fit, and returns it;
 * doubles, so appends stay cheap. `items` NULL: a new one. */
void *mem_grow(void *items, size_t *capacity, size_t need, size_t size)
    __attribute__((warn_unused_result, returns_nonnull, nonnull(2)));

/* Once, at the start: what is freed stays with the process up to 8 MB, because what a page of
 * records frees the next one takes again, and giving it back and forth costs more than reading it.
 */
void mem_keep_freed(void);

/* What to do before an abort for lack of memory; NULL for nothing. One for the process: there is
 * one terminal. */
void mem_on_exhaustion(void (*restore)(void));

#endif
