package io.github.wicredential.spring.security;

import io.github.wicredential.AssertionSource;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;

/**
 * Adds the pod's own token to a token request as {@code client_assertion} (RFC 7523, 2.2), for any grant. It is read
 * for each request, so that a new one is used as soon as it is there.
 *
 * <pre>{@code
 * var client = new RestClientClientCredentialsTokenResponseClient();
 * client.addParametersConverter(assertion::parameters);
 * }</pre>
 *
 * <p>The assertion goes to one authority only, whatever registrations there are, and only for a registration without a
 * secret whose {@code client-authentication-method} is {@code private_key_jwt} or {@code none}. Every other request
 * stays as it is. Thread-safe.
 *
 * <p>It is none of Spring's {@code Converter}s, which as a bean would become part of the application's type conversion.
 *
 * @since 0.1.0
 */
public final class FederatedClientAssertion {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Supplier<ClientAssertion> assertions;
    private final URI authority;

    /**
     * Sends assertions to one authority.
     *
     * @param assertions asked for each request
     * @param authority for example {@code https://login.microsoftonline.com}; the path does not count
     */
    public FederatedClientAssertion(AssertionSource assertions, URI authority) {
        this.assertions =
                ProjectedTokenFile.checking(Objects.requireNonNull(assertions, "assertions"), InstantSource.system());
        this.authority = Objects.requireNonNull(authority, "authority");
    }

    /**
     * Gives what is to be added to a token request.
     *
     * @param request the request, of any grant
     * @return the assertion and its type, or nothing if this request does not get it
     * @throws WorkloadIdentityException if there is no assertion
     */
    public MultiValueMap<String, String> parameters(AbstractOAuth2AuthorizationGrantRequest request) {
        Objects.requireNonNull(request, "request");
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        if (covers(Objects.requireNonNull(request, "request").getClientRegistration())) {
            parameters.set("client_assertion_type", TYPE);
            parameters.set("client_assertion", assertions.get().value());
        }
        return parameters;
    }

    private boolean covers(ClientRegistration registration) {
        ClientAuthenticationMethod method = registration.getClientAuthenticationMethod();
        return !StringUtils.hasText(registration.getClientSecret())
                && (ClientAuthenticationMethod.PRIVATE_KEY_JWT.equals(method)
                        || ClientAuthenticationMethod.NONE.equals(method))
                && TokenUri.sameOrigin(registration.getProviderDetails().getTokenUri(), authority);
    }
}
