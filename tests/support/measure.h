/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the bench: what a list program sends to its terminal, and when, while one moves through it.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_MEASURE_H
#define FOLLOWTRAIL_TESTS_SUPPORT_MEASURE_H

#include "tests/support/stream.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pty;

struct measure_subject {
    const char *name;
    const char *const *argv;        /* NULL ends */
    const char *const *environment; /* as in tests/support/pty.h */
    bool has_selection;             /* Down moves something inside the screen before it scrolls */
    const char *all_here;           /* End is pressed until this is on the screen; NULL: all
                                       rows are there from the start */
    const char *first_keys;         /* then these, before anything is measured; may be NULL */
    const char *reply;              /* of the terminal, to what the first screen asks; or NULL */
    int least_cols;                 /* on a narrower screen it is another one of the subjects */
};

/* Keys of one sort. */
struct measure_keys {
    double bytes;               /* median a key */
    double kinds[STREAM_KINDS]; /* mean bytes a key, by what they are */
};

struct measure {
    double start_bytes, start_ms; /* from exec to the first screen that stays; ms of three */
    struct measure_keys inside, scrolling;
    double page_bytes, page_ms; /* a PageDown, median */
    double burst_bytes;         /* a hundred Downs that come at once */
    double median_ms, slow_ms;  /* from key to paint: 50th and 99th of a hundred */
    double reads;               /* of the terminal, a frame */
    double idle_bytes;          /* in a second */
    int64_t peak_bytes;         /* resident; -1: not known */
};

/* False when the program does not start or does not answer. */
bool measure_program(const struct measure_subject *subject, int rows, int cols,
                     struct measure *measure);

/* What becomes of a program whose line is gone, or takes nothing; -1: not known, or it does not
 * end.
 */
struct measure_line {
    double default_ms, ignored_ms; /* from the hang-up to its end, with SIGHUP so */
    double stall_ms;               /* of processor in a second of a stalled line */
};
void measure_line(const struct measure_subject *subject, struct measure_line *line);

/* While it fetches: `load_keys` are pressed one after the other and begin that; Down draws `mark`.
 */
struct measure_load {
    double bytes, frames;      /* in a second, without a key */
    double median_ms, slow_ms; /* from key to paint */
};
bool measure_load(const struct measure_subject *subject, const char *const load_keys[],
                  const char *mark, struct measure_load *load);

/* While a request waits for its answer, which `text` says: a key that opens and closes help, and
 * Escape, which leaves a prompt. */
struct measure_waiting {
    double median_ms, slow_ms, escape_ms; /* from key to paint; of Escape the median */
};
bool measure_waiting(const struct measure_subject *subject, const char *text,
                     struct measure_waiting *waiting);

/* One figure, taken several times. */
struct measure_spread {
    double median, least, most, slow; /* slow: the 99th of a hundred */
};

/* Sorts them. */
struct measure_spread measure_spread(double *numbers, size_t count);

/* Starts the program: milliseconds from exec to the last byte of the screen on which `text` is.
 * pty_close() in any case. */
bool measure_start_to(struct pty *pty, const struct measure_subject *subject, int rows, int cols,
                      const char *text, double *ms);

/* A key: milliseconds to the last byte of the screen, on which `text` must stand unless it is NULL.
 * Keys that are not measured: one after the other, each with its answer. */
bool measure_key_to(struct pty *pty, const char *key, const char *text, double *ms);
bool measure_press(struct pty *pty, const char *key, int times);

/* Has the screen drawn afresh until `text` is on it, in one style; false after pty_patience()
 * times ten seconds. */
bool measure_shows(struct pty *pty, const char *text);

/* For the benches: their programs get ten times as long as those of the tests before a figure is
 * given up, because a busy machine shall make figures worse, not fewer. Where the environment sets
 * CK_TIMEOUT_MULTIPLIER, that stays. */
void measure_be_patient(void);

#endif
