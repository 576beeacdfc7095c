/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzing of everything after the socket: the first byte picks status, kind and end of the reply;
 * the rest is the body. What must hold for any input is checked here. */
#include "api/classify.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds)
        abort();
}

static void require_text(const char *text) {
    require(!text || text_is_utf8(text, strlen(text)));
}

static void require_count(int64_t count) {
    require(count >= ACCOUNT_UNKNOWN);
}

static void require_account(const struct account *account) {
    require(!account->id || *account->id);
    require(account->id || account->defect);
    require_text(account->id);
    require_text(account->username);
    require_text(account->display_name);
    require_text(account->avatar_url);
    require_text(account->bio);
    require_text(account->region);
    require_text(account->defect);
    require_count(account->follower_count);
    require_count(account->following_count);
    require_count(account->like_count);
    require_count(account->video_count);
}

static void require_page(const struct page *page) {
    size_t defects = 0;
    for (size_t i = 0; i < page->count; i++) {
        require_account(&page->records[i]);
        defects += page->records[i].defect != NULL;
    }
    require(page->defects == defects);
    require(!page->next_cursor || (page->has_more && *page->next_cursor));
    require_text(page->next_cursor);
}

static void require_answer(const struct answer *answer, enum decode_kind kind) {
    bool is_ok = answer->outcome == ANSWER_OK;
    require((answer->page != NULL) == (is_ok && kind == DECODE_PAGE));
    require(answer->billing.credits_charged <= DECODE_CREDITS_MAX);
    require_text(answer->glimpse);
    require_text(answer->bill_note);
    require((answer->profile != NULL) == (is_ok && kind == DECODE_PROFILE));
    require((answer->charge != CHARGE_KNOWN) || answer->billing.credits_charged >= 0);
    require_text(answer->message);
    require_text(answer->request_id);
    require_text(answer->issues);
    /* What json-c gets is strict; an error has the API's own words. */
    require(answer->status != 200 || !answer->message ||
            strncmp(answer->message, "json-c:", 7) != 0);
    if (answer->page)
        require_page(answer->page);
    if (answer->profile)
        require_account(answer->profile);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const long statuses[] = {200, 500, 206, 503, 200, 429, 404, 302};
    if (!size)
        return 0;
    enum decode_kind kind = data[0] & 8 ? DECODE_PROFILE : DECODE_PAGE;
    struct reply reply = {.end = REPLY_WHOLE,
                          .status = statuses[data[0] & 7],
                          .content_type = "application/json",
                          .encoding = data[0] & 16 ? "deflate" : NULL,
                          .retry_after_s = REPLY_UNKNOWN,
                          .reason = ""};
    struct buf words;
    buf_init(&reply.body, 1 << 22);
    buf_init(&words, 1 << 22);
    buf_put(&reply.body, data + 1, size - 1);
    struct answer *answer = classify_reply(&reply, kind);
    require_answer(answer, kind);
    answer_describe(answer, &words);
    require(words.len > 0);
    answer_free(answer);
    buf_fini(&words);
    buf_fini(&reply.body);
    return 0;
}
