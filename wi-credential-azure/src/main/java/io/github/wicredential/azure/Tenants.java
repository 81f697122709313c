package io.github.wicredential.azure;

import com.azure.core.util.Configuration;
import java.util.Arrays;
import java.util.List;

/** The variables that say which tenants may be used. */
final class Tenants {

    private static final String OWN_ONLY = "AZURE_IDENTITY_DISABLE_MULTITENANTAUTH";
    private static final String ALLOWED = "AZURE_ADDITIONALLY_ALLOWED_TENANTS";

    private Tenants() {}

    /** The tenants that the variable allows. */
    static List<String> fromVariable(Configuration configuration) {
        String listed = configuration.get(ALLOWED);
        return listed == null
                ? List.of()
                : Arrays.stream(listed.split(";"))
                        .map(String::strip)
                        .filter(tenant -> !tenant.isEmpty())
                        .toList();
    }

    /** These tenants, or none if another variable forbids to ask any but the own one. */
    static List<String> allowed(Configuration configuration, List<String> named) {
        return ownOnly(configuration) ? List.of() : named;
    }

    static boolean ownOnly(Configuration configuration) {
        return "true".equalsIgnoreCase(configuration.get(OWN_ONLY));
    }
}
