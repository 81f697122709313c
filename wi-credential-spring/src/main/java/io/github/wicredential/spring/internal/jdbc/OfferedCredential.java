package io.github.wicredential.spring.internal.jdbc;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.azure.jdbc.DatabaseCredentials;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The credential of one application context, offered to the hooks of JDBC drivers until the context is closed: as the
 * default, and by a name that no other context has.
 */
public final class OfferedCredential implements AutoCloseable {

    private final String name = "spring-" + UUID.randomUUID();
    private final DatabaseCredentials.Registration named;
    private final DatabaseCredentials.Registration byDefault;

    /**
     * Offers a credential.
     *
     * @param credential finds the bean, which need not be there yet
     */
    public OfferedCredential(Supplier<? extends TokenCredential> credential) {
        named = DatabaseCredentials.register(name, credential);
        byDefault = DatabaseCredentials.registerDefault(credential);
    }

    String name() {
        return name;
    }

    /** Takes it back. */
    @Override
    public void close() {
        named.close();
        byDefault.close();
    }
}
