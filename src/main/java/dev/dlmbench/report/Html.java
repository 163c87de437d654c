package dev.dlmbench.report;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Fills the page's template; everything that is filled in is escaped unless the template says otherwise. */
final class Html {
    private Html() {}

    static String render(ReportPage page) throws IOException {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(Html.class, "");
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ROOT);
        templates.setNumberFormat("computer");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        StringWriter html = new StringWriter();
        try {
            templates
                    .getTemplate("report.ftlh")
                    .process(
                            Map.of("page", page, "style", resource("report.css"), "script", resource("report.js")),
                            html);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template is broken", e);
        }
        return html.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
