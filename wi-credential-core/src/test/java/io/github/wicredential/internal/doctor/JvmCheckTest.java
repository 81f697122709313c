package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.doctor.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCheckTest {

    @TempDir
    private Path directory;

    @Test
    void namesThisJvmAndWhatItTrusts() {
        Found row = row(null, "HTTPS_PROXY");

        assertThat(row.status()).isEqualTo(Status.OK);
        assertThat(row.title()).startsWith("wi-credential ").contains("Java " + Runtime.version(), ", user ");
        assertThat(row.evidence()).containsExactly("trust store: the JDK's own (cacerts)", "proxy: by HTTPS_PROXY");
    }

    @Test
    void aUserWithoutANameIsItsNumber() throws IOException {
        assertThat(JvmCheck.user("app")).isEqualTo("app");
        assertThat(JvmCheck.user("?"))
                .isEqualTo(
                        Files.exists(Path.of("/proc/self"))
                                ? Files.getAttribute(directory, "unix:uid").toString()
                                : "?");
    }

    @Test
    void flagsOfTheApplicationThatDifferAreNamedWithoutSecrets() throws IOException {
        Found row = row(
                processOne(
                        "/opt/java/bin/java",
                        "-cp",
                        "-Dhttps.proxyPort=1",
                        "-Djavax.net.ssl.trustStore=/app/trust store.jks",
                        "-Djavax.net.ssl.trustStorePassword=s3cr3t",
                        "-Dhttps.proxyHost=proxy.example",
                        "-Dhttp.proxyPassword=s3cr3t",
                        "-Dapp.key=s3cr3t",
                        "shop.Main",
                        "-Dhttp.nonProxyHosts=x"),
                "");

        assertThat(row.status()).isEqualTo(Status.WARNING);
        assertThat(row.is("other-jvm")).isTrue();
        assertThat(row.evidence())
                .contains("the application (process 1) runs with -Dhttps.proxyHost=proxy.example "
                        + "-Djavax.net.ssl.trustStore=/app/trust store.jks and a password");
        assertThat(row.commands().get(0))
                .contains(
                        "JDK_JAVA_OPTIONS=' -Dhttps.proxyHost=proxy.example -Djavax.net.ssl.trustStore=/app/trust store.jks'");
        assertThat(row.toString() + row.commands()).doesNotContain("s3cr3t", "proxyPort", "nonProxyHosts");
    }

    @Test
    void anotherProcessThanAJvmHasNoFlags() throws IOException {
        assertThat(row(processOne("/sbin/tini", "java", "-Dhttps.proxyHost=x"), "")
                        .status())
                .isEqualTo(Status.OK);
        assertThat(row(directory.resolve("nothing"), "").status()).isEqualTo(Status.OK);
        assertThat(row(processOne("java", "-jar", "/app.jar", "-Dhttps.proxyHost=x"), "")
                        .status())
                .isEqualTo(Status.OK);
    }

    private Path processOne(String... words) throws IOException {
        return Files.writeString(directory.resolve("cmdline"), String.join("\0", List.of(words)) + "\0");
    }

    private static Found row(@Nullable Path commandLine, String proxyVariable) {
        Findings findings = new Findings(Progress.UNSEEN);
        new JvmCheck(findings, commandLine, proxyVariable).run();
        return findings.find("jvm").orElseThrow();
    }
}
