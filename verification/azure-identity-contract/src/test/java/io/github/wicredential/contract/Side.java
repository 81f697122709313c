package io.github.wicredential.contract;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One side of the comparison: the classes of the cases, compiled against one of the libraries. */
final class Side {

    private static final String HERE = "io.github.wicredential.contract.";
    private static final String THEIRS = "com.azure.identity";
    private static final String OURS = "io.github.wicredential.azure";

    private final String cases;
    private final ClassLoader loader;

    private Side(String cases, ClassLoader loader) {
        this.cases = cases;
        this.loader = loader;
    }

    /** The cases as they are in the source tree. */
    static Side azureIdentity(String cases) {
        return new Side(HERE + cases, Side.class.getClassLoader());
    }

    /** The same sources with the name of the package replaced, and nothing else. */
    static Side wiCredential(String cases, Path directory) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path source : sources(HERE + cases)) {
            String text = Files.readString(source).replace(THEIRS, OURS);
            copies.add(Files.writeString(directory.resolve(source.getFileName()), text));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", directory.toString());
            StringBuilder complaints = new StringBuilder();
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            diagnostic -> complaints.append(diagnostic).append('\n'),
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(copies))
                    .call();
            if (!compiled) {
                throw new AssertionError("Not a drop-in: code of azure-identity does not compile.\n" + complaints);
            }
        }
        return new Side(
                HERE + cases, new CasesFirst(HERE + cases, directory.toUri().toURL()));
    }

    /** The same sources, as they are, on the jar that takes the place of azure-identity's. */
    static Side bridge(String cases) throws IOException {
        return new Side(
                HERE + cases,
                new Replaced(
                        HERE + cases,
                        Path.of("target/test-classes").toUri().toURL(),
                        Path.of("..", "..", "wi-credential-azure-identity", "target", "classes")
                                .toUri()
                                .toURL()));
    }

    /** The cases in the order of the sources. */
    List<Method> cases() throws IOException, ReflectiveOperationException {
        List<Method> all = new ArrayList<>();
        for (Path source : sources(cases)) {
            String text = Files.readString(source);
            String name = source.getFileName().toString().replace(".java", "");
            Class<?> type = Class.forName(cases + "." + name, true, loader);
            Arrays.stream(type.getMethods())
                    .filter(method -> method.isAnnotationPresent(Promise.class))
                    .sorted(Comparator.comparingInt(method -> text.indexOf(" " + method.getName() + "(Stage")))
                    .forEach(all::add);
        }
        return all;
    }

    private static List<Path> sources(String cases) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java", cases.replace('.', '/')))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        }
    }

    /** Takes the cases from its own directory, although the parent has classes of the same names. */
    private static class CasesFirst extends URLClassLoader {

        private final String cases;

        CasesFirst(String cases, URL... directories) {
            super(directories, Side.class.getClassLoader());
            this.cases = cases;
        }

        boolean own(String name) {
            return name.startsWith(cases);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!own(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : findClass(name);
            }
        }
    }

    /** Has azure-identity's names from the bridge, and nothing of azure-identity. */
    private static final class Replaced extends CasesFirst {

        private static final String GUARD = "io.github.wicredential.azure.identity";

        Replaced(String cases, URL... directories) {
            super(cases, directories);
        }

        @Override
        boolean own(String name) {
            return super.own(name) || name.startsWith(THEIRS) || name.startsWith(GUARD);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return own(name.replace('/', '.')) ? findResources(name) : super.getResources(name);
        }
    }
}
