package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.chart.Labels.Label;
import java.awt.geom.Line2D;
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

    /** A name, where its line ends, and where it begins. */
    private record End(String name, Ink ink, double x, double y, double left) {}

    private final Plot plot;
    private final Lettering letters;
    private final double row;
    private final List<End> ends = new ArrayList<>();

    /** {@code plot} has been painted. */
    EndLabels(Plot plot, ChartStyle style) {
        this.plot = plot;
        this.letters = style.labels();
        this.row = 1.45 * letters.height();
        double edge = plot.area().getMaxX();
        double away = style.scaled(AWAY) + style.marker();
        for (Series series : plot.figure().series()) {
            Mark last = series.marks().get(series.marks().size() - 1);
            double x = plot.across(last.x());
            boolean within = x + away + letters.width(series.title()) < edge - AWAY;
            double left = within ? x + away : Math.max(x + away, edge + AWAY);
            ends.add(new End(series.title(), series.look().ink(), x, plot.up(last.y()), left));
        }
        for (Reference line : plot.figure().references()) {
            ends.add(new End(line.title(), line.look().ink(), edge - AWAY, plot.up(line.value()), edge + AWAY));
        }
        ends.sort(Comparator.comparingDouble(End::y).thenComparing(End::name));
    }

    /** Returns whether every series of {@code figure} has an end that a name can stand at. */
    static boolean suit(Figure figure) {
        return figure.series().size() + figure.references().size() <= MOST
                && figure.references().stream().noneMatch(Reference::vertical)
                && figure.series().stream()
                        .allMatch(series -> series.line() || series.marks().size() == 1);
    }

    /** Returns how far the names reach beyond the area, or nothing if that is too far. */
    Optional<Double> reach(ChartStyle style) {
        double widest = ends.stream()
                .mapToDouble(end ->
                        end.left() + letters.width(end.name()) - plot.area().getMaxX())
                .max()
                .orElse(0);
        return widest > WIDEST_SHARE * style.width() ? Optional.empty() : Optional.of(widest);
    }

    /** Returns the names, if all have room on a page of {@code width} that is partly {@code taken}. */
    Optional<List<Label>> place(Occupied taken, double width) {
        double[] middles = spread();
        Rectangle2D page = new Rectangle2D.Double(0, 0, width, plot.area().getMaxY());
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < middles.length; i++) {
            End end = ends.get(i);
            double moved = Math.abs(middles[i] - end.y());
            Optional<Line2D> leader = moved > letters.height() / 2
                    ? Optional.of(new Line2D.Double(end.x() + AWAY, end.y(), end.left() - 1, middles[i]))
                    : Optional.empty();
            double baseline = middles[i] + letters.height() / 2;
            Label label = new Label(end.name(), letters, end.ink(), end.left(), baseline, leader);
            boolean beside =
                    end.left() - end.x() <= FARTHEST_ACROSS * plot.area().getWidth();
            if (moved > FARTHEST_UP * row || !beside || !page.contains(label.box()) || !taken.free(label.box())) {
                return Optional.empty();
            }
            labels.add(label);
        }
        return Optional.of(labels);
    }

    /**
     * Moves names apart, together by as little as possible: those that would touch become one pile, whose middle is
     * where the middle of its lines' ends is.
     */
    private double[] spread() {
        List<double[]> piles = new ArrayList<>(); // sum of the tops that the names would like to be at, and how many
        for (int i = 0; i < ends.size(); i++) {
            double[] pile = {ends.get(i).y() - i * row, 1};
            while (!piles.isEmpty() && mean(piles.get(piles.size() - 1)) > mean(pile)) {
                double[] before = piles.remove(piles.size() - 1);
                pile = new double[] {before[0] + pile[0], before[1] + pile[1]};
            }
            piles.add(pile);
        }
        double[] middles = new double[ends.size()];
        int index = 0;
        for (double[] pile : piles) {
            for (int i = 0; i < pile[1]; i++) {
                middles[index] = mean(pile) + index * row;
                index++;
            }
        }
        return middles;
    }

    private static double mean(double[] pile) {
        return pile[0] / pile[1];
    }
}
