/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/log.h"

#include "base/mem.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TIME_SIZE = 40 };

struct log {
    FILE *file;
};

struct log *log_open(const char *path, struct err *err) {
    FILE *file = fopen(path, "ae");
    if (!file) {
        err_set(err, ERR_IO, "cannot open the log %s: %s", path, strerror(errno));
        return NULL;
    }
    struct log *log = mem_alloc(sizeof *log);
    log->file = file;
    return log;
}

void log_close(struct log *log) {
    if (!log)
        return;
    fclose(log->file);
    free(log);
}

static void format_time(int64_t wall_ms, char text[TIME_SIZE]) {
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    size_t len = strftime(text, TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(text + len, TIME_SIZE - len, ".%03uZ", (unsigned)(wall_ms % 1000));
}

static void put_text(struct json_object *object, const char *key, const char *text) {
    json_object_object_add(object, key, json_object_new_string(text));
}

static void put_number(struct json_object *object, const char *key, int64_t number) {
    json_object_object_add(object, key, json_object_new_int64(number));
}

bool log_write(struct log *log, const struct log_line *line) {
    if (!log)
        return true;
    char time[TIME_SIZE];
    format_time(line->wall_ms, time);
    struct json_object *object = json_object_new_object();
    put_text(object, "time", time);
    put_text(object, "path", line->path);
    put_text(object, "query", line->query);
    put_number(object, "status", line->status);
    put_number(object, "records", line->records);
    put_number(object, "credits", line->credits);
    put_number(object, "balance", line->balance);
    put_text(object, "request_id", line->request_id);
    if (line->fault)
        put_text(object, "fault", line->fault);
    int flags = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;
    int written = fprintf(log->file, "%s\n", json_object_to_json_string_ext(object, flags));
    json_object_put(object);
    return fflush(log->file) == 0 && written > 0;
}
