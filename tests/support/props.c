/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/props.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OPEN_FOLDERS_MAX = 16, CANNOT_RUN = 127 };

static const char *const words[] = {"river",   "stone", "lantern", "of",    "the",     "quiet",
                                    "harbour", "amber", "map",     "seven", "letters", "north"};

enum { WORDS = sizeof words / sizeof *words };

static const char *word(int at) {
    return words[(unsigned)at * 2654435761U / 7 % WORDS];
}

static bool make_tree(const struct props *props) {
    if (mkdir(props->tree, 0700) != 0)
        return false;
    for (int i = 0; i < PROPS_FILES; i++) {
        char path[2 * PROPS_PATH];
        snprintf(path, sizeof path, "%s/%s-%s-%04d.txt", props->tree, word(i), word(i * 3 + 1), i);
        int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        if (fd < 0 || ftruncate(fd, (off_t)i * 7919 % 3000000) != 0)
            return false;
        close(fd);
    }
    return true;
}

static bool make_text(const struct props *props) {
    FILE *text = fopen(props->text, "w");
    if (!text)
        return false;
    for (int i = 0; i < PROPS_LINES; i++)
        fprintf(text, "%5d  %s %s %s %s %s %s %s, %s %s\n", i + 1, word(i), word(i + 1),
                word(i * 5), word(i * 7), word(i + 3), word(i * 11), word(i * 2), word(i + 5),
                word(i * 13));
    return fclose(text) == 0;
}

static bool make_table(const struct props *props) {
    FILE *table = fopen(props->table, "w");
    if (!table)
        return false;
    fputs("account\tfollowers\tfollowing\tvideos\tregion\tname\tbio\n", table);
    for (int i = 0; i < PROPS_LINES; i++)
        fprintf(table, "%s.%s.%d\t%u\t%d\t%d\t%c%c\t%s %s\t%s %s %s %s\n", word(i), word(i * 3 + 1),
                i, (unsigned)i * 2654435761U % 2000000, i * 7919 % 3000, i * 104729 % 900,
                'A' + i % 26, 'A' + i * 7 % 26, word(i + 1), word(i * 5), word(i * 7), word(i + 3),
                word(i * 11), word(i * 2));
    return fclose(table) == 0;
}

static bool write_feed(const struct props *props) {
    char path[2 * PROPS_PATH];
    snprintf(path, sizeof path, "%s/feed.xml", props->folder);
    FILE *feed = fopen(path, "w"), *feeds = fopen(props->feeds, "w");
    if (feed) {
        fputs("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title>", feed);
        for (int i = 0; i < PROPS_LINES; i++)
            fprintf(feed,
                    "<item><title>%s %s %s %s %d</title><guid>%d</guid>"
                    "<pubDate>Tue, 14 Nov 2023 %02d:%02d:00 +0000</pubDate></item>",
                    word(i), word(i + 1), word(i * 5), word(i * 7), i, i, i / 60 % 24, i % 60);
        fputs("</channel></rss>", feed);
    }
    if (feeds)
        fprintf(feeds, "file://%s\n", path);
    bool is_written = feed && feeds;
    return (!feed || fclose(feed) == 0) && (!feeds || fclose(feeds) == 0) && is_written;
}

static bool run(const char *const argv[], const char *input) {
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen(input, "r", stdin) && freopen("/dev/null", "w", stdout) &&
            freopen("/dev/null", "w", stderr))
            execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(CANNOT_RUN);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

/* A history as git fast-import reads it. */
static bool write_history(const char *path) {
    FILE *history = fopen(path, "w");
    if (!history)
        return false;
    for (int i = 0; i < PROPS_COMMITS; i++) {
        char message[128];
        snprintf(message, sizeof message, "%s %s %s %s %d", word(i), word(i * 3), word(i + 7),
                 word(i * 5), i);
        fprintf(history,
                "commit refs/heads/main\ncommitter %s %s <%s@mail.example> %d +0000\n"
                "data %zu\n%s\nM 644 inline file\ndata 2\n%d\n\n",
                word(i), word(i + 2), word(i), 1700000000 + i * 3607, strlen(message), message,
                i % 10);
    }
    return fclose(history) == 0;
}

static bool make_repository(const struct props *props) {
    char input[2 * PROPS_PATH];
    const char *const init[] = {"git", "init", "-q", "-b", "main", props->repository, NULL};
    const char *const import[] = {"git", "-C", props->repository, "fast-import", "--quiet", NULL};
    const char *const reset[] = {"git", "-C", props->repository, "reset", "-q", "--hard", NULL};
    snprintf(input, sizeof input, "%s/history", props->folder);
    return write_history(input) && run(init, "/dev/null") && run(import, input) &&
           run(reset, "/dev/null");
}

static bool make_articles(const struct props *props) {
    const char *const reload[] = {"newsboat",      "-u", props->feeds, "-c",
                                  props->articles, "-x", "reload",     NULL};
    return write_feed(props) && run(reload, "/dev/null");
}

bool props_open(struct props *props) {
    const char *parent = getenv("TMPDIR");
    snprintf(props->folder, sizeof props->folder, "%s/followtrail-bench-XXXXXX",
             parent ? parent : "/tmp");
    if (!mkdtemp(props->folder))
        return false;
    snprintf(props->tree, sizeof props->tree, "%s/tree", props->folder);
    snprintf(props->text, sizeof props->text, "%s/text", props->folder);
    snprintf(props->repository, sizeof props->repository, "%s/repository", props->folder);
    props->has_repository = props_is_installed("git") && make_repository(props);
    snprintf(props->table, sizeof props->table, "%s/table.tsv", props->folder);
    snprintf(props->feeds, sizeof props->feeds, "%s/feeds", props->folder);
    snprintf(props->articles, sizeof props->articles, "%s/articles", props->folder);
    props->has_articles = props_is_installed("newsboat") && make_articles(props);
    return make_tree(props) && make_text(props) && make_table(props);
}

static int remove_one(const char *path, const struct stat *info, int flag, struct FTW *walk) {
    (void)info;
    (void)flag;
    (void)walk;
    return remove(path);
}

void props_remove(const char *folder) {
    nftw(folder, remove_one, OPEN_FOLDERS_MAX, FTW_DEPTH | FTW_PHYS);
}

void props_close(struct props *props) {
    props_remove(props->folder);
}

bool props_is_installed(const char *program) {
    const char *path = getenv("PATH");
    while (path && *path) {
        char file[2 * PROPS_PATH];
        size_t len = strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s/%s", (int)len, path, program);
        if (access(file, X_OK) == 0)
            return true;
        path += len + (path[len] == ':');
    }
    return false;
}
