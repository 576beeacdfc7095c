/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/store_choice.h"

#include "api/client.h"
#include "api/url.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/complaint.h"
#include "fetch/keep.h"
#include "store/home.h"
#include "store/store.h"
#include "store/upgrade.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char usual_port[] = ":443";

/* The host of a checked base address in lower case, with the port that it names, without leading
 * zeros. A single-word name always keeps its port, so that no host looks like one of our own
 * kinds. */
static char *host_of(const char *url) {
    const char *start = strstr(url, "://") + strlen("://");
    size_t len = strcspn(start, "/"), host_len = len;
    if (memchr(start, ':', len) && start[len - 1] != ']')
        for (host_len = len; start[host_len - 1] != ':'; host_len--)
            ;
    char *host = mem_alloc(len + sizeof usual_port);
    for (size_t i = 0; i < host_len; i++)
        host[i] = (char)tolower((unsigned char)start[i]);
    size_t zeros = host_len < len ? strspn(start + host_len, "0") : 0;
    memcpy(host + host_len, start + host_len + zeros, len - host_len - zeros);
    host[len - zeros] = '\0';
    if (host_len == len)
        memcpy(host + len, usual_port, sizeof usual_port);
    char *port = strrchr(host, ':');
    if (strcmp(port, usual_port) == 0 && strpbrk(host, ".["))
        *port = '\0';
    return host;
}

static bool is_live(const char *host) {
    char *live = host_of(API_DEFAULT_URL);
    bool is_same = strcmp(host, live) == 0;
    free(live);
    return is_same;
}

static char *kind_of(const struct options *options, struct err *err) {
    struct url_base base;
    if (options->is_demo)
        return mem_dup(STORE_KIND_SANDBOX);
    if (!options->api_url)
        return mem_dup(STORE_KIND_LIVE);
    if (!url_read_base(options->api_url, &base, err))
        return NULL;
    if (!base.is_https)
        return mem_dup(STORE_KIND_SANDBOX);
    char *host = host_of(options->api_url);
    if (!is_live(host))
        return host;
    free(host);
    return mem_dup(STORE_KIND_LIVE);
}

bool store_choice_make(const struct options *options, struct store_choice *choice,
                       struct err *err) {
    *choice = (struct store_choice){.kind = kind_of(options, err)};
    if (!choice->kind)
        return false;
    choice->sharing = options->is_shared    ? SHARING_GROUP
                      : options->store_path ? SHARING_FOLDER
                                            : SHARING_NONE;
    if (options->store_path)
        choice->path = mem_dup(options->store_path);
    else if (!options->is_demo)
        choice->path = home_store_path(choice->kind, err);
    return choice->path || options->is_demo;
}

bool store_words_take_store(void *target, const char *value, struct err *err) {
    ((struct store_words *)target)->store_path = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

bool store_words_take_config(void *target, const char *value, struct err *err) {
    ((struct store_words *)target)->config_path = value;
    return *value || err_set(err, ERR_USAGE, "a file name is missing");
}

bool store_words_choose(const struct store_words *words, struct store_choice *choice,
                        struct err *err) {
    *choice = (struct store_choice){.kind = words->is_sandbox ? mem_dup(STORE_KIND_SANDBOX) : NULL};
    choice->sharing = words->store_path ? SHARING_FOLDER : SHARING_NONE;
    if (words->store_path)
        choice->path = mem_dup(words->store_path);
    else if (words->is_sandbox)
        choice->path = home_store_path(STORE_KIND_SANDBOX, err);
    if (words->store_path || words->is_sandbox)
        return choice->path;
    struct options options;
    bool is_fine =
        options_read(words->config_path, &options, err) && store_choice_make(&options, choice, err);
    options_fini(&options);
    return is_fine;
}

struct store *store_words_open_reader(const struct store_words *words, const char *who,
                                      struct store_choice *choice, struct err *err) {
    struct err note;
    if (!store_words_choose(words, choice, err))
        return NULL;
    const struct store_config config = {
        .path = choice->path, .kind = choice->kind, .catch_up = keep_catch_up};
    struct store *store = upgrade_open_reader(&config, clock_wall_ms(), &note, err);
    if (store && *note.text)
        complaint_print(who, &note);
    return store;
}

void store_choice_fini(struct store_choice *choice) {
    free(choice->kind);
    free(choice->path);
    *choice = (struct store_choice){0};
}
