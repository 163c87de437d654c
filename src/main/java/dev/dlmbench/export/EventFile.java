package dev.dlmbench.export;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard's events: records of TensorFlow's TFRecord format, each a message {@code Event} of protocol
 * buffers. A record is its length in eight bytes, a checksum of these, the message, a checksum of that; checksums are
 * CRC-32C, rotated and shifted by a constant, all numbers with the lowest byte first.
 */
final class EventFile {
    private static final int CHECKSUM_ROTATION = 15;
    private static final int CHECKSUM_SHIFT = 0xa282ead8;

    private final OutputStream out;

    /** Writes to {@code out}, which stays open. */
    EventFile(OutputStream out) {
        this.out = out;
    }

    /** Writes the event that every file begins with. */
    void begin(double time) throws IOException {
        record(new Message().decimal(1, time).bytes(3, utf8("brain.Event:2")));
    }

    /**
     * Writes a value of a step, in single precision, which is all that the format has.
     *
     * @param time in seconds since 1970
     * @param tag the name of the curve
     */
    void scalar(double time, long step, String tag, double value) throws IOException {
        Message point = new Message().bytes(1, utf8(tag)).single(2, (float) value);
        Message summary = new Message().bytes(1, point.bytes());
        record(new Message().decimal(1, time).whole(2, step).bytes(5, summary.bytes()));
    }

    private void record(Message event) throws IOException {
        byte[] content = event.bytes();
        byte[] length = little(Long.BYTES).putLong(content.length).array();
        out.write(length);
        out.write(little(Integer.BYTES).putInt(checksum(length)).array());
        out.write(content);
        out.write(little(Integer.BYTES).putInt(checksum(content)).array());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), CHECKSUM_ROTATION) + CHECKSUM_SHIFT;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A message of protocol buffers while it is written: fields of a number, a type and a value. */
    private static final class Message {
        private static final int VARINT = 0;
        private static final int EIGHT_BYTES = 1;
        private static final int BYTES = 2;
        private static final int FOUR_BYTES = 5;

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @CanIgnoreReturnValue
        Message decimal(int field, double value) {
            key(field, EIGHT_BYTES);
            content.writeBytes(little(Double.BYTES).putDouble(value).array());
            return this;
        }

        @CanIgnoreReturnValue
        Message single(int field, float value) {
            key(field, FOUR_BYTES);
            content.writeBytes(little(Float.BYTES).putFloat(value).array());
            return this;
        }

        @CanIgnoreReturnValue
        Message whole(int field, long value) {
            key(field, VARINT);
            varint(value);
            return this;
        }

        @CanIgnoreReturnValue
        Message bytes(int field, byte[] value) {
            key(field, BYTES);
            varint(value.length);
            content.writeBytes(value);
            return this;
        }

        byte[] bytes() {
            return content.toByteArray();
        }

        private void key(int field, int type) {
            varint(((long) field << 3) | type);
        }

        /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                content.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            content.write((int) rest);
        }
    }
}
