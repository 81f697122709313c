package io.github.wicredential.azure.jdbc;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which credential the hooks of this JVM's JDBC drivers use. A driver makes its hook itself, so that an application cannot
 * hand it an object; it can register one here instead.
 *
 * <p>For each new connection the first of these that exists decides:
 *
 * <ol>
 *   <li>the connection's property {@code azure.credentialName}: the credential that was registered by that name
 *   <li>its properties {@code azure.clientId}, {@code azure.tenantId}, {@code azure.authorityHost}: the identity of the
 *       environment with these in place of the variables
 *   <li>what was {@linkplain #registerDefault registered as the default}
 *   <li>the identity of the environment, as {@link io.github.wicredential.azure.DefaultAzureCredential} finds it
 * </ol>
 *
 * <p>Identities of the environment are made once for each combination of settings, shared by all connections and never
 * closed: they are meant to live as long as the process.
 *
 * <p>Thread-safe. What is registered is held strongly until its {@link Registration} is closed.
 *
 * @since 0.1.0
 */
public final class DatabaseCredentials {

    private static final Map<String, Supplier<? extends TokenCredential>> NAMED = new ConcurrentHashMap<>();
    private static final List<Supplier<? extends TokenCredential>> DEFAULTS = new CopyOnWriteArrayList<>();

    private DatabaseCredentials() {}

    /**
     * What was registered, until it is closed.
     *
     * @since 0.1.0
     */
    public interface Registration extends AutoCloseable {

        /**
         * Takes it back: connections made from now on do not get it. Those that exist stay. The credential itself is not
         * closed. Idempotent.
         */
        @Override
        void close();
    }

    /**
     * Registers a credential for connections whose property {@code azure.credentialName} says this name.
     *
     * @param name not blank, and unique in this JVM
     * @param credential gives the credential; asked for each new connection, so it has to give the same one again
     * @return takes it back when it is closed
     * @throws IllegalStateException if another credential is registered by that name
     */
    public static Registration register(String name, Supplier<? extends TokenCredential> credential) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("The name of a credential must not be blank.");
        }
        Objects.requireNonNull(credential, "credential");
        if (NAMED.putIfAbsent(name, credential) != null) {
            throw new IllegalStateException("Another credential is registered by the name '" + name
                    + "'. Close that registration first, or give this one a name of its own.");
        }
        return () -> NAMED.remove(name, credential);
    }

    /**
     * Registers a credential for connections that say nothing.
     *
     * <p>Two parts of one JVM may do so as long as both mean the same identity: the same object, or workload identities
     * with the same client id, tenant and authority. Otherwise no such connection is made, since any guess could be the
     * wrong identity: the connections then have to name their credential.
     *
     * @param credential gives the credential; asked for each new connection, so it has to give the same one again
     * @return takes it back when it is closed
     */
    public static Registration registerDefault(Supplier<? extends TokenCredential> credential) {
        // Of its own, so that closing one registration of a supplier leaves another one of the same supplier.
        Supplier<TokenCredential> own = Objects.requireNonNull(credential, "credential")::get;
        DEFAULTS.add(own);
        return () -> DEFAULTS.remove(own);
    }

    static TokenCredential named(String name) {
        Supplier<? extends TokenCredential> registered = NAMED.get(name);
        if (registered == null) {
            throw new ConfigurationException("The connection asks for the credential '" + name
                    + "', which nobody has registered. Register it with DatabaseCredentials.register before the first connection, "
                    + "or remove " + ConnectionSettings.CREDENTIAL_NAME + ".");
        }
        return registered.get();
    }

    static @Nullable TokenCredential registeredDefault() {
        TokenCredential found = null;
        for (Supplier<? extends TokenCredential> registered : DEFAULTS) {
            TokenCredential credential = registered.get();
            if (found != null && !sameIdentity(found, credential)) {
                throw new ConfigurationException(
                        "Credentials of different identities are registered as the default in this "
                                + "JVM, so that it is not known which one this connection should have. Name it: with "
                                + ConnectionSettings.CREDENTIAL_NAME + ", or with the client id in "
                                + ConnectionSettings.CLIENT_ID
                                + "; for SQL Server hand the driver a SqlServerTokenCallback.");
            }
            found = credential;
        }
        return found;
    }

    private static boolean sameIdentity(TokenCredential one, TokenCredential other) {
        if (one == other) {
            return true;
        }
        if (!(one instanceof WorkloadIdentityCredential a) || !(other instanceof WorkloadIdentityCredential b)) {
            return false;
        }
        WorkloadIdentity mine = a.identity();
        WorkloadIdentity theirs = b.identity();
        return mine.clientId().equals(theirs.clientId())
                && mine.tenantId().equals(theirs.tenantId())
                && mine.authorityHost().equals(theirs.authorityHost());
    }
}
