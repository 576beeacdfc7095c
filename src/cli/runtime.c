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
#include "session/resume.h"
#include "session/source_bookmarks.h"
#include "store/home.h"
#include "store/journal.h"
#include "store/upgrade.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* Before anything is opened, so that an unknown name is reported in the shell. */
static bool check_accounts(struct runtime *runtime, int argc, char **argv, struct err *err) {
    struct reference reference;
    for (int i = runtime->options.first_account; i < argc; i++)
        if (!reference_parse(argv[i], &reference, err))
            return false;
    runtime->words = argv;
    runtime->word_count = argc;
    return names_check(&runtime->options, NULL, argc, argv, &runtime->has_open_question, err);
}

/* For a store that could not be read before it was opened. */
static bool check_names(struct runtime *runtime, struct err *err) {
    return !runtime->has_open_question ||
           names_check(&runtime->options, runtime->reader, runtime->word_count, runtime->words,
                       &runtime->has_open_question, err);
}

static bool take_key(struct runtime *runtime, struct err *err) {
    const struct options *options = &runtime->options;
    const struct api_key_places places = {.command = options->key_command,
                                          .file = options->key_file,
                                          .is_first = options->is_key_told};
    if (options->is_offline || options->is_demo) {
        api_key_forget_environment();
        runtime->key =
            options->is_demo && !options->is_offline ? mem_dup(SANDBOX_DEFAULT_KEY) : NULL;
        return true;
    }
    if (!api_key_find(&places, &runtime->key, &runtime->key_from, err))
        return false;
    return runtime->key ||
           err_set(
               err, ERR_CONFIG,
               "no API key. Set one for this shell:\n\n"
               "    export UNIFAPI_API_KEY=…\n\n"
               "or try the demo, which needs none and costs nothing:\n\n    followtrail --demo\n\n"
               "For other ways to set it, see key-command and key-file in the manual.\n");
}

/* Offline nothing is added to a store, so a named one may be of any kind. */
static const char *wanted_kind(const struct runtime *runtime) {
    bool is_any =
        runtime->options.is_offline && runtime->options.store_path && !runtime->is_temporary;
    return is_any ? NULL : runtime->choice.kind;
}

/* If in doubt, it exists, and opening it says what is wrong. */
static bool lacks_store(const struct runtime *runtime) {
    struct stat status;
    return runtime->options.may_lack_store && lstat(runtime->choice.path, &status) != 0 &&
           (errno == ENOENT || errno == ENOTDIR);
}

/* Offline, a store is only read, but a temporary one has to be made. */
static bool open_connections(struct runtime *runtime, const struct store_config *config,
                             struct err *err) {
    if (runtime->options.is_offline && !runtime->is_temporary) {
        runtime->reader = upgrade_open_reader(config, clock_wall_ms(), &runtime->copy_note, err);
        return runtime->reader;
    }
    runtime->writer = store_open(config, clock_wall_ms(), err);
    if (!runtime->writer)
        return false;
    runtime->writer->caps = runtime->options.caps;
    if (runtime->key)
        store_use_key(runtime->writer, runtime->key);
    runtime->reader = store_open_reader(config, err);
    return runtime->reader;
}

static bool open_store(struct runtime *runtime, struct err *err) {
    if (!store_choice_make(&runtime->options, &runtime->choice, err))
        return false;
    runtime->is_temporary = !runtime->choice.path || lacks_store(runtime);
    runtime->store_path = runtime->is_temporary ? home_temporary_path(STORE_FREE_MIN, err)
                                                : mem_dup(runtime->choice.path);
    if (!runtime->store_path)
        return false;
    struct store_config config = {.path = runtime->store_path,
                                  .kind = wanted_kind(runtime),
                                  .is_temporary = runtime->is_temporary,
                                  .sharing = runtime->is_temporary ? SHARING_NONE
                                                                   : runtime->choice.sharing,
                                  .catch_up = keep_catch_up};
    if (!open_connections(runtime, &config, err))
        return false;
    if (runtime->is_temporary)
        return true;
    char name[sizeof "place-" + STORE_NAME_MAX];
    snprintf(name, sizeof name, "place-%s", runtime->reader->name);
    runtime->state_path = home_state_path(name, err);
    return runtime->state_path;
}

/* One file for all stores of a kind: accounts of the sandbox are not those of the live API. */
static bool open_bookmarks(struct runtime *runtime, struct err *err) {
    char *path = NULL;
    if (!runtime->is_temporary && !(path = home_bookmarks_path(runtime->reader->kind, err)))
        return false;
    runtime->bookmarks = bookmark_file_new(path);
    free(path);
    return true;
}

static bool open_worker(struct runtime *runtime, struct err *err) {
    if (runtime->options.is_offline)
        return journal_read_purse(runtime->reader, clock_wall_ms(), &runtime->purse, err);
    const char *url = runtime->options.api_url;
    if (runtime->options.is_demo) {
        struct sandbox_config config;
        sandbox_config_init(&config);
        runtime->sandbox = sandbox_open(&config, err);
        if (!runtime->sandbox)
            return false;
        url = sandbox_url(runtime->sandbox);
    }
    struct api_config api = {.url = url,
                             .key = runtime->key,
                             .silence_s = (long)runtime->options.silence_s,
                             .ca_file = runtime->options.trust.file,
                             .ca_folder = runtime->options.trust.folder};
    runtime->worker = worker_open(&api, runtime->writer, runtime->mailbox, &runtime->purse,
                                  &runtime->intake, err);
    intake_print("followtrail", &runtime->intake);
    return runtime->worker;
}

/* The data's source, for the screen: nothing for the live API. */
static const char *name_place(struct runtime *runtime) {
    const struct options *options = &runtime->options;
    const char *kind = runtime->reader->kind;
    if (options->is_offline) {
        bool is_sandbox = !strcmp(kind, STORE_KIND_SANDBOX);
        snprintf(runtime->place, sizeof runtime->place, "%s%sOFFLINE",
                 is_sandbox                      ? "SANDBOX"
                 : strcmp(kind, STORE_KIND_LIVE) ? kind
                                                 : "",
                 strcmp(kind, STORE_KIND_LIVE) ? " " : "");
        return runtime->place;
    }
    if (options->is_demo)
        return "SANDBOX";
    if (!options->api_url || !strcmp(options->api_url, API_DEFAULT_URL))
        return NULL;
    const char *host = strstr(options->api_url, "://");
    return host ? host + strlen("://") : options->api_url;
}

/* Only TLS uses certificates. */
static bool check_trust(const struct options *options, struct err *err) {
    bool has_tls = !options->api_url || !strncasecmp(options->api_url, "https:", 6);
    return options->is_offline || options->is_demo || !has_tls || trust_check(&options->trust, err);
}

bool runtime_prepare(struct runtime *runtime, int argc, char **argv, struct err *err) {
    const char *key_log = getenv("SSLKEYLOGFILE");
    runtime->has_key_log = key_log && *key_log;
    return check_accounts(runtime, argc, argv, err) && check_trust(&runtime->options, err) &&
           take_key(runtime, err);
}

bool runtime_open(struct runtime *runtime, struct err *err) {
    struct session_config config = {.page_size = (int)runtime->options.page_size,
                                    .wants_profile = runtime->options.has_profile,
                                    .has_prefetch = runtime->options.has_prefetch,
                                    .load_page_size = (int)runtime->options.load_page,
                                    .threshold = runtime->options.threshold};
    runtime->mailbox = mailbox_open(err);
    if (!runtime->mailbox || !signals_open(runtime->mailbox, err) || !open_store(runtime, err) ||
        !check_names(runtime, err) || !open_bookmarks(runtime, err) || !open_worker(runtime, err))
        return false;
    config.place_name = name_place(runtime);
    session_init(&runtime->session, &config, runtime->worker, runtime->reader, &runtime->purse);
    runtime->has_session = true;
    runtime->session.bookmarks = runtime->bookmarks;
    return true;
}

bool runtime_read_bookmarks(struct runtime *runtime, struct err *err) {
    return bookmark_file_read(runtime->bookmarks, err);
}

bool runtime_come_back(struct runtime *runtime) {
    bool is_back = false;
    struct err err;
    if (runtime->state_path &&
        !resume_restore(&runtime->session, runtime->state_path, &is_back, &err))
        session_say(&runtime->session, TONE_WARNING, "%s.", err.text);
    return is_back;
}

bool runtime_save_place(const struct runtime *runtime, struct err *err) {
    return !runtime->has_session || !runtime->state_path ||
           resume_save(&runtime->session, runtime->state_path, err);
}

/* One line that stays in the terminal: credits spent in this session, and those maybe charged. */
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

bool runtime_close(struct runtime *runtime) {
    struct err err;
    bool had_worker = runtime->worker != NULL;
    bool is_kept = worker_close(runtime->worker, &runtime->purse, &err);
    if (!is_kept)
        complaint_print("followtrail", &err);
    session_fini(&runtime->session);
    bookmark_file_free(runtime->bookmarks);
    store_close(runtime->reader);
    if (runtime->writer && !store_is_in_place(runtime->writer, &err)) {
        is_kept = false;
        complaint_print("followtrail", &err);
    }
    store_close(runtime->writer);
    if (runtime->is_temporary && runtime->store_path)
        home_remove_temporary(runtime->store_path);
    sandbox_close(runtime->sandbox);
    mailbox_close(runtime->mailbox);
    if (had_worker && !runtime->options.is_demo)
        report_money(&runtime->purse);
    free(runtime->store_path);
    free(runtime->state_path);
    store_choice_fini(&runtime->choice);
    api_key_free(runtime->key);
    options_fini(&runtime->options);
    return is_kept;
}
