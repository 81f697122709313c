package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Uses the pod's workload identity in a cluster and a developer's sign-in on a laptop; chosen once, on the first call,
 * like {@link io.github.wicredential.azure.DefaultAzureCredential}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class DefaultAzureCredential extends ChainedTokenCredential {

    DefaultAzureCredential(TokenCredential asked) {
        super(asked);
    }
}
