package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.report.MainTable.Cell;
import dev.dlmbench.report.MainTable.Column;
import dev.dlmbench.report.MainTable.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatexFilesTest {
    private static final MainTable TABLE = new MainTable(
            List.of(
                    new Column("process", "process", "", "", false),
                    new Column("nll", "NLL", "nats per token", "\u2193", true),
                    new Column("throughput-batch-16", "throughput", "tokens per second, batch 16", "\u2191", true)),
            List.of(
                    new Row(
                            "a[x=1]",
                            "a x=1 & 50 % of_it",
                            "p1",
                            "",
                            List.of(
                                    new Cell("masked", "", "", "masked", "", ""),
                                    new Cell("\u2264\u202f1.234", "1.2\u20131.3", "", "1.234", "1.2", "1.3"),
                                    new Cell("12\u202f345", "", "", "12345", "", ""))),
                    new Row(
                            "b",
                            "b",
                            "p2",
                            "",
                            List.of(
                                    new Cell("ar", "", "", "ar", "", ""),
                                    new Cell("1.100", "", "", "1.1", "", ""),
                                    new Cell("\u2013", "", "not measured", "", "", "")))));

    @Test
    void theTableHasRulesIntervalsAndOneBoldValue() {
        assertThat(LatexFiles.table(TABLE, Map.of("nll", "b")).lines().skip(1))
                .containsExactly(
                        "\\begin{tabular}{llrr}",
                        "\\toprule",
                        "& process & NLL$\\downarrow$ & throughput$\\uparrow$ \\\\",
                        "& {\\footnotesize } & {\\footnotesize nats per token}"
                                + " & {\\footnotesize tokens per second, batch 16} \\\\",
                        "\\midrule",
                        "a x=1 \\& 50 \\% of\\_it & masked & $\\leq$\\,1.234 {\\footnotesize [1.2--1.3]} & 12\\,345 \\\\",
                        "b & ar & \\textbf{1.100} & -- \\\\",
                        "\\bottomrule",
                        "\\end{tabular}");
    }

    @Test
    void everyValueIsAMacroOfItsPointAndMetric() {
        assertThat(LatexFiles.macros(TABLE))
                .contains("\\expandafter\\def\\csname dlm:a[x=1]:nll\\endcsname{$\\leq$\\,1.234}\n")
                .contains("\\expandafter\\def\\csname dlmci:a[x=1]:nll\\endcsname{[1.2--1.3]}\n")
                .contains("csname dlm:b:nll")
                .doesNotContain("dlm:b:throughput");
    }

    @Test
    void nothingInANameReachesTheTypesetter() {
        assertThat(LatexFiles.escaped("\\input{/etc/passwd} $x^2$ #1 ~"))
                .isEqualTo("\\textbackslash{}input\\{/etc/passwd\\} \\$x\\textasciicircum{}2\\$ \\#1"
                        + " \\textasciitilde{}");
        assertThat(LatexFiles.escaped("a\n\n\\write18{x}")).isEqualTo("a\u240a\u240a\\textbackslash{}write18\\{x\\}");
        MainTable optional = new MainTable(
                List.of(new Column("nll", "NLL", "", "", true)),
                List.of(new Row("a", "[9cm]", "p", "", List.of(new Cell("1", "", "", "1", "", "")))));
        assertThat(LatexFiles.table(optional, Map.of())).contains("\n{}[9cm] & 1 \\\\\n");
        MainTable evil = new MainTable(
                List.of(new Column("nll", "NLL", "", "", true)),
                List.of(new Row("a\\endcsname\\input{x}%", "a", "p", "", List.of(new Cell("1", "", "", "1", "", "")))));
        assertThat(LatexFiles.macros(evil)).contains("\\csname dlm:aendcsnameinputx:nll\\endcsname{1}");
    }
}
