package io.github.wicredential.internal.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {

    @TempDir
    private Path folder;

    /** Stands for a class of another artifact, whose packages are its own. */
    private static final String ADAPTER = "io.github.wicredential.nativeimage.OneToken";

    @Test
    void anotherVersionThanCoresIsRefusedWithBothFiles() throws Exception {
        Path core = core("core-0.1.0.jar", "0.1.0");
        Path azure = jar("azure-0.2.0.jar", "0.2.0", Class.forName(ADAPTER));

        assertThatThrownBy(() -> requireVersionOfCore(core, azure))
                .hasMessage("The class path has wi-credential-azure 0.2.0 (" + azure
                        + "), but wi-credential-core 0.1.0 ("
                        + core + "). Use the same version of all wi-credential artifacts; importing wi-credential-bom "
                        + "ensures that.");
    }

    @Test
    void theSameVersionIsFineAndSoIsAJarThatSaysNone() throws Exception {
        Path core = core("core.jar", "0.1.0");

        assertThatCode(() -> requireVersionOfCore(core, jar("same.jar", "0.1.0", Class.forName(ADAPTER))))
                .doesNotThrowAnyException();
        assertThatCode(() -> requireVersionOfCore(core, jar("none.jar", null, Class.forName(ADAPTER))))
                .doesNotThrowAnyException();
    }

    @Test
    void severalCopiesOfCoreAreNamed() throws Exception {
        Path first = core("core-0.1.0.jar", "0.1.0");
        Path second = core("core-0.2.0.jar", "0.2.0");

        assertThat(mixed(first, second))
                .startsWith("The class path has wi-credential-core more than once: ")
                .contains(first.toString(), second.toString());
        assertThat(mixed(first)).startsWith("Two versions of one library");
    }

    private void requireVersionOfCore(Path core, Path azure) throws Throwable {
        try (URLClassLoader loader = loader(core, azure)) {
            call(
                    loader.loadClass(Artifacts.class.getName())
                            .getMethod("requireVersionOfCore", String.class, Class.class),
                    "wi-credential-azure",
                    loader.loadClass(ADAPTER));
        }
    }

    private static String mixed(Path... jars) throws Exception {
        try (URLClassLoader loader = loader(jars)) {
            return (String) loader.loadClass(Artifacts.class.getName())
                    .getMethod("mixed")
                    .invoke(null);
        }
    }

    private static void call(Method method, Object... arguments) throws Throwable {
        try {
            method.invoke(null, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static URLClassLoader loader(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private Path core(String name, String version) throws Exception {
        return jar(
                name,
                version,
                Artifacts.class,
                ConfigurationException.class,
                WorkloadIdentityException.class,
                Exceptions.class,
                Class.forName("io.github.wicredential.ExceptionConstructors"));
    }

    private Path jar(String name, String version, Class<?>... types) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (version != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : types) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
            }
        }
        return file;
    }
}
