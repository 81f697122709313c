package io.github.wicredential.clients.internal;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.WorkloadIdentity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The identities that the application has registered, for all hooks of this process. Thread-safe. */
public final class Registrations {

    private static final Map<String, Supplier<? extends TokenProvider>> NAMED = new ConcurrentHashMap<>();
    private static final List<Supplier<? extends TokenProvider>> DEFAULTS = new CopyOnWriteArrayList<>();

    private Registrations() {}

    /** Adds one with a unique name; returns how to remove it. */
    public static Runnable add(String name, Supplier<? extends TokenProvider> identity) {
        if (NAMED.putIfAbsent(name, identity) != null) {
            throw new IllegalStateException("Another identity is registered by the name '" + name
                    + "'. Close that registration first, or give this one a different name.");
        }
        return () -> NAMED.remove(name, identity);
    }

    /** Adds a default; returns how to remove it. */
    public static Runnable add(Supplier<? extends TokenProvider> identity) {
        // A separate object, so that closing one registration of a supplier leaves another registration of the same
        // supplier in place.
        Supplier<TokenProvider> own = identity::get;
        DEFAULTS.add(own);
        return () -> DEFAULTS.remove(own);
    }

    static TokenProvider named(String name) {
        Supplier<? extends TokenProvider> registered = NAMED.get(name);
        if (registered == null) {
            throw new ConfigurationException("The settings refer to the credential '" + ClientSettings.shown(name)
                    + "', which is not registered. Register it with ClientIdentities.register before the first "
                    + "connection, or remove " + ClientSettings.CREDENTIAL_NAME + ".");
        }
        return registered.get();
    }

    static @Nullable TokenProvider registeredDefault() {
        TokenProvider found = null;
        for (Supplier<? extends TokenProvider> registered : DEFAULTS) {
            TokenProvider identity = registered.get();
            if (found != null && !sameIdentity(found, identity)) {
                throw new ConfigurationException(
                        "Two different identities are registered as the default in this JVM, so it is "
                                + "unclear which one to use here. Name it: with "
                                + ClientSettings.CREDENTIAL_NAME + ", or with the client id in "
                                + ClientSettings.CLIENT_ID
                                + "; for SQL Server pass the driver a SqlServerTokenCallback.");
            }
            found = identity;
        }
        return found;
    }

    private static boolean sameIdentity(TokenProvider one, TokenProvider other) {
        return one.equals(other)
                || (one instanceof WorkloadIdentity mine
                        && other instanceof WorkloadIdentity theirs
                        && mine.clientId().equals(theirs.clientId())
                        && mine.tenantId().equals(theirs.tenantId())
                        && mine.authorityHost().equals(theirs.authorityHost()));
    }
}
