/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gauge.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024, PATH_MAX_BYTES = 128, FIELDS_TO_UTIME = 12, MS_A_SECOND = 1000 };

/* The number behind `name` at the beginning of a line. */
static int64_t read_field(const char *path, const char *name) {
    char line[LINE_MAX_BYTES];
    int64_t value = -1;
    FILE *file = fopen(path, "r");
    while (file && value < 0 && fgets(line, sizeof line, file))
        if (!strncmp(line, name, strlen(name)))
            value = strtoll(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return value;
}

/* Fields are counted behind the name in brackets, which may hold blanks. */
int64_t gauge_cpu_ms(pid_t pid) {
    char path[PATH_MAX_BYTES], line[LINE_MAX_BYTES] = "", *at = NULL;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file && fgets(line, sizeof line, file))
        at = strrchr(line, ')');
    if (file)
        fclose(file);
    for (int i = 0; at && i < FIELDS_TO_UTIME; i++)
        at = strchr(at + 1, ' ');
    if (!at)
        return -1;
    int64_t user = strtoll(at, &at, 10), kernel = strtoll(at, NULL, 10);
    return (user + kernel) * MS_A_SECOND / sysconf(_SC_CLK_TCK);
}

int64_t gauge_wake_ups(pid_t pid) {
    char path[PATH_MAX_BYTES];
    int64_t sum = 0;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    if (!tasks)
        return -1;
    for (const struct dirent *task; (task = readdir(tasks));) {
        char status[sizeof path + sizeof task->d_name + 16];
        if (task->d_name[0] == '.')
            continue;
        snprintf(status, sizeof status, "%s/%s/status", path, task->d_name);
        sum += read_field(status, "voluntary_ctxt_switches:");
    }
    closedir(tasks);
    return sum;
}

int64_t gauge_writes(pid_t pid) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "/proc/%d/task/%d/io", (int)pid, (int)pid);
    return read_field(path, "syscw:");
}

int64_t gauge_peak_bytes(pid_t pid) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    int64_t kilobytes = read_field(path, "VmHWM:");
    return kilobytes < 0 ? -1 : kilobytes * 1024;
}
