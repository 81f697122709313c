package com.azure.identity;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link DeviceCodeCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class DeviceCodeCredentialBuilder extends AadCredentialBuilderBase<DeviceCodeCredentialBuilder> {

    /** Starts with nothing set. */
    public DeviceCodeCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientId not used
     * @return this
     */
    @Override
    public DeviceCodeCredentialBuilder clientId(@Nullable String clientId) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param challengeConsumer not used
     * @return this
     */
    public DeviceCodeCredentialBuilder challengeConsumer(@Nullable Consumer<DeviceCodeInfo> challengeConsumer) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public DeviceCodeCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param authenticationRecord not used
     * @return this
     */
    public DeviceCodeCredentialBuilder authenticationRecord(@Nullable AuthenticationRecord authenticationRecord) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @return this
     */
    public DeviceCodeCredentialBuilder disableAutomaticAuthentication() {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public DeviceCodeCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public DeviceCodeCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public DeviceCodeCredential build() {
        throw NotOffered.DEVICE_CODE.refusal();
    }
}
