/* compile/ir/check.c: the invariants of isa/ir.h, each in one place. Trusts nothing that the
 * function says of itself: dominators and loops are worked out again, by other means than in
 * order.c. */
#include "compile/compile.h"

#include <stdlib.h>

struct checker {
    const struct program *p;
    const struct ir_function *f;
    struct status *st;
    u32 block, ii; /* being looked at */
    u32 errors;
    u32 *in, *out; /* numbering of the tree of dominators that the function claims */
};

static bool fail(struct checker *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

static bool fail(struct checker *c, const char *fmt, ...) {
    struct text t = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&t, fmt, args);
    va_end(args);
    if (c->errors++ < 10)
        status_add(c->st, FAULT_INTERNAL, "function %u, block %u, operation %u: %s",
                   c->f->index, c->block, c->ii, text_string(&t));
    text_free(&t);
    return false;
}

static bool dominates(const struct checker *c, u32 x, u32 y) {
    return c->in[x] <= c->in[y] && c->in[y] < c->out[x];
}

/* ---- Structure -------------------------------------------------------------------------- */

static bool check_edges(struct checker *c) {
    const struct ir_function *f = c->f;
    for (u32 e = 0; e < f->edge_count; e++) {
        const struct edge *edge = &f->edges[e];
        c->block = f->edge_from[e];
        if (edge->to >= f->block_count || edge->to == 0)
            return fail(c, "edge %u leads to block %u", e, edge->to);
        if (edge->arg_count != f->blocks[edge->to].param_count)
            return fail(c, "edge %u has %u arguments for %u parameters", e, edge->arg_count,
                        f->blocks[edge->to].param_count);
        if ((u64)edge->arg_first + edge->arg_count > f->list_count)
            return fail(c, "edge %u: arguments beyond the lists", e);
    }
    if (f->pred_count != f->edge_count)
        return fail(c, "%u predecessors of %u edges", f->pred_count, f->edge_count);
    u32 at = 0;
    for (u32 b = 0; b < f->block_count; b++) {
        const struct block *block = &f->blocks[b];
        c->block = b;
        if (block->pred_first != at) return fail(c, "predecessors do not follow on");
        at += block->pred_count;
        if (at > f->pred_count) return fail(c, "too many predecessors");
        for (u32 n = block->pred_first; n < at; n++) {
            if (f->preds[n] >= f->edge_count || f->edges[f->preds[n]].to != b)
                return fail(c, "predecessor edge %u does not lead here", f->preds[n]);
            if (n > block->pred_first && f->preds[n] <= f->preds[n - 1])
                return fail(c, "predecessor edges are not ascending");
        }
        if (b ? !block->pred_count : block->pred_count)
            return fail(c, "%u predecessors", block->pred_count);
    }
    return at == f->pred_count || fail(c, "predecessors missing");
}

static bool ends_block(u32 op) {
    return op_info[op].flags & OP_J;
}

static bool check_blocks(struct checker *c) {
    const struct ir_function *f = c->f;
    u32 at = 0, edge = 0;
    if (!f->block_count) return fail(c, "no blocks");
    for (u32 b = 0; b < f->block_count; b++) {
        const struct block *block = &f->blocks[b];
        c->block = b;
        if (block->ins_first != at || block->ins_end <= at || block->ins_end > f->ins_count)
            return fail(c, "operations %u..%u", block->ins_first, block->ins_end);
        for (; at < block->ins_end; at++) {
            const struct ins *i = &f->ins[at];
            c->ii = at;
            if (i->op >= OP_COUNT) return fail(c, "no such operation: %u", i->op);
            if (ends_block(i->op) != (at + 1 == block->ins_end))
                return fail(c, "a block ends with its only terminator");
            if (i->op != OP_JUMP && i->op != OP_BRANCH && i->op != OP_SWITCH) continue;
            if (i->edge_first != edge) return fail(c, "edges do not follow on");
            edge += i->edge_count;
            if (edge > f->edge_count) return fail(c, "edges beyond the end");
            for (u32 e = i->edge_first; e < edge; e++)
                if (f->edge_from[e] != b) return fail(c, "edge %u is of another block", e);
            if ((i->op == OP_JUMP && i->edge_count != 1) ||
                (i->op == OP_BRANCH && i->edge_count != 2) || !i->edge_count)
                return fail(c, "%u edges", i->edge_count);
        }
    }
    if (at != f->ins_count) return fail(c, "operations outside blocks");
    return edge == f->edge_count || fail(c, "edges without a terminator");
}

/* ---- Dominators: a block's claimed one dominates all its predecessors; that of a join is the
 * nearest such, as no other ancestor of one predecessor is an ancestor of all. */

static bool check_dominators(struct checker *c) {
    const struct ir_function *f = c->f;
    u32 n = f->block_count;
    /* Sizes of subtrees, children coming after parents; then numbers in preorder. */
    u32 *size = xcalloc(n, sizeof *size), *next = xcalloc(n, sizeof *next);
    bool ok = true;
    for (u32 b = 1; b < n && ok; b++) {
        c->block = b;
        if (f->blocks[b].idom >= b) ok = fail(c, "dominator %u comes later", f->blocks[b].idom);
    }
    if (f->blocks[0].idom != NO_BLOCK) ok = fail(c, "the entry has a dominator");
    if (!ok) goto out;
    for (u32 b = n; b-- > 0;) {
        size[b]++;
        if (b) size[f->blocks[b].idom] += size[b];
    }
    for (u32 b = 0; b < n; b++) {
        c->in[b] = b ? next[f->blocks[b].idom] : 0;
        if (b) next[f->blocks[b].idom] += size[b];
        next[b] = c->in[b] + 1;
        c->out[b] = c->in[b] + size[b];
    }
    for (u32 b = 1; b < n && ok; b++) {
        const struct block *block = &f->blocks[b];
        c->block = b;
        u32 nearest = NO_BLOCK; /* common ancestor of the predecessors not dominated by b */
        for (u32 k = block->pred_first; k < block->pred_first + block->pred_count && ok; k++) {
            u32 from = f->edge_from[f->preds[k]];
            if (!dominates(c, block->idom, from))
                ok =
                    fail(c, "dominator %u does not dominate predecessor %u", block->idom, from);
            if (dominates(c, b, from)) continue;
            if (nearest == NO_BLOCK) nearest = from;
            while (!dominates(c, nearest, from)) nearest = f->blocks[nearest].idom;
        }
        if (ok && nearest != block->idom)
            ok = fail(c, "dominator is %u, not %u", nearest, block->idom);
    }
out:
    free(size);
    free(next);
    return ok;
}

/* ---- Loops: back edges lead to headers, members lie between header and end -------------- */

static bool check_loops(struct checker *c) {
    const struct ir_function *f = c->f;
    for (u32 b = 0; b < f->block_count; b++) {
        const struct block *block = &f->blocks[b];
        c->block = b;
        u32 h = block->loop_header;
        if ((h == NO_BLOCK) != (block->loop_depth == 0)) return fail(c, "loop without depth");
        if ((f->loop_end[b] != 0) != (h == b))
            return fail(c, "loop end of a block that is no header");
        if (h != NO_BLOCK) {
            if (h > b || f->loop_end[h] <= b || !dominates(c, h, b))
                return fail(c, "is not inside loop %u", h);
            if (h != b && block->loop_depth != f->blocks[h].loop_depth)
                return fail(c, "depth differs from the header's");
        }
        bool is_header = false;
        for (u32 k = block->pred_first; k < block->pred_first + block->pred_count; k++) {
            u32 from = f->edge_from[f->preds[k]];
            if (from < b) continue;
            is_header = true;
            if (!dominates(c, b, from))
                return fail(c, "back edge from %u enters sideways", from);
            if (f->loop_end[b] <= from)
                return fail(c, "back edge from %u, outside the loop", from);
        }
        if (is_header != (h == b)) return fail(c, "header and back edges disagree");
        if (is_header && f->loop_end[b] > f->block_count) return fail(c, "loop ends nowhere");
    }
    /* Innermost: the header is the last one opened that is not closed yet. Members reach it. */
    u32 *open = xmalloc(f->block_count * sizeof *open);
    bool ok = true;
    for (u32 b = 0, depth = 0; b < f->block_count && ok; b++) {
        c->block = b;
        while (depth && f->loop_end[open[depth - 1]] <= b) depth--;
        if (depth && f->loop_end[b] > f->loop_end[open[depth - 1]])
            ok = fail(c, "loop reaches out of the loop around it");
        if (f->loop_end[b]) open[depth++] = b;
        if (ok && f->blocks[b].loop_depth != depth) ok = fail(c, "loop depth is not %u", depth);
        if (ok && depth && f->blocks[b].loop_header != open[depth - 1])
            ok = fail(c, "innermost loop is not %u", f->blocks[b].loop_header);
    }
    free(open);
    return ok;
}

/* ---- Values ----------------------------------------------------------------------------- */

/* True when v is there before operation `ii` of block b. */
static bool check_use(struct checker *c, u32 v, u32 b, u32 ii) {
    const struct ir_function *f = c->f;
    if (v >= f->value_count) return fail(c, "value v%u is none", v);
    const struct value *value = &f->values[v];
    if (value->kind == VALUE_CONST) return true;
    if (value->kind == VALUE_PARAM)
        return dominates(c, value->def, b) || fail(c, "v%u does not dominate its use", v);
    u32 low = 0, high = f->block_count; /* the block that holds the definition */
    while (high - low > 1) {
        u32 middle = (low + high) / 2;
        if (f->blocks[middle].ins_first <= value->def)
            low = middle;
        else
            high = middle;
    }
    bool ok = low == b ? value->def < ii : dominates(c, low, b);
    return ok || fail(c, "v%u does not dominate its use", v);
}

static bool check_type(struct checker *c, u32 v, u32 type) {
    return c->f->values[v].type == type ||
           fail(c, "v%u has type %u, not %u", v, c->f->values[v].type, type);
}

/* Numbers: constants first, then parameters and results by position. */
static bool check_definitions(struct checker *c) {
    const struct ir_function *f = c->f;
    u32 v = 0;
    while (v < f->value_count && f->values[v].kind == VALUE_CONST) {
        enum type t = f->values[v].type;
        if (t == TYPE_NONE || t >= TYPE_COUNT) return fail(c, "constant v%u has no type", v);
        if (type_bytes(t) == 4 && f->values[v].bits >> 32)
            return fail(c, "constant v%u has high bits", v);
        v++;
    }
    for (u32 b = 0; b < f->block_count; b++) {
        const struct block *block = &f->blocks[b];
        c->block = b;
        c->ii = block->ins_first;
        if (block->param_count && block->param_first != v)
            return fail(c, "parameters begin at v%u, not v%u", block->param_first, v);
        for (u32 k = 0; k < block->param_count; k++, v++)
            if (v >= f->value_count || f->values[v].kind != VALUE_PARAM ||
                f->values[v].def != b)
                return fail(c, "v%u is not the parameter", v);
        for (u32 ii = block->ins_first; ii < block->ins_end; ii++) {
            const struct ins *i = &f->ins[ii];
            c->ii = ii;
            if (i->result_count ? i->result != v : i->result != NO_VALUE)
                return fail(c, "result is v%u, not v%u", i->result, v);
            bool is_call = op_info[i->op].arg_count < 0;
            if (!is_call && i->result_count != (op_info[i->op].flags & OP_R ? 1 : 0))
                return fail(c, "%u results", i->result_count);
            for (u32 n = 0; n < i->result_count; n++, v++)
                if (v >= f->value_count || f->values[v].kind != VALUE_RESULT ||
                    f->values[v].def != ii)
                    return fail(c, "v%u is not the result", v);
            if (i->result_count && !check_type(c, i->result, i->type)) return false;
        }
    }
    if (v != f->value_count) return fail(c, "values that nobody defines");
    const struct block *entry = &f->blocks[0];
    if (entry->param_count != f->param_count)
        return fail(c, "%u parameters", entry->param_count);
    for (u32 n = 0; n < f->param_count; n++)
        if (!check_type(c, entry->param_first + n, f->param_types[n])) return false;
    return true;
}

static bool check_arg_type(struct checker *c, const struct ins *i, u32 n) {
    switch (i->op) {
    case OP_LOAD: return check_type(c, i->arg[n], I32);
    case OP_STORE: return check_type(c, i->arg[n], n == 2 ? i->type : I32);
    case OP_SELECT: return check_type(c, i->arg[n], n < 2 ? i->type2 : i->type);
    case OP_COMPARE:
    case OP_BRANCH:
    case OP_SWITCH:
    case OP_GLOBAL_SET:
    case OP_WRAP:
    case OP_EXTEND_S:
    case OP_EXTEND_U:
    case OP_TRUNC_S:
    case OP_TRUNC_U:
    case OP_TRUNC_SAT_S:
    case OP_TRUNC_SAT_U:
    case OP_CONVERT_S:
    case OP_CONVERT_U:
    case OP_DEMOTE:
    case OP_PROMOTE:
    case OP_REINTERPRET: return check_type(c, i->arg[n], i->type2);
    default: return check_type(c, i->arg[n], i->type);
    }
}

static bool check_list(struct checker *c, const struct ins *i) {
    const struct ir_function *f = c->f;
    const u8 *types = NULL, *results = NULL;
    u32 count = 0, result_count = 0;
    const struct function_type *type = NULL;
    if ((u64)i->list_first + i->list_count > f->list_count)
        return fail(c, "operands beyond the lists");
    if (i->op == OP_CALL)
        type = &c->p->types[c->p->functions[(u32)i->imm].type];
    else if (i->op == OP_CALL_INDIRECT)
        type = &c->p->types[(u32)i->imm];
    else if (i->op == OP_HOST && (u32)i->imm == HOST_IMPORT)
        type = &c->p->types[c->p->functions[i->imm >> 32].type];
    if (i->op == OP_RETURN) {
        types = f->result_types;
        count = f->result_count;
    } else if (type) {
        types = type->params;
        count = type->param_count + (i->op == OP_CALL_INDIRECT);
        results = type->results;
        result_count = type->result_count;
    } else {
        return i->result_count <= 1 || fail(c, "%u results", i->result_count);
    }
    if (i->list_count != count) return fail(c, "%u operands, not %u", i->list_count, count);
    if (i->result_count != result_count) return fail(c, "%u results", i->result_count);
    for (u32 n = 0; n < count; n++) {
        bool is_index = i->op == OP_CALL_INDIRECT && n + 1 == count;
        if (!check_type(c, f->lists[i->list_first + n], is_index ? I32 : types[n]))
            return false;
    }
    for (u32 n = 0; n < result_count; n++)
        if (!check_type(c, i->result + n, results[n])) return false;
    return true;
}

static bool check_condition(struct checker *c, const struct ins *i) {
    if (i->op != OP_COMPARE && i->op != OP_SELECT && i->op != OP_BRANCH) return true;
    if (i->cc >= CC_COUNT || cc_is_float(i->cc) != type_is_float(i->type2))
        return fail(c, "condition %u of type %u", i->cc, i->type2);
    return true;
}

static bool check_ins(struct checker *c, const struct ins *i) {
    const struct ir_function *f = c->f;
    i8 args = op_info[i->op].arg_count;
    if (args < 0) {
        for (u32 n = 0; n < i->list_count; n++)
            if (!check_use(c, f->lists[i->list_first + n], c->block, c->ii)) return false;
        return check_list(c, i);
    }
    for (u32 n = 0; n < 4; n++) {
        bool absent = i->arg[n] == NO_VALUE;
        bool optional = n == 1 && (i->op == OP_LOAD || i->op == OP_STORE);
        if ((i32)n >= args ? !absent : absent && !optional)
            return fail(c, "operand %u is %s", n, absent ? "missing" : "too many");
        if (absent) continue;
        if (!check_use(c, i->arg[n], c->block, c->ii) || !check_arg_type(c, i, n)) return false;
    }
    if (!check_condition(c, i)) return false;
    if (i->op == OP_ADD_SHL && (i->shift < 1 || i->shift > 3)) return fail(c, "shift");
    if ((i->op == OP_LOAD || i->op == OP_STORE) && i->imm >> 32) return fail(c, "offset");
    if (i->op != OP_JUMP && i->op != OP_BRANCH && i->op != OP_SWITCH) return true;
    for (u32 e = i->edge_first; e < i->edge_first + i->edge_count; e++) {
        const struct edge *edge = &f->edges[e];
        for (u32 n = 0; n < edge->arg_count; n++) {
            u32 v = f->lists[edge->arg_first + n];
            if (!check_use(c, v, c->block, c->ii + 1)) return false;
            if (!check_type(c, v, f->values[f->blocks[edge->to].param_first + n].type))
                return false;
        }
    }
    return true;
}

bool ir_check(const struct program *p, const struct ir_function *f, struct status *st) {
    struct checker *c = &(struct checker){.p = p, .f = f, .st = st};
    c->in = xcalloc(f->block_count + 1, sizeof *c->in);
    c->out = xcalloc(f->block_count + 1, sizeof *c->out);
    bool ok = check_blocks(c) && check_edges(c) && check_dominators(c) && check_loops(c) &&
              check_definitions(c);
    for (u32 b = 0; b < f->block_count && ok; b++)
        for (u32 ii = f->blocks[b].ins_first; ii < f->blocks[b].ins_end && ok; ii++) {
            c->block = b;
            c->ii = ii;
            ok = check_ins(c, &f->ins[ii]);
        }
    free(c->in);
    free(c->out);
    return ok;
}
