package io.github.wicredential.clients;

import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.internal.Registrations;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Determines which identity the client hooks of this JVM use. Drivers and frameworks create hooks themselves, so an
 * application cannot pass an identity to them; it can register one here instead.
 *
 * <p>For each new connection, the first of these that exists decides:
 *
 * <ol>
 *   <li>the setting {@code azure.credentialName}: the identity registered under that name
 *   <li>the settings {@code azure.clientId}, {@code azure.tenantId}, {@code azure.authorityHost}: the identity of the
 *       environment with these settings instead of the variables
 *   <li>the identity {@linkplain #registerDefault registered as the default}
 *   <li>the identity of the environment: the pod's workload identity, or on a laptop a developer's sign-in if
 *       {@code wi-credential-azure} is on the class path
 * </ol>
 *
 * <p>The setting names are the same for every client; each hook describes where to put them. Identities of the
 * environment are built once per combination of settings, shared by all hooks and never closed: they live as long as
 * the process.
 *
 * <p>Thread-safe. A registered identity is strongly referenced until its {@link Registration} is closed.
 *
 * @since 0.1.0
 */
public final class ClientIdentities {

    private ClientIdentities() {}

    /**
     * The registration of an identity, until it is closed.
     *
     * @since 0.1.0
     */
    public interface Registration extends AutoCloseable {

        /**
         * Removes the registration: new connections no longer use the identity. Existing connections stay open, and the
         * identity is not closed. Idempotent.
         */
        @Override
        void close();
    }

    /**
     * Registers an identity for connections whose setting {@code azure.credentialName} is this name.
     *
     * @param name a name, not blank and unique in this JVM
     * @param identity supplies the identity; called for each new connection, so it must always return the same one
     * @return a registration that removes the identity when closed
     * @throws IllegalStateException if another identity is registered under that name
     */
    public static Registration register(String name, Supplier<? extends TokenProvider> identity) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("The name of an identity must not be blank.");
        }
        return Registrations.add(name, Objects.requireNonNull(identity, "identity"))::run;
    }

    /**
     * Registers an identity for connections that do not choose one.
     *
     * <p>Two parts of one JVM may register a default if both register the same identity: the same object, or workload
     * identities with the same client id, tenant and authority. Otherwise such connections fail, because any choice
     * could be wrong: they must then name their identity.
     *
     * @param identity supplies the identity; called for each new connection, so it must always return the same one
     * @return a registration that removes the identity when closed
     */
    public static Registration registerDefault(Supplier<? extends TokenProvider> identity) {
        return Registrations.add(Objects.requireNonNull(identity, "identity"))::run;
    }
}
