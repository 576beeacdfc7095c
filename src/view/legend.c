/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/legend.h"

#include <stddef.h>

const struct legend legend[] = {
    {"▌", ROLE_SELECTION, "the selected row"},
    {"*", ROLE_CURRENT, "marked"},
    {"+", ROLE_GOOD, "bookmarked"},
    {"✓", ROLE_GOOD, "verified"},
    {"⊘", ROLE_WARNING, "private"},
    {"!", ROLE_ERROR, "part of the record is missing or unreadable"},
    {"●", ROLE_GOOD, "its list is stored, complete; ◐ in part"},
    {"⇄", ROLE_GOOD, "it follows the owner; ⋅ does not, ? not known"},
    {"–", ROLE_TEXT, "not known, or not shown by the account"},
    {"≈", ROLE_TEXT, "about: what a whole list costs"},
    {"≤", ROLE_WARNING, "at most: the exact figure is not known"},
    {"↓", ROLE_HEADER, "sorted by it, largest first; ↑ smallest first"},
    {"⋮", ROLE_DIM, "the end of what is loaded; more can be loaded"},
    {"…", ROLE_TEXT, "text is cut; after a page, it is on its way"},
    {"⏎", ROLE_TEXT, "a line break in a bio"},
    {"<U+202E>", ROLE_REVEALED, "a character that is not drawn as itself"},
    {"cr", ROLE_TEXT, "credits: one is a record, and $0.001"},
    {NULL, ROLE_TEXT, NULL}};
