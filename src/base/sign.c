/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sign.h"

static const struct {
    uint32_t code;
    char ascii;
} signs[] = {
    {U'…', '~'}, {U'·', '-'}, {U'–', '-'}, {U'−', '-'}, {U'×', 'x'}, {U'≈', '~'},
    {U'≤', '<'}, {U'“', '"'}, {U'”', '"'}, {U'›', '>'}, {U'⋮', ':'}, {U'↑', '^'},
    {U'↓', 'v'}, {U'→', '>'},                                                     /* in words */
    {U'─', '-'}, {U'│', '|'}, {U'▌', '>'}, {U'░', '.'}, {U'▓', '#'}, {U'█', '#'}, /* drawn */
    {U'✓', 'v'}, {U'⊘', 'x'}, {U'●', '*'}, {U'○', 'o'}, {U'◐', '+'}, {U'⇄', '='}, /* marks */
    {U'⋅', '.'},
};

enum { SIGNS = sizeof signs / sizeof *signs };

char sign_ascii(uint32_t code) {
    for (size_t i = 0; i < SIGNS; i++)
        if (signs[i].code == code)
            return signs[i].ascii;
    return '\0';
}

uint32_t sign_at(size_t index) {
    return index < SIGNS ? signs[index].code : 0;
}
