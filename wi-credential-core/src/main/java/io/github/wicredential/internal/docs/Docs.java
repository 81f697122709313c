package io.github.wicredential.internal.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * Where more is said about a failure: on the page, if the build named its address, else by the doctor, which prints it
 * from the jar; and which version this is. Read when something has failed, and not before.
 */
public final class Docs {

    /** How the doctor is started: beside an application, which leaves little memory. */
    public static final String JAVA = "java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final String RESOURCE = "docs.properties";
    private static final String EXPLAIN = JAVA + " -cp '<class path>' io.github.wicredential.Doctor --explain ";

    private Docs() {}

    private static final class Loaded {

        static final Properties PROPERTIES = load();
    }

    /** The address or the command where more is said of a name of the guide: {@code AADSTS700213}, {@code dns}. */
    public static String about(String name) {
        return about(property("errors"), name);
    }

    static String about(String errors, String name) {
        // Not filled where an editor compiles without Maven.
        return errors.isEmpty() || errors.startsWith("$") ? EXPLAIN + name : errors + "#" + anchor(name);
    }

    /** The anchor of a name of the guide on the page. */
    public static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The library's version, also where its jar was put into another. */
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
