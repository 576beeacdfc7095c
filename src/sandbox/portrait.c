/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/portrait.h"

#include "base/buf.h"
#include "sandbox/community.h"
#include "sandbox/culture.h"
#include "sandbox/hostile.h"
#include "sandbox/prng.h"

#include <stdlib.h>
#include <string.h>

enum purpose { PURPOSE_NAME = 17, PURPOSE_BIO, PURPOSE_PLACE, PURPOSE_HOSTILE };

enum { ORNAMENT_COUNT = 24, BIO_CEILING = 65536 };

/* Skin tones, joined families, flags, keycaps, text and emoji presentation. */
static const char *const ornaments[ORNAMENT_COUNT] = {
    "🌸",
    "✨",
    "❤\uFE0F",
    "☕",
    "👩🏽\u200D🎨",
    "👨\u200D👩\u200D👧\u200D👦",
    "👋🏿",
    "🙏🏼",
    "🏳\uFE0F\u200D🌈",
    "1\uFE0F⃣",
    "#\uFE0F⃣",
    "🇧🇷",
    "🇯🇵",
    "🇰🇪",
    "🇪🇺",
    "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F",
    "👩🏻\u200D❤\uFE0F\u200D👩🏿",
    "🧑🏾\u200D🦽",
    "☀\uFE0E",
    "♡",
    "🫶🏽",
    "🐻\u200D❄\uFE0F",
    "(◕‿◕)",
    "𝓼𝓵𝓸𝔀",
};

static const char *pick(struct prng *prng, const char *const *from, uint32_t count) {
    return from[prng_below(prng, count)];
}

static const char *full_name(const struct culture *culture, const char *given, const char *family,
                             struct arena *arena) {
    const char *first = culture->family_first ? family : given;
    const char *last = culture->family_first ? given : family;
    return arena_format(arena, "%s%s%s", first, culture->joint, last);
}

static const char *write_name(uint64_t seed, const struct persona *persona, const char *handle,
                              struct arena *arena) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_NAME, persona->index);
    const struct culture *culture = &culture_table[persona->culture];
    const struct community *community = &community_table[persona->community];
    const char *given = culture->given[persona->given];
    const char *full =
        full_name(culture, given, pick(&prng, culture->family, CULTURE_FAMILY), arena);
    const char *sign = pick(&prng, community->emoji, COMMUNITY_EMOJI);
    const char *ornament = pick(&prng, ornaments, ORNAMENT_COUNT);
    uint32_t style = prng_below(&prng, 100);
    if (style < 34)
        return full;
    if (style < 54)
        return given;
    if (style < 66)
        return arena_format(arena, "%s %s", full, sign);
    if (style < 76)
        return arena_format(arena, "%s %s %s", sign, given, ornament);
    if (style < 84)
        return arena_format(arena, "%s | %s", given, community->name);
    if (style < 92)
        return arena_format(arena, "%s %s", given, ornament);
    return style < 97 ? arena_dup(arena, handle) : "";
}

static const char *write_bio(uint64_t seed, const struct persona *persona, const char *handle,
                             struct arena *arena) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_BIO, persona->index);
    const char *line = pick(&prng, culture_table[persona->culture].lines, CULTURE_LINES);
    const struct community *community = &community_table[persona->community];
    const char *bio = pick(&prng, community->bios, COMMUNITY_BIOS);
    const char *sign = pick(&prng, community->emoji, COMMUNITY_EMOJI);
    const char *ornament = pick(&prng, ornaments, ORNAMENT_COUNT);
    uint32_t style = prng_below(&prng, 100);
    if (style < 14)
        return "";
    if (style < 30)
        return line;
    if (style < 46)
        return bio;
    if (style < 62)
        return arena_format(arena, "%s %s\n%s", bio, sign, line);
    if (style < 76)
        return arena_format(arena, "%s · %s", line, community->name);
    if (style < 88)
        return arena_format(arena, "%s %s\n%s %s\n✉ %s@mail.example", sign, bio, ornament, line,
                            handle);
    return arena_format(arena, "%s\n\n%s %s", line, ornament, sign);
}

static const char *repeat(const char *text, int times, struct arena *arena) {
    struct buf out;
    buf_init(&out, BIO_CEILING);
    for (int i = 0; i < times; i++)
        buf_text_put(&out, text);
    const char *copy = arena_dup_n(arena, buf_text(&out), out.len);
    buf_fini(&out);
    return copy;
}

static void deface(uint64_t seed, const struct persona *persona, struct arena *arena,
                   struct account *account) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_HOSTILE, persona->index);
    const struct hostile *hostile = &hostile_table[prng_below(&prng, HOSTILE_COUNT)];
    if (hostile->name)
        account->display_name = hostile->name;
    if (hostile->bio)
        account->bio = repeat(hostile->bio, hostile->repeat, arena);
}

static const char *write_avatar(uint64_t seed, uint32_t index, struct arena *arena) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_PLACE, index);
    return arena_format(arena, "https://p16.example/%016llx.webp",
                        (unsigned long long)prng_next(&prng));
}

static const char *choose_region(uint64_t seed, const struct persona *persona) {
    struct prng prng;
    prng_init(&prng, seed, PURPOSE_PLACE, persona->index + (uint64_t)PERSONA_COUNT);
    const char *region = pick(&prng, culture_table[persona->culture].regions, CULTURE_REGIONS);
    return prng_chance(&prng, 7) ? NULL : region;
}

void portrait_paint(uint64_t seed, const struct persona *persona, const char *handle,
                    struct arena *arena, struct account *account) {
    account->display_name = write_name(seed, persona, handle, arena);
    account->bio = write_bio(seed, persona, handle, arena);
    account->avatar_url = write_avatar(seed, persona->index, arena);
    account->region = choose_region(seed, persona);
    if (persona->is_hostile)
        deface(seed, persona, arena, account);
    const struct persona_special *special = persona_special(persona->index);
    if (special) {
        account->display_name = special->name;
        account->bio = special->bio;
        account->region = special->region;
    }
}
