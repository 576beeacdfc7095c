/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv_text.h"

#include <string.h>

enum { WIDE_FIRST = 0xEF }; /* the first byte of signs in full width */

static bool needs_quotes(const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (bytes[i] == '"' || bytes[i] == ',' || bytes[i] == '\r' || bytes[i] == '\n')
            return true;
    return false;
}

static bool put_quoted(struct buf *out, const char *bytes, size_t len) {
    bool fits = buf_text_put(out, "\"");
    while (fits && len) {
        const char *quote = memchr(bytes, '"', len);
        size_t taken = quote ? (size_t)(quote - bytes) + 1 : len;
        fits = buf_put(out, bytes, taken) && (!quote || buf_text_put(out, "\""));
        bytes += taken;
        len -= taken;
    }
    return fits && buf_text_put(out, "\"");
}

bool csv_text_put_bytes(struct buf *out, const char *bytes, size_t len) {
    return needs_quotes(bytes, len) ? put_quoted(out, bytes, len) : buf_put(out, bytes, len);
}

bool csv_text_put(struct buf *out, const char *text) {
    return csv_text_put_bytes(out, text, strlen(text));
}

/* Called for every cell of a file. */
bool csv_text_is_formula(const char *text) {
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if ((unsigned char)*text < WIDE_FIRST)
        return *text && strchr("=+-@\t\n\r", *text);
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(text, wide[i], strlen(wide[i])))
            return true;
    return false;
}
