package dev.dlmbench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** TorchScript modules made here, so that no test needs Python. */
public final class TestScripts {
    private TestScripts() {}

    /**
     * Writes a module whose logit of id v after id u is sin(1.7 u + 0.9 v + 0.3 u v): row by row, whatever stands
     * around.
     *
     * @param vocabulary V
     */
    public static Path nextToken(Path file, int vocabulary) throws IOException {
        return write(file, vocabulary, "u = torch.to(ids, torch.float32)");
    }

    /**
     * Writes a module whose rows see the tokens beside them: the same with u = the id to the left plus twice that to
     * the right, around the corner at the ends.
     */
    public static Path inBetween(Path file, int vocabulary) throws IOException {
        return write(
                file,
                vocabulary,
                "u = torch.to(torch.add(torch.roll(ids, [1], [1]), torch.mul(torch.roll(ids, [-1], [1]), 2)),"
                        + " torch.float32)");
    }

    /** Returns what the modules compute for one row. */
    public static double logit(int u, int v) {
        return Math.sin(1.7 * u + 0.9 * v + 0.3 * u * v);
    }

    private static Path write(Path file, int vocabulary, String seen) throws IOException {
        String source = String.join(
                "\n",
                "class M(Module):",
                "  __parameters__ = []",
                "  __buffers__ = []",
                "  training : bool",
                "  V : int",
                "  def forward(self, ids: Tensor) -> Tensor:",
                "    " + seen.replace("torch.float32", "6"),
                "    u0 = torch.unsqueeze(u, -1)",
                "    v = torch.arange(self.V, dtype=6, layout=None, device=ids.device, pin_memory=False)",
                "    return torch.sin(torch.add(torch.add(torch.mul(u0, 1.7), torch.mul(v, 0.9)),"
                        + " torch.mul(torch.mul(u0, v), 0.3)))",
                "");
        Files.write(file, ProgramArchive.pack(source, Map.of("V", vocabulary)));
        return file;
    }
}
