package com.azure.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ClientAssertionCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ClientAssertionCredentialBuilder extends AadCredentialBuilderBase<ClientAssertionCredentialBuilder> {

    private final io.github.wicredential.azure.ClientAssertionCredentialBuilder ours;

    /** Creates a builder without settings. */
    public ClientAssertionCredentialBuilder() {
        this(new io.github.wicredential.azure.ClientAssertionCredentialBuilder());
    }

    private ClientAssertionCredentialBuilder(io.github.wicredential.azure.ClientAssertionCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the source of the assertion; required.
     *
     * @param clientAssertion supplies a signed JWT
     * @return this
     */
    public ClientAssertionCredentialBuilder clientAssertion(Supplier<String> clientAssertion) {
        ours.clientAssertion(clientAssertion);
        return this;
    }

    /**
     * Accepted without effect: tokens are cached in memory only and never written to disk.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public ClientAssertionCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        Bridge.withoutEffect("tokenCachePersistenceOptions(...)", "tokens are kept in memory only");
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting is missing or invalid; the message names all missing settings, or
     *     the first invalid one
     */
    public ClientAssertionCredential build() {
        return new ClientAssertionCredential(ours.build());
    }
}
