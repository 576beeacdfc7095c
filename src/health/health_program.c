/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health_program.h"

#include "api/http.h"
#include "api/json.h"
#include "base/codepoint.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "store/schema.h"
#include "store/sql.h"

#include <stdlib.h>

char *health_libraries(const char *screen) {
    char http[HTTP_LIBRARY_MAX], hash[SHA256_LIBRARY_MAX];
    return mem_format("%s, json-c %s, SQLite %s, utf8proc %s, %s, %s", http_library(http),
                      json_library_version(), sql_library_version(), codepoint_library_version(),
                      sha256_library(hash), screen);
}

void health_look_at_program(struct health *health) {
    health_say(health, HEALTH_OK, "program", "%s, store version %d", PACKAGE_STRING,
               SCHEMA_VERSION);
}

void health_look_at_libraries(struct health *health, const char *screen) {
    char *libraries = health_libraries(screen);
    health_say(health, HEALTH_OK, "libraries", "%s", libraries);
    free(libraries);
}
