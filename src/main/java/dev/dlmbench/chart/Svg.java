package dev.dlmbench.chart;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes what VectorGraphics2D writes fit to stand in a page: scalable, titled, small, and the same every time. */
final class Svg {
    private static final Pattern BODY = Pattern.compile("<svg[^>]*>(.*)</svg>", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+(?=[\")])");

    private Svg() {}

    static String of(String id, String title, int height, byte[] written) {
        String body = BODY.matcher(new String(written, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        Map<String, String> clips = new LinkedHashMap<>();
        String renamed = CLIP.matcher(body)
                .replaceAll(found -> clips.computeIfAbsent(found.group(), clip -> id + "-clip-" + clips.size()));
        String rounded = NUMBER.matcher(renamed).replaceAll(Svg::round);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + Layout.WIDTH + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + Layout.WIDTH + " " + height + "\" role=\"img\" aria-labelledby=\"" + id
                + "-title\">\n<title id=\"" + id + "-title\">" + escaped(title) + "</title>"
                + rounded.replace("\r", "").stripTrailing() + "\n</svg>\n";
    }

    private static String round(MatchResult number) {
        String text = String.format(Locale.ROOT, "%.2f", Double.parseDouble(number.group()));
        String shorter = text.replaceAll("\\.?0+$", "");
        return shorter.equals("-0") ? "0" : shorter;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
