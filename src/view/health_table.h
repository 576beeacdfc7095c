/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a health report (rows: struct health_check). */
#ifndef FOLLOWTRAIL_VIEW_HEALTH_TABLE_H
#define FOLLOWTRAIL_VIEW_HEALTH_TABLE_H

#include "health/health.h"
#include "view/table.h"

extern const struct table health_checks;

#endif
