package io.github.wicredential.examples.plaintoken;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;

/** Says who the pod is in Azure and how long its token lasts. The token itself is shown nowhere. */
public final class PlainToken {

    private PlainToken() {}

    /**
     * Gets a token for {@code SCOPE}; without that variable, one for Azure Resource Manager.
     *
     * @param args none
     */
    public static void main(String[] args) {
        String scope = System.getenv().getOrDefault("SCOPE", "https://management.azure.com/.default");
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            AccessToken token = identity.token(scope);
            show("application", identity.clientId());
            show("tenant", identity.tenantId());
            show("authority", identity.authorityHost());
            show("token for", scope);
            show("token expires", token.expiresAt());
            show("refresh at", token.refreshAt());
            ShownClaims.of(token).forEach((name, value) -> show("claim " + name, value));
        }
    }

    private static void show(String what, Object value) {
        System.out.printf("%-14s%s%n", what, value);
    }
}
