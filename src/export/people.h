/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose lists an export has, and who is withheld from it: names that a user typed or wrote in a
 * file, looked up in the whole store. */
#ifndef FOLLOWTRAIL_EXPORT_PEOPLE_H
#define FOLLOWTRAIL_EXPORT_PEOPLE_H

#include "export/export_internal.h"

/* Makes temp.named(id, handle): the ids of the accounts that were typed, and the handles of typed
 * lists that nothing proves an owner of. ERR_USAGE names one that the store does not have. */
bool people_name(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

/* Reads the file of those to withhold: a CSV file whose first column is an id, a handle or an
 * address, unless a header line calls another column id, handle, username or account. Makes
 * temp.withheld(account), everyone who has or had one of these handles or ids, and
 * temp.withheld_name(name), all that any of them is or was called. ERR_IO; ERR_DATA with the
 * line. */
bool people_withhold(struct export *export, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
