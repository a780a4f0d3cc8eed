/* ui/report/export.c: figures as files, with what draws them again. */
#include "ui/report/report.h"

static const char gnuplot_head[] =
    "# Draws the figures again from their CSV:  gnuplot figures.gp\n"
    "# Each goes to NAME-gnuplot.pdf.\n"
    "set terminal pdfcairo noenhanced size 18cm,12cm font \"Helvetica,10\"\n"
    "set encoding utf8\n"
    "set datafile separator comma\n"
    "set key outside top horizontal\n"
    "set grid\n";

static const char python_head[] =
    "\"\"\"Draws the figures again from their CSV, with pandas and matplotlib:\n"
    "python3 figures.py. Each goes to NAME-pandas.pdf. Change at will.\"\"\"\n"
    "import matplotlib\n"
    "matplotlib.use(\"pdf\")\n"
    "import matplotlib.pyplot as plt\n"
    "import pandas as pd\n"
    "from cycler import cycler\n"
    "\n"
    "COLOURS = [\"#0072b2\", \"#d55e00\", \"#009e73\", \"#cc79a7\", \"#e69f00\", \"#56b4e9\",\n"
    "           \"#8a7f00\", \"#24292f\"]  # Okabe and Ito's\n"
    "plt.rcParams[\"axes.prop_cycle\"] = cycler(color=COLOURS) + "
    "cycler(marker=list(\"osD^vXP*\"))\n"
    "plt.rcParams[\"figure.figsize\"] = (7, 4.5)\n"
    "\n"
    "\n"
    "def panels(name, panel):\n"
    "    \"\"\"The table of a figure; its parts with an axes for each.\"\"\"\n"
    "    table = pd.read_csv(name + \".csv\")\n"
    "    parts = list(table.groupby(panel, sort=False)) if panel else [(None, table)]\n"
    "    across = min(len(parts), 3)\n"
    "    down = -(-len(parts) // across)\n"
    "    figure, axes = plt.subplots(down, across, squeeze=False,\n"
    "                                figsize=(4 + 2.5 * (across - 1), 3.5 * down))\n"
    "    for unused in axes.flat[len(parts):]:\n"
    "        unused.set_visible(False)\n"
    "    for (title, part), ax in zip(parts, axes.flat):\n"
    "        ax.set_title(title or name, fontsize=10)\n"
    "        yield part, ax\n"
    "    figure.tight_layout()\n"
    "    figure.savefig(name + \"-pandas.pdf\")\n"
    "    plt.close(figure)\n"
    "\n"
    "\n"
    "def lines(name, x, value, panel=None, key=None, log_x=False, log_y=False):\n"
    "    for part, ax in panels(name, panel):\n"
    "        for label, line in (part.groupby(key, sort=False) if key else [(value, part)]):\n"
    "            ax.plot(line[x], line[value], label=label, markersize=4)\n"
    "        ax.set(xlabel=x, ylabel=value, xscale=\"log\" if log_x else \"linear\",\n"
    "               yscale=\"log\" if log_y else \"linear\")\n"
    "        ax.legend(fontsize=7)\n"
    "\n"
    "\n"
    "def colours(keys, states):\n"
    "    \"\"\"A colour for each key; the last two may be states: on the way, waiting.\"\"\"\n"
    "    things = len(keys) - (2 if states else 0)\n"
    "    return {k: COLOURS[n % 8] if n < things else \"#24292f\" if n == things else "
    "\"#ccd1d7\"\n"
    "            for n, k in enumerate(keys)}\n"
    "\n"
    "\n"
    "def bars(name, row, value, panel=None, key=None, states=False):\n"
    "    for part, ax in panels(name, panel):\n"
    "        rows = part[row].unique()\n"
    "        if key:\n"
    "            wide = part.pivot_table(index=row, columns=key, values=value, sort=False)\n"
    "            keys = list(part[key].unique())\n"
    "            wide.loc[rows, keys].plot.barh(stacked=True, ax=ax, "
    "color=colours(keys, states))\n"
    "            ax.legend(fontsize=7)\n"
    "        else:\n"
    "            ax.barh([str(r) for r in rows], part[value], color=COLOURS[0])\n"
    "        ax.invert_yaxis()\n"
    "\n"
    "\n"
    "def heat(name, row, x, value, panel=None):\n"
    "    for part, ax in panels(name, panel):\n"
    "        wide = part.pivot(index=row, columns=x, values=value)\n"
    "        ax.imshow(wide, cmap=\"Blues\")\n"
    "        ax.set_xticks(range(len(wide.columns)), wide.columns, rotation=30)\n"
    "        ax.set_yticks(range(len(wide.index)), wide.index)\n"
    "\n"
    "\n"
    "def gantt(name, row, key, panel=None, keys=(), states=False):\n"
    "    colour = colours(keys, states)\n"
    "    for part, ax in panels(name, panel):\n"
    "        rows = list(part[row].unique())\n"
    "        base = part.groupby([row, \"from\", \"to\"])[\"share\"].cumsum() - "
    "part[\"share\"]\n"
    "        for label in keys:\n"
    "            k = part[part[key] == label]\n"
    "            at = [rows.index(r) + 0.35 for r in k[row]]\n"
    "            ax.bar(k[\"from\"], -0.7 * k[\"share\"], width=k[\"to\"] - k[\"from\"],\n"
    "                   bottom=at - 0.7 * base[k.index], align=\"edge\", color=colour[label],\n"
    "                   label=label)\n"
    "        ax.set_yticks(range(len(rows)), rows)\n"
    "        ax.invert_yaxis()\n"
    "        ax.legend(fontsize=7)\n"
    "\n"
    "\n"
    "def strip(name, row, panel=None):\n"
    "    for part, ax in panels(name, panel):\n"
    "        rows = list(part[row].unique())\n"
    "        ax.barh([rows.index(r) for r in part[row]], part[\"to\"] - part[\"from\"],\n"
    "                left=part[\"from\"], height=0.6 * part[\"share\"], color=COLOURS[0])\n"
    "        ax.set_yticks(range(len(rows)), rows)\n"
    "        ax.invert_yaxis()\n"
    "\n"
    "\n";

static bool save(const char *folder, const char *name, const char *ending, const struct text *t,
                 struct status *st) {
    struct text path = {0};
    text_printf(&path, "%s/%s%s", folder, name, ending);
    bool ok = file_write(path.at, text_string(t), t->length, st);
    text_free(&path);
    return ok;
}

static bool save_figure(const struct chart *c, const char *folder, struct status *st) {
    struct text t = {0}, path = {0};
    chart_svg(c, true, &t);
    bool ok = save(folder, c->id, ".svg", &t, st);
    text_clear(&t);
    chart_csv(c, &t);
    ok = ok && save(folder, c->id, ".csv", &t, st);
    text_printf(&path, "%s/%s.pdf", folder, c->id);
    ok = ok && chart_pdf(c, path.at, st);
    text_free(&path);
    text_free(&t);
    return ok;
}

bool report_figures_save(const struct figures *f, const char *folder, struct status *st) {
    struct text gnuplot = {0}, python = {0};
    bool ok = folder_make(folder, st);
    text_add(&gnuplot, gnuplot_head);
    text_add(&python, python_head);
    for (u32 n = 0; n < f->at.count && ok; n++) {
        ok = save_figure(&f->at.at[n], folder, st);
        chart_gnuplot(&f->at.at[n], &gnuplot);
        chart_python(&f->at.at[n], &python);
    }
    ok = ok && save(folder, "figures", ".gp", &gnuplot, st) &&
         save(folder, "figures", ".py", &python, st);
    text_free(&gnuplot);
    text_free(&python);
    return ok;
}
