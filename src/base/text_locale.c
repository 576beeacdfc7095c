/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* The first is always there on Debian and Ubuntu; other systems spell it otherwise. */
static const char *const fallbacks[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};

static bool is_utf8_locale(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool text_use_locale(const char **used) {
    /* ssh hands over LC_* that the server may not have; one of them fails LC_ALL as a whole. */
    if (!setlocale(LC_ALL, ""))
        setlocale(LC_CTYPE, "");
    setlocale(LC_NUMERIC, "C");
    for (size_t i = 0; !is_utf8_locale() && i < sizeof fallbacks / sizeof *fallbacks; i++)
        setlocale(LC_CTYPE, fallbacks[i]);
    bool found = is_utf8_locale();
    if (!found)
        setlocale(LC_CTYPE, "C");
    *used = found ? setlocale(LC_CTYPE, NULL) : "C";
    return found;
}
