/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/excess.h"

struct fraction excess_value(const struct excess *excess) {
    if (!excess->here_all || excess->elsewhere_all < EXCESS_OTHERS_MIN)
        return (struct fraction){0, 0};
    return (struct fraction){excess->here * excess->elsewhere_all -
                                 excess->elsewhere * excess->here_all,
                             excess->here_all * excess->elsewhere_all};
}
