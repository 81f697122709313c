package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.Doctor;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor in an executable jar of Spring Boot's, as docs/how-to/troubleshooting.md says to run it. */
class ExecutableJarTest {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    @TempDir
    private Path directory;

    @AutoClose
    private final Pod pod = new Pod();

    @Test
    void theDoctorRunsInIt() throws Exception {
        Path jar = directory.resolve("app.jar");
        executable(jar);
        Path out = directory.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jar.toString(),
                        "-Dloader.main=" + Doctor.class.getName(),
                        LAUNCHER,
                        "--scope",
                        "https://vault.azure.net/.default")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(pod.cluster.environment());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(out))
                .startsWith("Healthy: ")
                .contains("\nOK       jvm, variables, ", "exchange https://vault.azure.net/.default");
        assertThat(process.exitValue()).isZero();
    }

    // What Spring Boot's Maven plugin makes: the launcher unpacked, and the libraries as they are.
    private static void executable(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path library : classPath()) {
                String name = library.getFileName().toString();
                if (name.startsWith("spring-boot-loader-")) {
                    unpack(library, out);
                } else {
                    store("BOOT-INF/lib/" + name, Files.readAllBytes(library), out);
                }
            }
            out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<Path> classPath() {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                jars.add(Path.of(entry));
            }
        }
        return jars;
    }

    private static void unpack(Path library, ZipOutputStream out) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(library))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
    }

    // The launcher reads libraries in the jar only if they are not compressed once more.
    private static void store(String name, byte[] content, ZipOutputStream out) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
    }
}
