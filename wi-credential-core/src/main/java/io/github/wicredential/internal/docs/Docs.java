package io.github.wicredential.internal.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where to read more about a failure: on the page, if the build set its address, otherwise from the doctor, which
 * prints it from the jar; also the library's version. Loaded only when something has failed.
 */
public final class Docs {

    /** How to start the doctor next to an application, which leaves little memory. */
    public static final String JAVA = "java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final String RESOURCE = "docs.properties";
    private static final String MAIN = "io.github.wicredential.Doctor";

    /** The same where it is not known where the jars are. */
    public static final String DOCTOR = JAVA + " -cp \"$CLASS_PATH\" " + MAIN;

    private static final String BOOT = "org.springframework.boot.loader.launch.PropertiesLauncher";
    private static final Pattern IN_A_BOOT_JAR = Pattern.compile("jar:(?:nested|file):([^!]+?\\.jar)/?!/?BOOT-INF/.*");
    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._/+@-]{1,200}");

    private Docs() {}

    private static final class Loaded {

        static final Properties PROPERTIES = load();
    }

    /** The address or the command that says more about an entry of the guide: {@code AADSTS700213}, {@code dns}. */
    public static String about(String name) {
        return about(property("errors"), name);
    }

    static String about(String errors, String name) {
        // Not filled if an editor compiles without Maven.
        return errors.isEmpty() || errors.startsWith("$")
                ? started() + " --explain " + name
                : errors + "#" + anchor(name);
    }

    /** How the doctor is started beside this very application; as much of it as is known. */
    public static String started() {
        String known = doctor();
        return known == null ? "main class " + MAIN : known;
    }

    /** The same; null if it is not known where the jars are. */
    public static @Nullable String doctor() {
        return Here.DOCTOR;
    }

    /** Looked for once: the jars stay where they are. */
    private static final class Here {

        static final @Nullable String DOCTOR = find();

        private static @Nullable String find() {
            try {
                return doctor(String.valueOf(
                        Docs.class.getProtectionDomain().getCodeSource().getLocation()));
            } catch (RuntimeException e) {
                return null;
            }
        }
    }

    /** A folder with all jars of an application, or a jar of Spring Boot, which has a launcher of its own. */
    static @Nullable String doctor(String location) {
        Matcher boot = IN_A_BOOT_JAR.matcher(location);
        if (boot.matches()) {
            String jar = boot.group(1).replaceFirst("^file:", "");
            return PLAIN_PATH.matcher(jar).matches()
                    ? JAVA + " -cp " + jar + " -Dloader.main=" + MAIN + " " + BOOT
                    : null;
        }
        Path jar = location.startsWith("file:") ? Path.of(URI.create(location)) : null;
        if (jar == null || jar.getParent() == null || !location.endsWith(".jar")) {
            return null;
        }
        String folder = jar.getParent().toString();
        return PLAIN_PATH.matcher(folder).matches() && isComplete(jar.getParent())
                ? JAVA + " -cp '" + folder + "/*' " + MAIN
                : null;
    }

    /** Whether what the doctor needs beside its own jar is in the same folder. */
    private static boolean isComplete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName())).toList();
            return Stream.of("wi-credential-thirdparty", "slf4j-api")
                    .allMatch(needed -> names.stream().anyMatch(name -> name.startsWith(needed)));
        } catch (IOException e) {
            return false;
        }
    }

    /** The anchor of a name of the guide on the page. */
    public static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The library's version, even if its jar was repackaged into another. */
    public static String libraryVersion() {
        String version = property("version");
        return version.isEmpty() || version.startsWith("$") ? "unknown" : version;
    }

    private static String property(String name) {
        return Loaded.PROPERTIES.getProperty(name, "").strip();
    }

    private static Properties load() {
        try (InputStream in = Objects.requireNonNull(Docs.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
