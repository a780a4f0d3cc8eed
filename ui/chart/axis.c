/* ui/chart/axis.c: scales, ticks, numbers. */
#include "ui/chart/axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "testbed/layout.h"

/* ---- Numbers ---------------------------------------------------------------------------- */

/* Takes zeros off the end of a number's fraction. */
static void trim(char *digits) {
    char *end = digits + strlen(digits);
    if (!strchr(digits, '.') || strchr(digits, 'e')) return;
    while (end[-1] == '0') *--end = 0;
    if (end[-1] == '.') end[-1] = 0;
}

/* So many significant digits, without exponent, zeros at the end left out: "0.125", "12.5",
 * "1250". */
static const char *significant(struct arena *a, double x, u32 count) {
    char digits[64];
    int before = x == 0 ? 1 : (int)floor(log10(fabs(x))) + 1; /* digits before the point */
    int places = MAX(MIN((int)count - before, 9), 0);
    snprintf(digits, sizeof digits, "%.*f", places, x);
    trim(digits);
    return digits[0] == '-' ? arena_printf(a, "−%s", digits + 1) : arena_strdup(a, digits);
}

static const char *grouped(struct arena *a, double x) {
    const char *n = text_count(a, (u64)llround(fabs(x)));
    return x < 0 ? arena_printf(a, "−%s", n) : n;
}

struct unit {
    double size;
    const char *name;
};

/* The largest unit that x is at least one of. */
static const char *with_unit(struct arena *a, double x, const struct unit *units, u32 n,
                             u32 count) {
    u32 k = n - 1;
    while (k && fabs(x) < units[k].size * 0.9995) k--;
    const char *digits = significant(a, x / units[k].size, count);
    return units[k].name[0] ? arena_printf(a, "%s %s", digits, units[k].name) : digits;
}

static const struct unit times[] = {{1, "ns"}, {1e3, "µs"}, {1e6, "ms"}, {1e9, "s"}};
static const struct unit sizes[] = {{1, "B"}, {1e3, "KB"}, {1e6, "MB"}, {1e9, "GB"}};
static const struct unit thousands[] = {{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}};

enum { DIGITS = 3 };

const char *number_text(struct arena *a, enum quantity q, double x) {
    if (isnan(x)) return "-";
    if (isinf(x)) return x > 0 ? "∞" : "−∞";
    switch (q) {
    case QUANTITY_COUNT:
        if (fabs(x) >= 1000 || x == round(x)) return grouped(a, x);
        return significant(a, x, DIGITS);
    case QUANTITY_TIME: return with_unit(a, x, times, COUNT_OF(times), DIGITS);
    case QUANTITY_BYTES: return with_unit(a, x, sizes, COUNT_OF(sizes), DIGITS);
    case QUANTITY_RATIO:
        if (fabs(x) < 10) return arena_printf(a, "%.2f×", x);
        return arena_printf(a, "%s×",
                            fabs(x) >= 1000 ? grouped(a, x) : significant(a, x, DIGITS));
    case QUANTITY_SHARE: return arena_printf(a, "%s %%", significant(a, x * 100, DIGITS));
    case QUANTITY_PLAIN: break;
    }
    return arena_printf(a, "%.6g", x);
}

/* With as many digits as are asked for, and large counts in thousands, millions, ... */
static const char *brief(struct arena *a, enum quantity q, double x, u32 digits) {
    if (x == 0 && q != QUANTITY_SHARE) return "0";
    switch (q) {
    case QUANTITY_COUNT:
        if (fabs(x) >= 9999.5) return with_unit(a, x, thousands, COUNT_OF(thousands), digits);
        return fabs(x) >= 1000 ? grouped(a, x) : significant(a, x, digits);
    case QUANTITY_TIME: return with_unit(a, x, times, COUNT_OF(times), digits);
    case QUANTITY_BYTES: return with_unit(a, x, sizes, COUNT_OF(sizes), digits);
    case QUANTITY_RATIO: return arena_printf(a, "%s×", significant(a, x, digits));
    case QUANTITY_SHARE: return arena_printf(a, "%s %%", significant(a, x * 100, digits));
    case QUANTITY_PLAIN: break;
    }
    return significant(a, x, digits);
}

const char *number_short(struct arena *a, enum quantity q, double x) {
    if (!isfinite(x) || q == QUANTITY_RATIO) return number_text(a, q, x);
    return brief(a, q, x, DIGITS);
}

const char *tick_text(struct arena *a, enum quantity q, const struct ticks *t, u32 k) {
    return brief(a, q, t->at[k], t->digits);
}

void number_exact(struct text *out, double x) {
    char digits[64];
    if (isnan(x)) return;
    for (int precision = 6; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, x);
        if (strtod(digits, NULL) == x) break;
    }
    text_add(out, digits);
}

/* ---- Scales ----------------------------------------------------------------------------- */

enum { ZERO_SLOT = 3 }; /* tenths of a decade that 0 is away from 1 */

static double place(const struct scale *s, double x) {
    switch (s->kind) {
    case SCALE_LOG: return log10(x);
    case SCALE_LOG_ZERO:
        return x < 1 ? fmax(x, 0) * ZERO_SLOT / 10 : ZERO_SLOT / 10.0 + log10(x);
    case SCALE_LINEAR: break;
    }
    return x;
}

double scale_at(const struct scale *s, double x) {
    double low = place(s, s->low), high = place(s, s->high);
    if (!(high > low)) return (s->from + s->to) / 2;
    return s->from + (place(s, x) - low) / (high - low) * (s->to - s->from);
}

/* The smallest of 1, 2, 5 times a power of ten that is not below x. */
static double round_step(double x) {
    double power = pow(10, floor(log10(x)));
    static const double steps[] = {1, 2, 5};
    for (u32 k = 0; k < COUNT_OF(steps); k++)
        if (steps[k] * power >= x * (1 - 1e-9)) return steps[k] * power;
    return 10 * power;
}

static void add_tick(struct ticks *t, double x) {
    if (t->count < TICKS_MAX) t->at[t->count++] = x;
}

static struct ticks linear(struct scale *s, u32 wanted, unsigned widen, enum quantity q) {
    struct ticks t = {0};
    double span = s->high - s->low;
    if (!(span > 0)) { /* one value: a range around it */
        double around = s->low == 0 ? 1 : fabs(s->low) / 2;
        s->high += around;
        s->low -= s->low >= 0 ? MIN(around, s->low) : around;
        span = s->high - s->low;
    }
    double step = round_step(span / MAX(wanted, 1u));
    if (q == QUANTITY_COUNT && step < 1 && span >= 1) step = 1;
    if (widen & WIDEN_LOW) s->low = floor(s->low / step + 1e-9) * step;
    if (widen & WIDEN_HIGH) s->high = ceil(s->high / step - 1e-9) * step;
    double first = ceil(s->low / step - 1e-9), last = floor(s->high / step + 1e-9);
    for (double k = first; k <= last && t.count < TICKS_MAX; k++)
        add_tick(&t, fabs(k) < 0.5 ? 0 : k * step);
    return t;
}

static struct ticks logarithmic(struct scale *s, u32 wanted, unsigned widen) {
    static const double in_decade[] = {1, 2, 5};
    bool zero = s->kind == SCALE_LOG_ZERO;
    struct ticks t = {0};
    if (!zero && !(s->low > 0)) s->low = s->high > 0 ? s->high / 10 : 1;
    if (!(s->high > s->low)) s->high = zero ? MAX(s->low, 1) : s->low * 2;
    double start = zero ? 1 : s->low;
    double decades = log10(MAX(s->high, 1e-300) / start);
    bool fine = decades * COUNT_OF(in_decade) <= wanted * 1.4;
    u32 every = fine ? 1 : (u32)ceil(MAX(decades, 1) / MAX(wanted, 1u));
    int power = (int)floor(log10(start) + 1e-9), last = (int)ceil(log10(s->high) - 1e-9);
    double below = s->low, above = s->high;
    if (zero) add_tick(&t, 0);
    for (; power <= last; power++) {
        if (!fine && power % (int)every != 0) continue;
        for (u32 k = 0; k < (fine ? COUNT_OF(in_decade) : 1); k++) {
            double x = in_decade[k] * pow(10, power);
            if (x <= s->low * (1 + 1e-9) && !zero) below = x; /* the last one below */
            if (x >= s->high * (1 - 1e-9)) above = above == s->high ? x : MIN(above, x);
        }
    }
    if (widen & WIDEN_LOW && !zero) s->low = below;
    if (widen & WIDEN_HIGH) s->high = above;
    for (power = (int)floor(log10(start) + 1e-9); power <= last; power++) {
        if (!fine && power % (int)every != 0) continue;
        for (u32 k = 0; k < (fine ? COUNT_OF(in_decade) : 1); k++) {
            double x = in_decade[k] * pow(10, power);
            bool inside = x >= s->low * (1 - 1e-9) && x <= s->high * (1 + 1e-9);
            if (inside && (!zero || x >= 1)) add_tick(&t, x);
        }
    }
    return t;
}

/* Digits enough for the step between ticks in the largest of them. */
static u32 digits_of(const struct ticks *t) {
    double largest = 0, step = INFINITY;
    for (u32 k = 0; k < t->count; k++) {
        largest = fmax(largest, fabs(t->at[k]));
        if (k) step = fmin(step, t->at[k] - t->at[k - 1]);
    }
    if (!(step > 0) || isinf(step)) return DIGITS;
    double digits = floor(log10(largest * (1 + 1e-9))) - floor(log10(step * (1 + 1e-9))) + 1;
    return (u32)fmin(fmax(digits, DIGITS), 9);
}

struct ticks ticks_make(struct scale *s, u32 wanted, unsigned widen, enum quantity q) {
    bool even = s->kind == SCALE_LINEAR;
    struct ticks t = even ? linear(s, wanted, widen, q) : logarithmic(s, wanted, widen);
    t.digits = even ? digits_of(&t) : DIGITS;
    return t;
}
