/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzing of the raw record: the first byte picks the row, the rest is the body of an answer. What
 * is printed must be what came, and must show as it is. */
#include "base/codepoint.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/record_print.h"
#include "record/record_slice.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_shown(const struct record_print *print, const struct record_piece *piece) {
    struct text_walk walk;
    struct text_piece shown;
    require(piece->len > 0 && piece->at + piece->len <= print->text.len);
    text_walk_init(&walk, buf_text(&print->text) + piece->at, piece->len);
    while (text_walk_next(&walk, &shown))
        require(shown.kind == TEXT_PLAIN);
}

/* Moves over one code point of what came: as it is, or as an escape. */
static void require_code(const char **at, const char *end, const char *bytes, size_t len,
                         uint32_t code) {
    char escape[16];
    if ((size_t)(end - *at) >= len && memcmp(*at, bytes, len) == 0) {
        *at += len;
        return;
    }
    if (code < 0x10000)
        snprintf(escape, sizeof escape, "\\u%04x", code);
    else
        snprintf(escape, sizeof escape, "\\u%04x\\u%04x", 0xD800 | (code - 0x10000) >> 10,
                 0xDC00 | ((code - 0x10000) & 0x3FF));
    require((size_t)(end - *at) >= strlen(escape) && !memcmp(*at, escape, strlen(escape)));
    *at += strlen(escape);
}

static void skip_blanks(const char **at, const char *end) {
    while (*at < end && strchr(" \t\r\n", **at))
        (*at)++;
}

static void require_same(const struct record_print *print, const struct record_slice *slice) {
    const char *at = buf_text(&print->text), *end = at + print->text.len;
    bool is_string = false;
    for (size_t i = 0; i < slice->len;) {
        const char *bytes = slice->text + i;
        uint32_t code;
        size_t len = utf8_decode(bytes, slice->len - i, &code);
        if (!is_string && strchr(" \t\r\n", *bytes)) {
            i++;
            continue;
        }
        if (!is_string)
            skip_blanks(&at, end);
        if (*bytes == '"')
            is_string = !is_string;
        if (*bytes == '\\')
            len = 2;
        require_code(&at, end, bytes, len, code);
        i += len;
    }
    skip_blanks(&at, end);
    require(at == end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct record_slice slice;
    struct record_print print;
    const char *locale;
    if (!size)
        return 0;
    text_use_locale(&locale);
    char *body = malloc(size);
    require(body != NULL);
    memcpy(body, data + 1, size - 1);
    record_print_init(&print);
    if (record_slice_find(body, size - 1, data[0] % 4 - 1, NULL, &slice)) {
        require(slice.text >= body && slice.text + slice.len <= body + size - 1);
        record_print_json(&print, slice.text, slice.len);
        for (size_t i = 0; i < print.count; i++)
            require_shown(&print, &print.pieces[i]);
        if (!print.is_cut)
            require_same(&print, &slice);
    }
    record_print_fini(&print);
    free(body);
    return 0;
}
