/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/cell_type.h"

#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *words;
} types[] = {
    [CELL_TYPE_STRING] = {"string", "UTF-8 text"},
    [CELL_TYPE_INTEGER] = {"integer", "a whole number"},
    [CELL_TYPE_BOOLEAN] = {"boolean", "true or false"},
    [CELL_TYPE_DATETIME] = {"datetime", "a time like 2026-11-29T10:00:00Z"},
    [CELL_TYPE_DATE] = {"date", "a date like 2026-11-29"},
};

bool cell_type_read(const char *name, enum cell_type *type) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(name, types[i].name) == 0) {
            *type = (enum cell_type)i;
            return true;
        }
    }
    return false;
}

const char *cell_type_words(enum cell_type type) {
    return types[type].words;
}

static bool is_integer(const char *cell) {
    const char *digits = cell + (*cell == '-');
    size_t len = strspn(digits, "0123456789");
    if (!len || digits[len] || (*digits == '0' && (len > 1 || digits > cell)))
        return false;
    errno = 0;
    (void)strtoll(cell, NULL, 10);
    return errno == 0;
}

/* `form`: 9 stands for any digit. */
static bool has_form(const char *cell, const char *form) {
    for (; *form; cell++, form++)
        if (*form == '9' ? *cell < '0' || *cell > '9' : *cell != *form)
            return false;
    return !*cell;
}

static int two_digits(const char *at) {
    return (at[0] - '0') * 10 + at[1] - '0';
}

static bool is_day(const char *cell) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = two_digits(cell) * 100 + two_digits(cell + 2), month = two_digits(cell + 5),
        day = two_digits(cell + 8);
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
           (month != 2 || day < 29 || is_leap);
}

static bool is_datetime(const char *cell) {
    return has_form(cell, "9999-99-99T99:99:99Z") && is_day(cell) && two_digits(cell + 11) < 24 &&
           two_digits(cell + 14) < 60 && two_digits(cell + 17) < 60;
}

bool cell_type_has(enum cell_type type, const char *cell) {
    switch (type) {
    case CELL_TYPE_INTEGER:
        return is_integer(cell);
    case CELL_TYPE_BOOLEAN:
        return strcmp(cell, "true") == 0 || strcmp(cell, "false") == 0;
    case CELL_TYPE_DATETIME:
        return is_datetime(cell);
    case CELL_TYPE_DATE:
        return has_form(cell, "9999-99-99") && is_day(cell);
    case CELL_TYPE_STRING:
        break;
    }
    return text_is_utf8(cell, strlen(cell));
}
