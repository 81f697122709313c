package io.github.wicredential.products;

import io.github.wicredential.examples.local.LocalProcess;
import io.github.wicredential.test.LocalCluster;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Others' jars as Maven resolves them, and programs run with these and ours, in the local pod. */
final class Product {

    private static final String PASSWORD = "changeit";
    private static final Duration RESOLUTION = Duration.ofMinutes(8);

    private final Path directory;
    private final String others;
    private final String ours;

    private Product(Path directory, String others, String ours) {
        this.directory = directory;
        this.others = others;
        this.ours = ours;
    }

    /** Resolves coordinates of the form {@code group:artifact:version}, without the version if a {@code group:artifact:version:pom} has it. */
    static Product of(Path directory, String... coordinates) throws Exception {
        Path pom = Files.writeString(
                directory.resolve("pom.xml"),
                "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
                        + "<groupId>products</groupId><artifactId>product</artifactId><version>1</version>"
                        + "<dependencyManagement>" + dependencies(coordinates, true) + "</dependencyManagement>"
                        + dependencies(coordinates, false) + "</project>");
        Path classPath = directory.resolve("classpath");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("products.maven"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-q",
                "-f",
                pom.toString(),
                "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath",
                "-Dmdep.outputFile=" + classPath));
        // What was resolved once is there for good.
        command.add("-o");
        try (LocalProcess maven = LocalProcess.start(command, System.getenv())) {
            if (maven.awaitStatus(RESOLUTION) == 0) {
                return new Product(directory, Files.readString(classPath).strip(), "clients|core|thirdparty");
            }
        }
        command.remove("-o");
        try (LocalProcess maven = LocalProcess.start(command, System.getenv())) {
            maven.awaitEnd(RESOLUTION);
        }
        return new Product(directory, Files.readString(classPath).strip(), "clients|core|thirdparty");
    }

    private static String dependencies(String[] coordinates, boolean managing) {
        return Stream.of(coordinates)
                .map(each -> each.split(":", -1))
                .filter(part -> managing == (part.length == 4))
                .map(part -> "<dependency><groupId>" + part[0] + "</groupId><artifactId>" + part[1] + "</artifactId>"
                        + (part.length > 2 ? "<version>" + part[2] + "</version>" : "")
                        + (managing ? "<type>" + part[3] + "</type><scope>import</scope>" : "") + "</dependency>")
                .collect(Collectors.joining("", "<dependencies>", "</dependencies>"));
    }

    /** Where its configuration may be, which is on its class path. */
    Path directory() {
        return directory;
    }

    /** Starts it with the one jar of ours. */
    LocalProcess withTheOneJar(LocalCluster pod, X509Certificate trusted, List<String> programAndArguments)
            throws Exception {
        try (Stream<Path> built = Files.list(Path.of("..", "..", "wi-credential-clients", "target"))) {
            Path all = built.filter(file -> file.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow();
            return start(all.toAbsolutePath().toString(), pod, List.of(trusted), programAndArguments);
        }
    }

    /** With one more module of ours. */
    Product withOurs(String module) {
        return new Product(directory, others, ours + "|" + module);
    }

    /** Starts it with our jars as an application resolves them; trusts the JDK's authorities without a certificate. */
    LocalProcess start(LocalCluster pod, List<X509Certificate> trusted, List<String> programAndArguments)
            throws Exception {
        String jars = Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> entry.matches(".*wi-credential-(" + ours + ")/.*"))
                .collect(Collectors.joining(File.pathSeparator));
        return start(jars, pod, trusted, programAndArguments);
    }

    private LocalProcess start(
            String jars, LocalCluster pod, List<X509Certificate> trusted, List<String> programAndArguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                String.join(File.pathSeparator, directory.toString(), jars, others)));
        if (!trusted.isEmpty()) {
            command.add("-Djavax.net.ssl.trustStore=" + trustStore(trusted));
            command.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        }
        command.addAll(programAndArguments);
        return LocalProcess.start(command, Map.copyOf(pod.environment()));
    }

    private Path trustStore(List<X509Certificate> trusted) throws IOException, GeneralSecurityException {
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("server-" + i, trusted.get(i));
            }
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
