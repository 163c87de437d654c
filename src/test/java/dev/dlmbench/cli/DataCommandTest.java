package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dlmbench.base.Hashes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
    private static final byte[] LINES = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void whatIsFetchedIsFoundAndNotFetchedAgain() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/lambada.jsonl", exchange -> {
            exchange.sendResponseHeaders(200, LINES.length);
            exchange.getResponseBody().write(LINES);
            exchange.close();
        });
        server.start();
        try {
            String from = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                    + server.getAddress().getPort() + "/lambada.jsonl";
            Launch fetched = data("fetch", "--from", from, "--sha256", Hashes.of(LINES));
            assertThat(fetched.exitCode()).as(fetched.err()).isEqualTo(ExitCode.OK);
            assertThat(fetched.out()).contains("lambada_test.jsonl is there", Hashes.of(LINES));
            assertThat(folder.resolve("sets/lambada/lambada_test.jsonl")).hasBinaryContent(LINES);
            Launch again = data("fetch", "--from", from, "--sha256", Hashes.of(LINES));
            assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(again.err()).contains("is there already");
        } finally {
            server.stop(0);
        }
        Launch checked = data("check", "--hash");
        assertThat(checked.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(checked.out())
                .contains(
                        "lambada_test.jsonl\tlambada_test.jsonl\t" + LINES.length + "\tcan be read\t"
                                + Hashes.of(LINES),
                        "in sets/lambada\n")
                .doesNotContain("dlm data fetch");
    }

    @Test
    void aFileThatHoldsSomethingElseIsNamed() throws IOException {
        Path file = folder.resolve("sets/lambada/lambada_test.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"word\": \"one\"}\n");
        Launch checked = data("check");
        assertThat(checked.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(checked.out()).contains("lambada_test.jsonl:1: has no text under 'text'");
    }

    private Launch data(String command, String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(new String[] {"data", command, "lambada", "--data", "sets"}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return Launch.in(folder, all);
    }
}
