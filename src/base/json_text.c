/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json_text.h"

#include "base/codepoint.h"
#include "base/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, BEYOND_BMP = 0x10000 };

static bool shows(uint32_t code) {
    switch (codepoint_class(code)) {
    case CODEPOINT_LINE_BREAK:
    case CODEPOINT_CONTROL:
    case CODEPOINT_HIDDEN:
    case CODEPOINT_TAG:
        return false;
    default:
        return true;
    }
}

bool json_text_put_escape(struct buf *out, uint32_t code) {
    if (code < BEYOND_BMP)
        return buf_format(out, "\\u%04x", code);
    code -= BEYOND_BMP;
    return buf_format(out, "\\u%04x\\u%04x", 0xD800 | code >> 10, 0xDC00 | (code & 0x3FF));
}

static bool put_code(struct buf *out, uint32_t code) {
    char bytes[UTF8_BYTES_MAX];
    if (code == UTF8_BAD)
        code = REPLACEMENT;
    if (code == '"' || code == '\\')
        return buf_format(out, "\\%c", (char)code);
    if (code == '\n')
        return buf_text_put(out, "\\n");
    if (code == '\t')
        return buf_text_put(out, "\\t");
    if (!shows(code))
        return json_text_put_escape(out, code);
    return buf_put(out, bytes, utf8_encode(code, bytes));
}

bool json_text_put(struct buf *out, const char *text) {
    if (!text)
        return buf_text_put(out, "null");
    size_t len = strlen(text);
    bool fits = buf_text_put(out, "\"");
    while (fits && len) {
        uint32_t code;
        size_t taken = utf8_decode(text, len, &code);
        fits = put_code(out, code);
        text += taken;
        len -= taken;
    }
    return fits && buf_text_put(out, "\"");
}
