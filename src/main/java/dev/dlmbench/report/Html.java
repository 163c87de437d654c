package dev.dlmbench.report;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.Visible;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Fills the page's template; everything that is filled in is escaped unless the template says otherwise. */
final class Html {
    private Html() {}

    /**
     * Fills a template.
     *
     * @param template the name of its file
     * @param page what it shows
     */
    static String render(String template, Object page) throws IOException {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(Html.class, "");
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ROOT);
        templates.setNumberFormat("computer");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        StringWriter html = new StringWriter();
        try {
            String script = resource("report.js") + resource("answers.js");
            templates
                    .getTemplate(template)
                    .process(
                            Map.of(
                                    "page",
                                    page,
                                    "style",
                                    resource("report.css"),
                                    "script",
                                    script,
                                    "scriptDigest",
                                    digest(script)),
                            html);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template is broken", e);
        }
        return Visible.text(html.toString());
    }

    /** Returns the digest by which the page's policy tells its own script from what others may have put there. */
    private static String digest(String script) {
        byte[] digest = Hashes.sha256().digest(("\n" + script).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
