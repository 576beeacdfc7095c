/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The body of an answer as it was before it was packed for the way. What the bytes are decides, not
 * what Content-Encoding calls them: plain bytes that are called gzip are plain, and gzip within
 * gzip is unpacked twice. gzip (RFC 1952), zlib (RFC 1950) and, where the header speaks of deflate,
 * the raw stream (RFC 1951). UTF-16 and UTF-32 become UTF-8.
 */
#ifndef FOLLOWTRAIL_API_UNPACK_H
#define FOLLOWTRAIL_API_UNPACK_H

#include "account/reply.h"

enum {
    UNPACK_MAX = 4 * 1024 * 1024, /* bytes of a body when unpacked: a page has some 30,000 */
    UNPACK_LAYERS_MAX = 3
};

enum unpack_result {
    UNPACK_PLAIN,     /* it was not packed */
    UNPACK_DONE,      /* all of it */
    UNPACK_CUT,       /* up to where the packed bytes end, which is before their proper end */
    UNPACK_DAMAGED,   /* its bytes are not what was packed */
    UNPACK_UNKNOWN,   /* packed in a way that is not known here */
    UNPACK_TOO_LARGE, /* more than UNPACK_MAX */
};

/* Gives the body as plain bytes in *plain: those of the reply where it is plain or cannot be
 * unpacked, else those in `room`, an initialized buffer with a ceiling of UNPACK_MAX. Of damaged
 * ones `room` has what came out: no value in it is certain. */
enum unpack_result unpack_body(const struct reply *reply, struct buf *room,
                               const struct buf **plain)
    __attribute__((nonnull, warn_unused_result));

/* Why a body cannot be read, as the end of "the body …"; NULL where it can. Static. */
const char *unpack_failure(enum unpack_result result);

#endif
