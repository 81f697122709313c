package io.github.wicredential.nativeimage;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import java.util.Map;

/** Gets one token, drops it and gets another, in a process of its own. */
final class OneToken {

    private OneToken() {}

    public static void main(String[] args) {
        String jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ0ZXN0In0.c2lnbmF0dXJl";
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(name -> null)
                .clientId("client")
                .tenantId("11111111-2222-3333-4444-555555555555")
                .maximumTokens(1)
                .assertion(() -> jwt)
                .transport(request ->
                        TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}"))
                .build()) {
            AccessToken token = identity.token("https://vault.azure.net/.default");
            identity.token("https://storage.azure.com/.default");
            identity.invalidate(token);
        }
    }
}
