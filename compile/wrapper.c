/* compile/wrapper.c: an imported function as IR: one host service, one return. Direct calls of
 * imports don't come here; tables and exports do. */
#include "compile/wrapper.h"

struct ir_function *wrapper_build(const struct program *p, u32 function, struct arena *a) {
    const struct program_function *pf = &p->functions[function];
    const struct function_type *t = &p->types[pf->type];
    struct ir_function *f = ARENA_NEW(a, struct ir_function);
    u32 params = t->param_count, results = t->result_count;
    f->index = function;
    f->type_index = pf->type;
    f->param_types = t->params;
    f->result_types = t->results;
    f->param_count = params;
    f->result_count = results;
    f->value_count = f->list_count = params + results;
    f->values = ARENA_ARRAY(a, struct value, f->value_count + 1);
    f->lists = ARENA_ARRAY(a, u32, f->list_count + 1);
    for (u32 k = 0; k < params + results; k++) {
        f->values[k] =
            (struct value){.kind = k < params ? VALUE_PARAM : VALUE_RESULT,
                           .type = k < params ? t->params[k] : t->results[k - params]};
        f->lists[k] = k;
    }
    f->ins_count = 2;
    f->ins = ARENA_ARRAY(a, struct ins, 2);
    f->source = ARENA_ARRAY(a, u32, 2);
    for (u32 n = 0; n < 2; n++)
        for (u32 k = 0; k < 4; k++) f->ins[n].arg[k] = NO_VALUE;
    f->ins[0].op = OP_HOST;
    f->ins[0].type = results ? t->results[0] : TYPE_NONE;
    f->ins[0].result = results ? params : NO_VALUE;
    f->ins[0].result_count = (u8)results;
    f->ins[0].list_count = params;
    f->ins[0].imm = HOST_IMPORT | (u64)function << 32;
    f->ins[1].op = OP_RETURN;
    f->ins[1].result = NO_VALUE;
    f->ins[1].list_first = params;
    f->ins[1].list_count = results;
    f->block_count = 1;
    f->blocks = ARENA_ARRAY(a, struct block, 1);
    f->blocks[0] = (struct block){
        .ins_end = 2, .param_count = params, .loop_header = NO_BLOCK, .idom = NO_BLOCK};
    f->loop_end = ARENA_ARRAY(a, u32, 1);
    return f;
}
