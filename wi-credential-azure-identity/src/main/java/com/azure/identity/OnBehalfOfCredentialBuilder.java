package com.azure.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link OnBehalfOfCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class OnBehalfOfCredentialBuilder extends AadCredentialBuilderBase<OnBehalfOfCredentialBuilder> {

    /** Starts with nothing set. */
    public OnBehalfOfCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientSecret not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder clientSecret(@Nullable String clientSecret) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param pemCertificatePath not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder pemCertificate(@Nullable String pemCertificatePath) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param pfxCertificatePath not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder pfxCertificate(@Nullable String pfxCertificatePath) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientCertificatePassword not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder clientCertificatePassword(@Nullable String clientCertificatePassword) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param sendCertificateChain not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder sendCertificateChain(boolean sendCertificateChain) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param userAssertion not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder userAssertion(@Nullable String userAssertion) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientAssertion not used
     * @return this
     */
    public OnBehalfOfCredentialBuilder clientAssertion(@Nullable Supplier<String> clientAssertion) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public OnBehalfOfCredential build() {
        throw NotOffered.ON_BEHALF_OF.refusal();
    }
}
