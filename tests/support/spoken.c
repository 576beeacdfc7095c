/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/spoken.h"

#include "base/mem.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Files, because a pipe nobody reads yet holds little. */
static void read_back(FILE *file, char text[static SPOKEN_MAX]) {
    rewind(file);
    size_t len = fread(text, 1, SPOKEN_MAX, file);
    ck_assert_uint_lt(len, SPOKEN_MAX);
    text[len] = '\0';
    fclose(file);
}

static int play(int (*command)(int argc, char **argv), const char *const words[]) {
    char *argv[SPOKEN_WORDS + 1] = {NULL};
    int argc = 0;
    for (; words[argc] && argc < SPOKEN_WORDS; argc++)
        argv[argc] = mem_dup(words[argc]);
    if (!command) {
        if (argv[0])
            execv(argv[0], argv);
        return 127;
    }
    int status = command(argc, argv);
    for (int i = 0; i < SPOKEN_WORDS; i++)
        free(argv[i]); /* in another order by now, perhaps */
    return status;
}

static void run(struct spoken *spoken, int (*command)(int argc, char **argv),
                const char *const words[]) {
    FILE *out = tmpfile(), *err = tmpfile();
    int status = 0;
    ck_assert(out && err);
    fflush(stdout);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(fileno(out), STDOUT_FILENO);
        dup2(fileno(err), STDERR_FILENO);
        _exit(play(command, words));
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    spoken->status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    read_back(out, spoken->out);
    read_back(err, spoken->err);
}

void spoken_run(struct spoken *spoken, int (*command)(int argc, char **argv),
                const char *const words[]) {
    run(spoken, command, words);
}

void spoken_exec(struct spoken *spoken, const char *const words[]) {
    run(spoken, NULL, words);
}
