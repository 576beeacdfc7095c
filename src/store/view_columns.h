/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns of the store's views (views.h), a row each: what an export writes, and what the
 * manual documents. A list is passed two macros, the first for its first column, which take
 *
 *     name    of the column
 *     type    STRING, INTEGER, BOOLEAN ('true' and 'false'), TIME (ISO 8601 in UTC, to the second)
 *     fate    in an export for strangers (--pseudonyms): KEEP; ID becomes a pseudonym, IDS are
 *             several of them; OUT leaves it; DECADE keeps the decade of a count; DATE keeps the
 * day of a time; NUMBER becomes another number need    REQUIRED: never missing; OPTIONAL: NULL
 * where it is not known sql     its expression about   a sentence on it
 *
 * Ids are text with a "tt" before them, so that no reader takes them for numbers.
 */
#ifndef FOLLOWTRAIL_STORE_VIEW_COLUMNS_H
#define FOLLOWTRAIL_STORE_VIEW_COLUMNS_H

/* clang-format off */

#define VIEWS_TIME(ms)  "strftime('%Y-%m-%dT%H:%M:%SZ', " ms " / 1000, 'unixepoch')"
#define VIEWS_TRUTH(is) "iif(" is ", 'true', 'false')"

/* Counts of a private account that are all 0 are hidden (account_has_counts()). */
#define VIEWS_HIDES_COUNTS(r) \
    "(" r ".is_private AND max(" \
    "coalesce(" r ".followers, 0)," \
    " coalesce(" r ".following, 0)," \
    " coalesce(" r ".likes, 0)," \
    " coalesce(" r ".videos, 0)) <= 0)"
#define VIEWS_KNOWN(column) "iif(" VIEWS_HIDES_COUNTS("r") ", NULL, r." column ")"
#define VIEWS_FLAG(column) \
    "iif(instr(coalesce(r.defect, ''), '" column "')" \
    " OR instr(coalesce(r.defect, ''), 'the record'), NULL, " VIEWS_TRUTH("r." column) ")"
#define VIEWS_FOLLOWS_NOBODY "(r.following = 0 AND NOT r.is_private)"

/* Whether the account of a record r has others: most have not, and need no look at them. */
#define VIEWS_HAS_OTHERS \
    "EXISTS (SELECT 1 FROM record b WHERE b.account = r.account AND b.id <> r.id)"

/* Of an account a with its latest record r and its chosen list o. */
#define VIEW_COLUMNS_ACCOUNTS(FIRST, NEXT, in_lists_sql, in_lists_max_sql, group_sql) \
    FIRST(id, STRING, ID, REQUIRED, "'tt' || a.key", \
          "The account.") \
    NEXT(label, STRING, OUT, REQUIRED, "coalesce(r.username, 'tt' || a.key)", \
         "What to call it: its handle or, if that is not known, its id.") \
    NEXT(username, STRING, OUT, OPTIONAL, "r.username", \
         "Its handle, without @, by its newest record.") \
    NEXT(display_name, STRING, OUT, OPTIONAL, "r.display_name", \
         "The name on its profile.") \
    NEXT(is_verified, BOOLEAN, KEEP, OPTIONAL, VIEWS_FLAG("is_verified"), \
         "Whether it is verified.") \
    NEXT(is_private, BOOLEAN, KEEP, OPTIONAL, VIEWS_FLAG("is_private"), \
         "Whether it is private.") \
    NEXT(follower_count, INTEGER, DECADE, OPTIONAL, VIEWS_KNOWN("followers"), \
         "How many accounts are reported to follow it.") \
    NEXT(following_count, INTEGER, DECADE, OPTIONAL, VIEWS_KNOWN("following"), \
         "How many accounts it is reported to follow.") \
    NEXT(like_count, INTEGER, DECADE, OPTIONAL, VIEWS_KNOWN("likes"), \
         "How many likes it is reported to have.") \
    NEXT(video_count, INTEGER, DECADE, OPTIONAL, VIEWS_KNOWN("videos"), \
         "How many videos it is reported to have.") \
    NEXT(region, STRING, OUT, OPTIONAL, "r.region", \
         "The region on its profile, two letters; NA is Namibia.") \
    NEXT(bio, STRING, OUT, OPTIONAL, "r.bio", \
         "The text on its profile.") \
    NEXT(profile_url, STRING, OUT, OPTIONAL, "'https://www.tiktok.com/@' || r.username", \
         "The address of its profile.") \
    NEXT(first_seen, TIME, DATE, OPTIONAL, \
         VIEWS_TIME("iif(" VIEWS_HAS_OTHERS ", (SELECT o.first_ms FROM record o" \
         " WHERE o.account = a.id ORDER BY o.first_no, o.id LIMIT 1), r.first_ms)"), \
         "When an answer first described it.") \
    NEXT(record_at, TIME, DATE, OPTIONAL, VIEWS_TIME("r.last_ms"), \
         "When an answer last described it as it is here.") \
    NEXT(record_request, STRING, OUT, OPTIONAL, \
         "(SELECT 'r' || max(q.id) FROM request q WHERE q.ended_no = r.last_no)", \
         "The request that brought that answer, if it is among the requests.") \
    NEXT(list_state, STRING, KEEP, REQUIRED, \
         "coalesce(o.state, iif(" VIEWS_FOLLOWS_NOBODY ", 'nobody_reported', 'none'))", \
         "The state of its own list; none: there is none here.") \
    NEXT(list_snapshot, STRING, NUMBER, OPTIONAL, "'s' || o.snapshot", \
         "The snapshot that is its chosen list.") \
    NEXT(listed, INTEGER, DECADE, OPTIONAL, \
         "coalesce(o.listed, iif(" VIEWS_FOLLOWS_NOBODY ", 0, NULL))", \
         "How many different accounts its list has.") \
    NEXT(list_at, TIME, DATE, OPTIONAL, \
         VIEWS_TIME("coalesce(o.last_ms, iif(" VIEWS_FOLLOWS_NOBODY ", r.last_ms, NULL))"), \
         "When the last page of its list came.") \
    NEXT(in_lists, INTEGER, KEEP, REQUIRED, in_lists_sql, \
         "How many chosen lists of others certainly have it.") \
    NEXT(in_lists_max, INTEGER, KEEP, REQUIRED, in_lists_max_sql, \
         "How many have it or, because they are incomplete, may have it.") \
    NEXT(group, STRING, KEEP, OPTIONAL, group_sql, \
         "Its group, by the file of groups.")

/* Of an account a and its first record r with a handle. */
#define VIEW_COLUMNS_NAMES(FIRST, NEXT) \
    FIRST(id, STRING, ID, REQUIRED, "'tt' || a.key", \
          "The account.") \
    NEXT(username, STRING, OUT, REQUIRED, "r.username", \
         "A handle that it has or had, without @.") \
    NEXT(first_seen, TIME, DATE, REQUIRED, VIEWS_TIME("r.first_ms"), \
         "When an answer first showed it with that handle.") \
    NEXT(last_seen, TIME, DATE, REQUIRED, \
         VIEWS_TIME("iif(" VIEWS_HAS_OTHERS ", (SELECT o.last_ms FROM record o" \
         " WHERE o.account = r.account AND o.username = r.username" \
         " ORDER BY o.last_no DESC, o.id DESC LIMIT 1), r.last_ms)"), \
         "When an answer last did.")

/* Of page p of the chosen list l. */
#define VIEW_COLUMNS_FOLLOWS(FIRST, NEXT, target_sql, rank_sql) \
    FIRST(source, STRING, ID, REQUIRED, "'tt' || l.owner", \
          "Who follows: the owner of the list.") \
    NEXT(target, STRING, ID, REQUIRED, target_sql, \
         "Who is followed.") \
    NEXT(rank, INTEGER, KEEP, REQUIRED, rank_sql, \
         "The place in the list, from 1, in the order of the API, which is neither a date" \
         " nor the strength of a follow.") \
    NEXT(type, STRING, KEEP, REQUIRED, "'Directed'", \
         "Always Directed, for programs that draw graphs.") \
    NEXT(fetched_at, TIME, DATE, REQUIRED, VIEWS_TIME("p.received_ms"), \
         "When the page with it came.") \
    NEXT(snapshot, STRING, NUMBER, REQUIRED, "'s' || l.snapshot", \
         "The snapshot that it is in.") \
    NEXT(request, STRING, OUT, REQUIRED, "'r' || p.request", \
         "The request that brought it.") \
    NEXT(list_state, STRING, KEEP, REQUIRED, "l.state", \
         "The state of the list.")

/* Of a row of list_standing. */
#define VIEW_COLUMNS_LISTS(FIRST, NEXT) \
    FIRST(snapshot, STRING, NUMBER, REQUIRED, "'s' || snapshot", \
          "The snapshot: one attempt to get a list.") \
    NEXT(source, STRING, ID, OPTIONAL, "'tt' || owner", \
         "Whose list it is; missing if nothing proves it.") \
    NEXT(username, STRING, OUT, OPTIONAL, \
         "coalesce(username, iif(owner IS NULL, target, NULL))", \
         "The owner's handle now or, if nothing proves whose it is, the handle asked for.") \
    NEXT(is_chosen, BOOLEAN, KEEP, REQUIRED, VIEWS_TRUTH("is_chosen"), \
         "Whether figures and follows are from it: the newest complete snapshot of an owner," \
         " else the newest with a page.") \
    NEXT(state, STRING, KEEP, REQUIRED, "state", \
         "complete, nobody_reported, complete_short, partial, cut_by_balance, stopped, failed," \
         " hidden, empty_unknown or none.") \
    NEXT(is_complete, BOOLEAN, KEEP, REQUIRED, VIEWS_TRUTH("is_complete"), \
         "Whether it has all that the API lists.") \
    NEXT(reported, INTEGER, DECADE, OPTIONAL, "reported", \
         "How many accounts the owner was reported to follow.") \
    NEXT(reported_at, TIME, DATE, OPTIONAL, VIEWS_TIME("reported_ms"), \
         "When that was reported.") \
    NEXT(listed, INTEGER, DECADE, REQUIRED, "listed", \
         "How many different accounts it has.") \
    NEXT(not_listed, INTEGER, DECADE, OPTIONAL, "max(0, reported - listed)", \
         "How many of those reported it does not have.") \
    NEXT(length_lo, INTEGER, DECADE, REQUIRED, "length_lo", \
         "The least length that the whole list can have.") \
    NEXT(length_hi, INTEGER, DECADE, OPTIONAL, "length_hi", \
         "The greatest; missing: there is no limit.") \
    NEXT(repeats, INTEGER, DECADE, REQUIRED, "repeats", \
         "How many rows repeat an account.") \
    NEXT(defects, INTEGER, KEEP, REQUIRED, "defects", \
         "How many records in it had a defect.") \
    NEXT(started_at, TIME, DATE, REQUIRED, VIEWS_TIME("started_ms"), \
         "When it was begun.") \
    NEXT(finished_at, TIME, DATE, OPTIONAL, VIEWS_TIME("last_ms"), \
         "When its last page came.") \
    NEXT(requests, INTEGER, DECADE, REQUIRED, "requests", \
         "How many requests were sent for it.") \
    NEXT(page_size, INTEGER, DECADE, OPTIONAL, "page_size", \
         "The most records that one of them asked for.") \
    NEXT(end_reason, STRING, KEEP, OPTIONAL, \
         "CASE" \
         " WHEN pages = 0 THEN failure" \
         " WHEN stop IS NOT NULL THEN stop" \
         " WHEN state = 'failed' THEN failure" \
         " WHEN is_cut THEN 'balance'" \
         " WHEN has_more THEN 'not_continued'" \
         " ELSE 'end'" \
         " END", \
         "Why it ends where it does: end, not_continued, balance, no_cursor, same_cursor," \
         " nothing_new, unsaid, or how a request failed.") \
    NEXT(credits, INTEGER, DECADE, REQUIRED, "credits", \
         "What was charged for it.") \
    NEXT(program, STRING, KEEP, OPTIONAL, "program", \
         "The program that fetched its last page.")

/* How the owner of a request's list is called by now, and was then, where that differs. */
#define VIEWS_REQUEST_LABEL(q) \
    "coalesce((SELECT '@' || r.username || ' (then ' || " q ".label || ')' FROM snapshot s" \
    " JOIN account a ON a.key = s.owner JOIN record r ON r.id = a.record" \
    " WHERE s.id = " q ".snapshot AND " q ".label GLOB '@*'" \
    " AND " q ".label <> '@' || r.username COLLATE NOCASE), " q ".label)"

/* As the ledger's CSV has it: a handle without its @, an id with a tt before it. */
#define VIEWS_REQUEST_ACCOUNT(q) \
    "(SELECT CASE WHEN v GLOB '@*' THEN substr(v, 2)" \
    " WHEN v <> '' AND v NOT GLOB '*[^0-9]*' THEN 'tt' || v ELSE v END" \
    " FROM (SELECT " VIEWS_REQUEST_LABEL(q) " AS v))"

/* Of a request q and what a later balance proved n. */
#define VIEW_COLUMNS_REQUESTS(FIRST, NEXT) \
    FIRST(request, STRING, KEEP, REQUIRED, "'r' || q.id", \
          "The request.") \
    NEXT(sent, TIME, DATE, REQUIRED, VIEWS_TIME("q.sent_ms"), \
         "When it was sent.") \
    NEXT(ended, TIME, DATE, OPTIONAL, VIEWS_TIME("q.ended_ms"), \
         "When its answer came, or was given up.") \
    NEXT(session, INTEGER, KEEP, REQUIRED, "q.sitting", \
         "The run of the program that sent it.") \
    NEXT(kind, STRING, KEEP, REQUIRED, "q.kind", \
         "following (a page of a list) or profile.") \
    NEXT(account, STRING, OUT, REQUIRED, VIEWS_REQUEST_ACCOUNT("q"), \
         "Whose list or profile: a handle without @, or an id.") \
    NEXT(page, INTEGER, KEEP, OPTIONAL, "iif(q.kind = 'following', q.seq + 1, NULL)", \
         "Which page of the list, from 1.") \
    NEXT(attempt, INTEGER, KEEP, REQUIRED, "q.attempt", \
         "Which attempt at it, from 1.") \
    NEXT(limit, INTEGER, KEEP, OPTIONAL, "iif(q.kind = 'following', q.reserved, NULL)", \
         "The most records that it asked for.") \
    NEXT(rows, INTEGER, KEEP, OPTIONAL, "q.rows", \
         "How many records came.") \
    NEXT(credits, INTEGER, KEEP, OPTIONAL, "q.credits", \
         "What was charged; missing if that is not known.") \
    NEXT(maybe_credits, INTEGER, KEEP, REQUIRED, \
         "iif(q.credits IS NULL AND q.state <> 'not sent', q.reserved, 0)", \
         "What may have been charged, at most.") \
    NEXT(balance, INTEGER, OUT, OPTIONAL, "q.balance", \
         "The balance that the answer reported.") \
    NEXT(jump, INTEGER, OUT, REQUIRED, "coalesce(n.jump, 0)", \
         "How the balance changed before it, other than by this program.") \
    NEXT(proof, STRING, KEEP, REQUIRED, \
         "CASE" \
         " WHEN q.credits IS NULL OR q.state = 'not sent' THEN 'none'" \
         " WHEN NOT q.is_proved THEN 'bill'" \
         " WHEN NOT q.is_shared THEN 'balance'" \
         " ELSE 'balance-shared'" \
         " END", \
         "What shows the charge: bill (the answer), balance (a later one), balance-shared (its" \
         " share of what a later one shows) or none.") \
    NEXT(outcome, STRING, KEEP, OPTIONAL, "q.outcome", \
         "ok, or the API's name of an error.") \
    NEXT(request_id, STRING, OUT, OPTIONAL, "q.request_id", \
         "The API's name of the request.") \
    NEXT(state, STRING, KEEP, REQUIRED, "q.state", \
         "under way, answered, not sent or unanswered.") \
    NEXT(remark, STRING, OUT, OPTIONAL, "q.remark", \
         "What is odd about the charge.") \
    NEXT(crawl, STRING, KEEP, OPTIONAL, "'c' || q.crawl", \
         "The crawl whose budget paid for it.") \
    NEXT(step, INTEGER, KEEP, OPTIONAL, "q.step", \
         "The step of that crawl; missing for the profile of a seed.")

/* Of a crawl c, begun or last continued in the run s, and the sums x of its requests. */
#define VIEW_COLUMNS_CRAWLS(FIRST, NEXT) \
    FIRST(crawl, STRING, KEEP, REQUIRED, "'c' || c.id", \
          "The crawl.") \
    NEXT(started_at, TIME, DATE, REQUIRED, VIEWS_TIME("c.started_ms"), \
         "When it was begun.") \
    NEXT(ended_at, TIME, DATE, OPTIONAL, VIEWS_TIME("c.ended_ms"), \
         "When it ended; missing if it did not.") \
    NEXT(state, STRING, KEEP, REQUIRED, "c.state", \
         "Why it ended: budget, nothing fits, lists, depth, failures, balance, cap or stopped;" \
         " running if it did not.") \
    NEXT(seeds, STRING, IDS, OPTIONAL, "nullif(c.seeds, '')", \
         "The accounts that it began with, in order, with a space between; a handle with its @" \
         " where the id was never known.") \
    NEXT(order, STRING, KEEP, REQUIRED, "c.sort", \
         "The order in which it took lists.") \
    NEXT(budget, INTEGER, KEEP, REQUIRED, "c.budget", \
         "The most credits that it was to cost, with what was added when it went on.") \
    NEXT(max_lists, INTEGER, KEEP, OPTIONAL, "c.lists", \
         "The most lists that it was to load.") \
    NEXT(max_depth, INTEGER, KEEP, OPTIONAL, "c.depth", \
         "How many follows away from its seeds it was to go.") \
    NEXT(max_per_list, INTEGER, KEEP, OPTIONAL, "c.per_list", \
         "The most that a list was to cost; longer ones were skipped.") \
    NEXT(filter, STRING, OUT, OPTIONAL, "c.filter", \
         "The filter that accounts had to pass.") \
    NEXT(frame_size, INTEGER, KEEP, OPTIONAL, \
         "1 + length(c.frame) - length(replace(c.frame, ' ', ''))", \
         "How many accounts the population has that it was to draw from.") \
    NEXT(runs, INTEGER, KEEP, REQUIRED, "c.runs", \
         "How often it was begun or continued.") \
    NEXT(steps, INTEGER, KEEP, REQUIRED, \
         "(SELECT count(*) FROM crawl_step t WHERE t.crawl = c.id)", \
         "How many steps it has, with those skipped.") \
    NEXT(credits, INTEGER, KEEP, REQUIRED, "coalesce(x.charged, 0)", \
         "What was charged for it, with the profiles of its seeds.") \
    NEXT(maybe_credits, INTEGER, KEEP, REQUIRED, "coalesce(x.maybe + x.reserved, 0)", \
         "What may have been charged besides, at most.") \
    NEXT(program, STRING, KEEP, OPTIONAL, "s.program", \
         "The program that began it or last went on.")

#define VIEWS_STEP_SUM(sum, which) \
    "(SELECT coalesce(sum(" sum "), 0) FROM request q" \
    " WHERE q.crawl = t.crawl AND q.step = t.n" which ")"

/* Of a step t. */
#define VIEW_COLUMNS_CRAWL_STEPS(FIRST, NEXT) \
    FIRST(crawl, STRING, KEEP, REQUIRED, "'c' || t.crawl", \
          "The crawl.") \
    NEXT(step, INTEGER, KEEP, REQUIRED, "t.n", \
         "The step, from 1.") \
    NEXT(account, STRING, ID, REQUIRED, "'tt' || t.account", \
         "Whose list was taken.") \
    NEXT(in_lists, INTEGER, KEEP, REQUIRED, "t.in_lists", \
         "How many lists had it when it was chosen.") \
    NEXT(price, INTEGER, DECADE, OPTIONAL, "t.price", \
         "What its list was to cost then; missing if nobody reported it.") \
    NEXT(depth, INTEGER, KEEP, REQUIRED, "t.depth", \
         "How many follows away from a seed it was; 0: a seed.") \
    NEXT(frontier_size, INTEGER, DECADE, REQUIRED, "t.frontier_size", \
         "From how many accounts it was chosen; 0: it was a seed.") \
    NEXT(decided_at, TIME, DATE, REQUIRED, VIEWS_TIME("t.decided_ms"), \
         "When it was chosen.") \
    NEXT(ended_at, TIME, DATE, OPTIONAL, VIEWS_TIME("t.ended_ms"), \
         "When the step ended.") \
    NEXT(outcome, STRING, KEEP, OPTIONAL, "t.outcome", \
         "complete, short, hidden, gone, failed, partial or skipped; missing: it did not end.") \
    NEXT(credits, INTEGER, DECADE, REQUIRED, VIEWS_STEP_SUM("q.credits", ""), \
         "What was charged for it.") \
    NEXT(maybe_credits, INTEGER, DECADE, REQUIRED, \
         VIEWS_STEP_SUM("q.reserved", " AND q.credits IS NULL AND q.state <> 'not sent'"), \
         "What may have been charged besides, at most.") \
    NEXT(listed, INTEGER, DECADE, OPTIONAL, "t.listed", \
         "How many accounts its pages added to the list.") \
    NEXT(new, INTEGER, DECADE, OPTIONAL, "t.new", \
         "How many of these no list had before.") \
    NEXT(inside, INTEGER, DECADE, OPTIONAL, "t.inside", \
         "How many of these had a list of their own that was stored before.")

/* clang-format on */

#endif
