/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/runtime.h"

#include "account/reference.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/api_key.h"
#include "cli/complaint.h"
#include "cli/intake.h"
#include "cli/names.h"
#include "fetch/keep.h"
#include "session/bookmarks.h"
#include "session/resume.h"
#include "store/home.h"
#include "store/journal.h"
#include "store/upgrade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Before anything is opened: a name that means nothing is reported in the shell. */
static bool check_accounts(struct outfit *outfit, int argc, char **argv, struct err *err) {
    struct reference reference;
    for (int i = outfit->options.first_account; i < argc; i++)
        if (!reference_parse(argv[i], &reference, err))
            return false;
    outfit->words = argv;
    outfit->word_count = argc;
    return names_check(&outfit->options, NULL, argc, argv, &outfit->has_open_question, err);
}

/* A store that could not be read as it was. */
static bool check_names(struct outfit *outfit, struct err *err) {
    return !outfit->has_open_question ||
           names_check(&outfit->options, outfit->reader, outfit->word_count, outfit->words,
                       &outfit->has_open_question, err);
}

static bool take_key(struct outfit *outfit, struct err *err) {
    const struct options *options = &outfit->options;
    const struct api_key_places places = {.command = options->key_command,
                                          .file = options->key_file,
                                          .is_first = options->is_key_told};
    const char *from;
    if (options->is_offline || options->is_demo) {
        api_key_forget_environment();
        outfit->key =
            options->is_demo && !options->is_offline ? mem_dup(SANDBOX_DEFAULT_KEY) : NULL;
        return true;
    }
    if (!api_key_find(&places, &outfit->key, &from, err))
        return false;
    return outfit->key ||
           err_set(err, ERR_CONFIG,
                   "there is no API key. Set it for this shell:\n\n"
                   "    export UNIFAPI_API_KEY=…\n\n"
                   "or look around without one, at no cost:\n\n    followtrail --demo\n\n"
                   "The manual names more places for it: key-command, key-file.\n");
}

/* Offline nothing comes into a store, so one that was named may be of any kind. */
static const char *wanted_kind(const struct outfit *outfit) {
    bool is_any = outfit->options.is_offline && outfit->options.store_path;
    return is_any ? NULL : outfit->choice.kind;
}

static bool open_store(struct outfit *outfit, struct err *err) {
    if (!store_choice_make(&outfit->options, &outfit->choice, err))
        return false;
    outfit->is_temporary = !outfit->choice.path;
    outfit->store_path = outfit->is_temporary ? home_temporary_path(STORE_FREE_MIN, err)
                                              : mem_dup(outfit->choice.path);
    if (!outfit->store_path)
        return false;
    struct store_config config = {.path = outfit->store_path,
                                  .kind = wanted_kind(outfit),
                                  .is_temporary = outfit->is_temporary,
                                  .catch_up = keep_catch_up};
    if (!outfit->options.is_offline) {
        outfit->writer = store_open(&config, clock_wall_ms(), err);
        if (!outfit->writer)
            return false;
        outfit->writer->caps = outfit->options.caps;
        store_use_key(outfit->writer, outfit->key);
        outfit->reader = store_open_reader(&config, err);
    } else {
        outfit->reader = upgrade_open_reader(&config, clock_wall_ms(), &outfit->copy_note, err);
    }
    if (!outfit->reader)
        return false;
    if (outfit->is_temporary)
        return true;
    char name[sizeof "place-" + STORE_NAME_MAX];
    snprintf(name, sizeof name, "place-%s", outfit->reader->name);
    outfit->state_path = home_state_path(name, err);
    return outfit->state_path;
}

/* One file for all stores of a kind: accounts of the sandbox are not those of the live API. */
static bool open_bookmarks(struct outfit *outfit, struct err *err) {
    char *path = NULL;
    if (!outfit->is_temporary && !(path = home_bookmarks_path(outfit->reader->kind, err)))
        return false;
    outfit->bookmarks = bookmark_set_new(path);
    free(path);
    return true;
}

static bool open_worker(struct outfit *outfit, struct err *err) {
    if (outfit->options.is_offline)
        return journal_read_purse(outfit->reader, clock_wall_ms(), &outfit->purse, err);
    const char *url = outfit->options.api_url;
    if (outfit->options.is_demo) {
        struct sandbox_config config;
        sandbox_config_init(&config);
        outfit->sandbox = sandbox_open(&config, err);
        if (!outfit->sandbox)
            return false;
        url = sandbox_url(outfit->sandbox);
    }
    struct api_config api = {.url = url,
                             .key = outfit->key,
                             .silence_s = (long)outfit->options.silence_s,
                             .ca_file = outfit->options.trust.file,
                             .ca_folder = outfit->options.trust.folder};
    outfit->worker =
        worker_open(&api, outfit->writer, outfit->mailbox, &outfit->purse, &outfit->intake, err);
    intake_print("followtrail", &outfit->intake);
    return outfit->worker;
}

/* What the screen says of where the data comes from: nothing for the live API. */
static const char *name_place(struct outfit *outfit) {
    const struct options *options = &outfit->options;
    const char *kind = outfit->reader->kind;
    if (options->is_offline) {
        bool is_sandbox = !strcmp(kind, STORE_KIND_SANDBOX);
        snprintf(outfit->place, sizeof outfit->place, "%s%sOFFLINE",
                 is_sandbox                      ? "SANDBOX"
                 : strcmp(kind, STORE_KIND_LIVE) ? kind
                                                 : "",
                 strcmp(kind, STORE_KIND_LIVE) ? " " : "");
        return outfit->place;
    }
    if (options->is_demo)
        return "SANDBOX";
    if (!options->api_url || !strcmp(options->api_url, API_DEFAULT_URL))
        return NULL;
    const char *host = strstr(options->api_url, "://");
    return host ? host + strlen("://") : options->api_url;
}

/* Only TLS has certificates to check. */
static bool check_trust(const struct options *options, struct err *err) {
    bool has_tls = !options->api_url || !strncasecmp(options->api_url, "https:", 6);
    return options->is_offline || options->is_demo || !has_tls || trust_check(&options->trust, err);
}

bool outfit_prepare(struct outfit *outfit, int argc, char **argv, struct err *err) {
    return check_accounts(outfit, argc, argv, err) && check_trust(&outfit->options, err) &&
           take_key(outfit, err);
}

bool outfit_open(struct outfit *outfit, struct err *err) {
    struct session_config config = {.page_size = (int)outfit->options.page_size,
                                    .wants_profile = outfit->options.has_profile,
                                    .has_prefetch = outfit->options.has_prefetch,
                                    .load_page_size = (int)outfit->options.load_page,
                                    .threshold = outfit->options.threshold};
    outfit->mailbox = mailbox_open(err);
    outfit->signals = outfit->mailbox ? signals_open(outfit->mailbox, err) : NULL;
    if (!outfit->signals || !open_store(outfit, err) || !check_names(outfit, err) ||
        !open_bookmarks(outfit, err) || !open_worker(outfit, err))
        return false;
    config.place_name = name_place(outfit);
    session_init(&outfit->session, &config, outfit->worker, outfit->reader, &outfit->purse);
    outfit->has_session = true;
    outfit->session.bookmarks = outfit->bookmarks;
    return true;
}

bool outfit_read_bookmarks(struct outfit *outfit, struct err *err) {
    return bookmark_set_read(outfit->bookmarks, err);
}

bool outfit_come_back(struct outfit *outfit) {
    bool is_back = false;
    struct err err;
    if (outfit->state_path && !resume_restore(&outfit->session, outfit->state_path, &is_back, &err))
        session_say(&outfit->session, TONE_WARNING, "%s.", err.text);
    return is_back;
}

bool outfit_save_place(const struct outfit *outfit, struct err *err) {
    return !outfit->has_session || !outfit->state_path ||
           resume_save(&outfit->session, outfit->state_path, err);
}

/* One line that stays in the terminal: the money of this session, and what is not certain of it. */
static void report_money(const struct purse *purse) {
    int64_t spent = purse->spent[PURSE_SESSION];
    if (!spent && !purse->maybe)
        return;
    fprintf(stderr, "followtrail: %lld credit%s spent in this session", (long long)spent,
            spent == 1 ? "" : "s");
    if (purse->maybe)
        fprintf(stderr,
                "; up to %lld more may have been charged for requests without a readable answer",
                (long long)purse->maybe);
    fputs("\n", stderr);
}

bool outfit_close(struct outfit *outfit) {
    struct err err;
    bool had_worker = outfit->worker != NULL;
    bool is_kept = worker_close(outfit->worker, &outfit->purse, &err);
    if (!is_kept)
        complaint_print("followtrail", &err);
    session_fini(&outfit->session);
    bookmark_set_free(outfit->bookmarks);
    store_close(outfit->reader);
    if (outfit->writer && !store_is_in_place(outfit->writer, &err)) {
        is_kept = false;
        complaint_print("followtrail", &err);
    }
    store_close(outfit->writer);
    if (outfit->is_temporary && outfit->store_path)
        home_remove_temporary(outfit->store_path);
    sandbox_close(outfit->sandbox);
    signals_close(outfit->signals);
    mailbox_close(outfit->mailbox);
    if (had_worker && !outfit->options.is_demo)
        report_money(&outfit->purse);
    free(outfit->store_path);
    free(outfit->state_path);
    store_choice_fini(&outfit->choice);
    api_key_free(outfit->key);
    options_fini(&outfit->options);
    return is_kept;
}
