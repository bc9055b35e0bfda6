/* emit/flank.c - between which characters a run of stars is a mark */
#include "emit/flank.h"

bool
flank_is_space(gunichar c)
{
    return c == 0 || c == '\n' || c == '\t' || g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR;
}

bool
flank_is_ascii_punct(gunichar c)
{
    return c < 0x80 && g_ascii_ispunct((char)c);
}

static bool
is_punct(gunichar c, bool symbols)
{
    if (c < 0x80)
        return flank_is_ascii_punct(c);
    switch (g_unichar_type(c)) {
    case G_UNICODE_CURRENCY_SYMBOL:
    case G_UNICODE_MODIFIER_SYMBOL:
    case G_UNICODE_MATH_SYMBOL:
    case G_UNICODE_OTHER_SYMBOL:
        return symbols;
    default:
        return g_unichar_ispunct(c);
    }
}

Flank
flank_of(gunichar before, gunichar after, bool symbols)
{
    const bool before_punct = is_punct(before, symbols), after_punct = is_punct(after, symbols);
    const bool before_space = flank_is_space(before), after_space = flank_is_space(after);

    return (Flank){
        .left = !after_space && (!after_punct || before_space || before_punct),
        .right = !before_space && (!before_punct || after_space || after_punct),
        .before_punct = before_punct,
        .after_punct = after_punct,
    };
}

bool
flank_can_open(gunichar before, gunichar after)
{
    return flank_of(before, after, false).left && flank_of(before, after, true).left;
}

bool
flank_can_close(gunichar before, gunichar after)
{
    return flank_of(before, after, false).right && flank_of(before, after, true).right;
}

bool
flank_could_close(gunichar before, gunichar after)
{
    return flank_of(before, after, false).right || flank_of(before, after, true).right;
}
