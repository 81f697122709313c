package com.azure.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class OnBehalfOfCredentialBuilder extends AadCredentialBuilderBase<OnBehalfOfCredentialBuilder> {

    /** Creates a builder without settings. */
    public OnBehalfOfCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientSecret not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder clientSecret(@Nullable String clientSecret) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param pemCertificatePath not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder pemCertificate(@Nullable String pemCertificatePath) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param pfxCertificatePath not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder pfxCertificate(@Nullable String pfxCertificatePath) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientCertificatePassword not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder clientCertificatePassword(@Nullable String clientCertificatePassword) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param sendCertificateChain not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder sendCertificateChain(boolean sendCertificateChain) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param userAssertion not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder userAssertion(@Nullable String userAssertion) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientAssertion not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder clientAssertion(@Nullable Supplier<String> clientAssertion) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public OnBehalfOfCredential build() {
        throw NotOffered.ON_BEHALF_OF.refusal();
    }
}
