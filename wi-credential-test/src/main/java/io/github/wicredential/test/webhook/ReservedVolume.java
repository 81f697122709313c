package io.github.wicredential.test.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The projected volume of a pod and where it is mounted. */
record ReservedVolume(String name, String mountPath) {

    private static final String MOUNT_PATH = "/var/run/secrets/azure/wi";
    private static final String TOKEN_PATH = "token/azure-identity-token";
    private static final String CA_PATH = "ca-cert/ca.crt";
    private static final String NAME_PREFIX = "azure-workload-identity-reserved-";
    private static final int LONGEST_NAME = 63;

    /** The one that the webhook reserves for a pod, also for one that is still to get its name. */
    static ReservedVolume of(ManifestNode metadata, boolean hashInPath) {
        String name = metadata.text("name");
        String hash = sha256(name.isEmpty() ? metadata.text("generateName") + " (prefix)" : name)
                .substring(0, LONGEST_NAME - NAME_PREFIX.length());
        return new ReservedVolume(NAME_PREFIX + hash, hashInPath ? MOUNT_PATH + "/" + hash : MOUNT_PATH);
    }

    String tokenFile() {
        return mountPath + "/" + TOKEN_PATH;
    }

    String caFile() {
        return mountPath + "/" + CA_PATH;
    }

    /** Replaces the volume, also one of the user's making that has its name, or adds it. */
    void addTo(ManifestNode spec, String audience, long expirationSeconds, @Nullable CustomTokenEndpoint endpoint) {
        List<ManifestNode> sources = new ArrayList<>();
        sources.add(new ManifestNode()
                .with(
                        "serviceAccountToken",
                        new ManifestNode()
                                .with("audience", audience)
                                .with("expirationSeconds", expirationSeconds)
                                .with("path", TOKEN_PATH)));
        if (endpoint != null) {
            addCa(sources, endpoint);
        }
        put(
                spec,
                "volumes",
                new ManifestNode().with("name", name).with("projected", new ManifestNode().with("sources", sources)));
    }

    void mountIn(ManifestNode container) {
        put(
                container,
                "volumeMounts",
                new ManifestNode().with("name", name).with("readOnly", true).with("mountPath", mountPath));
    }

    private static void addCa(List<ManifestNode> sources, CustomTokenEndpoint endpoint) {
        if (!endpoint.caConfigMap.isEmpty()) {
            ManifestNode item = new ManifestNode().with("key", "ca.crt").with("path", CA_PATH);
            sources.add(new ManifestNode()
                    .with(
                            "configMap",
                            new ManifestNode()
                                    .with("name", endpoint.caConfigMap)
                                    .with("items", List.of(item))
                                    .with("optional", false)));
        }
        if (!endpoint.caSigner.isEmpty()) {
            sources.add(new ManifestNode()
                    .with(
                            "clusterTrustBundle",
                            new ManifestNode()
                                    .with("signerName", endpoint.caSigner)
                                    .with("optional", false)
                                    .with("path", CA_PATH)));
        }
    }

    private void put(ManifestNode parent, String field, ManifestNode element) {
        List<ManifestNode> elements = parent.objects(field);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).text("name").equals(name)) {
                elements.set(i, element);
                parent.with(field, elements);
                return;
            }
        }
        elements.add(element);
        parent.with(field, elements);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
