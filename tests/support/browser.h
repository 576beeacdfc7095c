/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real program in a pseudo-terminal on a sandbox in a process of its own, for Check tests. What
 * is on the screen is read by having all of it drawn afresh (^L); exact screens are compared
 * elsewhere.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_BROWSER_H
#define FOLLOWTRAIL_TESTS_SUPPORT_BROWSER_H

#include "tests/support/pty.h"
#include "tests/support/sandbox_child.h"

#define KEY_DOWN_BYTES      "\033OB"
#define KEY_UP_BYTES        "\033OA"
#define KEY_PAGE_DOWN_BYTES "\033[6~"
#define KEY_REDRAW_BYTES    "\014"

struct browser {
    struct sandbox_child sandbox;
    struct pty pty;
    struct buf all;     /* the whole stream, from the start to the last browser_collect() */
    struct buf screen;  /* what browser_redraw() saw */
    const char *clears; /* as in browser_config */
};

struct browser_config {
    struct pty_config pty;
    const char *const *sandbox_options; /* NULL ends; may be NULL */
    const char *const *words;           /* after the program's name; NULL: zoe.flores */
    const char *clears; /* what its terminal clears the screen by; NULL: as xterm; "": unknown */
};

void browser_config_init(struct browser_config *config);
/* For a program that the test starts itself: the room for its bytes. */
void browser_init_bytes(struct browser *browser);
void browser_fini_bytes(struct browser *browser);

void browser_open(struct browser *browser, const struct browser_config *config);

/* Ends the program by its key Q where it still runs, and holds what it says it spent against the
 * sandbox's log. */
void browser_close(struct browser *browser);

/* The same without the program: it has ended, or is to be ended. */
void browser_abandon(struct browser *browser);

/* Keys whose answer is not waited for. */
void browser_send(struct browser *browser, const char *keys);

/* Keys with their answer. */
struct pty_answer browser_press(struct browser *browser, const char *keys);

/* Adds what was read since the last call to `all`. */
void browser_collect(struct browser *browser);

/* Draws the screen afresh; the bytes of a whole frame stand in `screen`. */
void browser_redraw(struct browser *browser);

/* Whether `text` is on the screen now, in one style. */
bool browser_shows(struct browser *browser, const char *text);

/* What is on the screen, as the bytes that draw it: the same whenever the screen is the same,
 * in this program or another one on the same terminal. The caller frees. */
void browser_keep(struct browser *browser, struct buf *screen);

/* Whether it is there now; and frees it. */
void browser_expect(struct browser *browser, struct buf *screen);

/* Whether the screen is what a program shows that was started so, on a sandbox of its own, and
 * given the keys, one after the other, once `seen` is there. NULL ends the keys. */
void browser_expect_fresh(struct browser *browser, const struct browser_config *config,
                          const char *seen, const char *const keys[]);

/* Waits until it does. */
void browser_wait(struct browser *browser, const char *text);

/* Waits until the program has ended, and returns its exit status. */
int browser_wait_exit(struct browser *browser, int deadline_ms);

#endif
