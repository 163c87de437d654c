package dev.dlmbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Names of constants in a program become their numbers, and nothing else changes. */
class ProgramSourceTest {
    private static final String HEAD =
            "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    private enum Color {
        RED,
        GREEN
    }

    @Test
    void namesBecomeNumbersInAllFiles() {
        String text = new ProgramSource()
                .numbers(Color.class, Color::ordinal)
                .number("WIDTH", 128)
                .file("one.py", """
                        # A comment of NOBODY.
                        EPS = 1e-05


                        class Place(IntEnum):
                          FIRST = 0
                          NEXT = 12  # after the FIRST


                        class One(Module):
                          bf16 : bool

                          def norm(self, x: Tensor) -> Tensor:
                            # EPS stays here
                            return x + EPS / self.of(WIDTH) + MORE
                        """)
                .file("two.py", """
                        MORE = 3
                        class Two(Module):
                          def of(self, x: List[Tensor]) -> int:
                            return x[Place.NEXT] + Color.GREEN + torch.to(x[Place.FIRST], torch.float64)  # Place.NEXT
                        """)
                .text();
        assertThat(text).isEqualTo(HEAD + """
                  bf16 : bool

                  def norm(self, x: Tensor) -> Tensor:
                    # EPS stays here
                    return x + 1e-05 / self.of(128) + 3
                  def of(self, x: List[Tensor]) -> int:
                    return x[12] + 1 + torch.to(x[0], 7)  # Place.NEXT
                """);
    }

    @Test
    void aNameThatIsNoConstantIsRefusedWithItsPlace() {
        for (String wrong : new String[] {"WIDTH", "Color.BLUE", "torch.FLOAT", "self.EPS"}) {
            ProgramSource source = new ProgramSource()
                    .numbers(Color.class, Color::ordinal)
                    .file("losses.py", "EPSILON = 1\n\nclass A(Module):\n  x : int\n  y = " + wrong + "\n");
            assertThatThrownBy(source::text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("losses.py, line 5: no constant is called " + wrong);
        }
    }

    @Test
    void aConstantHasOneHome() {
        ProgramSource source = new ProgramSource().file("a.py", "EPS = 1\n");
        assertThatThrownBy(() -> source.file("b.py", "\nEPS = 1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("b.py, line 2: EPS is defined already");
    }

    @Test
    void otherLinesOutsideOfAClassAreRefused() {
        assertThatThrownBy(() -> new ProgramSource().file("a.py", "# fine\n\neps = 1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a.py, line 3: neither a constant nor a class: eps = 1");
    }
}
