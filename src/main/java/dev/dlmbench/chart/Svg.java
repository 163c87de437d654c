package dev.dlmbench.chart;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes what VectorGraphics2D writes fit to stand on its own: scalable, titled, small, and the same every time. */
final class Svg {
    private static final Pattern BODY = Pattern.compile("<svg[^>]*>(.*)</svg>", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+(?=[\")])");

    private Svg() {}

    static String of(Page page, byte[] written) {
        String id = page.figure().id();
        String body = BODY.matcher(new String(written, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        Map<String, String> clips = new LinkedHashMap<>();
        String renamed = CLIP.matcher(body)
                .replaceAll(found -> clips.computeIfAbsent(found.group(), clip -> id + "-clip-" + clips.size()));
        String rounded = NUMBER.matcher(renamed).replaceAll(found -> SvgText.number(Double.parseDouble(found.group())));
        int width = page.style().width();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + page.height()
                + "\" viewBox=\"0 0 " + width + " " + page.height() + "\" role=\"img\" aria-labelledby=\"" + id
                + "-title\">\n<title id=\"" + id + "-title\">"
                + SvgText.escaped(page.figure().title()) + "</title>"
                + rounded.replace("\r", "").stripTrailing() + "\n</svg>\n";
    }
}
