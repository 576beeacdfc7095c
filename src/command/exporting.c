/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/exporting.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/file.h"
#include "base/mem.h"
#include "export/exporter.h"
#include "fetch/chore.h"
#include "session/marking.h"
#include "session/question.h"
#include "session/refine.h"
#include "session/source.h"
#include "store/upgrade.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 4096 };

/* Whose lists. */
struct owners {
    char **names; /* ids; or a handle of a list that nothing proves an owner of */
    size_t count, capacity;
    size_t without; /* accounts that have no stored list */
    bool is_all;    /* everybody's; `names` is empty */
};

struct exporting {
    struct chore *chore;
    struct owners owners;
    struct export_options options;
    struct export_report report;
    char *name, *dir; /* as typed; whole */
    char *store, *kind;
};

static void add(struct owners *owners, const char *prefix, const char *name) {
    owners->names =
        mem_grow(owners->names, &owners->capacity, owners->count + 1, sizeof *owners->names);
    owners->names[owners->count++] = mem_format("%s%s", prefix, name);
}

static void owners_fini(struct owners *owners) {
    for (size_t i = 0; i < owners->count; i++)
        free(owners->names[i]);
    free(owners->names);
}

/* Nobody asked for the list of an account that is only reported to follow nobody. */
static bool has_list(const struct list *list, const struct account *account) {
    struct facts facts = list_facts_of(list, account);
    return account->id && facts.state_name && strcmp(facts.state_name, "nobody_reported") != 0;
}

static void add_account(struct owners *owners, const struct list *list,
                        const struct account *account) {
    if (has_list(list, account))
        add(owners, "", account->id);
    else
        owners->without++;
}

static void add_marked(struct owners *owners, const struct session *session) {
    size_t count;
    const struct account **accounts = marking_take(session, &count);
    for (size_t i = 0; accounts && i < count; i++)
        add_account(owners, session->trail.current->list, accounts[i]);
    free(accounts);
}

static void add_shown(struct owners *owners, const struct place *place) {
    const struct list *list = place->list;
    owners->is_all = source_of(list) == &source_lists && place->excerpt.count == list->count;
    for (size_t i = 0; !owners->is_all && i < place->excerpt.count; i++)
        add_account(owners, list, list->rows[excerpt_row(&place->excerpt, i)]);
}

static void add_own(struct owners *owners, const struct list *list) {
    if (!list->page_count)
        owners->without++;
    else if (list_is_by_handle(list))
        add(owners, "@", list->target);
    else
        add(owners, "", list->owner && list->owner->id ? list->owner->id : list->target);
}

static bool find_owners(const struct session *session, struct owners *owners, struct err *err) {
    const struct place *place = session->trail.current;
    bool is_marked = marks_count(&place->marks) > 0;
    *owners = (struct owners){.count = 0};
    if ((is_marked || list_is_local(place->list)) && !session->facts->scope.is_counted)
        return err_set(err, ERR_USAGE, "The stored lists are still being counted. Try again soon.");
    if (is_marked)
        add_marked(owners, session);
    else if (list_is_local(place->list))
        add_shown(owners, place);
    else
        add_own(owners, place->list);
    return owners->count || owners->is_all ||
           err_set(err, ERR_USAGE, "%s. Nothing can be exported.",
                   is_marked                    ? "No marked account has a stored list"
                   : list_is_local(place->list) ? "No account of this list has a stored list"
                                                : "Nothing of this list is stored");
}

static void describe_owners(const struct owners *owners, struct buf *out) {
    char lists[FIGURE_MAX], without[FIGURE_MAX];
    if (owners->is_all)
        buf_text_put(out, "Exports all stored lists");
    else
        buf_format(out, "Exports %s", figure_counted((int64_t)owners->count, "list", lists));
    if (owners->without)
        buf_format(out, "; %s without a stored list left out",
                   figure_counted((int64_t)owners->without, "account", without));
    buf_text_put(out, ": CSV, GraphML and a description, in a new folder.");
}

static bool refuse_second(const struct exporting *exporting, struct session *session) {
    if (exporting)
        session_say(session, TONE_INFO, "An export is under way. Esc cancels it.");
    return exporting;
}

bool exporting_describe(const struct exporting *exporting, struct session *session,
                        struct buf *out) {
    struct owners owners;
    struct err err;
    if (refuse_second(exporting, session))
        return false;
    bool is_found = find_owners(session, &owners, &err);
    if (is_found)
        describe_owners(&owners, out);
    else
        session_say(session, TONE_INFO, "%s", err.text);
    owners_fini(&owners);
    return is_found;
}

static bool tell(void *context, const struct export_progress *progress) {
    return !context || chore_tell(context, progress->file, progress->rows);
}

/* In the thread, with a connection of its own. */
static bool run(struct chore *chore, void *context, struct err *err) {
    struct exporting *exporting = context;
    const struct store_config config = {.path = exporting->store, .kind = exporting->kind};
    const struct export_watch watch = {tell, chore};
    struct err note;
    struct store *reader = upgrade_open_reader(&config, clock_wall_ms(), &note, err);
    return reader && exporter_write_folder(reader, exporting->dir, &exporting->options, &watch,
                                           &exporting->report, err);
}

static void free_exporting(struct exporting **of, struct session *session) {
    struct exporting *exporting = *of;
    *of = NULL;
    session->export = (struct session_export){.part = NULL};
    owners_fini(&exporting->owners);
    export_report_fini(&exporting->report);
    free(exporting->name);
    free(exporting->dir);
    free(exporting->store);
    free(exporting->kind);
    free(exporting);
}

/* README.txt in the folder says the rest. */
static void put_report(const struct exporting *exporting, struct buf *out) {
    const struct export_report *report = &exporting->report;
    char people[FIGURE_MAX];
    if (report->incomplete) {
        buf_text_put(out, " ");
        export_report_describe_lists(report, &exporting->options, out);
        buf_text_put(out, " (see lists.csv).");
    }
    buf_format(out,
               " It names %s people; followtrail export --pseudonyms makes one that can be shared.",
               figure_grouped(report->accounts, people));
}

static void say_done(const struct exporting *exporting, struct session *session) {
    const struct export_report *report = &exporting->report;
    char lists[FIGURE_MAX], follows[FIGURE_MAX];
    struct buf words;
    buf_init(&words, WORDS_MAX);
    buf_format(&words, "Exported %s with %s to %s.", figure_counted(report->lists, "list", lists),
               figure_counted(report->follows, "follow", follows), exporting->name);
    put_report(exporting, &words);
    session_say(session, report->incomplete ? TONE_WARNING : TONE_INFO, "%s", buf_text(&words));
    buf_fini(&words);
}

static void say_end(struct exporting **exporting, struct session *session, bool is_done,
                    const struct err *err) {
    if (is_done)
        say_done(*exporting, session);
    else if ((*exporting)->report.is_cancelled)
        session_say(session, TONE_INFO, "Export cancelled. Nothing was left.");
    else
        session_say(session, TONE_ERROR, "Nothing was exported: %s.", err->text);
    free_exporting(exporting, session);
}

static void start(struct exporting **of, struct session *session, struct mailbox *mailbox) {
    struct exporting *exporting = *of;
    struct err err;
    session->export.is_running = true;
    if (!mailbox) {
        bool is_done = run(NULL, exporting, &err);
        say_end(of, session, is_done, &err);
    } else if (!(exporting->chore = chore_start(mailbox, run, exporting, &err))) {
        say_end(of, session, false, &err);
    }
}

static struct exporting *make(const struct store *store, const struct owners *owners,
                              const char *dir) {
    struct exporting *exporting = mem_zalloc(sizeof *exporting);
    export_report_init(&exporting->report);
    exporting->owners = *owners;
    exporting->options = (struct export_options){.accounts = (const char *const *)owners->names,
                                                 .account_count = owners->count,
                                                 .as_of_ms = EXPORT_ALWAYS};
    exporting->name = mem_dup(dir);
    exporting->dir = file_expand(dir);
    exporting->store = mem_dup(store->path);
    exporting->kind = mem_dup(store->kind);
    return exporting;
}

void exporting_begin(struct exporting **of, struct session *session, struct mailbox *mailbox,
                     const char *dir) {
    struct owners owners;
    struct err err;
    if (refuse_second(*of, session))
        return;
    if (find_owners(session, &owners, &err)) {
        *of = make(session->store, &owners, dir);
        start(of, session, mailbox);
    } else {
        session_say(session, TONE_INFO, "%s", err.text);
        owners_fini(&owners);
    }
}

void exporting_look(struct exporting **of, struct session *session) {
    struct exporting *exporting = *of;
    struct err err;
    if (!exporting)
        return;
    struct chore_state state = chore_look(exporting->chore);
    session->export.is_stopping = state.is_cancelled;
    session->export.part = state.part;
    session->export.rows = state.done;
    session->changes++;
    if (!state.has_ended)
        return;
    bool is_done = chore_end(exporting->chore, &err);
    say_end(of, session, is_done, &err);
}

bool exporting_cancel(struct exporting *exporting, struct session *session) {
    if (!exporting)
        return false;
    chore_cancel(exporting->chore);
    session->export.is_stopping = true;
    session->changes++;
    return true;
}

void exporting_end(struct exporting **exporting, struct session *session) {
    if (!exporting_cancel(*exporting, session))
        return;
    (void)chore_end((*exporting)->chore, NULL);
    free_exporting(exporting, session);
}

bool exporting_may_end(struct exporting **exporting, struct session *session) {
    bool is_asked = session->question.about == ASKED_EXPORT;
    if (*exporting && !is_asked) {
        question_ask(session, &(struct question_draft){.about = ASKED_EXPORT,
                                                       .target = session,
                                                       .most = 1,
                                                       .is_free = true,
                                                       .verb = "Quit",
                                                       .what = "Quit and cancel the export"});
        return false;
    }
    exporting_end(exporting, session);
    return true;
}
