package com.azure.identity;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class DeviceCodeCredentialBuilder extends AadCredentialBuilderBase<DeviceCodeCredentialBuilder> {

    /** Creates a builder without settings. */
    public DeviceCodeCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientId not used
     * @return this
     */
    @Override
    public DeviceCodeCredentialBuilder clientId(@Nullable String clientId) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param challengeConsumer not used
     * @return this
     */
    public DeviceCodeCredentialBuilder challengeConsumer(@Nullable Consumer<DeviceCodeInfo> challengeConsumer) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public DeviceCodeCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param authenticationRecord not used
     * @return this
     */
    public DeviceCodeCredentialBuilder authenticationRecord(@Nullable AuthenticationRecord authenticationRecord) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @return this
     */
    public DeviceCodeCredentialBuilder disableAutomaticAuthentication() {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public DeviceCodeCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public DeviceCodeCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public DeviceCodeCredential build() {
        throw NotOffered.DEVICE_CODE.refusal();
    }
}
