package com.azure.identity;

import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link EnvironmentCredential}. Nothing that is set has an effect. Not thread-safe.
 *
 * @since 0.1.0
 */
public class EnvironmentCredentialBuilder extends CredentialBuilderBase<EnvironmentCredentialBuilder> {

    /** Starts with nothing set. */
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
     * Makes the credential.
     *
     * @return a credential that is never available
     */
    public EnvironmentCredential build() {
        return new EnvironmentCredential();
    }
}
