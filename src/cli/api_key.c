/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/api_key.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static char *take_variable(const char *name) {
    char *value = getenv(name);
    if (!value)
        return NULL;
    char *copy = *value ? mem_dup(value) : NULL;
    explicit_bzero(value, strlen(value));
    unsetenv(name);
    return copy;
}

char *api_key_take(void) {
    char *first = take_variable("UNIFAPI_API_KEY");
    char *second = take_variable("UNIFAPI_KEY");
    if (!first)
        return second;
    api_key_free(second);
    return first;
}

void api_key_free(char *key) {
    if (!key)
        return;
    explicit_bzero(key, strlen(key));
    free(key);
}

void api_key_seal_process(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
