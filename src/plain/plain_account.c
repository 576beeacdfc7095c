/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain/plain_account.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/text.h"
#include "session/list_lookup.h"
#include "session/navigate.h"
#include "session/requests.h"
#include "session/source.h"
#include "view/fact_words.h"
#include "view/wrap.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 1 << 16, MS = 1000, COLS_MIN = 20, HEAD_BYTES = 48, OWNERS_NAMED = 50 };

/* " (verified, marked)" */
static void put_signs(const struct place *place, const struct account *account, struct buf *out) {
    const struct {
        bool is_on;
        const char *word;
    } signs[] = {{account->is_verified, "verified"},
                 {account->is_private, "private"},
                 {marks_has(&place->marks, account), "marked"},
                 {account->is_bare, "no record here"},
                 {account->defect != NULL, "partly unreadable"}};
    const char *before = " (";
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!signs[i].is_on)
            continue;
        buf_format(out, "%s%s", before, signs[i].word);
        before = ", ";
    }
    if (*before == ',')
        buf_text_put(out, ")");
}

static void put_handle(const struct account *account, struct buf *out) {
    buf_format(out, "%s%s", account->username ? "@" : "",
               account->username ? account->username : "no handle");
}

/* ", 1,284,331 followers" */
static void put_count(struct buf *out, int64_t count, const char *noun) {
    char figure[FIGURE_MAX];
    buf_format(out, ", %s %s%s", count < 0 ? "unknown number of" : figure_grouped(count, figure),
               noun, count == 1 ? "" : "s");
}

static void put_counts(const struct account *account, struct buf *out) {
    char figure[FIGURE_MAX];
    if (!account_has_counts(account)) {
        buf_text_put(out, ", counts not shown");
        return;
    }
    put_count(out, account->follower_count, "follower");
    if (account->following_count >= 0)
        buf_format(out, ", follows %s", figure_grouped(account->following_count, figure));
    else
        buf_text_put(out, ", follows unknown number");
    put_count(out, account->video_count, "video");
}

/* A combining mark at the start would join the quotation mark, so it gets a base. */
static void put_name(const struct account *account, struct buf *out) {
    buf_text_put(out, "“");
    text_reveal(out, account->display_name, strlen(account->display_name));
    buf_text_put(out, "”");
}

/* What stored lists say, in lists with columns for it, and where a filter or an order asks; a
 * list's own figures in any case. */
static void put_facts(const struct place *place, size_t position, struct buf *out) {
    size_t row = excerpt_row(&place->excerpt, position);
    struct facts facts = list_facts(place->list, row);
    struct row_facts own = list_row_facts(place->list, row);
    if (source_of(place->list)->columns || excerpt_asks_lists(&place->excerpt))
        fact_words_put_facts(&facts, out);
    fact_words_put_row(&own, clock_wall_ms(), out);
}

static void tell_row(struct plain_out *out, const struct session *session, size_t position,
                     const char *head) {
    const struct place *place = session->trail.current;
    const struct account *account = trail_account(place, position);
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, head);
    put_handle(account, &words);
    put_signs(place, account, &words);
    put_counts(account, &words);
    if (account->region && *account->region)
        buf_format(&words, ", %s", account->region);
    put_facts(place, position, &words);
    if (account->display_name && *account->display_name) {
        buf_text_put(&words, ", ");
        put_name(account, &words);
    }
    plain_out_line(out, "%s", buf_text(&words));
    buf_fini(&words);
}

/* The row's number in the list, by which it can be selected, whatever filter and order show. */
static size_t number_of(const struct session *session, size_t position) {
    return excerpt_row(&session->trail.current->excerpt, position) + 1;
}

void plain_account_row(struct plain_out *out, const struct session *session, size_t position) {
    char head[HEAD_BYTES];
    snprintf(head, sizeof head, "%zu. ", number_of(session, position));
    tell_row(out, session, position, head);
}

void plain_account_hit(struct plain_out *out, const struct session *session) {
    size_t position = session->trail.current->excerpt.selected;
    char head[HEAD_BYTES];
    snprintf(head, sizeof head, "Row %zu has it: ", number_of(session, position));
    tell_row(out, session, position, head);
}

static void tell_figures(struct plain_out *out, const struct account *account) {
    char followers[FIGURE_MAX], following[FIGURE_MAX], likes[FIGURE_MAX], videos[FIGURE_MAX];
    if (account_has_counts(account))
        plain_out_line(out, "Followers %s, following %s, likes %s, videos %s.",
                       figure_count(account->follower_count, followers),
                       figure_count(account->following_count, following),
                       figure_count(account->like_count, likes),
                       figure_count(account->video_count, videos));
    else
        plain_out_line(out, "Its counts are not shown.");
}

static void tell_seen(struct plain_out *out, const struct account *account) {
    char age[FIGURE_MAX];
    int64_t age_ms = clock_wall_ms() - account->seen_ms;
    if (account->seen_ms >= 0 && *figure_age(age_ms / MS, age))
        plain_out_line(out, "The API reported this %s ago.", age);
}

/* Wrapped on a terminal; one line in a file. */
static void tell_bio(struct plain_out *out, const char *bio) {
    int cols = plain_out_cols(out);
    struct buf words, line;
    const char *rest;
    buf_init(&words, WORDS_MAX);
    buf_init(&line, WORDS_MAX);
    buf_format(&words, "Bio: %s", bio);
    rest = buf_text(&words);
    if (cols < COLS_MIN)
        plain_out_line(out, "%s", rest);
    else
        while (wrap_next(&rest, (size_t)cols, &line))
            plain_out_line(out, "%s", buf_text(&line));
    buf_fini(&line);
    buf_fini(&words);
}

/* A list that is loaded already. */
static void tell_list(struct plain_out *out, const struct list *list) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    list_describe(list, &words);
    plain_out_line(out, "Its list is loaded: %s. l opens it, free.", buf_text(&words));
    buf_fini(&words);
}

static void tell_stored(struct plain_out *out, const struct session *session,
                        const struct account *account, const struct snapshot *snapshot) {
    int64_t reported = account_has_counts(account) ? account->following_count : ACCOUNT_UNKNOWN;
    bool is_short = list_facts_of(session->trail.current->list, account).state == FACT_INCOMPLETE;
    char held[FIGURE_MAX], age[FIGURE_MAX];
    figure_age((clock_wall_ms() - snapshot->first_ms) / MS, age);
    plain_out_line(out, "Its list is stored: %s, %s%s%s. l opens it, free.",
                   figure_counted(snapshot->rows, "account", held),
                   snapshot->has_more ? "more" : list_end_words(snapshot->rows, is_short, reported),
                   *age ? ", age " : "", age);
}

static void tell_price(struct plain_out *out, const struct session *session,
                       const struct account *account) {
    char first[FIGURE_MAX], all[FIGURE_MAX], dollars[FIGURE_MAX];
    int64_t reported = account_has_counts(account) ? account->following_count : ACCOUNT_UNKNOWN;
    struct quote quote = requests_quote(session, reported, 0);
    int64_t price = navigate_drill_price(session);
    struct purse_limit limit;
    if (reported == 0)
        plain_out_line(out, "It follows nobody, by its own record. l opens it, free.");
    else if (requests_has_limit(session, &limit))
        plain_out_line(out, "Its list is not stored. Nothing can be bought: %s.",
                       purse_limit_brief(&limit));
    else if (quote.is_known)
        plain_out_line(out,
                       "Its list is not stored. l opens it: up to %s for the first page, about "
                       "%s (%s) for all.",
                       figure_credits(price, first), figure_grouped(quote.credits, all),
                       figure_dollars(quote.credits, dollars));
    else
        plain_out_line(out, "Its list is not stored. l opens it: up to %s for the first page.",
                       figure_credits(price, first));
}

static void tell_opening(struct plain_out *out, const struct session *session,
                         const struct account *account) {
    const struct list *list = session_find_list(session, account);
    struct snapshot snapshot = {0};
    if (list && list->failure.brief && !list->page_count) {
        plain_out_line(out, "Opening its list failed: %s. l shows more, free.",
                       list->failure.brief);
        return;
    }
    if (list && (list->page_count || list->job)) {
        tell_list(out, list);
        return;
    }
    if (account->id)
        snapshot = list_lookup_stored(session, account);
    if (snapshot.id)
        tell_stored(out, session, account, &snapshot);
    else if (!account->id)
        plain_out_line(out, "Its list cannot be opened: the record has no readable id.");
    else if (!session->worker)
        plain_out_line(out, "Its list is not downloaded. You are offline.");
    else
        tell_price(out, session, account);
}

static void tell_owners(struct plain_out *out, const struct session *session,
                        const struct account *account) {
    const struct fact_reader *facts = session->facts;
    struct fact_owners owners;
    struct arena arena;
    struct buf words;
    arena_init(&arena);
    buf_init(&words, WORDS_MAX);
    if (facts->owners(facts->context, account, OWNERS_NAMED, &arena, &owners, NULL)) {
        fact_words_put_owners(&owners, 0, &words);
        plain_out_line(out, "%s.", buf_text(&words));
    }
    buf_fini(&words);
    arena_fini(&arena);
}

/* What stored lists say, where there are others than this one. */
static void tell_facts(struct plain_out *out, const struct session *session,
                       const struct account *account) {
    const struct place *place = session->trail.current;
    size_t row = excerpt_row(&place->excerpt, place->excerpt.selected);
    struct facts facts = list_facts(place->list, row);
    const char *note = list_row_facts(place->list, row).note;
    struct buf words;
    if (note)
        plain_out_line(out, "%s.", note);
    if (facts.group)
        plain_out_line(out, "Group: %s", facts.group);
    if (!session->facts || !session->facts->scope.is_counted || session->facts->scope.lists < 2)
        return;
    tell_owners(out, session, account);
    buf_init(&words, WORDS_MAX);
    fact_words_put_back_of(facts.back, place->list->name, &words);
    if (words.len)
        plain_out_line(out, "It %s.", buf_text(&words));
    buf_fini(&words);
}

void plain_account_detail(struct plain_out *out, const struct session *session) {
    const struct place *place = session->trail.current;
    const struct account *account = session_selected(session);
    struct buf words;
    if (!account) {
        plain_out_line(out, "No account is selected.");
        return;
    }
    buf_init(&words, WORDS_MAX);
    put_handle(account, &words);
    put_signs(place, account, &words);
    plain_out_line(out, "Row %zu: %s", number_of(session, place->excerpt.selected),
                   buf_text(&words));
    buf_clear(&words);
    if (account->display_name && *account->display_name) {
        put_name(account, &words);
        plain_out_line(out, "Name: %s", buf_text(&words));
    }
    buf_fini(&words);
    plain_out_line(out, "Id: %s", account->id ? account->id : "not readable");
    tell_figures(out, account);
    if (account->region && *account->region)
        plain_out_line(out, "Region: %s", account->region);
    if (account->bio && *account->bio)
        tell_bio(out, account->bio);
    if (account->defect)
        plain_out_line(out, "Partly unreadable: %s", account->defect);
    tell_seen(out, account);
    tell_facts(out, session, account);
    tell_opening(out, session, account);
}
