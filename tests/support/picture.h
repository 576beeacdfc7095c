/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a mirror shows, as an SVG picture: text that can be selected and scaled, on the grid of the
 * cells whatever font the reader has. The same screen gives the same bytes.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_PICTURE_H
#define FOLLOWTRAIL_TESTS_SUPPORT_PICTURE_H

#include "base/buf.h"
#include "tests/support/mirror.h"

/* Appends it; `title` says in words what it shows. */
void picture_put(const struct mirror *mirror, const char *title, struct buf *out);

#endif
