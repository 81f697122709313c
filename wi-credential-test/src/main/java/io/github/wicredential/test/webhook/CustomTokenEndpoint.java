package io.github.wicredential.test.webhook;

import io.github.wicredential.test.LocalCluster;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The webhook's settings for pods that obtain their tokens through a token proxy in the cluster; AKS calls this
 * identity bindings. Immutable. An empty string means that a setting is not made. The label selector for trust bundles
 * is not modelled.
 *
 * @since 0.1.0
 */
public final class CustomTokenEndpoint {

    private static final Pattern QUALIFIED_NAME = Pattern.compile("([a-z0-9][-a-z0-9_.]*)?[a-z0-9]");
    private static final int LONGEST_NAME = 63;

    final String audience;
    final String tokenProxy;
    final String sniName;
    final String caConfigMap;
    final String caSigner;
    final String caData;
    private final String annotationSuffix;

    private CustomTokenEndpoint(
            String annotationSuffix,
            String audience,
            String tokenProxy,
            String sniName,
            String caConfigMap,
            String caSigner,
            String caData) {
        this.annotationSuffix = annotationSuffix;
        this.audience = audience;
        this.tokenProxy = tokenProxy;
        this.sniName = sniName;
        this.caConfigMap = caConfigMap;
        this.caSigner = caSigner;
        this.caData = caData;
        if (Stream.of(caConfigMap, caSigner, caData)
                        .filter(setting -> !setting.isEmpty())
                        .count()
                > 1) {
            throw new IllegalArgumentException("only one of caConfigMap, caSigner and caData may be set");
        }
    }

    /**
     * Returns settings without a TLS server name and without a certificate authority, checked as the webhook checks
     * them when it starts.
     *
     * @param annotationSuffix the part after {@code azure.workload.identity/use-} in the annotation with which a pod
     *     opts in
     * @param audience the audience of such a pod's token
     * @param tokenProxy the value of {@code AZURE_KUBERNETES_TOKEN_PROXY}
     * @return the settings
     * @throws IllegalArgumentException if suffix or audience is missing, the annotation's name is invalid, or the
     *     audience is that of ordinary pods
     */
    public static CustomTokenEndpoint of(String annotationSuffix, String audience, String tokenProxy) {
        Objects.requireNonNull(annotationSuffix, "annotationSuffix");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(tokenProxy, "tokenProxy");
        if (annotationSuffix.isEmpty() || audience.isEmpty()) {
            throw new IllegalArgumentException("annotation suffix and audience must be set together");
        }
        if (audience.equalsIgnoreCase(LocalCluster.DEFAULT_AUDIENCE)) {
            throw new IllegalArgumentException("the audience must not be " + LocalCluster.DEFAULT_AUDIENCE);
        }
        String name = ("use-" + annotationSuffix).toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME || !QUALIFIED_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of an annotation: " + name);
        }
        return new CustomTokenEndpoint(annotationSuffix, audience, tokenProxy, "", "", "", "");
    }

    /**
     * Returns the settings of identity bindings as AKS documents them: pods opt in with
     * {@code azure.workload.identity/use-identity-binding}, the audience is {@code api://AKSIdentityBinding}. The
     * certificate authority is that of the config map {@code kube-root-ca.crt}, which every namespace has.
     *
     * @param tokenProxy the token proxy's URL
     * @param sniName the server name that the client sends in TLS, which differs between clusters
     * @return the settings
     */
    public static CustomTokenEndpoint identityBinding(String tokenProxy, String sniName) {
        return of("identity-binding", "api://AKSIdentityBinding", tokenProxy)
                .withSniName(sniName)
                .withCaConfigMap("kube-root-ca.crt");
    }

    /**
     * Returns a copy with a TLS server name.
     *
     * @param sniName the value of {@code AZURE_KUBERNETES_SNI_NAME}
     * @return the changed copy
     */
    public CustomTokenEndpoint withSniName(String sniName) {
        Objects.requireNonNull(sniName, "sniName");
        return new CustomTokenEndpoint(annotationSuffix, audience, tokenProxy, sniName, caConfigMap, caSigner, caData);
    }

    /**
     * Returns a copy with the certificate authority of a config map.
     *
     * @param caConfigMap the config map whose key {@code ca.crt} is projected
     * @return the changed copy
     * @throws IllegalArgumentException if another certificate authority is set
     */
    public CustomTokenEndpoint withCaConfigMap(String caConfigMap) {
        Objects.requireNonNull(caConfigMap, "caConfigMap");
        return new CustomTokenEndpoint(annotationSuffix, audience, tokenProxy, sniName, caConfigMap, caSigner, caData);
    }

    /**
     * Returns a copy with the certificate authority of trust bundles.
     *
     * @param caSigner the signer whose trust bundles are projected
     * @return the changed copy
     * @throws IllegalArgumentException if another certificate authority is set
     */
    public CustomTokenEndpoint withCaSigner(String caSigner) {
        Objects.requireNonNull(caSigner, "caSigner");
        return new CustomTokenEndpoint(annotationSuffix, audience, tokenProxy, sniName, caConfigMap, caSigner, caData);
    }

    /**
     * Returns a copy with a certificate authority as text.
     *
     * @param caData the value of {@code AZURE_KUBERNETES_CA_DATA}, PEM text
     * @return the changed copy
     * @throws IllegalArgumentException if another certificate authority is set
     */
    public CustomTokenEndpoint withCaData(String caData) {
        Objects.requireNonNull(caData, "caData");
        return new CustomTokenEndpoint(annotationSuffix, audience, tokenProxy, sniName, caConfigMap, caSigner, caData);
    }

    /** {@return the annotation with which a pod opts in} */
    public String annotation() {
        return WebhookAnnotations.PREFIX + "use-" + annotationSuffix;
    }
}
