/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/showcase.h"

#include "sandbox/culture.h"
#include "sandbox/persona.h"
#include "sandbox/prng.h"

enum { PURPOSE_SHOWCASE = 65 };

enum wish_kind {
    WISH_ANYBODY,
    WISH_SPECIAL, /* who: an index */
    WISH_CULTURE, /* who: a culture; an open list, nothing hostile */
    WISH_HOSTILE,
    WISH_PRIVATE,
    WISH_HIDDEN,
    WISH_SEC_UID,
    WISH_VERIFIED,
    WISH_BUSY, /* follows thousands */
};

struct wish {
    enum wish_kind kind;
    uint32_t who;
};

static const struct wish wishes[SHOWCASE_ROWS] = {
    [1] = {WISH_CULTURE, CULTURE_ZH},
    [2] = {WISH_PRIVATE, 0},
    [3] = {WISH_VERIFIED, 0},
    [4] = {WISH_SPECIAL, PERSONA_EVERYONE},
    [5] = {WISH_CULTURE, CULTURE_AR},
    [6] = {WISH_HOSTILE, 0},
    [7] = {WISH_CULTURE, CULTURE_JA},
    [9] = {WISH_CULTURE, CULTURE_HI},
    [10] = {WISH_SPECIAL, PERSONA_NOBODY},
    [11] = {WISH_CULTURE, CULTURE_TH},
    [12] = {WISH_SEC_UID, 0},
    [13] = {WISH_SPECIAL, PERSONA_SECRET},
    [14] = {WISH_CULTURE, CULTURE_HE},
    [15] = {WISH_CULTURE, CULTURE_VI_DECOMPOSED},
    [16] = {WISH_SPECIAL, PERSONA_DOOR},
    [18] = {WISH_HOSTILE, 1},
    [19] = {WISH_CULTURE, CULTURE_KO},
    [21] = {WISH_CULTURE, CULTURE_BN},
    [22] = {WISH_HIDDEN, 0},
    [23] = {WISH_CULTURE, CULTURE_TA},
    [25] = {WISH_CULTURE, CULTURE_FA},
    [26] = {WISH_HOSTILE, 2},
    [28] = {WISH_BUSY, 0},
    [29] = {WISH_CULTURE, CULTURE_RU},
    [31] = {WISH_CULTURE, CULTURE_YO},
    [33] = {WISH_HOSTILE, 3},
    [34] = {WISH_CULTURE, CULTURE_VI},
    [36] = {WISH_VERIFIED, 1},
    [38] = {WISH_HOSTILE, 4},
    [40] = {WISH_CULTURE, CULTURE_EL},
    [42] = {WISH_SEC_UID, 1},
    [44] = {WISH_HOSTILE, 5},
    [46] = {WISH_CULTURE, CULTURE_TR},
    [48] = {WISH_PRIVATE, 1},
    [50] = {WISH_HOSTILE, 6},
    [52] = {WISH_CULTURE, CULTURE_PL},
    [54] = {WISH_BUSY, 1},
    [56] = {WISH_CULTURE, CULTURE_CS},
    [57] = {WISH_HIDDEN, 1},
    [59] = {WISH_CULTURE, CULTURE_SV},
};

static bool grants(const struct wish *wish, const struct persona *persona) {
    bool is_plain = persona->list == PERSONA_OPEN && !persona->is_hostile;
    switch (wish->kind) {
    case WISH_CULTURE:
        return is_plain && persona->culture == wish->who;
    case WISH_HOSTILE:
        return persona->is_hostile && persona->list == PERSONA_OPEN;
    case WISH_PRIVATE:
        return persona->list == PERSONA_PRIVATE;
    case WISH_HIDDEN:
        return persona->list == PERSONA_HIDDEN;
    case WISH_SEC_UID:
        return is_plain && persona->has_sec_uid;
    case WISH_VERIFIED:
        return is_plain && persona->is_verified;
    case WISH_BUSY:
        return is_plain && persona->following > 2000;
    case WISH_ANYBODY:
    case WISH_SPECIAL:
        break;
    }
    return false;
}

bool showcase_wish(uint64_t seed, size_t row, uint32_t *index) {
    if (row >= SHOWCASE_ROWS || wishes[row].kind == WISH_ANYBODY)
        return false;
    if (wishes[row].kind == WISH_SPECIAL) {
        *index = wishes[row].who;
        return true;
    }
    struct prng prng;
    struct persona persona;
    prng_init(&prng, seed, PURPOSE_SHOWCASE, row);
    /* The rarest kind is 1 in 50: a few hundred draws find it; if not, nothing is lost. */
    for (int tries = 0; tries < 2000; tries++) {
        persona_read(seed, PERSONA_SPECIALS + prng_below(&prng, PERSONA_COUNT - PERSONA_SPECIALS),
                     &persona);
        *index = persona.index;
        if (grants(&wishes[row], &persona))
            return true;
    }
    return false;
}
