/* bench/explain.c: why a kernel takes the instructions it takes. Our code beside gcc's:
 *
 *   - instructions by function, by class, by mnemonic;
 *   - ours by operation of the IR, and outside of operations (prologues, edges, helpers);
 *   - the hottest blocks of both, disassembled, ours with the IR between the lines.
 */
#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

enum { OURS, GCC, SIDES };

/* ---- Tables that count for both sides --------------------------------------------------- */

struct tally_row {
    const char *name; /* in the arena */
    u64 count[SIDES];
};
struct tally {
    struct arena *arena;
    ARRAY(struct tally_row) rows;
};

static void tally_add(struct tally *t, const char *name, size_t length, u32 side, u64 count) {
    for (u32 n = 0; n < t->rows.count; n++) {
        struct tally_row *row = &t->rows.at[n];
        if (strlen(row->name) == length && memcmp(row->name, name, length) == 0) {
            row->count[side] += count;
            return;
        }
    }
    struct tally_row row = {.name = arena_strndup(t->arena, name, length)};
    row.count[side] = count;
    array_push(&t->rows, row);
}

static int by_difference(const void *x, const void *y) {
    const struct tally_row *a = x, *b = y;
    i64 p = llabs((i64)(a->count[OURS] - a->count[GCC]));
    i64 q = llabs((i64)(b->count[OURS] - b->count[GCC]));
    return (p < q) - (p > q);
}

static int by_size(const void *x, const void *y) {
    const struct tally_row *a = x, *b = y;
    u64 p = MAX(a->count[OURS], a->count[GCC]), q = MAX(b->count[OURS], b->count[GCC]);
    return (p < q) - (p > q);
}

static void tally_print(struct tally *t, const char *title, u32 limit, u64 gcc_total,
                        int (*order)(const void *, const void *)) {
    printf("\n%-24s %13s %13s %13s %9s\n", title, "ours", "gcc", "difference", "of gcc's");
    if (t->rows.count) qsort(t->rows.at, t->rows.count, sizeof *t->rows.at, order);
    for (u32 n = 0; n < t->rows.count && n < limit; n++) {
        const struct tally_row *row = &t->rows.at[n];
        i64 extra = (i64)(row->count[OURS] - row->count[GCC]);
        printf("%-24.24s %13llu %13llu %+13lld %+8.1f%%\n", row->name,
               (unsigned long long)row->count[OURS], (unsigned long long)row->count[GCC],
               (long long)extra, 100.0 * (double)extra / (double)gcc_total);
    }
    array_free(&t->rows);
}

/* ---- Classes of instructions ------------------------------------------------------------ */

struct classes {
    regex_t call, branch, move, constant, load, store, stack;
};

static void compile_one(regex_t *r, const char *pattern) {
    if (regcomp(r, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0) abort();
}

static void classes_init(struct classes *c, const struct toolchain *t) {
    compile_one(&c->call, t->call);
    compile_one(&c->branch, t->branch);
    compile_one(&c->move, t->register_move);
    compile_one(&c->constant, t->constant);
    compile_one(&c->load, t->load);
    compile_one(&c->store, t->store);
    compile_one(&c->stack, t->stack);
}

static void classes_free(struct classes *c) {
    regex_t *all[] = {&c->call, &c->branch, &c->move, &c->constant,
                      &c->load, &c->store,  &c->stack};
    for (u32 n = 0; n < COUNT_OF(all); n++) regfree(all[n]);
}

static bool matches(const regex_t *r, const char *text) {
    return regexec(r, text, 0, NULL, 0) == 0;
}

static const char *class_of(const struct classes *c, const char *text) {
    if (matches(&c->call, text)) return "call, return";
    if (matches(&c->branch, text)) return "branch";
    if (matches(&c->move, text)) return "register move";
    if (matches(&c->constant, text)) return "constant";
    bool stack = matches(&c->stack, text);
    if (matches(&c->load, text)) return stack ? "load from stack" : "load";
    if (matches(&c->store, text)) return stack ? "store to stack" : "store";
    if (stack) return "operation with stack";
    if (strchr(text, '[') && strncmp(text, "lea", 3) != 0) return "operation with memory";
    return "operation";
}

/* The mnemonic of an instruction, under the name that it is counted. */
static const char *mnemonic_of(const struct toolchain *t, const char *text, size_t *length) {
    *length = strcspn(text, " ");
    for (const char *at = t->synonyms; *at; at += strspn(at, " ")) {
        size_t name = strcspn(at, "="), row = strcspn(at, " ");
        if (name == *length && memcmp(at, text, name) == 0) {
            *length = row - name - 1;
            return at + name + 1;
        }
        at += row;
    }
    return text;
}

/* scale: what a count is multiplied with. */
static void count_texts(struct tally *kinds, struct tally *mnemonics, const struct toolchain *t,
                        const struct classes *c, const struct kernel_profile *p, u32 side,
                        double scale) {
    for (u32 n = 0; n < p->steps.count; n++) {
        const struct step *s = &p->steps.at[n];
        const char *class = class_of(c, s->text);
        u64 count = (u64)((double)s->count * scale);
        tally_add(kinds, class, strlen(class), side, count);
        size_t length;
        const char *name = mnemonic_of(t, s->text, &length);
        tally_add(mnemonics, name, length, side, count);
    }
}

/* ---- Functions -------------------------------------------------------------------------- */

/* gcc's parts and clones ("f.constprop.0") count for the function. */
static void count_functions(struct tally *t, const struct kernel_profile *p, u32 side) {
    for (u32 n = 0; n < p->steps.count; n++) {
        const struct step *s = &p->steps.at[n];
        const char *name = p->functions.at[s->function];
        tally_add(t, name, strcspn(name, "."), side, s->count);
    }
}

/* ---- Our code: disassembly and IR ------------------------------------------------------- */

static void disassemble(const struct ours *o, struct kernel_profile *p) {
    const struct isa *isa = o->image->model.isa;
    for (u32 n = 0; n < p->steps.count; n++) {
        struct step *s = &p->steps.at[n];
        char text[160], *to = text;
        if (!isa->disassemble(isa, o->image->code + s->at, o->image->code_size - s->at,
                              p->base + s->at, text, sizeof text))
            strcpy(text, "?");
        for (const char *c = text; *c; c++)
            if (*c != ' ' || (to > text && to[-1] != ' ')) *to++ = *c;
        *to = '\0';
        s->text = arena_strdup(&p->arena, text);
    }
}

/* The IR of one function, by lines, and where each point is. */
struct ir_text {
    struct arena arena;
    i64 function;
    struct ir_function *f;
    const char **lines;  /* per point: the operation as it is printed */
    const char **blocks; /* per point: the heading of the block that begins here, or NULL */
};

static void ir_text_lines(struct ir_text *t, char *text) {
    u32 point = 0;
    const char *heading = NULL;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (strncmp(line, "block ", 6) == 0) heading = line;
        if (strncmp(line, "    ", 4) != 0 || !heading || point >= t->f->ins_count) continue;
        t->lines[point] = line + 4;
        if (heading != (const char *)t) t->blocks[point] = heading;
        heading = (const char *)t; /* not NULL, and told */
        point++;
    }
}

static void ir_text_load(struct ir_text *t, const struct ours *o, u32 function) {
    if (t->function == function) return;
    arena_free(&t->arena);
    arena_init(&t->arena);
    t->function = function;
    t->f = NULL;
    if (o->program->functions[function].imported) return;
    struct text text = {0};
    t->f = ir_build(o->program, function, &t->arena, &t->arena, NULL, NULL);
    t->lines = ARENA_ARRAY(&t->arena, const char *, t->f->ins_count + 1);
    t->blocks = ARENA_ARRAY(&t->arena, const char *, t->f->ins_count + 1);
    ir_print(o->program, t->f, &text);
    ir_text_lines(t, arena_strdup(&t->arena, text_string(&text)));
    text_free(&text);
}

/* Where in our code an instruction is: the name of its operation, or what lies outside. */
static const char *part_of(const struct ours *o, struct ir_text *t, u32 at) {
    struct point_id id;
    i64 function = image_function_at(o->image, at);
    if (function < 0) return "(helper)";
    const struct image_function *f = &o->image->functions[function];
    if (at < f->points_start) return "(prologue)";
    if (at >= f->points_end) return "(edge and late code)";
    ir_text_load(t, o, (u32)function);
    if (!t->f || !image_operation_at(o->image, at, &id)) return "(elsewhere)";
    return op_info[t->f->ins[id.point].op].name;
}

struct part_row {
    const char *name;
    u64 instructions, moves, operations;
};

static int by_instructions(const void *x, const void *y) {
    const struct part_row *a = x, *b = y;
    return (a->instructions < b->instructions) - (a->instructions > b->instructions);
}

struct parts {
    ARRAY(struct part_row) rows;
};

/* Our instructions by operation. `moves` are those that do no work: register moves, stack
 * traffic and constants. */
static void count_parts(struct parts *parts, const struct ours *o, struct ir_text *t,
                        const struct classes *c, const struct kernel_profile *p, double scale) {
    i64 last_operation = -1;
    for (u32 n = 0; n < p->steps.count; n++) {
        const struct step *s = &p->steps.at[n];
        const char *name = part_of(o, t, s->at), *class = class_of(c, s->text);
        u64 count = (u64)((double)s->count * scale);
        struct point_id id;
        u32 row = 0;
        while (row < parts->rows.count && strcmp(parts->rows.at[row].name, name) != 0) row++;
        if (row == parts->rows.count)
            array_push(&parts->rows, ((struct part_row){.name = name}));
        struct part_row *r = &parts->rows.at[row];
        r->instructions += count;
        if (strstr(class, " stack") || !strcmp(class, "register move") ||
            !strcmp(class, "constant"))
            r->moves += count;
        if (*name == '(' || !image_operation_at(o->image, s->at, &id)) continue;
        i64 operation = (i64)id.function << 32 | id.point;
        if (operation != last_operation) r->operations += count;
        last_operation = operation;
    }
}

static void print_parts(struct parts *parts) {
    if (parts->rows.count)
        qsort(parts->rows.at, parts->rows.count, sizeof *parts->rows.at, by_instructions);
    printf("\n%-24s %13s %13s %9s %13s\n", "ours by IR operation", "instructions", "operations",
           "each", "of them moves");
    for (u32 n = 0; n < parts->rows.count && n < 24; n++) {
        const struct part_row *row = &parts->rows.at[n];
        printf("%-24s %13llu", row->name, (unsigned long long)row->instructions);
        if (row->operations)
            printf(" %13llu %9.2f", (unsigned long long)row->operations,
                   (double)row->instructions / (double)row->operations);
        else
            printf(" %13s %9s", "", "");
        printf(" %13llu\n", (unsigned long long)row->moves);
    }
    array_free(&parts->rows);
}

/* ---- Hot blocks ------------------------------------------------------------------------- */

struct hot_block {
    u32 first, end; /* steps */
    u32 rank;
    u64 weight; /* instructions executed */
};

static int by_weight(const void *x, const void *y) {
    const struct hot_block *a = x, *b = y;
    return (a->weight < b->weight) - (a->weight > b->weight);
}

static int by_place(const void *x, const void *y) {
    const struct hot_block *a = x, *b = y;
    return (a->first > b->first) - (a->first < b->first);
}

/* The points that begin at this offset of our code, each with its operation. */
static void print_points(const struct ours *o, struct ir_text *t, u32 at) {
    struct point_id id;
    if (!image_point_at(o->image, at, &id)) return;
    ir_text_load(t, o, id.function);
    u32 first = id.point;
    while (first > 0 &&
           image_point_offset(o->image, (struct point_id){id.function, first - 1}) == at)
        first--;
    for (u32 n = first; t->f && n <= id.point && n < t->f->ins_count; n++) {
        if (t->blocks[n]) printf("  ; %s\n", t->blocks[n]);
        printf("  ; %5u  %s\n", n, t->lines[n]);
    }
}

/* o, t: for our side; else NULL. */
static void print_block(const struct kernel_profile *p, const struct hot_block *h,
                        const struct ours *o, struct ir_text *t) {
    const struct step *s = &p->steps.at[h->first];
    printf("\n#%u  %.1f %%: %llu times %u, in %s\n", h->rank,
           100.0 * (double)h->weight / (double)p->total, (unsigned long long)s->count,
           h->end - h->first, p->functions.at[s->function]);
    const char *part = "";
    for (u32 n = h->first; n < h->end; n++) {
        s = &p->steps.at[n];
        if (o) {
            const char *now = part_of(o, t, s->at);
            if (*now == '(' && strcmp(now, part) != 0) printf("  ; %s\n", now);
            part = now;
            print_points(o, t, s->at);
        }
        printf("  %8llx  %s\n", (unsigned long long)(p->base + s->at), s->text);
    }
}

/* Blocks end where another begins, where code was not executed, and where a branch was. */
static void print_hot_blocks(const struct kernel_profile *p, u32 limit, const struct ours *o,
                             struct ir_text *t) {
    ARRAY(struct hot_block) blocks = {0};
    for (u32 n = 0; n < p->steps.count; n++) {
        const struct step *s = &p->steps.at[n];
        if (n == 0 || s->leader || s->count != s[-1].count || s->function != s[-1].function)
            array_push(&blocks, ((struct hot_block){.first = n}));
        struct hot_block *last = &blocks.at[blocks.count - 1];
        last->end = n + 1;
        last->weight += s->count;
    }
    if (blocks.count) qsort(blocks.at, blocks.count, sizeof *blocks.at, by_weight);
    for (u32 n = 0; n < blocks.count; n++) blocks.at[n].rank = n + 1;
    u32 shown = MIN(limit, blocks.count);
    if (shown) qsort(blocks.at, shown, sizeof *blocks.at, by_place);
    for (u32 n = 0; n < shown; n++) print_block(p, &blocks.at[n], o, t);
    array_free(&blocks);
}

/* ---- One kernel, or all ----------------------------------------------------------------- */

struct both { /* a kernel, run on both sides */
    struct ours ours;
    struct kernel_profile sides[SIDES];
    const char *wasm, *elf;
};

static bool run_both(struct bench *b, struct both *x, const struct kernel *k, const char *model,
                     const struct toolchain *t, u32 n, u32 rival, struct status *st) {
    u64 counted;
    *x = (struct both){.wasm = kernel_wasm(b, k), .elf = kernel_rival(b, k, t, rival)};
    bench_make(b);
    bool ok = bench_made(b, x->wasm, st) && bench_made(b, x->elf, st) &&
              ours_load(&x->ours, x->wasm, model, NULL, NULL, st) &&
              ours_profile(&x->ours, n, &x->sides[OURS], &counted, st) &&
              elf_profile(t, x->elf, n, &x->sides[GCC], st);
    if (ok) disassemble(&x->ours, &x->sides[OURS]);
    return ok;
}

static void free_both(struct both *x) {
    for (u32 side = 0; side < SIDES; side++) kernel_profile_free(&x->sides[side]);
    ours_free(&x->ours);
}

static void print_explanation(struct bench *b, const struct toolchain *t, struct both *x,
                              u32 blocks) {
    struct kernel_profile *ours = &x->sides[OURS], *gcc = &x->sides[GCC];
    struct classes c;
    struct ir_text ir = {.function = -1};
    struct arena *a = &b->arena;
    struct tally functions = {.arena = a}, kinds = {.arena = a}, mnemonics = {.arena = a};
    struct parts parts = {0};
    classes_init(&c, t);
    arena_init(&ir.arena);
    for (u32 side = 0; side < SIDES; side++) {
        count_functions(&functions, &x->sides[side], side);
        count_texts(&kinds, &mnemonics, t, &c, &x->sides[side], side, 1);
    }
    count_parts(&parts, &x->ours, &ir, &c, ours, 1);
    tally_print(&functions, "function", 16, gcc->total, by_size);
    tally_print(&kinds, "class", 16, gcc->total, by_size);
    tally_print(&mnemonics, "mnemonic (most different)", 20, gcc->total, by_difference);
    print_parts(&parts);
    printf("\n==== ours: the %u hottest blocks, in the order of code ====\n", blocks);
    print_hot_blocks(ours, blocks, &x->ours, &ir);
    printf("\n==== the other side's: the %u hottest blocks, in the order of code ====\n",
           blocks);
    print_hot_blocks(gcc, blocks, NULL, NULL);
    classes_free(&c);
    arena_free(&ir.arena);
}

static bool explain_one(struct bench *b, const struct kernel *k, const char *model,
                        const struct toolchain *t, u32 n, u32 blocks, u32 rival,
                        struct status *st) {
    struct both x;
    bool ok = run_both(b, &x, k, model, t, n, rival, st);
    if (ok) {
        printf("%s(%u) on %s: %llu instructions, %s: %llu, ratio %.3f%s\n", k->name, n, model,
               (unsigned long long)x.sides[OURS].total, rival_names[rival],
               (unsigned long long)x.sides[GCC].total,
               (double)x.sides[OURS].total / (double)x.sides[GCC].total,
               x.sides[OURS].result == x.sides[GCC].result ? "" : "; RESULTS DIFFER");
        printf("built: %s\n       %s\n", x.wasm, x.elf);
        print_explanation(b, t, &x, blocks);
    }
    free_both(&x);
    return ok;
}

/* All kernels with equal weight: the other side's instructions of each count as a million. */
static bool explain_all(struct bench *b, const char *model, const struct toolchain *t,
                        u32 rival, struct status *st) {
    const double weight = 1e6;
    struct classes c;
    struct tally kinds = {.arena = &b->arena}, mnemonics = {.arena = &b->arena};
    struct parts parts = {0};
    bool ok = true;
    classes_init(&c, t);
    for (u32 n = 0; n < kernel_count && ok; n++) {
        const struct kernel *k = &kernels[n];
        struct both x;
        struct ir_text ir = {.function = -1};
        arena_init(&ir.arena);
        ok = run_both(b, &x, k, model, t, b->quick ? k->quick : k->full, rival, st);
        double scale = ok ? weight / (double)x.sides[GCC].total : 0;
        for (u32 side = 0; side < SIDES; side++)
            count_texts(&kinds, &mnemonics, t, &c, &x.sides[side], side, scale);
        if (ok) count_parts(&parts, &x.ours, &ir, &c, &x.sides[OURS], scale);
        arena_free(&ir.arena);
        free_both(&x);
    }
    printf("All %u kernels on %s, each scaled to a million instructions of %s\n", kernel_count,
           model, rival_names[rival]);
    u64 total = (u64)(weight * kernel_count);
    tally_print(&kinds, "class", 16, total, by_size);
    tally_print(&mnemonics, "mnemonic (most different)", 40, total, by_difference);
    print_parts(&parts);
    classes_free(&c);
    return ok;
}

int explain(struct bench *b, const char *kernel, const char *isa, u32 n, u32 blocks,
            u32 rival) {
    bool all = strcmp(kernel, "all") == 0;
    const struct kernel *k = kernel_find(kernel);
    struct model model;
    struct status st = {0};
    if ((!k && !all) || !model_find(isa, &model, &st)) {
        bool kernel_known = k || all;
        fprintf(stderr, "bench: no %s is named %s\n", kernel_known ? "ISA" : "kernel",
                kernel_known ? isa : kernel);
        status_free(&st);
        return 2;
    }
    const struct toolchain *t = toolchain_find(model.isa->name);
    if (!t) {
        fprintf(stderr, "bench: no toolchain for %s\n", model.isa->name);
        return 2;
    }
    bool ok = all ? explain_all(b, isa, t, rival, &st)
                  : explain_one(b, k, isa, t,
                                n          ? n
                                : b->quick ? k->quick
                                           : k->full,
                                blocks, rival, &st);
    if (!ok) fprintf(stderr, "bench: %s\n", st.text);
    status_free(&st);
    return ok ? 0 : 1;
}
