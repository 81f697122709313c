package io.github.wicredential.azure;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ClientAssertionCredential}. Not thread-safe. The client and the tenant come from
 * {@code AZURE_CLIENT_ID} and {@code AZURE_TENANT_ID} if they are not set.
 */
public final class ClientAssertionCredentialBuilder extends AadCredentialBuilderBase<ClientAssertionCredentialBuilder> {

    private @Nullable Supplier<String> assertion;

    /** Starts with nothing set. */
    public ClientAssertionCredentialBuilder() {}

    /**
     * Where the assertion comes from; required.
     *
     * @param clientAssertion gives a signed JWT that a federated credential of the application trusts; asked before
     *     each token request, on a thread of the library
     * @return this
     */
    public ClientAssertionCredentialBuilder clientAssertion(Supplier<String> clientAssertion) {
        this.assertion = Objects.requireNonNull(clientAssertion, "clientAssertion");
        return this;
    }

    /**
     * Makes the credential. Nothing is sent and no assertion is asked for yet.
     *
     * @return a credential that is complete
     * @throws IllegalArgumentException naming what is missing
     */
    public ClientAssertionCredential build() {
        Supplier<String> source = assertion;
        if (source == null) {
            throw new IllegalArgumentException("No assertion is given. Set it with clientAssertion(…).");
        }
        return new ClientAssertionCredential(build(complete().assertion(source::get)));
    }
}
