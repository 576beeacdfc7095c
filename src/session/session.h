/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run at the browser, without its screen: the lists that are here, the trail through them,
 * what is under way, and the money. Commands change it or ask the worker for pages; the worker's
 * events are applied to it. Main thread only.
 */
#ifndef FOLLOWTRAIL_SESSION_SESSION_H
#define FOLLOWTRAIL_SESSION_SESSION_H

#include "fetch/worker.h"
#include "model/trail.h"
#include "session/summary.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bookmark_file;

struct session_config {
    int page_size;          /* records a page while browsing, 1 to API_LIMIT_MAX */
    bool wants_profile;     /* a typed account's profile is asked for first (1 credit), so that the
                               title can say "of N" */
    bool has_prefetch;      /* moving near the end fetches the next page */
    int load_page_size;     /* records a page when loading the rest, 1 to API_LIMIT_MAX */
    bool reads_in_parts;    /* a long list of the store is shown once its first rows are read, and
                               reading_go_on() reads the others */
    int64_t threshold;      /* credits above which an action is asked about */
    const char *place_name; /* where the data comes from, for the screen: "SANDBOX", a host; NULL:
                               the live API */
};

enum session_tone { TONE_INFO, TONE_WARNING, TONE_ERROR };

/* A name that was typed, and the list that it came to mean. */
struct session_alias {
    char *name;
    struct list *list;
};

/* What is under way for a list and not there yet. */
struct session_request {
    uint64_t job;
    struct list *list;
    enum job_kind kind;
    int64_t retry_at_ms; /* 0 while it is not waiting to be sent again */
    int attempt;
    enum answer_outcome reason;
    bool is_last;      /* nothing is to be requested after it: Escape was pressed */
    bool is_elsewhere; /* it waits for another program that is asking for the same */
};

/* A list that is being loaded to its end. Credits; times on clock_monotonic_ms(). */
struct session_load {
    struct list *list;
    int64_t budget; /* what it may still take */
    int64_t spent;  /* charged for certain */
    int64_t maybe;  /* perhaps charged besides, at most */
    int64_t asked;  /* by its request under way, at most */
    int64_t started_ms;
    size_t rows_before; /* when it started */
    size_t pages;       /* that came since */
    bool is_of_batch;   /* the session's batch tells of its end */
    bool is_stopping;   /* a key stopped it: what is under way is awaited */
};

/* Lists that are loaded together: when the last of them ends, one message tells of all. */
struct session_batch {
    struct summary summary; /* of those that have ended, or were never begun */
    int64_t spent, maybe;   /* as of a load */
    const char *brief;      /* why one of them stopped: static text; NULL: none did */
};

/* What a message has announced with its price: the same command again does it. */
enum session_announcement {
    ANNOUNCED_NOTHING,
    ANNOUNCED_MORE,
    ANNOUNCED_FORWARD,
    ANNOUNCED_REFETCH,
    ANNOUNCED_LOAD,
    ANNOUNCED_DRILL_IN,
    ANNOUNCED_WHOIS,
    ANNOUNCED_QUIT
};

struct session {
    struct session_config config;
    struct worker *worker; /* borrowed; NULL: offline, nothing can be asked for */
    struct store *store;   /* borrowed, for reading; the worker has its own */
    struct trail trail;
    struct list **lists; /* owned */
    size_t list_count, list_capacity;
    struct list **used; /* those with rows or a failure; the one used last stands last */
    size_t used_count, used_capacity;
    struct session_alias *aliases;
    size_t alias_count, alias_capacity;
    struct session_request *requests;
    size_t request_count, request_capacity;
    struct session_load *loads;
    size_t load_count, load_capacity;
    struct session_batch batch;
    uint64_t last_job;
    struct purse purse;     /* a copy of the worker's */
    struct waiting waiting; /* the same: paid answers that are not in the store */
    char *search_text;      /* what is searched for; NULL when nothing is */
    struct match search;    /* the same, where it is not NULL */
    unsigned search_fields; /* where it is looked for (enum match_field) */
    char *message;          /* for the message line; NULL when none; outside text, unrevealed */
    enum session_tone tone;

    enum session_announcement announced; /* by the present message */
    const void *announced_target;        /* what it was about */
    int64_t announced_credits;           /* at most */
    const struct list *named; /* the one of the command line, while it is on its way; see */
    int64_t named_credits;    /* requests_announce_named(); what it has cost so far */
    bool is_awaiting;         /* it says that an answer is awaited */
    bool is_finishing;        /* nothing more is requested: see requests_finish() */
    uint64_t changes;         /* counts up with whatever may change the screen */

    struct bookmark_file *bookmarks; /* borrowed; NULL: none are kept */
};

/* `worker` NULL: offline. The store is open for reading, and outlives the session, as the worker
 * does. `purse` is the money as it is now. */
void session_init(struct session *session, const struct session_config *config,
                  struct worker *worker, struct store *store, const struct purse *purse)
    __attribute__((nonnull(1, 2, 4, 5)));
void session_fini(struct session *session) __attribute__((nonnull));

/* The account under the selection; NULL when there is none. */
const struct account *session_selected(const struct session *session) __attribute__((nonnull));

/* The newest list of `account` that is in memory; NULL when none is. One that was asked for by a
 * handle is nobody's for certain. */
struct list *session_find_list(const struct session *session, const struct account *account)
    __attribute__((nonnull));

/* No answer is awaited: scripts take their next key then. */
bool session_is_idle(const struct session *session) __attribute__((nonnull));

/* Makes the session the owner of a new list, which is returned. */
struct list *session_add_list(struct session *session, struct list *list)
    __attribute__((returns_nonnull, nonnull));

/* The list is shown, or gets a page or a failure: from now on it is the one used last. */
void session_use_list(struct session *session, struct list *list) __attribute__((nonnull));

/* It has nothing any more. */
void session_disuse_list(struct session *session, const struct list *list) __attribute__((nonnull));

/* Frees a list, to which no place leads and for which nothing is under way, and the names that
 * meant it. */
void session_free_list(struct session *session, struct list *list) __attribute__((nonnull));

/* The list that a typed name meant before; NULL when it was not typed. Remembers one. */
struct list *session_find_alias(const struct session *session, const char *name)
    __attribute__((nonnull));
void session_add_alias(struct session *session, const char *name, struct list *list)
    __attribute__((nonnull));

/* What meant `from` means `to` from now on. */
void session_move_aliases(struct session *session, const struct list *from, struct list *to)
    __attribute__((nonnull));

/* The load that runs for a list; NULL when none does. */
struct session_load *session_load_of(const struct session *session, const struct list *list)
    __attribute__((nonnull));

/* Two lists turned out to be one account's: `to` takes the place of `from` everywhere, and `from`,
 * for which nothing may be under way, is freed. */
void session_replace_list(struct session *session, struct list *from, struct list *to)
    __attribute__((nonnull));

/* Puts `to`, which the session comes to own, in the place of `from`, which is freed. Places stay on
 * the account that was selected, or as near to its row as they can. */
void session_swap_list(struct session *session, struct list *from, struct list *to)
    __attribute__((nonnull));

/* A request by its job; NULL when it is not under way (any longer). Holds until the next request.
 */
struct session_request *session_find_request(const struct session *session, uint64_t job)
    __attribute__((nonnull));

/* The request under way for a list; NULL when none is. */
const struct session_request *session_request_of(const struct session *session,
                                                 const struct list *list) __attribute__((nonnull));

void session_say(struct session *session, enum session_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4), nonnull(1, 3)));

/* The present message has announced what the same command does when it is given again: for at
 * most `credits`, to `target` (a list, an account, a place). */
void session_announce(struct session *session, enum session_announcement what, const void *target,
                      int64_t credits) __attribute__((nonnull));

/* Whether that was announced, of the same target, and is no dearer than what was said. */
bool session_has_announced(const struct session *session, enum session_announcement what,
                           const void *target, int64_t credits) __attribute__((nonnull));

void session_hush(struct session *session) __attribute__((nonnull)); /* takes the message away */

#endif
