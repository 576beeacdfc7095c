/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the body of a chunked answer (RFC 9112, 7.1). Pure. */
#ifndef FOLLOWTRAIL_API_CHUNKS_H
#define FOLLOWTRAIL_API_CHUNKS_H

#include "base/buf.h"

/* Removes the chunk framing and the trailer. After broken framing the rest stays as it is: the
 * bytes are paid for, and whoever reads them judges them. */
void chunks_join(struct buf *body) __attribute__((nonnull));

#endif
