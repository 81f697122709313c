package io.github.wicredential.internal.binding;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.exchange.Route;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.X509TrustManager;
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
                direct.own(),
                new MissedProxy(direct.explainer(), wish.mode(), proxySet));
        if (settings == null || transport == null) {
            return assertion -> authority;
        }
        String peer = "the token proxy " + settings.host();
        Route proxy = new Route(
                settings.base(),
                peer,
                ProxySettings.PROXY + " and " + ProxySettings.SERVER_NAME,
                form -> {
                    tell(peer);
                    return transport.post(form);
                },
                false,
                new ProxyRefusals(direct.explainer(), clientId, settings.serverName()));
        return assertion -> throughProxy(assertion) ? proxy : authority;
    }

    /**
     * The decision: whether an exchange of this assertion goes through the token proxy.
     *
     * @param assertion what would be sent; if it can't be decoded, it is not one for Entra
     * @return whether it does
     */
    public boolean throughProxy(ClientAssertion assertion) {
        return settings != null
                && !(wish.mode() == IdentityBindingMode.AUTO && assertion.isFor(TokenAudience.ENTRA));
    }

    /**
     * Why the decision is as it is.
     *
     * @param assertion what would be sent
     * @return one sentence without a full stop
     */
    public String reason(ClientAssertion assertion) {
        if (wish.mode() == IdentityBindingMode.OFF) {
            return "IdentityBindingMode.OFF" + (proxySet ? ", so " + ProxySettings.PROXY + " is not read" : "");
        }
        if (settings == null) {
            return "IdentityBindingMode." + wish.mode() + ", and " + ProxySettings.PROXY + " is not set";
        }
        if (wish.mode() == IdentityBindingMode.ON) {
            return "IdentityBindingMode.ON, whatever the token's audience is";
        }
        return "IdentityBindingMode.AUTO, and " + (throughProxy(assertion) ? "no" : "an")
                + " audience of the token begins with " + TokenAudience.ENTRA.value();
    }

    /**
     * Whether the variable that names the proxy is set, also where the mode ignores it.
     *
     * @return whether it is
     */
    public boolean proxySet() {
        return proxySet;
    }

    /**
     * The token proxy that exchanges may go through.
     *
     * @return nothing without its variable, or if the mode is off
     */
    public Optional<TokenProxy> proxy() {
        return Optional.ofNullable(settings).map(TokenProxy::new);
    }

    /** The token proxy, for who looks at the way to it. */
    public static final class TokenProxy {

        private final ProxySettings settings;

        private TokenProxy(ProxySettings settings) {
            this.settings = settings;
        }

        /**
         * Its URL.
         *
         * @return without a slash at the end
         */
        public URI base() {
            return settings.base();
        }

        /**
         * The name that is asked for and that its certificate must have.
         *
         * @return the TLS server name, else the URL's host
         */
        public String serverName() {
            return settings.serverName() == null ? settings.host() : settings.serverName();
        }

        /**
         * What signs its certificate, read now.
         *
         * @return what is trusted
         * @throws IOException if it can't be used; the message is a clause
         * @throws ConfigurationException if there is nothing that could be trusted
         */
        public Trust trust() throws IOException {
            CaSource.Ca ca = new CaSource(settings).current(null);
            return new Trust(ca.origin(), ca.trust());
        }
    }

    /**
     * What is trusted.
     *
     * @param origin where it comes from
     * @param manager judges certificates; null for the JVM's own roots
     */
    public record Trust(String origin, @Nullable X509TrustManager manager) {}

    /** Closes the idle connections to the proxy. */
    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }

    private void tell(String proxy) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        if (wish.ownTransport() != null) {
            LOG.warn(
                    "Tokens come through {} (identity bindings), so the transport {} is not used for them. "
                            + "IdentityBindingMode.OFF would use it, and ask Entra directly.",
                    proxy,
                    wish.ownTransport().getClass().getName());
        } else {
            LOG.info("Tokens come through {} (identity bindings)", proxy);
        }
    }
}
