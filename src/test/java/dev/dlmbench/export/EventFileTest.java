package dev.dlmbench.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventFileTest {
    private static final double TIME = 1_700_000_000.25;

    /** The bytes are those that TensorBoard's own writer in Python makes of the same two events. */
    @Test
    void eventsAreTheBytesThatTensorBoardWrites() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFile events = new EventFile(out);
        events.begin(TIME);
        events.scalar(TIME, 300, "training/loss", 2.125);
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9"
                        + "2400000000000000422b804d0900001040fc54d94110ac022a160a140a0d747261696e"
                        + "696e672f6c6f73731500000840fccc4f10");
    }

    /** A step beyond 2^32 takes five bytes of seven bits. */
    @Test
    void stepsMayBeLarge() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new EventFile(out).scalar(TIME, 1L << 33, "a", 1);
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong(0)).isEqualTo(out.size() - 16);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).contains("108080808020" + "2a");
    }
}
