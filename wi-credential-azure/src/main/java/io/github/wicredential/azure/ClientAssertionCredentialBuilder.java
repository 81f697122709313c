package io.github.wicredential.azure;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ClientAssertionCredential}. Not thread-safe. Client and tenant default to {@code AZURE_CLIENT_ID} and
 * {@code AZURE_TENANT_ID}.
 *
 * @since 0.1.0
 */
public final class ClientAssertionCredentialBuilder extends AadCredentialBuilderBase<ClientAssertionCredentialBuilder> {

    private @Nullable Supplier<String> assertion;

    /** Creates a builder without settings. */
    public ClientAssertionCredentialBuilder() {}

    /**
     * Sets the source of the assertion; required.
     *
     * @param clientAssertion supplies a signed JWT that a federated credential of the application trusts; called before
     *     each token request, on a thread of the library
     * @return this
     */
    public ClientAssertionCredentialBuilder clientAssertion(Supplier<String> clientAssertion) {
        this.assertion = Objects.requireNonNull(clientAssertion, "clientAssertion");
        return this;
    }

    /**
     * Not supported: tokens are cached in memory only.
     *
     * @param tokenCachePersistenceOptions not used
     * @return never
     * @throws UnsupportedOperationException always; the message says what to do instead
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public ClientAssertionCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        throw new UnsupportedOperationException(
                "tokenCachePersistenceOptions(...) is refused: this library caches tokens "
                        + "in memory and never writes one to a disk, where others could read it. Remove the call. A first token "
                        + "costs one request; build one credential and share it among all clients.");
    }

    /**
     * Builds the credential. Sends nothing and requests no assertion.
     *
     * @return a complete credential
     * @throws IllegalArgumentException if a setting is missing or invalid; the message names all missing settings, or
     *     the first invalid one
     */
    public ClientAssertionCredential build() {
        Supplier<String> source = assertion;
        if (source == null) {
            List<String> missing = missing();
            missing.add("assertion: set it with clientAssertion(...)");
            throw new IllegalArgumentException(
                    "The client assertion credential is incomplete. Missing:\n - " + String.join("\n - ", missing));
        }
        return new ClientAssertionCredential(build(complete().assertion(source::get)));
    }
}
