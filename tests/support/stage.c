/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/stage.h"

#include "base/clock.h"
#include "base/figure.h"
#include "base/mem.h"
#include "base/text.h"
#include "health/health_program.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SHOT_MAX_BYTES = 4 << 20, PATH_MAX_BYTES = 1024 };

void stage_config_init(struct stage_config *config) {
    *config = (struct stage_config){.rows = 24, .cols = 80, .has_colour = true};
    shop_config_init(&config->shop);
    config->session = (struct session_config){.wants_profile = true,
                                              .has_prefetch = true,
                                              .load_page_size = API_LIMIT_MAX,
                                              .threshold = 200,
                                              .place_name = "SANDBOX"};
}

/* As the program does, with all that a stage has. */
static void examine(void *context, struct health *health) {
    (void)context;
    health_look_at_program(health);
    health_say(health, HEALTH_NOTE, "terminal", "none: this is a stage");
}

static const struct health_source source = {examine, NULL};

static void open_stage_screen(struct stage *stage, const struct stage_config *config) {
    struct err err;
    stage->out = fopen("/dev/null", "w");
    stage->in = fopen("/dev/null", "r");
    ck_assert(stage->out && stage->in);
    struct screen_config screen = {.out = stage->out,
                                   .in = stage->in,
                                   .term = "xterm-256color",
                                   .has_colour = config->has_colour,
                                   .rows = config->rows,
                                   .cols = config->cols};
    stage->screen = screen_open(&screen, &err);
    ck_assert_msg(stage->screen != NULL, "%s", err.text);
    app_init(&stage->app, &stage->session, stage->screen);
    stage->app.front.health = &source;
}

void stage_open(struct stage *stage, const struct stage_config *config) {
    const char *locale;
    *stage = (struct stage){0};
    ck_assert(text_use_locale(&locale));
    shop_open(&stage->shop, &config->shop);
    session_init(&stage->session, &config->session, stage->shop.worker, stage->shop.reader,
                 &stage->shop.purse);
    open_stage_screen(stage, config);
}

static char *read_file(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file)
        return mem_dup("");
    struct buf content;
    char bytes[4096];
    size_t len;
    buf_init(&content, SHOT_MAX_BYTES);
    while ((len = fread(bytes, 1, sizeof bytes, file)) > 0)
        buf_put(&content, bytes, len);
    fclose(file);
    return buf_steal(&content, NULL);
}

static void write_file(const char *path, const char *content) {
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "cannot write %s", path);
    fputs(content, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void compare_masked(const char *name, const char *shot) {
    char path[PATH_MAX_BYTES];
    const char *folder = getenv("FOLLOWTRAIL_TEST_SCREENS");
    snprintf(path, sizeof path, "%s/%s.screen", folder ? folder : "tests/screens", name);
    if (getenv("REGENERATE")) {
        write_file(path, shot);
        return;
    }
    char *expected = read_file(path);
    if (strcmp(expected, shot)) {
        fprintf(stderr, "%s differs. Expected:\n%s\nSeen:\n%s\n", path, expected, shot);
        ck_abort_msg("%s differs; both are on stderr", name);
    }
    free(expected);
}

/* The day of the run, or the day before it. */
static void mask_day(char *shot, int64_t wall_ms) {
    static const char mask[] = "9999-99-99";
    char day[FIGURE_MAX];
    figure_date(wall_ms, day);
    for (char *at = shot; (at = strstr(at, day)); at += strlen(mask))
        memcpy(at, mask, strlen(mask));
}

static void compare(void *context, const char *name, const char *shot) {
    char *masked = mem_dup(shot);
    int64_t now_ms = clock_wall_ms();
    (void)context;
    mask_day(masked, now_ms);
    mask_day(masked, clock_day_start_ms(now_ms) - 1);
    compare_masked(name, masked);
    free(masked);
}

void stage_play(struct stage *stage, const char *script) {
    struct err err;
    ck_assert_msg(play_run(&stage->app, stage->shop.mailbox, script, compare, NULL, &err), "%s",
                  err.text);
}

void stage_close_uncertain(struct stage *stage, int64_t maybe, int64_t lost) {
    app_fini(&stage->app);
    screen_close(stage->screen);
    session_fini(&stage->session);
    fclose(stage->out);
    fclose(stage->in);
    shop_close(&stage->shop, maybe, lost);
}

void stage_close(struct stage *stage) {
    stage_close_uncertain(stage, 0, 0);
}
