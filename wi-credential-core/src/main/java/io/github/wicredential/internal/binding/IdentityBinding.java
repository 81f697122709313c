package io.github.wicredential.internal.binding;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.exchange.Route;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for each exchange whether it goes to the authority or through the cluster's token proxy. Thread-safe.
 *
 * <p>Nothing is read from disk and nothing is sent until an exchange goes through the proxy; only with
 * {@link IdentityBindingMode#ON} is it looked whether the file of the trusted certificates is there.
 */
public final class IdentityBinding implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");

    private final Wish wish;
    private final boolean proxySet;
    private final @Nullable ProxySettings settings;
    private final @Nullable ProxyTransport transport;
    private final AtomicBoolean told = new AtomicBoolean();

    private IdentityBinding(Wish wish, boolean proxySet, @Nullable ProxySettings settings) {
        this.wish = wish;
        this.proxySet = proxySet;
        this.settings = settings;
        this.transport = settings == null ? null : new ProxyTransport(settings);
    }

    /**
     * What the builder sets.
     *
     * @param mode when to use the proxy
     * @param strict whether a CA file and CA data may not be set together
     * @param ownTransport the application's transport, which is not used for the proxy, or null
     */
    public record Wish(
            IdentityBindingMode mode,
            boolean strict,
            @Nullable TokenTransport ownTransport) {

        /** Checks that a mode is set. */
        public Wish {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /**
     * Reads the proxy's variables, unless the mode is off.
     *
     * @param variables gives the value of a variable or null
     * @param wish what the builder sets
     * @return the decision to come
     * @throws ConfigurationException if the variables are wrong, or the application's transport can't be used
     */
    public static IdentityBinding of(Function<String, @Nullable String> variables, Wish wish) {
        if (wish.mode() == IdentityBindingMode.OFF) {
            String proxy = variables.apply(ProxySettings.PROXY);
            return new IdentityBinding(wish, proxy != null && !proxy.isBlank(), null);
        }
        ProxySettings settings = ProxySettings.read(variables, wish.strict()).orElse(null);
        if (wish.mode() == IdentityBindingMode.ON) {
            if (wish.ownTransport() != null) {
                throw new ConfigurationException("Identity bindings are on, and the transport "
                        + wish.ownTransport().getClass().getName() + " is set. The token proxy is asked with the "
                        + "library's own transport, since the cluster says which certificates and which TLS name to "
                        + "accept. Remove transport(…), or set IdentityBindingMode.AUTO to keep it for Entra.");
            }
            if (settings == null) {
                ProxySettings.requireNone(variables);
            }
        }
        IdentityBinding binding = new IdentityBinding(wish, settings != null, settings);
        if (wish.mode() == IdentityBindingMode.ON && binding.transport != null) {
            binding.transport.requireTrust();
        }
        return binding;
    }

    /**
     * Where exchanges go.
     *
     * @param direct the route to the authority
     * @param clientId the client, which refusals name
     * @return the choice between this route and the proxy
     */
    public Route.Choice routes(Route direct, String clientId) {
        Route authority = new Route(
                direct.base(),
                direct.peer(),
                direct.settings(),
                direct.transport(),
                new MissedProxy(direct.explainer(), wish.mode(), proxySet));
        if (settings == null || transport == null) {
            return assertion -> authority;
        }
        Route proxy = new Route(
                settings.base(),
                "the token proxy " + settings.host(),
                ProxySettings.PROXY + " and " + ProxySettings.SERVER_NAME,
                transport,
                new ProxyRefusals(direct.explainer(), clientId, settings.serverName()));
        return assertion -> {
            if (wish.mode() == IdentityBindingMode.AUTO
                    && PodToken.of(assertion).forEntra()) {
                return authority;
            }
            tell(proxy);
            return proxy;
        };
    }

    /** Closes the idle connections to the proxy. */
    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }

    private void tell(Route proxy) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        if (wish.ownTransport() != null) {
            LOG.warn(
                    "Tokens come through {} (identity bindings), so the transport {} is not used for them. "
                            + "IdentityBindingMode.OFF would use it, and ask Entra directly.",
                    proxy.peer(),
                    wish.ownTransport().getClass().getName());
        } else {
            LOG.info("Tokens come through {} (identity bindings)", proxy.peer());
        }
    }
}
