/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes secrets (the API key, a proxy's password) from everything that comes from outside: a
 * server may echo them in a message, a header or a redirect. Each byte found is replaced in place
 * by '*', so lengths stay the same and JSON stays JSON.
 *
 * A secret is found verbatim (ignoring case), percent-encoded, with JSON or HTML escapes, in
 * hexadecimal (with or without a space, colon or hyphen between bytes), in UTF-16, and, from
 * SECRETS_BASE64_MIN bytes on, inside base64 or base64url at any position, even across lines. Its
 * beginning is found in any of these forms at the end of the data, because an answer may be cut
 * off. At least half of it, from SECRETS_PART_MIN bytes on, is found where a server shortened or
 * split it: its beginning in any form, its end verbatim. Do not use a set in one thread while
 * another adds to it. */
#ifndef FOLLOWTRAIL_BASE_SECRETS_H
#define FOLLOWTRAIL_BASE_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SECRETS_MAX = 4,        /* secrets in one set */
    SECRETS_PART_MIN = 12,  /* minimum bytes of a part of a secret */
    SECRETS_BASE64_MIN = 12 /* bytes; of a shorter secret, too few base64 characters are
                               independent of its neighbours */
};

/* The shortest secret that is searched for. A shorter one could be an ordinary word: removing it
 * would corrupt the data of an answer (2xx), but costs only a word in an error or a library's
 * message. */
enum { SECRETS_IN_ANSWERS = 8, SECRETS_IN_WORDS = 4 };

enum secret_writing { SECRET_PLAIN, SECRET_BASE64, SECRET_HEX };

struct secret_form {
    char *text;
    size_t len;
    enum secret_writing writing;
};

/* Verbatim; its second half; hexadecimal; base64 in three alignments. */
enum { SECRETS_FORMS_A_SECRET = 6 };

struct secrets {
    struct secret_form forms[SECRETS_MAX * SECRETS_FORMS_A_SECRET];
    size_t count;
    size_t added;
};

void secrets_init(struct secrets *secrets) __attribute__((nonnull));
void secrets_fini(struct secrets *secrets) __attribute__((nonnull)); /* wipes them */

/* Adds a copy. NULL and "" are ignored. False if there are SECRETS_MAX already. */
bool secrets_add(struct secrets *secrets, const char *secret) __attribute__((nonnull(1)));

/* Replaces every secret of at least `shortest` bytes in `bytes`. Returns how many were found. */
size_t secrets_hide(const struct secrets *secrets, char *bytes, size_t len, size_t shortest)
    __attribute__((nonnull(1)));

#endif
