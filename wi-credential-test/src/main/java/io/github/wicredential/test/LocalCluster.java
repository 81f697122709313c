package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local cluster for tests: issuer, kubelet and webhook of one pod.
 *
 * <ul>
 *   <li>As the <em>issuer</em> it publishes a discovery document and signing keys over HTTP on the loopback address.
 *       The issuer URL ends with a slash, as on AKS.
 *   <li>As the <em>kubelet</em> it signs service-account tokens and writes them to {@link #tokenFile()} by swapping a
 *       symbolic link, so that a reader sees either the old or the new content, never a mixture.
 *   <li>As the <em>webhook</em> it provides the variables that it would inject: {@link #environment()}.
 * </ul>
 *
 * <pre>{@code
 * try (LocalEntra entra = LocalEntra.start();
 *         LocalCluster cluster = LocalCluster.start()) {
 *     cluster.annotate(entra.registerApplication().trust(cluster));
 *     Map<String, String> variables = cluster.environment();
 * }
 * }</pre>
 *
 * <p>Nothing happens automatically: calls rotate tokens and keys, so a test with its own clock is exact. Defaults:
 * namespace {@code shop}, service account {@code orders}, audience {@code api://AzureADTokenExchange}, tokens valid for
 * one hour, the system clock, a new directory below the one for temporary files. Thread-safe. {@link #close()} stops
 * the issuer and removes the token file.
 *
 * @since 0.1.0
 */
public final class LocalCluster implements AutoCloseable {

    /** The audience that the webhook requests by default: {@value}. */
    public static final String DEFAULT_AUDIENCE = "api://AzureADTokenExchange";

    private final Clock clock;
    private final String audience;
    private final Duration tokenLifetime;
    private final IssuerKeys keys = new IssuerKeys();
    private final IssuerSite site;
    private final AtomicWriter volume;
    private volatile String namespace;
    private volatile String serviceAccount;
    private volatile Instant issuedAt = Instant.EPOCH;
    private volatile @Nullable LocalApplication annotated;

    LocalCluster(LocalClusterBuilder builder) {
        clock = builder.clock;
        audience = builder.audience;
        tokenLifetime = builder.tokenLifetime;
        namespace = builder.namespace;
        serviceAccount = builder.serviceAccount;
        volume = AtomicWriter.in(builder.volumeDirectory());
        site = new IssuerSite(keys, clock);
        rotateToken();
    }

    /**
     * Starts a cluster with the default settings.
     *
     * @return the cluster, which has already written a token
     */
    public static LocalCluster start() {
        return builder().start();
    }

    /**
     * Returns a builder for a cluster.
     *
     * @return a builder with the default settings
     */
    public static LocalClusterBuilder builder() {
        return new LocalClusterBuilder();
    }

    /** {@return the issuer of this cluster's tokens, their {@code iss}, with a trailing slash} */
    public String issuer() {
        return site.issuer();
    }

    /** {@return the address of the public keys} */
    public URI jwksUri() {
        return site.jwksUri();
    }

    /** {@return the subject of this cluster's tokens: {@code system:serviceaccount:} with namespace and service account} */
    public String subject() {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount;
    }

    /** {@return the namespace of the pod} */
    public String namespace() {
        return namespace;
    }

    /** {@return the service account of the pod} */
    public String serviceAccount() {
        return serviceAccount;
    }

    /** {@return the audience of the tokens that kubelet writes} */
    public String audience() {
        return audience;
    }

    /** {@return the projected token file, whose content is replaced and whose path never changes} */
    public Path tokenFile() {
        return volume.file();
    }

    /** Signs a new token with the current key and replaces the file's content. */
    public void rotateToken() {
        Instant now = clock.instant();
        issuedAt = now;
        volume.write(mint().serialize(), now);
    }

    /**
     * Rotates the token if the kubelet would: when it is older than 80 % of its lifetime or older than 24 hours, or
     * when its time of issue is in the future. The kubelet's jitter of up to 10 s is not modelled.
     *
     * @return whether a new token was written
     */
    public boolean rotateIfDue() {
        Instant now = clock.instant();
        Instant due = issuedAt.plus(tokenLifetime.multipliedBy(4).dividedBy(5));
        boolean old = now.isAfter(due) || now.isAfter(issuedAt.plus(Duration.ofHours(24)));
        if (!old && !issuedAt.isAfter(now)) {
            return false;
        }
        rotateToken();
        return true;
    }

    /**
     * Replaces the file's content with any text, by the same swap.
     *
     * @param content the new content; may be empty
     */
    public void writeRaw(String content) {
        volume.write(Objects.requireNonNull(content, "content"), clock.instant());
    }

    /** Removes the file; {@link #rotateToken()} restores it. */
    public void removeToken() {
        volume.write(null, clock.instant());
    }

    /**
     * Returns a builder for a custom token: expired, for another audience, tampered with, and so on. It starts with the
     * token that the kubelet would write now.
     *
     * @return a builder for one token
     */
    public ProjectedTokenBuilder mint() {
        return new ProjectedTokenBuilder(this, clock.instant(), tokenLifetime);
    }

    /** Signs with a new key, starting with the next token. The old keys stay published. */
    public void rotateKeys() {
        keys.rotate();
    }

    /** Publishes only the current key, so that tokens signed before {@link #rotateKeys()} can no longer be verified. */
    public void unpublishOldKeys() {
        keys.unpublishOld();
    }

    /**
     * Publishes a custom discovery document.
     *
     * @param document the text; null for the correct document
     */
    public void publishDiscovery(@Nullable String document) {
        site.publishDiscovery(document);
    }

    /**
     * Publishes a custom key document.
     *
     * @param document the text; null for the correct document
     */
    public void publishKeys(@Nullable String document) {
        site.publishKeys(document);
    }

    /**
     * Faults of the issuer's HTTP server. One check of a token makes two requests: discovery document, then keys.
     *
     * @return the faults of this cluster
     */
    public Faults faults() {
        return site.faults();
    }

    /**
     * Moves the pod to another service account and writes a token for it.
     *
     * @param name the new service account
     */
    public void renameServiceAccount(String name) {
        Objects.requireNonNull(name, "name");
        serviceAccount = LocalClusterBuilder.named(name, "serviceAccount");
        rotateToken();
    }

    /**
     * Moves the pod to another namespace and writes a token for it.
     *
     * @param name the new namespace
     */
    public void moveToNamespace(String name) {
        Objects.requireNonNull(name, "name");
        namespace = LocalClusterBuilder.named(name, "namespace");
        rotateToken();
    }

    /**
     * Annotates the service account with an application's client id and tenant, and points the webhook at its Entra.
     *
     * @param application the application that the pod uses
     * @return this cluster
     */
    public LocalCluster annotate(LocalApplication application) {
        annotated = Objects.requireNonNull(application, "application");
        return this;
    }

    /**
     * The variables that the webhook would inject into the pod: {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID},
     * {@code AZURE_FEDERATED_TOKEN_FILE} and {@code AZURE_AUTHORITY_HOST}.
     *
     * @return an unmodifiable map of the four variables
     * @throws IllegalStateException before {@link #annotate}
     */
    public Map<String, String> environment() {
        LocalApplication application = annotated;
        if (application == null) {
            throw new IllegalStateException("no application is annotated: call cluster.annotate(application) first");
        }
        return variables(application.authorityHost(), application.tenantId(), application.clientId());
    }

    /**
     * The variables that the webhook would inject for a client id, which need not be registered.
     *
     * @param entra the Entra to use, with its default tenant
     * @param clientId the annotation's client id
     * @return an unmodifiable map of the four variables
     */
    public Map<String, String> environment(LocalEntra entra, String clientId) {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(entra, "entra");
        return variables(entra.authorityHost(), entra.tenantId(), clientId);
    }

    /** Stops the issuer and removes the token file. Idempotent. */
    @Override
    public void close() {
        site.close();
        volume.delete();
        keys.giveBack();
    }

    @Override
    public String toString() {
        return "LocalCluster[issuer=" + issuer() + ", subject=" + subject() + "]";
    }

    RSAKey signingKey() {
        return keys.current();
    }

    RSAKey unpublishedKey() {
        return keys.unpublished();
    }

    private Map<String, String> variables(URI authorityHost, String tenantId, String clientId) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AZURE_CLIENT_ID", clientId);
        variables.put("AZURE_TENANT_ID", tenantId);
        variables.put("AZURE_FEDERATED_TOKEN_FILE", tokenFile().toString());
        variables.put("AZURE_AUTHORITY_HOST", authorityHost.toString());
        return Collections.unmodifiableMap(variables);
    }
}
