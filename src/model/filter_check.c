/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a filter can be answered: what it names exists, and the list has what it asks about. */
#include "model/filter.h"

#include "model/filter_scan.h"

#include <string.h>
#include <strings.h>

static bool has_group(const struct fact_groups *groups, const char *name) {
    for (size_t i = 0; i < groups->count; i++)
        if (!strcasecmp(groups->names[i], name))
            return true;
    return !strcmp(name, "--");
}

/* As many as the message has room for. */
static bool refuse_group(const struct fact_groups *groups, const char *name, struct err *err) {
    enum { ROOM = ERR_TEXT_MAX / 2 };
    struct buf names;
    buf_init(&names, ROOM);
    for (size_t i = 0; i < groups->count && names.len < ROOM / 2; i++)
        buf_format(&names, "%s%s", i ? ", " : "", groups->names[i]);
    err_set(err, ERR_USAGE, "there is no group “%.40s”; the groups are %s", name, buf_text(&names));
    buf_fini(&names);
    return false;
}

static bool check_group(const struct fact_groups *groups, const char *name, struct err *err) {
    if (!groups)
        return err_set(err, ERR_USAGE, "no groups are known: “:groups FILE” reads them, free");
    return has_group(groups, name) || refuse_group(groups, name, err);
}

/* It would be unknown of every account. */
static bool check_back(const struct list *list, struct err *err) {
    if (list_is_local(list))
        return err_set(err, ERR_USAGE,
                       "“back” asks who follows a list's owner, and this list has no owner");
    return (list->owner && !list_is_by_handle(list)) ||
           err_set(err, ERR_USAGE,
                   "“back” asks who follows a list's owner, and it is not known whose list this "
                   "is: it was requested by a handle");
}

static bool can_answer(const struct filter_term *term, const struct list *list, struct err *err) {
    const struct fact_reader *reader = list->facts;
    if (term->kind == FILTER_FLAG && term->flag == FILTER_BACK)
        return check_back(list, err);
    if (term->kind == FILTER_GROUP)
        return check_group(reader->groups, term->value, err);
    if (term->kind == FILTER_FOLLOWED_BY || term->kind == FILTER_FOLLOWS)
        return reader->knows(reader->context, term->value, err);
    return true;
}

bool filter_check(struct filter *filter, const char *text, const struct list *list,
                  struct err *err) {
    struct filter_scan scan = {.text = text, .filter = filter, .err = err};
    struct err reason = {.kind = ERR_NONE};
    for (size_t i = 0; list->facts && i < filter->count; i++)
        if (!can_answer(&filter->terms[i], list, &reason)) {
            (void)filter_scan_fail(&scan, filter->terms[i].value_at, "%s", reason.text);
            filter_empty(filter);
            return false;
        }
    return true;
}
