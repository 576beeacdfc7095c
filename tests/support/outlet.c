/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/outlet.h"

#include <check.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SENT_MAX = 1 << 26, WRITE_MAX = 1 << 18 };

/* A packet a write. */
void outlet_open(struct outlet *outlet, const char *term, int rows, int cols) {
    struct err err;
    int ends[2];
    *outlet = (struct outlet){0};
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
    outlet->fd = ends[0];
    outlet->out = fdopen(ends[1], "w");
    /* Nothing is ever typed: what waits there makes curses send what it has so far. */
    outlet->in = fdopen(dup(ends[1]), "r");
    ck_assert(outlet->out && outlet->in);
    buf_init(&outlet->sent, SENT_MAX);
    struct screen_config config = {.out = outlet->out,
                                   .in = outlet->in,
                                   .term = term,
                                   .has_colour = true,
                                   .has_title = true,
                                   .rows = rows,
                                   .cols = cols};
    outlet->screen = screen_open(&config, &err);
    ck_assert_msg(outlet->screen != NULL, "%s", err.text);
    outlet_collect(outlet);
}

void outlet_collect(struct outlet *outlet) {
    static char bytes[WRITE_MAX];
    ssize_t len;
    while ((len = recv(outlet->fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0) {
        if (!buf_put(&outlet->sent, bytes, (size_t)len))
            ck_abort_msg("too much is sent");
        outlet->writes++;
    }
}

void outlet_flush(struct outlet *outlet) {
    screen_flush(outlet->screen);
    outlet_collect(outlet);
}

void outlet_forget(struct outlet *outlet) {
    buf_clear(&outlet->sent);
    outlet->writes = 0;
}

void outlet_end(struct outlet *outlet) {
    screen_close(outlet->screen);
    outlet->screen = NULL;
    fflush(outlet->out);
    outlet_collect(outlet);
}

void outlet_close(struct outlet *outlet) {
    if (outlet->screen)
        outlet_end(outlet);
    fclose(outlet->out);
    fclose(outlet->in);
    close(outlet->fd);
    buf_fini(&outlet->sent);
}
