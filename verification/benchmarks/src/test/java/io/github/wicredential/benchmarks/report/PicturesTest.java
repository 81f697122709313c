package io.github.wicredential.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.benchmarks.Effort;
import io.github.wicredential.benchmarks.scenario.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

    @TempDir
    private Path directory;

    @Test
    void callers_are_drawn_with_their_failures() throws IOException {
        Path ours = Files.write(
                directory.resolve("a.csv"),
                List.of("0,0.0,2.5", "1,0.1,3.5", "0,20.0,1242.0").stream()
                        .map(line -> line + ",0")
                        .toList());
        Path theirs = Files.write(directory.resolve("b.csv"), List.of("0,0.0,80.0,0", "0,20.0,5700000.0,1"));

        new Pictures(directory).latency(Effort.QUICK.timeline(), ours, theirs);

        assertThat(Files.readString(directory.resolve(Pictures.LATENCY)))
                .contains("<svg", "wi-credential-azure", "azure-identity", "Entra answers 503", "time per call")
                .contains("a call takes at most 2 ms; with azure-identity, up to 6 s before it fails")
                .contains("the call returned a token", "the call failed, although a valid token was cached");
    }

    @Test
    void the_cost_of_what_was_measured_is_drawn() throws IOException {
        Figures figures = new Figures()
                .put("jmh.Floor.volatileRead.ns", 0.8)
                .put("jmh.CoreCall.heldSource.ns", 1.9)
                .put("jmh.AzureCall.sameContext.AZURE.ns", 7.5)
                .put("jmh.AzureCall.sameContext.IDENTITY.ns", 23_500);

        new Pictures(directory).cost(figures);

        assertThat(Files.readString(directory.resolve(Pictures.COST)))
                .contains("<svg", "a volatile read", "TokenSource.token()", "1.90 ns", "logarithmic scale")
                .contains("Obtaining a cached token takes 7.50 ns; with azure-identity 23.5 µs, 3,133 times as long")
                .doesNotContain("acquireToken");
    }
}
