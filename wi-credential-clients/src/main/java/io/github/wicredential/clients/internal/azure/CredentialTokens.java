package io.github.wicredential.clients.internal.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The tokens of one of azure-core's credentials for the hooks. Equal if the credential is. */
public record CredentialTokens(TokenCredential credential) implements TokenProvider {

    /** The credential's own identity if it is a pod's, so that all its users share the tokens. */
    public static TokenProvider of(TokenCredential credential) {
        return credential instanceof WorkloadIdentityCredential known
                ? known.identity()
                : new CredentialTokens(credential);
    }

    /** The other way: a credential that has the tokens of an identity. */
    public static TokenCredential credential(TokenProvider identity) {
        if (identity instanceof WorkloadIdentity pod) {
            return WorkloadIdentityCredential.of(pod);
        }
        return identity instanceof CredentialTokens known
                ? known.credential
                : context -> Mono.fromFuture(() -> identity.tokenAsync(request(context)))
                        .map(token -> new com.azure.core.credential.AccessToken(
                                token.value(), token.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    /** What the environment says, a developer's sign-in included. */
    public static TokenProvider ofEnvironment(
            @Nullable String clientId, @Nullable String tenantId, @Nullable String authorityHost) {
        return new CredentialTokens(new DefaultAzureCredentialBuilder()
                .workloadIdentityClientId(clientId)
                .tenantId(tenantId)
                .authorityHost(authorityHost)
                .build());
    }

    @Override
    public AccessToken token(TokenRequest request) {
        try {
            return converted(credential.getTokenSync(context(request)), request);
        } catch (ClientAuthenticationException failed) {
            throw failure(failed);
        }
    }

    @Override
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
        return Mono.defer(() -> credential.getToken(context(request)))
                .map(token -> converted(token, request))
                .switchIfEmpty(Mono.fromCallable(() -> converted(null, request)))
                .onErrorMap(ClientAuthenticationException.class, CredentialTokens::failure)
                .toFuture();
    }

    private static TokenRequest request(TokenRequestContext context) {
        return TokenRequest.of(context.getScopes().toArray(String[]::new))
                .withTenant(context.getTenantId())
                .withClaims(context.getClaims())
                .withCae(context.isCaeEnabled());
    }

    private static TokenRequestContext context(TokenRequest request) {
        return new TokenRequestContext()
                .addScopes(request.scope().split(" "))
                .setTenantId(request.tenant())
                .setClaims(request.claims())
                .setCaeEnabled(request.caeEnabled());
    }

    private static AccessToken converted(com.azure.core.credential.@Nullable AccessToken token, TokenRequest request) {
        if (token == null) {
            throw new ConfigurationException("The registered credential returned no token for " + request.scope()
                    + ". It must either return a token or throw an exception that gives the reason.");
        }
        Instant expires = token.getExpiresAt().toInstant();
        return new AccessToken(token.getToken(), expires, expires);
    }

    private static WorkloadIdentityException failure(ClientAuthenticationException failed) {
        return Exceptions.exchange(
                String.valueOf(failed.getMessage()), ExchangeDetails.local("credential_unavailable"), failed);
    }
}
