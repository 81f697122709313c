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
 * A local Entra for tests: a token endpoint on the loopback address that makes the same decisions as the real one.
 *
 * <p>It parses the assertion, looks up the client and its federated credentials, compares issuer, subject and audience,
 * fetches the issuer's discovery document and keys over HTTP, verifies the signature and checks the times. Access
 * tokens are signed (RS256) with keys published at {@link #jwksUri()}, so a resource server can verify them. A refusal
 * has Entra's status, error, AADSTS code and ids.
 *
 * <p>It distinguishes applications, managed identities, blueprints and agent identities ({@link ClientKind}). If
 * Entra's code for a refusal is not known, the refusal has no code and says so.
 *
 * <p>Defaults: plain HTTP, a free port of 127.0.0.1, one tenant, access tokens valid for one hour (for agents: 3,900 s)
 * without {@code refresh_in}, issuer {@code https://sts.windows.net/{tenant}/}, the system clock. Thread-safe.
 * {@link #close()} closes all connections.
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
     * Starts an Entra with the default settings.
     *
     * @return a running Entra with one tenant and no applications
     */
    public static LocalEntra start() {
        return builder().start();
    }

    /**
     * Returns a builder for an Entra.
     *
     * @return a builder with the default settings
     */
    public static LocalEntraBuilder builder() {
        return new LocalEntraBuilder();
    }

    /**
     * The authority, the value for {@code AZURE_AUTHORITY_HOST}.
     *
     * @return the root, with a trailing slash
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
     * Returns a tenant, which is created if it does not exist.
     *
     * @param id a GUID
     * @return the tenant
     */
    public LocalTenant tenant(String id) {
        Objects.requireNonNull(id, "id");
        return directory.tenant(id);
    }

    /**
     * Registers an application with a generated client id in the default tenant.
     *
     * @return the application, which trusts no issuer yet
     */
    public LocalApplication registerApplication() {
        return tenant().registerApplication();
    }

    /**
     * Registers an application in the default tenant, or returns the registered one.
     *
     * @param clientId the client id
     * @return the application, which trusts no issuer if it is new
     */
    public LocalApplication registerApplication(String clientId) {
        Objects.requireNonNull(clientId, "clientId");
        return tenant().registerApplication(clientId);
    }

    /**
     * Issues a token without the token endpoint, for example as the platform does for a managed identity. Use it to
     * test what happens when such a token is sent as an assertion: this Entra records how each of its tokens was
     * obtained, including those of the token endpoint, and refuses like the real one.
     *
     * <p>A token for {@code api://AzureADTokenExchange} has the real one's issuer,
     * {@code https://login.microsoftonline.com/{tenant}/v2.0}, and audience, a GUID; its subject is
     * {@link LocalApplication#objectId()}.
     *
     * @param application the application or identity that the token is for
     * @param origin how the token is obtained
     * @param resource the resource, for example {@code api://AzureADTokenExchange}
     * @return the signed token
     */
    public String issue(LocalApplication application, TokenOrigin origin, String resource) {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(application, "application");
        return tokens.issue(application, origin, resource, clock.instant(), options.expiresIn(false));
    }

    /**
     * Where a resource server finds the public keys for access tokens.
     *
     * @return the address of a JSON Web Key Set
     */
    public URI jwksUri() {
        return URI.create(authorityHost() + tenantId() + "/discovery/v2.0/keys");
    }

    /**
     * Sets the lifetime of access tokens, starting with the next one.
     *
     * @param life default one hour, for agents and their blueprints 3,900 s; truncated to seconds
     * @return this Entra
     */
    public LocalEntra setExpiresIn(Duration life) {
        options.expiresIn(Objects.requireNonNull(life, "life"));
        return this;
    }

    /**
     * Sets the {@code refresh_in} of responses, starting with the next one.
     *
     * @param wait when the client should refresh the token; null, the default, omits the member
     * @return this Entra
     */
    public LocalEntra setRefreshIn(@Nullable Duration wait) {
        options.refreshIn(wait);
        return this;
    }

    /**
     * Writes {@code expires_in} and similar members as strings instead of numbers, as some other token services do.
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
     * @return the faults of this Entra
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
     * How many tokens were issued.
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
     * The certificate of the certificate authority that signed the server's certificate.
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
     * An SSL context that trusts the server.
     *
     * @return the context, for clients
     * @throws IllegalStateException unless started with {@code https(true)}
     */
    public SSLContext sslContext() {
        return tls().context();
    }

    /** Closes all connections, including hanging ones. Idempotent. */
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
            throw new IllegalStateException("this local Entra uses plain HTTP: start it with builder().https(true)");
        }
        return tls;
    }
}
