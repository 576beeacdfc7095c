/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/siphash.h"
#include "store/store.h"

#include <string.h>

enum { NAME_BYTES = (STORE_NAME_MAX - 1) / 2 };

static unsigned digit(char hex) {
    static const char digits[] = "0123456789abcdef";
    const char *found = memchr(digits, hex, sizeof digits - 1);
    return found ? (unsigned)(found - digits) : 0;
}

void store_use_key(struct store *store, const char *key) {
    uint64_t words[2] = {0};
    size_t len = strnlen(store->name, sizeof store->name);
    for (size_t i = 0; i < NAME_BYTES && 2 * i + 1 < len; i++) {
        uint64_t byte = digit(store->name[2 * i]) << 4 | digit(store->name[2 * i + 1]);
        words[i / 8] |= byte << (i % 8 * 8);
    }
    uint32_t purse = (uint32_t)siphash(words, (const uint8_t *)key, strlen(key));
    store->purse = purse ? purse : 1;
}
