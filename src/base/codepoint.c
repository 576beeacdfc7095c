/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/codepoint.h"

#include <langinfo.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

struct range {
    uint32_t first, last;
};

/* Variation_Selector in Unicode's PropList.txt. */
static const struct range selectors[] = {
    {0x180B, 0x180D}, {0x180F, 0x180F}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};

/* Blocks of the scripts that are written joined (Joining_Type in ArabicShaping.txt) or that build
 * conjuncts (Virama and Invisible_Stacker in IndicSyllabicCategory.txt). */
static const struct range joining_blocks[] = {
    {0x0600, 0x074F},   /* Arabic, Syriac */
    {0x0750, 0x077F},   /* Arabic Supplement */
    {0x07C0, 0x07FF},   /* NKo */
    {0x0840, 0x08FF},   /* Mandaic, Syriac Supplement, Arabic Extended */
    {0x0900, 0x0DFF},   /* Devanagari to Sinhala */
    {0x0F00, 0x109F},   /* Tibetan, Myanmar */
    {0x1700, 0x18AF},   /* Philippine scripts, Khmer, Mongolian */
    {0x1A00, 0x1AAF},   /* Buginese, Tai Tham */
    {0x1B00, 0x1C4F},   /* Balinese, Sundanese, Batak, Lepcha */
    {0xA800, 0xA82F},   /* Syloti Nagri */
    {0xA840, 0xA8FF},   /* Phags-pa, Saurashtra, Devanagari Extended */
    {0xA930, 0xAAFF},   /* Rejang to Meetei Mayek */
    {0xABC0, 0xABFF},   /* Meetei Mayek */
    {0xFB50, 0xFDFF},   /* Arabic Presentation Forms-A */
    {0xFE70, 0xFEFE},   /* Arabic Presentation Forms-B */
    {0x10A00, 0x10A5F}, /* Kharoshthi */
    {0x10AC0, 0x10AFF}, /* Manichaean */
    {0x10B80, 0x10BAF}, /* Psalter Pahlavi */
    {0x10D00, 0x10D3F}, /* Hanifi Rohingya */
    {0x10EC0, 0x10FDF}, /* Arabic Extended-C, Sogdian, Old Uyghur, Chorasmian */
    {0x11000, 0x11FFF}, /* Brahmi and its kin */
    {0x1E900, 0x1E95F}, /* Adlam */
};

static bool is_in(const struct range *ranges, size_t count, uint32_t code) {
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

static const utf8proc_property_t *property_of(uint32_t code) {
    return utf8proc_get_property((utf8proc_int32_t)code);
}

static bool is_any_mark(const utf8proc_property_t *property) {
    return property->category == UTF8PROC_CATEGORY_MN ||
           property->category == UTF8PROC_CATEGORY_MC || property->category == UTF8PROC_CATEGORY_ME;
}

/* Some vowel and tone signs of Myanmar and its neighbours (U+102C) are clusters of their own, like
 * letters. */
static bool is_attached_mark(const utf8proc_property_t *property) {
    return is_any_mark(property) && property->boundclass != UTF8PROC_BOUNDCLASS_OTHER;
}

static bool is_letter(const utf8proc_property_t *property) {
    return property->category >= UTF8PROC_CATEGORY_LU && property->category <= UTF8PROC_CATEGORY_LO;
}

static enum codepoint_class class_of_control(uint32_t code) {
    if (code == '\n' || code == '\r' || code == 0x85)
        return CODEPOINT_LINE_BREAK;
    return code < 0x80 ? CODEPOINT_CONTROL : CODEPOINT_HIDDEN;
}

/* Invisible or unknown: all format characters except Prepended_Concatenation_Mark (PropList.txt;
 * Prepend in UAX #29), and Default_Ignorable_Code_Point (DerivedCoreProperties.txt), utf8proc's
 * `ignorable`. */
static bool is_hidden(const utf8proc_property_t *property) {
    switch (property->category) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
        return true;
    case UTF8PROC_CATEGORY_CF:
        return property->boundclass != UTF8PROC_BOUNDCLASS_PREPEND;
    default:
        return property->ignorable;
    }
}

enum codepoint_class codepoint_class(uint32_t code) {
    if (code >= 0x20 && code < 0x7F)
        return CODEPOINT_TEXT;
    const utf8proc_property_t *property = property_of(code);
    if (property->category == UTF8PROC_CATEGORY_CC)
        return class_of_control(code);
    if (code == 0x2028 || code == 0x2029)
        return CODEPOINT_LINE_BREAK;
    if (code == 0x200C || code == 0x200D)
        return CODEPOINT_JOINER;
    if (is_in(selectors, sizeof selectors / sizeof *selectors, code))
        return CODEPOINT_SELECTOR;
    if (code >= 0xE0020 && code <= 0xE007F) /* UTS #51, ED-14a */
        return CODEPOINT_TAG;
    if (code >= 0x1F3FB && code <= 0x1F3FF) /* UTS #51, ED-11 */
        return CODEPOINT_SKIN;
    if (is_hidden(property))
        return CODEPOINT_HIDDEN;
    if (property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
        return CODEPOINT_REGIONAL;
    if (property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
        return CODEPOINT_PICTURE;
    return is_attached_mark(property) ? CODEPOINT_MARK : CODEPOINT_TEXT;
}

int codepoint_width(uint32_t code) {
    int width = wcwidth((wchar_t)code);
    if (width >= 0 || strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return width;
    return utf8proc_charwidth((utf8proc_int32_t)code);
}

bool codepoint_breaks(uint32_t before, uint32_t after, int32_t *state) {
    return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
                                            state);
}

bool codepoint_is_joining(uint32_t code) {
    if (!is_in(joining_blocks, sizeof joining_blocks / sizeof *joining_blocks, code))
        return false;
    const utf8proc_property_t *property = property_of(code);
    return (is_letter(property) || is_any_mark(property)) && !is_hidden(property) &&
           codepoint_width(code) >= 0;
}

bool codepoint_is_virama(uint32_t code) {
    enum { CANONICAL_COMBINING_CLASS_VIRAMA = 9 };
    return property_of(code)->combining_class == CANONICAL_COMBINING_CLASS_VIRAMA;
}

bool codepoint_is_mongolian(uint32_t code) {
    return code >= 0x1800 && code <= 0x18AF && is_letter(property_of(code));
}

static bool is_right_to_left(const utf8proc_property_t *property) {
    return property->bidi_class == UTF8PROC_BIDI_CLASS_R ||
           property->bidi_class == UTF8PROC_BIDI_CLASS_AL ||
           property->bidi_class == UTF8PROC_BIDI_CLASS_AN;
}

bool codepoint_is_disputed(uint32_t code) {
    const utf8proc_property_t *property = property_of(code);
    switch (property->boundclass) {
    case UTF8PROC_BOUNDCLASS_L:
    case UTF8PROC_BOUNDCLASS_V:
    case UTF8PROC_BOUNDCLASS_T:
    case UTF8PROC_BOUNDCLASS_PREPEND:
    case UTF8PROC_BOUNDCLASS_SPACINGMARK:
    case UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR:
    case UTF8PROC_BOUNDCLASS_ZWJ:
        return true;
    default:
        break;
    }
    enum codepoint_class class = codepoint_class(code);
    return property->category == UTF8PROC_CATEGORY_MC || is_right_to_left(property) ||
           class == CODEPOINT_JOINER || class == CODEPOINT_SELECTOR || codepoint_is_virama(code);
}

size_t codepoint_take_apart(uint32_t code, uint32_t *out, size_t room) {
    utf8proc_int32_t *codes = (utf8proc_int32_t *)out; /* same size, never negative */
    int boundclass = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, codes, (utf8proc_ssize_t)room,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &boundclass);
    return count < 0 || (size_t)count > room ? 0 : (size_t)count;
}

size_t codepoint_compose(const char *bytes, size_t len, uint32_t *out, size_t room) {
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_int32_t *codes = (utf8proc_int32_t *)out; /* same size, never negative */
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)len, codes,
                           (utf8proc_ssize_t)room, options);
    if (count < 0 || (size_t)count > room)
        return 0;
    count = utf8proc_normalize_utf32(codes, count, options);
    return count < 0 ? 0 : (size_t)count;
}

const char *codepoint_library_version(void) {
    return utf8proc_version();
}
