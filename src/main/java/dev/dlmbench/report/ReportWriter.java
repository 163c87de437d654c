package dev.dlmbench.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.chart.Chart;
import dev.dlmbench.chart.ChartStyle;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.chart.Drawing;
import dev.dlmbench.report.ReportPictures.ChartCard;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ReportSummary;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rebuilds a suite's report from what is stored: one page that opens offline, charts and tables as files beside it. */
public final class ReportWriter {
    private static final String WIDE = "-wide.pdf";

    private ReportWriter() {}

    /**
     * Writes {@code <reports>/<suite>/index.html}, {@code charts/} and {@code tables/}, and the list of reports anew;
     * the same store always gives the same bytes.
     *
     * @return the page
     * @throws InvalidSettingException if the store does not know the suite
     */
    @CanIgnoreReturnValue
    public static Path write(ResultStore store, String suite, Path reports) throws IOException {
        SuiteIndex index = store.readIndex(suite)
                .orElseThrow(() ->
                        new InvalidSettingException("the store has no suite '" + suite + "', only " + known(store)));
        SuiteResults results = SuiteResults.read(store, index);
        ReportFolder folder = ReportFolder.make(reports, suite);
        List<ChartCard> charts = draw(results, ReportFolder.make(folder.path(), "charts"));
        ReportPage page = ReportPage.of(results, charts);
        ReportFolder tables = ReportFolder.make(folder.path(), "tables");
        tables.write("main.md", TableFiles.markdown(page.evidence().table()));
        tables.write("main.csv", TableFiles.csv(page.evidence().table()));
        tables.write(
                "main.tex",
                LatexFiles.table(
                        page.evidence().table(), page.evidence().table().winners(results)));
        tables.write("macros.tex", LatexFiles.macros(page.evidence().table()));
        Path html = folder.write("index.html", Html.render("report.ftlh", page));
        summary(page).write(folder.path());
        ReportIndex.write(reports);
        return html;
    }

    private static ReportSummary summary(ReportPage page) {
        return new ReportSummary(
                page.heading().suite(),
                page.heading().title(),
                page.state().standing().points(),
                page.state().standing().complete(),
                page.state().standing().failed(),
                page.state().standing().damaged(),
                page.evidence().claims().stream()
                        .map(claim -> new ReportSummary.ClaimLine(claim.id(), claim.says(), claim.outcome()))
                        .toList());
    }

    private static String known(ResultStore store) {
        try {
            return store.suites().toString();
        } catch (IOException e) {
            return "an unreadable list of suites";
        }
    }

    private static List<ChartCard> draw(SuiteResults results, ReportFolder folder) throws IOException {
        List<ChartCard> cards = new ArrayList<>();
        Optional<String> trouble = Drawing.trouble();
        for (String name : results.index().charts()) {
            Chart chart = Charts.byName(name)
                    .orElseThrow(() -> new InvalidSettingException(
                            "report.charts has no chart '" + name + "', only " + Charts.names()));
            Optional<Drawing> drawing = trouble.isPresent() ? Optional.empty() : chart.draw(results);
            write(name, drawing, folder);
            String absence = trouble.orElse("Nothing to show: it needs " + chart.needs() + ".");
            cards.add(card(chart, drawing, absence));
        }
        return cards;
    }

    /** Writes the files of a drawing, or deletes those of an earlier one. */
    private static void write(String name, Optional<Drawing> drawing, ReportFolder folder) throws IOException {
        for (String ending : List.of(".svg", ".pdf", ".png", WIDE)) {
            Files.deleteIfExists(folder.path().resolve(name + ending));
        }
        if (drawing.isPresent()) {
            folder.write(name + ".svg", drawing.get().svg());
            folder.write(name + ".pdf", drawing.get().pdf());
            folder.write(name + ".png", drawing.get().png());
            folder.write(name + WIDE, drawing.get().in(ChartStyle.TWO_COLUMN).pdf());
        }
    }

    private static ChartCard card(Chart chart, Optional<Drawing> drawing, String absence) {
        Optional<Drawing> screen = drawing.map(narrow -> narrow.in(ChartStyle.SCREEN));
        Optional<Drawing> other = screen.flatMap(Drawing::otherScale);
        return new ChartCard(
                chart.name(),
                chart.title(),
                chart.caption(),
                screen.map(Drawing::screen).orElse(""),
                other.map(Drawing::screen).orElse(""),
                other.isPresent()
                        ? Stream.of(screen.orElseThrow(), other.get())
                                .map(drawn -> drawn.logarithmic() ? "logarithmic" : "linear")
                                .toList()
                        : List.of(),
                screen.isPresent() ? "" : absence);
    }
}
