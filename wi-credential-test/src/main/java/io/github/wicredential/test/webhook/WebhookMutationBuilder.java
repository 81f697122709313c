package io.github.wicredential.test.webhook;

import io.github.wicredential.test.LocalCluster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link WebhookMutation} with the settings that an administrator makes for the webhook. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class WebhookMutationBuilder {

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})([.+-].*)?");

    final Map<String, String> serviceAccounts = new LinkedHashMap<>();
    String tenantId = "";
    String authorityHost = WebhookClouds.authorityHost("AzurePublicCloud");
    String audience = LocalCluster.DEFAULT_AUDIENCE;

    WebhookVersion version = WebhookVersion.V1_6_1;

    @Nullable
    CustomTokenEndpoint endpoint;

    private boolean nativeSidecar = true;
    private String proxyImage = "";
    private String proxyInitImage = "";

    WebhookMutationBuilder() {}

    /**
     * Sets the webhook's version, which decides where the token is mounted.
     *
     * @param version default the newest one that is modelled
     * @return this builder
     */
    public WebhookMutationBuilder version(WebhookVersion version) {
        this.version = Objects.requireNonNull(version, "version");
        return this;
    }

    /**
     * Sets the tenant of pods whose service account does not name one: the webhook's own {@code AZURE_TENANT_ID}.
     *
     * @param tenantId required, as for the webhook
     * @return this builder
     */
    public WebhookMutationBuilder tenantId(String tenantId) {
        this.tenantId = requireText(tenantId, "tenantId");
        return this;
    }

    /**
     * Adds a service account to the cluster, or replaces the one with the same name and namespace.
     *
     * @param manifest JSON or YAML; without a namespace it is in {@code default}
     * @return this builder
     * @throws IllegalArgumentException when the manifest cannot be read, is of another kind or has no name
     */
    public WebhookMutationBuilder serviceAccount(String manifest) {
        ManifestNode metadata = ManifestText.parse(Objects.requireNonNull(manifest, "manifest"), "ServiceAccount")
                .object("metadata");
        String name = requireText(metadata.text("name"), "metadata.name");
        serviceAccounts.put(WebhookMutation.key(metadata, name), manifest);
        return this;
    }

    /**
     * Sets the cloud, which determines the authority host.
     *
     * @param name the webhook's {@code AZURE_ENVIRONMENT}: {@code AzurePublicCloud} (default), {@code AzureChinaCloud},
     *     {@code AzureUSGovernmentCloud} or {@code AzureGermanCloud}, in any case
     * @return this builder
     * @throws IllegalArgumentException when the webhook would not start with that name
     */
    public WebhookMutationBuilder cloud(String name) {
        authorityHost = WebhookClouds.authorityHost(Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Sets the audience of the projected token: the webhook's flag {@code --audience}.
     *
     * @param audience default {@link LocalCluster#DEFAULT_AUDIENCE}, in every cloud
     * @return this builder
     */
    public WebhookMutationBuilder audience(String audience) {
        this.audience = requireText(audience, "audience");
        return this;
    }

    /**
     * Lets pods opt into a custom token endpoint, as AKS does for identity bindings.
     *
     * @param endpoint default none
     * @return this builder
     */
    public WebhookMutationBuilder customTokenEndpoint(CustomTokenEndpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        return this;
    }

    /**
     * Sets the Kubernetes version: from 1.32 on, the proxy sidecar is a native sidecar.
     *
     * @param version such as {@code 1.31} or {@code v1.33.2}; default 1.32
     * @return this builder
     * @throws IllegalArgumentException when it is not a version
     */
    public WebhookMutationBuilder kubernetesVersion(String version) {
        Matcher matcher = VERSION.matcher(Objects.requireNonNull(version, "version"));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a Kubernetes version: " + version);
        }
        int major = Integer.parseInt(matcher.group(1));
        nativeSidecar = major > 1 || (major == 1 && Integer.parseInt(matcher.group(2)) >= 32);
        return this;
    }

    /**
     * Sets the images of the proxy sidecar. The defaults are placeholders for the webhook's images, whose registry
     * depends on the installation.
     *
     * @param proxy the webhook's {@code PROXY_IMAGE}
     * @param proxyInit the webhook's {@code PROXY_INIT_IMAGE}
     * @return this builder
     */
    public WebhookMutationBuilder proxyImages(String proxy, String proxyInit) {
        proxyImage = requireText(proxy, "proxy");
        proxyInitImage = requireText(proxyInit, "proxyInit");
        return this;
    }

    /**
     * Builds the model.
     *
     * @return an immutable model
     * @throws IllegalStateException without {@link #tenantId}
     */
    public WebhookMutation build() {
        if (tenantId.isEmpty()) {
            throw new IllegalStateException(
                    "the webhook does not start without AZURE_TENANT_ID: call tenantId(id) first");
        }
        String proxy = proxyImage.isEmpty() ? "azure-workload-identity/proxy:" + version.tag : proxyImage;
        String init = proxyInitImage.isEmpty() ? "azure-workload-identity/proxy-init:" + version.tag : proxyInitImage;
        return new WebhookMutation(this, new ProxySidecar(proxy, init, nativeSidecar));
    }

    private static String requireText(String value, String what) {
        if (Objects.requireNonNull(value, what).isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return value;
    }
}
