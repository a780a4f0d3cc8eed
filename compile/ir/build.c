/* compile/ir/build.c: a validated body becomes SSA form.
 *
 * One walk over the code with a stack of values. Every construct that is branched to gets a
 * block; its wasm parameters or results become block parameters, locals get theirs in locals.c.
 * Unreachable code is jumped over (scan knows where it ends). No recursion: nesting is a stack.
 */
#include "compile/ir/build.h"

#include <assert.h>

static u32 new_block(struct build *b) {
    u32 block = work_block(b->w);
    if (block == b->info_capacity)
        b->info = work_grown(b->w->arena, b->info, block, &b->info_capacity, sizeof *b->info);
    b->info[block] = (struct block_info){.last_edge = NO_VALUE};
    return block;
}

static void begin_block(struct build *b, u32 block) {
    struct work *w = b->w;
    if (w->order_count == b->order_capacity)
        w->order = work_grown(w->arena, w->order, w->order_count, &b->order_capacity,
                              sizeof *w->order);
    w->order[w->order_count++] = block;
    w->f->blocks[block].ins_first = w->f->ins_count;
    b->block = block;
}

static struct ins *terminate(struct build *b, enum op op) {
    struct ins *i = emit(b, op, TYPE_NONE, TYPE_NONE);
    i->edge_first = b->w->f->edge_count;
    b->w->f->blocks[b->block].ins_end = b->w->f->ins_count;
    return i;
}

/* An edge of the block's terminator i with the n topmost values as arguments. */
static void add_edge(struct build *b, struct ins *i, u32 to, u32 n) {
    struct work *w = b->w;
    u32 e = work_edge(w, b->block, to);
    if (e == b->edge_place_capacity)
        b->edge_place = work_grown(w->arena, b->edge_place, e, &b->edge_place_capacity,
                                   sizeof *b->edge_place);
    b->edge_place[e] = (struct place){b->here, b->node};
    struct edge *edge = &w->f->edges[e];
    edge->arg_first = work_list(w, n);
    edge->arg_count = n;
    if (n) memcpy(w->f->lists + edge->arg_first, b->stack + b->height - n, n * sizeof(u32));
    b->info[to].pred_count++;
    b->info[to].last_edge = e;
    i->edge_count++;
}

static void jump_to(struct build *b, u32 to, u32 n) {
    add_edge(b, terminate(b, OP_JUMP), to, n);
}

/* Parameters of the given types for a block, pushed. */
static void push_params(struct build *b, u32 block, const u8 *types, u32 n) {
    struct block_info *info = &b->info[block];
    info->params = b->fixed_count;
    info->param_count = n;
    for (u32 k = 0; k < n; k++) {
        if (b->fixed_count == b->fixed_capacity)
            b->fixed_params = work_grown(b->w->arena, b->fixed_params, b->fixed_count,
                                         &b->fixed_capacity, sizeof *b->fixed_params);
        u32 v = work_value(b->w, VALUE_PARAM, types[k], block);
        b->fixed_params[b->fixed_count++] = v;
        push(b, v);
    }
}

static void push_control(struct build *b, struct control c) {
    if (b->depth == b->control_capacity)
        b->control = work_grown(b->w->arena, b->control, b->depth, &b->control_capacity,
                                sizeof *b->control);
    b->control[b->depth++] = c;
}

/* What comes next can't be reached up to the END or ELSE of the innermost construct. */
static void leave(struct build *b) {
    b->block = NO_BLOCK;
    b->at = b->p->wasm + b->s.nodes[b->node].end;
}

static void read_block_type(struct build *b, struct control *c) {
    static const u8 single[] = {TYPE_NONE, I32, I64, F32, F64};
    i64 n = leb_signed(&b->at);
    if (n >= 0) {
        const struct function_type *type = &b->p->types[n];
        c->params = type->params;
        c->param_count = type->param_count;
        c->results = type->results;
        c->result_count = type->result_count;
    } else if ((u8)(n & 0x7f) != WASM_TYPE_EMPTY) {
        c->results = single + type_of_wasm(n & 0x7f);
        c->result_count = 1;
    }
}

/* BLOCK, LOOP, IF. */
static void open_construct(struct build *b, u32 op) {
    struct control c = {.else_block = NO_BLOCK};
    read_block_type(b, &c);
    u32 condition = op == WASM_IF ? pop(b) : NO_VALUE;
    c.node = b->next_node++;
    c.block = new_block(b);
    c.height = b->height - c.param_count;
    struct node *node = &b->s.nodes[c.node];
    node->block = c.block;
    if (op == WASM_IF) {
        u32 then_block = new_block(b);
        struct ins *i = terminate(b, OP_BRANCH);
        i->type2 = I32;
        i->cc = CC_NE;
        i->arg[0] = condition;
        u32 ii = (u32)(i - b->w->f->ins);
        add_edge(b, i, then_block, 0);
        if (node->other != NO_NODE) {
            c.else_block = new_block(b);
            add_edge(b, i, c.else_block, 0);
            c.saved = b->saved_count;
            while (b->saved_count + c.param_count > b->saved_capacity)
                b->saved = work_grown(b->w->arena, b->saved, b->saved_count, &b->saved_capacity,
                                      sizeof *b->saved);
            for (u32 k = 0; k < c.param_count; k++)
                b->saved[b->saved_count++] = b->stack[c.height + k];
        } else {
            add_edge(b, i, c.block, c.param_count);
        }
        u32 zero = work_const(b->w, I32, 0);
        b->w->f->ins[ii].arg[1] = zero;
        begin_block(b, then_block);
    } else if (op == WASM_LOOP) {
        jump_to(b, c.block, c.param_count);
        b->height = c.height;
        push_params(b, c.block, c.params, c.param_count);
        begin_block(b, c.block);
        b->stamp++;
    }
    b->node = c.node;
    push_control(b, c);
}

static void do_else(struct build *b) {
    struct control *c = &b->control[b->depth - 1];
    if (b->block != NO_BLOCK) jump_to(b, c->block, c->result_count);
    c->node = b->node = b->s.nodes[c->node].other;
    assert(b->node == b->next_node);
    b->next_node++;
    b->s.nodes[b->node].block = c->block;
    b->height = c->height;
    for (u32 k = 0; k < c->param_count; k++) push(b, b->saved[c->saved + k]);
    b->saved_count = c->saved;
    begin_block(b, c->else_block);
    b->stamp++;
}

static void do_end(struct build *b) {
    struct control c = b->control[--b->depth];
    bool is_join = b->s.nodes[c.node].kind != NODE_LOOP && b->info[c.block].pred_count;
    if (is_join) {
        if (b->block != NO_BLOCK) jump_to(b, c.block, c.result_count);
        b->height = c.height;
        push_params(b, c.block, c.results, c.result_count);
        begin_block(b, c.block);
        b->stamp++;
    }
    b->node = b->s.nodes[c.node].parent;
    if (!b->depth) return;
    if (b->block == NO_BLOCK) {
        b->height = c.height;
        leave(b);
    }
}

/* Values that a branch to the label takes along. */
static u32 label_arity(const struct build *b, const struct control *c) {
    return b->s.nodes[c->node].kind == NODE_LOOP ? c->param_count : c->result_count;
}

static const struct control *label(const struct build *b, u32 n) {
    return &b->control[b->depth - 1 - n];
}

static void do_return(struct build *b) {
    u32 n = b->w->f->result_count;
    struct ins *i = terminate(b, OP_RETURN);
    i->list_first = work_list(b->w, n);
    i->list_count = n;
    if (n) memcpy(b->w->f->lists + i->list_first, b->stack + b->height - n, n * sizeof(u32));
}

static void do_br_if(struct build *b) {
    const struct control *c = label(b, leb_u32(&b->at));
    u32 condition = pop(b), zero = work_const(b->w, I32, 0), next = new_block(b);
    struct ins *i = terminate(b, OP_BRANCH);
    i->type2 = I32;
    i->cc = CC_NE;
    i->arg[0] = condition;
    i->arg[1] = zero;
    add_edge(b, i, c->block, label_arity(b, c));
    add_edge(b, i, next, 0);
    begin_block(b, next);
}

static void do_br_table(struct build *b) {
    u32 count = leb_u32(&b->at), selector = pop(b);
    struct ins *i = terminate(b, count ? OP_SWITCH : OP_JUMP);
    if (count) {
        i->type2 = I32;
        i->arg[0] = selector;
    }
    for (u32 n = 0; n <= count; n++) {
        const struct control *c = label(b, leb_u32(&b->at));
        add_edge(b, i, c->block, label_arity(b, c));
    }
    leave(b);
}

static void build_op(struct build *b, u32 op) {
    switch (op) {
    case WASM_BLOCK:
    case WASM_LOOP:
    case WASM_IF: open_construct(b, op); break;
    case WASM_ELSE: do_else(b); break;
    case WASM_END: do_end(b); break;
    case WASM_BR: {
        const struct control *c = label(b, leb_u32(&b->at));
        jump_to(b, c->block, label_arity(b, c));
        leave(b);
        break;
    }
    case WASM_BR_IF: do_br_if(b); break;
    case WASM_BR_TABLE: do_br_table(b); break;
    case WASM_RETURN:
        do_return(b);
        leave(b);
        break;
    case WASM_UNREACHABLE:
        terminate(b, OP_UNREACHABLE);
        leave(b);
        break;
    case WASM_NOP: break;
    case WASM_LOCAL_GET: push(b, local_get(b, leb_u32(&b->at))); break;
    case WASM_LOCAL_SET: local_set(b, leb_u32(&b->at), pop(b)); break;
    case WASM_LOCAL_TEE: local_set(b, leb_u32(&b->at), b->stack[b->height - 1]); break;
    default: translate(b, op);
    }
}

void build_raw(struct work *w, u32 function) {
    const struct program *p = w->program;
    const struct function_type *type = &p->types[p->functions[function].type];
    struct ir_function *f = w->f = ARENA_NEW(w->arena, struct ir_function);
    f->index = function;
    f->type_index = p->functions[function].type;
    f->param_types = type->params;
    f->result_types = type->results;
    f->param_count = type->param_count;
    f->result_count = type->result_count;

    struct build *b = ARENA_NEW(w->arena, struct build);
    b->w = w;
    b->p = p;
    scan_body(p, function, w->arena, &b->s);
    work_reserve(w, b->s.op_count + 2, b->s.op_count + b->s.local_count + 2);
    locals_begin(b);
    b->at = b->s.code;
    b->here = (u32)(b->at - p->wasm);
    u32 entry = new_block(b);
    begin_block(b, entry);
    push_params(b, entry, type->params, type->param_count);
    b->height = 0;
    b->next_node = 1;
    b->s.nodes[0].block = new_block(b);
    push_control(b, (struct control){.block = b->s.nodes[0].block,
                                     .results = type->results,
                                     .result_count = type->result_count});
    while (b->depth) {
        b->here = (u32)(b->at - p->wasm);
        build_op(b, wasm_opcode(&b->at));
    }
    assert(b->next_node == b->s.node_count);
    if (b->block != NO_BLOCK) do_return(b);
    locals_end(b);
}
