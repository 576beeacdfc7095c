/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/graphml.h"

#include "base/utf8.h"

#include <string.h>

enum { FLUSH_BYTES = 32 * 1024 };

static const char replacement[] = "\xEF\xBF\xBD";

/* What GraphML calls the types. Counts may exceed 2^31. */
static const char *const types[] = {
    [FIELD_STRING] = "string", [FIELD_INTEGER] = "long", [FIELD_BOOLEAN] = "boolean",
    [FIELD_TIME] = "string",   [FIELD_DATE] = "string",
};

void graphml_init(struct graphml *graph, struct data_file *out) {
    *graph = (struct graphml){.out = out};
    buf_init(&graph->text, SIZE_MAX);
}

void graphml_fini(struct graphml *graph) {
    buf_fini(&graph->text);
}

static bool flush(struct graphml *graph, struct err *err) {
    bool is_put = data_file_put(graph->out, graph->text.data, graph->text.len, err);
    buf_clear(&graph->text);
    return is_put;
}

static void put(struct graphml *graph, const char *text) {
    buf_text_put(&graph->text, text);
}

/* The production Char of XML 1.0. */
static bool is_xml(uint32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

static const char *reference_of(uint32_t code) {
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static void put_character(struct graphml *graph, const char *bytes, size_t len, uint32_t code) {
    const char *reference = reference_of(code);
    if (reference) {
        put(graph, reference);
    } else if (is_xml(code)) {
        buf_put(&graph->text, bytes, len);
    } else {
        put(graph, replacement);
        graph->replaced++;
    }
}

static bool is_plain(unsigned char byte) {
    return byte >= 0x20 && byte < 0x7F && !strchr("&<>\"", byte);
}

static void put_text(struct graphml *graph, const struct export_cell *cell) {
    const char *at = cell->text, *end = at + cell->length;
    while (at < end) {
        const char *from = at;
        while (at < end && is_plain((unsigned char)*at))
            at++;
        buf_put(&graph->text, from, (size_t)(at - from));
        if (at < end) {
            uint32_t code;
            size_t len = utf8_decode(at, (size_t)(end - at), &code);
            put_character(graph, at, len, code);
            at += len;
        }
    }
}

/* Readers call a node by its id, and some have no room for a second one. */
static bool is_data(const struct export_column *column) {
    return column->fate != FATE_ID;
}

static void put_key(struct graphml *graph, const struct export_column *column) {
    buf_format(&graph->text,
               "  <key id=\"n_%s\" for=\"node\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
               column->name, column->name, types[column->type]);
}

static void put_head(struct graphml *graph) {
    put(graph, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
               " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
               " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
               " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
}

bool graphml_begin(struct graphml *graph, const struct export_table *accounts, struct err *err) {
    put_head(graph);
    for (size_t i = 0; i < accounts->column_count; i++)
        if (is_data(&accounts->columns[i]))
            put_key(graph, &accounts->columns[i]);
    put(graph, "  <key id=\"e_rank\" for=\"edge\" attr.name=\"rank\" attr.type=\"int\"/>\n"
               "  <graph id=\"follows\" edgedefault=\"directed\">\n");
    return flush(graph, err);
}

/* Not one write a row: that would be most of the time. */
static bool flush_now_and_then(struct graphml *graph, struct err *err) {
    return graph->text.len < FLUSH_BYTES || flush(graph, err);
}

static void put_data(struct graphml *graph, const struct export_column *column,
                     const struct export_cell *cell) {
    put(graph, "      <data key=\"n_");
    put(graph, column->name);
    put(graph, "\">");
    put_text(graph, cell);
    put(graph, "</data>\n");
}

bool graphml_put_node(void *context, const struct export_table *accounts,
                      const struct export_cell *cells, struct err *err) {
    struct graphml *graph = context;
    put(graph, "    <node id=\"");
    put_text(graph, &cells[0]);
    put(graph, "\">\n");
    for (size_t i = 0; i < accounts->column_count; i++)
        if (cells[i].text && is_data(&accounts->columns[i]))
            put_data(graph, &accounts->columns[i], &cells[i]);
    put(graph, "    </node>\n");
    graph->nodes++;
    return flush_now_and_then(graph, err);
}

bool graphml_put_edge(void *context, const struct export_table *follows,
                      const struct export_cell *cells, struct err *err) {
    struct graphml *graph = context;
    put(graph, "    <edge source=\"");
    put_text(graph, &cells[export_table_column(follows, "source")]);
    put(graph, "\" target=\"");
    put_text(graph, &cells[export_table_column(follows, "target")]);
    put(graph, "\"><data key=\"e_rank\">");
    put_text(graph, &cells[export_table_column(follows, "rank")]);
    put(graph, "</data></edge>\n");
    graph->edges++;
    return flush_now_and_then(graph, err);
}

bool graphml_end(struct graphml *graph, struct err *err) {
    put(graph, "  </graph>\n</graphml>\n");
    return flush(graph, err);
}
