/* compile/ir/print.c: a function in the syntax of isa/ir.h. Constants are listed once, at the
 * top. Works between passes too: leaves out what is dead. */
#include "compile/ir/work.h"

static const char *const type_names[TYPE_COUNT] = {"none", "i32", "i64", "f32", "f64"};
/* ORDER MEM */
static const char *const mem_names[] = {"8s",  "8u", "16s", "16u", "32s",
                                        "32u", "32", "64",  "f32", "f64"};

static void print_const(const struct value *v, struct text *out) {
    union {
        u32 bits;
        float number;
    } narrow = {.bits = (u32)v->bits};
    union {
        u64 bits;
        double number;
    } wide = {.bits = v->bits};
    switch (v->type) {
    case I32: text_printf(out, "%d", (i32)narrow.bits); break;
    case I64: text_printf(out, "%lld", (long long)v->bits); break;
    case F32: text_printf(out, "0x%08x ; %.9g", narrow.bits, (double)narrow.number); break;
    case F64:
        text_printf(out, "0x%016llx ; %.17g", (unsigned long long)wide.bits, wide.number);
        break;
    default: break;
    }
}

static void print_values(const u32 *values, u32 count, struct text *out) {
    for (u32 n = 0; n < count; n++) text_printf(out, "%sv%u", n ? " " : "", values[n]);
}

static void print_address(const struct ins *i, struct text *out) {
    text_printf(out, "[v%u", i->arg[0]);
    if (i->arg[1] != NO_VALUE) {
        text_printf(out, " + v%u", i->arg[1]);
        if (i->shift) text_printf(out, " << %u", i->shift);
    }
    if (i->imm) text_printf(out, " + %llu", (unsigned long long)i->imm);
    text_add(out, "]");
}

static void print_edges(const struct ir_function *f, const struct ins *i, struct text *out) {
    text_add(out, " -> ");
    for (u32 n = 0; n < i->edge_count; n++) {
        const struct edge *e = &f->edges[i->edge_first + n];
        text_printf(out, "%s%u(", n ? ", " : "", e->to);
        print_values(f->lists + e->arg_first, e->arg_count, out);
        text_add(out, ")");
    }
}

/* What a call calls, in words. */
static void print_callee(const struct program *p, const struct ins *i, struct text *out) {
    u32 low = (u32)i->imm, high = (u32)(i->imm >> 32);
    if (i->op == OP_CALL)
        text_printf(out, " %u", low);
    else if (i->op == OP_CALL_INDIRECT)
        text_printf(out, " type %u table %u", low, high);
    else
        text_printf(out, " %s %u", host_service_name(low), high);
    u32 function = i->op == OP_CALL ? low : high;
    if (i->op == OP_CALL_INDIRECT || (i->op == OP_HOST && low != HOST_IMPORT)) return;
    if (p && p->functions[function].name)
        text_printf(out, " \"%s\"", p->functions[function].name);
}

static void print_operands(const struct program *p, const struct ir_function *f,
                           const struct ins *i, struct text *out) {
    switch (i->op) {
    case OP_LOAD:
    case OP_STORE:
        text_printf(out, " %s ", mem_names[i->cc]);
        print_address(i, out);
        if (i->op == OP_STORE) text_printf(out, " v%u", i->arg[2]);
        break;
    case OP_COMPARE:
    case OP_SELECT:
    case OP_BRANCH:
        text_printf(out, " %s %s ", cc_name(i->cc), type_names[i->type2]);
        print_values(i->arg, op_info[i->op].arg_count, out);
        break;
    case OP_ADD_SHL: text_printf(out, " v%u v%u << %u", i->arg[0], i->arg[1], i->shift); break;
    case OP_GLOBAL_GET:
    case OP_GLOBAL_SET:
        text_printf(out, " %llu", (unsigned long long)i->imm);
        if (i->op == OP_GLOBAL_SET) text_printf(out, " v%u", i->arg[0]);
        break;
    case OP_CALL:
    case OP_CALL_INDIRECT:
    case OP_HOST:
        print_callee(p, i, out);
        text_add(out, " (");
        print_values(f->lists + i->list_first, i->list_count, out);
        text_add(out, ")");
        break;
    case OP_RETURN:
        if (i->list_count) text_add(out, " ");
        print_values(f->lists + i->list_first, i->list_count, out);
        break;
    default:
        if (op_info[i->op].arg_count > 0) text_add(out, " ");
        print_values(i->arg, (u32)op_info[i->op].arg_count, out);
    }
    if (i->op == OP_JUMP || i->op == OP_BRANCH || i->op == OP_SWITCH) print_edges(f, i, out);
    if (i->flags & INS_NONNEG) text_add(out, " nonneg");
    if (i->flags & INS_NOWRAP) text_add(out, " nowrap");
}

static void print_ins(const struct program *p, const struct ir_function *f, const struct ins *i,
                      struct text *out) {
    text_add(out, "    ");
    for (u32 n = 0; n < i->result_count; n++)
        text_printf(out, "%sv%u %s", n ? ", " : "", i->result + n,
                    type_names[f->values[i->result + n].type]);
    text_printf(out, "%s%s", i->result_count ? " = " : "", op_info[i->op].name);
    print_operands(p, f, i, out);
    text_add(out, "\n");
}

static void print_block(const struct program *p, const struct ir_function *f, u32 n,
                        struct text *out) {
    const struct block *b = &f->blocks[n];
    text_printf(out, "block %u (", n);
    for (u32 k = 0; k < b->param_count; k++) {
        u32 v = b->param_first + k;
        text_printf(out, "%sv%u %s", k ? ", " : "", v, type_names[f->values[v].type]);
    }
    text_add(out, "):");
    if (b->loop_depth) text_printf(out, " ; loop %u depth %u", b->loop_header, b->loop_depth);
    text_add(out, "\n");
    for (u32 ii = b->ins_first; ii < b->ins_end; ii++)
        if (f->ins[ii].op != OP_DEAD) print_ins(p, f, &f->ins[ii], out);
}

void ir_print(const struct program *p, const struct ir_function *f, struct text *out) {
    text_printf(out, "function %u", f->index);
    if (p && p->functions[f->index].name)
        text_printf(out, " \"%s\"", p->functions[f->index].name);
    text_add(out, " (");
    for (u32 n = 0; n < f->param_count; n++)
        text_printf(out, "%s%s", n ? " " : "", type_names[f->param_types[n]]);
    text_add(out, ") -> (");
    for (u32 n = 0; n < f->result_count; n++)
        text_printf(out, "%s%s", n ? " " : "", type_names[f->result_types[n]]);
    text_add(out, ")\n");
    for (u32 v = 0; v < f->value_count; v++) {
        if (f->values[v].kind != VALUE_CONST) continue;
        text_printf(out, "    v%u %s = const ", v, type_names[f->values[v].type]);
        print_const(&f->values[v], out);
        text_add(out, "\n");
    }
    for (u32 b = 0; b < f->block_count; b++) print_block(p, f, b, out);
}
