package io.github.wicredential.azure;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ClientAssertionCredential}. Not thread-safe. The client and the tenant come from
 * {@code AZURE_CLIENT_ID} and {@code AZURE_TENANT_ID} if they are not set.
 *
 * @since 0.1.0
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
     * Refused: tokens live in memory only.
     *
     * @param tokenCachePersistenceOptions not used
     * @return never
     * @throws UnsupportedOperationException always; it says what to do instead
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public ClientAssertionCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        throw new UnsupportedOperationException(
                "tokenCachePersistenceOptions(...) is refused: this library keeps tokens "
                        + "in memory and never writes one to a disk, where others could read it. Remove the call. A first token "
                        + "costs one request; build one credential and share it among all clients.");
    }

    /**
     * Makes the credential. Nothing is sent and no assertion is asked for yet.
     *
     * @return a credential that is complete
     * @throws IllegalArgumentException naming everything that is missing, or the first setting that is wrong
     */
    public ClientAssertionCredential build() {
        Supplier<String> source = assertion;
        if (source == null) {
            List<String> missing = missing();
            missing.add("assertion: set it with clientAssertion(...)");
            throw new IllegalArgumentException(
                    "The client assertion credential is not complete. Missing:\n - " + String.join("\n - ", missing));
        }
        return new ClientAssertionCredential(build(complete().assertion(source::get)));
    }
}
