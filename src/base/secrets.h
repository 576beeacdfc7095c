/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that must never be shown or kept (the API key, a proxy's password), and their removal from
 * whatever comes from outside: a server may echo them in a message, a header or a redirect. What is
 * found is replaced in place, byte for byte, by '*', so that lengths stay and JSON stays JSON.
 *
 * A secret is found as it is (ignoring case), percent-encoded, with JSON or HTML escapes, in
 * hexadecimal (also with a blank, colon or hyphen between the bytes), in UTF-16, and, when it has
 * SECRETS_BASE64_MIN bytes, anywhere inside base64 or base64url, also where that is broken into
 * lines. So is its beginning, in any of these forms, where the bytes end, because an answer may be
 * cut; and half of it or more, from SECRETS_PART_MIN bytes on, where a server shortens it or splits
 * it: from its start in any form, up to its end as it is. Not for two threads at once while one of
 * them adds.
 */
#ifndef FOLLOWTRAIL_BASE_SECRETS_H
#define FOLLOWTRAIL_BASE_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SECRETS_MAX = 4,        /* secrets that one set holds */
    SECRETS_PART_MIN = 12,  /* bytes of a part of a secret */
    SECRETS_BASE64_MIN = 12 /* bytes: below that the characters that do not depend on what stands
                               beside the secret are too few to be unmistakable */
};

/* The shortest secret that is looked for. A shorter one could be an ordinary word: in an answer
 * with data (2xx) its removal would change them, in the words of a library or of an error it only
 * costs a word. */
enum { SECRETS_IN_ANSWERS = 8, SECRETS_IN_WORDS = 4 };

enum secret_writing { SECRET_PLAIN, SECRET_BASE64, SECRET_HEX };

struct secret_form {
    char *text;
    size_t len;
    enum secret_writing writing;
};

/* As it is; its second half; hexadecimal; base64 in each of three alignments. */
enum { SECRETS_FORMS_A_SECRET = 6 };

struct secrets {
    struct secret_form forms[SECRETS_MAX * SECRETS_FORMS_A_SECRET];
    size_t count;
    size_t added;
};

void secrets_init(struct secrets *secrets) __attribute__((nonnull));
void secrets_fini(struct secrets *secrets) __attribute__((nonnull)); /* wipes them */

/* Adds a copy. NULL and "" are no secrets; more than SECRETS_MAX are not taken (false). */
bool secrets_add(struct secrets *secrets, const char *secret) __attribute__((nonnull(1)));

/* Replaces every secret of `shortest` bytes or more in `bytes`; returns how many were found. */
size_t secrets_hide(const struct secrets *secrets, char *bytes, size_t len, size_t shortest)
    __attribute__((nonnull(1)));

#endif
