/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tour of the README, key by key, on the network that the demo serves: every key does what the
 * README says, and every figure in it is on the screen. */
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_S = 240, README_MAX = 1 << 16, SCRIPT_MAX = 512 };

/* What the README says, the keys that it means, and what is on the screen then. */
static const struct {
    const char *says, *keys, *shows;
} steps[] = {
    {"which opens the list of @zoe.flores", "", "@zoe.flores"},
    {"`Enter` opens the list of the selected account", "", "Enter opens:"},
    {"`Backspace` returns", "Enter\nBackspace\n", "@zoe.flores"},
    {"`Space` marks accounts", "Space\n", "1 marked"},
    {"To mark three by name: `:mark @lucky.purr or @panel.by.shira or @thuy_gloss15` and `Enter`",
     "U\n:\n:type mark @lucky.purr or @panel.by.shira or @thuy_gloss15\nEnter\n", "3 marked"},
    {"`L` asks how much their lists may cost together: at most 3,071 credits", "L\n",
     "at most 3,071 credits ($3.07)? Type 3,071 or less:"},
    {"Type `3071`, `Enter`: they cost 3,007", ":type 3071\nEnter\n",
     "3 of 3 lists complete. 3,007 credits."},
    {"`c` compares them", "c\n", "3 of your 5 lists · 3 complete"},
    {"@lucky.purr and @panel.by.shira have 164 accounts in common, Jaccard .080", "",
     "A × B  164 in common · Jaccard .080"},
    {"`Tab` shows who is in which list", "Tab\n", "accounts 2,690"},
    {"`Down` four times to `● ● ●`: 60 accounts are in all three", "Down*4\n", "▌● ● ●         60"},
    {"and `Enter` lists them", "Enter\n", "60 accounts"},
    {"`F` ranks whom to open next", "F\n", "frontier per-credit"},
    {"with prices", "", "price"},
    {"`o` `2` puts those in most lists first", "o 2\n", "frontier seen"},
    {"`Enter` opens one (the first is hidden)", "Enter\n", " · hidden"},
    {"`Space` `L` several", "Backspace\nSpace Space\nL\n", "Load 2 lists for"},
    {"`&`, `followers>=1M !private`, `Enter` filters",
     "n\n&\n:type followers>=1M !private\nEnter\n", "followers>=1M !private"},
    {"`o` `f` sorts by followers", "o f\n", "frontier followers"},
    {"`Esc` removes the filter", "Esc\nU\n", "o sort"},
    {"`I` lists whose lists are stored", "I\n", "6 owners"},
    {"`w` who of them follows the selected account", "w\n", "Followed by, in your store"},
    {"`S` shows figures", "S\n", "Statistics"},
    {"`$` the ledger", "q\n$\n", "Ledger"},
    {"`?` lists all keys", "q\n?\n", "Help · type to find a key"},
};

static char readme[README_MAX];

/* Without line breaks, so that a sentence is found wherever it is broken. */
static void read_readme(void) {
    char path[SCRIPT_MAX];
    const char *source = getenv("FOLLOWTRAIL_TEST_SOURCE");
    snprintf(path, sizeof path, "%s/README.md", source ? source : ".");
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s", path);
    size_t len = fread(readme, 1, sizeof readme - 1, file);
    fclose(file);
    readme[len] = '\0';
    size_t to = 0;
    for (size_t from = 0; from < len; from++)
        if (readme[from] == '\n')
            readme[to++] = ' ';
        else if (readme[from] != ' ' || (to && readme[to - 1] != ' '))
            readme[to++] = readme[from];
    readme[to] = '\0';
}

static void look(void *context, const char *name, const char *shot) {
    const char *shows = context;
    ck_assert_msg(strstr(shot, shows) != NULL, "%s: no “%s” on\n%.3000s", name, shows, shot);
}

static void take_tour(int rows, int cols) {
    struct stage_config config;
    struct stage stage;
    struct err err;
    char size[32];
    stage_config_init(&config);
    stage_open(&stage, &config);
    snprintf(size, sizeof size, ":size %dx%d\n", rows, cols);
    stage_play(&stage, size);
    ck_assert_msg(navigate_open(&stage.session, "zoe.flores", &err), "%s", err.text);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char script[SCRIPT_MAX];
        snprintf(script, sizeof script, "%s:shot step-%zu\n", steps[i].keys, i);
        ck_assert_msg(play_run(&stage.app, stage.shop.mailbox, script, look,
                               (void *)(size_t)steps[i].shows, &err),
                      "%s: %s", steps[i].says, err.text);
    }
    stage_close(&stage);
}

START_TEST(the_readme_says_it) {
    read_readme();
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        ck_assert_msg(strstr(readme, steps[i].says) != NULL, "README.md lacks: %s", steps[i].says);
}
END_TEST

START_TEST(every_step_is_true) {
    take_tour(24, 80);
}
END_TEST

START_TEST(also_in_a_large_window) {
    take_tour(43, 132);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("tour");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, TIMEOUT_S);
    tcase_add_test(all, the_readme_says_it);
    tcase_add_test(all, every_step_is_true);
    tcase_add_test(all, also_in_a_large_window);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
