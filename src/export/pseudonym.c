/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pseudonym.h"

#include "store/pseudonym_key.h"

#include <string.h>

bool pseudonyms_open(struct pseudonyms *pseudonyms, struct store *store, struct err *err) {
    uint8_t key[PSEUDONYM_KEY_BYTES];
    *pseudonyms = (struct pseudonyms){.key = NULL};
    if (!pseudonym_key_read(store, key, err))
        return false;
    pseudonyms->key = sha256_key_new(key, sizeof key);
    explicit_bzero(key, sizeof key);
    return true;
}

void pseudonyms_close(struct pseudonyms *pseudonyms) {
    sha256_key_free(pseudonyms->key);
    pseudonyms->key = NULL;
}

const char *pseudonym_of(struct pseudonyms *pseudonyms, const char *id) {
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_BYTES];
    sha256_key_mac(pseudonyms->key, id, strlen(id), digest);
    pseudonyms->last[0] = 'p';
    for (size_t i = 0; i < PSEUDONYM_DIGITS; i++)
        pseudonyms->last[1 + i] = digits[digest[i / 2] >> (i % 2 ? 0 : 4) & 0xF];
    pseudonyms->last[1 + PSEUDONYM_DIGITS] = '\0';
    return pseudonyms->last;
}
