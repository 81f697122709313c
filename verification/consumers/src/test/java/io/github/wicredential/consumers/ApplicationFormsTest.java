package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other forms than a class path of jars. */
class ApplicationFormsTest {

    private static final List<String> CHECKS = List.of("Token", "Claims", "Diagnose");

    @BeforeAll
    static void stage() {
        assertThat(Workplace.resolved()).isNotEmpty();
    }

    @Test
    void withoutOkHttpNothingThatNeedsItIsLoaded() throws IOException {
        Path directory = Maven.WORK.resolve("loaded");
        List<Path> application = Workplace.resolved("core alone").path();
        Path checks = Checker.compile(directory, application, CHECKS);
        List<String> arguments = new ArrayList<>(List.of(
                "-Xlog:class+load:file=" + directory.resolve("classes.log"),
                "-cp",
                Checker.path(Checker.with(checks, application)),
                "consumer.Main"));
        arguments.addAll(CHECKS);

        Run run = Checker.java(directory, "loaded", arguments, Pod.environment());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(Files.readString(directory.resolve("classes.log")))
                .contains("io.github.wicredential.WorkloadIdentity ")
                .doesNotContain("io.github.wicredential.okhttp.");
    }

    @Test
    @Tag("full")
    void anApplicationShadedIntoOneJarWorks() {
        Path jar = built(
                "shaded",
                new Packaging("core, com.squareup.okhttp3:okhttp:4.12.0", "", List.of("OkHttp", "OkHttpOfOurs"), """
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-shade-plugin</artifactId>
                  <version>3.6.2</version>
                  <executions><execution><phase>package</phase><goals><goal>shade</goal></goals></execution></executions>
                </plugin>
                """));

        List<String> checks = List.of("Token", "Claims", "Diagnose", "OkHttp", "OkHttpOfOurs");
        List<String> arguments = new ArrayList<>(List.of("-cp", jar.toString(), "consumer.Main"));
        arguments.addAll(checks);
        works(Checker.java(jar.getParent(), "checks", arguments, Pod.environment()), checks);
    }

    @Test
    @Tag("full")
    void anApplicationWithAnAzureClientShadedIntoOneJarWorks() {
        Path jar = built(
                "shaded-azure",
                new Packaging("azure, com.azure:azure-security-keyvault-secrets:4.11.1", "", List.of("KeyVault"), """
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-shade-plugin</artifactId>
                  <version>3.6.2</version>
                  <configuration>
                    <!-- Some jars beside Azure's clients are signed. -->
                    <filters>
                      <filter>
                        <artifact>*:*</artifact>
                        <excludes><exclude>META-INF/*.SF</exclude><exclude>META-INF/*.RSA</exclude></excludes>
                      </filter>
                    </filters>
                    <transformers>
                      <transformer implementation="org.apache.maven.plugins.shade.resource.ServicesResourceTransformer"/>
                    </transformers>
                  </configuration>
                  <executions><execution><phase>package</phase><goals><goal>shade</goal></goals></execution></executions>
                </plugin>
                """));

        List<String> checks = List.of("Token", "Claims", "Diagnose", "AzureBuilders", "AzureClaims", "KeyVault");
        List<String> arguments = new ArrayList<>(List.of("-cp", jar.toString(), "consumer.Main"));
        arguments.addAll(checks);
        works(Checker.java(jar.getParent(), "checks", arguments, Pod.environment()), checks);
    }

    @Test
    @Tag("full")
    void anExecutableJarOfSpringBootWorks() {
        Path jar = built(
                "boot",
                new Packaging(
                        "spring, org.springframework.boot:spring-boot-starter-json",
                        "parent=org.springframework.boot:spring-boot-starter-parent:3.5.16",
                        List.of("SpringBeans", "JacksonTwo"),
                        """
                <plugin>
                  <groupId>org.springframework.boot</groupId>
                  <artifactId>spring-boot-maven-plugin</artifactId>
                  <configuration><mainClass>consumer.Main</mainClass></configuration>
                </plugin>
                """));

        List<String> checks =
                List.of("Token", "Claims", "Diagnose", "AzureBuilders", "AzureClaims", "SpringBeans", "JacksonTwo");
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
        arguments.addAll(checks);
        works(Checker.java(jar.getParent(), "checks", arguments, Pod.environment()), checks);
    }

    @Test
    @Tag("full")
    void mavenResolvesOfflineWithoutTheMetadataOfRepositories() throws IOException {
        Path directory = Maven.WORK.resolve("offline");
        Row row = Workplace.row("all, with our BOM");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("pom.xml"), Projects.pom(row, "offline"));
        Path repository = Maven.WORK.resolve("offline-repository");

        Run maven = Maven.alone(() -> {
            Run online = Maven.run(directory, List.of(Projects.CLASS_PATH));
            assertThat(online.succeeded()).as(online.output()).isTrue();
            withoutMetadata(Maven.REPOSITORY, repository);
            return Maven.offline(directory, repository, List.of(Projects.CLASS_PATH));
        });

        assertThat(maven.succeeded()).as(maven.output()).isTrue();
    }

    private record Packaging(String dependencies, String build, List<String> checks, String plugin) {}

    /** The jar that Maven makes of the checks. */
    private static Path built(String name, Packaging packaging) {
        Row row = Row.parse(
                name,
                "full | " + name + " | " + packaging.build() + " | " + packaging.dependencies() + " | "
                        + String.join(", ", packaging.checks()) + " | ");
        Path directory = Maven.WORK.resolve(name);
        try {
            Path sources = directory.resolve("src/main/java/consumer");
            Files.createDirectories(sources);
            for (String source : Checker.needed(row.checks())) {
                Files.copy(Checker.SOURCES.resolve("consumer/" + source + ".java"), sources.resolve(source + ".java"));
            }
            Files.writeString(directory.resolve("pom.xml"), Projects.pom(row, name, packaging.plugin()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Run maven = Maven.alone(() -> Maven.run(directory, List.of("package")));
        assertThat(maven.succeeded()).as(maven.output()).isTrue();
        return directory.resolve("target/" + name + "-1.jar");
    }

    private static void works(Run run, List<String> checks) {
        assertThat(run.output()).doesNotContain("FAILED");
        assertThat(run.output().lines())
                .containsAll(checks.stream().map(check -> "works: " + check).toList());
        assertThat(run.status()).isZero();
    }

    private static void withoutMetadata(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jar") || name.endsWith(".pom")) {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.createLink(target, file);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
