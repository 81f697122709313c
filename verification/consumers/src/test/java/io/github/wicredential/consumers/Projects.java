package io.github.wicredential.consumers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows as Maven projects, each without a parent of ours, resolved by one run of Maven. */
final class Projects {

    private static final String ENFORCER = "org.apache.maven.plugins:maven-enforcer-plugin:3.7.0";
    private static final String DEPENDENCY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";
    static final String CLASS_PATH = DEPENDENCY + ":build-classpath@path";
    static final Path DIRECTORY = Maven.WORK.resolve("projects");

    private Projects() {}

    /** Resolves all of them, with and without wi-credential. */
    static Map<String, Resolved> resolve(List<Row> rows) {
        try {
            Map<String, String> aloneByPom = new LinkedHashMap<>();
            Map<String, String> aloneOf = new LinkedHashMap<>();
            List<String> modules = new ArrayList<>();
            for (Row row : rows) {
                write(row.id(), pom(row, row.id()));
                modules.add(row.id());
                Row alone = row.alone();
                String same = aloneByPom.putIfAbsent(pom(alone, ""), alone.id());
                if (same == null) {
                    write(alone.id(), pom(alone, alone.id()));
                    modules.add(alone.id());
                }
                aloneOf.put(row.id(), same == null ? alone.id() : same);
            }
            write(".", aggregator(modules));
            Run maven = Maven.run(DIRECTORY, List.of("-fae", "-T1", ENFORCER + ":enforce@rules", CLASS_PATH));
            Map<String, List<String>> broken = EnforcerLog.brokenRules(maven.output());
            Map<String, Resolved> resolved = new LinkedHashMap<>();
            for (Row row : rows) {
                String alone = aloneOf.get(row.id());
                resolved.put(
                        row.id(),
                        new Resolved(
                                classPath(row.id()),
                                classPath(alone),
                                broken.getOrDefault(row.id(), List.of()),
                                broken.getOrDefault(alone, List.of())));
            }
            return resolved;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if Maven could not resolve it. */
    private static List<Path> classPath(String id) throws IOException {
        Path file = DIRECTORY.resolve(id + "/classpath.txt");
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file).strip();
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(java.io.File.pathSeparator)).stream()
                        .map(Projects::stable)
                        .toList();
    }

    // The repository's copies of ours go away with the next build.
    private static Path stable(String entry) {
        Path file = Path.of(entry);
        return file.startsWith(Maven.REPOSITORY.resolve("io/github/wicredential"))
                ? Maven.STAGED.resolve(Maven.REPOSITORY.relativize(file).toString())
                : file;
    }

    static void write(String directory, String pom) throws IOException {
        Path target = DIRECTORY.resolve(directory);
        Files.createDirectories(target);
        Files.writeString(target.resolve("pom.xml"), pom);
    }

    private static String aggregator(List<String> modules) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>all</artifactId>"
                + "<version>1</version><packaging>pom</packaging>"
                + "<properties><enforcer.skip>true</enforcer.skip></properties><modules>"
                + modules.stream()
                        .map(module -> "<module>" + module + "</module>")
                        .collect(Collectors.joining("\n"))
                + "</modules></project>";
    }

    static String pom(Row row, String id) {
        return pom(row, id, """
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-enforcer-plugin</artifactId>
                  <version>3.7.0</version>
                  <executions>
                    <execution>
                      <id>rules</id>
                      <goals><goal>enforce</goal></goals>
                      <configuration>
                        <fail>false</fail>
                        <rules>
                          <requireUpperBoundDeps/>
                          <dependencyConvergence/>
                          <banDynamicVersions><allowSnapshots>true</allowSnapshots></banDynamicVersions>
                        </rules>
                      </configuration>
                    </execution>
                  </executions>
                </plugin>
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-dependency-plugin</artifactId>
                  <version>3.11.0</version>
                  <executions>
                    <execution>
                      <id>path</id>
                      <goals><goal>build-classpath</goal></goals>
                      <configuration>
                        <outputFile>${project.basedir}/classpath.txt</outputFile>
                      </configuration>
                    </execution>
                  </executions>
                </plugin>
                """);
    }

    static String pom(Row row, String id, String plugins) {
        StringBuilder managed = new StringBuilder();
        for (String bom : row.given("bom")) {
            Dependency imported = bom.equals("wi-credential")
                    ? Dependency.parse("io.github.wicredential:wi-credential-bom:" + Published.VERSION)
                    : Dependency.parse(bom);
            managed.append(
                    imported.xml(false).replace("</dependency>", "<type>pom</type><scope>import</scope></dependency>"));
        }
        row.given("managed")
                .forEach(item -> managed.append(Dependency.parse(item).xml(false)));
        StringBuilder dependencies = new StringBuilder();
        row.dependencies()
                .forEach(dependency -> dependencies
                        .append(dependency.xml(dependency.ours() && row.ownBom()))
                        .append('\n'));
        StringBuilder properties = new StringBuilder("<maven.compiler.source>17</maven.compiler.source>"
                + "<maven.compiler.target>17</maven.compiler.target>"
                + "<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>");
        for (String property : row.given("property")) {
            String[] pair = property.split(":", 2);
            properties.append("<" + pair[0] + ">" + pair[1] + "</" + pair[0] + ">");
        }
        return """
                <project>
                <modelVersion>4.0.0</modelVersion>
                %s
                <groupId>shop</groupId><artifactId>%s</artifactId><version>1</version>
                <properties>%s</properties>
                <dependencyManagement><dependencies>%s</dependencies></dependencyManagement>
                <dependencies>
                %s</dependencies>
                <build><plugins>
                %s</plugins></build>
                </project>
                """.formatted(parent(row), id, properties, managed, dependencies, plugins);
    }

    private static String parent(Row row) {
        return row.given("parent").stream()
                .map(Dependency::parse)
                .map(parent -> "<parent><groupId>" + parent.group() + "</groupId><artifactId>" + parent.artifact()
                        + "</artifactId><version>" + parent.version() + "</version><relativePath/></parent>")
                .collect(Collectors.joining());
    }
}
