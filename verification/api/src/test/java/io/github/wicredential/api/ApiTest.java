package io.github.wicredential.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.output.stdout.StdoutOutputGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * No public API is broken by accident: each module is compared with its baseline, which is committed. A break that is
 * meant, like an addition, becomes part of the baseline by {@code -Dapi.accept=true}.
 */
class ApiTest {

    static final List<Published> MODULES = Published.MODULES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("MODULES")
    void nothingIsBrokenThatTheBaselineHas(Published module) throws IOException {
        Path baseline = Published.root().resolve("verification/api/baseline").resolve(module.artifact() + ".jar");
        Path text = baseline.resolveSibling(module.artifact() + ".txt");
        if (Boolean.getBoolean("api.accept")) {
            Signatures.writeJar(module.typesWithParents(), baseline);
            Files.writeString(text, Signatures.text(module.typesWithParents()), UTF_8);
        }
        Path present = folder.resolve(module.artifact() + ".jar");
        Signatures.writeJar(module.typesWithParents(), present);

        List<JApiClass> broken = broken(baseline, present);

        if (!broken.isEmpty()) {
            fail(
                    "The public API of %s breaks its users. If that is meant, say so in CHANGELOG.md and run%n"
                            + "  mvn test -am -pl verification/api -Dtest=ApiTest -Dsurefire.failIfNoSpecifiedTests=false "
                            + "-Dapi.accept=true%n%n%s",
                    module, report(broken));
        }
        assertThat(text).as("the baseline for readers").exists();
    }

    @Test
    void thePageSaysWhatHasChangedSinceTheApiWasFirstShown() throws IOException {
        boolean accept = Boolean.getBoolean("api.accept");
        Map<String, String> texts = new LinkedHashMap<>();
        for (Published module : MODULES) {
            Path baseline = Published.root().resolve("verification/api/baseline/" + module.artifact() + ".txt");
            texts.put(
                    module.artifact(),
                    accept ? Signatures.text(module.typesWithParents()) : Files.readString(baseline, UTF_8));
        }
        ChangesPage page = ChangesPage.of(texts);

        String generated = page.generated();

        if (accept) {
            Files.writeString(page.file(), generated, UTF_8);
        }
        assertThat(page.read()).as("-Dapi.accept=true writes it").isEqualTo(generated);
    }

    private static List<JApiClass> broken(Path before, Path now) {
        JarArchiveComparatorOptions options = JarArchiveComparatorOptions.of(options());
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        return new JarArchiveComparator(options)
                        .compare(
                                new JApiCmpArchive(before.toFile(), "baseline"),
                                new JApiCmpArchive(now.toFile(), "now"))
                        .stream()
                        .filter(type ->
                                !type.isBinaryCompatible() || !(type.isSourceCompatible() || isMadeByTheLibrary(type)))
                        .toList();
    }

    /** Events and findings: one more accessor breaks nobody, and stays compatible in binary form. */
    private static boolean isMadeByTheLibrary(JApiClass type) {
        String name = type.getFullyQualifiedName();
        return name.startsWith("io.github.wicredential.IdentityEvent")
                || name.equals("io.github.wicredential.doctor.Finding");
    }

    private static String report(List<JApiClass> broken) {
        return new StdoutOutputGenerator(options(), broken).generate();
    }

    private static Options options() {
        Options options = Options.newDefault();
        options.setAccessModifier(AccessModifier.PROTECTED);
        options.setOutputOnlyModifications(true);
        return options;
    }
}
