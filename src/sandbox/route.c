/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/route.h"

#include <string.h>

#define PREFIX        "/tiktok/users/"
#define SUFFIX        "/following"
#define NOT_DECODABLE "\x7f"
#define ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-"

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* NULL for a broken escape and for %00, which text cannot contain. */
static char *decode(struct arena *arena, const char *text, size_t len) {
    char *decoded = arena_dup_n(arena, text, len), *out = decoded;
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '%') {
            *out++ = text[i];
            continue;
        }
        int high = i + 1 < len ? hex_value(text[i + 1]) : -1;
        int low = i + 2 < len ? hex_value(text[i + 2]) : -1;
        if (high < 0 || low < 0 || high + low == 0)
            return NULL;
        *out++ = (char)(high * 16 + low);
        i += 2;
    }
    *out = '\0';
    return decoded;
}

bool route_is_id(const char *id) {
    size_t len = strlen(id);
    return len > 0 && len <= ROUTE_ID_MAX && strspn(id, ID_CHARACTERS) == len;
}

static void parse_path(struct arena *arena, struct route *route) {
    size_t prefix = strlen(PREFIX);
    if (strncmp(route->path, PREFIX, prefix) != 0)
        return;
    const char *id = route->path + prefix;
    size_t len = strcspn(id, "/");
    if (!id[len])
        route->operation = ROUTE_PROFILE;
    else if (!strcmp(id + len, SUFFIX))
        route->operation = ROUTE_FOLLOWING;
    else
        return;
    const char *decoded = decode(arena, id, len);
    route->id = decoded && route_is_id(decoded) ? decoded : NULL;
}

/* The value of the first parameter with that name. */
static const char *find_parameter(struct arena *arena, const char *query, const char *name) {
    size_t len = strlen(name);
    for (const char *at = query; *at;) {
        size_t whole = strcspn(at, "&");
        if (whole > len && !strncmp(at, name, len) && at[len] == '=') {
            const char *value = decode(arena, at + len + 1, whole - len - 1);
            return value ? value : NOT_DECODABLE;
        }
        at += whole + (at[whole] == '&');
    }
    return NULL;
}

void route_parse(const char *uri, struct arena *arena, struct route *route) {
    size_t len = strcspn(uri, "?");
    *route = (struct route){
        .path = arena_dup_n(arena, uri, len),
        .query = arena_dup(arena, uri[len] ? uri + len + 1 : ""),
    };
    parse_path(arena, route);
    route->cursor = find_parameter(arena, route->query, "cursor");
    route->limit = find_parameter(arena, route->query, "limit");
}
