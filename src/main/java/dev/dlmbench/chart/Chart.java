package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import java.io.IOException;
import java.util.Optional;

/** One figure of a report. */
public abstract class Chart {
    /** Room at the edges of a page. */
    static final double MARGIN = 6;

    private final String name;
    private final String title;
    private final String caption;
    private final String needs;

    Chart(String name, String title, String caption, String needs) {
        this.name = name;
        this.title = title;
        this.caption = caption;
        this.needs = needs;
    }

    /** Returns the name in suite files and of the files drawn. */
    public final String name() {
        return name;
    }

    /** Returns the heading. */
    public final String title() {
        return title;
    }

    /** Returns what a reader must know to read it. */
    public final String caption() {
        return caption;
    }

    /** Returns what must have been measured for it to show anything. */
    public final String needs() {
        return needs;
    }

    /** Draws what {@code results} hold, as wide as a column, or nothing if they hold nothing to show. */
    public final Optional<Drawing> draw(SuiteResults results) throws IOException {
        return figure(results).map(figure -> new Drawing(figure, ChartStyle.SINGLE_COLUMN));
    }

    abstract Optional<Figure> figure(SuiteResults results) throws IOException;
}
