package com.azure.identity;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ClientCertificateCredentialBuilder extends AadCredentialBuilderBase<ClientCertificateCredentialBuilder> {

    /** Creates a builder without settings. */
    public ClientCertificateCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param certificatePath not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pemCertificate(@Nullable String certificatePath) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param certificate not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pemCertificate(@Nullable InputStream certificate) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param certificatePath not used
     * @param clientCertificatePassword not used
     * @return this
     * @deprecated use {@link #pfxCertificate(String)} and {@link #clientCertificatePassword}
     */
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public ClientCertificateCredentialBuilder pfxCertificate(
            @Nullable String certificatePath, @Nullable String clientCertificatePassword) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param certificatePath not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pfxCertificate(@Nullable String certificatePath) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param certificate not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pfxCertificate(@Nullable InputStream certificate) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientCertificatePassword not used
     * @return this
     */
    public ClientCertificateCredentialBuilder clientCertificatePassword(@Nullable String clientCertificatePassword) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public ClientCertificateCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param sendCertificateChain not used
     * @return this
     */
    public ClientCertificateCredentialBuilder sendCertificateChain(boolean sendCertificateChain) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public ClientCertificateCredential build() {
        throw NotOffered.CLIENT_CERTIFICATE.refusal();
    }
}
