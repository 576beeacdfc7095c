/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/list.h"

struct facts list_facts_of(const struct list *list, const struct account *account) {
    struct facts facts = {
        .lists = ACCOUNT_UNKNOWN, .lists_max = ACCOUNT_UNKNOWN, .back = FACT_NONE};
    if (list->facts)
        list->facts->read(list->facts->context, list, account, &facts);
    if (list->facts && list->facts->groups && account->id)
        facts.group = dict_get(list->facts->groups->of, account->id);
    return facts;
}

struct facts list_facts(const struct list *list, size_t row) {
    struct facts facts = list_facts_of(list, list->rows[row]);
    struct row_facts own = list_row_facts(list, row);
    if (own.lists != ACCOUNT_UNKNOWN) {
        facts.lists = own.lists;
        facts.lists_max = own.lists_max;
    }
    if (own.state_name) {
        facts.state = own.state;
        facts.state_name = own.state_name;
    }
    return facts;
}

struct row_facts list_row_facts(const struct list *list, size_t row) {
    return list->row_facts ? list->row_facts[row] : ROW_FACTS_NONE;
}

bool list_tells(const struct list *list, enum row_fact fact) {
    return list->tells[fact];
}
