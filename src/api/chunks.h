/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body in chunks (RFC 9112, 7.1) as one piece. Pure. */
#ifndef FOLLOWTRAIL_API_CHUNKS_H
#define FOLLOWTRAIL_API_CHUNKS_H

#include "base/buf.h"

/* Takes out what frames the chunks, and what follows the last. Where the frame is broken the
 * rest stays as it is: the bytes are paid for, and their readers judge them. */
void chunks_join(struct buf *body) __attribute__((nonnull));

#endif
