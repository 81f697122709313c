package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applications of the module path, and an image of jlink. */
class ModulePathTest {

    private static final Path SOURCES = Path.of("src/checker/modules").toAbsolutePath();

    @Test
    void coreWorksAsAModule() {
        runs("core", "core alone");
    }

    @Test
    @Tag("full")
    void azureWorksAsAModuleWithTheClientOnOkHttp() {
        Run run = runs("azure", "azure with the client on OkHttp");
        assertThat(run.output()).contains("com.azure.core.http.okhttp.");
    }

    @Test
    @Tag("full")
    void azureWorksAsAModuleWithTheClientOfTheJdk() {
        Run run = runs("azure", "azure with the JDK's client");
        assertThat(run.output()).contains("com.azure.core.http.jdk.httpclient.");
    }

    @Test
    void aRuntimeImageHasAllThatCoreNeeds() throws IOException {
        List<Path> path = path("core alone");
        Path directory = Maven.WORK.resolve("jlink");
        Path classes = compile("core", directory, path);
        Path image = directory.resolve("image");
        Run jlink = Checker.run(
                directory,
                "jlink",
                List.of(
                        Checker.tool("jlink"),
                        "--module-path",
                        Checker.path(Checker.with(classes, path)),
                        "--add-modules",
                        "shop",
                        "--launcher",
                        "shop=shop/shop.Main",
                        "--output",
                        image.toString()),
                Map.of());
        assertThat(jlink.status()).as(jlink.output()).isZero();

        Run run =
                Checker.run(directory, "shop", List.of(image.resolve("bin/shop").toString()), Pod.environment());

        assertThat(run.output()).contains("works: shop").doesNotContain("FAILED");
        try (Stream<Path> files = Files.walk(image)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jmod"))).isEmpty();
        }
    }

    private static Run runs(String application, String row) {
        List<Path> path = path(row);
        Path directory = Maven.WORK.resolve("modules/" + row.replaceAll("[^a-z]", ""));
        Path classes = compile(application, directory, path);
        Run run = Checker.java(
                directory,
                "modules",
                List.of("--module-path", Checker.path(Checker.with(classes, path)), "--module", "shop/shop.Main"),
                Pod.environment());
        assertThat(run.output()).contains("works: shop").doesNotContain("FAILED");
        return run;
    }

    private static Path compile(String application, Path directory, List<Path> path) {
        Path classes = directory.resolve("classes");
        Path sources = SOURCES.resolve(application);
        Checker.compile(
                List.of(sources.resolve("module-info.java"), sources.resolve("shop/Main.java")),
                List.of("-d", classes.toString(), "--module-path", Checker.path(path), "--release", "17"));
        return classes;
    }

    private static List<Path> path(String row) {
        return Workplace.resolved(row).path();
    }
}
