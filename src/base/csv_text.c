/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv_text.h"

#include <string.h>

bool csv_text_put(struct buf *out, const char *text) {
    bool is_quoted = text[strcspn(text, "\",\r\n")];
    bool fits = !is_quoted || buf_text_put(out, "\"");
    while (fits && *text) {
        size_t len = strcspn(text, "\"");
        fits = buf_put(out, text, len) && (!text[len] || buf_text_put(out, "\"\""));
        text += len + (text[len] != '\0');
    }
    return fits && (!is_quoted || buf_text_put(out, "\""));
}

bool csv_text_is_formula(const char *text) {
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if (*text && strchr("=+-@\t\n\r", *text))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(text, wide[i], strlen(wide[i])))
            return true;
    return false;
}
