/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health_store.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/user.h"
#include "store/home.h"
#include "store/schema.h"
#include "store/sharing.h"
#include "store/spill.h"
#include "store/survey.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KIB = 1024, SECOND_MS = 1000, MEMBERS_MAX = 256 };

static void say_contents(struct health *health, const struct survey *survey) {
    char accounts[FIGURE_MAX], lists[FIGURE_MAX], requests[FIGURE_MAX], size[FIGURE_MAX];
    bool is_older = survey->content == SURVEY_OLDER;
    health_say(health, is_older ? HEALTH_NOTE : HEALTH_OK, "contents",
               "kind %s, version %" PRId64 "%s, %s, %s, %s, %s KiB", survey->kind, survey->version,
               !is_older           ? ""
               : survey->can_write ? " (upgraded when it is opened)"
                                   : " (older than this program, so a temporary copy is read)",
               figure_counted(survey->accounts, "account", accounts),
               figure_counted(survey->lists, "list", lists),
               figure_counted(survey->requests, "request", requests),
               figure_grouped((survey->bytes + KIB - 1) / KIB, size));
}

static void look_at_contents(struct health *health, const struct survey *survey, const char *kind) {
    switch (survey->content) {
    case SURVEY_NOTHING:
        health_say(health, HEALTH_OK, "contents", "none yet; it is created when needed");
        return;
    case SURVEY_LEFT:
        health_say(
            health, HEALTH_NOTE, "contents", "not read: a program that was killed left its log, %s",
            survey->can_write ? "which the next start recovers"
                              : "which ledger, answer and --offline read from a temporary copy");
        return;
    case SURVEY_CLOSED:
        health_say(health, HEALTH_PROBLEM, "contents", "%s", survey->wrong.text);
        return;
    case SURVEY_READ:
    case SURVEY_OLDER:
        break;
    }
    say_contents(health, survey);
    if (kind && strcmp(kind, survey->kind) != 0)
        health_say(health, HEALTH_PROBLEM, "contents",
                   "the store's kind is %s, the configured one is %s; the two never mix",
                   survey->kind, kind);
}

/* Reading them takes too long for the start, before a purchase, and between two keys. */
static void look_at_pages(struct health *health, const struct survey *survey) {
    if (survey->content != SURVEY_READ)
        return;
    if (!survey->are_pages_read)
        health_say(health, HEALTH_SKIPPED, "pages",
                   "not checked here; followtrail doctor reads the whole store");
    else if (survey->damage.kind != ERR_NONE)
        health_say(health, HEALTH_PROBLEM, "pages", "%s", survey->damage.text);
    else if (!survey->are_sums_right)
        health_say(
            health, HEALTH_PROBLEM, "pages",
            "the sums that caps rely on do not match the requests; followtrail reindex rebuilds "
            "them");
    else if (!survey->are_pages_summed)
        health_say(health, HEALTH_PROBLEM, "pages",
                   "what is noted of lists does not match their rows; followtrail reindex rebuilds "
                   "it");
    else
        health_say(health, HEALTH_OK, "pages", "all read: consistent, and the sums are right");
}

static void look_at_balance(struct health *health, const struct survey *survey, int64_t now_ms) {
    const struct purse *purse = &survey->purse;
    char credits[FIGURE_MAX], dollars[FIGURE_MAX], age[FIGURE_MAX], maybe[FIGURE_MAX];
    if (survey->content != SURVEY_READ || purse->balance == PURSE_UNKNOWN) {
        health_say(health, HEALTH_OK, "balance", "unknown until the next answer");
    } else {
        figure_age((now_ms - purse->balance_ms) / SECOND_MS, age);
        health_say(health, HEALTH_OK, "balance", "%s (%s), reported %s%s",
                   figure_credits(purse->balance, credits), figure_dollars(purse->balance, dollars),
                   *age ? age : "just now", *age ? " ago" : "");
    }
    if (purse->maybe)
        health_say(health, HEALTH_NOTE, "charges",
                   "up to %s more may have been charged for requests without a readable answer",
                   figure_credits(purse->maybe, maybe));
}

static void look_at_disk(struct health *health, const struct survey *survey) {
    char figure[FIGURE_MAX];
    const char *kind = survey->is_local ? "a local disk"
                                        : "not a local disk: only one machine can use it at a time";
    enum health_state state = survey->is_local ? HEALTH_OK : HEALTH_NOTE;
    if (survey->free_bytes == PURSE_UNKNOWN)
        health_say(health, state, "disk", "%s", kind);
    else if (survey->free_bytes < STORE_FREE_MIN)
        health_say(health, HEALTH_PROBLEM, "disk", "full: %s KiB free, %d MiB needed",
                   figure_grouped(survey->free_bytes / KIB, figure), STORE_FREE_MIN / KIB / KIB);
    else
        health_say(health, state, "disk", "%s, %s MiB free", kind,
                   figure_grouped(survey->free_bytes / KIB / KIB, figure));
}

static void look_at_file(struct health *health, const struct health_store *facts,
                         const struct survey *survey) {
    struct err err;
    if (!store_has_one_name(facts->path, &err))
        health_say(health, HEALTH_PROBLEM, "store", "%s", err.text);
    if (facts->is_read_only)
        health_say(health, HEALTH_OK, "store", "%s, read only", facts->path);
    else if (survey->can_write)
        health_say(health, HEALTH_OK, "store", "%s%s", facts->path,
                   facts->is_temporary ? ", deleted when the program ends"
                   : survey->is_in_use ? ", in use by another program"
                                       : "");
    else
        health_say(health, HEALTH_PROBLEM, "store", "cannot write %s", facts->path);
}

static void say_sharing(struct health *health, const struct sharing *sharing, const char *verb) {
    char group[USER_NAME_MAX];
    struct buf members;
    buf_init(&members, MEMBERS_MAX);
    user_put_members(sharing->group, &members);
    health_say(health, HEALTH_OK, "sharing", "%s the group %s%s%s", verb,
               user_group_name(sharing->group, group), members.len ? ": " : "", buf_text(&members));
    buf_fini(&members);
}

static void look_at_sharing(struct health *health, const struct health_store *facts) {
    struct sharing sharing;
    struct err err;
    if (facts->is_temporary)
        return;
    if (!sharing_admits(facts->path, &err) ||
        !sharing_find(facts->path, facts->sharing, &sharing, &err) ||
        !sharing_check(&sharing, facts->path, &err))
        health_say(health, HEALTH_PROBLEM, "sharing", "%s", err.text);
    else if (!sharing.is_shared)
        health_say(health, HEALTH_OK, "sharing", "none: the store is private to its owner");
    else if (sharing.is_due || access(facts->path, F_OK) != 0)
        say_sharing(health, &sharing, "from the next start on, with");
    else
        say_sharing(health, &sharing, "with");
}

void health_look_at_store(struct health *health, const struct health_store *facts) {
    int64_t now_ms = clock_wall_ms();
    struct survey survey;
    struct err waiting;
    if (facts->open)
        survey_open_store(facts->open, facts->path, facts->purse, &survey);
    else
        survey_store(facts->path, now_ms, &survey);
    look_at_file(health, facts, &survey);
    look_at_contents(health, &survey, facts->kind);
    look_at_pages(health, &survey);
    if (spill_tell_waiting(facts->path, survey.name, &waiting))
        health_say(health, HEALTH_PROBLEM, "answers", "%s", waiting.text);
    look_at_sharing(health, facts);
    look_at_disk(health, &survey);
    look_at_balance(health, &survey, now_ms);
}
