/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/frame/account_words.h"

#include "base/text.h"

#include <string.h>

enum { MS = 1000, AGE_BYTES = 64 };

const char *account_words_label(enum account_words_count which) {
    static const char *const labels[ACCOUNT_WORDS_COUNTS] = {
        [ACCOUNT_WORDS_FOLLOWERS] = "followers",
        [ACCOUNT_WORDS_FOLLOWING] = "following",
        [ACCOUNT_WORDS_LIKES] = "likes",
        [ACCOUNT_WORDS_VIDEOS] = "videos"};
    return labels[which];
}

static int64_t count_of(const struct account *account, enum account_words_count which) {
    const int64_t counts[ACCOUNT_WORDS_COUNTS] = {
        [ACCOUNT_WORDS_FOLLOWERS] = account->follower_count,
        [ACCOUNT_WORDS_FOLLOWING] = account->following_count,
        [ACCOUNT_WORDS_LIKES] = account->like_count,
        [ACCOUNT_WORDS_VIDEOS] = account->video_count};
    return account_has_counts(account) ? counts[which] : ACCOUNT_UNKNOWN;
}

const char *account_words_noun(const struct account *account, enum account_words_count which) {
    static const char *const nouns[ACCOUNT_WORDS_COUNTS] = {[ACCOUNT_WORDS_FOLLOWERS] = "follower",
                                                            [ACCOUNT_WORDS_FOLLOWING] = "following",
                                                            [ACCOUNT_WORDS_LIKES] = "like",
                                                            [ACCOUNT_WORDS_VIDEOS] = "video"};
    return count_of(account, which) == 1 ? nouns[which] : account_words_label(which);
}

const char *account_words_figure(const struct account *account, enum account_words_count which,
                                 char out[static FIGURE_MAX]) {
    return figure_count(count_of(account, which), out);
}

const char *account_words_region(const struct account *account) {
    return account->region && *account->region ? account->region : "–";
}

void account_words_age(const struct account *account, int64_t wall_ms, struct buf *out) {
    char seen[FIGURE_MAX], today[FIGURE_MAX], age[FIGURE_MAX];
    if (account->seen_ms < 0) {
        buf_text_put(out, "–");
        return;
    }
    figure_date(account->seen_ms, seen);
    figure_age((wall_ms - account->seen_ms) / MS, age);
    if (!strcmp(seen, figure_date(wall_ms, today)))
        buf_text_put(out, "today");
    else if (*age)
        buf_format(out, "%s ago", age);
    else
        buf_text_put(out, seen); /* the clock was set back */
}

void account_words_seen(const struct account *account, int64_t wall_ms, int cols, struct buf *out) {
    static const char word[] = "seen ";
    struct buf age;
    buf_init(&age, AGE_BYTES);
    account_words_age(account, wall_ms, &age);
    int width = (int)text_width(buf_text(&age));
    if (account->seen_ms >= 0 && width <= cols)
        buf_format(out, "%s%s", width + (int)strlen(word) <= cols ? word : "", buf_text(&age));
    buf_fini(&age);
}
