/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the signs on the screen mean, for the help. Static text. */
#ifndef FOLLOWTRAIL_VIEW_LEGEND_H
#define FOLLOWTRAIL_VIEW_LEGEND_H

#include "view/style.h"

struct legend {
    const char *sign;
    enum role role;      /* in which it is drawn */
    const char *meaning; /* no full stop */
};

/* Ends with a row without a sign. */
extern const struct legend legend[];

#endif
