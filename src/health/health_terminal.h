/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale, terminal, its size, and the line to it. */
#ifndef FOLLOWTRAIL_HEALTH_HEALTH_TERMINAL_H
#define FOLLOWTRAIL_HEALTH_HEALTH_TERMINAL_H

#include "health/health.h"

#include <stdbool.h>

/* The terminal, as found by the caller. */
struct health_terminal {
    bool is_terminal; /* input and output are terminals */
    bool is_known, can_place;
    const char *other;       /* the type that replaces an unknown $TERM; NULL: none */
    int colours, rows, cols; /* 0: none or unknown */
    const char *library;     /* that draws, with its version */
    bool is_plain;           /* this program prints lines */
    bool is_ascii_wanted;    /* whatever the locale is */
};

/* Call text_use_locale() first. */
void health_look_at_terminal(struct health *health, const struct health_terminal *terminal)
    __attribute__((nonnull));

#endif
