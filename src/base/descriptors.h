/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps descriptors 0 to 2 safe if the program starts with some of them closed. */
#ifndef FOLLOWTRAIL_BASE_DESCRIPTORS_H
#define FOLLOWTRAIL_BASE_DESCRIPTORS_H

#include "base/err.h"

/* Opens each closed descriptor from 0 to 2 so that reading or writing it fails, as the closed one
 * would. Otherwise the next file opened (a store, a socket) would get that number and be read or
 * written instead. Call it before anything is opened. False with ERR_IO if /dev/null cannot be
 * opened. */
bool descriptors_fill_standard(struct err *err) __attribute__((warn_unused_result));

#endif
