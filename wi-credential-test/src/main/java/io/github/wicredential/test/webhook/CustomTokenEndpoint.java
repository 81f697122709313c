package io.github.wicredential.test.webhook;

import io.github.wicredential.test.LocalCluster;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The webhook's settings for pods that get their tokens through a proxy in the cluster; AKS calls this identity bindings. An empty
 * text is a setting that is not made. A selector of labels for trust bundles is not modelled.
 *
 * @param annotationSuffix what follows {@code azure.workload.identity/use-} in the annotation that a pod opts in with
 * @param audience the audience of such a pod's token
 * @param tokenProxy the value of {@code AZURE_KUBERNETES_TOKEN_PROXY}
 * @param sniName the value of {@code AZURE_KUBERNETES_SNI_NAME}
 * @param caConfigMap the config map whose key {@code ca.crt} is projected as the proxy's certificate authority
 * @param caSigner the signer whose trust bundles are projected as the proxy's certificate authority
 * @param caData the value of {@code AZURE_KUBERNETES_CA_DATA}, PEM text
 */
public record CustomTokenEndpoint(
        String annotationSuffix,
        String audience,
        String tokenProxy,
        String sniName,
        String caConfigMap,
        String caSigner,
        String caData) {

    private static final Pattern QUALIFIED_NAME = Pattern.compile("([a-z0-9][-a-z0-9_.]*)?[a-z0-9]");
    private static final int LONGEST_NAME = 63;

    /**
     * Checks the settings as the webhook does when it starts.
     *
     * @throws IllegalArgumentException when suffix or audience is missing, the annotation's name is not valid, the audience is the
     *     one of ordinary pods, or more than one certificate authority is set
     */
    public CustomTokenEndpoint {
        Stream.of(annotationSuffix, audience, tokenProxy, sniName, caConfigMap, caSigner, caData)
                .forEach(setting -> Objects.requireNonNull(setting, "a setting that is not made is an empty text"));
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
        if (Stream.of(caConfigMap, caSigner, caData)
                        .filter(setting -> !setting.isEmpty())
                        .count()
                > 1) {
            throw new IllegalArgumentException("only one of caConfigMap, caSigner and caData may be set");
        }
    }

    /**
     * Identity bindings as AKS documents them: pods opt in with {@code azure.workload.identity/use-identity-binding}, the audience is
     * {@code api://AKSIdentityBinding}. The certificate authority is that of the config map {@code kube-root-ca.crt}, which every
     * namespace has.
     *
     * @param tokenProxy the proxy's URL
     * @param sniName the name that the client asks for in TLS; differs from cluster to cluster
     * @return the settings
     */
    public static CustomTokenEndpoint identityBinding(String tokenProxy, String sniName) {
        return new CustomTokenEndpoint(
                "identity-binding", "api://AKSIdentityBinding", tokenProxy, sniName, "kube-root-ca.crt", "", "");
    }

    /** {@return the annotation that a pod opts in with} */
    public String annotation() {
        return WebhookAnnotations.PREFIX + "use-" + annotationSuffix;
    }
}
