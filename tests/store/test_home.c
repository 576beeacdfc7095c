/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/home.h"
#include "tests/support/run.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

/* Not const: the program under test calls statfs(), so only the file can hold the result. */
static long file_system;
static bool is_statfs_failing;

/* Replaces the C library's. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int statfs(const char *path, struct statfs *status) {
    struct stat folder;
    if (is_statfs_failing || stat(path, &folder) != 0 || !S_ISDIR(folder.st_mode)) {
        errno = EIO;
        return -1;
    }
    memset(status, 0, sizeof *status);
    status->f_type = file_system;
    return 0;
}

static char *make_scratch(void) {
    char *folder = strdup(access("/dev/shm", W_OK) == 0 ? "/dev/shm/followtrail-test-XXXXXX"
                                                        : "/tmp/followtrail-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    return folder;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void expect(char *path, const char *wanted) {
    ck_assert_ptr_nonnull(path);
    ck_assert_str_eq(path, wanted);
    free(path);
}

START_TEST(variables_say_where) {
    setenv("XDG_DATA_HOME", "/data", 1);
    setenv("XDG_STATE_HOME", "/state", 1);
    setenv("XDG_CONFIG_HOME", "/config", 1);
    expect(home_store_path("live", NULL), "/data/followtrail/live.db");
    expect(home_state_path("last", NULL), "/state/followtrail/last");
    expect(home_bookmarks_path("live", NULL), "/state/followtrail/bookmarks-live");
    expect(home_config_path(NULL), "/config/followtrail/config");
}
END_TEST

START_TEST(missing_empty_and_relative_variables_mean_the_home_folder) {
    static const char *const values[] = {NULL, "", "data", "./data", "~/data"};
    setenv("HOME", "/home/someone", 1);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        static const char *const names[] = {"XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"};
        for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
            unsetenv(names[n]);
            ck_assert(values[i] == NULL || setenv(names[n], values[i], 1) == 0);
        }
        expect(home_store_path("sandbox", NULL),
               "/home/someone/.local/share/followtrail/sandbox.db");
        expect(home_state_path("last", NULL), "/home/someone/.local/state/followtrail/last");
        expect(home_config_path(NULL), "/home/someone/.config/followtrail/config");
    }
}
END_TEST

START_TEST(without_HOME_the_user_has_one) {
    static const char *const values[] = {NULL, "", "relative"};
    unsetenv("XDG_CONFIG_HOME");
    const struct passwd *user = getpwuid(getuid());
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        unsetenv("HOME");
        ck_assert(values[i] == NULL || setenv("HOME", values[i], 1) == 0);
        struct err err = {.kind = ERR_NONE};
        char *path = home_config_path(&err);
        if (user == NULL || user->pw_dir[0] != '/') {
            ck_assert_ptr_null(path);
            ck_assert_int_eq(err.kind, ERR_CONFIG);
            continue;
        }
        char wanted[512];
        snprintf(wanted, sizeof wanted, "%s/.config/followtrail/config", user->pw_dir);
        expect(path, wanted);
    }
}
END_TEST

START_TEST(a_kind_cannot_leave_the_folder) {
    setenv("XDG_DATA_HOME", "/d", 1);
    setenv("XDG_STATE_HOME", "/s", 1);
    expect(home_store_path("api.example.org", NULL), "/d/followtrail/api.example.org.db");
    expect(home_store_path("../../x", NULL), "/d/followtrail/.._.._x.db");
    expect(home_bookmarks_path("../x", NULL), "/s/followtrail/bookmarks-.._x");
    expect(home_store_path("::1 a\n\xc3\xa4", NULL), "/d/followtrail/__1_a___.db");
}
END_TEST

START_TEST(folders_are_made_for_their_owner_alone) {
    char *base = make_scratch();
    char path[128];
    char folder[128];
    struct stat status;
    umask(0);
    ck_assert_int_eq(chmod(base, 0755), 0);
    snprintf(path, sizeof path, "%s/one//two/store.db", base);
    ck_assert(home_make_folder_of(path, NULL));
    ck_assert(home_make_folder_of(path, NULL));
    ck_assert_int_eq(access(path, F_OK), -1);
    static const char *const names[] = {"one/two", "one"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(folder, sizeof folder, "%s/%s", base, names[i]);
        ck_assert_int_eq(stat(folder, &status), 0);
        ck_assert_uint_eq(status.st_mode & 07777, 0700);
        ck_assert_int_eq(rmdir(folder), 0);
    }
    ck_assert_int_eq(stat(base, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0755); /* existed before: unchanged */
    ck_assert_int_eq(chdir(base), 0);
    ck_assert(home_make_folder_of("store.db", NULL));
    ck_assert(home_make_folder_of("relative/store.db", NULL));
    ck_assert_int_eq(rmdir("relative"), 0);
    ck_assert_int_eq(rmdir(base), 0);
    free(base);
}
END_TEST

START_TEST(a_file_in_the_way_is_named) {
    char *base = make_scratch();
    char path[128];
    snprintf(path, sizeof path, "%s/file", base);
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    fclose(file);
    static const char *const names[] = {"file/store.db", "file/deeper/store.db"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char inside[160];
        struct err err = {.kind = ERR_NONE};
        snprintf(inside, sizeof inside, "%s/%s", base, names[i]);
        ck_assert(!home_make_folder_of(inside, &err));
        ck_assert_int_eq(err.kind, ERR_CONFIG);
        ck_assert_ptr_nonnull(strstr(err.text, path));
    }
    unlink(path);
    rmdir(base);
    free(base);
}
END_TEST

START_TEST(a_temporary_folder_comes_and_goes) {
    char *base = make_scratch();
    setenv("XDG_RUNTIME_DIR", base, 1);
    char *path = home_temporary_path(0, NULL);
    ck_assert_ptr_nonnull(path);
    ck_assert_int_eq(strncmp(path, base, strlen(base)), 0);
    char folder[128];
    struct stat status;
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
    ck_assert_int_eq(stat(folder, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0700);
    static const char *const endings[] = {"", "-wal", "-alive"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        FILE *file = fopen(name, "we");
        ck_assert_ptr_nonnull(file);
        fclose(file);
    }
    home_remove_temporary(path);
    ck_assert_int_eq(access(folder, F_OK), -1);
    home_remove_temporary(path); /* already removed: nothing happens */
    ck_assert_int_eq(rmdir(base), 0);
    free(path);
    free(base);
}
END_TEST

/* A folder with a store's files, made that long ago; a descriptor of its -alive. */
static int leave_temporary(const char *base, const char *name, time_t age_s, const char *extra) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    const char *const names[] = {"store.db", "store.db-wal", extra, "store.db-alive"};
    int fd = -1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!names[i])
            continue;
        if (fd >= 0)
            close(fd);
        snprintf(path, sizeof path, "%s/%s/%s", base, name, names[i]);
        fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        ck_assert_int_ge(fd, 0);
    }
    const struct timespec at = {.tv_sec = time(NULL) - age_s};
    ck_assert_int_eq(futimens(fd, (const struct timespec[]){at, at}), 0);
    return fd;
}

static void check_folder(const char *base, const char *name, bool is_there) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", base, name);
    ck_assert_msg((access(path, F_OK) == 0) == is_there, "%s", name);
}

START_TEST(what_a_killed_program_left_is_removed) {
    enum { LONG = 2 * 3600 };
    char *base = make_scratch();
    setenv("XDG_RUNTIME_DIR", base, 1);
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1};
    int held = leave_temporary(base, "followtrail-held00", LONG, NULL);
    ck_assert_int_eq(fcntl(held, F_OFD_SETLK, &range), 0);
    close(leave_temporary(base, "followtrail-killed", LONG, "store.db-shm"));
    close(leave_temporary(base, "followtrail-young0", 0, NULL));
    close(leave_temporary(base, "followtrail-filled", LONG, "mine.txt"));
    close(leave_temporary(base, "followtrail-others", LONG, "other.db"));
    close(leave_temporary(base, "followtrail-longer0", LONG, NULL));
    close(leave_temporary(base, "somebody-else00", LONG, NULL));
    char open_to_all[256], link[256], target[256];
    close(leave_temporary(base, "followtrail-common", LONG, NULL));
    snprintf(open_to_all, sizeof open_to_all, "%s/followtrail-common", base);
    ck_assert_int_eq(chmod(open_to_all, 0755), 0);
    snprintf(link, sizeof link, "%s/followtrail-linked", base);
    snprintf(target, sizeof target, "%s/somebody-else00", base);
    ck_assert_int_eq(symlink(target, link), 0);
    char *path = home_temporary_path(0, NULL);
    ck_assert_ptr_nonnull(path);
    check_folder(base, "followtrail-killed", false);
    static const char *const kept[] = {
        "followtrail-held00",           "followtrail-held00/store.db",
        "followtrail-young0/store.db",  "followtrail-filled/mine.txt",
        "followtrail-filled/store.db",  "followtrail-others/store.db",
        "followtrail-longer0/store.db", "somebody-else00/store.db",
        "followtrail-common/store.db",  "followtrail-linked"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        check_folder(base, kept[i], true);
    home_remove_temporary(path);
    free(path);
    close(held);
    path = home_temporary_path(0, NULL);
    check_folder(base, "followtrail-held00", false);
    free(path);
    nftw(base, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(base);
}
END_TEST

START_TEST(a_temporary_folder_is_found_elsewhere) {
    char *base = make_scratch();
    setenv("XDG_RUNTIME_DIR", "/nowhere/at/all", 1);
    setenv("TMPDIR", base, 1);
    char *path = home_temporary_path(0, NULL);
    ck_assert_ptr_nonnull(path);
    ck_assert_int_eq(strncmp(path, base, strlen(base)), 0);
    home_remove_temporary(path);
    ck_assert_int_eq(rmdir(base), 0);
    free(path);
    free(base);
}
END_TEST

START_TEST(only_known_file_systems_are_local) {
    static const struct {
        long type;
        bool is_local;
    } cases[] = {
        {0xef53, true},     {0x58465342, true},       {0x9123683e, true}, {(int)0x9123683e, true},
        {0xf2f52010, true}, {0x01021994, true},       {0x794c7630, true}, {0x2fc12fc1, true},
        {0x6969, false},    {(int)0xff534d42, false}, {0x517b, false},    {0x65735546, false},
        {0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        file_system = cases[i].type;
        ck_assert_msg(home_is_local("/tmp/store.db") == cases[i].is_local, "%lx", cases[i].type);
    }
    file_system = 0xef53;
    ck_assert(home_is_local("store.db"));
    ck_assert(!home_is_local("/nowhere/at/all/store.db"));
    is_statfs_failing = true;
    ck_assert(!home_is_local("/tmp/store.db"));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("home");
    TCase *tc = tcase_create("home");
    tcase_add_test(tc, variables_say_where);
    tcase_add_test(tc, missing_empty_and_relative_variables_mean_the_home_folder);
    tcase_add_test(tc, without_HOME_the_user_has_one);
    tcase_add_test(tc, a_kind_cannot_leave_the_folder);
    tcase_add_test(tc, folders_are_made_for_their_owner_alone);
    tcase_add_test(tc, a_file_in_the_way_is_named);
    tcase_add_test(tc, a_temporary_folder_comes_and_goes);
    tcase_add_test(tc, what_a_killed_program_left_is_removed);
    tcase_add_test(tc, a_temporary_folder_is_found_elsewhere);
    tcase_add_test(tc, only_known_file_systems_are_local);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
