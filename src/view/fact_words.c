/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/fact_words.h"

#include "base/figure.h"
#include "base/text.h"
#include "graph/fraction.h"

#include <stdio.h>
#include <string.h>

enum { EXCESS_PLACES = 3 };

typedef const char *figure_function(int64_t number, char out[static FIGURE_MAX]);

/* Two figures with a sign between them, in full where there is room. False: there is none at all.
 */
static bool put_two(int64_t one, const char *sign, int64_t other, int cols,
                    char out[static FACT_WORDS_MAX]) {
    figure_function *const functions[] = {figure_count, figure_short};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        char first[FIGURE_MAX], second[FIGURE_MAX];
        snprintf(out, FACT_WORDS_MAX, "%s%s%s", functions[i](one, first), sign,
                 functions[i](other, second));
        if ((int)text_width(out) <= cols)
            return true;
    }
    return false;
}

/* In full where there is room. */
static const char *put_one(int64_t number, int cols, char out[static FACT_WORDS_MAX]) {
    figure_count(number, out);
    return (int)text_width(out) <= cols ? out : figure_short(number, out);
}

const char *fact_words_lists(const struct facts *facts, int cols, char out[static FACT_WORDS_MAX]) {
    if (facts->lists == facts->lists_max || facts->lists == ACCOUNT_UNKNOWN)
        return put_one(facts->lists, cols, out);
    if (put_two(facts->lists, "–", facts->lists_max, cols, out))
        return out;
    put_one(facts->lists, cols - 1, out);
    return strncat(out, "+", 1);
}

const char *fact_words_rows(const struct row_facts *facts, int cols,
                            char out[static FACT_WORDS_MAX]) {
    bool is_one = facts->reported == ACCOUNT_UNKNOWN || facts->reported == facts->listed ||
                  facts->listed == ACCOUNT_UNKNOWN;
    if (is_one || !put_two(facts->listed, "/", facts->reported, cols, out))
        return put_one(facts->listed, cols, out);
    return out;
}

const char *fact_words_excess(const struct row_facts *facts, char out[static FACT_WORDS_MAX]) {
    char figure[FRACTION_MAX];
    bool is_negative = facts->excess_n < 0;
    struct fraction size = {is_negative ? -facts->excess_n : facts->excess_n, facts->excess_d};
    const char *sign = !size.d || !size.n ? "" : is_negative ? "−" : "+";
    snprintf(out, FACT_WORDS_MAX, "%s%s", sign, fraction_brief(size, EXCESS_PLACES, figure));
    return out;
}

const char *fact_words_back(int back) {
    switch (back) {
    case VERDICT_YES:
        return "⇄";
    case VERDICT_NO:
        return "∙";
    case VERDICT_UNKNOWN:
        return "?";
    default:
        return "";
    }
}

const char *fact_words_state(enum fact_state state) {
    return state == FACT_COMPLETE ? "●" : state == FACT_INCOMPLETE ? "◐" : "";
}
