package io.github.wicredential.azure.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.identity.AuthenticationUtil;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge beside azure-identity, in both orders, and beside another version of the library. */
class OneJarTest {

    private static final Path ORIGINAL = Path.of("target", "azure-identity", "azure-identity.jar");
    private static final List<Path> PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();

    @TempDir
    private Path folder;

    @Test
    void aloneItWorks() {
        assertThatCode(() -> firstUse(PATH)).doesNotThrowAnyException();
        assertThatCode(() -> anyPipeline(PATH)).doesNotThrowAnyException();
    }

    @Test
    void behindIt_azureIdentityIsNamedAtFirstUse() {
        List<Path> path = new ArrayList<>(PATH);
        path.add(ORIGINAL);

        assertRefused(() -> firstUse(path));
        assertRefused(() -> supplier(path));
    }

    @Test
    void beforeIt_azureIdentityIsNamedWhenAPipelineIsBuilt() {
        List<Path> path = new ArrayList<>(PATH);
        path.add(0, ORIGINAL);

        assertRefused(() -> anyPipeline(path));
    }

    @Test
    void anotherVersionThanCoresIsNamed() throws IOException {
        List<Path> path = new ArrayList<>();
        for (Path entry : PATH) {
            String name = entry.toAbsolutePath().toString();
            boolean core = name.contains("wi-credential-core");
            boolean bridge = name.contains("wi-credential-azure-identity") && !name.contains("test-classes");
            path.add(core ? versioned(entry, "0.1.0-SNAPSHOT") : bridge ? versioned(entry, "0.2.0") : entry);
        }

        assertThatThrownBy(() -> firstUse(path))
                .hasMessageContainingAll(
                        "wi-credential-azure-identity 0.2.0", "wi-credential-core 0.1.0-SNAPSHOT", "wi-credential-bom");
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContainingAll(
                        "both wi-credential-azure-identity (",
                        ORIGINAL.toAbsolutePath().toString(),
                        "Maven: <exclusion><groupId>com.azure</groupId><artifactId>azure-identity</artifactId>",
                        "Gradle: configurations.all { exclude(group: 'com.azure', module: 'azure-identity') }");
    }

    private static void firstUse(List<Path> path) throws Throwable {
        in(
                path,
                DefaultAzureCredentialBuilder.class,
                loader -> loader.getConstructor().newInstance());
    }

    private static void supplier(List<Path> path) throws Throwable {
        in(
                path,
                AuthenticationUtil.class,
                type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals("getBearerTokenSupplier"))
                        .findFirst()
                        .orElseThrow()
                        .invoke(null, null, new String[0]));
    }

    private static void anyPipeline(List<Path> path) throws Throwable {
        in(path, HttpPolicyProviders.class, type -> {
            List<Object> policies = new ArrayList<>();
            type.getMethod("addBeforeRetryPolicies", List.class).invoke(null, policies);
            assertThat(policies).isNotEmpty();
            return policies;
        });
    }

    /** What is done with a class of a class path of its own. */
    private interface Use {
        Object with(Class<?> type) throws ReflectiveOperationException;
    }

    private static void in(List<Path> path, Class<?> type, Use use) throws Throwable {
        URL[] urls = new URL[path.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = path.get(i).toAbsolutePath().toUri().toURL();
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            use.with(loader.loadClass(type.getName()));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The same classes in a jar that says a version. */
    private Path versioned(Path entry, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        Path jar = Files.createTempFile(folder, "versioned", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> files = Files.walk(entry)) {
                    for (Path found : files.filter(Files::isRegularFile).toList()) {
                        out.putNextEntry(
                                new JarEntry(entry.relativize(found).toString().replace('\\', '/')));
                        Files.copy(found, out);
                    }
                }
            } else {
                try (JarFile source = new JarFile(entry.toFile())) {
                    for (JarEntry found : source.stream()
                            .filter(one -> !one.isDirectory() && !one.getName().equals(JarFile.MANIFEST_NAME))
                            .toList()) {
                        out.putNextEntry(new JarEntry(found.getName()));
                        try (InputStream content = source.getInputStream(found)) {
                            content.transferTo(out);
                        }
                    }
                }
            }
        }
        return jar;
    }
}
