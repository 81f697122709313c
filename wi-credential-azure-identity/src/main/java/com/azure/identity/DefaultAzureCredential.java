package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * The pod's workload identity in a cluster, a developer's sign-in on a laptop; decided once, at the first call, as
 * {@link io.github.wicredential.azure.DefaultAzureCredential} does. Thread-safe.
 *
 * @since 0.1.0
 */
public final class DefaultAzureCredential extends ChainedTokenCredential {

    DefaultAzureCredential(TokenCredential asked) {
        super(asked);
    }
}
