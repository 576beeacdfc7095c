/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/retry.h"

static int64_t back_off(int64_t base_ms, int repeats, uint32_t random) {
    int64_t middle = base_ms << repeats;
    return middle * 3 / 4 + random % (uint32_t)(middle / 2 + 1);
}

static int64_t asked_wait(const struct answer *answer) {
    const int64_t least = 1000;
    int64_t wait = answer->retry_after_ms;
    return wait < least ? least : wait;
}

/* Used if no Retry-After asks for more. */
static int64_t own_wait(const struct answer *answer, int repeats, uint32_t random) {
    if (answer->outcome != ANSWER_RATE_LIMITED)
        return back_off(RETRY_BASE_MS, repeats, random);
    if (!answer->rate_wait_ms)
        return back_off(RETRY_RATE_BASE_MS, repeats, random);
    return answer->rate_wait_ms;
}

struct retry retry_plan(const struct answer *answer, int repeats, uint32_t random) {
    if (repeats < 0 || repeats >= RETRY_MAX || !answer_can_retry(answer))
        return (struct retry){0};
    struct retry plan = {.again = true, .after_ms = own_wait(answer, repeats, random)};
    if (answer->retry_after_ms == ACCOUNT_UNKNOWN)
        return plan;
    if (answer->retry_after_ms > (int64_t)RETRY_WAIT_MAX_S * 1000)
        return (struct retry){0}; /* the API forbids an earlier retry, and nobody waits that long */
    int64_t asked = asked_wait(answer);
    if (answer->outcome == ANSWER_RATE_LIMITED || asked > plan.after_ms)
        plan.after_ms = asked;
    return plan;
}
