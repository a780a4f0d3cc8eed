/* tests/compile/random_function.c: see the header.
 *
 * Code is made statement by statement, blocks in their final order: what is in scope is a stack
 * of values that is cut back where a path ends. Edges lead to labels, which become blocks
 * later. */
#include "tests/compile/random_function.h"

#include <stdlib.h>

enum { FUNCTIONS_IMPORTED = 4, FUNCTIONS = 12, GLOBALS = 4, PARAMS_MAX = 14, JOIN_MAX = 5 };

struct label {
    u8 types[PARAMS_MAX]; /* of the block's parameters */
    u32 count;
    u32 block; /* NO_BLOCK until it is placed */
    u32 first; /* its first parameter, once it is placed */
};
struct loop {
    u32 exit;       /* label */
    u32 exit_scope; /* how much of the scope is there at each exit */
};
struct maker {
    u64 random;
    const struct random_shape *shape;
    const struct program *p;
    u32 left;         /* operations to be made */
    ARRAY(u32) scope; /* values */
    ARRAY(struct label) labels;
    ARRAY(u32) exits; /* labels of blocks that leave the function, placed at its end */
    ARRAY(struct value) values;
    ARRAY(struct ins) ins;
    ARRAY(struct block) blocks;
    ARRAY(struct edge) edges; /* `to` is a label */
    ARRAY(u32) edge_from;
    ARRAY(u32) lists;
    ARRAY(u32) loop_end; /* per block; 0: no header */
};

/* ---- Chance ----------------------------------------------------------------------------- */

static u32 below(struct maker *m, u32 n) {
    return (u32)(random_next(&m->random) >> 11) % n;
}

static bool percent(struct maker *m, u32 n) {
    return below(m, 100) < n;
}

static enum type any_type(struct maker *m) {
    bool wide = percent(m, 45);
    if (percent(m, m->shape->floats)) return wide ? F64 : F32;
    return wide ? I64 : I32;
}

static enum type int_type(struct maker *m) {
    return percent(m, 40) ? I64 : I32;
}

static enum type float_type(struct maker *m) {
    return percent(m, 60) ? F64 : F32;
}

/* ---- Values ----------------------------------------------------------------------------- */

static u32 new_value(struct maker *m, enum value_kind kind, enum type t, u32 def) {
    array_push(&m->values, ((struct value){.kind = (u8)kind, .type = (u8)t, .def = def}));
    array_push(&m->scope, m->values.count - 1);
    return m->values.count - 1;
}

static u64 any_bits(struct maker *m, enum type t) {
    static const u64 favourites[] = {
        0,     1,          2,     3,          4,          8,          31,    255,
        65535, 1ull << 31, 0xfff, 0x7fffffff, 0xffffffff, 1ull << 63, ~0ull, 4096};
    u64 bits =
        percent(m, 70) ? favourites[below(m, COUNT_OF(favourites))] : random_next(&m->random);
    return type_bytes(t) == 4 ? (u32)bits : bits;
}

/* At least one of each type, so that an operand can always be found. */
static void make_constants(struct maker *m) {
    u32 count = 4 + below(m, 20);
    for (u32 k = 0; k < count; k++) {
        enum type t = k < 4 ? I32 + k : any_type(m);
        u32 v = new_value(m, VALUE_CONST, t, 0);
        m->values.at[v].bits = any_bits(m, t);
        if (k < 4) m->values.at[v].bits = 5; /* decides nothing */
    }
}

static u32 pick(struct maker *m, enum type t) {
    for (u32 tries = 0; tries < 12; tries++) {
        u32 n = m->scope.count, near = MIN(n, 8);
        u32 v = m->scope.at[percent(m, m->shape->old) ? below(m, n) : n - 1 - below(m, near)];
        if (m->values.at[v].type == t) return v;
    }
    for (u32 k = m->scope.count; k-- > 0;)
        if (m->values.at[m->scope.at[k]].type == t) return m->scope.at[k];
    abort(); /* there are constants of all types */
}

static u32 pick_list(struct maker *m, const u8 *types, u32 n) {
    u32 chosen[64];
    for (u32 k = 0; k < n; k++) chosen[k] = pick(m, types[k]);
    u32 first = m->lists.count;
    for (u32 k = 0; k < n; k++) array_push(&m->lists, chosen[k]);
    return first;
}

/* ---- Operations ------------------------------------------------------------------------- */

static struct ins *add(struct maker *m, enum op op, enum type t, enum type t2) {
    struct ins i = {.op = (u16)op, .type = (u8)t, .type2 = (u8)t2, .result = NO_VALUE};
    for (u32 k = 0; k < 4; k++) i.arg[k] = NO_VALUE;
    array_push(&m->ins, i);
    if (m->left) m->left--;
    return &m->ins.at[m->ins.count - 1];
}

static void add_results(struct maker *m, const u8 *types, u32 n) {
    struct ins *i = &m->ins.at[m->ins.count - 1];
    i->result_count = (u8)n;
    i->type = n ? types[0] : (u8)TYPE_NONE;
    for (u32 k = 0; k < n; k++) {
        u32 v = new_value(m, VALUE_RESULT, types[k], m->ins.count - 1);
        if (k == 0) i->result = v;
    }
}

static void add_result(struct maker *m) {
    struct ins *i = &m->ins.at[m->ins.count - 1];
    add_results(m, &i->type, 1);
}

/* Constants that decide the result alone: passes before leave no such operation, and an ISA may
 * then not read the other operand at all, though the IR says that it is live. */
static bool decides(const struct maker *m, u32 op, u32 v) {
    const struct value *value = &m->values.at[v];
    u64 ones = type_bytes(value->type) == 4 ? 0xffffffffu : ~0ull;
    if (value->kind != VALUE_CONST) return false;
    if (op == OP_OR) return value->bits == ones;
    bool by_zero = op == OP_AND || op == OP_MUL || (op >= OP_DIV_S && op <= OP_REM_U);
    return by_zero && value->bits == 0;
}

static u32 pick_for(struct maker *m, u32 op, enum type t) {
    u32 v = pick(m, t);
    return decides(m, op, v) ? (u32)t - I32 : v; /* the constant 5 */
}

static void make_integer(struct maker *m) {
    enum type t = int_type(m);
    u32 op = OP_ADD + below(m, OP_EXTEND_32S - OP_ADD + 1);
    if (op == OP_EXTEND_32S) t = I64;
    struct ins *i = add(m, op, t, t);
    for (int k = 0; k < op_info[op].arg_count; k++) i->arg[k] = pick_for(m, op, t);
    if (op == OP_ADD_SHL) i->shift = (u8)(1 + below(m, 3));
    add_result(m);
}

static void make_float(struct maker *m) {
    enum type t = float_type(m);
    u32 op = OP_FADD + below(m, OP_FCANON - OP_FADD + 1);
    struct ins *i = add(m, op, t, t);
    for (int k = 0; k < op_info[op].arg_count; k++) i->arg[k] = pick(m, t);
    add_result(m);
}

static u8 any_cc(struct maker *m, enum type t) {
    return (u8)(type_is_float(t) ? CC_FEQ + below(m, CC_COUNT - CC_FEQ) : below(m, CC_FEQ));
}

/* Operands of a comparison; not two constants, which passes before would have compared. */
static bool pick_two(struct maker *m, enum type t, u32 *x, u32 *y) {
    for (u32 tries = 0; tries < 4; tries++) {
        *x = pick(m, t);
        *y = pick(m, t);
        if (m->values.at[*x].kind != VALUE_CONST || m->values.at[*y].kind != VALUE_CONST)
            return true;
    }
    return false;
}

static void make_compare(struct maker *m) {
    enum type t2 = any_type(m);
    u32 x, y;
    if (!pick_two(m, t2, &x, &y)) return;
    struct ins *i = add(m, OP_COMPARE, I32, t2);
    i->cc = any_cc(m, t2);
    i->arg[0] = x;
    i->arg[1] = y;
    add_result(m);
}

static void make_select(struct maker *m) {
    enum type t = any_type(m), t2 = any_type(m);
    u32 x, y, yes = pick(m, t), no = pick(m, t);
    if (yes == no || !pick_two(m, t2, &x, &y)) return;
    struct ins *i = add(m, OP_SELECT, t, t2);
    i->cc = any_cc(m, t2);
    i->arg[0] = x;
    i->arg[1] = y;
    i->arg[2] = yes;
    i->arg[3] = no;
    add_result(m);
}

static void make_conversion(struct maker *m) {
    enum type f = float_type(m), n = int_type(m);
    enum type same_size = type_bytes(n) == 4 ? F32 : F64;
    const struct {
        enum op op;
        enum type to, from;
    } rows[] = {{OP_WRAP, I32, I64},
                {OP_EXTEND_S, I64, I32},
                {OP_EXTEND_U, I64, I32},
                {OP_TRUNC_S, n, f},
                {OP_TRUNC_U, n, f},
                {OP_TRUNC_SAT_S, n, f},
                {OP_TRUNC_SAT_U, n, f},
                {OP_CONVERT_S, f, n},
                {OP_CONVERT_U, f, n},
                {OP_DEMOTE, F32, F64},
                {OP_PROMOTE, F64, F32},
                {OP_REINTERPRET, n, same_size},
                {OP_REINTERPRET, same_size, n}};
    u32 row = below(m, COUNT_OF(rows));
    struct ins *i = add(m, rows[row].op, rows[row].to, rows[row].from);
    i->arg[0] = pick(m, rows[row].from);
    if (i->op == OP_EXTEND_U && percent(m, 30)) i->flags = INS_NONNEG;
    add_result(m);
}

static u8 any_mem(struct maker *m, enum type t, bool store) {
    if (t == F32) return MEM_F32;
    if (t == F64) return MEM_F64;
    if (percent(m, 40)) return t == I32 ? MEM_32 : MEM_64;
    static const u8 loads[] = {MEM_8S, MEM_8U, MEM_16S, MEM_16U, MEM_32S, MEM_32U};
    static const u8 stores[] = {MEM_8U, MEM_16U, MEM_32U};
    u32 narrow = t == I64; /* 32 bits of 64 */
    return store ? stores[below(m, 2 + narrow)] : loads[below(m, 4 + 2 * narrow)];
}

static void make_access(struct maker *m, bool store) {
    enum type t = any_type(m);
    struct ins *i = add(m, store ? OP_STORE : OP_LOAD, t, I32);
    i->cc = any_mem(m, t, store);
    i->arg[0] = pick(m, I32);
    if (percent(m, 40)) {
        i->arg[1] = pick(m, I32);
        i->shift = (u8)below(m, 4);
        if (percent(m, 30)) i->flags |= INS_NOWRAP;
    }
    if (percent(m, 30)) i->flags |= INS_NONNEG;
    i->imm = percent(m, 60) ? below(m, 64) : (u32)any_bits(m, I32);
    if (store) i->arg[2] = pick(m, t);
    if (!store) add_result(m);
}

static void make_global(struct maker *m) {
    u32 global = below(m, GLOBALS);
    enum type t = m->p->globals[global].type;
    bool set = percent(m, 50);
    struct ins *i = add(m, set ? OP_GLOBAL_SET : OP_GLOBAL_GET, t, t);
    i->imm = global;
    if (set) i->arg[0] = pick(m, t);
    if (!set) add_result(m);
}

static void make_list(struct maker *m, enum op op, u64 imm, const u8 *types, u32 n,
                      const u8 *results, u32 result_count) {
    u32 first = pick_list(m, types, n);
    struct ins *i = add(m, op, TYPE_NONE, TYPE_NONE);
    i->imm = imm;
    i->list_first = first;
    i->list_count = n;
    if (result_count) add_results(m, results, result_count);
}

static void make_call(struct maker *m) {
    u32 function = below(m, FUNCTIONS);
    const struct function_type *t = &m->p->types[m->p->functions[function].type];
    if (function < FUNCTIONS_IMPORTED) {
        make_list(m, OP_HOST, HOST_IMPORT | (u64)function << 32, t->params, t->param_count,
                  t->results, t->result_count);
    } else if (percent(m, 70)) {
        make_list(m, OP_CALL, function, t->params, t->param_count, t->results, t->result_count);
    } else {
        u8 types[PARAMS_MAX + 1];
        memcpy(types, t->params, t->param_count);
        types[t->param_count] = I32;
        make_list(m, OP_CALL_INDIRECT, m->p->functions[function].type, types,
                  t->param_count + 1, t->results, t->result_count);
    }
}

static void make_service(struct maker *m) {
    static const u8 types[3] = {I32, I32, I32};
    if (percent(m, 50))
        make_list(m, OP_HOST, HOST_MEMORY_GROW, types, 1, types, 1);
    else
        make_list(m, OP_HOST, HOST_MEMORY_COPY, types, 3, NULL, 0);
}

static void make_operation(struct maker *m) {
    u32 kind = below(m, 100);
    if (kind < 34)
        make_integer(m);
    else if (kind < 34 + m->shape->floats / 4)
        make_float(m);
    else if (kind < 62)
        percent(m, 50) ? make_select(m) : make_compare(m);
    else if (kind < 72)
        make_conversion(m);
    else if (kind < 86)
        make_access(m, percent(m, 50));
    else if (kind < 91)
        make_global(m);
    else if (kind < 92)
        add(m, OP_MEMORY_SIZE, I32, TYPE_NONE), add_result(m);
    else if (kind < 98)
        make_call(m);
    else
        make_service(m);
}

/* ---- Blocks ----------------------------------------------------------------------------- */

static u32 new_label(struct maker *m, u32 params_max) {
    struct label l = {.count = below(m, params_max + 1), .block = NO_BLOCK};
    for (u32 k = 0; k < l.count; k++) l.types[k] = (u8)any_type(m);
    array_push(&m->labels, l);
    return m->labels.count - 1;
}

static void open_block(struct maker *m, u32 label) {
    struct label *l = &m->labels.at[label];
    l->block = m->blocks.count;
    l->first = m->values.count;
    struct block b = {.ins_first = m->ins.count,
                      .param_first = l->count ? l->first : 0,
                      .param_count = l->count};
    array_push(&m->blocks, b);
    array_push(&m->loop_end, 0);
    for (u32 k = 0; k < l->count; k++) new_value(m, VALUE_PARAM, l->types[k], l->block);
}

static void close_block(struct maker *m) {
    m->blocks.at[m->blocks.count - 1].ins_end = m->ins.count;
}

/* An edge from the block at hand. Back edges like to pass their block's own parameters round.
 */
static void add_edge(struct maker *m, u32 label) {
    struct label l = m->labels.at[label];
    u32 args[PARAMS_MAX];
    for (u32 k = 0; k < l.count; k++) {
        args[k] = pick(m, l.types[k]);
        u32 other = below(m, l.count);
        if (l.block != NO_BLOCK && percent(m, 60) && l.types[other] == l.types[k])
            args[k] = l.first + other;
    }
    array_push(&m->edges, ((struct edge){label, m->lists.count, l.count}));
    array_push(&m->edge_from, m->blocks.count - 1);
    for (u32 k = 0; k < l.count; k++) array_push(&m->lists, args[k]);
    m->ins.at[m->ins.count - 1].edge_count++;
}

static struct ins *add_end(struct maker *m, enum op op, enum type t2) {
    struct ins *i = add(m, op, TYPE_NONE, t2);
    i->edge_first = m->edges.count;
    return i;
}

static void jump(struct maker *m, u32 label) {
    add_end(m, OP_JUMP, TYPE_NONE);
    add_edge(m, label);
    close_block(m);
}

static void branch(struct maker *m, u32 yes, u32 no) {
    enum type t = any_type(m);
    u32 x = pick(m, t), y = pick(m, t);
    struct ins *i = add_end(m, OP_BRANCH, t);
    i->cc = any_cc(m, t);
    i->arg[0] = x;
    i->arg[1] = y;
    bool swap = percent(m, 50);
    add_edge(m, swap ? no : yes);
    add_edge(m, swap ? yes : no);
    close_block(m);
}

/* ---- Statements ------------------------------------------------------------------------- */

static void make_statements(struct maker *m, u32 depth, struct loop *around);

/* A path that starts at a label and ends at another; what it defines is lost behind it. */
static void make_path(struct maker *m, u32 depth, u32 from, u32 to) {
    u32 scope = m->scope.count;
    open_block(m, from);
    make_statements(m, depth + 1, NULL);
    jump(m, to);
    m->scope.count = scope;
}

static void make_if(struct maker *m, u32 depth) {
    u32 yes = new_label(m, 2), join = new_label(m, JOIN_MAX);
    if (percent(m, 40)) {
        branch(m, yes, join);
        make_path(m, depth, yes, join);
    } else {
        u32 no = new_label(m, 2);
        branch(m, yes, no);
        make_path(m, depth, yes, join);
        make_path(m, depth, no, join);
    }
    open_block(m, join);
}

static void make_switch(struct maker *m, u32 depth) {
    u32 join = new_label(m, JOIN_MAX), cases[8], count = 1 + below(m, COUNT_OF(cases));
    u32 v = pick(m, I32);
    for (u32 k = 0; k < count; k++) cases[k] = percent(m, 40) ? join : new_label(m, 2);
    add_end(m, OP_SWITCH, I32)->arg[0] = v;
    for (u32 k = 0; k < count; k++) add_edge(m, cases[k]);
    add_edge(m, join);
    close_block(m);
    for (u32 k = 0; k < count; k++)
        if (cases[k] != join) make_path(m, depth, cases[k], join);
    open_block(m, join);
}

static void make_loop(struct maker *m, u32 depth) {
    u32 header = new_label(m, JOIN_MAX);
    struct loop loop = {new_label(m, JOIN_MAX), NO_VALUE};
    jump(m, header);
    open_block(m, header);
    u32 first = m->blocks.count - 1;
    make_statements(m, depth + 1, &loop);
    branch(m, header, loop.exit);
    m->loop_end.at[first] = m->blocks.count;
    m->scope.count = MIN(m->scope.count, loop.exit_scope);
    open_block(m, loop.exit);
}

/* Leaves the function, or the loop that the statement is directly in. */
static void make_exit(struct maker *m, struct loop *around) {
    u32 on = new_label(m, 1), out;
    if (around && percent(m, 70)) {
        out = around->exit;
        around->exit_scope = MIN(around->exit_scope, m->scope.count);
    } else if (m->exits.count && percent(m, 50)) {
        out = m->exits.at[below(m, m->exits.count)];
    } else {
        out = new_label(m, JOIN_MAX);
        array_push(&m->exits, out);
    }
    branch(m, on, out);
    open_block(m, on);
}

static void make_statements(struct maker *m, u32 depth, struct loop *around) {
    u32 count = 1 + below(m, depth ? 12 : 40);
    for (u32 n = 0; (depth == 0 || n < count) && m->left; n++) {
        u32 kind = below(m, 100);
        if (kind < 85 || depth > 5)
            make_operation(m);
        else if (kind < 90)
            make_if(m, depth);
        else if (kind < 95)
            make_loop(m, depth);
        else if (kind < 97)
            make_switch(m, depth);
        else
            make_exit(m, around);
    }
}

static void make_end(struct maker *m, const struct function_type *t) {
    if (percent(m, 90)) {
        make_list(m, OP_RETURN, 0, t->results, t->result_count, NULL, 0);
    } else {
        add(m, OP_UNREACHABLE, TYPE_NONE, TYPE_NONE);
    }
    close_block(m);
}

/* ---- The rest of the form --------------------------------------------------------------- */

static void find_preds(struct ir_function *f, struct arena *a) {
    f->preds = ARENA_ARRAY(a, u32, f->edge_count + 1);
    f->pred_count = f->edge_count;
    for (u32 b = 0, at = 0; b < f->block_count; b++) {
        f->blocks[b].pred_first = at;
        for (u32 e = 0; e < f->edge_count; e++)
            if (f->edges[e].to == b) f->preds[at++] = e;
        f->blocks[b].pred_count = at - f->blocks[b].pred_first;
    }
}

static void find_dominators(struct ir_function *f) {
    f->blocks[0].idom = NO_BLOCK;
    for (u32 b = 1; b < f->block_count; b++) {
        u32 idom = NO_BLOCK;
        for (u32 k = 0; k < f->blocks[b].pred_count; k++) {
            u32 from = f->edge_from[f->preds[f->blocks[b].pred_first + k]];
            if (from >= b) continue; /* a back edge */
            if (idom == NO_BLOCK) idom = from;
            while (from != idom) {
                if (from > idom)
                    from = f->blocks[from].idom;
                else
                    idom = f->blocks[idom].idom;
            }
        }
        f->blocks[b].idom = idom;
    }
}

static void find_loops(struct ir_function *f) {
    for (u32 b = 0; b < f->block_count; b++) {
        f->blocks[b].loop_header = NO_BLOCK;
        for (u32 h = 0; h <= b; h++) {
            if (f->loop_end[h] <= b) continue;
            f->blocks[b].loop_header = h;
            f->blocks[b].loop_depth++;
        }
    }
}

#define KEEP(array) keep(a, (array).at, sizeof *(array).at *(array).count)
static void *keep(struct arena *a, const void *from, size_t size) {
    void *to = arena_zalloc(a, size + 8);
    if (size) memcpy(to, from, size);
    return to;
}

static struct ir_function *finish(struct maker *m, const struct function_type *t,
                                  struct arena *a) {
    struct ir_function *f = ARENA_NEW(a, struct ir_function);
    f->index = FUNCTIONS - 1;
    f->type_index = m->p->functions[f->index].type;
    f->param_types = t->params;
    f->result_types = t->results;
    f->param_count = t->param_count;
    f->result_count = t->result_count;
    f->values = KEEP(m->values);
    f->value_count = m->values.count;
    f->ins = KEEP(m->ins);
    f->ins_count = m->ins.count;
    f->blocks = KEEP(m->blocks);
    f->block_count = m->blocks.count;
    f->edges = KEEP(m->edges);
    f->edge_count = m->edges.count;
    f->edge_from = KEEP(m->edge_from);
    f->lists = KEEP(m->lists);
    f->list_count = m->lists.count;
    f->loop_end = KEEP(m->loop_end);
    f->source = ARENA_ARRAY(a, u32, f->ins_count);
    for (u32 e = 0; e < f->edge_count; e++) f->edges[e].to = m->labels.at[f->edges[e].to].block;
    find_preds(f, a);
    find_dominators(f);
    find_loops(f);
    return f;
}

struct ir_function *random_function(const struct program *p, const struct random_shape *shape,
                                    struct arena *a) {
    struct maker m = {.random = shape->seed, .shape = shape, .p = p, .left = shape->operations};
    const struct function_type *t = &p->types[p->functions[FUNCTIONS - 1].type];
    make_constants(&m);
    struct label entry = {.count = t->param_count, .block = NO_BLOCK};
    memcpy(entry.types, t->params, t->param_count);
    array_push(&m.labels, entry);
    open_block(&m, 0);
    u32 everywhere = m.scope.count;
    make_statements(&m, 0, NULL);
    make_end(&m, t);
    for (u32 k = 0; k < m.exits.count; k++) {
        m.scope.count = everywhere;
        open_block(&m, m.exits.at[k]);
        for (u32 n = below(&m, 4); n > 0; n--) make_operation(&m);
        make_end(&m, t);
    }
    struct ir_function *f = finish(&m, t, a);
    array_free(&m.scope);
    array_free(&m.labels);
    array_free(&m.exits);
    array_free(&m.values);
    array_free(&m.ins);
    array_free(&m.blocks);
    array_free(&m.edges);
    array_free(&m.edge_from);
    array_free(&m.lists);
    array_free(&m.loop_end);
    return f;
}

/* ---- The program ------------------------------------------------------------------------ */

struct program *random_program(u64 seed, struct arena *a) {
    struct random_shape shape = {.floats = 35};
    struct maker m = {.random = seed, .shape = &shape};
    struct program *p = ARENA_NEW(a, struct program);
    p->type_count = p->function_count = FUNCTIONS;
    p->imported_function_count = FUNCTIONS_IMPORTED;
    p->global_count = GLOBALS;
    p->table_count = 1;
    p->has_memory = true;
    p->types = ARENA_ARRAY(a, struct function_type, FUNCTIONS);
    p->functions = ARENA_ARRAY(a, struct program_function, FUNCTIONS);
    p->globals = ARENA_ARRAY(a, struct global, GLOBALS);
    p->tables = ARENA_ARRAY(a, struct table, 1);
    for (u32 k = 0; k < GLOBALS; k++) p->globals[k].type = (u8)(I32 + k);
    for (u32 k = 0; k < FUNCTIONS; k++) {
        u8 *types = ARENA_ARRAY(a, u8, PARAMS_MAX + 8);
        struct function_type *t = &p->types[k];
        t->canonical = k;
        t->params = types;
        t->param_count = below(&m, percent(&m, 50) ? 4 : PARAMS_MAX + 1);
        t->results = types + t->param_count;
        t->result_count = percent(&m, 70) ? below(&m, 2) : below(&m, 7);
        for (u32 n = 0; n < t->param_count + t->result_count; n++) types[n] = (u8)any_type(&m);
        p->functions[k] = (struct program_function){
            .name = "f", .type = k, .imported = k < FUNCTIONS_IMPORTED};
    }
    return p;
}
