/* ui/chart/axis.h: scales, their ticks, and numbers as people read them.
 */
#ifndef HPMSIM_UI_CHART_AXIS_H
#define HPMSIM_UI_CHART_AXIS_H

#include "base/base.h"

/* What a number is, and so how it is written. */
enum quantity {
    QUANTITY_PLAIN, /* as it is: 12 */
    QUANTITY_COUNT, /* 1,234,567 */
    QUANTITY_TIME,  /* nanoseconds */
    QUANTITY_BYTES,
    QUANTITY_RATIO, /* 1.25× */
    QUANTITY_SHARE  /* 0.125: 12.5 % */
};

/* A number for a table or a sentence: about three significant digits, counts and whole numbers in
 * full. "-" for NAN. The result lives in the arena. */
const char *number_text(struct arena *a, enum quantity q, double x);
/* A number short enough for a cell: "20 k", "1.5 M", "5 µs". */
const char *number_short(struct arena *a, enum quantity q, double x);
/* With a point, and digits enough to read back the same number: for files. "" for NAN. */
void number_exact(struct text *out, double x);

enum scale_kind {
    SCALE_LINEAR,
    SCALE_LOG,     /* all numbers are above 0 */
    SCALE_LOG_ZERO /* whole numbers from 0: logarithmic from 1 up, with a place for 0 before */
};
struct scale {
    enum scale_kind kind;
    double low, high; /* of the data's space */
    double from, to;  /* where these lie, in pixels */
};
double scale_at(const struct scale *s, double x);

enum { TICKS_MAX = 32 };
struct ticks {
    double at[TICKS_MAX];
    u32 count;
    u32 digits; /* significant ones that tell neighbours apart */
};
/* The number at a tick. */
const char *tick_text(struct arena *a, enum quantity q, const struct ticks *t, u32 k);
/* Ticks at multiples of 1, 2 or 5 times a power of ten (on logarithmic scales at these numbers
 * themselves, or at powers of ten only), about `wanted` of them, within [low, high]. A linear or
 * logarithmic scale is first widened to whole steps on the sides that `widen` asks for. */
enum { WIDEN_LOW = 1, WIDEN_HIGH = 2 };
struct ticks ticks_make(struct scale *s, u32 wanted, unsigned widen, enum quantity q);

#endif
