/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "api/client.h"
#include "cli/option.h"

#include <stdlib.h>

enum { SILENCE_MAX_S = 600 };

static bool apply_demo(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    ((struct options *)target)->is_demo = true;
    return true;
}

static bool apply_api_url(void *target, const char *value, struct err *err) {
    ((struct options *)target)->api_url = value;
    return api_check_url(value, err);
}

static bool apply_page(void *target, const char *value, struct err *err) {
    return option_number(value, 1, API_LIMIT_MAX, &((struct options *)target)->page_size, err);
}

static bool apply_no_profile(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    ((struct options *)target)->has_profile = false;
    return true;
}

static bool apply_no_prefetch(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    ((struct options *)target)->has_prefetch = false;
    return true;
}

static bool apply_no_color(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    ((struct options *)target)->has_colour = false;
    return true;
}

static bool apply_timeout(void *target, const char *value, struct err *err) {
    return option_number(value, 1, SILENCE_MAX_S, &((struct options *)target)->silence_s, err);
}

static bool apply_help(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    ((struct options *)target)->wants_help = true;
    return true;
}

static bool apply_version(void *target, const char *value, struct err *err) {
    (void)value;
    (void)err;
    ((struct options *)target)->wants_version = true;
    return true;
}

static const struct option_row rows[] = {
    {"demo", NULL, "browse the built-in sandbox: no key, no cost", apply_demo},
    {"api-url", "URL", "the API's address (also FOLLOWTRAIL_API_URL); plain http only to loopback",
     apply_api_url},
    {"page", "N", "records a page while browsing, 1 to 50 (20)", apply_page},
    {"no-profile", NULL, "do not ask for a typed account's profile first (saves 1 credit)",
     apply_no_profile},
    {"no-prefetch", NULL, "fetch the next page only on a key, not while scrolling",
     apply_no_prefetch},
    {"no-color", NULL, "no colours (also NO_COLOR)", apply_no_color},
    {"timeout", "SECONDS", "give a request up after so long without a byte, 1 to 600 (30)",
     apply_timeout},
    {"help", NULL, "print this and exit", apply_help},
    {"version", NULL, "print the version and exit", apply_version},
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

bool options_parse(int argc, char **argv, struct options *options, struct err *err) {
    const char *no_color = getenv("NO_COLOR"), *url = getenv("FOLLOWTRAIL_API_URL");
    struct err wrong;
    *options = (struct options){.has_profile = true,
                                .has_prefetch = true,
                                .has_colour = !(no_color && *no_color),
                                .page_size = API_LIMIT_DEFAULT,
                                .silence_s = API_SILENCE_DEFAULT};
    if (!option_parse(rows, ROW_COUNT, argc, argv, options, &options->first_account, err))
        return false;
    if (options->api_url && options->is_demo)
        return err_set(err, ERR_USAGE,
                       "--demo brings its own API; it cannot be combined with --api-url");
    if (options->api_url || options->is_demo || !url || !*url)
        return true;
    options->api_url = url;
    return api_check_url(url, &wrong) ||
           err_set(err, ERR_USAGE, "FOLLOWTRAIL_API_URL: %s", wrong.text);
}

void options_help(FILE *out) {
    fputs("usage: followtrail [OPTION…] [ACCOUNT…]\n"
          "       followtrail --demo\n"
          "       followtrail sandbox [OPTION…]\n\n"
          "Browse who an account follows. ACCOUNT is a handle with or without @, a numeric id, a "
          "sec_uid,\n"
          "or a profile's address. Further accounts wait behind the key ].\n\n",
          out);
    option_help(out, rows, ROW_COUNT);
    fputs("\nThe API key is read from UNIFAPI_API_KEY, then UNIFAPI_KEY. 1 credit is $0.001; an "
          "account listed is\n"
          "1 credit, and so is a profile. followtrail sandbox --help tells of the sandbox.\n\n"
          "Exit status: 0 done; 64 wrong usage; 69 the network failed; 74 input or output failed; "
          "78 no key, or a\n"
          "terminal that does not fit; 128 and a signal's number after that signal.\n",
          out);
}
