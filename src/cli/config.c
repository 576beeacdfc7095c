/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/config.h"

#include "base/buf.h"
#include "base/nearest.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char blanks[] = " \t\r\f\v";

struct reading {
    const char *path;
    const struct config_table *table;
    size_t line;                     /* from 1 */
    size_t set_in[OPTION_TABLE_MAX]; /* the line that set a row; 0: not set */
};

static bool refuse(const struct reading *reading, struct err *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(const struct reading *reading, struct err *err, const char *format, ...) {
    char what[ERR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return err_set(err, ERR_CONFIG, "%.240s:%zu: %s", reading->path, reading->line, what);
}

/* Suggests the setting that `name` probably means. */
static bool refuse_name(const struct reading *reading, const char *name, struct err *err) {
    const struct config_table *table = reading->table;
    const char *names[OPTION_TABLE_MAX + 1];
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct option_row *row = &table->rows[i];
        if (row->setting)
            names[count++] = row->setting;
        if (strcmp(row->name, name) != 0)
            continue;
        return row->setting ? refuse(reading, err,
                                     "%s is a command-line option; in this file, write `%s = no`",
                                     name, row->setting)
                            : refuse(reading, err, "%s works on the command line only", name);
    }
    if (table->family)
        names[count++] = table->family->name;
    const char *near = nearest_of(name, names, count);
    if (near)
        return refuse(reading, err, "no setting “%.80s”; did you mean “%s”?", name, near);
    return refuse(reading, err, "no setting “%.80s”; --help lists them", name);
}

static const struct option_row *find_row(const struct config_table *table, const char *name) {
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].setting && strcmp(table->rows[i].setting, name) == 0)
            return &table->rows[i];
    return NULL;
}

/* The meaning of a path must not depend on where the program is started. */
static bool complete_path(const struct reading *reading, const char *name, const char **value,
                          struct err *err) {
    if (**value == '/')
        return true;
    const char *home = getenv("HOME");
    /* It may be the key itself, so it is not shown. */
    if (strncmp(*value, "~/", 2) != 0 && !strcmp(name, "key-file"))
        return refuse(reading, err, "%s: the path must begin with / or ~/", name);
    if (strncmp(*value, "~/", 2) != 0)
        return refuse(reading, err, "%s: “%.80s” must begin with / or ~/", name, *value);
    if (!home || *home != '/')
        return refuse(reading, err, "%s: “~” needs HOME to be set", name);
    *value = arena_format(reading->table->texts, "%s%s", home, *value + 1);
    return true;
}

static bool apply(struct reading *reading, const char *name, const char *value, struct err *err) {
    const struct config_table *table = reading->table;
    const struct option_row *row = find_row(table, name);
    struct err wrong;
    if (!row)
        return refuse_name(reading, name, err);
    size_t *set_in = &reading->set_in[row - table->rows];
    if (*set_in)
        return refuse(reading, err, "%s is already set on line %zu", name, *set_in);
    *set_in = reading->line;
    if (!*value)
        return refuse(reading, err, "%s has no value", name);
    if (row->is_path && !complete_path(reading, name, &value, err))
        return false;
    return row->apply(table->target, value, &wrong) ||
           refuse(reading, err, "%s: %s", name, wrong.text);
}

/* What follows the family's name; NULL if `name` is another setting. */
static const char *member_of(const struct config_table *table, const char *name) {
    size_t len = table->family ? strlen(table->family->name) : 0;
    if (!len || strncmp(name, table->family->name, len) != 0)
        return NULL;
    const char *member = name + len + strspn(name + len, blanks);
    return member > name + len || !*member ? member : NULL;
}

static bool apply_member(const struct reading *reading, const char *member, const char *value,
                         struct err *err) {
    const struct config_family *family = reading->table->family;
    struct err wrong;
    if (!*member)
        return refuse(reading, err, "expected `%s`", family->form);
    if (!*value)
        return refuse(reading, err, "%s %.80s has no value", family->name, member);
    return family->apply(reading->table->target, member, value, reading->line, &wrong) ||
           refuse(reading, err, "%s %.80s: %s", family->name, member, wrong.text);
}

/* Removes spaces from both ends of text[*len]. */
static char *trim(char *text, size_t *len) {
    while (*len && strchr(blanks, text[*len - 1]))
        --*len;
    text[*len] = '\0';
    size_t skipped = strspn(text, blanks);
    *len -= skipped;
    return text + skipped;
}

static size_t length_without_comment(const char *line, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (line[i] == '#' && (i == 0 || strchr(blanks, line[i - 1])))
            return i;
    return len;
}

static bool read_line(struct reading *reading, const char *line, size_t len, struct err *err) {
    reading->line++;
    if (memchr(line, '\0', len))
        return refuse(reading, err, "this line contains a NUL byte");
    if (!text_is_utf8(line, len))
        return refuse(reading, err, "this line is not UTF-8");
    len = length_without_comment(line, len);
    char *text = trim(arena_dup_n(reading->table->texts, line, len), &len);
    if (!len)
        return true;
    char *sign = strchr(text, '=');
    if (!sign || sign == text)
        return refuse(reading, err, "expected `name = value`");
    if (member_of(reading->table, text))
        sign = strrchr(text, '=');
    size_t name_len = (size_t)(sign - text), value_len = len - name_len - 1;
    char *value = trim(sign + 1, &value_len);
    char *name = trim(text, &name_len);
    const char *member = member_of(reading->table, name);
    return member ? apply_member(reading, member, value, err) : apply(reading, name, value, err);
}

static bool read_lines(const char *path, const struct buf *bytes, const struct config_table *table,
                       struct err *err) {
    static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8; some editors write it */
    struct reading reading = {.path = path, .table = table};
    const char *at = buf_text(bytes), *end = at + bytes->len;
    if (strncmp(at, mark, sizeof mark - 1) == 0)
        at += sizeof mark - 1;
    bool is_fine = true;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((stop ? stop : end) - at);
        if (!read_line(&reading, at, len, err)) {
            if (!table->tell)
                return false;
            is_fine = false;
            table->tell(table->context, err);
        }
        at += len + 1;
    }
    return is_fine;
}

static bool check_file(int fd, const char *path, struct err *err) {
    struct stat status;
    if (fstat(fd, &status) != 0)
        return err_set(err, ERR_CONFIG, "cannot read %.240s: %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return err_set(err, ERR_CONFIG, "%.240s is not a regular file", path);
    if (status.st_uid != geteuid() && status.st_uid != 0)
        return err_set(err, ERR_CONFIG,
                       "%.240s belongs to another user, who could change your caps", path);
    if (status.st_mode & (S_IWGRP | S_IWOTH))
        return err_set(
            err, ERR_CONFIG,
            "other users can write to %.240s and change your caps. Run: chmod go-w %.240s", path,
            path);
    return true;
}

static bool read_bytes(int fd, const char *path, struct buf *bytes, struct err *err) {
    char chunk[4096];
    ssize_t got;
    while ((got = read(fd, chunk, sizeof chunk)) != 0) {
        if (got < 0 && errno != EINTR)
            return err_set(err, ERR_CONFIG, "cannot read %.240s: %s", path, strerror(errno));
        if (got > 0 && !buf_put(bytes, chunk, (size_t)got))
            return err_set(err, ERR_CONFIG, "%.240s is larger than %d bytes", path,
                           CONFIG_SIZE_MAX);
    }
    return true;
}

bool config_read(const char *path, bool must_exist, const struct config_table *table,
                 struct err *err) {
    /* Opening must not block: it may be a FIFO. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && !must_exist && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (fd < 0)
        return err_set(err, ERR_CONFIG, "cannot read %.240s: %s", path, strerror(errno));
    struct buf bytes;
    buf_init(&bytes, CONFIG_SIZE_MAX);
    bool is_fine = check_file(fd, path, err) && read_bytes(fd, path, &bytes, err);
    close(fd);
    is_fine = is_fine && read_lines(path, &bytes, table, err);
    buf_fini(&bytes);
    return is_fine;
}
