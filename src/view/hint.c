/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/hint.h"

#include "command/crawling.h"
#include "session/comparing.h"
#include "session/load_batch.h"
#include "session/refine.h"
#include "session/requests.h"
#include "session/source_difference.h"
#include "session/source_frontier.h"
#include "view/view.h"

#include <string.h>

enum { KEYS_MAX = 256 };

#define OF(id)                                                                                     \
    { .command = COMMAND_##id }
#define AS(id, called)                                                                             \
    { .command = COMMAND_##id, .word = (called) }
#define KEY(name, called)                                                                          \
    { .key = (name), .word = (called) }
#define END                                                                                        \
    { .command = COMMAND_NONE }

static const struct hint in_prompt[PROMPT_QUESTIONS][4] = {
    [PROMPT_ACCOUNT] = {KEY("Enter", "open"), KEY("Esc", "cancel"), END},
    [PROMPT_CONFIRM] = {KEY("y", "yes"), KEY("n", "no"), END},
    [PROMPT_AMOUNT] = {KEY("Enter", "agree"), KEY("Esc", "cancel"), END},
    [PROMPT_SEARCH] = {KEY("Enter", "keep"), KEY("Esc", "cancel"), END},
    [PROMPT_FILTER] = {KEY("Enter", "keep"), KEY("Esc", "cancel"), END},
    [PROMPT_COMMAND] = {KEY("Tab", "complete"), KEY("Enter", "run"), KEY("Esc", "cancel"), END},
    [PROMPT_FIND] = {KEY("Enter", "find"), KEY("Esc", "cancel"), END},
    [PROMPT_WRITE] = {KEY("Enter", "write"), KEY("Esc", "cancel"), END},
    [PROMPT_EXPORT] = {KEY("Enter", "export"), KEY("Esc", "cancel"), END},
    [PROMPT_ORDER] = {KEY("Esc", "cancel"), END},
    [PROMPT_COPY] = {KEY("Esc", "cancel"), END},
};

static const struct hint in_view[] = {OF(HELP), OF(LEAVE), END};
static const struct hint in_typed_view[] = {OF(ESCAPE), END};

static const struct list *list_of(const struct front *front) {
    return front->session->trail.current->list;
}

static bool can_buy(const struct front *front) {
    struct purse_limit limit;
    return front->session->worker && !requests_has_limit(front->session, &limit);
}

/* The states of the list. The first that holds counts; those after has_nothing() have rows. */
static bool has_no_list(const struct front *front) {
    return !front->session->trail.current;
}

static bool can_retry(const struct front *front) {
    enum list_state state = list_state(list_of(front));
    bool has_stopped =
        (state == LIST_STOPPED || state == LIST_CUT_BY_BALANCE) && list_has_next(list_of(front));
    return can_buy(front) && (state == LIST_FAILED || has_stopped);
}

static bool is_new(const struct front *front) {
    return can_buy(front) && list_state(list_of(front)) == LIST_NEW;
}

static bool can_refetch(const struct front *front) {
    return can_buy(front) && list_state(list_of(front)) == LIST_EMPTY &&
           !list_is_local(list_of(front));
}

static bool has_nothing(const struct front *front) {
    return !list_held(list_of(front));
}

static bool is_empty_and_local(const struct front *front) {
    return has_nothing(front) && list_is_local(list_of(front));
}

static bool is_loading(const struct front *front) {
    const struct session *session = front->session;
    const struct session_load *load = session_load_of(session, list_of(front));
    return load ? !load->is_stopping : session->load_count > 0 || crawling_runs(session);
}

static bool filter_hides_all(const struct front *front) {
    return *refine_filter_text(front->session) && !front->session->trail.current->excerpt.count;
}

static bool has_marks(const struct front *front) {
    return marks_count(&front->session->trail.current->marks) > 0;
}

static bool has_marks_to_load(const struct front *front) {
    return can_buy(front) && load_batch_is_possible(front->session);
}

/* Nothing to load, so that their lists may be compared. */
static bool has_marks_to_compare(const struct front *front) {
    return comparing_has_marked(front->session);
}

static bool is_searched(const struct front *front) {
    return front->session->search_text;
}

static bool is_filtered(const struct front *front) {
    return *refine_filter_text(front->session);
}

static bool is_offline(const struct front *front) {
    return !front->session->worker;
}

/* A page under way does not change the hints: it may have been requested by moving. */
static bool can_load(const struct front *front) {
    const struct list *list = list_of(front);
    return can_buy(front) && !list_is_local(list) && (list->job || list_can_go_on(list));
}

static bool is_difference(const struct front *front) {
    return source_difference_newer(list_of(front)) != 0;
}

static bool has_older(const struct front *front) {
    return list_of(front)->has_older;
}

static bool can_crawl(const struct front *front) {
    return can_buy(front) && source_frontier_is(list_of(front));
}

static bool is_any(const struct front *front) {
    (void)front;
    return true;
}

static const struct {
    bool (*holds)(const struct front *front);
    struct hint row[6];
} in_list[] = {
    {has_no_list, {OF(FIND), OF(BOOKMARKS), OF(OPEN), OF(HELP), END}},
    {is_new, {OF(FIND), OF(OPEN), AS(MORE, "load"), OF(HELP), END}},
    {can_retry, {OF(LEDGER), OF(REFETCH), OF(MORE), OF(HELP), END}},
    {can_refetch, {OF(FIND), OF(OPEN), OF(REFETCH), OF(HELP), END}},
    {is_empty_and_local, {OF(FIND), OF(OPEN), AS(BACKWARD, "back"), OF(HELP), END}},
    {has_nothing, {OF(FIND), OF(BOOKMARKS), OF(OPEN), OF(HELP), END}},
    {is_loading, {OF(SEARCH), OF(FILTER), OF(LEDGER), OF(STOP), OF(HELP), END}},
    {filter_hides_all, {OF(FIND), OF(FILTER), AS(ESCAPE, "clear"), OF(HELP), END}},
    {has_marks_to_load, {OF(UNMARK), OF(BOOKMARK), OF(COPY), OF(LOAD), OF(HELP), END}},
    {has_marks_to_compare, {OF(UNMARK), OF(BOOKMARK), OF(COPY), OF(COMPARE), OF(HELP), END}},
    {has_marks, {OF(FILTER), OF(UNMARK), OF(BOOKMARK), OF(COPY), OF(HELP), END}},
    {is_searched,
     {OF(FILTER), OF(SEARCH_PREVIOUS), OF(SEARCH_NEXT), AS(ESCAPE, "clear"), OF(HELP), END}},
    {is_filtered, {OF(SEARCH), OF(ORDER), OF(MARK), AS(ESCAPE, "clear"), OF(HELP), END}},
    {is_difference, {OF(FILTER), OF(ORDER), OF(MARK), AS(DIFF, "snapshots"), OF(HELP), END}},
    {is_offline, {OF(SEARCH), OF(FILTER), OF(ORDER), OF(FIND), OF(HELP), END}},
    {can_crawl, {OF(FILTER), OF(ORDER), OF(MARK), OF(CRAWL), OF(HELP), END}},
    {can_load, {OF(SEARCH), OF(FILTER), OF(ORDER), OF(LOAD), OF(HELP), END}},
    {has_older, {OF(SEARCH), OF(FILTER), OF(ORDER), OF(DIFF), OF(HELP), END}},
    {is_any, {OF(SEARCH), OF(FILTER), OF(ORDER), OF(MARK), OF(HELP), END}},
};

static const struct hint in_zoom[] = {OF(RECORD), OF(BOOKMARK), OF(COPY), OF(ZOOM), OF(HELP), END};

/* Nothing begins a name that is not typed yet. */
static const struct hint *row_of_prompt(const struct prompt *prompt) {
    bool has_name = prompt->question != PROMPT_COMMAND || prompt->edit.len;
    return &in_prompt[prompt->question][has_name ? 0 : 1];
}

static const struct hint *row_of_view(const struct view *view) {
    if (view->ops->keys)
        return view->ops->keys(view);
    return view_has(view, VIEW_IS_TYPED) ? in_typed_view : in_view;
}

const struct hint *hint_row(const struct front *front, const struct view *view, bool is_zoomed) {
    if (front->prompt.question)
        return row_of_prompt(&front->prompt);
    if (view)
        return row_of_view(view);
    if (is_zoomed && session_selected(front->session))
        return in_zoom;
    size_t at = 0;
    while (!in_list[at].holds(front))
        at++;
    return in_list[at].row;
}

bool hint_is(const struct hint *hint) {
    return hint->command != COMMAND_NONE || hint->key;
}

void hint_keys(const struct hint *hint, const struct bindings *bindings, struct buf *out) {
    if (hint->key)
        buf_text_put(out, hint->key);
    else
        bindings_keys(bindings, hint->command, out);
}

static const char *word_of(const struct hint *hint) {
    return hint->word ? hint->word : command_info(hint->command)->hint;
}

/* The first of its keys. A command whose keys were all given to others is no hint. */
static void add_hint(struct line *line, int rank, const struct hint *hint,
                     const struct bindings *bindings) {
    struct buf keys;
    buf_init(&keys, KEYS_MAX);
    hint_keys(hint, bindings, &keys);
    if (keys.len && *word_of(hint)) {
        line_add(line, ROLE_TEXT, rank, "%.*s", (int)strcspn(buf_text(&keys), " "),
                 buf_text(&keys));
        line_add(line, ROLE_DIM, rank, rank > 1 ? " %s  " : " %s", word_of(hint));
    }
    buf_fini(&keys);
}

void hint_line(const struct hint *row, const struct bindings *bindings, struct line *line) {
    int rank = 0;
    while (hint_is(&row[rank]))
        rank++;
    line_init(line);
    for (; rank > 0; rank--, row++)
        add_hint(line, rank, row, bindings);
}
