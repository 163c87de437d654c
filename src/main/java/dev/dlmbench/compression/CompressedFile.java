package dev.dlmbench.compression;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A file that was compressed: a head of 10 bytes, three parts, and SHA-256 of all before it. The head is eight bytes
 * that no text begins with and the version of the format (2 bytes); each part is the number of its bytes (4 bytes) and
 * these bytes. All numbers have their highest byte first. The parts are the header and the escapes of
 * {@link SpelledText}, both preceded by their length (4 bytes) and deflated, and the code of the tokens.
 *
 * @param header what is needed to read the rest
 * @param escapes what the text of the tokens lacks
 * @param code of the tokens
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record CompressedFile(Header header, byte[] escapes, byte[] code) {
    /** The version of the format. */
    public static final int VERSION = 1;

    /** Longer files are not compressed. */
    public static final int LONGEST = 1 << 26;

    private static final byte[] MAGIC = {(byte) 0x89, 'D', 'L', 'M', '\r', '\n', 0x1a, '\n'};
    private static final int HEAD = MAGIC.length + Short.BYTES;
    private static final int DIGEST = 32;

    /** Nothing is deflated to a smaller share. */
    private static final long MOST_DEFLATED = 1100;

    /** Bytes that a header has at most; escapes have fewer than two for each byte of the original. */
    private static final int LONGEST_HEADER = 1 << 20;

    /**
     * What is needed to read a compressed file.
     *
     * @param composition of model, blocks and sampler, as whoever composes them writes it
     * @param weights SHA-256 of the model's weights, in hexadecimal digits
     * @param text hash of the text that the model is made for, which its vocabulary is from
     * @param engine what computed, by name
     * @param tokens how many the text has
     * @param length of the original, in bytes
     * @param hash SHA-256 of the original, in hexadecimal digits
     */
    public record Header(
            String composition,
            String weights,
            String text,
            Map<String, String> engine,
            int tokens,
            int length,
            String hash) {

        /** Copies the map. */
        public Header {
            engine = Map.copyOf(engine);
        }
    }

    /** Returns the bytes of the file. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeShort(VERSION);
            part(out, deflated(written(header)));
            part(out, deflated(escapes));
            part(out, code);
            out.write(Hashes.sha256().digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void part(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    /**
     * Reads a file.
     *
     * @param bytes of the file
     * @param name of the file in messages
     * @throws InvalidSettingException saying why, if it is not one of ours, of a later version, or damaged
     */
    public static CompressedFile read(byte[] bytes, String name) {
        if (bytes.length < HEAD || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new InvalidSettingException(name + ": no file that dlm compress has written");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length);
        int version = Short.toUnsignedInt(in.getShort());
        if (version > VERSION) {
            throw new InvalidSettingException(name + ": written by a later version of dlm-bench, in format " + version
                    + "; this one reads formats up to " + VERSION);
        }
        byte[][] parts = {part(in, name), part(in, name), part(in, name)};
        if (in.remaining() < DIGEST) {
            throw cut(name);
        }
        byte[] digest = Hashes.sha256().digest(Arrays.copyOf(bytes, in.position()));
        if (version < VERSION
                || in.remaining() > DIGEST
                || !Arrays.equals(digest, Arrays.copyOfRange(bytes, in.position(), bytes.length))) {
            throw new InvalidSettingException(name + ": damaged: its checksum is another");
        }
        try {
            return new CompressedFile(
                    header(inflated(parts[0], LONGEST_HEADER)), inflated(parts[1], 2 * LONGEST), parts[2]);
        } catch (IOException | DataFormatException | IllegalArgumentException e) {
            throw new InvalidSettingException(name + ": damaged: its parts do not fit together", e);
        }
    }

    private static byte[] part(ByteBuffer in, String name) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw cut(name);
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    private static InvalidSettingException cut(String name) {
        return new InvalidSettingException(name + ": damaged: it ends too early");
    }

    private static byte[] written(Header header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            part(out, header.composition().getBytes(StandardCharsets.UTF_8));
            out.write(HexFormat.of().parseHex(header.weights()));
            out.write(HexFormat.of().parseHex(header.text()));
            out.write(HexFormat.of().parseHex(header.hash()));
            out.writeInt(header.tokens());
            out.writeInt(header.length());
            for (Map.Entry<String, String> fact : new TreeMap<>(header.engine()).entrySet()) {
                out.writeUTF(fact.getKey());
                out.writeUTF(fact.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Header header(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String composition = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            String weights = HexFormat.of().formatHex(in.readNBytes(DIGEST));
            String text = HexFormat.of().formatHex(in.readNBytes(DIGEST));
            String hash = HexFormat.of().formatHex(in.readNBytes(DIGEST));
            int tokens = in.readInt();
            int length = in.readInt();
            Map<String, String> engine = new TreeMap<>();
            while (in.available() > 0) {
                engine.put(in.readUTF(), in.readUTF());
            }
            if (tokens < 0 || length < 0 || length > LONGEST || tokens > length) {
                throw new IOException("no lengths of a file");
            }
            return new Header(composition, weights, text, engine, tokens, length, hash);
        }
    }

    private static byte[] deflated(byte[] part) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(part);
            deflater.finish();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            byte[] buffer = new byte[1 << 12];
            while (!deflater.finished()) {
                bytes.write(buffer, 0, deflater.deflate(buffer));
            }
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] part, int most) throws IOException, DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(part);
        int length = part.length < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > Math.min(most, MOST_DEFLATED * part.length)) {
            throw new IOException("no length of a part");
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in);
            byte[] bytes = new byte[length];
            int count = inflater.inflate(bytes);
            if (count < length || inflater.inflate(new byte[1]) > 0) {
                throw new IOException("a part is of another length");
            }
            return bytes;
        } finally {
            inflater.end();
        }
    }
}
