package io.github.wicredential.azure.identity;

import io.github.wicredential.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for azure-identity's own jar on the class path: of two jars with the same types the first one wins, silently.
 *
 * @since 0.1.0
 */
public final class OneJar {

    private static final String SHARED = "com/azure/identity/CredentialBuilderBase.class";
    private static final String OWN = OneJar.class.getName().replace('.', '/') + ".class";

    // Looked at once; null if all is well.
    private static final @Nullable String COMPLAINT = complaint(OneJar.class.getClassLoader());

    private OneJar() {}

    /**
     * Refuses to work beside azure-identity.
     *
     * @throws ConfigurationException naming both files and what to write into the build
     */
    public static void require() {
        if (COMPLAINT != null) {
            throw new ConfigurationException(COMPLAINT);
        }
    }

    static @Nullable String complaint(@Nullable ClassLoader loader) {
        if (loader == null) {
            return null;
        }
        Set<String> own = roots(loader, OWN);
        Set<String> others = roots(loader, SHARED);
        others.removeAll(own);
        return others.isEmpty()
                ? null
                : "The class path has both wi-credential-azure-identity (" + String.join(", ", own)
                        + ") and azure-identity (" + String.join(", ", others)
                        + "), whose types have the same names. Take azure-identity out of the build:\n"
                        + "Maven: <exclusion><groupId>com.azure</groupId><artifactId>azure-identity</artifactId>"
                        + "</exclusion>\n"
                        + "Gradle: configurations.all { exclude(group: 'com.azure', module: 'azure-identity') }";
    }

    private static Set<String> roots(ClassLoader loader, String resource) {
        Set<String> roots = new TreeSet<>();
        try {
            for (URL found : Collections.list(loader.getResources(resource))) {
                roots.add(found.toString()
                        .replace(resource, "")
                        .replaceFirst("^jar:", "")
                        .replaceFirst("^file:", "")
                        .replaceFirst("!/$", ""));
            }
        } catch (IOException unreadable) {
            return roots;
        }
        return roots;
    }
}
