package io.github.wicredential.spring.security;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.util.StringUtils;

/**
 * Answers the {@code client_credentials} registrations that mean the workload identity itself, from its cache:
 * refreshed ahead of time, fetched once for all callers. They have its client id, no secret, and its tenant's token
 * endpoint; for any other registration other providers are asked. Thread-safe.
 */
final class CachedTokenAuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

    /** Twice that of Spring Security's own providers. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final WorkloadIdentity identity;
    private final InstantSource clock;

    CachedTokenAuthorizedClientProvider(WorkloadIdentity identity, InstantSource clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /** Gives the client its token, or null if it has that token already or is not the workload identity. */
    @Override
    public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
        ClientRegistration registration = context.getClientRegistration();
        if (!means(registration)) {
            return null;
        }
        AccessToken token = token(registration);
        if (has(context.getAuthorizedClient(), token)) {
            return null;
        }
        return new OAuth2AuthorizedClient(
                registration, context.getPrincipal().getName(), converted(token, registration));
    }

    // Null lets the next provider decide, which must not find the token about to expire and fetch one by itself.
    private boolean has(@Nullable OAuth2AuthorizedClient client, AccessToken token) {
        return client != null
                && token.value().equals(client.getAccessToken().getTokenValue())
                && clock.instant().isBefore(token.expiresAt().minus(SKEW));
    }

    private boolean means(ClientRegistration registration) {
        return AuthorizationGrantType.CLIENT_CREDENTIALS.equals(registration.getAuthorizationGrantType())
                && !StringUtils.hasText(registration.getClientSecret())
                && identity.clientId().equalsIgnoreCase(registration.getClientId())
                && TokenUri.isOf(
                        registration.getProviderDetails().getTokenUri(), identity.authorityHost(), identity.tenantId());
    }

    private AccessToken token(ClientRegistration registration) {
        try {
            return identity.token(TokenRequest.of(registration.getScopes().toArray(String[]::new)));
        } catch (WorkloadIdentityException e) {
            throw new ClientAuthorizationException(
                    new OAuth2Error(code(e), e.getMessage(), null), registration.getRegistrationId(), e);
        }
    }

    private static String code(WorkloadIdentityException e) {
        if (e instanceof ConfigurationException) {
            return "invalid_scope";
        }
        return e instanceof TokenExchangeException refused ? refused.error().orElse("server_error") : "server_error";
    }

    // Stores require the time of issue; Entra does not state it, so it is the time when the token was first seen.
    private OAuth2AccessToken converted(AccessToken token, ClientRegistration registration) {
        Instant seen = clock.instant();
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                token.value(),
                seen.isBefore(token.expiresAt()) ? seen : token.expiresAt().minusSeconds(1),
                token.expiresAt(),
                registration.getScopes());
    }
}
