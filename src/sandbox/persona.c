/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/persona.h"

#include "sandbox/community.h"
#include "sandbox/culture.h"
#include "sandbox/prng.h"

#include <stdio.h>
#include <string.h>

enum purpose { PURPOSE_TRAITS = 1, PURPOSE_HANDLE, PURPOSE_COUNTS };

enum { WORD_COUNT = 16 };

static const char *const adjectives[WORD_COUNT] = {
    "quiet", "tiny",  "slow",  "little", "sunny", "lazy",  "brave", "dusty",
    "mossy", "rainy", "salty", "late",   "odd",   "plain", "warm",  "lucky"};
static const char *const endings[WORD_COUNT] = {
    "daily",  "studio", "notes", "diary", "made", "lab",   "corner", "club",
    "things", "world",  "talks", "log",   "room", "house", "days",   "and.more"};

static const struct persona_special specials[PERSONA_SPECIALS] = {
    [PERSONA_SHOWCASE] = {"zoe.flores", "Zoë 🌸 Flores",
                          "ceramics & slow mornings ☕\ncommissions open", "MX", CULTURE_ES,
                          PERSONA_OPEN, true, 412, 1284331},
    [PERSONA_EVERYONE] = {"collects.everyone", "Collects Everyone", "following is how I take notes",
                          "GB", CULTURE_EN, PERSONA_OPEN, false, 10000, 24310},
    [PERSONA_NOBODY] = {"follows.nobody", "だれも", "見るだけ。", "JP", CULTURE_JA, PERSONA_OPEN,
                        false, 0, 61008},
    [PERSONA_SECRET] = {"keeps.it.secret", "Bożena 🤫", "ceramics, quietly", "PL", CULTURE_PL,
                        PERSONA_HIDDEN, false, 312, 30277},
    [PERSONA_DOOR] = {"behind.a.door", "Åsa", "", "SE", CULTURE_SV, PERSONA_PRIVATE, false, 57,
                      22104},
};

const struct persona_special *persona_special(uint32_t index) {
    return index < PERSONA_SPECIALS ? &specials[index] : NULL;
}

/* A curve of straight segments: the shape of a distribution in integers. */
struct point {
    uint32_t at;
    int64_t value;
};

/* How many accounts a person follows, by rank in 10,000: half follow fewer than 150, a few follow
 * thousands. */
static const struct point following_curve[] = {
    {0, 1},      {500, 12},    {1000, 26},   {2500, 72},   {5000, 150},  {7500, 320},
    {9000, 700}, {9500, 1200}, {9900, 3200}, {9990, 6500}, {10000, 9200}};

/* How many followers a person has, by place in the community in 10,000. */
static const struct point follower_curve[] = {
    {0, 32000000}, {50, 4200000}, {200, 900000}, {600, 240000}, {1500, 62000}, {3000, 19000},
    {5000, 6500},  {7000, 2600},  {8500, 1400},  {9000, 900},   {10000, 240}};

static const struct point video_curve[] = {{0, 0},      {1500, 3},    {4000, 24},   {7000, 140},
                                           {9000, 620}, {9900, 1900}, {10000, 4800}};

#define CURVE(points) points, sizeof(points) / sizeof((points)[0])

static int64_t curve_value(const struct point *points, size_t count, uint32_t at) {
    size_t i = 1;
    while (i + 1 < count && points[i].at < at)
        i++;
    int64_t run = points[i].at - points[i - 1].at;
    int64_t rise = points[i].value - points[i - 1].value;
    return points[i - 1].value + rise * (int64_t)(at - points[i - 1].at) / run;
}

static uint32_t draw_culture(struct prng *prng, uint32_t community) {
    uint32_t at = prng_below(prng, 100);
    uint32_t any = prng_below(prng, CULTURE_COUNT);
    if (at < 45)
        return community_table[community].first;
    return at < 65 ? community_table[community].second : any;
}

static void make_special(struct persona *persona, const struct persona_special *special) {
    persona->culture = special->culture;
    persona->list = special->list;
    persona->is_verified = special->is_verified;
    persona->is_hostile = persona->has_sec_uid = false;
    persona->following = special->following;
}

void persona_read(uint64_t seed, uint32_t index, struct persona *persona) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_TRAITS, index);
    uint32_t first;
    persona->index = index;
    persona->community = community_of(index, &first);
    persona->place = index - first;
    persona->culture = draw_culture(&prng, persona->community);
    persona->given = prng_below(&prng, CULTURE_GIVEN);
    uint32_t list = prng_below(&prng, 1000);
    persona->list = list < 50 ? PERSONA_PRIVATE : list < 132 ? PERSONA_HIDDEN : PERSONA_OPEN;
    /* the best-known are verified more often; 3 % in total */
    persona->is_verified = prng_chance(&prng, persona->place < 12 ? 40 : 2);
    persona->is_hostile = prng_chance(&prng, 3);
    persona->has_sec_uid = prng_chance(&prng, 10);
    persona->following = (uint32_t)curve_value(CURVE(following_curve), prng_below(&prng, 10000));
    const struct persona_special *special = persona_special(index);
    if (special)
        make_special(persona, special);
}

/* In a pattern a capital stands for a word or a number, and the rest for itself. */
static const char *const patterns[] = {"G.C",     "G_C", "GC",  "C.by.G", "A.C",  "GY",
                                       "the.A.C", "C_E", "G.E", "AGN",    "G_CM", "_G.A_"};
enum { PATTERN_COUNT = sizeof patterns / sizeof *patterns, NUMBER_SIZE = 5 };

/* Writes `number`, which is below 10,000, with `width` digits or as many as it has. */
static const char *write_number(uint32_t number, int width, char digits[static NUMBER_SIZE]) {
    char *at = digits + NUMBER_SIZE - 1;
    *at = '\0';
    for (; number > 0 || width > 0; number /= 10, width--)
        *--at = (char)('0' + number % 10);
    return at;
}

/* What a person's pattern is made of. */
struct words {
    const char *given, *craft, *adjective, *ending;
    uint32_t number, year;
};

static const char *find_word(const struct words *words, char capital,
                             char digits[static NUMBER_SIZE]) {
    switch (capital) {
    case 'G':
        return words->given;
    case 'C':
        return words->craft;
    case 'A':
        return words->adjective;
    case 'E':
        return words->ending;
    case 'N':
        return write_number(words->number, 2, digits);
    case 'M':
        return write_number(words->number, 1, digits);
    case 'Y':
        return write_number(words->year, 4, digits);
    default:
        return NULL;
    }
}

/* Not by snprintf(): 20,000 handles are made at every start. */
static size_t write_pattern(const char *pattern, const struct words *words,
                            char handle[static PERSONA_HANDLE_MAX + 1]) {
    size_t len = 0;
    for (; *pattern; pattern++) {
        char digits[NUMBER_SIZE];
        const char *word = find_word(words, *pattern, digits);
        size_t more = word ? strlen(word) : 1;
        if (more > PERSONA_HANDLE_MAX - len)
            more = PERSONA_HANDLE_MAX - len;
        memcpy(handle + len, word ? word : pattern, more);
        len += more;
    }
    handle[len] = '\0';
    return len;
}

static size_t invent_handle(struct prng *prng, const struct persona *persona,
                            char handle[static PERSONA_HANDLE_MAX + 1]) {
    struct words words = {.given = culture_table[persona->culture].latin[persona->given]};
    words.craft = community_table[persona->community].crafts[prng_below(prng, COMMUNITY_CRAFTS)];
    words.adjective = adjectives[prng_below(prng, WORD_COUNT)];
    words.ending = endings[prng_below(prng, WORD_COUNT)];
    words.number = prng_below(prng, 100);
    words.year = 1979 + prng_below(prng, 34);
    return write_pattern(patterns[prng_below(prng, PATTERN_COUNT)], &words, handle);
}

size_t persona_handle(uint64_t seed, const struct persona *persona, unsigned attempt,
                      char handle[PERSONA_HANDLE_MAX + 1]) {
    size_t room = PERSONA_HANDLE_MAX + 1;
    const struct persona_special *special = persona_special(persona->index);
    if (special)
        return (size_t)snprintf(handle, room, "%s", special->handle);
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_HANDLE, (uint64_t)attempt * PERSONA_COUNT + persona->index);
    size_t len = invent_handle(&prng, persona, handle);
    /* A pattern of words is soon taken; people then append a number. */
    if (attempt > 1) {
        uint32_t number = prng_below(&prng, attempt < 4 ? 100 : 10000);
        snprintf(handle + len, room - len, "%u", number);
    }
    return strlen(handle);
}

static void fill_counts(uint64_t seed, const struct persona *persona, struct account *account) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_COUNTS, persona->index);
    uint32_t size = community_table[persona->community].size;
    int64_t followers = curve_value(CURVE(follower_curve), persona->place * 10000 / size);
    account->follower_count =
        followers * (60 + prng_below(&prng, 90)) / 100 + prng_below(&prng, 97);
    const struct persona_special *special = persona_special(persona->index);
    if (special)
        account->follower_count = special->followers;
    account->following_count = persona->following;
    account->video_count = curve_value(CURVE(video_curve), prng_below(&prng, 10000));
    account->like_count =
        account->video_count
            ? account->follower_count * (2 + prng_below(&prng, 38)) + prng_below(&prng, 1000)
            : 0;
}

void persona_count(uint64_t seed, const struct persona *persona, struct account *account) {
    *account = (struct account){.is_verified = persona->is_verified,
                                .is_private = persona->list == PERSONA_PRIVATE};
    if (!account->is_private)
        fill_counts(seed, persona, account);
}
