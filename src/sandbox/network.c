/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/network.h"

uint32_t network_count(const struct network *network) {
    return network->kind->count(network);
}

bool network_find(const struct network *network, const char *id, uint32_t *index) {
    return network->kind->find(network, id, index);
}

void network_describe(const struct network *network, uint32_t index, struct arena *arena,
                      struct account *account) {
    network->kind->describe(network, index, arena, account);
}

const uint32_t *network_follows(const struct network *network, uint32_t index, struct arena *arena,
                                size_t *count) {
    return network->kind->follows(network, index, arena, count);
}

enum network_end network_end(const struct network *network, uint32_t index,
                             const struct account *account) {
    return network->kind->end(network, index, account);
}

uint32_t network_showcase(const struct network *network) {
    return network->kind->showcase(network);
}

void network_close(struct network *network) {
    if (network)
        network->kind->close(network);
}
