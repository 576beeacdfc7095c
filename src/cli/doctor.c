/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/doctor.h"

#include "api/client.h"
#include "cli/api_key.h"
#include "health/health_network.h"
#include "health/health_program.h"
#include "health/health_store.h"
#include "store/home.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Who may have set an option. */
static const char shell[] = "configuration", program[] = "command line or configuration";

static void look_at_config(struct health *health, const char *named, const struct err *wrong) {
    char *usual = named ? NULL : home_config_path(NULL);
    const char *path = named ? named : usual;
    if (wrong)
        health_say(health, HEALTH_PROBLEM, "configuration", "%s", wrong->text);
    else if (!path)
        health_say(health, HEALTH_NOTE, "configuration", "not found: HOME is not set");
    else if (access(path, F_OK) != 0)
        health_say(health, HEALTH_OK, "configuration", "no file %s; defaults apply", path);
    else
        health_say(health, HEALTH_OK, "configuration", "%s", path);
    free(usual);
}

static void look_at_colours(struct health *health, const struct options *options,
                            const char *setter) {
    if (health_variable("NO_COLOR") && !options->has_colour)
        health_say(health, HEALTH_NOTE, "colours", "off: NO_COLOR is set");
    else if (!options->has_colour)
        health_say(health, HEALTH_NOTE, "colours", "off (%s)", setter);
    else
        health_say(health, HEALTH_OK, "colours", "on");
}

static void look_at_text(struct health *health, const struct options *options, const char *setter) {
    if (options->is_ascii)
        health_say(health, HEALTH_NOTE, "text", "ASCII only (%s)", setter);
}

static void look_at_api(struct health *health, const struct options *options, const char *setter,
                        const char *more) {
    const char *variable = health_variable("FOLLOWTRAIL_API_URL"), *url = options->api_url;
    if (!url)
        health_say(health, HEALTH_OK, "API", "%s%s", API_DEFAULT_URL, more);
    else if (variable && !strcmp(variable, url))
        health_say(health, HEALTH_OK, "API", "%s (from FOLLOWTRAIL_API_URL)%s", url, more);
    else
        health_say(health, HEALTH_OK, "API", "%s (from the %s)%s", url, setter, more);
}

static void look_at_key_log(struct health *health, bool is_set) {
    if (is_set)
        health_say(health, HEALTH_OK, "TLS keys", "SSLKEYLOGFILE is set and ignored");
}

/* Reports where the key is from and whether it can be one, but no part of it, not even its
 * length. */
static void look_at_found_key(struct health *health, const struct api_key_places *places) {
    char *key;
    const char *from;
    struct err err;
    bool has_variable = api_key_variable();
    if (!api_key_find(places, &key, &from, &err))
        health_say(health, HEALTH_PROBLEM, "key", "%s%s", has_variable ? "from " : "", err.text);
    else if (!key)
        health_say(
            health, HEALTH_PROBLEM, "key",
            "none: set UNIFAPI_API_KEY, key-command or key-file; --demo and --offline need none");
    else
        health_say(health, HEALTH_OK, "key", "from %s", from);
    api_key_free(key);
}

/* A command may ask for a passphrase, so it is not run. */
static void look_at_key(struct health *health, const struct options *options) {
    const struct api_key_places places = {.command = options->key_command,
                                          .file = options->key_file};
    if (!api_key_variable() && places.command)
        health_say(health, HEALTH_OK, "key", "from key-command, which was not run");
    else
        look_at_found_key(health, &places);
    api_key_forget_environment();
}

void doctor_look_at_settings(struct health *health, const struct store_words *words) {
    struct options options;
    struct err err;
    bool is_fine = options_read(words->config_path, &options, &err);
    look_at_config(health, words->config_path, is_fine ? NULL : &err);
    if (is_fine) {
        look_at_colours(health, &options, shell);
        look_at_text(health, &options, shell);
        look_at_api(health, &options, shell, ", not contacted");
        health_look_at_network(health, options.api_url, &options.trust, shell);
    }
    if (is_fine)
        look_at_key_log(health, health_variable("SSLKEYLOGFILE"));
    /* If the file is wrong, its settings for the key are unknown. */
    const struct options none = {.has_colour = false};
    look_at_key(health, is_fine ? &options : &none);
    options_fini(&options);
}

void doctor_look_at_store(struct health *health, const struct store_words *words) {
    struct store_choice choice;
    struct err err;
    if (store_words_choose(words, &choice, &err))
        health_look_at_store(health, &(struct health_store){.path = choice.path,
                                                            .kind = choice.kind,
                                                            .sharing = choice.sharing});
    else
        health_say(health, HEALTH_NOTE, "store",
                   "not checked, because of the problem above; --store FILE names one");
    store_choice_fini(&choice);
}

static void look_at_screen(struct health *health, const struct runtime *runtime,
                           const struct health_terminal *terminal) {
    if (terminal->is_plain)
        health_say(health, HEALTH_OK, "colours", "not needed: --plain prints lines");
    else if (runtime->options.has_colour && !terminal->colours)
        health_say(health, HEALTH_OK, "colours", "off: the terminal has none");
    else
        look_at_colours(health, &runtime->options, program);
    look_at_text(health, &runtime->options, program);
}

static void look_at_connection(struct health *health, const struct runtime *runtime) {
    const struct options *options = &runtime->options;
    if (options->is_offline) {
        health_say(health, HEALTH_OK, "API", "not used: offline");
        health_say(health, HEALTH_OK, "key", "not needed: offline");
    } else if (options->is_demo) {
        health_say(health, HEALTH_OK, "API", "the demo's sandbox, %s",
                   sandbox_url(runtime->sandbox));
        health_say(health, HEALTH_OK, "key", "not needed: demo");
    } else {
        look_at_api(health, options, program, "");
        health_look_at_network(health, options->api_url, &options->trust, program);
        look_at_key_log(health, runtime->has_key_log);
        health_say(health, HEALTH_OK, "key", "from %s", runtime->key_from);
    }
}

void doctor_look_at_program(struct health *health, const struct runtime *runtime,
                            const struct health_terminal *terminal) {
    health_look_at_program(health);
    health_look_at_terminal(health, terminal);
    look_at_config(health, runtime->options.config_path, NULL);
    look_at_screen(health, runtime, terminal);
    look_at_connection(health, runtime);
    if (*runtime->copy_note.text)
        health_say(health, HEALTH_NOTE, "store", "%s", runtime->copy_note.text);
    health_look_at_store(health, &(struct health_store){.path = runtime->store_path,
                                                        .open = runtime->reader,
                                                        .purse = &runtime->session.purse,
                                                        .is_read_only = runtime->options.is_offline,
                                                        .is_temporary = runtime->is_temporary});
    health_look_at_libraries(health, terminal->library);
}
