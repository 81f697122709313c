package com.azure.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepts every setting of azure-identity's builder, but {@link #build()} always throws. Not thread-safe.
 *
 * @since 0.1.0
 */
public class InteractiveBrowserCredentialBuilder extends AadCredentialBuilderBase<InteractiveBrowserCredentialBuilder> {

    /** Creates a builder without settings. */
    public InteractiveBrowserCredentialBuilder() {}

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param clientId not used
     * @return this
     */
    @Override
    public InteractiveBrowserCredentialBuilder clientId(@Nullable String clientId) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
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
     * Accepted, but {@link #build()} always throws.
     *
     * @param authenticationRecord not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder authenticationRecord(
            @Nullable AuthenticationRecord authenticationRecord) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param tokenCachePersistenceOptions not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder tokenCachePersistenceOptions(
            @Nullable TokenCachePersistenceOptions tokenCachePersistenceOptions) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param redirectUrl not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder redirectUrl(@Nullable String redirectUrl) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @return this
     */
    public InteractiveBrowserCredentialBuilder disableAutomaticAuthentication() {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param loginHint not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder loginHint(@Nullable String loginHint) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public InteractiveBrowserCredentialBuilder additionallyAllowedTenants(String... additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param additionallyAllowedTenants not used
     * @return this
     */
    @Override
    public InteractiveBrowserCredentialBuilder additionallyAllowedTenants(List<String> additionallyAllowedTenants) {
        return this;
    }

    /**
     * Accepted, but {@link #build()} always throws.
     *
     * @param browserCustomizationOptions not used
     * @return this
     */
    public InteractiveBrowserCredentialBuilder browserCustomizationOptions(
            @Nullable BrowserCustomizationOptions browserCustomizationOptions) {
        return this;
    }

    /**
     * Always throws.
     *
     * @return never
     * @throws UnsupportedOperationException always; the message says to keep azure-identity for this
     */
    @SuppressWarnings("DoNotCallSuggester") // Code of azure-identity is to compile.
    public InteractiveBrowserCredential build() {
        throw NotOffered.INTERACTIVE_BROWSER.refusal();
    }
}
