/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about the program: its views, prompts, and ends. */
#include "command/crawling.h"
#include "command/ending.h"
#include "command/exporting.h"
#include "command/front.h"
#include "session/load.h"
#include "session/navigate.h"
#include "session/refine.h"
#include "session/requests.h"
#include "store/schema.h"

/* A request's answer needs no list. */
void run_record(struct front *front) {
    if (*front->argument || front_has_list(front))
        front->ops->show(front);
}

/* A view with tables turns them. */
void run_next_tab(struct front *front) {
    session_say(front->session, TONE_INFO,
                "Tab changes tables in the ledger ($), in Compare (c) and in a crawl (E).");
}

void run_view(struct front *front) {
    front->ops->show(front);
}

void run_version(struct front *front) {
    session_say(front->session, TONE_INFO, "%s, store version %d.", PACKAGE_STRING, SCHEMA_VERSION);
}

void run_palette(struct front *front) {
    prompt_command(&front->prompt);
}

/* The search, then the filter. */
static bool escape_sieve(struct session *session) {
    struct err err;
    if (session->search_text)
        refine_end_search(session);
    else if (*refine_filter_text(session))
        (void)refine_filter(session, "", &err);
    else
        return false;
    return true;
}

/* One step a press, the most visible thing first. Other lists' loads go on. */
static void escape(struct session *session) {
    const struct place *place = session->trail.current;
    const struct session_load *load = place ? session_load_of(session, place->list) : NULL;
    if (requests_has_countdown(session))
        requests_cancel(session);
    else if (session->message)
        session_hush(session);
    else if (session->is_finishing)
        requests_resume(session);
    else if (load && load->crawl && !load->is_stopping)
        crawling_stop(session);
    else if (load && !load->is_stopping)
        load_stop(session);
    else if (!requests_cancel(session) && !escape_sieve(session))
        session_say(session, TONE_INFO, "Nothing to cancel. %s%sQ quits.",
                    crawling_runs(session) ? "s stops the crawl, "
                    : session->load_count  ? "s stops the loading of other lists, "
                                           : "",
                    place && trail_way_out(place) ? "Backspace goes back, " : "");
}

/* The pane in the list's place comes right after a message. */
void run_escape(struct front *front) {
    struct session *session = front->session;
    bool is_free = !session->message && !requests_has_countdown(session);
    if (is_free && (front->ops->close(front) || exporting_cancel(front->exporting, session)))
        return;
    escape(session);
}

void run_suspend(struct front *front) {
    front->wants_suspend = !front->is_script;
    if (front->is_script)
        session_say(front->session, TONE_INFO, "There is no terminal to suspend.");
}

void run_leave(struct front *front) {
    if (!front->ops->close(front))
        navigate_back(front->session);
}

void run_quit(struct front *front) {
    front->ops->show_list(front);
    if (!exporting_may_end(&front->exporting, front->session))
        return;
    front->is_leaving = ending_quit(front->session) || front->is_leaving;
}
