/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose list a snapshot is: snapshot.owner, an account's id as text, bound once.
 *
 * Only an id proves it: the API's answer does not name the owner, and a handle may have been
 * another account's before and after, whatever records say. So a list that was asked for by an id
 * is bound to it, and one that was asked for by a handle stays unbound (NULL). The API takes one
 * word for either, and a handle may be all digits: a word is an id once a record has it as one;
 * until then its list is unbound as well. A sec_uid is no handle; it is bound to the numeric id
 * that a profile asked for by it told. All of it follows from the requests and their answers.
 */
#ifndef FOLLOWTRAIL_STORE_OWNER_H
#define FOLLOWTRAIL_STORE_OWNER_H

/* What an id, an SQL expression, is bound to; NULL while no record has it. A sec_uid is told by how
 * it begins, in the case in which no handle is written. */
#define OWNER_OF_ID(id)                                                                            \
    "iif(" id " GLOB 'MS4wLjAB*', coalesce((SELECT a.key FROM alias n"                             \
    " JOIN account a ON a.id = n.account WHERE n.name = " id " AND n.name = " id                   \
    " COLLATE BINARY), " id "), (SELECT key FROM account WHERE key = " id "))"

/* Of a row of `snapshot` or `request`: whether a handle was asked for, not an id. */
#define OWNER_IS_HANDLE "label = '@' || target COLLATE NOCASE"

/* Of a row w of `snapshot`: that `id` was asked for, and no record had it yet. */
#define OWNER_IS_AWAITED(id)                                                                       \
    "w.owner IS NULL AND w.target = " id " COLLATE NOCASE AND w.target = " id                      \
    " AND NOT (" OWNER_IS_HANDLE ")"

#endif
