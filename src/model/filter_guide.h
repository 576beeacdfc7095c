/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter language on one screen, for the help: an example a row, which filter_parse() reads.
 * Static text. */
#ifndef FOLLOWTRAIL_MODEL_FILTER_GUIDE_H
#define FOLLOWTRAIL_MODEL_FILTER_GUIDE_H

struct filter_guide {
    const char *form, *meaning; /* no full stop */
};

/* Ends with a row without a form. */
extern const struct filter_guide filter_guide[];

#endif
