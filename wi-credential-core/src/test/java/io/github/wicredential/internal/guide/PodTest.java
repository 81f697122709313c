package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTest {

    private static final String DNS = """
            search shop.svc.cluster.local svc.cluster.local cluster.local
            nameserver 10.0.0.10
            options ndots:5
            """;

    @TempDir
    private Path folder;

    @Test
    void theNamespaceIsThatOfTheAccountsFile() throws IOException {
        assertThat(Pod.namespace(file("namespace", "orders"), file("resolv.conf", DNS)))
                .isEqualTo("orders");
    }

    @Test
    void withoutTheApiServersTokenTheNamespaceIsThatOfTheDns() throws IOException {
        assertThat(Pod.namespace(folder.resolve("missing"), file("resolv.conf", DNS)))
                .isEqualTo("shop");
    }

    @Test
    void noNamespaceIsReadFromTheDnsOfANode() throws IOException {
        assertThat(Pod.namespace(
                        folder.resolve("missing"), file("resolv.conf", "search corp.example svc.corp.example\n")))
                .isNull();
        assertThat(Pod.namespace(folder.resolve("missing"), folder.resolve("missing")))
                .isNull();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
