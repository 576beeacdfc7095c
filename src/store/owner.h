/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose list a snapshot is: snapshot.owner, an account's id as text, set once.
 *
 * Only an id proves it: the API's answer does not name the owner, and a handle may have belonged to
 * another account before or after, whatever records say. So a list requested by an id is bound to
 * it, and one requested by a handle stays unbound (NULL). The API takes either in the same place,
 * and a handle may be all digits: a word counts as an id once a record has it as one; until then
 * its list is unbound too. A sec_uid is not a handle; it is bound to the numeric id that a profile
 * requested by it returned. All of this can be derived from the requests and their answers. */
#ifndef FOLLOWTRAIL_STORE_OWNER_H
#define FOLLOWTRAIL_STORE_OWNER_H

/* The owner for an id (an SQL expression); NULL while no record has it. A sec_uid is recognised by
 * its beginning, in a case that handles never have. */
#define OWNER_OF_ID(id)                                                                            \
    "iif(" id " GLOB 'MS4wLjAB*', coalesce((SELECT a.key FROM alias n"                             \
    " JOIN account a ON a.id = n.account WHERE n.name = " id " AND n.name = " id                   \
    " COLLATE BINARY), " id "), (SELECT key FROM account WHERE key = " id "))"

/* On a row of `snapshot` or `request`: it was requested by a handle, not an id. */
#define OWNER_IS_HANDLE "label = '@' || target COLLATE NOCASE"

/* On a row w of `snapshot`: it was requested by `id`, which no record had yet. */
#define OWNER_IS_AWAITED(id)                                                                       \
    "w.owner IS NULL AND w.target = " id " COLLATE NOCASE AND w.target = " id                      \
    " AND NOT (" OWNER_IS_HANDLE ")"

#endif
