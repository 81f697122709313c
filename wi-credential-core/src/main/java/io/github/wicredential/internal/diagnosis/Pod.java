package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Overrides;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis looks at: the settings of a credential, whether or not they make one.
 *
 * @param variables gives the value of a variable or null
 * @param overrides what the builder sets in place of variables
 * @param binding what chooses between the authority and the token proxy, or null if its variables are not accepted
 * @param bindingObstacle why they are not, or null
 * @param assertions the checked source of assertions, or null if there is no credential
 * @param exchange the credential's exchange, which keeps nothing, or null if there is no credential
 * @param obstacle why there is no credential, or null if there is one
 * @param proxies the egress proxy for an address; null if the application's own transport decides
 * @param proxyLogin user and password of that proxy as in a URL, or null
 * @param clock the local time
 */
public record Pod(
        Function<String, @Nullable String> variables,
        Overrides overrides,
        @Nullable IdentityBinding binding,
        @Nullable ConfigurationException bindingObstacle,
        @Nullable Supplier<ClientAssertion> assertions,
        @Nullable TokenExchange exchange,
        @Nullable ConfigurationException obstacle,
        @Nullable Function<URI, Optional<Proxy>> proxies,
        @Nullable String proxyLogin,
        InstantSource clock) {

    /** Checks what must be there. */
    public Pod {
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(overrides, "overrides");
        Objects.requireNonNull(clock, "clock");
    }

    @Nullable
    String variable(String name) {
        return new Variables(variables).get(name);
    }

    @Nullable
    String clientId() {
        return overrides.clientId() == null ? variable("AZURE_CLIENT_ID") : overrides.clientId();
    }

    @Nullable
    String tenant() {
        return overrides.tenantId() == null ? variable("AZURE_TENANT_ID") : overrides.tenantId();
    }

    @Nullable
    String tokenFile() {
        return overrides.tokenFile() == null
                ? variable("AZURE_FEDERATED_TOKEN_FILE")
                : overrides.tokenFile().toString();
    }

    /** The file, as this platform opens it; throws what {@link Path#of} throws. */
    @Nullable
    Path tokenPath() {
        Path set = overrides.tokenFile();
        String name = variable("AZURE_FEDERATED_TOKEN_FILE");
        return set != null ? set : name == null ? null : Path.of(name);
    }

    /** Hides the proxy's login. */
    @Override
    public String toString() {
        return "Pod[overrides=" + overrides + "]";
    }
}
