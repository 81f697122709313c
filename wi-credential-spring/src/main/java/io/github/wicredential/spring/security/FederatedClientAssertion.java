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
 * Adds the pod's own token to a token request as {@code client_assertion} (RFC 7523, 2.2), for any grant. The token is
 * read for each request, so a rotated token is used immediately.
 *
 * <pre>{@code
 * var client = new RestClientClientCredentialsTokenResponseClient();
 * client.addParametersConverter(assertion::parameters);
 * }</pre>
 *
 * <p>The assertion is sent to one authority only, whatever registrations exist, and only for a registration without a
 * secret whose {@code client-authentication-method} is {@code private_key_jwt} or {@code none}. Other requests stay
 * unchanged. Thread-safe.
 *
 * <p>This class is not a Spring {@code Converter}, because a bean of that type would become part of the application's
 * type conversion.
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
     * @param assertions called for each request
     * @param authority for example {@code https://login.microsoftonline.com}; the path is ignored
     */
    public FederatedClientAssertion(AssertionSource assertions, URI authority) {
        this.assertions =
                ProjectedTokenFile.checking(Objects.requireNonNull(assertions, "assertions"), InstantSource.system());
        this.authority = Objects.requireNonNull(authority, "authority");
    }

    /**
     * Returns the parameters to add to a token request.
     *
     * @param request the request, of any grant
     * @return the assertion and its type, or no parameters if this request does not receive the assertion
     * @throws WorkloadIdentityException if no assertion can be obtained
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
