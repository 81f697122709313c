package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * This pod's workload identity. Thread-safe.
 *
 * @since 0.1.0
 */
public class WorkloadIdentityCredential extends BridgedCredential {

    WorkloadIdentityCredential(TokenCredential asked) {
        super(asked);
    }
}
