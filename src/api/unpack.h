/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unpacks the body of an answer. The bytes decide, not Content-Encoding: plain bytes labelled gzip
 * are plain, and gzip within gzip is unpacked twice. gzip (RFC 1952), zlib (RFC 1950) and, if the
 * header says deflate, the raw stream (RFC 1951). UTF-16 and UTF-32 become UTF-8. */
#ifndef FOLLOWTRAIL_API_UNPACK_H
#define FOLLOWTRAIL_API_UNPACK_H

#include "account/reply.h"

enum {
    UNPACK_MAX = 4 * 1024 * 1024, /* maximum bytes of an unpacked body: a page has about 30,000 */
    UNPACK_LAYERS_MAX = 3
};

enum unpack_result {
    UNPACK_PLAIN,     /* it was not packed */
    UNPACK_DONE,      /* all of it */
    UNPACK_CUT,       /* up to the end of the packed bytes, which are cut off */
    UNPACK_DAMAGED,   /* its bytes are damaged */
    UNPACK_UNKNOWN,   /* packed in an unsupported way */
    UNPACK_TOO_LARGE, /* more than UNPACK_MAX */
};

/* Sets *plain to the plain body: that of the reply if it is plain or cannot be unpacked, else
 * `room`, an initialized buffer with the limit UNPACK_MAX. For a damaged body, `room` has what came
 * out: no value in it is certain. */
enum unpack_result unpack_body(const struct reply *reply, struct buf *room,
                               const struct buf **plain)
    __attribute__((nonnull, warn_unused_result));

/* Why a body cannot be read, as the end of "the body …"; NULL if it can. Static. */
const char *unpack_failure(enum unpack_result result);

#endif
