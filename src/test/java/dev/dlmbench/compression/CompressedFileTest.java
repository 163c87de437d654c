package dev.dlmbench.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The format of compressed files. */
class CompressedFileTest {
    private static final CompressedFile.Header HEADER = new CompressedFile.Header(
            "{\"kind\":\"code\",\"word\":\"\u00e9\"}",
            Hashes.of("weights"),
            Hashes.of("text"),
            Map.of("device", "cpu", "threads", "2"),
            3,
            5,
            Hashes.of("ab\u00e9\u00e9"));
    private static final CompressedFile FILE =
            new CompressedFile(HEADER, new byte[] {1, 2, 3, 0, 0, 0}, new byte[] {-1, 0, 7});

    @Test
    void whatIsWrittenIsRead() {
        CompressedFile read = CompressedFile.read(FILE.bytes(), "it");
        assertThat(read.header()).isEqualTo(HEADER);
        assertThat(read.escapes()).isEqualTo(FILE.escapes());
        assertThat(read.code()).isEqualTo(FILE.code());
        CompressedFile nothing = new CompressedFile(HEADER, new byte[0], new byte[0]);
        assertThat(CompressedFile.read(nothing.bytes(), "it").code()).isEmpty();
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = FILE.bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> CompressedFile.read(changed, "it"))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("it: ");
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] bytes = FILE.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CompressedFile.read(cut, "it"))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(
                            length < 10
                                    ? "it: no file that dlm compress has written"
                                    : "it: damaged: it ends too early");
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "it: damaged: its checksum is another");
    }

    @Test
    void whatIsNoSuchFileIsSaidToBeNone() {
        assertRefused(
                "To be, or not to be".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "it: no file that dlm compress has written");
        byte[] later = FILE.bytes();
        later[9] = 2;
        assertRefused(
                later, "it: written by a later version of dlm-bench, in format 2; this one reads formats up to 1");
    }

    /** Made to do harm: the checksum fits, and what is in it does not. */
    @Test
    void partsThatSayTooMuchAreRefused() {
        byte[] bytes = FILE.bytes();
        byte[] huge = bytes.clone();
        ByteBuffer.wrap(huge).putInt(14, Integer.MAX_VALUE); // the length of the header before it is deflated
        assertRefused(sealed(huge), "it: damaged: its parts do not fit together");
        byte[] longer = bytes.clone();
        ByteBuffer.wrap(longer).putInt(14, ByteBuffer.wrap(bytes).getInt(14) + 1);
        assertRefused(sealed(longer), "it: damaged: its parts do not fit together");
    }

    private static byte[] sealed(byte[] bytes) {
        byte[] before = Arrays.copyOf(bytes, bytes.length - 32);
        return ByteBuffer.allocate(bytes.length)
                .put(before)
                .put(Hashes.sha256().digest(before))
                .array();
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> CompressedFile.read(bytes, "it"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(why);
    }
}
