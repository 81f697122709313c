package io.github.wicredential.internal.doctor;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.http.EgressProxy;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An identity, opened up: the very parts that it is made of, whether or not they make one. A part that cannot be made
 * throws a {@link ConfigurationException} that says why.
 *
 * @param environment the settings
 * @param binding what chooses between the authority and the token proxy
 * @param assertions the checked source of assertions; only if a token file is named or the application has a source
 * @param exchange the exchange, which keeps nothing
 * @param agents that of an agent identity below this one
 * @param egress what knows the egress proxy; null if the application's own transport decides
 * @param obstacle why there is no identity, or null if there is one
 * @param clock the local time
 */
public record Anatomy(
        WorkloadIdentityEnvironment environment,
        Supplier<IdentityBinding> binding,
        Supplier<ClientAssertion> assertions,
        Supplier<TokenExchange> exchange,
        Function<String, TokenExchange> agents,
        Supplier<@Nullable EgressProxy> egress,
        @Nullable ConfigurationException obstacle,
        InstantSource clock) {

    @Nullable
    String variable(String name) {
        return environment.variables().get(name);
    }

    /** Those of some variables that are set. */
    List<String> set(List<String> names) {
        return names.stream().filter(name -> variable(name) != null).toList();
    }

    /** Names nothing: a proxy's login is among the parts. */
    @Override
    public String toString() {
        return "Anatomy[]";
    }
}
