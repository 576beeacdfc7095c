/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/refusal.h"

/* clang-format off */
const struct refusal_entry refusal_table[REFUSAL_COUNT] = {
    [REFUSAL_NONE] = {200, "", ""},
    [REFUSAL_PATH] = {404, "not_found", "There is no such operation."},
    [REFUSAL_METHOD] = {405, "validation_error", "This operation is a GET."},
    [REFUSAL_KEY_MISSING] = {401, "unauthorized", "The Authorization header is missing."},
    [REFUSAL_KEY_MALFORMED] = {401, "unauthorized", "The Authorization header is not “Bearer KEY”."},
    [REFUSAL_KEY_UNKNOWN] = {401, "unauthorized", "The key is not valid, or revoked."},
    [REFUSAL_VALIDATION] = {400, "validation_error", "Request validation failed."},
    [REFUSAL_ID] = {400, "invalid_id", "This is neither an id nor a handle."},
    [REFUSAL_NOT_FOUND] = {404, "not_found", "No such account."},
    [REFUSAL_PRIVATE] = {404, "not_found", "The following list is private by design."},
    [REFUSAL_CREDITS] = {402, "insufficient_credits", "The workspace balance does not cover this call."},
    [REFUSAL_RATE] = {429, "rate_limited", "Workspace rate limit exceeded."},
    [REFUSAL_INTERNAL] = {500, "internal_error", "Something went wrong on our side."},
    [REFUSAL_SHAPE] = {500, "response_shape_error", "The upstream answered in an unknown shape."},
    [REFUSAL_UPSTREAM] = {502, "upstream_error", "The upstream refused the request."},
    [REFUSAL_UNAVAILABLE] = {503, "upstream_unavailable", "The upstream is not available."},
    [REFUSAL_REDIRECT] = {302, "", ""},
    [REFUSAL_LOG] = {500, "internal_error", "The sandbox cannot write its log."},
};
/* clang-format on */
