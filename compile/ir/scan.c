/* compile/ir/scan.c: one look over a validated body before it is built.
 *
 * Finds the tree of blocks, loops and arms with their ends, and for each local the positions
 * where it is set, so that the builder can tell at once, without walking predecessors, which
 * definition reaches a place (see locals.c). Unreachable code is left out, by the same rule by
 * which the builder skips it: code is reachable from the start of a block that is, up to a
 * branch that always leaves, and again behind an END that something reaches. */
#include "compile/ir/work.h"

u32 leb_u32_long(const u8 **at) {
    u32 n = 0;
    for (u32 shift = 0;; shift += 7) {
        u8 byte = *(*at)++;
        n |= (u32)(byte & 0x7f) << shift;
        if (byte < 0x80) return n;
    }
}

i64 leb_signed(const u8 **at) {
    u64 n = 0;
    for (u32 shift = 0;;) {
        u8 byte = *(*at)++;
        n |= (u64)(byte & 0x7f) << shift;
        shift += 7;
        if (byte < 0x80) {
            if (shift < 64 && byte & 0x40) n |= ~0ull << shift;
            return (i64)n;
        }
    }
}

static void leb_skip(const u8 **at) {
    while (*(*at)++ >= 0x80) {}
}

enum type type_of_wasm(u8 value_type) {
    switch (value_type) {
    case WASM_TYPE_I64: return I64;
    case WASM_TYPE_F32: return F32;
    case WASM_TYPE_F64: return F64;
    default: return I32;
    }
}

void wasm_skip_immediate(const u8 **at, u32 op) {
    switch ((enum wasm_immediate)wasm_op_info[op].immediate) {
    case WASM_IMM_NONE: break;
    case WASM_IMM_BLOCK:
    case WASM_IMM_LABEL:
    case WASM_IMM_FUNCTION:
    case WASM_IMM_LOCAL:
    case WASM_IMM_GLOBAL:
    case WASM_IMM_TABLE:
    case WASM_IMM_I32:
    case WASM_IMM_I64:
    case WASM_IMM_DATA:
    case WASM_IMM_ELEMENT: leb_skip(at); break;
    case WASM_IMM_LABELS:
        for (u32 n = leb_u32(at) + 1; n; n--) leb_skip(at);
        break;
    case WASM_IMM_TYPES: {
        u32 n = leb_u32(at);
        *at += n;
        break;
    }
    case WASM_IMM_INDIRECT:
    case WASM_IMM_MEM_8:
    case WASM_IMM_MEM_16:
    case WASM_IMM_MEM_32:
    case WASM_IMM_MEM_64:
    case WASM_IMM_ELEMENT_TABLE:
    case WASM_IMM_TABLE_TABLE:
        leb_skip(at);
        leb_skip(at);
        break;
    case WASM_IMM_MEMORY:
    case WASM_IMM_REF_TYPE: *at += 1; break;
    case WASM_IMM_DATA_MEMORY:
        leb_skip(at);
        *at += 1;
        break;
    case WASM_IMM_MEMORY_MEMORY: *at += 2; break;
    case WASM_IMM_F32: *at += 4; break;
    case WASM_IMM_F64: *at += 8; break;
    }
}

static void scan_locals(const struct program *p, u32 function, struct arena *a,
                        struct scan *s) {
    const struct function_type *type = &p->types[p->functions[function].type];
    const u8 *at = s->code;
    u64 count = type->param_count;
    for (u32 groups = leb_u32(&at); groups; groups--) {
        count += leb_u32(&at);
        at++;
    }
    s->local_count = (u32)count;
    s->local_types = arena_alloc(a, count + 1);
    if (type->param_count) memcpy(s->local_types, type->params, type->param_count);
    at = s->code;
    u32 local = type->param_count;
    for (u32 groups = leb_u32(&at); groups; groups--) {
        u32 n = leb_u32(&at);
        bool is_ref = *at == WASM_TYPE_FUNCREF || *at == WASM_TYPE_EXTERNREF;
        memset(s->local_types + local, type_of_wasm(*at++) | (is_ref ? LOCAL_IS_REF : 0), n);
        local += n;
    }
    s->code = at;
}

struct open { /* a node whose end is not reached yet */
    u32 node;
    bool branched;   /* to its end */
    bool then_falls; /* ELSE: the arm before it reaches the end */
};
struct scanner {
    struct scan *s;
    struct arena *a;
    struct open *open;
    u32 depth, capacity;
    u32 (*sets)[2]; /* local, position */
    u32 set_count, set_capacity;
};

static void open_node(struct scanner *c, enum node_kind kind, u32 start) {
    struct scan *s = c->s;
    if (s->node_count == s->node_capacity)
        s->nodes =
            work_grown(c->a, s->nodes, s->node_count, &s->node_capacity, sizeof *s->nodes);
    if (c->depth == c->capacity)
        c->open = work_grown(c->a, c->open, c->depth, &c->capacity, sizeof *c->open);
    u32 n = s->node_count++;
    u32 parent = c->depth ? c->open[c->depth - 1].node : NO_NODE;
    u32 loop = kind == NODE_LOOP ? n : parent == NO_NODE ? NO_NODE : s->nodes[parent].loop;
    s->nodes[n] = (struct node){.kind = (u8)kind,
                                .start = start,
                                .parent = parent,
                                .loop = loop,
                                .other = NO_NODE,
                                .block = NO_BLOCK};
    c->open[c->depth++] = (struct open){.node = n};
}

static void branch(struct scanner *c, u32 label) {
    struct open *o = &c->open[c->depth - 1 - label];
    o->branched |= c->s->nodes[o->node].kind != NODE_LOOP;
}

/* Closes the innermost node at an END or ELSE; tells whether what follows is reachable. */
static bool close_node(struct scanner *c, u32 at, bool falls, bool is_else) {
    struct scan *s = c->s;
    struct open o = c->open[--c->depth];
    s->nodes[o.node].end = at;
    if (is_else) {
        open_node(c, NODE_ELSE, at);
        struct open *arm = &c->open[c->depth - 1];
        *arm = (struct open){arm->node, o.branched, falls};
        s->nodes[o.node].other = arm->node;
        s->nodes[arm->node].other = o.node;
        return true;
    }
    switch (s->nodes[o.node].kind) {
    case NODE_LOOP: return falls;
    case NODE_THEN: return true; /* without ELSE: the condition may be false */
    case NODE_ELSE: return falls || o.then_falls || o.branched;
    default: return falls || o.branched;
    }
}

static void add_set(struct scanner *c, u32 local, u32 at) {
    if (c->set_count == c->set_capacity)
        c->sets = work_grown(c->a, c->sets, c->set_count, &c->set_capacity, sizeof *c->sets);
    c->sets[c->set_count][0] = local;
    c->sets[c->set_count++][1] = at;
}

/* The list of sets, ordered by local. */
static void sort_sets(struct scanner *c) {
    struct scan *s = c->s;
    s->set_first = ARENA_ARRAY(c->a, u32, s->local_count + 2);
    s->set_at = arena_alloc(c->a, c->set_count * sizeof *s->set_at);
    u32 *next = s->set_first + 1; /* next[x] ends as set_first[x + 1] */
    for (u32 n = 0; n < c->set_count; n++) next[c->sets[n][0] + 1]++;
    for (u32 x = 1; x <= s->local_count; x++) next[x] += next[x - 1];
    for (u32 n = 0; n < c->set_count; n++) s->set_at[next[c->sets[n][0]]++] = c->sets[n][1];
}

void scan_body(const struct program *p, u32 function, struct arena *a, struct scan *s) {
    const struct program_function *pf = &p->functions[function];
    *s = (struct scan){.code = p->wasm + pf->body_offset,
                       .code_end = p->wasm + pf->body_offset + pf->body_size};
    scan_locals(p, function, a, s);
    struct scanner c = {.s = s, .a = a};
    c.set_capacity = (u32)(s->code_end - s->code) / 8;
    c.sets = arena_alloc(a, c.set_capacity * sizeof *c.sets);
    open_node(&c, NODE_BODY, 0);

    u32 dead_depth = 0; /* blocks opened inside unreachable code */
    bool alive = true;
    const u8 *at = s->code;
    while (c.depth) {
        u32 here = (u32)(at - p->wasm);
        u32 op = wasm_opcode(&at);
        if (!alive) {
            if (op == WASM_BLOCK || op == WASM_LOOP || op == WASM_IF) dead_depth++;
            if (op == WASM_END && dead_depth)
                dead_depth--;
            else if ((op == WASM_END || op == WASM_ELSE) && !dead_depth)
                alive = close_node(&c, here, false, op == WASM_ELSE);
            wasm_skip_immediate(&at, op);
            continue;
        }
        s->op_count++;
        switch (op) {
        case WASM_BLOCK:
        case WASM_LOOP:
        case WASM_IF:
            open_node(&c,
                      op == WASM_BLOCK  ? NODE_BLOCK
                      : op == WASM_LOOP ? NODE_LOOP
                                        : NODE_THEN,
                      here);
            leb_skip(&at);
            break;
        case WASM_ELSE:
        case WASM_END: alive = close_node(&c, here, true, op == WASM_ELSE); break;
        case WASM_BR_IF: branch(&c, leb_u32(&at)); break;
        case WASM_BR:
            branch(&c, leb_u32(&at));
            alive = false;
            break;
        case WASM_BR_TABLE:
            for (u32 n = leb_u32(&at) + 1; n; n--) branch(&c, leb_u32(&at));
            alive = false;
            break;
        case WASM_RETURN:
        case WASM_UNREACHABLE: alive = false; break;
        case WASM_LOCAL_GET:
        case WASM_I32_CONST: leb_skip(&at); break; /* the most frequent ones */
        case WASM_LOCAL_SET:
        case WASM_LOCAL_TEE: add_set(&c, leb_u32(&at), here); break;
        default: wasm_skip_immediate(&at, op);
        }
    }
    sort_sets(&c);
}
