/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/marking.h"

#include "base/figure.h"
#include "base/mem.h"

#include <stdlib.h>

enum { WORDS_MAX = 512 };

static void say_no_id(struct session *session) {
    session_say(session, TONE_WARNING, "This record has no readable id, so it cannot be marked.");
}

/* The account to mark first; says so if none is shown. */
static const struct account *begin(struct session *session) {
    const struct account *account = session_selected(session);
    if (!account)
        session_say(session, TONE_INFO, "No account to mark.");
    return account;
}

static void say_count(struct session *session) {
    char figure[FIGURE_MAX];
    size_t count = marks_count(&session->trail.current->marks);
    session_say(session, TONE_INFO, "%s marked%s", figure_grouped((int64_t)count, figure),
                count ? ". U removes the marks." : ".");
}

/* In other programs, Space moves a screen down. */
static void say_first(struct session *session) {
    if (marks_count(&session->trail.current->marks) == 1 && !session->message)
        session_say(session, TONE_INFO, "1 marked. U removes marks; PgDn moves a screen down.");
}

/* Also says how an ambiguous filter is read. */
static void say_count_by(struct session *session, const struct filter *filter) {
    char figure[FIGURE_MAX];
    struct buf words;
    if (!filter->is_doubtful) {
        say_count(session);
        return;
    }
    buf_init(&words, WORDS_MAX);
    filter_print(filter, &words);
    session_say(session, TONE_INFO, "%s marked. Read as: %s",
                figure_grouped((int64_t)marks_count(&session->trail.current->marks), figure),
                buf_text(&words));
    buf_fini(&words);
}

void marking_toggle(struct session *session) {
    struct place *place = session->trail.current;
    const struct account *account = begin(session);
    if (!account)
        return;
    session->changes++;
    if (!marks_set(&place->marks, account, !marks_has(&place->marks, account)))
        say_no_id(session);
    /* Not by navigate_move_by(): a mark must not fetch. */
    else if (place->excerpt.selected + 1 < place->excerpt.count)
        excerpt_select(&place->excerpt, place->excerpt.selected + 1);
    say_first(session);
}

/* The position of the nearest marked account; SIZE_MAX if none is shown. */
static size_t nearest(const struct place *place) {
    size_t selected = place->excerpt.selected, count = place->excerpt.count;
    for (size_t far = 1; far < count; far++) {
        if (far <= selected && marks_has(&place->marks, trail_account(place, selected - far)))
            return selected - far;
        if (selected + far < count &&
            marks_has(&place->marks, trail_account(place, selected + far)))
            return selected + far;
    }
    return SIZE_MAX;
}

void marking_range(struct session *session) {
    struct place *place = session->trail.current;
    if (!begin(session))
        return;
    size_t mark = nearest(place), selected = place->excerpt.selected;
    if (mark == SIZE_MAX) {
        session_say(session, TONE_INFO,
                    "No marked account is shown to start a range from. Space marks one.");
        return;
    }
    size_t from = mark < selected ? mark : selected, to = mark < selected ? selected : mark;
    for (size_t position = from; position <= to; position++)
        marks_set(&place->marks, trail_account(place, position), true);
    say_count(session);
}

static bool are_all_marked(const struct place *place) {
    for (size_t position = 0; position < place->excerpt.count; position++) {
        const struct account *account = trail_account(place, position);
        if (account->id && !marks_has(&place->marks, account))
            return false;
    }
    return true;
}

void marking_all(struct session *session) {
    struct place *place = session->trail.current;
    bool has_changed = false;
    if (!begin(session))
        return;
    bool is_on = !are_all_marked(place);
    for (size_t position = 0; position < place->excerpt.count; position++)
        has_changed =
            marks_sweep(&place->marks, trail_account(place, position), is_on) || has_changed;
    if (has_changed || is_on)
        say_count(session);
    else
        session_say(
            session, TONE_INFO,
            "Every account shown was marked one by one, and * keeps such marks. U removes all.");
}

bool marking_by_filter(struct session *session, const char *text, struct err *err) {
    struct place *place = session->trail.current;
    struct filter filter;
    if (!place)
        return true;
    filter_init(&filter);
    bool is_read =
        filter_parse_whole(&filter, text, err) && filter_check(&filter, text, place->list, err);
    for (size_t row = 0; is_read && row < place->list->count; row++)
        if (filter_test(&filter, place->list, row) == VERDICT_YES)
            marks_set(&place->marks, place->list->rows[row], true);
    if (is_read)
        say_count_by(session, &filter);
    filter_fini(&filter);
    return is_read;
}

void marking_clear(struct session *session) {
    struct place *place = session->trail.current;
    if (!place)
        return;
    bool has_any = marks_count(&place->marks);
    marks_clear(&place->marks);
    session_say(session, TONE_INFO,
                has_any ? "Marks removed. u puts them back." : "Nothing is marked.");
}

/* Accounts that are shown come first, then those that a filter hides. */
static size_t take_marked(const struct place *place, const struct account **taken) {
    size_t count = 0;
    for (size_t position = 0; position < place->excerpt.count; position++)
        if (marks_has(&place->marks, trail_account(place, position)))
            taken[count++] = trail_account(place, position);
    if (place->excerpt.count == place->list->count)
        return count;
    for (size_t row = 0; row < place->list->count; row++)
        if (marks_has(&place->marks, place->list->rows[row]) &&
            !excerpt_shows(&place->excerpt, row))
            taken[count++] = place->list->rows[row];
    return count;
}

size_t marking_missing(const struct session *session) {
    const struct place *place = session->trail.current;
    size_t marked = place ? marks_count(&place->marks) : 0, here = 0;
    for (size_t row = 0; marked && row < place->list->count; row++)
        here += marks_has(&place->marks, place->list->rows[row]);
    return marked - here;
}

void marking_say_none(struct session *session) {
    size_t missing = marking_missing(session);
    if (missing)
        session_say(session, TONE_INFO,
                    "No marked account is loaded in this snapshot (%zu marked). U removes the "
                    "marks.",
                    missing);
    else
        session_say(session, TONE_INFO, "No account is selected.");
}

const struct account **marking_take(const struct session *session, size_t *count) {
    const struct place *place = session->trail.current;
    const struct account *selected = session_selected(session), **taken;
    *count = 0;
    if (!place || !place->list->count)
        return NULL;
    taken = mem_resize(NULL, place->list->count, sizeof(struct account *));
    *count = take_marked(place, taken);
    if (!marks_count(&place->marks) && selected) {
        *count = 1;
        taken[0] = selected;
    }
    if (*count)
        return taken;
    free(taken);
    return NULL;
}
