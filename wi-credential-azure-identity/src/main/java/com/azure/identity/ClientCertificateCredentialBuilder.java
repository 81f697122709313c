package com.azure.identity;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ClientCertificateCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ClientCertificateCredentialBuilder extends AadCredentialBuilderBase<ClientCertificateCredentialBuilder> {

    /** Starts with nothing set. */
    public ClientCertificateCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param certificatePath not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pemCertificate(@Nullable String certificatePath) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param certificate not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pemCertificate(@Nullable InputStream certificate) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
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
     * Accepted; {@link #build()} refuses.
     *
     * @param certificatePath not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pfxCertificate(@Nullable String certificatePath) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param certificate not used
     * @return this
     */
    public ClientCertificateCredentialBuilder pfxCertificate(@Nullable InputStream certificate) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientCertificatePassword not used
     * @return this
     */
    public ClientCertificateCredentialBuilder clientCertificatePassword(@Nullable String clientCertificatePassword) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public ClientCertificateCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param sendCertificateChain not used
     * @return this
     */
    public ClientCertificateCredentialBuilder sendCertificateChain(boolean sendCertificateChain) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public ClientCertificateCredential build() {
        throw NotOffered.CLIENT_CERTIFICATE.refusal();
    }
}
