/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The first one always exists on Debian and Ubuntu; other systems spell it differently. */
static const char *const fallbacks[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};

bool text_is_ascii(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

void text_use_ascii(void) {
    setlocale(LC_CTYPE, "C");
}

/* POSIX.1-2008, 8.2: the first of the three that is set and not empty. */
static const char *wanted_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

static bool is_plain(const char *locale) {
    return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

/* The character set in a locale's name, language_TERRITORY.set@modifier; NULL without one. */
static const char *named_charset(const char *locale, size_t *len) {
    const char *set = strchr(locale, '.');
    *len = set ? strcspn(++set, "@") : 0;
    return *len ? set : NULL;
}

static bool is_utf8_name(const char *set, size_t len) {
    return (len == 5 && strncasecmp(set, "UTF-8", len) == 0) ||
           (len == 4 && strncasecmp(set, "UTF8", len) == 0);
}

static bool names_other_charset(const char *locale) {
    size_t len;
    const char *set = named_charset(locale, &len);
    return set && !is_utf8_name(set, len);
}

/* A locale that is not installed still names its set; one that names none may have one. */
const char *text_charset(char out[static TEXT_CHARSET_MAX]) {
    const char *wanted = wanted_locale();
    size_t len;
    const char *set = named_charset(wanted, &len);
    locale_t locale =
        is_plain(wanted) ? (locale_t)0 : newlocale(LC_CTYPE_MASK, wanted, (locale_t)0);
    if (locale)
        snprintf(out, TEXT_CHARSET_MAX, "%s", nl_langinfo_l(CODESET, locale));
    else if (set && !is_utf8_name(set, len))
        snprintf(out, TEXT_CHARSET_MAX, "%.*s", (int)len, set);
    else
        snprintf(out, TEXT_CHARSET_MAX, "UTF-8");
    if (locale)
        freelocale(locale);
    return out;
}

bool text_has_utf8_locale(void) {
    locale_t locale = (locale_t)0;
    for (size_t i = 0; !locale && i < sizeof fallbacks / sizeof *fallbacks; i++)
        locale = newlocale(LC_CTYPE_MASK, fallbacks[i], (locale_t)0);
    if (locale)
        freelocale(locale);
    return locale != (locale_t)0;
}

bool text_use_locale(const char **used) {
    const char *wanted = wanted_locale();
    /* ssh passes LC_* variables that the server may not have; one bad variable fails LC_ALL. */
    bool is_there = setlocale(LC_ALL, "") || setlocale(LC_CTYPE, "");
    bool is_other =
        names_other_charset(wanted) || (is_there && text_is_ascii() && !is_plain(wanted));
    setlocale(LC_NUMERIC, "C");
    setlocale(LC_MESSAGES, "C");
    if (is_other)
        text_use_ascii();
    for (size_t i = 0; text_is_ascii() && !is_other && i < sizeof fallbacks / sizeof *fallbacks;
         i++)
        setlocale(LC_CTYPE, fallbacks[i]);
    if (text_is_ascii())
        text_use_ascii();
    *used = setlocale(LC_CTYPE, NULL);
    return !text_is_ascii();
}
