package io.github.wicredential.test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An Entra for tests: a token endpoint on the loopback address that decides as the real one does.
 *
 * <p>It parses the assertion, finds client and federated credential, compares issuer, subject and audience, fetches the issuer's
 * discovery document and keys over HTTP, verifies the signature and checks the times. A granted access token is signed (RS256) with
 * keys published at {@link #jwksUri()}, so a resource server can verify it. A refusal has Entra's status, error, AADSTS code and ids.
 *
 * <p>Applications, managed identities, blueprints and agent identities are different things here, too ({@link ClientKind}). Where
 * Entra's code for a refusal is not known, the refusal has none and says so.
 *
 * <p>Defaults: plain HTTP, a free port of 127.0.0.1, one tenant, access tokens of one hour (of agents: 3,900 s) without {@code refresh_in}, issuer
 * {@code https://sts.windows.net/{tenant}/}, the system's clock. Safe for use by several threads. {@link #close()} ends all
 * connections.
 *
 * @since 0.1.0
 */
public final class LocalEntra implements AutoCloseable {

    private static final String DEFAULT_TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";

    private final IssuerKeys keys = new IssuerKeys();
    private final EntraOptions options = new EntraOptions();
    private final @Nullable ThrowAwayTls tls;
    private final LoopbackServer server;
    private final Clock clock;
    private final AccessTokens tokens;
    private final Directory directory;
    private final TokenEndpoint tokenEndpoint;

    LocalEntra(LocalEntraBuilder builder) {
        tls = builder.https ? new ThrowAwayTls(builder.address.getAddress()) : null;
        clock = builder.clock;
        tokens = new AccessTokens(keys, builder.issuer);
        DeferredSite site = new DeferredSite();
        server = LoopbackServer.start(
                "local-entra",
                builder.address,
                tls == null ? null : tls.context().getSocketFactory(),
                site);
        directory = new Directory(server.root());
        tokenEndpoint =
                new TokenEndpoint(builder.clock, directory, tokens, new EntraAnswers(builder.clock, options, tokens));
        site.open(new EntraSite(builder.clock, directory, keys, tokens, tokenEndpoint));
        directory.tenant(DEFAULT_TENANT);
    }

    /**
     * Starts an Entra with the defaults.
     *
     * @return a running Entra that has one tenant and no application
     */
    public static LocalEntra start() {
        return builder().start();
    }

    /**
     * Starts the configuration of an Entra.
     *
     * @return a builder with the defaults
     */
    public static LocalEntraBuilder builder() {
        return new LocalEntraBuilder();
    }

    /**
     * The authority, as {@code AZURE_AUTHORITY_HOST} names it.
     *
     * @return the root, with a slash at the end
     */
    public URI authorityHost() {
        return directory.authorityHost();
    }

    /**
     * The id of the default tenant.
     *
     * @return a GUID
     */
    public String tenantId() {
        return DEFAULT_TENANT;
    }

    /**
     * The default tenant.
     *
     * @return the tenant
     */
    public LocalTenant tenant() {
        return directory.tenant(DEFAULT_TENANT);
    }

    /**
     * A tenant, created if it does not exist.
     *
     * @param id a GUID
     * @return the tenant
     */
    public LocalTenant tenant(String id) {
        Objects.requireNonNull(id, "id");
        return directory.tenant(id);
    }

    /**
     * Registers an application with a client id of its own in the default tenant.
     *
     * @return the application, which trusts nobody yet
     */
    public LocalApplication registerApplication() {
        return tenant().registerApplication();
    }

    /**
     * Registers an application in the default tenant, or finds the one already registered.
     *
     * @param clientId the client id
     * @return the application, which trusts nobody if it is new
     */
    public LocalApplication registerApplication(String clientId) {
        Objects.requireNonNull(clientId, "clientId");
        return tenant().registerApplication(clientId);
    }

    /**
     * Issues a token otherwise than through the token endpoint: as the platform's endpoint does for a managed identity, for
     * example. For tests of what happens when such a token is sent as an assertion: this Entra remembers how each of its tokens
     * was obtained, those that the token endpoint grants too, and refuses as the real one does.
     *
     * <p>A token for {@code api://AzureADTokenExchange} has the real one's issuer,
     * {@code https://login.microsoftonline.com/{tenant}/v2.0}, and audience, a GUID; its subject is
     * {@link LocalApplication#objectId()}.
     *
     * @param application whose token it is
     * @param origin how it is obtained
     * @param resource what it is for, for example {@code api://AzureADTokenExchange}
     * @return the signed token
     */
    public String issue(LocalApplication application, TokenOrigin origin, String resource) {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(application, "application");
        return tokens.issue(application, origin, resource, clock.instant(), options.expiresIn(false));
    }

    /**
     * Where a resource server finds the keys of the access tokens.
     *
     * @return the address of a JSON Web Key Set
     */
    public URI jwksUri() {
        return URI.create(authorityHost() + tenantId() + "/discovery/v2.0/keys");
    }

    /**
     * Sets the life of the access tokens granted from now on.
     *
     * @param life default one hour, for agents and their blueprints 3,900 s; parts of a second are cut off
     * @return this Entra
     */
    public LocalEntra setExpiresIn(Duration life) {
        options.expiresIn(Objects.requireNonNull(life, "life"));
        return this;
    }

    /**
     * Sets the {@code refresh_in} of the answers from now on.
     *
     * @param wait when the client should refresh the token; null leaves the member out, which is the default
     * @return this Entra
     */
    public LocalEntra setRefreshIn(@Nullable Duration wait) {
        options.refreshIn(wait);
        return this;
    }

    /**
     * Writes {@code expires_in} and its siblings as text instead of numbers, as some other token services do.
     *
     * @param asString default false
     * @return this Entra
     */
    public LocalEntra setExpiresInAsString(boolean asString) {
        options.expiresInAsString(asString);
        return this;
    }

    /**
     * Faults of the token endpoint.
     *
     * @return the switchboard of this Entra
     */
    public Faults faults() {
        return tokenEndpoint.faults();
    }

    /**
     * How many requests the token endpoint received, granted or not.
     *
     * @return the number since the start
     */
    public int tokenRequests() {
        return tokenEndpoint.requests();
    }

    /**
     * How many tokens were granted.
     *
     * @return the number since the start
     */
    public int granted() {
        return tokenEndpoint.granted();
    }

    /**
     * How many requests were refused by a check.
     *
     * @return the number since the start
     */
    public int refused() {
        return tokenEndpoint.refused();
    }

    /**
     * The requests that the token endpoint received, without their assertions.
     *
     * @return a copy, oldest first; the last 10,000
     */
    public List<ReceivedTokenRequest> requests() {
        return tokenEndpoint.received();
    }

    /**
     * The last request that the token endpoint received, without its assertion.
     *
     * @return the request; empty before the first
     */
    public Optional<ReceivedTokenRequest> lastRequest() {
        return Optional.ofNullable(tokenEndpoint.last());
    }

    /**
     * The certificate of the authority that signed the server's certificate.
     *
     * @return PEM text
     * @throws IllegalStateException unless started with {@code https(true)}
     */
    public String certificatePem() {
        return tls().authorityPem();
    }

    /**
     * A trust manager that trusts the server.
     *
     * @return the trust manager
     * @throws IllegalStateException unless started with {@code https(true)}
     */
    public X509TrustManager trustManager() {
        return tls().trustManager();
    }

    /**
     * A TLS context that trusts the server.
     *
     * @return the context, for clients
     * @throws IllegalStateException unless started with {@code https(true)}
     */
    public SSLContext sslContext() {
        return tls().context();
    }

    /** Ends all connections, hanging ones too. A second call does nothing. */
    @Override
    public void close() {
        server.close();
        faults().clear();
        keys.giveBack();
    }

    @Override
    public String toString() {
        return "LocalEntra[" + authorityHost() + "]";
    }

    private ThrowAwayTls tls() {
        if (tls == null) {
            throw new IllegalStateException("this Entra speaks plain HTTP: start it with builder().https(true)");
        }
        return tls;
    }
}
