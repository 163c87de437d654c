package dev.dlmbench.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import org.knowm.xchart.style.markers.Marker;

/**
 * A marker as SVG that drawings refer to.
 *
 * @param id that they refer to it by
 * @param filled whether it is an area, not lines
 * @param path its outline around the origin
 */
record MarkerPath(String id, boolean filled, String path) {
    /** How far from its middle a marker can be pointed at. */
    private static final int REACH = 11;

    /** Finds out what {@code marker} paints. */
    static MarkerPath of(String id, Marker marker, int size) {
        VectorGraphics2D recorder = new VectorGraphics2D();
        marker.paint(recorder, 0, 0, size);
        boolean filled = false;
        StringBuilder path = new StringBuilder();
        for (Command<?> command : recorder.getCommands()) {
            if (command instanceof FillShapeCommand fill) {
                filled = true;
                path.append(SvgText.path(fill.getValue()));
            } else if (command instanceof DrawShapeCommand draw) {
                path.append(SvgText.path(draw.getValue()));
            }
        }
        return new MarkerPath(id, filled, path.toString());
    }

    /** Returns the element that is referred to, with an invisible area around the marker. */
    String definition() {
        return "<g id=\"" + id + "\"><path d=\"" + path + "\"/><circle r=\"" + REACH
                + "\" fill=\"none\" stroke=\"none\" pointer-events=\"all\"/></g>\n";
    }
}
