package io.github.wicredential.internal.binding;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for each exchange whether it goes to the authority or through the cluster's token proxy. Thread-safe.
 *
 * <p>Nothing is read from disk and nothing is sent until an exchange goes through the token proxy; only
 * {@link IdentityBindingMode#ON} checks whether the file of the trusted certificates exists.
 */
public final class IdentityBinding implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");

    /** The variable that names the token proxy. */
    public static final String PROXY = TokenProxySettings.PROXY;

    /** The variable that names the file with the token proxy's CA. */
    public static final String CA_FILE = TokenProxySettings.CA_FILE;

    /** The variable that names the token proxy's TLS server name. */
    public static final String SERVER_NAME = TokenProxySettings.SERVER_NAME;

    private final Options options;
    private final boolean proxySet;
    private final @Nullable TokenProxySettings settings;
    private final @Nullable TokenProxyTransport transport;
    private final AtomicBoolean logged = new AtomicBoolean();

    private IdentityBinding(Options options, boolean proxySet, @Nullable TokenProxySettings settings) {
        this.options = options;
        this.proxySet = proxySet;
        this.settings = settings;
        this.transport = settings == null ? null : new TokenProxyTransport(settings);
    }

    /**
     * What the builder sets.
     *
     * @param ownTransport the application's transport, which is not used for the token proxy
     */
    public record Options(
            IdentityBindingMode mode, @Nullable TokenTransport ownTransport) {

        public Options {
            Objects.requireNonNull(mode, "mode");
        }

        /** Whether a token goes through the token proxy whatever its audience. */
        private boolean always() {
            return mode == IdentityBindingMode.ON || strict();
        }

        /** Whether a CA file and CA data may not be set together. */
        private boolean strict() {
            return mode == IdentityBindingMode.STRICT;
        }
    }

    /** Adds what a refusal by the token proxy usually means to what is known. */
    public static Evidence tell(ExchangeDetails refused, Evidence known) {
        return TokenProxyExplainer.tell(refused, known);
    }

    /**
     * Reads the token proxy's variables, unless the mode is off; throws a {@link ConfigurationException} if they are
     * invalid.
     */
    public static IdentityBinding of(Variables variables, Options options) {
        if (options.mode() == IdentityBindingMode.OFF) {
            return new IdentityBinding(options, variables.get(TokenProxySettings.PROXY) != null, null);
        }
        TokenProxySettings settings =
                TokenProxySettings.read(variables, options.strict()).orElse(null);
        if (options.always()) {
            if (options.ownTransport() != null) {
                throw new ConfigurationException("Identity bindings are on, and the transport "
                        + options.ownTransport().getClass().getName()
                        + " is set. Requests to the token proxy use the library's own transport, because the "
                        + "cluster determines which certificates and which TLS name to accept. Remove "
                        + "transport(...), or set IdentityBindingMode.AUTO to keep it for Entra.");
            }
            if (settings == null) {
                TokenProxySettings.requireNone(variables);
            }
        }
        IdentityBinding binding = new IdentityBinding(options, settings != null, settings);
        if (options.always() && binding.transport != null) {
            binding.transport.requireTrust();
        }
        return binding;
    }

    /** Whether the token proxy's URL can be one, or is not set. */
    public static boolean isUsableUrl(Variables variables) {
        String url = variables.get(PROXY);
        try {
            return url == null || TokenProxyUrl.parse(url).isAbsolute();
        } catch (ConfigurationException e) {
            return false;
        }
    }

    /** The choice between the route to the authority and the token proxy; explanations of refusals name the client. */
    public Route.Choice routes(Route direct, String clientId) {
        Route authority = new Route(
                direct.base(),
                direct.peer(),
                direct.settings(),
                direct.transport(),
                direct.own(),
                new DirectRefusalExplainer(direct.explainer(), options.mode(), proxySet));
        if (settings == null || transport == null) {
            return (assertion, agent) -> authority;
        }
        String peer = "the token proxy " + settings.host();
        Route proxy = new Route(
                settings.base(),
                peer,
                TokenProxySettings.PROXY + " and " + TokenProxySettings.SERVER_NAME,
                form -> {
                    logRoute(peer);
                    return transport.post(form);
                },
                false,
                new TokenProxyExplainer(direct.explainer(), clientId, settings.serverName()));
        return (assertion, agent) -> {
            if (!throughProxy(assertion)) {
                return authority;
            }
            if (agent != null) {
                throw noAgents(agent);
            }
            return proxy;
        };
    }

    private static ConfigurationException noAgents(String agent) {
        return new ConfigurationException("The request for agent " + agent
                + " would go through the token proxy of AKS identity bindings, which issues tokens for "
                + "the bound managed identity only, so nothing was sent. Give the blueprint a "
                + "federated credential that trusts the cluster: remove the annotation "
                + "azure.workload.identity/use-identity-binding and recreate the pod, or set "
                + "IdentityBindingMode.OFF.");
    }

    /** The decision: whether an exchange of this assertion goes through the token proxy. */
    public boolean throughProxy(ClientAssertion assertion) {
        return settings != null
                && !(options.mode() == IdentityBindingMode.AUTO && assertion.isFor(TokenAudience.ENTRA));
    }

    /** The reason for the decision, in one sentence without a full stop. */
    public String reason(ClientAssertion assertion) {
        if (options.mode() == IdentityBindingMode.OFF) {
            return "IdentityBindingMode.OFF" + (proxySet ? ", so " + TokenProxySettings.PROXY + " is not read" : "");
        }
        if (settings == null) {
            return "IdentityBindingMode." + options.mode() + ", and " + TokenProxySettings.PROXY + " is not set";
        }
        if (options.always()) {
            return "IdentityBindingMode." + options.mode() + ", whatever the token's audience is";
        }
        return "IdentityBindingMode.AUTO, and " + (throughProxy(assertion) ? "no" : "an")
                + " audience of the token begins with " + TokenAudience.ENTRA.value();
    }

    /** The variables that only make sense together with the one that names the token proxy. */
    public static List<String> companions() {
        return TokenProxySettings.COMPANIONS;
    }

    /** Whether the variable that names the token proxy is set, even if the mode ignores it. */
    public boolean proxySet() {
        return proxySet;
    }

    /** The token proxy that exchanges may go through; nothing without its variable, or if the mode is off. */
    public Optional<TokenProxy> proxy() {
        return settings == null || transport == null
                ? Optional.empty()
                : Optional.of(new TokenProxy(settings, transport));
    }

    /** The token proxy, for code that examines the connection to it. */
    public static final class TokenProxy {

        private final TokenProxySettings settings;
        private final TokenProxyTransport transport;

        private TokenProxy(TokenProxySettings settings, TokenProxyTransport transport) {
            this.settings = settings;
            this.transport = transport;
        }

        /** Its URL, without a slash at the end. */
        public URI base() {
            return settings.base();
        }

        /** The name that its certificate must contain: the TLS server name, otherwise the URL's host. */
        public String serverName() {
            return settings.serverName() == null ? settings.host() : settings.serverName();
        }

        /**
         * The trust for its certificate, as the next exchange would use it. Throws an {@link IOException} whose
         * message is a clause if it cannot be used, and a {@link ConfigurationException} if there is none.
         */
        public Trust trust() throws IOException {
            TrustAnchors.Ca ca = transport.ca();
            return new Trust(ca.origin(), ca.trust());
        }
    }

    /** What is trusted and where it comes from; null stands for the JVM's own root certificates. */
    public record Trust(String origin, @Nullable X509ExtendedTrustManager manager) {}

    /** Closes the idle connections to the token proxy. */
    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }

    private void logRoute(String proxy) {
        if (!logged.compareAndSet(false, true)) {
            return;
        }
        if (options.ownTransport() != null) {
            LOG.warn(
                    "Tokens are obtained through {} (identity bindings), so the transport {} is not used "
                            + "for them. With IdentityBindingMode.OFF it is used, and requests go to Entra "
                            + "directly.",
                    proxy,
                    options.ownTransport().getClass().getName());
        } else {
            LOG.info("Tokens are obtained through {} (identity bindings)", proxy);
        }
    }
}
