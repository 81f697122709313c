package io.github.wicredential.test.webhook;

/**
 * The versions of azure-workload-identity between which {@link WebhookMutation} knows a difference. A version that is
 * not here behaves like the last one before it.
 *
 * @since 0.1.0
 */
public enum WebhookVersion {

    /** 1.6.0: every pod has its token below {@code /var/run/secrets/azure/wi}. */
    V1_6_0("v1.6.0"),

    /**
     * 1.6.1 and later: the mount path ends in the hash that is also in the volume's name. It is that of the pod's name, or of
     * {@code generateName} for the pods of a replica set.
     */
    V1_6_1("v1.6.1");

    final String tag;

    WebhookVersion(String tag) {
        this.tag = tag;
    }
}
