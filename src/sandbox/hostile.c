/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox/hostile.h"

#include <stddef.h>

/* A hex escape would include the letters after it, hence the split strings. */
const struct hostile hostile_table[HOSTILE_COUNT] = {
    /* clears the screen, then says so in red */
    {"\033[2J\033[1;31mwiped", "\033[H\033[2J\033[?1049h look, no list", 1},
    /* OSC 52 writes the clipboard */
    {"copy me", "\033]52;c;ZWNobyBwd25lZA==\007 paste this somewhere", 1},
    /* OSC 0 sets the title; ended by ST */
    {"\033]0;not your terminal\033\\Title", NULL, 1},
    /* C1 controls as UTF-8: CSI, OSC, ST, DCS */
    {"\xC2\x9B"
     "31mC1 red",
     "\xC2\x9D"
     "52;c;cm0gLXJm"
     "\xC2\x9C"
     " eight bits \xC2\x90q\xC2\x9C",
     1},
    /* bidi: override, unclosed embedding and isolate */
    {"\u202Erewollof a tsuj\u202C", "price: \u202E001\u202C credits", 1},
    {"\u2067isolated and never closed", "\u202B embedding, open \u2066 isolate, open", 1},
    {"l\u200Ee\u200Ff\u061Ct", "marks between the letters \u200F!", 1},
    /* zero-width */
    {"a\u200Bd\u200Bm\u200Bi\u200Bn", "nothing\u2060 to\uFEFF see\u200B here", 1},
    {"\u200B\u200B\u200B", "\u2060", 1},
    /* marks without end */
    {"Z\u0351\u036B\u0343a\u0348\u032B\u0345l\u034E\u0333\u036Cg\u0317\u0323o\u0348\u0322\u0348",
     "h\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C"
     "e\u0316\u0317\u0318\u0319\u031C\u031D\u031E\u031F\u0320\u0321\u0322 comes",
     1},
    {"\u0301\u0308", "\u0489\u0489\u0489 marks on nothing", 1},
    /* tabs, carriage return, backspace, bell, form feed */
    {"tab\tulated", "a\tb\tc\td\n1\t2\t3\t4", 1},
    {"over\rwritten", "12 followers\r1,200,000 followers", 1},
    {"back\b\b\b\bfront", "ding\a ding\a ding\a\f\v", 1},
    /* very long */
    {"Anastasia-Bartholomea-Clementina-Desdemona-Euphrosyne-Fredegunda-Guinevere-Hildegard-"
     "Iphigenia-Josephine the Second",
     NULL, 1},
    {NULL, "on and on and on without a line break ", 60},
    {NULL, "up\ndown\n\n\n", 40},
    /* tag characters, noncharacters, private use, delete, line and paragraph separators */
    {"\U000E0041\U000E0042tagged\U000E007F", "\uE000\uF8FF private use \uFFFE \U0010FFFF", 1},
    {"del\177eted\u2028line\u2029para", "\u00AD\u00AD soft hyphens \u3164\uFFA0 fillers", 1},
    /* shell and markup, harmless unless someone evaluates it */
    {"$(reboot) `id` %s%n", "\"; DROP TABLE follows; -- <script>alert(1)</script> ../../..", 1},
};
