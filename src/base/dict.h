/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dictionary from text to pointers. Keys are copied; values belong to the caller. The only file
 * that uses uthash. */
#ifndef FOLLOWTRAIL_BASE_DICT_H
#define FOLLOWTRAIL_BASE_DICT_H

#include <stdbool.h>
#include <stddef.h>

struct dict;

struct dict *dict_new(void) __attribute__((returns_nonnull, warn_unused_result));
void dict_free(struct dict *dict); /* not the values */

/* Stores value (not NULL) under key. False, changing nothing, if the key exists. */
bool dict_add(struct dict *dict, const char *key, void *value) __attribute__((nonnull));

/* The value stored under key, or NULL. */
void *dict_get(const struct dict *dict, const char *key) __attribute__((nonnull));

/* False if the key does not exist. */
bool dict_remove(struct dict *dict, const char *key) __attribute__((nonnull));

/* Visits every entry, in no certain order; `visit` must not change the dictionary. */
void dict_each(const struct dict *dict, void (*visit)(void *context, const char *key, void *value),
               void *context) __attribute__((nonnull(1, 2)));

size_t dict_count(const struct dict *dict) __attribute__((nonnull));

#endif
