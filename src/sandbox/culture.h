/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The languages of the invented network: names as people write them, Latin forms for handles, lines
 * for bios. Given and family names are common ones, combined at random; they refer to nobody. */
#ifndef FOLLOWTRAIL_SANDBOX_CULTURE_H
#define FOLLOWTRAIL_SANDBOX_CULTURE_H

#include <stdbool.h>

enum {
    CULTURE_GIVEN = 10,
    CULTURE_FAMILY = 6,
    CULTURE_LINES = 4,
    CULTURE_REGIONS = 4,
};

enum culture_tag {
    CULTURE_EN,
    CULTURE_ES,
    CULTURE_PT,
    CULTURE_FR,
    CULTURE_DE,
    CULTURE_SV,
    CULTURE_PL,
    CULTURE_CS,
    CULTURE_TR,
    CULTURE_RU,
    CULTURE_EL,
    CULTURE_AR,
    CULTURE_HE,
    CULTURE_FA,
    CULTURE_HI,
    CULTURE_BN,
    CULTURE_TA,
    CULTURE_TH,
    CULTURE_VI,
    CULTURE_VI_DECOMPOSED, /* the same language with combining marks (NFD) */
    CULTURE_ZH,
    CULTURE_JA,
    CULTURE_KO,
    CULTURE_ID,
    CULTURE_SW,
    CULTURE_YO,
    CULTURE_COUNT
};

struct culture {
    const char *name;
    const char *regions[CULTURE_REGIONS]; /* ISO 3166-1; may appear twice to weigh more */
    const char *joint;                    /* between the names */
    bool family_first;
    const char *given[CULTURE_GIVEN];
    const char *family[CULTURE_FAMILY];
    const char *latin[CULTURE_GIVEN]; /* given[i] in a handle: at most 9 of [a-z] */
    const char *lines[CULTURE_LINES];
};

extern const struct culture culture_table[CULTURE_COUNT];

#endif
