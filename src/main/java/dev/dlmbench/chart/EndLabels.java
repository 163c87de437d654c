package dev.dlmbench.chart;

import dev.dlmbench.chart.Canvas.Anchor;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Names each series at the right end of its line, which a reader finds faster than a legend. */
final class EndLabels {
    private static final int MOST = 9;
    private static final double WIDEST_SHARE = 0.27;
    private static final double AWAY = 4;

    /** How far from the right edge a line may end whose name stands beyond that edge, in widths of the area. */
    private static final double FARTHEST_ACROSS = 0.25;

    /** How far a name may be moved from its line's end, in heights of a row. */
    private static final double FARTHEST_UP = 2.2;

    /** A name, where its line ends, and where its middle is. */
    private record Label(String name, Ink ink, double endX, double endY, double left, double middle) {
        Label at(double moved) {
            return new Label(name, ink, endX, endY, left, moved);
        }
    }

    private final List<Label> labels;
    private final Layout layout;

    private EndLabels(List<Label> labels, Layout layout) {
        this.labels = labels;
        this.layout = layout;
    }

    /** Returns the page with room for the names at the right, if every series has a name that fits there. */
    static Optional<EndLabels> of(Figure figure, ChartStyle style, Fonts fonts) {
        boolean lines = figure.series().stream()
                .allMatch(series -> series.line() || series.marks().size() == 1);
        boolean upright = figure.references().stream().anyMatch(Reference::vertical);
        int names = figure.series().size() + figure.references().size();
        if (!lines || upright || names > MOST) {
            return Optional.empty();
        }
        Layout full = Layout.of(figure, style, fonts, 0, 0);
        double widest = ends(full).stream()
                .mapToDouble(label -> label.left()
                        + fonts.labels().width(label.name())
                        - full.area().getMaxX())
                .max()
                .orElse(0);
        if (widest > WIDEST_SHARE * style.width()) {
            return Optional.empty();
        }
        Layout narrow = Layout.of(figure, style, fonts, 0, Math.max(0, widest - Layout.MARGIN));
        EndLabels placed = new EndLabels(spread(ends(narrow), narrow), narrow);
        return placed.fits() ? Optional.of(placed) : Optional.empty();
    }

    Layout layout() {
        return layout;
    }

    /** Returns the boxes around the names. */
    List<Rectangle2D> boxes() {
        return labels.stream().map(this::box).toList();
    }

    void draw(Canvas canvas) {
        Lettering lettering = layout.fonts().labels();
        for (Label label : labels) {
            if (Math.abs(label.middle() - label.endY()) > lettering.height() / 2) {
                canvas.line(label.endX() + AWAY, label.endY(), label.left() - 1, label.middle(), label.ink(), 0.5);
            }
            double baseline = label.middle() + lettering.height() / 2;
            canvas.words(label.name(), lettering, label.ink(), Anchor.LEFT, label.left(), baseline);
        }
    }

    private static List<Label> ends(Layout layout) {
        List<Label> ends = new ArrayList<>();
        double away = layout.style().scaled(AWAY) + layout.style().marker();
        for (Series series : layout.figure().series()) {
            Mark last = series.marks().get(series.marks().size() - 1);
            double x = layout.across(last.x());
            double y = layout.up(last.y());
            double edge = layout.area().getMaxX();
            boolean within = x + away + layout.fonts().labels().width(series.title()) < edge - AWAY;
            double left = within ? x + away : Math.max(x + away, edge + AWAY);
            ends.add(new Label(series.title(), series.look().ink(), x, y, left, y));
        }
        for (Reference line : layout.figure().references()) {
            double right = layout.area().getMaxX();
            double y = layout.up(line.value());
            ends.add(new Label(line.title(), line.look().ink(), right - AWAY, y, right + AWAY, y));
        }
        ends.sort(Comparator.comparingDouble(Label::endY).thenComparing(Label::name));
        return ends;
    }

    private static double row(Layout layout) {
        return 1.45 * layout.fonts().labels().height();
    }

    /**
     * Moves names apart, together by as little as possible: those that would touch become one pile, whose middle is
     * where the middle of its lines' ends is.
     */
    private static List<Label> spread(List<Label> sorted, Layout layout) {
        double row = row(layout);
        List<double[]> piles = new ArrayList<>(); // sum of the tops that the names would like to be at, and how many
        for (int i = 0; i < sorted.size(); i++) {
            double[] pile = {sorted.get(i).endY() - i * row, 1};
            while (!piles.isEmpty() && mean(piles.get(piles.size() - 1)) > mean(pile)) {
                double[] before = piles.remove(piles.size() - 1);
                pile = new double[] {before[0] + pile[0], before[1] + pile[1]};
            }
            piles.add(pile);
        }
        List<Label> moved = new ArrayList<>();
        for (double[] pile : piles) {
            for (int i = 0; i < pile[1]; i++) {
                int index = moved.size();
                moved.add(sorted.get(index).at(mean(pile) + index * row));
            }
        }
        return moved;
    }

    private static double mean(double[] pile) {
        return pile[0] / pile[1];
    }

    private boolean fits() {
        Occupied ink = layout.ink();
        Rectangle2D page = new Rectangle2D.Double(
                0, 0, layout.style().width(), layout.area().getMaxY());
        for (Label label : labels) {
            boolean near = Math.abs(label.middle() - label.endY()) <= FARTHEST_UP * row(layout);
            boolean beside = label.left() - label.endX()
                    <= FARTHEST_ACROSS * layout.area().getWidth();
            if (!near || !beside || !page.contains(box(label)) || !ink.free(box(label))) {
                return false;
            }
        }
        return true;
    }

    private Rectangle2D box(Label label) {
        Lettering lettering = layout.fonts().labels();
        return lettering.box(label.name(), label.left(), label.middle() + lettering.height() / 2);
    }
}
