package com.azure.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ClientAssertionCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ClientAssertionCredentialBuilder extends AadCredentialBuilderBase<ClientAssertionCredentialBuilder> {

    private final io.github.wicredential.azure.ClientAssertionCredentialBuilder ours;

    /** Starts with nothing set. */
    public ClientAssertionCredentialBuilder() {
        this(new io.github.wicredential.azure.ClientAssertionCredentialBuilder());
    }

    private ClientAssertionCredentialBuilder(io.github.wicredential.azure.ClientAssertionCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Where the assertion comes from; required.
     *
     * @param clientAssertion gives a signed JWT
     * @return this
     */
    public ClientAssertionCredentialBuilder clientAssertion(Supplier<String> clientAssertion) {
        ours.clientAssertion(clientAssertion);
        return this;
    }

    /**
     * Accepted, without effect: tokens live in memory only, and no token is ever written to a disk.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public ClientAssertionCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        Bridge.withoutEffect("tokenCachePersistenceOptions(...)", "tokens live in memory only");
        return this;
    }

    /**
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalArgumentException naming everything that is missing, or the first setting that is wrong
     */
    public ClientAssertionCredential build() {
        return new ClientAssertionCredential(ours.build());
    }
}
