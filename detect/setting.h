/* detect/setting.h - how a candidate stands among the lines around it
 *
 * A heading stands closer to what it is over than to what it follows, and it
 * is over something: text as wide as the column, a list, a table, a smaller
 * heading. A term stands over text that is set further in; a name under a
 * letter stands over nothing, or over another short line.
 *
 * Space: points; distances of baselines are in sizes of the candidate's type.
 */
#pragma once

#include "detect/candidate.h"

typedef struct {
    double above; /* from the line before it in its column; INFINITY where there is none */
    double below; /* to the line after it; INFINITY where there is none */
    bool leads;   /* something that a heading may be over begins right under it: ... */
    bool text;    /* ... text, not a table or picture, which have titles of their own */
    bool wide;    /* ... a paragraph of lines much longer than it */
    bool hangs;   /* ... text further in than other text, which begins where it begins */
    bool follows; /* text, a table or a picture is before it, no other short line; or nothing is */
} Setting;

Setting setting_find(const Page *page, const Candidate *candidate);
