package io.github.wicredential.internal.artifacts;

import io.github.wicredential.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the library's own jars, from their manifests or module descriptors. A jar without a version, such
 * as a shaded application, is accepted as it is.
 */
public final class Artifacts {

    private static final String ONE_VERSION =
            " Use the same version of all wi-credential artifacts; importing wi-credential-bom ensures that.";

    private Artifacts() {}

    /** Refuses an artifact, identified by one of its classes, whose version differs from core's. */
    public static void requireVersionOfCore(String artifact, Class<?> type) {
        String core = version(Artifacts.class);
        String other = version(type);
        if (core != null && other != null && !core.equals(other)) {
            throw new ConfigurationException("The class path has " + artifact + " " + other + file(type)
                    + ", but wi-credential-core " + core + file(Artifacts.class) + "." + ONE_VERSION);
        }
    }

    /**
     * What to do about a missing or incompatible class: the files, if core is there more than once, otherwise how to
     * find the duplicate library. Reads the whole class path, so it is used for failures only.
     */
    public static String mixed() {
        String copies = severalCopies();
        return copies != null
                ? copies
                : "Two versions of one library are mixed on the class path: see mvn dependency:tree, or gradle "
                        + "dependencies, for the library of that class.";
    }

    private static @Nullable String severalCopies() {
        String name = Artifacts.class.getName().replace('.', '/') + ".class";
        ClassLoader loader = Artifacts.class.getClassLoader();
        if (loader == null) {
            return null;
        }
        try {
            List<URL> copies = Collections.list(loader.getResources(name));
            TreeSet<String> files = new TreeSet<>();
            for (URL copy : copies) {
                files.add(
                        copy.toString().replace("jar:", "").replace("file:", "").replace("!/" + name, ""));
            }
            return files.size() < 2
                    ? null
                    : "The class path has wi-credential-core more than once: " + String.join(", ", files) + "."
                            + ONE_VERSION;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable String version(Class<?> type) {
        String named = type.getModule().isNamed()
                ? type.getModule().getDescriptor().rawVersion().orElse(null)
                : null;
        return named != null ? named : type.getPackage().getImplementationVersion();
    }

    private static String file(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? ""
                : " (" + source.getLocation().getPath() + ")";
    }
}
