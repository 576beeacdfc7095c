/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list itself, or in its place the words that explain why there is none. */
#include "ui/scene.h"

#include "base/figure.h"
#include "money/quote.h"
#include "session/requests.h"
#include "session/sift.h"

enum { WORDS_MAX = 8192 };

static const char *loading_words(const struct scene *scene, const struct list *list) {
    const struct session_request *request = session_request_of(scene->session, list);
    if (request && request->retry_at_ms)
        return "Waiting before the next attempt; the status line says how long. Esc stops.";
    if (request && request->is_elsewhere)
        return "Another program is asking for it just now. What it brings is shown here and paid "
               "for once.";
    if (request && request->kind == JOB_PROFILE)
        return "Asking for the profile (1 credit): it says how many accounts are followed. The "
               "first page follows; Esc keeps it back.";
    return "Asking for the first page …";
}

static void explain_price(struct screen *screen, const struct scene *scene, const struct list *list,
                          const char *why) {
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, why);
    if (scene->session->worker)
        buf_format(&words, " m asks for it: up to %s.",
                   figure_credits(requests_price(scene->session, list), figure));
    else
        buf_text_put(&words, " Offline it cannot be asked for.");
    explain_draw(screen, scene, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

static void explain_nobody(struct screen *screen, const struct scene *scene,
                           const struct list *list) {
    if (list->page_count)
        explain_draw(screen, scene, ROLE_TEXT, "This account follows nobody.");
    else
        explain_price(screen, scene, list,
                      "This account follows nobody, its record says, so nothing was asked for.");
}

static void explain_empty(struct screen *screen, const struct scene *scene,
                          const struct list *list) {
    char figure[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (list_is_hidden(list))
        buf_format(&words,
                   "This account hides its following list: the API returned none of the %s "
                   "accounts that it follows. "
                   "Backspace goes back.",
                   figure_grouped(list_reported(list), figure));
    else
        buf_text_put(&words, "The API returned no account. The list is hidden, or its owner "
                             "follows nobody; without the "
                             "owner's profile the two cannot be told apart. Backspace goes back.");
    explain_draw(screen, scene, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

/* What was found, and the bookmarks. */
static void explain_none(struct screen *screen, const struct scene *scene,
                         const struct list *list) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    list_explain_none(list, &words);
    explain_draw(screen, scene, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

static void explain_list(struct screen *screen, const struct scene *scene,
                         const struct list *list) {
    if (list->kind != LIST_FOLLOWING) {
        explain_none(screen, scene, list);
        return;
    }
    switch (list_state(list)) {
    case LIST_LOADING:
        explain_draw(screen, scene, ROLE_DIM, loading_words(scene, list));
        break;
    case LIST_FAILED:
        explain_draw(screen, scene, ROLE_TEXT, list->failure.text);
        break;
    case LIST_NEW:
        if (list_reported(list) == 0)
            explain_nobody(screen, scene, list);
        else
            explain_price(screen, scene, list, "Nothing of this list is here yet.");
        break;
    case LIST_EMPTY:
        if (list_reported(list) == 0)
            explain_nobody(screen, scene, list);
        else
            explain_empty(screen, scene, list);
        break;
    case LIST_CUT_BY_BALANCE:
        explain_draw(
            screen, scene, ROLE_TEXT,
            "The credits ran out before the first account. Add credits to the workspace, then "
            "press m.");
        break;
    case LIST_PARTIAL:
        explain_draw(
            screen, scene, ROLE_TEXT,
            "The first page came empty, and the API says there is more. Press m for the next "
            "page.");
        break;
    case LIST_COMPLETE:
    case LIST_STOPPED:
        explain_draw(
            screen, scene, ROLE_TEXT,
            "No account came, and the API announces more without end. The list was stopped.");
        break;
    }
}

/* Behind the last row: what comes next and what it costs, where there is room. */
static void draw_end(struct screen *screen, const struct scene *scene, const struct list *list,
                     int row) {
    if (row >= scene->layout.list_row + scene->layout.list_rows || list_state(list) != LIST_PARTIAL)
        return;
    int64_t credits =
        quote_page(list_reported(list), (int64_t)list->count, scene->session->config.page_size);
    char figure[FIGURE_MAX], dollars[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    if (scene->session->worker)
        buf_format(&words, "⋮ m%s fetches the next page: %s%s (%s)",
                   scene->session->config.has_prefetch && !sift_is_on(scene->session)
                       ? " or moving on"
                       : "",
                   list_reported(list) < 0 ? "up to " : "about ", figure_credits(credits, figure),
                   figure_dollars(credits, dollars));
    else
        buf_text_put(&words, "⋮ here ends what the store has of this list");
    screen_put(screen, row, 2, scene->layout.list_cols - 2, ROLE_DIM, buf_text(&words));
    buf_fini(&words);
}

static void explain_start(struct screen *screen, const struct scene *scene) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    /* While something is typed, the keys are letters. */
    buf_format(&words,
               "%s whose following list to open: a handle, a numeric id, a sec_uid, or a profile's "
               "address. ",
               scene->prompt ? "Type" : "Press @ and type");
    if (scene->session->worker)
        buf_text_put(&words, "The profile costs 1 credit, the first page 1 credit an account; what "
                             "the store has is free. ");
    else
        buf_text_put(&words, "Offline, what the store has is here, free. ");
    if (!scene->prompt)
        buf_text_put(&words, "Press ? for all keys.");
    explain_draw(screen, scene, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

/* A filter that nothing passes, and what it did not look at. */
static void explain_filter(struct screen *screen, const struct scene *scene) {
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_text_put(&words, "No account that is loaded passes the filter: ");
    sift_describe(scene->session, &words);
    buf_text_put(&words, scene->prompt ? "." : ". Esc shows all, & changes the filter.");
    explain_draw(screen, scene, ROLE_TEXT, buf_text(&words));
    buf_fini(&words);
}

void list_view_draw(struct screen *screen, const struct scene *scene) {
    const struct place *place = scene->session->trail.current;
    const struct layout *layout = &scene->layout;
    screen_cursor(screen, layout->list_row, 0);
    if (!place) {
        explain_start(screen, scene);
        return;
    }
    if (layout->is_zoomed)
        return;
    row_view_header(screen, scene);
    if (!place->list->count) {
        explain_list(screen, scene, place->list);
        return;
    }
    if (!place->excerpt.count) {
        explain_filter(screen, scene);
        return;
    }
    size_t position = place->top;
    int row = layout->list_row, end = layout->list_row + layout->list_rows;
    for (; row < end && position < place->excerpt.count; row++, position++)
        row_view_draw(screen, scene, row, place, position);
    draw_end(screen, scene, place->list, row);
    screen_cursor(screen, layout->list_row + (int)(place->excerpt.selected - place->top), 0);
}
