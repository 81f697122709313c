package io.github.wicredential.api;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.ClassFile;

/** A published module and its public types: those outside of {@code internal}. */
record Published(String artifact, String member) {

    static final List<Published> MODULES = List.of(
            new Published("wi-credential-core", "io.github.wicredential.WorkloadIdentity"),
            new Published("wi-credential-azure", "io.github.wicredential.azure.WorkloadIdentityCredential"),
            new Published("wi-credential-azure-identity", "com.azure.identity.WorkloadIdentityCredential"),
            new Published("wi-credential-clients", "io.github.wicredential.clients.ClientIdentities"),
            new Published("wi-credential-spring", "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration"),
            new Published("wi-credential-test", "io.github.wicredential.test.LocalEntra"));

    /** The directory of the whole project, wherever below it the tests run. */
    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .filter(directory -> Files.isDirectory(directory.resolve("wi-credential-core")))
                .findFirst()
                .orElseThrow();
    }

    /** All public types, nested ones too, in the order of their names. */
    List<Class<?>> types() {
        try {
            URI place = type(member)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path file = Path.of(place);
            if (Files.isDirectory(file)) {
                return types(file);
            }
            try (FileSystem jar = FileSystems.newFileSystem(file)) {
                return types(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public types, and those that are not and whose public members they inherit. */
    List<Class<?>> typesWithParents() {
        Map<String, Class<?>> all = new TreeMap<>();
        for (Class<?> type : types()) {
            String own = type.getPackageName();
            for (Class<?> each = type; each != null && each.getPackageName().equals(own); each = each.getSuperclass()) {
                all.put(each.getName(), each);
            }
        }
        return List.copyOf(all.values());
    }

    private static List<Class<?>> types(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.contains("/internal/") && !name.contains("-") && name.contains("/"))
                    .filter(name -> isOfPublicFile(root, name))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .<Class<?>>map(Published::type)
                    .filter(Published::isPublic)
                    .toList();
        }
    }

    /** Looks before a class is loaded: those for another line of Spring Boot cannot be. */
    private static boolean isOfPublicFile(Path root, String name) {
        Path outermost = root.resolve(name.contains("$") ? name.substring(0, name.indexOf('$')) + ".class" : name);
        try (DataInputStream code = new DataInputStream(Files.newInputStream(outermost))) {
            return AccessFlag.isPublic(new ClassFile(code).getAccessFlags());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        boolean here = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return here && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Published.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return artifact;
    }
}
