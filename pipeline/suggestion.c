/* pipeline/suggestion.c - what somebody meant who mistyped a name */
#include "pipeline/suggestion.h"

#include <string.h>

/* Longer ones are no names of ours. */
#define MAX_LENGTH 40

/* A wrong letter in three is still a slip; two in three are another word. */
#define LETTERS_A_SLIP 3

static guint
distance(const char *a, const char *b)
{
    const gsize n = strlen(a), m = strlen(b);
    guint rows[3][MAX_LENGTH + 1]; /* the one being filled, that before, and the one before that */
    guint *now = rows[0], *last = rows[1], *before = rows[2];

    for (gsize j = 0; j <= m; j++)
        last[j] = (guint)j;
    for (gsize i = 1; i <= n; i++) {
        now[0] = (guint)i;
        for (gsize j = 1; j <= m; j++) {
            const guint exchanged = last[j - 1] + (a[i - 1] != b[j - 1]);

            now[j] = MIN(exchanged, MIN(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
        }
        guint *const oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[m];
}

const char *
suggestion_find(const char *typed, const char *const *names)
{
    const gsize length = strlen(typed);
    const char *nearest = NULL;
    guint least = (guint)MAX(1, length / LETTERS_A_SLIP) + 1;

    if (length == 0 || length > MAX_LENGTH)
        return NULL;
    for (; *names != NULL; names++) {
        if (strlen(*names) > MAX_LENGTH)
            continue;
        const guint away = distance(typed, *names);
        if (away < least && away < length) {
            nearest = *names;
            least = away;
        }
    }
    return nearest;
}
