/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics on screens of every size: of a list, of marked and of found accounts; with lists
 * that are complete, partial, hidden, empty and failed, accounts that hide their counts, and
 * hostile regions. */
#include "base/mem.h"
#include "session/navigate.h"
#include "tests/support/run.h"
#include "tests/support/stage.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MEMBERS = 40, PATH = 64, HUB = 500 };

static const char *const regions[] = {"US",
                                      "US",
                                      "US",
                                      "BR",
                                      "BR",
                                      "JP",
                                      "",
                                      "DE",
                                      "US",
                                      "BR",
                                      "\xE2\x80\xAE"
                                      "SU",
                                      "ES",
                                      "US",
                                      "JP",
                                      "\x1B[31mred and far too long for its column",
                                      "NG"};

static FILE *create(const char *folder, const char *name) {
    char path[2 * PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL, "%s", path);
    return file;
}

/* Member 5 is private and hides its counts, 6 follows nobody, and what 7 follows is hidden. */
static void write_accounts(const char *folder) {
    FILE *file = create(folder, "accounts.csv");
    fputs("id,username,is_verified,is_private,follower_count,following_count,like_count,"
          "video_count,region\n500,guild.hub,true,false,120000,40,900,12,US\n",
          file);
    for (int i = 1; i <= MEMBERS; i++) {
        bool is_hiding = i == 5;
        long long followers = is_hiding ? 0 : 3LL * i * i * i * (i % 7 == 0 ? 9000 : 1);
        fprintf(file, "%d,member.%02d,%s,%s,%lld,%d,%lld,%d,%s\n", i, i, i % 9 ? "false" : "true",
                is_hiding ? "true" : "false", followers,
                is_hiding || i == 6 ? 0
                : i == 7            ? 31
                                    : 1 + (i * 11) % 30,
                is_hiding ? 0 : followers * (i % 4), is_hiding ? 0 : (i * 37) % 200,
                regions[(size_t)i % (sizeof regions / sizeof *regions)]);
    }
    ck_assert_int_eq(fclose(file), 0);
}

static void write_follows(const char *folder) {
    FILE *file = create(folder, "follows.csv");
    fputs("source,target,rank\n", file);
    for (int i = 1; i <= MEMBERS; i++)
        fprintf(file, "%d,%d,%d\n", HUB, i, i);
    for (int i = 1; i <= MEMBERS; i++)
        for (int k = 0; i != 5 && i != 6 && i != 7 && k <= (i * 11) % 30; k++)
            fprintf(file, "%d,%d,%d\n", i, k ? 1 + (i + k * k) % MEMBERS : HUB, k + 1);
    ck_assert_int_eq(fclose(file), 0);
}

static char folder[PATH];
static struct stage stage;

static void open_stage(struct stage_config *config) {
    snprintf(folder, sizeof folder, "/tmp/followtrail-guild-XXXXXX");
    ck_assert(mkdtemp(folder) != NULL);
    write_accounts(folder);
    write_follows(folder);
    stage_config_init(config);
    config->shop.sandbox.network_dir = folder;
    config->session.page_size = 20;
}

static void open_list(const char *name) {
    struct err err;
    ck_assert_msg(navigate_open(&stage.session, name, &err), "%s", err.text);
    stage_play(&stage, "");
}

static void close_stage(void) {
    char path[2 * PATH];
    stage_close(&stage);
    snprintf(path, sizeof path, "%s/accounts.csv", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/follows.csv", folder);
    unlink(path);
    rmdir(folder);
}

/* Of each kind of list one: 2 is partial, 5 and 7 are hidden, 8 failed after its
 * first page in a way that is not tried again. */
static void open_guild(void) {
    static const char *const faults[] = {"cursor@11"};
    struct stage_config config;
    open_stage(&config);
    config.shop.sandbox.faults = faults;
    config.shop.sandbox.fault_count = 1;
    stage_open(&stage, &config);
    open_list("guild.hub");
    stage_play(&stage, "m\n");
    for (int i = 1; i <= 8; i++) {
        char name[PATH];
        snprintf(name, sizeof name, "member.%02d", i);
        open_list(name);
    }
    stage_play(&stage, "m\n");
    open_list("guild.hub");
}

/* Every row at every size. */
#define SHOTS(name)                                                                                \
    ":size 24x80\n:shot " name "-80x24\nPgDn\n:shot " name "-80x24-2\nPgDn\n:shot " name           \
    "-80x24-3\nPgDn\n:shot " name "-80x24-4\nHome\n:size 43x132\n:shot " name                      \
    "-132x43\nEnd\n:shot " name "-132x43-end\nHome\n:size 50x200\n:shot " name                     \
    "-200x50\n:size 12x40\n:shot " name "-40x12\nPgDn*5\n:shot " name                              \
    "-40x12-6\nHome\n:size 5x20\n:shot " name "-20x5\nEnd\n:shot " name "-20x5-end\n"

START_TEST(screens_of_a_list) {
    open_guild();
    stage_play(&stage, "S\n" SHOTS("stats"));
    close_stage();
}
END_TEST

START_TEST(screens_of_some_accounts) {
    open_guild();
    stage_play(&stage, "Space*8 S\n:shot stats-marked\nq\nU &\n:type region:--\nEnter S\n"
                       ":shot stats-filtered\nq Esc f\n:type member.1\nEnter S\n"
                       ":shot stats-found\nq f\n:type nosuch\nEnter S\n:shot stats-none\nq\n");
    open_list("member.07");
    stage_play(&stage, "S\n:shot stats-hidden\nq\n");
    open_list("member.06");
    stage_play(&stage, "S\n:shot stats-nobody\n");
    close_stage();
}
END_TEST

/* Another file of groups while the statistics are open. */
START_TEST(screens_of_groups) {
    char script[4 * PATH];
    open_guild();
    FILE *file = create(folder, "groups.csv");
    fputs("handle,group\nguild.hub,hubs\nmember.01,odd\nmember.02,even\nmember.03,odd\n", file);
    ck_assert_int_eq(fclose(file), 0);
    stage_play(&stage, ":size 50x200\nS\n");
    snprintf(script, sizeof script, ":\n:type groups %s/groups.csv\nEnter\n:shot stats-groups\n",
             folder);
    stage_play(&stage, script);
    snprintf(script, sizeof script, "%s/groups.csv", folder);
    unlink(script);
    close_stage();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("stats_view");
    TCase *tc = tcase_create("screens");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, screens_of_a_list);
    tcase_add_test(tc, screens_of_some_accounts);
    tcase_add_test(tc, screens_of_groups);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
