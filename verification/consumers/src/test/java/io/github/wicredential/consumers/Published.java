package io.github.wicredential.consumers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this build would publish: the artifacts that the BOM names, and the BOM. */
final class Published {

    static final String VERSION = System.getProperty("consumers.version");
    private static final Pattern MANAGED = Pattern.compile("<artifactId>(wi-credential-[a-z-]+)</artifactId>");
    private static final Pattern AZURE_CORE =
            Pattern.compile("<artifactId>azure-core</artifactId>\\s*<version>([^<]+)</version>");
    private static final String BOM = "wi-credential-bom";

    private Published() {}

    /** The directory of the whole project, wherever below it the tests run. */
    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .filter(directory -> Files.exists(directory.resolve("wi-credential-bom/pom.xml")))
                .findFirst()
                .orElseThrow();
    }

    /** Every artifact with a jar, as the BOM lists them. */
    static List<String> artifacts() {
        return MANAGED.matcher(read(root().resolve(BOM + "/pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(artifact -> !artifact.equals(BOM))
                .toList();
    }

    static Path jar(String artifact) {
        Path jar = root().resolve(artifact + "/target/" + artifact + "-" + VERSION + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("build it first: " + jar);
        }
        return jar;
    }

    /** The pom as published: the flattened one where there is one. */
    static Path pom(String artifact) {
        Path flattened = root().resolve(artifact + "/.flattened-pom.xml");
        return Files.exists(flattened) ? flattened : root().resolve(artifact + "/pom.xml");
    }

    /** Lays everything out as a Maven repository. */
    static void stageIn(Path repository) {
        try {
            stage(repository, BOM, pom(BOM), "pom");
            for (String artifact : artifacts()) {
                stage(repository, artifact, pom(artifact), "pom");
                stage(repository, artifact, jar(artifact), "jar");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stage(Path repository, String artifact, Path file, String extension) throws IOException {
        Path target = repository.resolve("io/github/wicredential/" + artifact + "/" + VERSION + "/" + artifact + "-"
                + VERSION + "." + extension);
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the adapter adapts, as its pom says it. */
    static Dependency azureCore() {
        Matcher found = AZURE_CORE.matcher(read(pom("wi-credential-azure")));
        if (!found.find()) {
            throw new IllegalStateException("no version of azure-core; not the published pom?");
        }
        return Dependency.parse("com.azure:azure-core:" + found.group(1));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
