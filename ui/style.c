/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/style.h"

static const struct style styles[ROLE_COUNT] = {
    [ROLE_TEXT] = {STYLE_DEFAULT, .letter = '.'},
    [ROLE_DIM] = {STYLE_DEFAULT, .is_dim = true, .letter = 'd'},
    [ROLE_STRONG] = {STYLE_DEFAULT, .is_bold = true, .letter = 'S'},
    [ROLE_ACCENT] = {STYLE_CYAN, .letter = 'a'},
    [ROLE_CURRENT] = {STYLE_CYAN, .is_bold = true, .letter = 'C'},
    [ROLE_GOOD] = {STYLE_GREEN, .letter = 'g'},
    [ROLE_WARNING] = {STYLE_YELLOW, .letter = 'w'},
    [ROLE_ERROR] = {STYLE_RED, .is_bold = true, .letter = 'E'},
    [ROLE_HEADER] = {STYLE_DEFAULT, .is_dim = true, .is_underlined = true, .letter = 'h'},
    [ROLE_FOUND] = {STYLE_YELLOW, .is_underlined = true, .letter = 'f'},
    [ROLE_REVEALED] = {STYLE_MAGENTA, .letter = 'r'},
};

const struct style *style_of(enum role role) {
    return &styles[role];
}
