/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server of raw sockets on 127.0.0.1 that breaks HTTP on order, and keeps a bill of what it was
 * asked. The n-th request that arrives, over all connections, is answered by the n-th step; the
 * last step answers all that follow. Threads of its own; every function here may be called from any
 * thread.
 */
#ifndef FOLLOWTRAIL_TESTS_SUPPORT_RAW_SERVER_H
#define FOLLOWTRAIL_TESTS_SUPPORT_RAW_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum raw_end {
    RAW_KEEP,  /* the connection waits for the next request */
    RAW_CLOSE, /* FIN */
    RAW_RESET, /* RST */
    RAW_HANG,  /* silence until the client leaves or the server closes */
};

struct raw_step {
    const char *bytes;   /* the answer; NULL for none */
    size_t len;          /* 0: strlen(bytes) */
    const char *endless; /* sent after it again and again until the client leaves; NULL for none */
    enum raw_end end;
    bool is_held;   /* waits for raw_server_release() before it answers */
    int trickle_ms; /* the bytes go one at a time, with that much between; 0: together */
};

struct raw_server;

/* The steps, and what they point to, must outlive the server. Ends the test program on failure. */
struct raw_server *raw_server_open(const struct raw_step *steps, size_t count);
void raw_server_close(struct raw_server *server);

uint16_t raw_server_port(const struct raw_server *server);

/* "http://127.0.0.1:PORT"; lives as long as the server. */
const char *raw_server_url(const struct raw_server *server);

/* The bill: requests whose head arrived whole. */
size_t raw_server_hits(struct raw_server *server);
size_t raw_server_hits_of(struct raw_server *server, const char *target); /* "/path?query" */
size_t raw_server_connections(struct raw_server *server);

/* Waits until that many requests arrived. */
void raw_server_await(struct raw_server *server, size_t hits);

/* Lets all held answers go, also those to come. */
void raw_server_release(struct raw_server *server);

/* The head of the n-th request, as it came; lives as long as the server. */
const char *raw_server_head(struct raw_server *server, size_t n);

#endif
