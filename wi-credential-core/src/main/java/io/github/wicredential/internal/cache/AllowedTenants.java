package io.github.wicredential.internal.cache;

import io.github.wicredential.ConfigurationException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tenants a credential may ask: its own, and those that the application has named. */
final class AllowedTenants {

    private static final String ANY = "*";

    private final String own;
    private final Set<String> others;

    AllowedTenants(String own, Collection<String> others) {
        this.own = own;
        Set<String> lower = new HashSet<>();
        for (String other : others) {
            lower.add(other.strip().toLowerCase(Locale.ROOT));
        }
        this.others = Set.copyOf(lower);
    }

    String own() {
        return own;
    }

    boolean isOwn(@Nullable String requested) {
        return requested == null || requested.equalsIgnoreCase(own);
    }

    /** The tenant to ask, in lower case unless it is the own one. */
    String resolve(@Nullable String requested) {
        if (requested == null || requested.equalsIgnoreCase(own)) {
            return own;
        }
        String wanted = requested.toLowerCase(Locale.ROOT);
        if (others.contains(ANY) || others.contains(wanted)) {
            return wanted;
        }
        throw new ConfigurationException("This credential may not ask tenant '" + wanted.replaceAll("[^a-z0-9.-]", "?")
                + "', only its own, '" + own
                + "'. If that is meant, name the tenant in additionallyAllowedTenants, or allow all with '*'.");
    }
}
