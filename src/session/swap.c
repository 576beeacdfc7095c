/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/swap.h"

void swap_list(struct session *session, struct list *from, struct list *to) {
    session_add_list(session, to);
    session_replace_list(session, from, to);
    session_use_list(session, to);
    session->changes++;
}
