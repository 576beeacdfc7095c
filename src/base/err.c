/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

bool err_set(struct err *err, enum err_kind kind, const char *format, ...) {
    if (!err)
        return false;
    err->kind = kind;
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return false;
}

int err_exit_status(enum err_kind kind) {
    switch (kind) {
    case ERR_NONE:
        return EX_OK;
    case ERR_USAGE:
        return EX_USAGE;
    case ERR_CONFIG:
        return EX_CONFIG;
    case ERR_IO:
        return EX_IOERR;
    case ERR_NET:
        return EX_UNAVAILABLE;
    case ERR_DATA:
        return EX_DATAERR;
    case ERR_LIMIT:
        return EX_UNAVAILABLE;
    }
    return EX_SOFTWARE;
}
