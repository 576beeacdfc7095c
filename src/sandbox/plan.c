/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/plan.h"

#include <stdlib.h>
#include <string.h>

static struct json_object *new_text(const char *text) {
    return json_object_new_string(text);
}

/* The issues look like those in the contract's example. */
static struct json_object *add_issue(struct plan *plan, const char *code, const char *parameter,
                                     const char *message) {
    struct json_object *issue = json_object_new_object(), *path = json_object_new_array();
    json_object_object_add(issue, "code", new_text(code));
    json_object_array_add(path, new_text("query"));
    json_object_array_add(path, new_text(parameter));
    json_object_object_add(issue, "path", path);
    json_object_object_add(issue, "message", new_text(message));
    if (!plan->issues)
        plan->issues = json_object_new_array();
    json_object_array_add(plan->issues, issue);
    return issue;
}

static void refuse_bound(struct plan *plan, const char *code, const char *bound, int value,
                         const char *message) {
    struct json_object *issue = add_issue(plan, code, "limit", message);
    json_object_object_add(issue, bound, json_object_new_int(value));
    json_object_object_add(issue, "type", new_text("number"));
    json_object_object_add(issue, "inclusive", json_object_new_boolean(1));
}

static void refuse_type(struct plan *plan, const char *expected, const char *received,
                        const char *message) {
    struct json_object *issue = add_issue(plan, "invalid_type", "limit", message);
    json_object_object_add(issue, "expected", new_text(expected));
    json_object_object_add(issue, "received", new_text(received));
}

static bool is_fraction(const char *text) {
    size_t whole = strspn(text, "0123456789");
    size_t part = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
    return whole > 0 && part > 0 && text[whole + 1 + part] == '\0';
}

static void read_limit(struct plan *plan, const char *text) {
    plan->limit = PLAN_LIMIT_DEFAULT;
    if (!text)
        return;
    const char *digits = *text == '-' ? text + 1 : text;
    if (!*digits || digits[strspn(digits, "0123456789")]) {
        if (is_fraction(digits))
            refuse_type(plan, "integer", "float", "Expected integer, received float");
        else
            refuse_type(plan, "number", "nan", "Expected number, received nan");
        return;
    }
    long value = strtol(text, NULL, 10); /* numbers that do not fit are out of bounds too */
    if (value < 1)
        refuse_bound(plan, "too_small", "minimum", 1, "Number must be greater than or equal to 1");
    else if (value > PLAN_LIMIT_MAX)
        refuse_bound(plan, "too_big", "maximum", PLAN_LIMIT_MAX,
                     "Number must be less than or equal to 50");
    else
        plan->limit = (size_t)value;
}

void plan_refuse_cursor(struct plan *plan) {
    add_issue(plan, "custom", "cursor", "Invalid cursor");
}

static void read_cursor(struct plan *plan, const struct cursor_key *key, const char *text) {
    uint32_t position;
    if (!text)
        return;
    if (cursor_read(key, plan->owner.id, text, &position) && position <= plan->length)
        plan->position = position;
    else
        plan_refuse_cursor(plan);
}

static void find_owner(struct plan *plan, const struct network *network, const char *id,
                       struct arena *arena) {
    if (network_find(network, id, &plan->index))
        network_describe(network, plan->index, arena, &plan->owner);
    else
        plan->refusal = REFUSAL_NOT_FOUND;
}

/* The owner's list, from the cursor on. */
static void find_list(struct plan *plan, const struct network *network,
                      const struct cursor_key *key, const char *cursor, struct arena *arena) {
    enum network_end end = network_end(network, plan->index, &plan->owner);
    if (end == NETWORK_LIST_PRIVATE) {
        plan->refusal = REFUSAL_PRIVATE;
        return;
    }
    plan->list = network_follows(network, plan->index, arena, &plan->length);
    plan->is_open = end == NETWORK_LIST_FAILS;
    read_cursor(plan, key, cursor);
    if (plan->is_open && plan->position == plan->length)
        plan->refusal = REFUSAL_UPSTREAM;
}

static void read_list(struct plan *plan, const struct network *network,
                      const struct cursor_key *key, const struct route *route,
                      struct arena *arena) {
    read_limit(plan, route->limit);
    if (plan->refusal == REFUSAL_NONE)
        find_list(plan, network, key, route->cursor, arena);
    if (plan->issues)
        plan->refusal = REFUSAL_VALIDATION;
}

void plan_init(struct plan *plan, const struct network *network, const struct cursor_key *key,
               const struct route *route, struct arena *arena) {
    *plan = (struct plan){.refusal = REFUSAL_NONE};
    if (!route->id) {
        plan->refusal = REFUSAL_ID;
        return;
    }
    find_owner(plan, network, route->id, arena);
    if (route->operation == ROUTE_FOLLOWING)
        read_list(plan, network, key, route, arena);
}

void plan_fini(struct plan *plan) {
    json_object_put(plan->issues);
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t plan_records(const struct plan *plan) {
    return plan->list ? smaller(plan->limit, plan->length - plan->position) : 1;
}

size_t plan_records_before(const struct plan *plan) {
    /* there is no page before the first: it repeats itself */
    return plan->list && plan->position ? smaller(plan->limit, plan->position) : plan_records(plan);
}
