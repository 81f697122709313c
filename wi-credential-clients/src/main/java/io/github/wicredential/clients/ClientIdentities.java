package io.github.wicredential.clients;

import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.internal.Registrations;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Which identity the hooks of this JVM's clients use. A driver or a framework makes its hook itself, so that an application
 * cannot hand it an object; it can register one here instead.
 *
 * <p>For each new connection the first of these that exists decides:
 *
 * <ol>
 *   <li>the setting {@code azure.credentialName}: the identity that was registered by that name
 *   <li>the settings {@code azure.clientId}, {@code azure.tenantId}, {@code azure.authorityHost}: the identity of the
 *       environment with these in place of the variables
 *   <li>what was {@linkplain #registerDefault registered as the default}
 *   <li>the identity of the environment: the pod's workload identity; on a laptop a developer's sign-in, if
 *       {@code wi-credential-azure} is on the class path
 * </ol>
 *
 * <p>The names are the same for every client; where they are written is said at its hook. Identities of the environment are
 * made once for each combination of settings, shared by all hooks and never closed: they are meant to live as long as the
 * process.
 *
 * <p>Thread-safe. What is registered is held strongly until its {@link Registration} is closed.
 *
 * @since 0.1.0
 */
public final class ClientIdentities {

    private ClientIdentities() {}

    /**
     * What was registered, until it is closed.
     *
     * @since 0.1.0
     */
    public interface Registration extends AutoCloseable {

        /**
         * Takes it back: connections made from now on do not get it. Those that exist stay. The identity itself is not
         * closed. Idempotent.
         */
        @Override
        void close();
    }

    /**
     * Registers an identity for connections whose setting {@code azure.credentialName} says this name.
     *
     * @param name not blank, and unique in this JVM
     * @param identity gives the identity; asked for each new connection, so it has to give the same one again
     * @return takes it back when it is closed
     * @throws IllegalStateException if another identity is registered by that name
     */
    public static Registration register(String name, Supplier<? extends TokenProvider> identity) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("The name of an identity must not be blank.");
        }
        return Registrations.add(name, Objects.requireNonNull(identity, "identity"))::run;
    }

    /**
     * Registers an identity for connections that say nothing.
     *
     * <p>Two parts of one JVM may do so as long as both mean the same identity: the same object, or workload identities
     * with the same client id, tenant and authority. Otherwise no such connection is made, since any guess could be the
     * wrong identity: the connections then have to name their identity.
     *
     * @param identity gives the identity; asked for each new connection, so it has to give the same one again
     * @return takes it back when it is closed
     */
    public static Registration registerDefault(Supplier<? extends TokenProvider> identity) {
        return Registrations.add(Objects.requireNonNull(identity, "identity"))::run;
    }
}
