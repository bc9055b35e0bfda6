/* emit/flank.h - between which characters a run of stars is a mark
 *
 * Left- and right-flanking, section 6.2 of the GFM specification. Until
 * CommonMark 0.31 a symbol like + or a euro sign was punctuation only when
 * ASCII, since then always; readers of both kinds are about, so marks have to
 * hold by both and text must not be taken for a mark by either.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    bool left, right, before_punct, after_punct;
} Flank;

/* 0 is the start or end of a block and counts as white space. */
bool flank_is_space(gunichar c);
bool flank_is_ascii_punct(gunichar c);

/* Of a run between @before and @after; @symbols: those beyond ASCII are punctuation. */
Flank flank_of(gunichar before, gunichar after, bool symbols);

/* Can a run of * there open, or close, emphasis by every version of the rules? */
bool flank_can_open(gunichar before, gunichar after);
bool flank_can_close(gunichar before, gunichar after);

/* Could it close by any? */
bool flank_could_close(gunichar before, gunichar after);
