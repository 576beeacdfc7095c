/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/resume.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/percent.h"
#include "session/reading.h"
#include "session/source.h"
#include "store/home.h"

#include <stdlib.h>
#include <string.h>

#define RESUME_HEAD "followtrail place 1"

/* The latest visits are saved; and the most lists or places that are read back, because each is
 * compared with those before it. */
enum { RESUME_MAX = 4 << 20, FIELDS_MAX = 5, VISITS_MAX = 1000, NUMBERS_MAX = 10000 };

/* Lists or places, numbered in their order. */
struct numbers {
    const void **things;
    size_t count, capacity;
};

/* numbers->count for what has none. */
static size_t number_of(const struct numbers *numbers, const void *thing) {
    size_t i = 0;
    while (i < numbers->count && numbers->things[i] != thing)
        i++;
    return i;
}

static void number(struct numbers *numbers, const void *thing) {
    if (number_of(numbers, thing) < numbers->count)
        return;
    numbers->things =
        mem_grow(numbers->things, &numbers->capacity, numbers->count + 1, sizeof *numbers->things);
    numbers->things[numbers->count++] = thing;
}

/* What is saved of a session. */
struct outline {
    size_t from, to; /* of the visits */
    struct numbers places, lists;
};

static void choose_visits(const struct trail *trail, struct outline *outline) {
    size_t spare = trail->visited > VISITS_MAX ? trail->visited - VISITS_MAX : 0;
    outline->from = trail->position < spare ? trail->position : spare;
    outline->to = outline->from + (trail->visited - spare);
}

/* The places visited and their parents. Places are linked from the newest; they are numbered from
 * the oldest, so that parents come first. */
static void number_places(const struct trail *trail, struct outline *outline) {
    struct numbers visited = {0}, *places = &outline->places;
    for (size_t i = outline->from; i < outline->to; i++)
        for (const struct place *place = trail->history[i]; place; place = place->parent)
            number(&visited, place);
    for (const struct place *place = trail->newest; place; place = place->older)
        if (number_of(&visited, place) < visited.count)
            number(places, place);
    for (size_t i = 0; i < places->count / 2; i++) {
        const void *other = places->things[i];
        places->things[i] = places->things[places->count - 1 - i];
        places->things[places->count - 1 - i] = other;
    }
    free((void *)visited.things);
}

/* A row of the list, whatever is shown of it. */
static size_t selected_row(const struct place *place) {
    const struct excerpt *excerpt = &place->excerpt;
    return excerpt->selected < excerpt->count ? excerpt_row(excerpt, excerpt->selected)
           : excerpt->kept_row != SIZE_MAX    ? excerpt->kept_row
                                              : 0;
}

static size_t top_row(const struct place *place) {
    return excerpt_is_all(&place->excerpt) ? place->top : selected_row(place);
}

static void put_place(const struct outline *outline, const struct place *place, struct buf *out) {
    buf_format(out, "place %zu ", number_of(&outline->lists, place->list));
    if (place->parent)
        buf_format(out, "%zu", number_of(&outline->places, place->parent));
    else
        buf_text_put(out, "-");
    buf_format(out, " %zu %zu\n", selected_row(place), top_row(place));
}

static bool put_trail(const struct trail *trail, struct buf *out) {
    struct outline outline = {0};
    choose_visits(trail, &outline);
    number_places(trail, &outline);
    for (size_t i = 0; i < outline.places.count; i++)
        number(&outline.lists, ((const struct place *)outline.places.things[i])->list);
    buf_text_put(out, RESUME_HEAD "\n");
    for (size_t i = 0; i < outline.lists.count; i++)
        source_save(outline.lists.things[i], out);
    for (size_t i = 0; i < outline.places.count; i++)
        put_place(&outline, outline.places.things[i], out);
    for (size_t i = outline.from; i < outline.to; i++)
        buf_format(out, "visit %zu\n", number_of(&outline.places, trail->history[i]));
    buf_format(out, "at %zu\n", trail->position - outline.from);
    free((void *)outline.lists.things);
    free((void *)outline.places.things);
    return !out->overflowed && outline.places.count <= NUMBERS_MAX;
}

bool resume_save(const struct session *session, const char *path, struct err *err) {
    struct buf content;
    if (!session->trail.current)
        return true;
    buf_init(&content, RESUME_MAX);
    struct err reason = {0};
    bool is_saved = put_trail(&session->trail, &content)
                        ? home_make_folder_of(path, err) &&
                              (file_replace(path, &content, &reason) ||
                               err_set(err, ERR_IO, "your place could not be saved in %s: %s", path,
                                       reason.text))
                        : err_set(err, ERR_LIMIT, "the trail is too long to be saved");
    buf_fini(&content);
    return is_saved;
}

/* The session being restored. */
struct rebuild {
    struct session *session;
    struct list **lists;
    size_t list_count, list_capacity;
    struct place **places;
    size_t place_count, place_capacity;
    size_t visits, at;
};

static bool read_count(const char *field, size_t *number) {
    int64_t value;
    if (!percent_read_number(field, &value))
        return false;
    *number = (size_t)value;
    return true;
}

static bool take_list(struct rebuild *rebuild, char *const *words, size_t count) {
    struct list *list =
        rebuild->list_count < NUMBERS_MAX ? source_restore(rebuild->session, words, count) : NULL;
    if (!list)
        return false;
    rebuild->lists = mem_grow(rebuild->lists, &rebuild->list_capacity, rebuild->list_count + 1,
                              sizeof(struct list *));
    rebuild->lists[rebuild->list_count++] = list;
    return true;
}

static bool take_place(struct rebuild *rebuild, char *const *fields) {
    size_t list, parent = 0, selected, top;
    bool is_root = !strcmp(fields[1], "-");
    if (rebuild->place_count >= NUMBERS_MAX || !read_count(fields[0], &list) ||
        list >= rebuild->list_count ||
        (!is_root && (!read_count(fields[1], &parent) || parent >= rebuild->place_count)) ||
        !read_count(fields[2], &selected) || !read_count(fields[3], &top))
        return false;
    struct place *place = trail_add(&rebuild->session->trail,
                                    is_root ? NULL : rebuild->places[parent], rebuild->lists[list]);
    excerpt_expect(&place->excerpt, selected);
    place->top = top <= selected ? top : selected;
    rebuild->places = mem_grow(rebuild->places, &rebuild->place_capacity, rebuild->place_count + 1,
                               sizeof(struct place *));
    rebuild->places[rebuild->place_count++] = place;
    return true;
}

static bool take_visit(struct rebuild *rebuild, char *const *fields) {
    size_t place;
    if (!read_count(fields[0], &place) || place >= rebuild->place_count)
        return false;
    trail_visit(&rebuild->session->trail, rebuild->places[place]);
    rebuild->visits++;
    return true;
}

static bool take_position(struct rebuild *rebuild, char *const *fields) {
    return read_count(fields[0], &rebuild->at) && rebuild->at < rebuild->visits;
}

static bool take_line(struct rebuild *rebuild, char *line) {
    static const struct {
        const char *word;
        size_t fields;
        bool (*take)(struct rebuild *rebuild, char *const *fields);
    } kinds[] = {{"place", 4, take_place}, {"visit", 1, take_visit}, {"at", 1, take_position}};
    char *fields[FIELDS_MAX + 1];
    size_t count = 0;
    for (char *field; count <= FIELDS_MAX && (field = strsep(&line, " "));)
        fields[count++] = field;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(fields[0], kinds[i].word))
            return count == kinds[i].fields + 1 && kinds[i].take(rebuild, fields + 1);
    return take_list(rebuild, fields, count);
}

static bool rebuild_all(struct rebuild *rebuild, char *text) {
    char *line = strsep(&text, "\n");
    if (!line || strcmp(line, RESUME_HEAD))
        return false;
    while ((line = strsep(&text, "\n")))
        if (*line && !take_line(rebuild, line))
            return false;
    if (!rebuild->visits)
        return false;
    /* Two places may have become one; then there are fewer steps back. */
    for (size_t i = rebuild->visits; i-- > rebuild->at + 1;)
        if (!trail_backward(&rebuild->session->trail))
            break;
    reading_open(rebuild->session, rebuild->session->trail.current);
    trail_refresh(&rebuild->session->trail);
    return true;
}

static void forget(struct session *session, size_t lists_before) {
    trail_fini(&session->trail);
    while (session->list_count > lists_before)
        session_free_list(session, session->lists[session->list_count - 1]);
}

bool resume_restore(struct session *session, const char *path, bool *is_back, struct err *err) {
    struct err reason = {0};
    struct rebuild rebuild = {.session = session};
    size_t lists_before = session->list_count;
    char *text = file_read(path, RESUME_MAX, &reason);
    *is_back = false;
    if (!text)
        return reason.kind == ERR_NONE || err_set(err, reason.kind, "%s", reason.text);
    *is_back = rebuild_all(&rebuild, text);
    if (!*is_back) {
        forget(session, lists_before);
        err_set(err, ERR_DATA, "%s, your saved place, is damaged and was ignored", path);
    }
    free((void *)rebuild.lists);
    free((void *)rebuild.places);
    free(text);
    return *is_back;
}
