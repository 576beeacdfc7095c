/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/filter_guide.h"

#include <stddef.h>

const struct filter_guide filter_guide[] = {
    {"tea", "the handle, name or bio contains it"},
    {"\"two words\"", "the same, with blanks and signs as they are"},
    {"@tea", "the handle contains it"},
    {"bio:tea", "the bio contains it; also name: and handle:"},
    {"verified", "a verified account; also private"},
    {"defect", "part of the record is missing or unreadable"},
    {"followers>=10k", "also following, likes, videos; < <= = != >= >"},
    {"likes:1k..2M", "a range; numbers as 1500, 1,500, 10k, 1.5M"},
    {"region:SE,NO", "one of these regions; region:-- is not known"},
    {"id:107955", "exactly this id"},
    {"lists>=3", "in at least 3 of the stored lists"},
    {"back", "follows the owner of this list"},
    {"stored", "its own list is stored; also complete"},
    {"followed-by:@tea", "in the stored list of @tea"},
    {"follows:@tea", "has @tea in its stored list"},
    {"group:green", "in that group; group:-- is in none"},
    {"!private", "the opposite; also: not private"},
    {"tea verified", "both; also: tea and verified"},
    {"tea or mate", "one of them; binds before terms side by side"},
    {"(a or b) !c", "parentheses group"},
    {NULL, NULL}};
