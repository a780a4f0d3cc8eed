/* testbed/profile.c: see testbed/profile.h. */
#include "testbed/profile.h"

#include <stdlib.h>

#include "testbed/csv.h"

static void add_machine(const struct session *s, u32 machine, struct session_profile *out) {
    u32 count = s->build->program->function_count + 1;
    struct profile_counts *f = xcalloc(count, sizeof *f);
    profile_functions(machine_profile(s->machines[machine]), f);
    for (u32 n = 0; n < count; n++) {
        if (!f[n].instructions && !f[n].calls) continue;
        array_push(&out->functions, ((struct function_profile){machine, n, f[n]}));
        profile_counts_add(&out->machines[machine], &f[n]);
    }
    profile_counts_add(&out->total, &out->machines[machine]);
    free(f);
}

void session_profile(const struct session *s, struct session_profile *out) {
    *out = (struct session_profile){.machine_count = s->build->count};
    out->machines = xcalloc(out->machine_count, sizeof *out->machines);
    for (u32 n = 0; n < out->machine_count; n++)
        if (s->machines[n] && machine_profile(s->machines[n])) add_machine(s, n, out);
}

void session_profile_free(struct session_profile *p) {
    free(p->machines);
    array_free(&p->functions);
    *p = (struct session_profile){0};
}

const char *profile_function_name(const struct program *p, u32 function) {
    return function == p->function_count ? "(helpers)" : program_function_name(p, function);
}

static double share(u64 part, u64 all) {
    return all ? (double)part / (double)all : 0;
}

double profile_spill_share(const struct profile_counts *c) {
    return share(c->duties[DUTY_FILL] + c->duties[DUTY_SPILL], c->instructions);
}

/* ---- For programs ----------------------------------------------------------------------- */

static void csv_number_field(struct text *out, u64 n) {
    text_printf(out, ",%llu", (unsigned long long)n);
}

void session_profile_csv(const struct session *s, const struct session_profile *p,
                         const char *const *machine_names, struct text *out) {
    text_add(out, "machine,function,instructions,calls");
#define NAME(name, member, help) text_add(out, "," #name);
    PROFILE_MEASURES(NAME)
#undef NAME
    text_add(out, "\n");
    for (u32 n = 0; n < p->functions.count; n++) {
        const struct function_profile *f = &p->functions.at[n];
        csv_field(out, machine_names[f->machine], true);
        csv_field(out, profile_function_name(s->build->program, f->function), false);
        csv_number_field(out, f->counts.instructions);
        csv_number_field(out, f->counts.calls);
#define FIELD(name, member, help) csv_number_field(out, f->counts.member);
        PROFILE_MEASURES(FIELD)
#undef FIELD
        text_add(out, "\n");
    }
}

static void write_counts(struct json_writer *w, const struct profile_counts *c) {
    json_put_integer(w, "instructions", (i64)c->instructions);
    json_put_integer(w, "calls", (i64)c->calls);
#define MEMBER(name, member, help) json_put_integer(w, #name, (i64)c->member);
    PROFILE_MEASURES(MEMBER)
#undef MEMBER
}

void session_profile_write(const struct session *s, const struct session_profile *p,
                           const char *const *machine_names, struct json_writer *w) {
    json_begin_object(w, "profile");
    json_begin_object(w, "total");
    write_counts(w, &p->total);
    json_end_object(w);
    json_begin_object(w, "machines");
    for (u32 n = 0; n < p->machine_count; n++) {
        json_begin_object(w, machine_names[n]);
        write_counts(w, &p->machines[n]);
        json_end_object(w);
    }
    json_end_object(w);
    json_begin_array(w, "functions");
    for (u32 n = 0; n < p->functions.count; n++) {
        const struct function_profile *f = &p->functions.at[n];
        json_begin_object(w, NULL);
        w->compact = true;
        json_put_string(w, "machine", machine_names[f->machine]);
        json_put_string(w, "function", profile_function_name(s->build->program, f->function));
        write_counts(w, &f->counts);
        json_end_object(w);
        w->compact = false;
    }
    json_end_array(w);
    json_end_object(w);
}

/* ---- For people ------------------------------------------------------------------------- */

struct page {
    struct arena a;
    struct grid grid;
};

/* "1,234", or "-" for none. */
static void count_cell(struct page *p, u64 n) {
    grid_cell(&p->grid, n ? text_count(&p->a, n) : "-");
}

static void share_cell(struct page *p, double part) {
    grid_cell(&p->grid, part > 0 ? text_printed(&p->a, "%.1f %%", 100 * part) : "-");
}

static void counts_cells(struct page *p, const struct profile_counts *c) {
    count_cell(p, c->loads);
    count_cell(p, c->stores);
    count_cell(p, c->duties[DUTY_FILL]);
    count_cell(p, c->duties[DUTY_SPILL]);
    share_cell(p, profile_spill_share(c));
    count_cell(p, c->duties[DUTY_MOVE]);
    count_cell(p, c->duties[DUTY_SAVE] + c->duties[DUTY_RESTORE]);
}

#define COUNTS_COLUMNS                                                                        \
    {"loads", 1, 0}, {"stores", 1, 0}, {"fills", 1, 0}, {"spills", 1, 0}, {"spilling", 1, 0}, \
        {"moves", 1, 0}, {                                                                    \
        "saves", 1, 0                                                                         \
    }

static void add_machines(struct page *p, const struct session_profile *sp,
                         const char *const *names) {
    p->grid =
        (struct grid){.column_count = 9,
                      .columns = {{"machine", 0, 0}, {"instructions", 1, 0}, COUNTS_COLUMNS}};
    u32 used = 0;
    for (u32 n = 0; n < sp->machine_count; n++) {
        if (!sp->machines[n].instructions) continue;
        used++;
        grid_cell(&p->grid, names[n]);
        count_cell(p, sp->machines[n].instructions);
        counts_cells(p, &sp->machines[n]);
    }
    if (used < 2) return;
    grid_cell(&p->grid, "all");
    count_cell(p, sp->total.instructions);
    counts_cells(p, &sp->total);
}

static int by_instructions(const void *x, const void *y) {
    const struct function_profile *f = *(const struct function_profile *const *)x;
    const struct function_profile *g = *(const struct function_profile *const *)y;
    u64 a = f->counts.instructions, b = g->counts.instructions;
    return a != b ? (a < b) - (a > b) : f < g ? -1 : f > g;
}

enum { TOP = 10 };

static void add_functions(struct page *p, const struct session *s,
                          const struct session_profile *sp, const char *const *names) {
    const struct function_profile **order =
        xmalloc(sizeof *order * (sp->functions.count + (size_t)1));
    for (u32 n = 0; n < sp->functions.count; n++) order[n] = &sp->functions.at[n];
    qsort(order, sp->functions.count, sizeof *order, by_instructions);
    p->grid = (struct grid){.column_count = 12,
                            .tight = true,
                            .columns = {{"function", 0, 32},
                                        {"machine", 0, 10},
                                        {"calls", 1, 0},
                                        {"instructions", 1, 0},
                                        {"", 1, 0},
                                        COUNTS_COLUMNS}};
    for (u32 n = 0; n < MIN(sp->functions.count, TOP); n++) {
        const struct function_profile *f = order[n];
        grid_cell(&p->grid, profile_function_name(s->build->program, f->function));
        grid_cell(&p->grid, names[f->machine]);
        count_cell(p, f->counts.calls);
        count_cell(p, f->counts.instructions);
        share_cell(p, share(f->counts.instructions, sp->total.instructions));
        counts_cells(p, &f->counts);
    }
    free(order);
}

void session_profile_print(const struct session *s, const struct session_profile *sp,
                           const char *const *machine_names, const struct style *style,
                           u32 indent, struct text *out) {
    struct page p = {0};
    arena_init(&p.a);
    add_machines(&p, sp, machine_names);
    grid_add(&p.grid, out, style, indent);
    grid_free(&p.grid);
    text_add(out, "\n");
    add_functions(&p, s, sp, machine_names);
    grid_add(&p.grid, out, style, indent);
    grid_free(&p.grid);
    if (sp->functions.count > TOP)
        text_printf(out, "%*s... and %s more (all in functions.csv, with -o)\n", (int)indent,
                    "", text_count(&p.a, sp->functions.count - TOP));
    arena_free(&p.a);
}
