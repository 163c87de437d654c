package dev.dlmbench.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source into the archive that PyTorch loads: a zip of the source and of one pickled object, the
 * module with its attributes. Nothing is ever unpickled here.
 */
final class ProgramArchive {
    private static final int PROTOCOL = 0x80;
    private static final String VERSION = "10";

    private ProgramArchive() {}

    /**
     * Returns the archive of a program whose class is {@code __torch__.M}.
     *
     * @param constants values of its attributes: a {@code Boolean}, {@code Integer}, {@code Double} or list of
     *     {@code Double}, or {@link TensorList#EMPTY} for a list of tensors that the program fills
     */
    static byte[] pack(String source, Map<String, Object> constants) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "version", (VERSION + "\n").getBytes(StandardCharsets.UTF_8));
            entry(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
            entry(zip, "constants.pkl", new byte[] {(byte) PROTOCOL, 2, ')', '.'});
            entry(zip, "data.pkl", state(constants));
            entry(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry("m/" + name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Returns the pickle of {@code M.__new__(M)} with {@code constants} as its state. */
    private static byte[] state(Map<String, Object> constants) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(PROTOCOL);
        out.write(2);
        out.writeBytes("c__torch__\nM\n)\u0081}(");
        text(out, "training");
        out.write(0x88);
        for (Map.Entry<String, Object> constant : constants.entrySet()) {
            text(out, constant.getKey());
            value(out, constant.getValue());
        }
        out.writeBytes("ub.");
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeInt(Integer.reverseBytes(utf8.length));
        out.write(utf8);
    }

    private static void value(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            out.write(flag ? 0x88 : 0x89);
        } else if (value instanceof Integer number) {
            out.write('J');
            out.writeInt(Integer.reverseBytes(number));
        } else if (value instanceof Double number) {
            out.write('G');
            out.writeDouble(number);
        } else if (value instanceof List<?> numbers) {
            out.writeBytes("ctorch.jit._pickle\nbuild_doublelist\n](");
            for (Object number : numbers) {
                value(out, number);
            }
            out.writeBytes("e\u0085R");
        } else if (value == TensorList.EMPTY) {
            out.writeBytes("ctorch.jit._pickle\nbuild_tensorlist\n]\u0085R");
        } else {
            throw new IllegalArgumentException("no attribute can hold " + value);
        }
    }

    /** The values that stand for a list of tensors. */
    enum TensorList {
        /** A list that the program fills. */
        EMPTY
    }
}
