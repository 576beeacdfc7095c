/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/columns.h"

#include <stdlib.h>
#include <string.h>

#define SEPARATORS " \t,"

enum { WIDTH_DIGITS_MAX = 3, NAME_SHOWN_MAX = 40 };

/* A fixed width is both the least and the most. */
static const struct {
    const char *name, *meaning;
    int width, least, most;
    enum order_key order;
} kinds[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = {"number", "position in the list", 4, 3, 9, ORDER_LISTED},
    [COLUMN_SIGN] = {"sign", "verified, private, unreadable", 1, 1, 1, ORDER_SIGN},
    [COLUMN_ACCOUNT] = {"account", "handle", 20, 10, 60, ORDER_HANDLE},
    [COLUMN_FOLLOWERS] = {"followers", "how many follow them", 9, 6, 20, ORDER_FOLLOWERS},
    [COLUMN_FOLLOWING] = {"following", "how many they follow", 9, 6, 20, ORDER_FOLLOWING},
    [COLUMN_LIKES] = {"likes", "on all of their videos", 6, 6, 20, ORDER_LIKES},
    [COLUMN_VIDEOS] = {"videos", "how many they made", 6, 6, 20, ORDER_VIDEOS},
    [COLUMN_REGION] = {"region", "country, two letters", 6, 2, 8, ORDER_REGION},
    [COLUMN_SEEN] = {"seen", "age of the record", 8, 6, 20, ORDER_SEEN},
    [COLUMN_ID] = {"id", "never changes", 19, 8, 80, ORDER_ID},
    [COLUMN_LISTS] = {"lists", "stored lists that have it", 7, 5, 20, ORDER_LISTS},
    [COLUMN_BACK] = {"back", "follows the list's owner", 4, 4, 4, ORDER_BACK},
    [COLUMN_STATE] = {"state", "its own list is stored", 5, 5, 20, ORDER_STATE},
    [COLUMN_RANK] = {"rank", "place in that list", 5, 4, 9, ORDER_RANK},
    [COLUMN_ROWS] = {"rows", "of its list: stored/reported", 11, 6, 24, ORDER_ROWS},
    [COLUMN_AGE] = {"age", "of its list", 8, 6, 20, ORDER_AGE},
    [COLUMN_CREDITS] = {"credits", "what its list cost", 7, 7, 20, ORDER_CREDITS},
    [COLUMN_PRICE] = {"price", "credits for its list", 7, 6, 20, ORDER_PRICE},
    [COLUMN_EXCESS] = {"excess", "more here than elsewhere", 6, 6, 9, ORDER_EXCESS},
    [COLUMN_CHANGE] = {"change", "from what to what; stays last", 44, 8, 160, ORDER_LISTED},
    [COLUMN_GROUP] = {"group", "in your file; stays last", 12, 8, 60, ORDER_GROUP},
    [COLUMN_NAME] = {"name", "display name; stays last", 28, 8, 120, ORDER_NAME},
    [COLUMN_BIO] = {"bio", "description; stays last", 28, 8, 240, ORDER_BIO},
};

const char *columns_name(enum column_id id) {
    return kinds[id].name;
}

const char *columns_meaning(enum column_id id) {
    return kinds[id].meaning;
}

bool columns_is_text(enum column_id id) {
    return id >= COLUMN_CHANGE;
}

bool columns_suit(enum column_id id, const struct list *list) {
    if (id == COLUMN_BACK)
        return !list_is_local(list);
    if (id < COLUMN_RANK || id > COLUMN_CHANGE)
        return true;
    return list_tells(list, (enum row_fact)(id - COLUMN_RANK));
}

void columns_hide(struct columns *columns, const struct list *list) {
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        columns->items[i].is_shown =
            columns->items[i].is_shown && columns_suit(columns->items[i].id, list);
}

int columns_usual_width(enum column_id id) {
    return kinds[id].width;
}

enum order_key columns_order_key(enum column_id id) {
    return kinds[id].order;
}

enum column_id columns_ordered_by(enum order_key key) {
    enum column_id id = 0;
    while (kinds[id].order != key)
        id++;
    return id;
}

static bool refuse_order(struct err *err) {
    return err_set(
        err, ERR_USAGE,
        "change, group, name and bio come last: their text could push figures out of line");
}

static bool has_item(const struct columns *columns, size_t count, enum column_id id) {
    for (size_t i = 0; i < count; i++)
        if (columns->items[i].id == id)
            return true;
    return false;
}

static bool find(const char *name, size_t len, enum column_id *id) {
    for (*id = 0; *id < COLUMN_COUNT; ++*id)
        if (strlen(kinds[*id].name) == len && !strncmp(kinds[*id].name, name, len))
            return true;
    return false;
}

static bool refuse_name(const char *word, size_t len, struct err *err) {
    struct buf names;
    buf_init(&names, COLUMNS_TEXT_MAX);
    for (enum column_id id = 0; id < COLUMN_COUNT; id++)
        buf_format(&names, " %s", kinds[id].name);
    err_set(err, ERR_USAGE, "unknown column “%.*s”; the columns are%s",
            (int)(len < NAME_SHOWN_MAX ? len : NAME_SHOWN_MAX), word, buf_text(&names));
    buf_fini(&names);
    return false;
}

static bool refuse_width(enum column_id id, struct err *err) {
    if (kinds[id].least == kinds[id].most)
        return err_set(err, ERR_USAGE, "the column %s has a fixed width", kinds[id].name);
    return err_set(err, ERR_USAGE, "the column %s can be %d to %d wide", kinds[id].name,
                   kinds[id].least, kinds[id].most);
}

/* `text`: what follows the colon. */
static bool parse_width(const char *text, size_t len, struct columns_item *item, struct err *err) {
    int width = 0;
    if (!len || len > WIDTH_DIGITS_MAX || strspn(text, "0123456789") < len)
        return refuse_width(item->id, err);
    for (size_t i = 0; i < len; i++)
        width = width * 10 + (text[i] - '0');
    item->width = width;
    return (width >= kinds[item->id].least && width <= kinds[item->id].most &&
            kinds[item->id].least < kinds[item->id].most) ||
           refuse_width(item->id, err);
}

static bool parse_item(const char *word, size_t len, struct columns *columns, size_t count,
                       struct err *err) {
    const char *colon = memchr(word, ':', len);
    size_t name_len = colon ? (size_t)(colon - word) : len;
    struct columns_item item = {.is_shown = true};
    if (!find(word, name_len, &item.id))
        return refuse_name(word, name_len, err);
    if (has_item(columns, count, item.id))
        return err_set(err, ERR_USAGE, "the column %s is listed twice", kinds[item.id].name);
    if (count && columns_is_text(columns->items[count - 1].id) && !columns_is_text(item.id))
        return refuse_order(err);
    if (colon && !parse_width(colon + 1, len - name_len - 1, &item, err))
        return false;
    columns->items[count] = item;
    return true;
}

/* Adds hidden columns in their usual order: figures before text. */
static void add_hidden(struct columns *columns, size_t count) {
    size_t texts = 0;
    while (texts < count && columns_is_text(columns->items[count - 1 - texts].id))
        texts++;
    for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
        if (has_item(columns, count, id))
            continue;
        size_t at = columns_is_text(id) ? count : count - texts;
        memmove(&columns->items[at + 1], &columns->items[at],
                (count - at) * sizeof *columns->items);
        columns->items[at] = (struct columns_item){.id = id};
        count++;
        texts += columns_is_text(id);
    }
}

bool columns_parse(const char *text, struct columns *columns, struct err *err) {
    struct columns made = {.items = {{.width = 0}}};
    size_t count = 0;
    for (text += strspn(text, SEPARATORS); *text; text += strspn(text, SEPARATORS)) {
        size_t len = strcspn(text, SEPARATORS);
        if (!parse_item(text, len, &made, count, err))
            return false;
        count++;
        text += len;
    }
    if (!has_item(&made, count, COLUMN_ACCOUNT))
        return err_set(err, ERR_USAGE, "the column account is missing: it says whose row it is");
    add_hidden(&made, count);
    *columns = made;
    return true;
}

void columns_init(struct columns *columns) {
    if (!columns_parse(COLUMNS_STANDARD, columns, NULL))
        abort();
}

void columns_print(const struct columns *columns, struct buf *out) {
    const char *gap = "";
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const struct columns_item *item = &columns->items[i];
        if (!item->is_shown)
            continue;
        buf_format(out, "%s%s", gap, kinds[item->id].name);
        if (item->width)
            buf_format(out, ":%d", item->width);
        gap = " ";
    }
}

bool columns_toggle(struct columns *columns, size_t index, struct err *err) {
    struct columns_item *item = &columns->items[index];
    if (item->id == COLUMN_ACCOUNT)
        return err_set(err, ERR_USAGE, "the column account stays: it says whose row it is");
    item->is_shown = !item->is_shown;
    return true;
}

bool columns_move(struct columns *columns, size_t index, int by, struct err *err) {
    if (by < 0 ? !index : index + 1 == COLUMN_COUNT)
        return err_set(err, ERR_USAGE, "it is the %s column", by < 0 ? "first" : "last");
    struct columns_item *item = &columns->items[index];
    struct columns_item *other = by < 0 ? item - 1 : item + 1, held = *item;
    if (columns_is_text(item->id) != columns_is_text(other->id))
        return refuse_order(err);
    *item = *other;
    *other = held;
    return true;
}

bool columns_widen(struct columns *columns, size_t index, int by, int now, struct err *err) {
    struct columns_item *item = &columns->items[index];
    int width = (now > 0 ? now : item->width ? item->width : kinds[item->id].width) + by;
    if (width < kinds[item->id].least || width > kinds[item->id].most)
        return refuse_width(item->id, err);
    if (width == item->width)
        return err_set(err, ERR_USAGE,
                       by < 0 ? "the column %s cannot be narrower here"
                              : "the column %s has no more room here",
                       kinds[item->id].name);
    item->width = width;
    return true;
}
