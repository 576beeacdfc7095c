/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API key: taken out of the environment, so that neither a child nor /proc shows it any longer.
 */
#ifndef FOLLOWTRAIL_CLI_API_KEY_H
#define FOLLOWTRAIL_CLI_API_KEY_H

/* The key from UNIFAPI_API_KEY, then UNIFAPI_KEY (the vendor's own clients use these two, in this
 * order); empty ones do not count. NULL when there is none. The caller wipes and frees it with
 * api_key_free(). Both variables are wiped and removed. Before any thread is started. */
char *api_key_take(void);
void api_key_free(char *key);

/* No core file, and nobody of the same user may look into the process: memory holds the key. */
void api_key_seal_process(void);

#endif
