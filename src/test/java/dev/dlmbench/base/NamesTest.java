package dev.dlmbench.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void listsNamesAsASentenceDoes() {
        assertThat(Names.listed(List.of("nll"))).isEqualTo("nll");
        assertThat(Names.listed(List.of("nll", "ppl"))).isEqualTo("nll and ppl");
        assertThat(Names.listed(List.of("nll", "ppl", "bpc"))).isEqualTo("nll, ppl and bpc");
    }
}
