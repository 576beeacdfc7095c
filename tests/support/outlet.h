/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A screen whose output is read back, write by write, for Check tests. No terminal is there. */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_OUTLET_H
#define FOLLOWTRAIL_TESTS_SUPPORT_OUTLET_H

#include "base/buf.h"
#include "ui/terminal/screen.h"

struct outlet {
    struct screen *screen;
    FILE *out, *in;
    int fd;          /* the other end of `out` */
    struct buf sent; /* since the last outlet_forget() */
    size_t writes;   /* that it came in */
};

void outlet_open(struct outlet *outlet, const char *term, int rows, int cols);

/* Sends the frame, and takes what came of it. */
void outlet_flush(struct outlet *outlet);
void outlet_collect(struct outlet *outlet);
void outlet_forget(struct outlet *outlet);

/* Closes the screen; what that sends is in `sent` until outlet_close(). */
void outlet_end(struct outlet *outlet);
void outlet_close(struct outlet *outlet);

#endif
