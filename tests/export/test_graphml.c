/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph as GraphML, byte by byte, with what XML cannot have. */
#include "export/graphml.h"

#include "base/buf.h"
#include "tests/support/run.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { GRAPH_MAX = 1 << 16 };

static const struct export_column columns[] = {
    {"id", FIELD_STRING, "The account.", FATE_ID, true},
    {"bio", FIELD_STRING, "Text & more.", FATE_OUT, false},
    {"is_private", FIELD_BOOLEAN, "Private.", FATE_KEEP, false},
    {"like_count", FIELD_INTEGER, "Likes.", FATE_DECADE, false},
    {"record_at", FIELD_TIME, "When.", FATE_DATE, false},
};
static const struct export_table accounts = {
    .name = "accounts", .columns = columns, .column_count = 5};

static FILE *file;
static struct data_file out;
static struct graphml graph;
static struct err err;

static void setup(void) {
    file = tmpfile();
    ck_assert_ptr_nonnull(file);
    data_file_borrow(&out, fileno(file), GRAPHML_NAME);
    graphml_init(&graph, &out);
}

static void teardown(void) {
    graphml_fini(&graph);
    data_file_close(&out);
    fclose(file);
}

static struct export_cell cell(const char *text) {
    return (struct export_cell){text, text ? strlen(text) : 0};
}

static void put_node(const char *id, const char *bio, const char *likes) {
    const struct export_cell cells[] = {cell(id), cell(bio), cell("true"), cell(likes), cell(NULL)};
    ck_assert(graphml_put_node(&graph, &accounts, cells, &err));
}

static void put_edge(const char *source, const char *target, const char *rank) {
    const struct export_table *follows = &export_tables[TABLE_FOLLOWS];
    struct export_cell cells[16] = {{NULL, 0}};
    cells[export_table_column(follows, "source")] = cell(source);
    cells[export_table_column(follows, "target")] = cell(target);
    cells[export_table_column(follows, "rank")] = cell(rank);
    ck_assert(graphml_put_edge(&graph, follows, cells, &err));
}

/* What was written. */
static const char *finish(void) {
    static char text[GRAPH_MAX];
    char hash[SHA256_HEX_MAX];
    ck_assert(graphml_end(&graph, &err));
    ck_assert(data_file_finish(&out, hash, &err));
    ssize_t len = pread(fileno(file), text, GRAPH_MAX - 1, 0);
    ck_assert_int_gt(len, 0);
    text[len] = '\0';
    return text;
}

START_TEST(a_graph_has_keys_nodes_and_edges) {
    ck_assert(graphml_begin(&graph, &accounts, &err));
    put_node("tt1", NULL, "9007199254740993");
    put_node("tt02", "hello", NULL);
    put_edge("tt1", "tt02", "1");
    ck_assert_str_eq(
        finish(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
        " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
        "  <key id=\"n_bio\" for=\"node\" attr.name=\"bio\" attr.type=\"string\"/>\n"
        "  <key id=\"n_is_private\" for=\"node\" attr.name=\"is_private\" attr.type=\"boolean\"/>\n"
        "  <key id=\"n_like_count\" for=\"node\" attr.name=\"like_count\" attr.type=\"long\"/>\n"
        "  <key id=\"n_record_at\" for=\"node\" attr.name=\"record_at\" attr.type=\"string\"/>\n"
        "  <key id=\"e_rank\" for=\"edge\" attr.name=\"rank\" attr.type=\"int\"/>\n"
        "  <graph id=\"follows\" edgedefault=\"directed\">\n"
        "    <node id=\"tt1\">\n"
        "      <data key=\"n_is_private\">true</data>\n"
        "      <data key=\"n_like_count\">9007199254740993</data>\n"
        "    </node>\n"
        "    <node id=\"tt02\">\n"
        "      <data key=\"n_bio\">hello</data>\n"
        "      <data key=\"n_is_private\">true</data>\n"
        "    </node>\n"
        "    <edge source=\"tt1\" target=\"tt02\"><data key=\"e_rank\">1</data></edge>\n"
        "  </graph>\n"
        "</graphml>\n");
    ck_assert_int_eq(graph.nodes, 2);
    ck_assert_int_eq(graph.edges, 1);
    ck_assert_int_eq(graph.replaced, 0);
}
END_TEST

/* Text as it was given, as it is written, and the characters that were replaced. */
static const struct {
    const char *text, *written;
    int64_t replaced;
} texts[] = {
    {"a&b<c>d\"e'f]]>", "a&amp;b&lt;c&gt;d&quot;e'f]]&gt;", 0},
    {"tab\tlf\ncr\r.", "tab&#9;lf&#10;cr&#13;.", 0},
    {"\x01\x1f\x7f", "\uFFFD\uFFFD\x7f", 2},
    {"\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "\uFFFD\uFFFD\uFFFD", 2},
    {"\xED\xA0\x80|\xFF|\xC3", "\uFFFD\uFFFD\uFFFD|\uFFFD|\uFFFD", 5},
    {"\u202E\u0627\U0001F600", "\u202E\u0627\U0001F600", 0},
};

START_TEST(text_is_escaped_or_replaced) {
    char expected[256];
    put_node("tt1", texts[_i].text, NULL);
    snprintf(expected, sizeof expected, "<data key=\"n_bio\">%s</data>", texts[_i].written);
    ck_assert_ptr_nonnull(strstr(finish(), expected));
    ck_assert_int_eq(graph.replaced, texts[_i].replaced);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("graphml");
    TCase *tc = tcase_create("graphml");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, a_graph_has_keys_nodes_and_edges);
    tcase_add_loop_test(tc, text_is_escaped_or_replaced, 0, (int)(sizeof texts / sizeof *texts));
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
