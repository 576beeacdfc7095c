/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation that succeeds or ends the program: none of these returns NULL. If memory runs out, the
 * hook runs first (the screen restores the terminal), then a line goes to stderr, then abort(). */
#ifndef FOLLOWTRAIL_BASE_MEM_H
#define FOLLOWTRAIL_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

/* The caller frees the results with free(). Size 0 gives a pointer that can be freed. */
void *mem_alloc(size_t size) __attribute__((malloc, warn_unused_result, returns_nonnull));
void *mem_zalloc(size_t size) __attribute__((malloc, warn_unused_result, returns_nonnull));

/* Resizes `old` (may be NULL) to `count` items of `size` bytes; the multiplication is checked for
 * overflow. */
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

/* Grows an array with room for *capacity items of `size` bytes to hold at least `need`, and returns
 * it. Capacity doubles, so appending stays cheap. `items` NULL: a new array, or NULL again if
 * `need` is 0. */
void *mem_grow(void *items, size_t *capacity, size_t need, size_t size)
    __attribute__((warn_unused_result, nonnull(2)));

/* Call once at start: keeps up to 8 MB of freed memory in the process. Each page of records needs
 * what the previous one freed, and returning it to the system costs more than reading the page. */
void mem_keep_freed(void);

/* Sets the hook that runs before abort() when memory runs out; NULL for none. There is one for the
 * process, because there is one terminal. */
void mem_on_exhaustion(void (*restore)(void));

#endif
