/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/glimpse.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { SEARCHED_MAX = 64 * 1024 }; /* bytes of a body that are searched */

struct stretch {
    const char *at, *end;
};

static const char *find(struct stretch in, const char *what) {
    size_t len = strlen(what);
    for (const char *at = in.at; (size_t)(in.end - at) >= len; at++)
        if (strncasecmp(at, what, len) == 0)
            return at;
    return NULL;
}

/* The text between <title …> and </title>. */
static bool find_title(struct stretch body, struct stretch *title) {
    const char *start = find(body, "<title");
    if (!start)
        return false;
    const char *open = memchr(start, '>', (size_t)(body.end - start));
    if (!open)
        return false;
    *title = (struct stretch){open + 1, body.end};
    const char *close = find(*title, "</title");
    if (close)
        title->end = close;
    return true;
}

static bool is_blank(char c) {
    return (unsigned char)c <= ' ';
}

/* Skips one tag or comment at `at`. */
static const char *skip_tag(const char *at, const char *end) {
    const char *close = memchr(at, '>', (size_t)(end - at));
    return close ? close + 1 : end;
}

/* Appends one character; a run of spaces becomes one, and the line never begins with one. */
static size_t put_character(struct buf *line, struct stretch rest) {
    uint32_t code;
    if (is_blank(*rest.at)) {
        bool is_first = !line->len || line->data[line->len - 1] == ' ';
        return is_first || buf_text_put(line, " ") ? 1 : 0;
    }
    size_t taken = utf8_decode(rest.at, (size_t)(rest.end - rest.at), &code);
    bool fits =
        code == UTF8_BAD ? buf_text_put(line, "\xEF\xBF\xBD") : buf_put(line, rest.at, taken);
    return fits ? taken : 0;
}

/* Appends the first line; of HTML all of it, without tags. */
static void put_line(struct buf *line, struct stretch text, bool is_html) {
    while (text.at < text.end) {
        if (is_html && *text.at == '<') {
            text.at = skip_tag(text.at, text.end);
            continue;
        }
        if (line->len && !is_html && (*text.at == '\n' || *text.at == '\r'))
            return;
        size_t taken = put_character(line, text);
        if (!taken)
            return;
        text.at += taken;
    }
}

const char *glimpse_of(struct arena *arena, const char *bytes, size_t len) {
    struct stretch body = {bytes, bytes + (len < SEARCHED_MAX ? len : SEARCHED_MAX)}, text = body;
    struct buf line;
    bool has_title = len && find_title(body, &text);
    bool is_html = has_title || (len && (find(body, "<html") || find(body, "<body")));
    buf_init(&line, GLIMPSE_MAX);
    put_line(&line, text, is_html);
    if (line.len && line.data[line.len - 1] == ' ')
        line.data[--line.len] = '\0';
    const char *glimpse =
        line.len ? arena_format(arena, "%s “%s”", has_title ? "page title:" : "starts with",
                                buf_text(&line))
                 : NULL;
    buf_fini(&line);
    return glimpse;
}
