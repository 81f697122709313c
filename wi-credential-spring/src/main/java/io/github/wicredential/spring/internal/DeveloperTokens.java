package io.github.wicredential.spring.internal;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.azure.DefaultAzureCredentialBuilder;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A developer's sign-in in the place of Entra, so that an identity without a pod is like any other to all who use it:
 * it keeps tokens, shares requests and notifies its listeners.
 */
final class DeveloperTokens implements TokenTransport {

    private static final List<String> VARIABLES =
            List.of("AZURE_TOKEN_CREDENTIALS", "AZURE_ADDITIONALLY_ALLOWED_TENANTS", "PATH", "SystemRoot");
    private static final ConfigurationSource NOTHING = path -> Map.of();

    // An identity has a client, a tenant and an assertion; none of these is sent to anybody.
    private static final String CLIENT = "signed-in-developer";
    private static final String TENANT = "signed-in-tenant";
    private static final String ASSERTION = "eyJhbGciOiJub25lIn0.e30.local";

    private final TokenCredential tools;

    private DeveloperTokens(TokenCredential tools) {
        this.tools = tools;
    }

    static void applyTo(
            WorkloadIdentityBuilder identity,
            Function<String, @Nullable String> variables,
            @Nullable String clientId,
            @Nullable String tenantId) {
        boolean anyTenant = tenantId == null || tenantId.isBlank();
        DefaultAzureCredentialBuilder tools = new DefaultAzureCredentialBuilder()
                .configuration(configuration(variables))
                .tenantId(anyTenant ? null : tenantId)
                .additionallyAllowedTenants("*");
        identity.clientId(clientId == null || clientId.isBlank() ? CLIENT : clientId)
                .tenantId(anyTenant ? TENANT : tenantId)
                .tokenFile(null)
                .assertion(() -> ASSERTION)
                .identityBinding(IdentityBindingMode.OFF)
                .transport(new DeveloperTokens(tools.build()));
        if (anyTenant) {
            // Which one the tool is signed in to is not known, so a resource that names it names another.
            identity.additionallyAllowedTenants("*");
        }
    }

    private static Configuration configuration(Function<String, @Nullable String> variables) {
        Map<String, String> known = new HashMap<>();
        for (String name : VARIABLES) {
            String value = variables.apply(name);
            if (value != null && !value.isBlank()) {
                known.put(name, value);
            }
        }
        return new ConfigurationBuilder(NOTHING, NOTHING, path -> known).build();
    }

    @Override
    public boolean retries() {
        return true;
    }

    @Override
    public Response post(Request request) {
        Map<String, String> form = form(request.body());
        TokenRequestContext wanted = new TokenRequestContext()
                .addScopes(form.getOrDefault("scope", "").split(" "))
                .setTenantId(tenant(request.uri().getPath()));
        String claims = form.get("claims");
        if (claims != null) {
            wanted.setCaeEnabled(true);
            wanted.setClaims(TokenExchange.holdsChallenge(claims) ? claims : null);
        }
        try {
            return answer(tools.getTokenSync(wanted));
        } catch (ClientAuthenticationException e) {
            // Temporary: a developer who signs in should not have to wait.
            throw Exceptions.exchange(
                    "There is no token for local development. " + e.getMessage(),
                    ExchangeDetails.local("credential_unavailable"),
                    e);
        }
    }

    private static Response answer(AccessToken token) {
        long seconds = Duration.between(Instant.now(), token.getExpiresAt()).toSeconds();
        String value = token.getToken().replace("\\", "\\\\").replace("\"", "\\\"");
        return Response.of(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + value + "\"}");
    }

    // The path of a token endpoint begins with the tenant.
    private static @Nullable String tenant(String path) {
        String tenant = path.split("/", 3)[1];
        return tenant.equals(TENANT) ? null : tenant;
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int name = field.indexOf('=');
            fields.put(field.substring(0, name), URLDecoder.decode(field.substring(name + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }
}
