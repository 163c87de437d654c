package dev.dlmbench.chart;

import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** What all charts look alike in. */
final class Theme {
    /** How wide lines of the grid are. */
    static final float GRID = 0.6f;

    private static final float AXIS = 0.8f;

    private Theme() {}

    static void apply(
            XYChart chart,
            ChartStyle style,
            Figure figure,
            Axis x,
            Axis y,
            double height,
            Optional<LegendPosition> legend) {
        XYStyler styler = chart.getStyler();
        Lettering labels = style.labels();
        styler.setChartBackgroundColor(Painter.NOTHING);
        styler.setChartFontColor(Ink.INK.color());
        styler.setChartPadding(fine(Chart.MARGIN + Plot.OVER));
        styler.setChartTitleVisible(false);
        styler.setPlotBackgroundColor(Painter.NOTHING);
        styler.setPlotBorderVisible(false);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setPlotGridLinesStroke(Look.plain(GRID * Plot.FINE));
        styler.setPlotGridLinesColor(Ink.GRID.color());
        styler.setAxisTitleFont(
                Words.font(style.titles(), figure.x().label() + figure.y().label()));
        styler.setAxisTitlePadding(fine(8));
        styler.setAxisTickLabelsFont(Words.font(labels, ""));
        styler.setAxisTickLabelsColor(Ink.INK.color());
        styler.setAxisTickPadding(fine(4));
        styler.setAxisTickMarkLength(fine(3));
        styler.setAxisTickMarksStroke(Look.plain(AXIS * Plot.FINE));
        styler.setAxisTickMarksColor(Ink.INK.color());
        styler.setYAxisLabelAlignment(TextAlignment.Right);
        styler.setLegendVisible(legend.isPresent());
        legend.ifPresent(styler::setLegendPosition);
        styler.setLegendFont(Words.font(labels, String.join("", figure.titles())));
        styler.setLegendPadding(fine(style.scaled(4)));
        styler.setLegendSeriesLineLength(fine(style.scaled(20)));
        styler.setLegendBackgroundColor(Ink.PAPER.color());
        styler.setLegendBorderColor(Ink.PAPER.color());
        styler.setMarkerSize(fine(labels.height())); // the height of a row; markers have a size of their own
        styler.setXAxisLogarithmic(x.scale() == Scale.LOG10);
        styler.setXAxisLogarithmicDecadeOnly(false);
        styler.setXAxisMin(x.number(x.low()));
        styler.setXAxisMax(x.number(x.high()));
        // XChart compares this with the height, too, and gives up where it is larger
        styler.setXAxisTickMarkSpacingHint(fine(Math.min(x.apart(), 0.95 * height)));
        styler.setPlotGridVerticalLinesVisible(x.scale() != Scale.LOG10);
        styler.setYAxisLogarithmic(y.scale() == Scale.LOG10);
        styler.setYAxisLogarithmicDecadeOnly(false);
        styler.setYAxisMin(y.number(y.low()));
        styler.setYAxisMax(y.number(y.high()));
        styler.setYAxisTickMarkSpacingHint(fine(y.apart()));
        styler.setPlotGridHorizontalLinesVisible(y.scale() != Scale.LOG10);
    }

    private static int fine(double length) {
        return (int) Math.round(length * Plot.FINE);
    }
}
