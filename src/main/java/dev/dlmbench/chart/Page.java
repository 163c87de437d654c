package dev.dlmbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** A figure with its axes, legend and notes, ready to be painted on anything. */
final class Page {
    private static final Color GRID = new Color(0xE3, 0xE3, 0xE3);
    private static final double TICK = 3;
    private static final double GAP = 4;

    private final Figure figure;
    private final Legend legend;
    private final Layout layout;
    private final Optional<Rectangle2D> corner;

    Page(Figure figure) {
        this.figure = figure;
        this.legend = new Legend(figure);
        Layout full = Layout.of(figure, 0);
        this.corner = legend.corner(full);
        this.layout = corner.isPresent() ? full : Layout.of(figure, legend.heightAbove());
    }

    int height() {
        return layout.height();
    }

    void draw(Graphics2D g) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(0, 0, Layout.WIDTH, layout.height()));
        drawGrid(g);
        new Plot(layout).draw(g);
        drawAxes(g);
        corner.ifPresentOrElse(box -> legend.drawInside(g, box), () -> legend.drawAbove(g, layout));
        new Notes(layout, corner.map(List::of).orElse(List.of())).draw(g);
    }

    private void drawGrid(Graphics2D g) {
        Rectangle2D area = layout.area();
        g.setColor(GRID);
        g.setStroke(new BasicStroke(0.6f));
        for (Scale.Tick tick : layout.xTicks()) {
            double x = layout.across(tick.value());
            g.draw(new Line2D.Double(x, area.getMinY(), x, area.getMaxY()));
        }
        for (Scale.Tick tick : layout.yTicks()) {
            double y = layout.up(tick.value());
            g.draw(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y));
        }
    }

    private void drawAxes(Graphics2D g) {
        Rectangle2D area = layout.area();
        g.setColor(Look.INK);
        g.setStroke(new BasicStroke(0.8f));
        g.draw(area);
        for (Scale.Tick tick : layout.xTicks()) {
            double x = layout.across(tick.value());
            g.setColor(Look.INK);
            g.draw(new Line2D.Double(x, area.getMaxY(), x, area.getMaxY() + TICK));
            double top = area.getMaxY() + TICK + GAP;
            double left = x - Lettering.SMALL.width(tick.label()) / 2;
            Lettering.SMALL.draw(g, tick.label(), Look.INK, left, top + Lettering.SMALL.height());
        }
        for (Scale.Tick tick : layout.yTicks()) {
            double y = layout.up(tick.value());
            g.setColor(Look.INK);
            g.draw(new Line2D.Double(area.getMinX() - TICK, y, area.getMinX(), y));
            double left = area.getMinX() - TICK - GAP - Lettering.SMALL.width(tick.label());
            Lettering.SMALL.draw(g, tick.label(), Look.INK, left, y + Lettering.SMALL.height() / 2);
        }
        double middle = area.getCenterX() - Lettering.NORMAL.width(figure.x().label()) / 2;
        Lettering.NORMAL.draw(g, figure.x().label(), Look.INK, middle, layout.height() - GAP - 2);
        Lettering.NORMAL.drawUpwards(
                g, figure.y().label(), Look.INK, GAP + Lettering.NORMAL.height() + 2, area.getCenterY());
    }
}
