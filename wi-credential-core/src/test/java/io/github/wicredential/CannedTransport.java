package io.github.wicredential;

import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request with a new token of one hour, and makes credentials that use it. */
public final class CannedTransport implements TokenTransport {

    /** An assertion that nobody checks. */
    public static final String ASSERTION = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ0ZXN0In0.c2lnbmF0dXJl";

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Response post(Request request) throws IOException {
        int number = count.incrementAndGet();
        return Response.of(200, Map.of(), "{\"access_token\":\"token-" + number + "\",\"expires_in\":3600}");
    }

    /** How many requests there were. */
    public int count() {
        return count.get();
    }

    /** A builder with everything but a transport. */
    public static WorkloadIdentityBuilder credential() {
        return WorkloadIdentity.builder()
                .environment(name -> null)
                .clientId("11111111-2222-3333-4444-555555555555")
                .tenantId("contoso.onmicrosoft.com")
                .assertion(() -> ASSERTION);
    }

    /** Lets a credential live on a certain runtime. */
    public static WorkloadIdentityBuilder on(WorkloadIdentityBuilder builder, RefreshRuntime runtime) {
        return builder.runtime(runtime);
    }

    /** A credential on a certain runtime. */
    public static WorkloadIdentity on(RefreshRuntime runtime, TokenTransport transport) {
        return credential().transport(transport).runtime(runtime).build();
    }
}
