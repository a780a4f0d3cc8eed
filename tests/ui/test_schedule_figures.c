/* Figures of schedules: rows are joined by point and process; Gantt charts show each stretch, and where
 * they are too many, shares of time that add up to the same. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/base/check.h"
#include "ui/report/report.h"

static void put_file(const char *folder, const char *name, const char *content) {
    struct status st = {0};
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!folder_make(folder, &st) || !file_write(path, content, strlen(content), &st))
        fail_msg("%s", st.text);
}

/* Two schedules of a and b on m and n; b's migration comes first in the file of the second. */
static void put_results(const char *folder, const char *timeline) {
    put_file(folder, "runs.csv",
             "point,parameter_policy_name,process,program,instructions,migrations,values,end,"
             "output_same\n"
             "0,none,a,p.c,100,0,0,exit,true\n0,none,b,q.c,200,0,0,exit,true\n"
             "1,load,a,p.c,110,0,0,exit,true\n1,load,b,q.c,210,1,7,exit,true\n");
    put_file(folder, "machines.csv",
             "point,process,machine,model,isa,registers\n"
             "0,a,m,M,x,4\n0,a,n,N,y,8\n0,b,m,M,x,4\n0,b,n,N,y,8\n"
             "1,a,m,M,x,4\n1,a,n,N,y,8\n1,b,m,M,x,4\n1,b,n,N,y,8\n");
    put_file(folder, "migrations.csv",
             "point,process,migration,instruction,from,to,values\n1,b,0,50,m,n,7\n");
    put_file(folder, "host_times_migrations.csv",
             "point,process,migration,capture_ns,rebuild_ns\n1,b,0,300,200\n");
    put_file(folder, "schedules.csv",
             "point,policy,makespan_simulated_ns,migrations\n0,none,300,0\n1,load,260,1\n");
    put_file(
        folder, "schedule_processes.csv",
        "point,process,finish_simulated_ns,running_simulated_ns,waiting_simulated_ns,"
        "moving_simulated_ns,slices\n"
        "0,a,100,100,0,0,1\n0,b,300,200,100,0,2\n1,a,110,110,0,0,1\n1,b,260,210,40,10,2\n");
    put_file(folder, "schedule_machines.csv",
             "point,machine,busy_simulated_ns,utilisation\n"
             "0,m,300,1\n0,n,0,0\n1,m,120,0.46\n1,n,200,0.77\n");
    put_file(folder, "schedule_timeline.csv", timeline);
}

static const char few[] = "point,process,state,machine,to,begin_simulated_ns,end_simulated_ns\n"
                          "0,a,running,m,,0,100\n0,b,waiting,m,,0,100\n0,b,running,m,,100,300\n"
                          "1,a,running,m,,0,110\n1,b,waiting,m,,0,40\n1,b,moving,m,n,40,50\n"
                          "1,b,running,n,,50,260\n";

struct page {
    struct report_data data;
    struct figures figures;
};

static struct page make(const char *folder) {
    struct page p = {0};
    struct status st = {0};
    if (!report_data_read(folder, &p.data, &st)) fail_msg("%s", st.text);
    figures_make(&p.data, &p.figures);
    return p;
}

static void done(struct page *p) {
    figures_free(&p->figures);
    report_data_free(&p->data);
}

static const struct chart *chart_of(const struct page *p, const char *id) {
    for (u32 n = 0; n < p->figures.at.count; n++)
        if (!strcmp(p->figures.at.at[n].id, id)) return &p->figures.at.at[n];
    fail_msg("there is no figure %s", id);
    return NULL;
}

static bool has_chart(const struct page *p, const char *id) {
    for (u32 n = 0; n < p->figures.at.count; n++)
        if (!strcmp(p->figures.at.at[n].id, id)) return true;
    return false;
}

static void rows_are_joined(void **unused) {
    (void)unused;
    put_results("few", few);
    struct page p = make("few");
    const struct report_data *d = &p.data;
    assert_int_equal(d->runs.count, 4);
    for (u32 n = 0; n < 4; n++) {
        assert_int_equal(d->runs.at[n].machines, 2);
        assert_int_equal(d->runs.at[n].schedule, n / 2);
    }
    assert_int_equal(d->moves.count, 1);
    assert_string_equal(d->runs.at[d->moves.at[0].run].process, "b");
    assert_true(d->moves.at[0].translate_ns == 500);
    assert_true(isnan(d->runs.at[2].measure[MEASURE_TRANSLATE]));
    assert_int_equal(d->dimensions.count, 2);
    assert_false(d->dimensions.at[0].of_processes);
    assert_true(d->dimensions.at[1].of_processes);
    done(&p);
}

static void bars(void **unused) {
    (void)unused;
    struct page p = make("few");
    const struct chart *c = chart_of(&p, "schedules-by-policy");
    assert_string_equal(c->panels.at[0].rows.at[1], "load");
    assert_true(c->panels.at[0].cells.at[0] == 300 && c->panels.at[0].cells.at[1] == 260);
    assert_true(c->panels.at[1].cells.at[0] == 200 && c->panels.at[1].cells.at[1] == 185);
    c = chart_of(&p, "turnaround"); /* panels are processes; running, moving, waiting */
    assert_string_equal(c->panels.at[1].name, "b");
    assert_true(c->panels.at[1].cells.at[3] == 210 && c->panels.at[1].cells.at[4] == 10 &&
                c->panels.at[1].cells.at[5] == 40);
    c = chart_of(&p, "utilisation");
    assert_string_equal(c->panels.at[1].name, "n");
    assert_true(c->panels.at[1].cells.at[1] == 0.77);
    done(&p);
}

static void assert_span(const struct chart *c, u32 panel, u32 n, const char *row,
                        const char *key, double from, double to) {
    const struct chart_panel *p = &c->panels.at[panel];
    const struct chart_span *s = &p->spans.at[n];
    assert_string_equal(p->rows.at[s->row], row);
    assert_string_equal(c->keys.at[s->key], key);
    assert_true(s->from == from && s->to == to && s->share == 1);
}

static void each_stretch(void **unused) {
    (void)unused;
    struct page p = make("few");
    const struct chart *c = chart_of(&p, "gantt");
    assert_int_equal(c->panels.count, 2);
    assert_int_equal(c->panels.at[0].spans.count, 3);
    assert_span(c, 0, 1, "b", "waiting", 0, 100);
    assert_int_equal(c->panels.at[1].spans.count, 4);
    assert_span(c, 1, 0, "a", "m", 0, 110);
    assert_span(c, 1, 2, "b", "moving", 40, 50);
    assert_span(c, 1, 3, "b", "n", 50, 260);
    c = chart_of(&p, "gantt-machines");
    assert_int_equal(c->panels.at[1].spans.count, 2);
    assert_span(c, 1, 1, "n", "b", 50, 260);
    assert_false(has_chart(&p, "gantt-begin"));
    struct text csv = {0};
    chart_csv(chart_of(&p, "gantt"), &csv);
    assert_non_null(strstr(csv.at, "schedule,process,state,from,to,share\nnone,a,m,0,100,1\n"));
    text_free(&csv);
    done(&p);
}

/* a and b take turns on m, 10 ns each; and the schedule of the second point. */
static void many_stretches(void **unused) {
    (void)unused;
    enum { TURNS = 1000 };
    struct text t = {0};
    text_add(&t, "point,process,state,machine,to,begin_simulated_ns,end_simulated_ns\n");
    for (u32 n = 0; n < TURNS; n++)
        for (u32 k = 0; k < 2; k++)
            text_printf(&t, "0,%s,%s,m,,%u,%u\n", k ? "b" : "a",
                        n % 2 == k ? "running" : "waiting", 10 * n, 10 * n + 10);
    text_add(&t, "1,a,running,n,,0,10000\n");
    put_results("many", t.at);
    text_free(&t);
    struct page p = make("many");
    const struct chart *c = chart_of(&p, "gantt");
    double sums[2][4] = {{0}};
    assert_true(c->panels.at[0].spans.count < TURNS);
    for (u32 n = 0; n < c->panels.at[0].spans.count; n++) {
        const struct chart_span *s = &c->panels.at[0].spans.at[n];
        sums[s->row][s->key] += s->share * (s->to - s->from);
    }
    for (u32 row = 0; row < 2; row++) /* keys: m, n, moving, waiting */
        assert_true(fabs(sums[row][0] - 5000) < 0.01 && fabs(sums[row][3] - 5000) < 0.01);
    assert_int_equal(c->panels.at[1].spans.count, 1);
    c = chart_of(&p, "gantt-begin");
    assert_true(c->panels.at[0].spans.count > 20 && c->panels.at[0].spans.count < 200);
    assert_span(c, 0, 0, "a", "m", 0, 10);
    assert_true(c->panels.at[1].spans.at[0].to < 10000);
    done(&p);
}

/* Tables of other points and processes, or broken ones, do no harm. */
static void strange_rows(void **unused) {
    (void)unused;
    put_results("strange",
                "point,process,state,machine,to,begin_simulated_ns,end_simulated_ns\n"
                "7,a,running,m,,0,100\n0,z,running,m,,0,100\n0,a,asleep,m,,0,5\n"
                "0,a,running,m,,9,5\n,,,,,,\n0,a,running,q,,0,5\n");
    put_file("strange", "schedules.csv", "point,policy\n0,none\n5,load\n");
    struct page p = make("strange");
    assert_int_equal(p.data.schedules.count, 1);
    assert_int_equal(p.data.stretches.count, 1);
    const struct chart *c = chart_of(&p, "gantt");
    assert_span(c, 0, 0, "a", "q", 0, 5);
    struct text page = {0};
    report_page(&p.data, &p.figures, NULL, &page);
    assert_null(strstr(page.at, "nan"));
    text_free(&page);
    done(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_joined), cmocka_unit_test(bars),
        cmocka_unit_test(each_stretch),    cmocka_unit_test(many_stretches),
        cmocka_unit_test(strange_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
