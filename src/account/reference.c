/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/reference.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char handle_characters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";
static const char id_characters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

enum { HANDLE_MAX = 24 }; /* TikTok's own limit */

/* A part of the input. */
struct part {
    const char *text;
    size_t len;
};

static bool is_made_of(const char *text, size_t len, const char *characters) {
    return len > 0 && strspn(text, characters) >= len;
}

static bool is_sec_uid(const char *name, size_t len) {
    return !strncmp(name, REFERENCE_SEC_UID, strlen(REFERENCE_SEC_UID)) &&
           is_made_of(name, len, id_characters);
}

/* Skips `word` at the beginning of `part`, ignoring case. False if it is not there. */
static bool skip(struct part *part, const char *word) {
    size_t len = strlen(word);
    if (part->len < len || strncasecmp(part->text, word, len) != 0)
        return false;
    part->text += len;
    part->len -= len;
    return true;
}

static bool ends_with(const struct part *part, const char *word) {
    size_t len = strlen(word);
    return part->len >= len && !strncasecmp(part->text + part->len - len, word, len);
}

/* Skips one of TikTok's host names, leaving path and query. */
static bool skip_host(struct part *address) {
    struct part host = {address->text, strcspn(address->text, "/?#")};
    if (host.len >= address->len)
        return false;
    address->text += host.len;
    address->len -= host.len;
    if (ends_with(&host, ":443"))
        host.len -= strlen(":443");
    return ends_with(&host, ".tiktok.com") ||
           (host.len == strlen("tiktok.com") && ends_with(&host, "tiktok.com"));
}

/* Copies the part up to one of `stops`, decoding %XX; false if it does not fit. */
static bool decode(const struct part *part, const char *stops, char out[static REFERENCE_MAX]) {
    size_t put = 0;
    for (size_t i = 0; i < part->len && !strchr(stops, part->text[i]); i++) {
        char c = part->text[i], hex[3] = "";
        if (c == '%' && i + 2 < part->len && isxdigit((unsigned char)part->text[i + 1]) &&
            isxdigit((unsigned char)part->text[i + 2])) {
            memcpy(hex, part->text + i + 1, 2);
            c = (char)strtol(hex, NULL, 16);
            i += 2;
        }
        if (put + 1 >= REFERENCE_MAX || !c)
            return false;
        out[put++] = c;
    }
    out[put] = '\0';
    return put > 0;
}

/* The value of `name` in the query; false if there is none. */
static bool read_query(const struct part *path, const char *name, char out[static REFERENCE_MAX]) {
    size_t at = strcspn(path->text, "?#");
    while (at < path->len && path->text[at] != '#') {
        struct part pair = {path->text + at + 1, path->len - at - 1};
        at += 1 + strcspn(pair.text, "&#");
        if (skip(&pair, name) && skip(&pair, "="))
            return decode(&pair, "&#", out);
    }
    return false;
}

/* The account of a path: /@NAME, or /share/user/ID, whose query may have the sec_uid. The query of
 * a link to a video names the person who shared it, so others are ignored. */
static bool read_path(struct part path, bool *has_at, char out[static REFERENCE_MAX]) {
    struct part name = path;
    *has_at = skip(&name, "/@") || skip(&name, "/%40");
    if (*has_at)
        return decode(&name, "/?#", out);
    if (!skip(&name, "/share/user/") && !skip(&name, "/h5/share/usr/"))
        return false;
    if (read_query(&path, "sec_uid", out) && is_sec_uid(out, strlen(out)))
        return true;
    return decode(&name, "/?#.", out) && is_made_of(out, strlen(out), "0123456789");
}

static bool refuse_address(const struct part *typed, struct err *err) {
    return err_set(err, ERR_USAGE,
                   "“%.*s” is not a profile's address; expected https://www.tiktok.com/@HANDLE "
                   "(open a short link in a browser and paste the address that it leads to)",
                   (int)(typed->len < 80 ? typed->len : 80), typed->text);
}

static bool read_address(const struct part *typed, bool *has_at, char name[static REFERENCE_MAX],
                         struct err *err) {
    struct part rest = *typed;
    if (!skip(&rest, "https://") && !skip(&rest, "http://"))
        skip(&rest, "//");
    return (skip_host(&rest) && read_path(rest, has_at, name)) || refuse_address(typed, err);
}

static bool refuse_name(const struct part *typed, struct err *err) {
    return err_set(
        err, ERR_USAGE,
        "“%.*s” is not an account; type a handle, a numeric id, a sec_uid or a profile's address",
        (int)(typed->len < 80 ? typed->len : 80), typed->text);
}

static bool read_name(const struct part *typed, bool *has_at, char name[static REFERENCE_MAX],
                      struct err *err) {
    struct part part = *typed;
    *has_at = skip(&part, "@");
    if (part.len >= REFERENCE_MAX)
        return refuse_name(typed, err);
    memcpy(name, part.text, part.len);
    name[part.len] = '\0';
    return true;
}

/* Handle or id. An @ makes digits a handle, but not a sec_uid, which is longer than any handle. */
static enum reference_kind kind_of(const char *name, bool has_at) {
    size_t len = strlen(name);
    if (is_sec_uid(name, len) && (!has_at || len > HANDLE_MAX))
        return REFERENCE_ID;
    return !has_at && is_made_of(name, len, "0123456789") ? REFERENCE_ID : REFERENCE_HANDLE;
}

/* The length of an invisible character at `text` that a program may have inserted: marks of
 * direction and width, and the no-break space. */
static size_t unseen(const char *text) {
    static const char *const signs[] = {"\xC2\xA0",     "\xE2\x80\x8B", "\xE2\x80\x8E",
                                        "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAB",
                                        "\xE2\x80\xAC", "\xE2\x81\xA6", "\xE2\x81\xA8",
                                        "\xE2\x81\xA9", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (!strncmp(text, signs[i], strlen(signs[i])))
            return strlen(signs[i]);
    return isspace((unsigned char)*text) ? 1 : 0;
}

static struct part trim(const char *typed) {
    for (size_t passed; (passed = unseen(typed));)
        typed += passed;
    size_t len = strlen(typed);
    for (size_t at = len; at-- > 0 && len - at <= 3;)
        if (unseen(typed + at) == len - at)
            len = at;
    return (struct part){typed, len};
}

/* Removes punctuation of the surrounding text from a copied address. */
static void unwrap(struct part *address) {
    size_t before = strspn(address->text, "<([{\"'");
    before = before < address->len ? before : address->len;
    address->text += before;
    address->len -= before;
    while (address->len && strchr(">)]}\"',;.!", address->text[address->len - 1]))
        address->len--;
}

bool reference_parse(const char *typed, struct reference *reference, struct err *err) {
    struct part whole = trim(typed);
    bool is_address = memchr(whole.text, '/', whole.len), has_at = false;
    if (is_address)
        unwrap(&whole);
    if (!(is_address ? read_address(&whole, &has_at, reference->name, err)
                     : read_name(&whole, &has_at, reference->name, err)))
        return false;
    reference->kind = kind_of(reference->name, has_at);
    if (reference->kind == REFERENCE_ID)
        return true;
    if (!is_made_of(reference->name, strlen(reference->name), handle_characters))
        return refuse_name(&whole, err);
    for (char *at = reference->name; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return true;
}

void reference_of_target(const char *target, const char *label, struct reference *reference) {
    if (reference_parse(label, reference, NULL) && reference->kind == REFERENCE_HANDLE &&
        !strcasecmp(reference->name, target))
        return;
    reference->kind = REFERENCE_ID;
    snprintf(reference->name, sizeof reference->name, "%s", target);
}
