/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Screens of finding, sorting, marking, asking and helping, with a list of the nastiest names, at
 * every size from the smallest on; and list, pane and record in ASCII. At two sizes they are
 * compared exactly; at every size they keep to the terminal, cost nothing, and stay as they are
 * when the terminal is another size for a while. */
#include "base/clock.h"
#include "base/text.h"
#include "session/navigate.h"
#include "session/source_bookmarks.h"
#include "tests/support/fact_table.h"
#include "tests/support/nasty.h"
#include "tests/support/run.h"
#include "tests/support/screen_shot.h"
#include "tests/support/stage.h"
#include "tests/support/stream.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
    SCRIPT_BYTES = 1024,
    SHOT_BYTES = 1 << 20,
    LINE_BYTES = 4096,
    REQUESTS = 2, /* the profile and the first page */
    TIMEOUT_S = 120
};

static const struct {
    int rows, cols;
    bool is_exact; /* compared with a file a step */
} sizes[] = {{5, 20, false}, {12, 40, true}, {24, 80, true}, {43, 132, false}, {50, 200, false}};

enum { SIZES = sizeof sizes / sizeof *sizes };

struct step {
    const char *name, *keys; /* that lead to it from the one before */
};

static void open_nasty(struct stage *stage, int rows, int cols) {
    struct stage_config config;
    struct nasty nasty;
    struct err err;
    nasty_open(&nasty);
    stage_config_init(&config);
    config.rows = rows;
    config.cols = cols;
    config.session.page_size = API_LIMIT_MAX;
    config.session.has_prefetch = false;
    config.shop.sandbox.network_dir = nasty.folder;
    stage_open(stage, &config);
    nasty_close(&nasty);
    stage->session.bookmarks = bookmark_file_new(NULL);
    ck_assert_msg(navigate_open(&stage->session, NASTY_OWNER, &err), "%s", err.text);
}

static void close_nasty(struct stage *stage) {
    bookmark_file_free(stage->session.bookmarks);
    stage_close(stage);
}

/* The row from 0 that is marked as the selected one; -1: none is. */
static long marked_row(const struct stage *stage, const char *shot) {
    for (long row = 0; row < stage->app.layout.rows; row++) {
        if (!strncmp(shot, "▌", strlen("▌")))
            return row;
        shot += strcspn(shot, "\n") + 1;
    }
    return -1;
}

/* What is typed is before the cursor; where nothing is, it is in the row that is selected. */
static void check_cursor(const struct stage *stage, const char *shot, const char *name) {
    const struct layout *layout = &stage->app.layout;
    const char *told = strstr(shot, "cursor ");
    char *end;
    ck_assert_msg(told != NULL, "%s: no cursor", name);
    long row = strtol(told + strlen("cursor "), &end, 10), col = strtol(end + 1, NULL, 10);
    ck_assert_msg(col >= 0 && col < layout->cols, "%s: the cursor is at %ld", name, col);
    ck_assert_msg(row >= 0 && row < layout->rows, "%s: the cursor is in row %ld", name, row);
    long marked = marked_row(stage, shot);
    if (stage->app.front.prompt.question)
        ck_assert_msg(row == layout->message_row + layout->message_rows - 1 && col > 1,
                      "%s: the prompt's cursor is at %ld,%ld", name, row, col);
    else
        ck_assert_msg(marked < 0 || row == marked, "%s: the cursor is in row %ld, not %ld", name,
                      row, marked);
}

/* Every row has text alone, no more of it than the terminal is wide. */
static void check_rows(const struct stage *stage, const char *shot, const char *name) {
    const struct layout *layout = &stage->app.layout;
    for (int row = 0; row < layout->rows; row++) {
        char line[LINE_BYTES];
        size_t len = strcspn(shot, "\n"), taken;
        ck_assert_uint_lt(len, sizeof line);
        memcpy(line, shot, len);
        line[len] = '\0';
        for (size_t at = 0; at < len; at += taken)
            ck_assert_msg(stream_next(line + at, len - at, &taken) == STREAM_TEXT,
                          "%s: row %d, byte %zu is no text: %s", name, row, at, line);
        ck_assert_msg(text_width(line) <= (size_t)layout->cols, "%s: row %d is too wide: %s", name,
                      row, line);
        shot += len + 1;
    }
    ck_assert_msg(!strncmp(shot, "-- roles", 8), "%s: more rows than %d", name, layout->rows);
}

static void write_down(struct stage *stage, struct buf *shot) {
    buf_init(shot, SHOT_BYTES);
    stage->app.is_dirty = true;
    app_paint(&stage->app, clock_monotonic_ms());
    screen_shot(stage->screen, shot);
}

/* Too small for anything, and back. */
static void check_resize(struct stage *stage, const struct buf *before, const char *name) {
    char script[SCRIPT_BYTES];
    struct buf after;
    snprintf(script, sizeof script, ":size 4x19\n:size %dx%d\n", stage->app.layout.rows,
             stage->app.layout.cols);
    stage_play(stage, script);
    write_down(stage, &after);
    if (strcmp(buf_text(&after), buf_text(before))) {
        fprintf(stderr, "Before:\n%s\nAfter:\n%s\n", buf_text(before), buf_text(&after));
        ck_abort_msg("%s: another screen at the same size", name);
    }
    buf_fini(&after);
}

static void take(struct stage *stage, const struct step *step, int size, bool is_exact) {
    char script[SCRIPT_BYTES];
    struct buf shot;
    snprintf(script, sizeof script, "%s", step->keys);
    if (is_exact)
        snprintf(script, sizeof script, "%s:shot nasty-%s-%dx%d\n", step->keys, step->name,
                 sizes[size].cols, sizes[size].rows);
    stage_play(stage, script);
    ck_assert(session_is_idle(&stage->session));
    ck_assert_int_eq(sandbox_read_bill(stage->shop.sandbox).requests, REQUESTS);
    write_down(stage, &shot);
    check_rows(stage, buf_text(&shot), step->name);
    check_cursor(stage, buf_text(&shot), step->name);
    check_resize(stage, &shot, step->name);
    buf_fini(&shot);
}

static void play_steps(const struct step *steps, size_t count, int size, bool is_ascii) {
    struct stage stage;
    open_nasty(&stage, sizes[size].rows, sizes[size].cols);
    if (is_ascii)
        text_use_ascii();
    for (size_t i = 0; i < count; i++)
        take(&stage, &steps[i], size, sizes[size].is_exact);
    close_nasty(&stage);
}

static const struct step sieve[] = {
    {"list", "Down*3\n"},
    {"beside", "D\n"},
    {"search-prompt", "D /\n:type an\n"},
    {"search", "Enter n\n"},
    {"search-vain-prompt", "/\n:type no\u202Esuch\u200Bthing 李\n"},
    {"search-vain", "Enter\n"},
    {"filter-prompt", "Esc*2 &\n:type !private e followers>=7 !bio:ding\n"},
    {"filter", "Enter\n"},
    {"filter-unfinished", "&\n:type  verified followers>=\n"},
    {"filter-mistake", ":type many\n"},
    {"filter-nothing", "Esc & ^U\n:type \"no \u202Esuch\" 李小龙\n"},
    {"filter-nothing-left", "Enter\n"},
    {"order", "Esc & ^U Enter o\n:type r\no\n:type f\n"},
    {"order-of-name", "o\n:type n\no\n:type n\n"},
    {"marks", "o\n:type #\nHome Space Space Down Space B Down*2 V Down B\n"},
    {"marks-and-filter", "&\n:type e !private\nEnter o\n:type g\n"},
};

static const struct step asked[] = {
    {"sort-chooser", "o\n"},
    {"copy-chooser", "Esc y\n"},
    {"palette", "Esc :\n"},
    {"palette-narrowed", ":type pa\n"},
    {"palette-one", ":type ne-place\n"},
    {"palette-unknown", "Esc :\n:type zz\n"},
    {"palette-refused", "Enter\n"},
    {"palette-wrong-argument", ":\n:type order sideways\nEnter\n"},
    {"find-prompt", "Esc f\n"},
    {"find-typed", ":type e !private followers>=7\n"},
    {"found", "Enter Down*2\n"},
    {"found-more", "m\n"},
    {"find-vain", "f\n:type \u202Eno one has this\n"},
    {"found-nothing", "Enter\n"},
    {"bookmarks", "[ Home B Down B Down*2 B '\n"},
    {"open-prompt", "@\n:type https://www.tiktok.com/@name.with.a.long.address?lang=en\n"},
    {"help", "Esc ?\n"},
    {"help-typed", ":type mark\n"},
    {"help-nothing", ":type s nothing at all\n"},
};

static const struct step ascii[] = {
    {"ascii-list", "Down*3\n"},
    {"ascii-beside", "D\n"},
    {"ascii-zoomed", "z\n"},
    {"ascii-filter", "z D &\n:type e !private\nEnter\n"},
};

static const struct step facts[] = {
    {"facts", "Down*3\n"},
    {"facts-order", "o\n:type L\n"},
    {"facts-filter", "o\n:type #\n&\n:type lists>=3 or back\nEnter\n"},
    {"facts-zoomed", "z\n"},
    {"facts-beside", "z D\n"},
    {"facts-mistake", "D &\n:type  follows:@nobody\n"},
};

enum { FACTS_MAX = 100 };

static struct fact_entry entries[FACTS_MAX];
static struct fact_table table;

/* Something of everything, and the groups that nobody wants. */
static struct facts invent_facts(size_t row) {
    static const int64_t lists[][2] = {{7, 7},          {7, 9}, {1204, 1310}, {0, 0},
                                       {31442, 900000}, {0, 3}, {-1, -1}};
    static const char *const groups[] = {
        "green", NULL, "\u202Eright to left", "李小龙 a name of some length", "\x1b[31mred", "·"};
    static const struct {
        enum fact_state state;
        const char *name;
    } states[] = {{FACT_COMPLETE, "complete"},
                  {FACT_INCOMPLETE, "partial"},
                  {FACT_STATE_NONE, NULL},
                  {FACT_INCOMPLETE, "empty_unknown"},
                  {FACT_COMPLETE, "nobody_reported"},
                  {FACT_INCOMPLETE, "failed"}};
    return (struct facts){.lists = lists[row % 7][0],
                          .lists_max = lists[row % 7][1],
                          .back = (int)(row % 3),
                          .state = states[row % 6].state,
                          .state_name = states[row % 6].name,
                          .group = groups[row % 6]};
}

static void tell_facts(struct stage *stage) {
    static const char *const owners[] = {
        "@name.with.a.long.address", "李小龙", "\u202E@nasa", "@a", "@b", NULL};
    struct list *list = stage->session.trail.current->list;
    ck_assert_uint_le(list->count, FACTS_MAX);
    for (size_t i = 0; i < list->count; i++)
        entries[i] = (struct fact_entry){.id = list->rows[i]->id ? list->rows[i]->id : "none",
                                         .facts = invent_facts(i)};
    fact_table_init(&table, entries, list->count);
    table.in = owners;
    table.may = 2;
    table.reader.scope.lists = 40;
    table.reader.scope.incomplete = 3;
    table.reader.scope.oldest_ms = INT64_C(1762000000000);
    table.reader.scope.newest_ms = INT64_C(1764400000000);
    list->facts = stage->session.facts = &table.reader;
}

static void use_columns(struct stage *stage, const char *names) {
    struct look look;
    struct err err;
    look_init(&look);
    ck_assert_msg(columns_parse(names, &look.columns[LOOK_LIST_ANY], &err), "%s", err.text);
    ck_assert(app_use_look(&stage->app, &look, 0, NULL, &err));
}

/* Compared at all sizes. */
START_TEST(screens_of_facts) {
    struct stage stage;
    open_nasty(&stage, sizes[_i].rows, sizes[_i].cols);
    stage_play(&stage, "Home\n");
    tell_facts(&stage);
    use_columns(&stage, "number sign account lists back state:16 followers group name");
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        take(&stage, &facts[i], _i, true);
    close_nasty(&stage);
}
END_TEST

START_TEST(screens_of_the_sieve) {
    play_steps(sieve, sizeof sieve / sizeof *sieve, _i, false);
}
END_TEST

START_TEST(screens_of_what_is_asked) {
    play_steps(asked, sizeof asked / sizeof *asked, _i, false);
}
END_TEST

START_TEST(screens_in_ascii) {
    play_steps(ascii, sizeof ascii / sizeof *ascii, _i, true);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("every size");
    TCase *tc = tcase_create("every size");
    tcase_set_timeout(tc, TIMEOUT_S);
    run_sample(tc, screens_of_facts, 0, SIZES, 3);
    run_sample(tc, screens_of_the_sieve, 0, SIZES, 3);
    run_sample(tc, screens_of_what_is_asked, 0, SIZES, 3);
    run_sample(tc, screens_in_ascii, 0, SIZES, 3);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
