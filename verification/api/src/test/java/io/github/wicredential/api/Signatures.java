package io.github.wicredential.api;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.ClassFile;
import javassist.bytecode.MethodInfo;

/** Public types without what they do: as class files that can be compared, and as text that can be read. */
final class Signatures {

    private Signatures() {}

    /** The same types make the same bytes. */
    static void writeJar(List<Class<?>> types, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Class<?> type : types) {
                ZipEntry entry = new ZipEntry(type.getName().replace('.', '/') + ".class");
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                jar.putNextEntry(entry);
                jar.write(signature(type));
                jar.closeEntry();
            }
        }
    }

    private static byte[] signature(Class<?> type) throws IOException {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream code = type.getResourceAsStream(resource)) {
            ClassFile file = new ClassFile(new DataInputStream(code));
            file.getFields().removeIf(field -> hidden(field.getAccessFlags()));
            file.getMethods().removeIf(method -> hidden(method.getAccessFlags()));
            for (MethodInfo method : file.getMethods()) {
                method.removeCodeAttribute();
            }
            for (String attribute : List.of("SourceFile", "NestMembers", "NestHost", "BootstrapMethods")) {
                file.removeAttribute(attribute);
            }
            file.compact();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }

    private static boolean hidden(int flags) {
        return (flags & (AccessFlag.PUBLIC | AccessFlag.PROTECTED)) == 0 || (flags & AccessFlag.SYNTHETIC) != 0;
    }

    static String text(List<Class<?>> types) {
        return types.stream().map(Signatures::text).collect(Collectors.joining("\n"));
    }

    private static String text(Class<?> type) {
        List<Type> above = new ArrayList<>();
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            above.add(type.getGenericSuperclass());
        }
        above.addAll(List.of(type.getGenericInterfaces()));
        String kind = above.isEmpty()
                ? ""
                : above.stream().map(Type::getTypeName).collect(Collectors.joining(", ", " : ", ""));
        return Stream.<Member>concat(
                        Stream.of(type.getDeclaredFields()),
                        Stream.concat(Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods())))
                .filter(member ->
                        Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                .filter(member -> !member.isSynthetic())
                .map(member -> "    " + signature(member).replace(type.getName() + ".", "") + "\n")
                .sorted()
                .collect(Collectors.joining("", type.toGenericString() + kind + "\n", ""));
    }

    private static String signature(Member member) {
        if (member instanceof Executable executable) {
            String parameters = Arrays.stream(executable.getParameters())
                    .map(parameter -> parameter.getParameterizedType().getTypeName() + " " + parameter.getName())
                    .collect(Collectors.joining(", "));
            String text = executable.toGenericString();
            int open = text.indexOf('(');
            return text.substring(0, open + 1) + parameters + text.substring(text.lastIndexOf(')'));
        }
        return member.toString();
    }
}
