/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/account_file.h"

#include "account/reference.h"
#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 256 << 20, MISSING_NAMED = 3 };

void account_file_missing_init(struct account_file_missing *missing) {
    missing->count = 0;
    buf_init(&missing->named, SIZE_MAX);
}

void account_file_missing_fini(struct account_file_missing *missing) {
    buf_fini(&missing->named);
}

void account_file_miss(struct account_file_missing *missing, size_t line, const char *name) {
    if (missing->count < MISSING_NAMED)
        buf_format(&missing->named, "%sline %zu “%.40s”", missing->count ? ", " : "", line, name);
    missing->count++;
}

void account_file_describe_missing(const struct account_file_missing *missing, struct buf *out) {
    char figure[FIGURE_MAX];
    buf_text_put(out, buf_text(&missing->named));
    if (missing->count > MISSING_NAMED)
        buf_format(out, " and %s more",
                   figure_grouped((int64_t)(missing->count - MISSING_NAMED), figure));
}

static bool read_bytes(int fd, char *text, size_t size) {
    size_t len = 0;
    ssize_t got = 1;
    while (len < size && (got = read(fd, text + len, size - len)) > 0)
        len += (size_t)got;
    text[len] = '\0';
    return got >= 0;
}

static char *read_regular(int fd, const struct stat *about, struct err *err) {
    if (!S_ISREG(about->st_mode) || about->st_size > FILE_MAX) {
        err_set(err, ERR_IO, S_ISREG(about->st_mode) ? "it is too large" : "it is not a file");
        return NULL;
    }
    size_t size = (size_t)about->st_size;
    char *text = mem_alloc(size + 1);
    if (!read_bytes(fd, text, size))
        err_set(err, ERR_IO, "%s", strerror(errno));
    else if (strlen(text) == size && text_is_utf8(text, size))
        return text;
    else
        err_set(err, ERR_DATA, "it is not UTF-8 text");
    free(text);
    return NULL;
}

char *account_file_read(const char *path, struct err *err) {
    struct stat about;
    char *text = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd >= 0 && !fstat(fd, &about))
        text = read_regular(fd, &about, err);
    else
        err_set(err, ERR_IO, "%s", strerror(errno));
    if (fd >= 0)
        close(fd);
    return text;
}

char *account_file_trim(char *text) {
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len && strchr(" \t", text[len - 1]))
        len--;
    text[len] = '\0';
    return text;
}

static bool is_any(const char *text, const char *const *words) {
    for (; *words; words++)
        if (!strcasecmp(text, *words))
            return true;
    return false;
}

const char *account_file_id(const char *name) {
    const char *id = name + strlen("tt");
    if (strncmp(name, "tt", strlen("tt")) != 0 || !*id)
        return name;
    bool is_id = strspn(id, "0123456789") == strlen(id) ||
                 !strncmp(id, REFERENCE_SEC_UID, strlen(REFERENCE_SEC_UID));
    return is_id ? id : name;
}

bool account_file_header(const struct csv_rows_row *row, bool has_group,
                         struct account_file_columns *columns) {
    static const char *const accounts[] = {"id", "handle", "username", "account", NULL};
    static const char *const groups[] = {"group", NULL};
    size_t account = row->count, group = row->count;
    for (size_t i = row->count; i-- > 0;) {
        const char *cell = account_file_trim(row->cells[i]);
        account = is_any(cell, accounts) ? i : account;
        group = is_any(cell, groups) ? i : group;
    }
    bool is_header = account < row->count && (!has_group || group < row->count);
    *columns = (struct account_file_columns){0, 1};
    if (is_header)
        *columns = (struct account_file_columns){account, group};
    return is_header;
}
