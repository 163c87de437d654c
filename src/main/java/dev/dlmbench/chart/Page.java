package dev.dlmbench.chart;

import dev.dlmbench.chart.Labels.Label;
import dev.dlmbench.chart.Painted.Filled;
import dev.dlmbench.chart.Painted.Stroked;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * A figure with everything on it, as it is painted. Names stand at the ends of lines where there is room, else in a
 * legend: in a free corner, beside the data, or below.
 */
final class Page {
    private static final double LARGEST_SHARE = 0.7;
    private static final double BESIDE_SHARE = 0.3;

    private final Figure figure;
    private final ChartStyle style;
    private final List<Painted> painted = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private Plot plot;
    private double height;

    Page(Figure figure, ChartStyle style) {
        this.figure = figure;
        this.style = style;
        this.height = style.height();
        Rectangle2D about = new Rectangle2D.Double(0, 0, 0.8 * style.width(), 0.8 * height);
        this.plot = plot(0, plot(0, about, Optional.empty()).area(), Optional.empty());
        Optional<Rectangle2D> legend = named() ? Optional.empty() : Optional.of(legend());
        List<Label> signs = Notes.signs(plot, style);
        Occupied words = new Occupied(style.width(), height, List.of());
        legend.ifPresent(words::add);
        labels.forEach(label -> words.add(label.box()));
        labels.addAll(signs);
        labels.addAll(new Notes(plot, style, occupied(), words).place());
        footnotes();
        painted.add(new Filled(
                new Path2D.Double(new Rectangle2D.Double(0, 0, style.width(), height())), Ink.PAPER.color(), false));
        plot.painted(labels).stream()
                .filter(part -> !border(part))
                .map(Page::clearOfAxes)
                .forEach(painted::add);
    }

    Figure figure() {
        return figure;
    }

    ChartStyle style() {
        return style;
    }

    int height() {
        return (int) Math.ceil(height);
    }

    /** Returns what is on the page, in the order that it is painted in. */
    List<Painted> painted() {
        return painted;
    }

    /** Returns where things are. */
    Plot plot() {
        return plot;
    }

    /** Returns the words that are neither at an axis nor in a legend. */
    List<Label> labels() {
        return labels;
    }

    private Plot plot(double right, Rectangle2D about, Optional<LegendPosition> legend) {
        return new Plot(figure, style, style.width() - Chart.MARGIN - right, height, about, legend);
    }

    private Occupied occupied() {
        Occupied occupied = new Occupied(style.width(), height, plot.painted());
        Notes.signs(plot, style).forEach(label -> occupied.add(label.box()));
        return occupied;
    }

    /** Puts names at the ends of lines, if all have room there. */
    private boolean named() {
        Optional<Double> reach = EndLabels.suit(figure) ? new EndLabels(plot, style).reach(style) : Optional.empty();
        if (reach.isEmpty()) {
            return false;
        }
        Plot full = plot;
        double right = Math.max(0, reach.get() - Chart.MARGIN);
        Rectangle2D about = full.area();
        about.setRect(0, 0, about.getWidth() - right, about.getHeight());
        plot = plot(right, about, Optional.empty());
        Optional<List<Label>> names = new EndLabels(plot, style).place(occupied(), style.width());
        names.ifPresent(labels::addAll);
        plot = names.isPresent() ? plot : full;
        return names.isPresent();
    }

    /** Gives the plot a legend and returns where it is. */
    private Rectangle2D legend() {
        Rectangle2D area = plot.area();
        Rectangle2D box = box(plot(0, area, Optional.of(LegendPosition.InsideNE)));
        double left = area.getMinX() + area.getMaxX() - box.getMaxX();
        double bottom = area.getMinY() + area.getMaxY() - box.getMaxY();
        boolean small = box.getWidth() <= LARGEST_SHARE * area.getWidth()
                && box.getHeight() <= LARGEST_SHARE * area.getHeight();
        Occupied taken = occupied();
        for (LegendPosition corner : List.of(
                LegendPosition.InsideNE, LegendPosition.InsideNW, LegendPosition.InsideSE, LegendPosition.InsideSW)) {
            boolean west = corner == LegendPosition.InsideNW || corner == LegendPosition.InsideSW;
            boolean south = corner == LegendPosition.InsideSE || corner == LegendPosition.InsideSW;
            double x = west ? left : box.getX();
            double y = south ? bottom : box.getY();
            if (small && taken.free(new Rectangle2D.Double(x, y, box.getWidth(), box.getHeight()))) {
                plot = plot(0, area, Optional.of(corner));
                return box(plot);
            }
        }
        boolean beside = box.getWidth() <= BESIDE_SHARE * style.width() && box.getHeight() <= height;
        if (beside) {
            area.setRect(0, 0, area.getWidth() - box.getWidth(), area.getHeight());
        } else {
            height += box.getHeight();
        }
        plot = plot(0, area, Optional.of(beside ? LegendPosition.OutsideE : LegendPosition.OutsideS));
        height += beside ? 0 : Plot.OVER;
        return box(plot);
    }

    /** Returns {@code part}, smaller if it is the paper below a legend: that must not reach the axes in any viewer. */
    private static Painted clearOfAxes(Painted part) {
        if (!(part instanceof Filled filled) || !part.color().equals(Ink.PAPER.color())) {
            return part;
        }
        Rectangle2D box = filled.shape().getBounds2D();
        box.setRect(box.getX() + 2, box.getY() + 2, box.getWidth() - 4, box.getHeight() - 4);
        return new Filled(new Path2D.Double(box), part.color(), false);
    }

    /** Returns whether {@code part} is the border of the legend, the only line that has the colour of paper. */
    private static boolean border(Painted part) {
        return part instanceof Stroked && part.color().equals(Ink.PAPER.color());
    }

    /** Returns the box of the legend. */
    private static Rectangle2D box(Plot plot) {
        return plot.painted().stream()
                .filter(Page::border)
                .map(part -> ((Stroked) part).shape().getBounds2D())
                .findFirst()
                .orElseThrow();
    }

    private void footnotes() {
        Lettering letters = style.notes();
        double row = 1.6 * letters.height();
        double baseline = height;
        for (String line : figure.legend()) {
            for (String part : letters.wrapped(line, style.width() - 2 * Chart.MARGIN)) {
                baseline += row;
                labels.add(new Label(part, letters, Ink.QUIET, Chart.MARGIN, baseline, Optional.empty()));
            }
        }
        height = baseline == height ? height : baseline + Chart.MARGIN;
    }
}
