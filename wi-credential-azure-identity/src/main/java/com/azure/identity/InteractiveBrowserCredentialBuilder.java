package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link InteractiveBrowserCredential}. Takes every setting, keeps none, and refuses to build. Not thread-safe.
 *
 * @since 0.1.0
 */
public class InteractiveBrowserCredentialBuilder extends AadCredentialBuilderBase<InteractiveBrowserCredentialBuilder> {

    /** Starts with nothing set. */
    public InteractiveBrowserCredentialBuilder() {}

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param clientId not used
     * @return this
     */
    @Override
    public InteractiveBrowserCredentialBuilder clientId(@Nullable String clientId) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param port not used
     * @return this
     * @deprecated use {@link #redirectUrl}
     */
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public InteractiveBrowserCredentialBuilder port(int port) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param authenticationRecord not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder authenticationRecord(
            @Nullable AuthenticationRecord authenticationRecord) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param redirectUrl not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder redirectUrl(@Nullable String redirectUrl) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @return this
     */
    public InteractiveBrowserCredentialBuilder disableAutomaticAuthentication() {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param loginHint not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder loginHint(@Nullable String loginHint) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public InteractiveBrowserCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public InteractiveBrowserCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted; {@link #build()} refuses.
     *
     * @param browserCustomizationOptions not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder browserCustomizationOptions(
            @Nullable BrowserCustomizationOptions browserCustomizationOptions) {
        return this;
    }

    /**
     * Refuses.
     *
     * @return never
     * @throws UnsupportedOperationException always; it says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public InteractiveBrowserCredential build() {
        throw NotOffered.INTERACTIVE_BROWSER.refusal();
    }
}
