/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The README's pictures are what the program shows: the real one, in a pseudo-terminal, on the
 * accounts that it invents. `make pictures` draws them again. */
#include "base/file.h"
#include "base/text.h"
#include "tests/support/browser.h"
#include "tests/support/picture.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PICTURE_BYTES = 1 << 20, PATH_BYTES = 512, STEPS_MAX = 8, HOUR_S = 3600 };

static const struct scene {
    const char *name, *title;
    int rows, cols;
    const char *option, *start; /* start: what is there before the first step */
    struct {
        const char *keys, *seen; /* seen: what is waited for; NULL: nothing */
    } steps[STEPS_MAX];
} scenes[] = {
    {"screen-80",
     "A following list in a terminal of 80 columns, sorted by followers. Two accounts are marked; "
     "below the list are the selected account and the price of opening its list.",
     24,
     80,
     "--pane=below",
     "20 of 412",
     {{"jjj", NULL}, {"\r", "20 of 79"}, {"of", NULL}, {"gj  j", NULL}}},
    {"screen-132",
     "A following list in a terminal of 132 columns. Beside it are all facts of the selected "
     "account, and the price of opening its list.",
     43,
     132,
     "--pane=beside",
     "39 of 412",
     {{"jjjj", NULL}, {"  kkk", NULL}}},
};

/* Nothing of the user's is read; at noon, so that no day ends meanwhile. */
static void open_program(struct pty *pty, const struct scene *scene,
                         const struct scratch *scratch) {
    static const char *const names[] = {"XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"};
    const char *const argv[] = {sandbox_child_program(), "--demo", "--theme=dark", scene->option,
                                NULL};
    char texts[4][PATH_BYTES];
    const char *environment[] = {texts[0], texts[1], texts[2], texts[3], NULL};
    struct pty_config config;
    for (size_t i = 0; i < 3; i++)
        snprintf(texts[i], sizeof texts[i], "%s=%s", names[i], scratch->folder);
    long hour = (long)(time(NULL) / HOUR_S % 24);
    snprintf(texts[3], sizeof texts[3], "TZ=NOON%ld", hour - 12);
    pty_config_init(&config);
    config.rows = scene->rows;
    config.cols = scene->cols;
    config.environment = environment;
    ck_assert(pty_open(pty, &config, argv));
}

static void draw(const struct scene *scene, struct buf *picture) {
    struct browser browser = {.clears = NULL};
    struct scratch scratch;
    struct mirror mirror;
    scratch_init(&scratch);
    browser_init_bytes(&browser);
    open_program(&browser.pty, scene, &scratch);
    browser_wait(&browser, scene->start);
    for (size_t i = 0; i < STEPS_MAX && scene->steps[i].keys; i++) {
        browser_send(&browser, scene->steps[i].keys);
        if (scene->steps[i].seen)
            browser_wait(&browser, scene->steps[i].seen);
    }
    browser_redraw(&browser);
    mirror_init(&mirror, scene->rows, scene->cols);
    mirror_feed(&mirror, browser.screen.data, browser.screen.len);
    picture_put(&mirror, scene->title, picture);
    mirror_fini(&mirror);
    pty_close(&browser.pty);
    browser_fini_bytes(&browser);
    scratch_fini(&scratch);
}

static void write_file(const char *path, const struct buf *content) {
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "%s cannot be written", path);
    ck_assert_uint_eq(fwrite(content->data, 1, content->len, file), content->len);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(pictures_are_what_the_program_shows) {
    const struct scene *scene = &scenes[_i];
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE"), *locale;
    struct buf picture;
    struct err err;
    char path[PATH_BYTES];
    ck_assert(text_use_locale(&locale));
    snprintf(path, sizeof path, "%s/doc/%s.svg", source ? source : ".", scene->name);
    buf_init(&picture, PICTURE_BYTES);
    draw(scene, &picture);
    if (getenv("REGENERATE"))
        write_file(path, &picture);
    char *kept = file_read(path, PICTURE_BYTES, &err);
    ck_assert_msg(kept && !strcmp(kept, buf_text(&picture)),
                  "%s is not what the program shows: make pictures", path);
    free(kept);
    buf_fini(&picture);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("pictures");
    TCase *tc = tcase_create("pictures");
    tcase_add_loop_test(tc, pictures_are_what_the_program_shows, 0, sizeof scenes / sizeof *scenes);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
