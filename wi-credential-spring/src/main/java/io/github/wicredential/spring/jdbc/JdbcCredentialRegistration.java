package io.github.wicredential.spring.jdbc;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.azure.jdbc.DatabaseCredentials;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Registers the credential of one application context with the hooks of JDBC drivers until the context is closed: as the
 * default, and by a name that no other context has.
 */
final class JdbcCredentialRegistration implements AutoCloseable {

    private final String name = "spring-" + UUID.randomUUID();
    private final DatabaseCredentials.Registration named;
    private final DatabaseCredentials.Registration byDefault;

    /** Registers a credential that need not be there yet. */
    JdbcCredentialRegistration(Supplier<? extends TokenCredential> credential) {
        named = DatabaseCredentials.register(name, credential);
        byDefault = DatabaseCredentials.registerDefault(credential);
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
