/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/reference.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SEC_UID_PREFIX "MS4wLjAB"

static const char handle_characters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";
static const char id_characters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/* Leaves the part of an address behind "tiktok.com/@"; other text stays as it is. NULL for another
 * site or page. */
static const char *skip_address(const char *text) {
    const char *at = text;
    if (!strncasecmp(at, "https://", 8))
        at += 8;
    else if (!strncasecmp(at, "http://", 7))
        at += 7;
    if (!strncasecmp(at, "www.", 4) || !strncasecmp(at, "m.", 2))
        at = strchr(at, '.') + 1;
    if (!strncasecmp(at, "tiktok.com/@", 12))
        return at + 12;
    return strchr(text, '/') ? NULL : text;
}

static bool is_made_of(const char *text, size_t len, const char *characters) {
    return len > 0 && strspn(text, characters) >= len;
}

/* An address ends where its path or query goes on; anything else ends where its trailing white
 * space begins. */
static size_t name_length(const char *name, bool is_address) {
    if (is_address)
        return strcspn(name, "/?# \t\r\n");
    size_t len = strlen(name);
    while (len && isspace((unsigned char)name[len - 1]))
        len--;
    return len;
}

static bool is_id(const char *name, size_t len) {
    bool is_sec_uid = !strncmp(name, SEC_UID_PREFIX, strlen(SEC_UID_PREFIX));
    return is_made_of(name, len, is_sec_uid ? id_characters : "0123456789");
}

bool reference_parse(const char *typed, struct reference *reference, struct err *err) {
    while (isspace((unsigned char)*typed))
        typed++;
    const char *name = skip_address(typed);
    if (!name)
        return err_set(
            err, ERR_USAGE,
            "“%.80s” is not a profile's address; expected https://www.tiktok.com/@HANDLE", typed);
    bool is_address = name != typed;
    bool has_at = is_address || *name == '@';
    if (*name == '@')
        name++;
    size_t len = name_length(name, is_address);
    reference->kind = !has_at && is_id(name, len) ? REFERENCE_ID : REFERENCE_HANDLE;
    if (len >= REFERENCE_MAX ||
        (reference->kind == REFERENCE_HANDLE && !is_made_of(name, len, handle_characters)))
        return err_set(err, ERR_USAGE,
                       "“%.80s” names no account; type a handle, a numeric id, a sec_uid, or a "
                       "profile's address",
                       typed);
    for (size_t i = 0; i < len; i++)
        reference->name[i] =
            reference->kind == REFERENCE_ID ? name[i] : (char)tolower((unsigned char)name[i]);
    reference->name[len] = '\0';
    return true;
}

void reference_of_target(const char *target, const char *label, struct reference *reference) {
    if (reference_parse(label, reference, NULL) && reference->kind == REFERENCE_HANDLE &&
        !strcasecmp(reference->name, target))
        return;
    reference->kind = REFERENCE_ID;
    snprintf(reference->name, sizeof reference->name, "%s", target);
}
