/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify/package.h"

#include "api/json.h"

#include <stdio.h>
#include <string.h>

#define HASH_MARK "sha256:"

enum { PATH_BYTES_MAX = 200, PLACE_MAX = 128, EXPORT_ID_DIGITS = 16 };

/* All members that are read. */
static const char *const names[] = {
    "resources",   "name",      "path",     "bytes",       "hash",      "rows",
    "schema",      "fields",    "type",     "constraints", "required",  "primaryKey",
    "foreignKeys", "reference", "resource", "followtrail", "export_id", NULL};

static const struct json_names read_names = {names, NULL};

/* Reads the objects of one package. */
struct reading {
    struct package *package;
    char place[PLACE_MAX]; /* "resource 3, field 2" */
    struct err *err;
};

static bool refuse(const struct reading *reading, const char *what) {
    return err_set(reading->err, ERR_DATA, PACKAGE_NAME_OF_FILE ": %s: %s", reading->place, what);
}

/* Ends the reading of an object; everything in it is needed. */
static bool finish(const struct reading *reading, struct json_reader *reader) {
    const char *notes = json_reader_fini(reader);
    return !notes || refuse(reading, notes);
}

static void *room_for(const struct reading *reading, size_t count, size_t size) {
    return arena_alloc(&reading->package->arena, count * size);
}

static struct json_reader read_object(const struct reading *reading) {
    struct json_reader reader;
    json_reader_init(&reader, &reading->package->arena);
    return reader;
}

/* A file of the folder itself, which is not hidden. */
static bool is_plain_name(const char *path) {
    if (*path == '.' || strlen(path) > PATH_BYTES_MAX || strcmp(path, PACKAGE_NAME_OF_FILE) == 0)
        return false;
    for (; *path; path++)
        if (*path == '/' || *path == '\\' || (unsigned char)*path < ' ' || *path == '\x7f')
            return false;
    return true;
}

static bool is_hex(const char *text, size_t len) {
    return strlen(text) == len && strspn(text, "0123456789abcdef") == len;
}

static const char *digits_of(const char *hash) {
    size_t mark = strlen(HASH_MARK);
    bool is_one = strncmp(hash, HASH_MARK, mark) == 0 && is_hex(hash + mark, 2 * SHA256_BYTES);
    return is_one ? hash + mark : NULL;
}

static size_t find_column(const struct package_file *file, const char *name) {
    size_t i = 0;
    while (i < file->column_count && strcmp(file->columns[i].name, name) != 0)
        i++;
    return i;
}

static bool read_column(struct reading *reading, struct json_object *object,
                        struct package_column *column) {
    struct json_reader reader = read_object(reading);
    column->name = json_get_token(&reader, object, "name");
    const char *type = json_get_token(&reader, object, "type");
    struct json_object *constraints = json_member(object, "constraints");
    if (constraints && json_has(constraints, "required"))
        column->is_required = json_get_flag(&reader, constraints, "required");
    return finish(reading, &reader) &&
           (cell_type_read(type, &column->type) || refuse(reading, "its type is unknown"));
}

static bool read_columns(struct reading *reading, struct json_object *list,
                         struct package_file *file) {
    size_t count = json_length(list), place = strlen(reading->place);
    if (!count || count > PACKAGE_COLUMNS_MAX)
        return refuse(reading, "it has no columns, or too many");
    file->columns = room_for(reading, count, sizeof *file->columns);
    for (size_t i = 0; i < count; i++) {
        snprintf(reading->place + place, sizeof reading->place - place, ", field %zu", i + 1);
        if (!read_column(reading, json_item(list, i), &file->columns[i]))
            return false;
        if (find_column(file, file->columns[i].name) < i)
            return refuse(reading, "a second one with that name");
        file->column_count++;
    }
    reading->place[place] = '\0';
    return true;
}

/* The i-th of some names; a name alone is one of one. */
static struct json_object *name_of(struct json_object *value, size_t i) {
    return json_kind(value) == JSON_LIST ? json_item(value, i) : value;
}

static size_t count_names(struct json_object *value) {
    return json_kind(value) == JSON_LIST ? json_length(value) : json_kind(value) == JSON_TEXT;
}

static bool read_key(struct reading *reading, struct json_object *value,
                     struct package_file *file) {
    size_t count = count_names(value);
    if (count > file->column_count)
        return refuse(reading, "its primary key has too many columns");
    file->key = room_for(reading, count, sizeof *file->key);
    for (; file->key_count < count; file->key_count++) {
        size_t column = find_column(file, json_plain(name_of(value, file->key_count)));
        if (column == file->column_count)
            return refuse(reading, "its primary key has a column that it does not have");
        file->key[file->key_count] = column;
    }
    return true;
}

static bool read_table(struct reading *reading, struct json_object *schema,
                       struct package_file *file) {
    struct json_reader reader = read_object(reading);
    struct json_object *fields = json_get(&reader, schema, "fields", JSON_LIST);
    file->is_table = true;
    return finish(reading, &reader) && read_columns(reading, fields, file) &&
           read_key(reading, json_member(schema, "primaryKey"), file);
}

static bool check_names(const struct reading *reading, const struct package_file *file) {
    const struct package *package = reading->package;
    if (!is_plain_name(file->path))
        return refuse(reading, "its path is not the name of a file in this folder");
    for (size_t i = 0; i < package->count; i++)
        if (strcmp(package->files[i].path, file->path) == 0 ||
            strcmp(package->files[i].name, file->name) == 0)
            return refuse(reading, "a second one with that name or path");
    return true;
}

static bool read_file(struct reading *reading, struct json_object *object,
                      struct package_file *file) {
    struct json_reader reader = read_object(reading);
    struct json_object *schema =
        json_has(object, "schema") ? json_get(&reader, object, "schema", JSON_OBJECT) : NULL;
    file->name = json_get_token(&reader, object, "name");
    file->path = json_get_token(&reader, object, "path");
    file->bytes = json_get_count(&reader, object, "bytes");
    file->rows = schema ? json_get_count(&reader, object, "rows") : 0;
    file->hash = json_get_token(&reader, object, "hash");
    if (!finish(reading, &reader) || !check_names(reading, file))
        return false;
    file->hash = digits_of(file->hash);
    if (!file->hash)
        return refuse(reading, "its hash is not sha256: and 64 digits");
    return !schema || read_table(reading, schema, file);
}

static bool read_files(struct reading *reading, struct json_object *list) {
    struct package *package = reading->package;
    size_t count = json_length(list);
    if (!count || count > PACKAGE_FILES_MAX)
        return refuse(reading, "it has no resources, or too many");
    package->files = room_for(reading, count, sizeof *package->files);
    for (size_t i = 0; i < count; i++) {
        snprintf(reading->place, sizeof reading->place, "resource %zu", i + 1);
        if (!read_file(reading, json_item(list, i), &package->files[i]))
            return false;
        package->count++;
    }
    return true;
}

/* The table with that name, and its column. */
static bool find_target(const struct package *package, const char *name, const char *column,
                        struct package_reference *to) {
    for (size_t i = 0; i < package->count; i++) {
        const struct package_file *file = &package->files[i];
        to->to_file = i;
        to->to_column = find_column(file, column);
        if (strcmp(file->name, name) == 0)
            return to->to_column < file->column_count;
    }
    return false;
}

static bool read_reference(struct reading *reading, struct json_object *object,
                           const struct package_file *file, struct package_reference *to) {
    struct json_reader reader = read_object(reading);
    struct json_object *reference = json_get(&reader, object, "reference", JSON_OBJECT);
    const char *resource = reference ? json_get_token(&reader, reference, "resource") : "";
    struct json_object *from = json_member(object, "fields"),
                       *columns = reference ? json_member(reference, "fields") : NULL;
    if (!finish(reading, &reader))
        return false;
    if (count_names(from) != 1 || count_names(columns) != 1)
        return refuse(reading, "a foreign key is not one column");
    to->column = find_column(file, json_plain(name_of(from, 0)));
    return (to->column < file->column_count &&
            find_target(reading->package, resource, json_plain(name_of(columns, 0)), to)) ||
           refuse(reading, "a foreign key names a column that is not there");
}

static bool read_references(struct reading *reading, struct json_object *list,
                            struct package_file *file) {
    size_t count = json_length(list);
    if (count > PACKAGE_COLUMNS_MAX)
        return refuse(reading, "it has too many foreign keys");
    file->references = room_for(reading, count, sizeof *file->references);
    for (; file->reference_count < count; file->reference_count++)
        if (!read_reference(reading, json_item(list, file->reference_count), file,
                            &file->references[file->reference_count]))
            return false;
    return true;
}

/* When all tables are known. */
static bool read_all_references(struct reading *reading, struct json_object *list) {
    struct package *package = reading->package;
    for (size_t i = 0; i < package->count; i++) {
        struct json_object *schema = json_member(json_item(list, i), "schema");
        snprintf(reading->place, sizeof reading->place, "resource %zu", i + 1);
        if (package->files[i].is_table &&
            !read_references(reading, json_member(schema, "foreignKeys"), &package->files[i]))
            return false;
    }
    return true;
}

static bool read_root(struct reading *reading, struct json_object *root) {
    struct json_reader reader = read_object(reading);
    struct json_object *resources = json_get(&reader, root, "resources", JSON_LIST),
                       *own = json_get(&reader, root, "followtrail", JSON_OBJECT);
    const char *id = own ? json_get_token(&reader, own, "export_id") : "";
    snprintf(reading->place, sizeof reading->place, "no export of this program");
    reading->package->export_id = id;
    return finish(reading, &reader) &&
           (is_hex(id, EXPORT_ID_DIGITS) || refuse(reading, "export_id is not 16 digits")) &&
           read_files(reading, resources) && read_all_references(reading, resources);
}

bool package_read(struct package *package, const char *text, size_t len, struct err *err) {
    struct json_body body;
    struct err why = {.kind = ERR_NONE};
    struct reading reading = {.package = package, .err = err};
    *package = (struct package){.count = 0};
    arena_init(&package->arena);
    bool is_read = json_open(&body, text, len, &read_names, &why);
    if (!is_read)
        err_set(err, ERR_DATA, PACKAGE_NAME_OF_FILE ": %s", why.text);
    else if (body.what)
        is_read = err_set(err, ERR_DATA, PACKAGE_NAME_OF_FILE " is not JSON: %s at byte %zu",
                          body.what, body.at);
    else
        is_read = read_root(&reading, body.root);
    json_close(&body);
    return is_read;
}

void package_fini(struct package *package) {
    arena_fini(&package->arena);
}

/* The line `  "checksum": "sha256:…"` before the last one. */
bool package_check_sum(const char *text, size_t len, struct err *err) {
    static const char before[] = "  \"checksum\": \"" HASH_MARK, after[] = "\"\n}\n";
    size_t tail = sizeof before - 1 + 2 * SHA256_BYTES + sizeof after - 1;
    const char *line = text + len - (len < tail ? len : tail), *hash = line + sizeof before - 1;
    uint8_t digest[SHA256_BYTES];
    char hex[SHA256_HEX_MAX];
    if (len < tail || memcmp(line, before, sizeof before - 1) != 0 ||
        memcmp(hash + 2 * SHA256_BYTES, after, sizeof after - 1) != 0)
        return err_set(err, ERR_DATA,
                       PACKAGE_NAME_OF_FILE " does not end with its checksum: it was changed");
    sha256(text, len - tail, digest);
    return memcmp(sha256_hex(digest, hex), hash, 2 * SHA256_BYTES) == 0 ||
           err_set(err, ERR_DATA,
                   PACKAGE_NAME_OF_FILE " was changed: its checksum is that of other lines");
}
