package io.github.wicredential.bridge;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** References to azure-identity's types and members in the classes of a class path. */
final class Links {

    private static final String PACKAGE = "com/azure/identity/";
    private static final String EXTENSIONS = PACKAGE + "extensions/";

    private Links() {}

    /** Those that lead nowhere: a class that is not there, or {@code class.member descriptor}. */
    static Set<String> unresolved(List<Path> path) throws IOException {
        Set<String> links = new TreeSet<>();
        for (Path jar : path) {
            if (jar.toString().endsWith(".jar") && !jar.getFileName().toString().startsWith("azure-identity-1")) {
                collect(jar, links);
            }
        }
        URL[] urls = new URL[path.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = path.get(i).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            links.removeIf(link -> resolves(link, loader));
        }
        return links;
    }

    private static void collect(Path jar, Set<String> links) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(one ->
                            one.getName().endsWith(".class") && !one.getName().endsWith("module-info.class"))
                    .toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    links.addAll(of(in.readAllBytes()));
                }
            }
        }
    }

    private static List<String> of(byte[] type) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(type));
        in.readLong();
        int count = in.readUnsignedShort();
        String[] text = new String[count];
        int[][] pool = new int[count][];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> text[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> pool[i] = new int[] {tag, in.readUnsignedShort()};
                case 9, 10, 11, 12, 17, 18 -> pool[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
                case 15 -> in.skipBytes(3);
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                default -> in.readInt();
            }
        }
        return Arrays.stream(pool)
                .filter(constant -> constant != null)
                .flatMap(constant -> link(constant, pool, text))
                .filter(link -> link.startsWith(PACKAGE) && !link.startsWith(EXTENSIONS))
                .toList();
    }

    private static Stream<String> link(int[] constant, int[][] pool, String[] text) {
        return switch (constant[0]) {
            case 7 -> Stream.of(text[constant[1]]);
            case 9, 10, 11 -> {
                int[] member = pool[constant[2]];
                yield Stream.of(text[pool[constant[1]][1]] + " " + text[member[1]] + " " + text[member[2]]);
            }
            default -> Stream.of();
        };
    }

    private static boolean resolves(String link, ClassLoader loader) {
        String[] part = link.split(" ", -1);
        try {
            Class<?> type = Class.forName(part[0].replace('/', '.'), false, loader);
            return part.length == 1 || has(type, part[1], part[2]);
        } catch (ClassNotFoundException | NoClassDefFoundError missing) {
            return false;
        }
    }

    private static boolean has(Class<?> type, String name, String descriptor) {
        if (type == null) {
            return false;
        }
        Stream<String> members = name.equals("<init>")
                ? Arrays.stream(type.getDeclaredConstructors())
                        .map(made -> MethodType.methodType(void.class, made.getParameterTypes())
                                .descriptorString())
                : Stream.concat(
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> method.getName().equals(name))
                                .map(method -> MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                        .descriptorString()),
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> field.getName().equals(name))
                                .map(field -> field.getType().descriptorString()));
        return members.anyMatch(descriptor::equals)
                || has(type.getSuperclass(), name, descriptor)
                || Arrays.stream(type.getInterfaces()).anyMatch(one -> has(one, name, descriptor));
    }
}
