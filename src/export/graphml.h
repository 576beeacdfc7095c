/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts and follows of an export as one GraphML file (http://graphml.graphdrawing.org): a
 * directed graph whose nodes have the columns of the accounts, as far as they are known, and whose
 * edges have their rank. The id of a node is the account's. It is written as it is read: begin,
 * nodes, edges, end.
 *
 * Tab, LF and CR are written as references, because readers make spaces of them. Characters that
 * XML 1.0 cannot have, and bytes that are no UTF-8, become U+FFFD.
 */
#ifndef FOLLOWTRAIL_EXPORT_GRAPHML_H
#define FOLLOWTRAIL_EXPORT_GRAPHML_H

#include "base/buf.h"
#include "export/data_file.h"
#include "export/sink.h"

#define GRAPHML_NAME "graph.graphml"

struct graphml {
    struct data_file *out;
    struct buf text;
    int64_t nodes, edges;
    int64_t replaced; /* characters */
};

void graphml_init(struct graphml *graph, struct data_file *out) __attribute__((nonnull));
void graphml_fini(struct graphml *graph) __attribute__((nonnull));

/* `accounts`: the table whose rows will be the nodes. ERR_IO, here and below. */
bool graphml_begin(struct graphml *graph, const struct export_table *accounts, struct err *err)
    __attribute__((nonnull(1, 2), warn_unused_result));

/* Sinks, whose context is the graph: of accounts, and of follows. */
bool graphml_put_node(void *context, const struct export_table *accounts,
                      const struct export_cell *cells, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));
bool graphml_put_edge(void *context, const struct export_table *follows,
                      const struct export_cell *cells, struct err *err)
    __attribute__((nonnull(1, 2, 3), warn_unused_result));

bool graphml_end(struct graphml *graph, struct err *err)
    __attribute__((nonnull(1), warn_unused_result));

#endif
