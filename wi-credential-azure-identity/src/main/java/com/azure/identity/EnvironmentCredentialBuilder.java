package com.azure.identity;

import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link EnvironmentCredential}. No setting has an effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public class EnvironmentCredentialBuilder extends CredentialBuilderBase<EnvironmentCredentialBuilder> {

    /** Creates a builder without settings. */
    public EnvironmentCredentialBuilder() {}

    /**
     * Accepted, without effect.
     *
     * @param authorityHost not used
     * @return this
     */
    public EnvironmentCredentialBuilder authorityHost(@Nullable String authorityHost) {
        return this;
    }

    /**
     * Accepted, without effect.
     *
     * @param executorService not used
     * @return this
     */
    public EnvironmentCredentialBuilder executorService(@Nullable ExecutorService executorService) {
        return this;
    }

    /**
     * Builds the credential.
     *
     * @return a credential that is never available
     */
    public EnvironmentCredential build() {
        return new EnvironmentCredential();
    }
}
