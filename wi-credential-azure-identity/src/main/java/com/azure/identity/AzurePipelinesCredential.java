package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Uses the service connection of an Azure Pipelines job. Not supported: {@link AzurePipelinesCredentialBuilder#build()}
 * always throws.
 *
 * @since 0.1.0
 */
public class AzurePipelinesCredential implements TokenCredential {

    AzurePipelinesCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.AZURE_PIPELINES::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.AZURE_PIPELINES.refusal();
    }
}
