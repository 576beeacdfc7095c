/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/fault.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct fault_entry fault_table[FAULT_COUNT] = {
    [FAULT_NONE] = {"", FAULT_SPOILS_ANSWER, REFUSAL_NONE, ""},
    [FAULT_429] = {"429", FAULT_REFUSES, REFUSAL_RATE, "rate_limited, Retry-After: 1"},
    [FAULT_500] = {"500", FAULT_REFUSES, REFUSAL_INTERNAL, "internal_error"},
    [FAULT_SHAPE] = {"shape", FAULT_REFUSES, REFUSAL_SHAPE, "response_shape_error"},
    [FAULT_502] = {"502", FAULT_REFUSES, REFUSAL_UPSTREAM, "upstream_error"},
    [FAULT_503] = {"503", FAULT_REFUSES, REFUSAL_UNAVAILABLE, "upstream_unavailable"},
    [FAULT_REDIRECT] = {"redirect", FAULT_REFUSES, REFUSAL_REDIRECT, "a redirect to another host, 127.0.0.2"},
    [FAULT_CURSOR] = {"cursor", FAULT_REFUSES_CURSOR, REFUSAL_VALIDATION,
                      "validation_error about the cursor, where there is one"},
    [FAULT_TIMEOUT] = {"timeout", FAULT_SPOILS_ANSWER, REFUSAL_NONE, "never answers; charged"},
    [FAULT_HANG] = {"hang", FAULT_SPOILS_ANSWER, REFUSAL_NONE, "stalls in the middle of the body; charged"},
    [FAULT_CUT] = {"cut", FAULT_SPOILS_ANSWER, REFUSAL_NONE,
                   "closes in the middle of the body; charged"},
    [FAULT_SLOW] = {"slow", FAULT_SPOILS_ANSWER, REFUSAL_NONE, "sends the whole body in small pieces; charged"},
    [FAULT_GARBAGE] = {"garbage", FAULT_SPOILS_PAID, REFUSAL_NONE, "a body that is not JSON; charged"},
    [FAULT_HUGE] = {"huge", FAULT_SPOILS_PAID, REFUSAL_NONE, "a body of 64 MB; charged"},
    [FAULT_BOMB] = {"bomb", FAULT_SPOILS_PAID, REFUSAL_NONE,
                    "a small gzip body that unpacks to 200 MB; charged"},
    [FAULT_CHARGED_ERROR] = {"charged-error", FAULT_SPOILS_PAID, REFUSAL_INTERNAL,
                             "internal_error whose billing says that the page was charged"},
    [FAULT_TYPES] = {"types", FAULT_SPOILS_PAID, REFUSAL_NONE, "some fields have a wrong type; charged"},
    [FAULT_MISSING] = {"missing", FAULT_SPOILS_PAID, REFUSAL_NONE,
                       "some fields are missing, one id among them; charged"},
    [FAULT_REPEAT_PAGE] = {"repeat-page", FAULT_SPOILS_LIST, REFUSAL_NONE,
                           "the previous page again, with a new cursor; charged"},
    [FAULT_REPEAT_CURSOR] = {"repeat-cursor", FAULT_SPOILS_LIST, REFUSAL_NONE,
                             "next_cursor is the cursor that was requested; charged"},
    [FAULT_EMPTY_MORE] = {"empty-more", FAULT_SPOILS_LIST, REFUSAL_NONE,
                          "an empty page with has_more and a new cursor; 1 credit"},
};
/* clang-format on */

static enum fault find_name(const char *name, size_t len) {
    for (enum fault fault = FAULT_NONE + 1; fault < FAULT_COUNT; fault++)
        if (strlen(fault_table[fault].name) == len && !memcmp(fault_table[fault].name, name, len))
            return fault;
    return FAULT_NONE;
}

/* Reads a number from 1 up after the optional `mark` and moves *at past it. */
static bool read_number(const char **at, char mark, int64_t *value) {
    *value = 1;
    if (**at != mark)
        return true;
    const char *digits = *at + 1;
    size_t len = strspn(digits, "0123456789");
    errno = 0;
    *value = strtoll(digits, NULL, 10);
    *at = digits + len;
    return len > 0 && errno == 0 && *value > 0;
}

bool fault_parse(const char *spec, struct fault_rule *rule, struct err *err) {
    size_t len = strcspn(spec, ":@");
    const char *at = spec + len;
    rule->fault = find_name(spec, len);
    if (rule->fault == FAULT_NONE)
        return err_set(err, ERR_USAGE, "“%s” is not a fault", spec);
    if (!read_number(&at, ':', &rule->count) || !read_number(&at, '@', &rule->first) || *at)
        return err_set(err, ERR_USAGE, "“%s” is not NAME[:COUNT][@FIRST] with numbers from 1",
                       spec);
    return true;
}

enum fault fault_pick(const struct fault_rule *rules, size_t count, int64_t request) {
    for (size_t i = 0; i < count; i++)
        if (request >= rules[i].first && request - rules[i].first < rules[i].count)
            return rules[i].fault;
    return FAULT_NONE;
}
