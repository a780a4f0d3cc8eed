/* sim/services.c: the services that a machine asks of its host (isa/ir.h, HOST_SERVICES).
 *
 * Operands lie in the context region, a cell of 8 bytes each; of an i32 the low 4 bytes count,
 * whatever the machine left in the others. The result takes the place of the first operand.
 */
#include "sim/host.h"

#include <assert.h>

static u8 *cell(const struct process *p, u32 index) {
    return p->context + CONTEXT_HOST + 8 * index;
}

static u32 operand(const struct process *p, u32 index) {
    return get32(cell(p, index));
}

static enum host_outcome result(struct process *p, u32 value) {
    put64(cell(p, 0), value);
    return HOST_CONTINUE;
}

static enum host_outcome done(struct process *p, bool in_bounds, enum trap trap) {
    return in_bounds ? HOST_CONTINUE : process_trap(p, trap);
}

/* ---- Imported functions ----------------------------------------------------------------- */

static u64 cell_get(const struct process *p, u32 index, u8 type) {
    return type_bytes(type) == 4 ? get32(cell(p, index)) : get64(cell(p, index));
}

static enum host_outcome service_import(struct process *p, u32 function) {
    const struct program_function *f = &p->program->functions[function];
    const struct function_type *type = &p->program->types[f->type];
    u64 args[CONTEXT_HOST_MAX] = {0}, results[CONTEXT_HOST_MAX] = {0};
    assert(f->imported && type->param_count <= CONTEXT_HOST_MAX);
    for (u32 i = 0; i < type->param_count; i++) args[i] = cell_get(p, i, type->params[i]);
    p->host_calls++;
    enum host_outcome outcome = p->imports[function]->call(p, args, results);
    for (u32 i = 0; i < type->result_count; i++) put64(cell(p, i), results[i]);
    return outcome;
}

/* ---- Memory ----------------------------------------------------------------------------- */

static enum host_outcome service_memory_grow(struct process *p, u32 argument) {
    (void)argument;
    return result(p, process_memory_grow(p, operand(p, 0)));
}

static enum host_outcome service_memory_copy(struct process *p, u32 argument) {
    (void)argument;
    u32 size = operand(p, 2);
    u8 *to = process_memory(p, operand(p, 0), size);
    const u8 *from = process_memory(p, operand(p, 1), size);
    if (to && from && size) memmove(to, from, size);
    return done(p, to && from, TRAP_OUT_OF_BOUNDS);
}

static enum host_outcome service_memory_fill(struct process *p, u32 argument) {
    (void)argument;
    u32 size = operand(p, 2);
    u8 *to = process_memory(p, operand(p, 0), size);
    if (to && size) memset(to, (u8)operand(p, 1), size);
    return done(p, to, TRAP_OUT_OF_BOUNDS);
}

static enum host_outcome service_memory_init(struct process *p, u32 segment) {
    bool ok = process_data_copy(p, segment, operand(p, 0), operand(p, 1), operand(p, 2));
    return done(p, ok, TRAP_OUT_OF_BOUNDS);
}

static enum host_outcome service_data_drop(struct process *p, u32 segment) {
    p->data_dropped[segment] = true;
    return HOST_CONTINUE;
}

/* ---- Tables ----------------------------------------------------------------------------- */

static bool table_range(const struct process *p, u32 table, u32 index, u32 n) {
    return (u64)index + n <= process_table_size(p, table);
}

static enum host_outcome service_table_get(struct process *p, u32 table) {
    u32 index = operand(p, 0);
    if (!table_range(p, table, index, 1)) return process_trap(p, TRAP_TABLE_BOUNDS);
    return result(p, process_table_get(p, table, index));
}

static enum host_outcome table_fill(struct process *p, u32 table, u32 index, u32 ref, u32 n) {
    if (!table_range(p, table, index, n)) return process_trap(p, TRAP_TABLE_BOUNDS);
    u32 encoded = process_table_encode(p, table, ref);
    for (u32 i = 0; i < n; i++) put32(process_table_at(p, table, index + i), encoded);
    return HOST_CONTINUE;
}

static enum host_outcome service_table_set(struct process *p, u32 table) {
    return table_fill(p, table, operand(p, 0), operand(p, 1), 1);
}

static enum host_outcome service_table_size(struct process *p, u32 table) {
    return result(p, process_table_size(p, table));
}

static enum host_outcome service_table_grow(struct process *p, u32 table) {
    return result(p, process_table_grow(p, table, operand(p, 0), operand(p, 1)));
}

static enum host_outcome service_table_fill(struct process *p, u32 table) {
    return table_fill(p, table, operand(p, 0), operand(p, 1), operand(p, 2));
}

/* Both tables are of one type (validation), so null lies alike in both. */
static enum host_outcome service_table_copy(struct process *p, u32 argument) {
    u32 to_table = argument & 0xffff, from_table = argument >> 16;
    u32 to = operand(p, 0), from = operand(p, 1), n = operand(p, 2);
    bool ok = table_range(p, to_table, to, n) && table_range(p, from_table, from, n);
    if (ok && n)
        memmove(process_table_at(p, to_table, to), process_table_at(p, from_table, from),
                (u64)n * 4);
    return done(p, ok, TRAP_TABLE_BOUNDS);
}

static enum host_outcome service_table_init(struct process *p, u32 argument) {
    bool ok = process_element_copy(p, argument & 0xffff, argument >> 16, operand(p, 0),
                                   operand(p, 1), operand(p, 2));
    return done(p, ok, TRAP_TABLE_BOUNDS);
}

static enum host_outcome service_elem_drop(struct process *p, u32 segment) {
    p->element_dropped[segment] = true;
    return HOST_CONTINUE;
}

/* ---- The table of services -------------------------------------------------------------- */

static enum host_outcome (*const services[])(struct process *p, u32 argument) = {
    [HOST_IMPORT] = service_import,           [HOST_MEMORY_GROW] = service_memory_grow,
    [HOST_MEMORY_COPY] = service_memory_copy, [HOST_MEMORY_FILL] = service_memory_fill,
    [HOST_MEMORY_INIT] = service_memory_init, [HOST_DATA_DROP] = service_data_drop,
    [HOST_TABLE_GET] = service_table_get,     [HOST_TABLE_SET] = service_table_set,
    [HOST_TABLE_SIZE] = service_table_size,   [HOST_TABLE_GROW] = service_table_grow,
    [HOST_TABLE_FILL] = service_table_fill,   [HOST_TABLE_COPY] = service_table_copy,
    [HOST_TABLE_INIT] = service_table_init,   [HOST_ELEM_DROP] = service_elem_drop,
};
_Static_assert(COUNT_OF(services) == HOST_SERVICE_COUNT, "a function for each service");

enum host_outcome process_host(struct process *p, u64 service) {
    u32 number = (u32)service;
    assert(number < HOST_SERVICE_COUNT && p->state == PROCESS_RUNNING);
    return services[number](p, (u32)(service >> 32));
}
