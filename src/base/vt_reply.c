/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/vt_reply.h"

#include <string.h>

enum { BODY_AT = 2 }; /* after ESC ] */

void vt_reply_await(struct vt_reply *reply, const char *question, int64_t until_ms) {
    *reply = (struct vt_reply){.question = question, .until_ms = until_ms};
}

static bool is_command(const struct vt *vt) {
    return vt->len >= BODY_AT && vt->bytes[1] == ']' && !vt->is_malformed;
}

static bool is_answer(const struct vt_reply *reply, const struct vt *vt) {
    size_t len = strlen(reply->question);
    return is_command(vt) && vt->len >= BODY_AT + len &&
           !memcmp(vt->bytes + BODY_AT, reply->question, len);
}

void vt_reply_put(struct vt_reply *reply, const struct vt *vt, int64_t now_ms) {
    if (!reply->question || !is_answer(reply, vt))
        return;
    size_t at = BODY_AT + strlen(reply->question), len = vt->len - at;
    if (vt_reply_is_due(reply, now_ms)) {
        memcpy(reply->text, vt->bytes + at, len);
        reply->text[len] = '\0';
    }
    reply->question = NULL;
}

bool vt_reply_is_due(const struct vt_reply *reply, int64_t now_ms) {
    return reply->question && now_ms < reply->until_ms;
}

bool vt_reply_is_begun(const struct vt_reply *reply, const struct vt *vt) {
    if (!reply->question || vt->state == VT_GROUND || (vt->len >= BODY_AT && !is_command(vt)))
        return false;
    size_t len = strlen(reply->question), body = vt->len > BODY_AT ? vt->len - BODY_AT : 0;
    return !memcmp(vt->bytes + BODY_AT, reply->question, body < len ? body : len);
}

bool vt_reply_take(struct vt_reply *reply, char text[static VT_BYTES_MAX]) {
    memcpy(text, reply->text, sizeof reply->text);
    *reply->text = '\0';
    return *text != '\0';
}
