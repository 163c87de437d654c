package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DetokenizerTest {
    private static final Map<String, Detokenizer> PUBLISHED = Map.of(
            "wt_detokenizer", Detokenizer.WIKITEXT,
            "ptb_detokenizer", Detokenizer.PTB,
            "lm1b_detokenizer", Detokenizer.LM1B,
            "lambada_detokenizer", Detokenizer.LAMBADA,
            "scientific_papers_detokenizer", Detokenizer.SCIENTIFIC);

    /** The pairs come from running the programs of the papers. */
    @Test
    void everyPublishedPairComesOutExactly() throws IOException {
        JsonNode published = Json.read(SharedFiles.require("parity/published/datasets.json"), JsonNode.class)
                .path("detokenizers");
        List<String> names = new ArrayList<>();
        published.fieldNames().forEachRemaining(names::add);
        assertThat(new TreeSet<>(names)).isEqualTo(new TreeSet<>(PUBLISHED.keySet()));
        names.forEach(name -> {
            assertThat(published.path(name).path("pairs")).hasSizeGreaterThanOrEqualTo(8);
            published.path(name).path("pairs").forEach(pair -> assertThat(Objects.requireNonNull(PUBLISHED.get(name))
                            .apply(pair.path("before").asText()))
                    .as(name + ": " + pair.path("before").asText())
                    .isEqualTo(pair.path("after").asText()));
        });
    }

    @ParameterizedTest
    @EnumSource
    void plainWordsStayAsTheyAre(Detokenizer detokenizer) {
        String start = detokenizer == Detokenizer.LAMBADA ? "\n" : "";
        assertThat(detokenizer.apply("plain words stay")).isEqualTo(start + "plain words stay");
        assertThat(detokenizer.apply("")).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "WIKITEXT, `a ( b ( c ) d`, `a (b ( c) d`", // pairs do not nest
                "WIKITEXT, `a ( b`, `a ( b`",
                "WIKITEXT, `( \u00a0 )`, `()`",
                "PTB, `N N N`, `N 1 N`",
                "LM1B, `\u00e9t\u00e9 . ( )`, `\u00e9t\u00e9 . ( )`", // no word before a blank, and nothing inside
                "LM1B, `an \u00e9t\u00e9 . ( a )`, `an \u00e9t\u00e9. (a)`",
                "LAMBADA, `\u00a0a\u2003`, `\na`"
            })
    void edgesAreThoseOfTheDescription(Detokenizer detokenizer, String before, String after) {
        assertThat(detokenizer.apply(before)).isEqualTo(after);
    }
}
