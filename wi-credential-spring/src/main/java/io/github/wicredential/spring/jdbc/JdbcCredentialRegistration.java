package io.github.wicredential.spring.jdbc;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.internal.azure.CredentialTokens;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Registers the credential of one application context with the hooks of JDBC drivers until the context is closed: as the
 * default, and by a name that no other context has.
 */
final class JdbcCredentialRegistration implements AutoCloseable {

    private final String name = "spring-" + UUID.randomUUID();
    private final ClientIdentities.Registration named;
    private final ClientIdentities.Registration byDefault;

    /** Registers a credential that need not be there yet. */
    JdbcCredentialRegistration(Supplier<? extends TokenCredential> credential) {
        Supplier<TokenProvider> identity = () -> CredentialTokens.of(credential.get());
        named = ClientIdentities.register(name, identity);
        byDefault = ClientIdentities.registerDefault(identity);
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        named.close();
        byDefault.close();
    }
}
