/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_input.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void plain_input_fill(struct plain_input *input, int fd) {
    memmove(input->bytes, input->bytes + input->at, input->len - input->at);
    input->len -= input->at;
    input->at = 0;
    ssize_t count = read(fd, input->bytes + input->len, sizeof input->bytes - input->len);
    if (count > 0)
        input->len += (size_t)count;
    else if (count == 0)
        input->has_ended = true;
    else if (errno != EINTR && errno != EAGAIN)
        input->failure = errno;
}

static enum plain_line check(const char *bytes, size_t len,
                             char line[static PLAIN_INPUT_LINE_MAX]) {
    if (len && bytes[len - 1] == '\r')
        len--;
    if (len >= PLAIN_INPUT_LINE_MAX)
        return PLAIN_LINE_TOO_LONG;
    if (memchr(bytes, '\0', len) || !text_is_utf8(bytes, len))
        return PLAIN_LINE_NOT_TEXT;
    memcpy(line, bytes, len);
    line[len] = '\0';
    return PLAIN_LINE;
}

/* There is no line break yet. */
static enum plain_line take_rest(struct plain_input *input, const char *start, size_t left,
                                 char line[static PLAIN_INPUT_LINE_MAX]) {
    bool was_skipping = input->is_skipping;
    if (input->has_ended) {
        input->at = input->len;
        input->is_skipping = false;
        return !left || was_skipping ? PLAIN_LINE_NONE : check(start, left, line);
    }
    /* One more byte, because a carriage return may be at the end. */
    if (!was_skipping && left <= PLAIN_INPUT_LINE_MAX)
        return PLAIN_LINE_NONE;
    input->at = input->len;
    input->is_skipping = true;
    return was_skipping ? PLAIN_LINE_NONE : PLAIN_LINE_TOO_LONG;
}

enum plain_line plain_input_take(struct plain_input *input,
                                 char line[static PLAIN_INPUT_LINE_MAX]) {
    for (;;) {
        const char *start = input->bytes + input->at;
        size_t left = input->len - input->at;
        const char *end = memchr(start, '\n', left);
        if (!end)
            return take_rest(input, start, left, line);
        input->at += (size_t)(end - start) + 1;
        if (!input->is_skipping)
            return check(start, (size_t)(end - start), line);
        input->is_skipping = false;
    }
}
