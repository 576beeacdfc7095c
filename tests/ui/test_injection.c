/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No byte of outside text reaches the terminal as a control: every code point, and strings that
 * were tampered with, go through every view, and the stream that a terminal would get is read back.
 */
#include "base/codepoint.h"
#include "base/text.h"
#include "base/utf8.h"
#include "plain/plain_list.h"
#include "session/refine.h"
#include "session/source.h"
#include "tests/support/effort.h"
#include "tests/support/outlet.h"
#include "tests/support/run.h"
#include "tests/support/stream.h"
#include "ui/frame/scene.h"
#include "view/ledger_table.h"
#include "view/record_lines.h"

#include <check.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS = 50,
    COLS = 200,
    SLOTS = 96, /* strings that a view may take a frame */
    SLOT_BYTES = 80,
    CODE_LAST = 0x10FFFF,
    SAMPLE = 997,
    SHARE = 3, /* with EFFORT_CHECK, one of so many */
    TIMEOUT_S = 600
};

/* All that the views see, made of outside text. */
struct props {
    struct outlet outlet;
    struct store store;
    struct session session;
    struct list *list;
    struct account accounts[ROWS];
    const struct account *rows[ROWS];
    struct ledger_row requests[ROWS];
    struct ledger_sum sums[ROWS];
    struct edit prompt;
    struct front front;
    struct view view, *help;
    struct layout beside, zoomed;
    struct plain_out plain;
    struct scene scene;
    char slots[SLOTS][SLOT_BYTES];
};

static struct props props;

static const char *slot(size_t number) {
    return props.slots[number % SLOTS];
}

static void fill_list(void) {
    for (size_t i = 0; i < ROWS; i++) {
        props.accounts[i] = (struct account){.id = slot(i),
                                             .username = slot(2 * i),
                                             .display_name = slot(2 * i + 1),
                                             .bio = slot(2 * i),
                                             .region = i % 8 ? "DE" : slot(i),
                                             .is_verified = i % 2,
                                             .seen_ms = ACCOUNT_UNKNOWN};
        props.rows[i] = &props.accounts[i];
    }
    props.list->rows = props.rows;
    props.list->count = ROWS;
    trail_refresh(&props.session.trail);
}

static void draw_names(void) {
    fill_list();
    list_view_draw(props.outlet.screen, &props.scene);
}

/* The widest column, in which 10 code points have room. */
static void draw_bios(void) {
    fill_list();
    for (size_t i = 0; i < ROWS; i++) {
        props.accounts[i].username = props.accounts[i].display_name = "somebody";
        props.accounts[i].bio = slot(i);
    }
    list_view_draw(props.outlet.screen, &props.scene);
}

static void draw_detail(void) {
    fill_list();
    detail_view_draw(props.outlet.screen, &props.scene);
}

static void draw_trail(void) {
    const char *label = props.list->label;
    props.list->label = slot(0);
    list_fail(props.list, slot(1), slot(2), slot(3));
    props.session.config.place_name = slot(4);
    trail_view_draw(props.outlet.screen, &props.scene);
    props.list->label = label;
}

/* The explanation in the place of a list. */
static void draw_failure(void) {
    props.list->count = 0;
    list_fail(props.list, slot(0), slot(1), slot(2));
    list_view_draw(props.outlet.screen, &props.scene);
    list_clear_failure(props.list);
}

static void draw_message(void) {
    props.scene.notice = slot(0);
    message_view_draw(props.outlet.screen, &props.scene);
    props.scene.notice = NULL;
}

static void draw_asked(enum prompt_question question) {
    edit_init(&props.prompt);
    props.prompt.len = props.prompt.cursor = strlen(slot(0));
    memcpy(props.prompt.text, slot(0), props.prompt.len + 1);
    props.scene.prompt = &props.prompt;
    props.scene.question = question;
    message_view_draw(props.outlet.screen, &props.scene);
    props.scene.prompt = NULL;
    props.scene.question = PROMPT_NOTHING;
}

static void draw_prompt(void) {
    draw_asked(PROMPT_ACCOUNT);
}

static const void *request_at(const struct view *view, int64_t line) {
    return line < view->count ? &props.requests[line] : NULL;
}

static const void *sum_at(const struct view *view, int64_t line) {
    return line < view->count ? &props.sums[line] : NULL;
}

/* A view that shows what is given. */
static void draw_fake(const struct view_ops *ops) {
    props.view.ops = ops;
    props.scene.view = &props.view;
    view_fit(&props.view, props.scene.layout.list_rows, COLS, true);
    draw_view(props.outlet.screen, &props.scene);
    props.scene.view = NULL;
}

static void draw_ledger(const struct table *table,
                        const void *(*row)(const struct view *view, int64_t line)) {
    const struct table *const tables[] = {table, NULL};
    const struct view_ops ops = {.name = "ledger", .title = "Ledger", .tables = tables, .row = row};
    for (size_t i = 0; i < ROWS; i++) {
        props.requests[i] = (struct ledger_row){.request = (int64_t)i,
                                                .label = slot(2 * i),
                                                .outcome = slot(2 * i + 1),
                                                .request_id = slot(i),
                                                .state = LEDGER_ANSWERED};
        props.sums[i] = (struct ledger_sum){.label = slot(i), .id = (int64_t)i};
    }
    props.view = (struct view){.count = ROWS};
    line_add(&props.view.title, ROLE_ACCENT, 0, "%s", slot(0));
    draw_fake(&ops);
}

static void draw_requests(void) {
    draw_ledger(&ledger_requests, request_at);
}

static void draw_sums(void) {
    draw_ledger(&ledger_sum_tables[LEDGER_BY_LIST], sum_at);
}

static void draw_broken_ledger(void) {
    const struct view_ops ops = {.name = "ledger", .title = "Ledger"};
    props.view = (struct view){.has_failed = true};
    memcpy(props.view.err.text, slot(0), SLOT_BYTES);
    draw_fake(&ops);
}

static void draw_status(void) {
    props.session.config.place_name = slot(0);
    status_view_draw(props.outlet.screen, &props.scene);
}

static void draw_profile(const struct layout *layout) {
    struct layout usual = props.scene.layout;
    fill_list();
    props.accounts[0].avatar_url = slot(2);
    props.scene.layout = *layout;
    profile_view_draw(props.outlet.screen, &props.scene);
    props.scene.layout = usual;
}

static void draw_zoomed(void) {
    draw_profile(&props.zoomed);
}

static void draw_beside(void) {
    draw_profile(&props.beside);
}

/* What is filtered by, and what is sorted by. */
static void draw_banner(void) {
    struct place *place = props.session.trail.current;
    fill_list();
    place->filter_text = props.slots[0];
    banner_view_draw(props.outlet.screen, &props.scene);
    place->filter_text = NULL;
}

/* What is searched for in the list where it stands out, and in the words that it is nowhere else.
 */
static void draw_search(void) {
    fill_list();
    refine_look(&props.session, slot(0), 0);
    list_view_draw(props.outlet.screen, &props.scene);
    refine_look(&props.session, slot(1), 0);
    refine_next(&props.session, false);
    props.scene.notice = props.session.message;
    message_view_draw(props.outlet.screen, &props.scene);
    props.scene.notice = NULL;
    refine_end_search(&props.session);
}

static void draw_filter_prompt(void) {
    draw_asked(PROMPT_FILTER);
}

static void draw_help_screen(void) {
    struct front *front = &props.front;
    front->argument = slot(0);
    ck_assert(view_open(&props.help, front));
    view_fit(props.help, props.scene.layout.list_rows, COLS, false);
    view_read(props.help, 0, true);
    props.scene.view = props.help;
    draw_view(props.outlet.screen, &props.scene);
    props.scene.view = NULL;
    view_close_all(&props.help);
}

/* Lists of other kinds than an account's. */
static void draw_found(void) {
    const char *label = props.list->label;
    props.list->label = slot(0);
    props.list->source = &source_found;
    trail_view_draw(props.outlet.screen, &props.scene);
    props.list->source = NULL;
    props.list->label = label;
}

/* Strings as they stand in an answer, quotes and broken bytes among them. */
static void draw_record_screen(void) {
    const struct view_ops ops = {.name = "record", .title = "Record"};
    struct record record;
    char json[8 * SLOT_BYTES];
    int len = snprintf(json, sizeof json, "{\"a\":\"%s\",\"%s\":[\"%s\",%s]}", slot(0), slot(1),
                       slot(2), slot(3));
    struct sighting sighting = {.label = slot(4), .request_id = slot(5), .rows = 1};
    record_init(&record);
    record.sightings = &sighting;
    record.count = 1;
    record.state = RECORD_HERE;
    record_print_json(&record.print, json, (size_t)len);
    props.view = (struct view){.count = 0};
    document_init(&props.view.body);
    record_lines_make(&props.view.body, &record, COLS - 2);
    props.view.count = (int64_t)props.view.body.count;
    line_add(&props.view.heading, ROLE_CURRENT, 0, "@%s", slot(0));
    draw_fake(&ops);
    document_fini(&props.view.body);
    record.sightings = NULL;
    record_fini(&record);
}

static void draw_title(void) {
    screen_title(props.outlet.screen, slot(0));
}

static const struct part {
    const char *name;
    void (*draw)(void);
    size_t slots;  /* strings that one frame shows */
    int points;    /* code points for which there is room in each */
    bool is_whole; /* gets every code point (EFFORT_CI); the others those that could do harm, and
                      samples, and share these with EFFORT_CHECK; all of them get all with
                      EFFORT_LONG */
} views[] = {
    {"bios", draw_bios, 36, 10, true},
    {"names", draw_names, 72, 2, false},
    {"detail", draw_detail, 4, 4, false},
    {"trail", draw_trail, 5, 4, false},
    {"failure", draw_failure, 3, 16, false},
    {"message", draw_message, 1, 16, false},
    {"prompt", draw_prompt, 1, 16, false},
    {"requests", draw_requests, 72, 2, false},
    {"sums", draw_sums, 36, 4, false},
    {"broken ledger", draw_broken_ledger, 1, 16, false},
    {"status", draw_status, 1, 4, false},
    {"title", draw_title, 1, 7, false},
    {"zoomed", draw_zoomed, 3, 16, false},
    {"beside", draw_beside, 3, 6, false},
    {"banner", draw_banner, 1, 16, false},
    {"search", draw_search, 72, 2, false},
    {"filter prompt", draw_filter_prompt, 1, 16, false},
    {"help", draw_help_screen, 1, 16, false},
    {"found", draw_found, 1, 16, false},
    {"record", draw_record_screen, 6, 16, false},
    {"lines", NULL, 9, 16, false},
};
enum { VIEWS = sizeof views / sizeof *views };

/* A group's name comes from a file. */
static void read_facts(void *context, const struct list *list, const struct account *account,
                       struct facts *facts) {
    (void)context, (void)list;
    *facts = (struct facts){.lists = 1, .lists_max = 2, .back = FACT_NONE, .group = account->bio};
}

static const char *owner_labels[1];

static bool read_owners(void *context, const struct account *account, size_t most,
                        struct arena *arena, struct fact_owners *owners, struct err *err) {
    (void)context, (void)most, (void)arena, (void)err;
    owner_labels[0] = account->username;
    *owners = (struct fact_owners){.in = owner_labels, .in_count = 1, .in_total = 1};
    return true;
}

static const struct fact_reader reader = {
    .read = read_facts, .owners = read_owners, .scope = {.is_counted = true, .lists = 2}};

static void open_props(bool is_ascii) {
    static const struct session_config config = {.page_size = 20, .load_page_size = 50};
    struct purse purse = {0};
    struct look look;
    look_init(&look);
    struct layout_wish wish = {.columns = &look.columns[LOOK_LIST_ANY],
                               .message_rows = 3,
                               .has_banner = true,
                               .rows = ROWS};
    props = (struct props){0};
    ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
    if (is_ascii)
        text_use_ascii();
    outlet_open(&props.outlet, "xterm-256color", ROWS, COLS);
    session_init(&props.session, &config, NULL, &props.store, &purse);
    props.session.facts = NULL; /* its store is none */
    props.list = session_add_list(&props.session, list_new("1", "@somebody"));
    props.list->facts = &reader;
    trail_open(&props.session.trail, props.list);
    props.scene =
        (struct scene){.session = &props.session, .layout = layout_make(ROWS, COLS, &wish)};
    ck_assert(props.scene.layout.is_usable && props.scene.layout.banner_row >= 0);
    wish.is_zoomed = true;
    props.zoomed = layout_make(ROWS, COLS, &wish);
    wish = (struct layout_wish){
        .columns = &look.columns[LOOK_LIST_ANY], .pane = LOOK_PANE_BESIDE, .rows = ROWS};
    props.beside = layout_make(ROWS, COLS, &wish);
    ck_assert(props.zoomed.is_zoomed && props.beside.rule_col > 0);
    order_choose(&props.session.trail.current->excerpt.order, ORDER_NAME);
    props.front.command = COMMAND_HELP;
    bindings_init(&props.front.bindings);
    plain_out_init(&props.plain, -1);
}

static void close_props(void) {
    props.list->rows = NULL;
    props.list->count = 0;
    plain_out_fini(&props.plain);
    session_fini(&props.session);
    outlet_close(&props.outlet);
}

/* Curses sends no TAB here, and in ASCII nothing above it. */
static bool is_clean(bool is_ascii, size_t *at) {
    const struct buf *sent = &props.outlet.sent;
    if (!stream_is_clean(sent->data, sent->len, at))
        return false;
    for (*at = 0; is_ascii && *at < sent->len; ++*at)
        if ((unsigned char)sent->data[*at] >= 0x7F)
            return false;
    return true;
}

/* The same for lines without a screen: nothing but text, and the ends of lines. */
static void print_lines(void) {
    struct place *place = props.session.trail.current;
    struct buf *out = &props.plain.text;
    const char *label = props.list->label;
    fill_list();
    props.list->label = slot(0);
    place->filter_text = props.slots[1];
    buf_clear(out);
    plain_list_title(&props.plain, &props.session);
    plain_list_sieve(&props.plain, &props.session);
    plain_list_rows(&props.plain, &props.session, 0, 3);
    plain_out_line(&props.plain, "%s", slot(2));
    plain_out_prompt(&props.plain, slot(3));
    place->filter_text = NULL;
    props.list->label = label;
}

static void check_lines(bool is_ascii) {
    const struct buf *out = &props.plain.text;
    size_t taken = 1;
    print_lines();
    for (size_t at = 0; at < out->len; at += taken) {
        taken = 1;
        bool is_text = out->data[at] == '\n' ||
                       stream_next(out->data + at, out->len - at, &taken) == STREAM_TEXT;
        ck_assert_msg(is_text && (!is_ascii || (unsigned char)out->data[at] < 0x7F),
                      "plain: 0x%02X at %zu is no text, behind “%.40s”",
                      (unsigned char)out->data[at], at, out->data + (at > 40 ? at - 40 : 0));
    }
}

static void show(const struct part *view, bool is_ascii) {
    size_t at = 0;
    if (!view->draw) {
        check_lines(is_ascii);
        return;
    }
    outlet_forget(&props.outlet);
    screen_erase(props.outlet.screen);
    view->draw();
    outlet_flush(&props.outlet);
    if (!is_clean(is_ascii, &at))
        ck_abort_msg("%s: 0x%02X at %zu of the stream, behind “%.40s”, is no text", view->name,
                     (unsigned char)props.outlet.sent.data[at], at,
                     props.outlet.sent.data + (at > 40 ? at - 40 : 0));
}

/* A surrogate as its three raw bytes. */
static size_t put_code(char *out, uint32_t code) {
    if (code < 0xD800 || code > 0xDFFF)
        return utf8_encode(code, out);
    out[0] = (char)0xED;
    out[1] = (char)(0x80 | (code >> 6 & 0x3F));
    out[2] = (char)(0x80 | (code & 0x3F));
    return 3;
}

/* Whatever is neither a plain letter nor unassigned, and a few of those. */
static bool is_taken(const struct part *view, uint32_t code) {
    if (effort() >= (view->is_whole ? EFFORT_CI : EFFORT_LONG) || code % SAMPLE == 0)
        return true;
    if (code >= 0xD800 && (code < 0xF900 || code >= 0x10000) && code >> 12 != 0xE0)
        return false;
    if (effort() == EFFORT_CHECK && !view->is_whole && (code + (size_t)(view - views)) % SHARE != 0)
        return false;
    enum codepoint_class class = codepoint_class(code);
    return class != CODEPOINT_TEXT && class != CODEPOINT_PICTURE;
}

/* NUL ends a string of C. */
static bool next_code(const struct part *view, uint32_t *code) {
    do
        ++*code;
    while (*code <= CODE_LAST && !is_taken(view, *code));
    return *code <= CODE_LAST;
}

START_TEST(every_code_point) {
    const struct part *view = &views[_i / 2];
    bool has_more = true, is_ascii = _i % 2;
    uint32_t code = 0;
    open_props(is_ascii);
    while (has_more) {
        for (size_t i = 0; i < SLOTS; i++) {
            size_t len = 0;
            for (int point = 0; i < view->slots && point < view->points && has_more; point++)
                if ((has_more = next_code(view, &code)))
                    len += put_code(props.slots[i] + len, code);
            memcpy(props.slots[i] + len, "m", 2); /* the end of many a sequence */
        }
        show(view, is_ascii);
    }
    close_props();
}
END_TEST

/* xorshift64* (Marsaglia; Vigna 2016): the same numbers on every machine. */
static uint64_t next_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static const char *const parts[] = {
    "\033[2J",
    "\033]0;owned\007",
    "\033]52;c;eA==\033\\",
    "\033P+q544e\033\\",
    "\033_G\033\\",
    "\033^x\033\\",
    "\033[?1049l",
    "\033c",
    "\033#8",
    "\033[6n",
    ("\xC2\x9B"
     "31m"),
    ("\xC2\x9D"
     "0;x\xC2\x9C"),
    ("\x9B"
     "31m"),
    "\xC2\x90",
    "\xC2\x85",
    "\u202E",
    "\u2066",
    "\u200B",
    "\u200D",
    "\uFEFF",
    "\xC0\x9B",
    "\xE0\x80\x9B",
    "\xF0\x80\x80\x9B",
    "\xC1\xBF",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "\xF0\x9F\x91",
    "\xE2\x80",
    "\xC2",
    "\xFF\xFE",
    "\r\n",
    "\b\b\b",
    "\t",
    "\016",
    "\x7F",
    "$<99>",
    "%p1%d",
    "abc",
    "é",
    "李",
    "ليلى",
    "👨\u200D👩\u200D👧",
    "🇧🇷",
    "e\u0301\u0302\u0303\u0304\u0305\u0306",
    "\U000E0041",
    "\u2028",
};

/* A few parts one after the other, cut, and with bytes that were hit. */
static void tamper(uint64_t *state, char out[SLOT_BYTES]) {
    size_t len = 0;
    for (uint64_t count = 1 + next_random(state) % 5; count; count--) {
        const char *part = parts[next_random(state) % (sizeof parts / sizeof *parts)];
        size_t part_len = strlen(part);
        if (len + part_len >= SLOT_BYTES)
            break;
        memcpy(out + len, part, part_len);
        len += part_len;
    }
    for (uint64_t hits = next_random(state) % 3; hits; hits--) {
        uint64_t number = next_random(state);
        out[(number >> 16) % len] = (char)(1 + number % 255);
    }
    uint64_t number = next_random(state);
    out[number % 4 ? len : 1 + (number >> 8) % len] = '\0';
}

START_TEST(strings_that_were_tampered_with) {
    const struct part *view = &views[_i / 2];
    uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
    bool is_ascii = _i % 2;
    size_t strings = effort_runs(200, 10000, 100000);
    if (is_ascii)
        strings /= 4; /* they are spelled after the same walk */
    open_props(is_ascii);
    for (size_t shown = 0; shown < strings; shown += view->slots) {
        for (size_t i = 0; i < view->slots; i++)
            tamper(&state, props.slots[i]);
        show(view, is_ascii);
    }
    close_props();
}
END_TEST

/* The test itself: what gets past the screen is found. */
START_TEST(would_be_noticed) {
    static const char *const bad[] = {"\033[2J\033]0;x\007",
                                      "\xC2\x9B",
                                      "\x9B",
                                      "\u202E",
                                      "\x7F",
                                      "\016",
                                      "\033]2;a\033[m\007",
                                      "\033]2;a\u202E\007",
                                      "\033]2;a\xC2\x9C\007",
                                      "\033]2;never ends",
                                      "\u180E"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t at = 0;
        ck_assert_msg(!stream_is_clean(bad[i], strlen(bad[i]), &at), "case %zu", i);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("injection");
    TCase *tc = tcase_create("injection");
    tcase_set_timeout(tc, TIMEOUT_S);
    tcase_add_test(tc, would_be_noticed);
    tcase_add_loop_test(tc, every_code_point, 0, 2 * VIEWS);
    tcase_add_loop_test(tc, strings_that_were_tampered_with, 0, 2 * VIEWS);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
