/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/gauge.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINE_MAX_BYTES = 1024, PATH_MAX_BYTES = 128 };

/* The number after `name` at the beginning of a line. */
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

int64_t gauge_cpu_us(pid_t pid) {
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return -1;
    return (int64_t)used.tv_sec * 1000000 + used.tv_nsec / 1000;
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

int64_t gauge_peak_bytes(pid_t pid) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    int64_t kilobytes = read_field(path, "VmHWM:");
    return kilobytes < 0 ? -1 : kilobytes * 1024;
}

pid_t gauge_child(pid_t pid) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    return (pid_t)read_field(path, "");
}
