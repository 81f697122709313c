package io.github.wicredential.internal.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JDK modules that are missing in an image made by jlink. */
final class JdkModules {

    private static final Map<String, String> BY_PACKAGE = Map.of(
            "java/util/logging/", "java.logging",
            "javax/naming/", "java.naming",
            "java/lang/management/", "java.management",
            "javax/security/auth/kerberos/", "java.security.jgss",
            "sun/misc/", "jdk.unsupported",
            "java/net/http/", "java.net.http",
            "jdk/jfr/", "jdk.jfr");

    private JdkModules() {}

    /** The module of a class that was not found, if it is one of the JDK's. */
    static @Nullable String of(String notFound) {
        String path = notFound.replace('.', '/');
        return BY_PACKAGE.entrySet().stream()
                .filter(module -> path.contains(module.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
