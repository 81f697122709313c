package io.github.wicredential.internal.exchange;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.json.JsonMerge;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form and the headers of a token request (Microsoft identity platform, client credentials flow with a federated
 * credential). Each value is encoded exactly once.
 */
final class TokenForm {

    private static final String PRODUCT = "wi-credential";
    private static final @Nullable String VERSION = TokenForm.class.getPackage().getImplementationVersion();

    /** Declares that the caller handles claims challenges (Microsoft identity platform, claims challenge). */
    static final String CAPABILITY = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}";

    private TokenForm() {}

    /** The parameter {@code claims}: the declared capability, the claims of a challenge, or both in one object. */
    static @Nullable String claims(@Nullable String challenge, boolean caeEnabled) {
        if (challenge == null) {
            return caeEnabled ? CAPABILITY : null;
        }
        try {
            return JsonMerge.merge(caeEnabled ? CAPABILITY : "{}", challenge);
        } catch (JsonMerge.NotMergeable e) {
            throw new ConfigurationException(
                    "The claims of the token request cannot be sent: " + e.getMessage() + ". Pass the claims parameter "
                            + "of the WWW-Authenticate header after decoding it from base64, unchanged.",
                    e);
        }
    }

    static TokenTransport.Request post(
            String authority,
            String clientId,
            ClientAssertion assertion,
            TokenExchange.Request request,
            @Nullable String claims,
            String correlationId) {
        StringBuilder form = new StringBuilder(assertion.value().length() + 512);
        add(form, "grant_type", "client_credentials");
        add(form, "client_id", clientId);
        add(form, "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        add(form, "client_assertion", assertion.value());
        add(form, "scope", request.scope());
        if (request.agent() != null) {
            add(form, "fmi_path", request.agent());
        }
        if (claims != null) {
            add(form, "claims", claims);
        }
        URI endpoint = URI.create(authority + "/" + encoded(request.tenant()) + "/oauth2/v2.0/token");
        return TokenTransport.Request.of(endpoint, headers(correlationId), form.toString(), request.timeout());
    }

    private static Map<String, String> headers(String correlationId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        headers.put("Accept", "application/json");
        headers.put("client-request-id", correlationId);
        headers.put("return-client-request-id", "true");
        headers.put("x-client-SKU", PRODUCT);
        if (VERSION != null) {
            headers.put("x-client-VER", VERSION);
        }
        // Promises that Retry-After and 429 are honoured, which they are.
        headers.put("x-ms-lib-capability", "retry-after, h429");
        return headers;
    }

    private static void add(StringBuilder form, String name, String value) {
        form.append(form.length() == 0 ? "" : "&").append(name).append('=').append(encoded(value));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
