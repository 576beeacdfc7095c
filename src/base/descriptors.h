/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three descriptors that every program has, where whoever started this one closed some. */
#ifndef FOLLOWTRAIL_BASE_DESCRIPTORS_H
#define FOLLOWTRAIL_BASE_DESCRIPTORS_H

#include "base/err.h"

/* Fills what is closed of 0, 1 and 2 with something that fails whoever reads or writes it, as the
 * closed one would. Otherwise the next file that is opened (a store, a socket) takes the number,
 * and is read or written in its stead. To be called before anything is opened. False and ERR_IO
 * when there is nothing to fill it with. */
bool descriptors_fill_standard(struct err *err) __attribute__((warn_unused_result));

#endif
