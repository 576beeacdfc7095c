/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A front is whoever shows the session: the screen (ui/browser/) or lines (plain/). A command's
 * function is written once and asks its front for what only that can do. front_run() is the only
 * dispatch, and the only place that guards what spends.
 */
#ifndef FOLLOWTRAIL_COMMAND_FRONT_H
#define FOLLOWTRAIL_COMMAND_FRONT_H

#include "command/bindings.h"
#include "command/prompt.h"
#include "command/saved_look.h"
#include "command/undo.h"
#include "health/health.h"
#include "model/extract.h"

enum { FRONT_COUNT_MAX = 9999999 };

enum front_step { FRONT_ROW, FRONT_HALF, FRONT_SCREEN };

/* What needs a screen. Changes of the look are shown and saved. */
struct front_look_ops {
    void (*place_pane)(struct front *front);
    void (*resize_pane)(struct front *front, int by);
    void (*zoom)(struct front *front);
    void (*turn_theme)(struct front *front);
    void (*restore)(struct front *front); /* as configured */
    void (*redraw)(struct front *front);
    /* By name and value (model/look.h). False: *err is a complete sentence. */
    bool (*set)(struct front *front, const char *name, const char *value, struct err *err);
};

struct front_ops {
    bool visits; /* opening by a name requests nothing: the list shows its price */
    const struct front_look_ops *look; /* NULL: there is no screen */

    /* Whether the price of a command that spends is shown as it is now. */
    bool (*is_shown)(const struct front *front, enum command command);
    /* The same for the selected account's list, for which there may be no room. */
    bool (*shows_row_price)(const struct front *front);
    /* Whether the open question was shown before the key that answers it was pressed. */
    bool (*shows_question)(const struct front *front);

    void (*step)(struct front *front, enum front_step step, int64_t times); /* negative: up */
    void (*jump)(struct front *front, bool to_end);
    void (*found)(struct front *front);     /* a search has selected a row; NULL: visible anyway */
    void (*show)(struct front *front);      /* opens the running command's view, or prints it */
    void (*show_list)(struct front *front); /* closes all views */
    void (*detail)(struct front *front);
    bool (*close)(struct front *front); /* the view in the list's place; false: none */
    void (*ask_account)(
        struct front *front); /* says what opening an account costs; NULL: nothing */
    void (*write)(struct front *front, const char *path); /* the list, to a file */
    void (*copy)(struct front *front, enum extract_kind kind, const struct account *const *accounts,
                 size_t count);
};

struct front {
    const struct front_ops *ops;
    struct session *session;            /* borrowed */
    struct bindings bindings;           /* the standard keys, until others are set */
    struct saved_look *looks;           /* borrowed; NULL: there is no screen */
    struct prompt prompt;               /* the open question */
    struct undo undo;                   /* how marks, filter, order and look were */
    enum command command;               /* the running command */
    const struct health_source *health; /* what fills a report on the program; NULL: nothing */
    const char *argument;               /* what was typed after its name; "": nothing */
    int64_t count;                      /* typed before the key; 0: none */
    enum command asked;                 /* the command that asked the session's question */
    char *asked_argument;               /* and its argument */
    struct mailbox *mailbox;            /* borrowed; NULL: chores run while nothing else does */
    struct exporting *exporting;        /* command/exporting.h; NULL: none */
    bool is_script;                     /* the input is no terminal */
    bool is_leaving;                    /* it ends; with session->is_finishing: when that is idle */
    bool wants_suspend;                 /* the process should be stopped (^Z) */
};

/* Zeroes everything except ops and session; sets the standard keys. */
void front_init(struct front *front, const struct front_ops *ops, struct session *session)
    __attribute__((nonnull));
void front_fini(struct front *front) __attribute__((nonnull));

/* Runs a command. Refused, with a message: one that needs a list while there is none, and one that
 * spends before its price was shown. Opens the prompt for what the command asks. */
void front_run(struct front *front, enum command command, const char *argument)
    __attribute__((nonnull));

/* Before and after every key, click or line: what changed between them can be undone. While a
 * question is open, they do nothing. */
void front_remember(struct front *front) __attribute__((nonnull));
void front_note(struct front *front) __attribute__((nonnull));

/* Adds a digit, pressed where no text is typed, to the count for the next key. False for other
 * keys, and for a digit that has a command of its own. */
bool front_take_digit(struct front *front, int key) __attribute__((nonnull));

/* How often a command that counts is to be done: 1 or more. */
int64_t front_times(const struct front *front) __attribute__((nonnull));

/* Says that the command takes no count, if one was typed before its key. */
bool front_refuses_count(struct front *front, enum command command) __attribute__((nonnull));

/* Whether there is a list; if not, says so. */
bool front_has_list(struct front *front) __attribute__((nonnull));

/* Copies the marked accounts, or else the selected one. */
void front_copy(struct front *front, enum extract_kind kind) __attribute__((nonnull));

/* Gives the open prompt a key and acts on the answer: PROMPT_ANSWERED is left only for a command
 * that was typed. */
enum prompt_outcome front_prompt_key(struct front *front, int key) __attribute__((nonnull));

/* Says what is wrong with the argument, unless `is_done`. */
void front_report(struct front *front, bool is_done, const struct err *err)
    __attribute__((nonnull));

/* Says that the key has no meaning, in a view (by its name) or in a list (NULL). */
void front_say_unknown(struct front *front, int key, const char *view) __attribute__((nonnull(1)));

/* Says that the command needs a screen. */
void front_say_unable(struct front *front) __attribute__((nonnull));

#endif
