package io.github.wicredential.examples.ownapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API and its callers, each a process of its own. */
@WorkloadIdentityTest
class CallTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Tls tls = new Tls();

    @TempDir
    Path directory;

    @Test
    void bothClientsAreLetInByTheirRole(LocalCluster cluster, LocalEntra entra, LocalApplication application)
            throws Exception {
        application.assignRoles("api://orders", "Orders.Read");
        try (LocalContainer api = api(cluster, entra)) {
            String url = url(api);

            for (Class<?> client : new Class<?>[] {CallWithOkHttp.class, CallWithJdkClient.class}) {
                try (LocalContainer program = call(cluster, client, url, "api://orders/.default")) {
                    assertThat(program.awaitEnd(LONG)).contains("200 three orders");
                    assertThat(program.output()).noneMatch(line -> line.contains("eyJ"));
                }
            }

            assertThat(api.output())
                    .filteredOn(line -> line.equals("orders read by " + application.clientId()))
                    .hasSize(2);
            assertThat(api.output()).noneMatch(line -> line.contains("eyJ"));
        }
        assertThat(entra.requests()).extracting(ReceivedTokenRequest::scope).containsOnly("api://orders/.default");
    }

    @Test
    void aCallerWithoutTheRoleAndOneWithATokenForAnotherApiAreRefused(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        try (LocalContainer api = api(cluster, entra)) {
            String url = url(api);

            try (LocalContainer noRole = call(cluster, CallWithJdkClient.class, url, "api://orders/.default")) {
                assertThat(noRole.awaitEnd(LONG)).contains("403 the application has no role Orders.Read");
            }
            try (LocalContainer other = call(cluster, CallWithOkHttp.class, url, "api://invoices/.default")) {
                assertThat(other.awaitEnd(LONG)).anyMatch(line -> line.startsWith("401 JWT aud claim"));
            }

            assertThat(api.output()).noneMatch(line -> line.startsWith("orders read"));
        }
    }

    private LocalContainer api(LocalCluster cluster, LocalEntra entra) throws Exception {
        TrustedIssuer issuer = TrustedIssuer.of(entra);
        LocalContainer.Builder builder = LocalContainer.of(cluster, OrdersApi.class)
                .variable("TOKEN_ISSUER", issuer.name())
                .variable("TOKEN_AUDIENCE", "api://orders")
                .variable("TOKEN_KEYS", issuer.keys().toString())
                .variable("REQUIRED_ROLE", "Orders.Read")
                .variable("PORT", "0");
        for (String option : tls.options(directory)) {
            builder.option(option);
        }
        return builder.start();
    }

    private static String url(LocalContainer api) throws Exception {
        String line = api.awaitLine(text -> text.startsWith("listening on "), LONG);
        return "https://localhost:" + line.substring("listening on ".length()) + "/orders";
    }

    private LocalContainer call(LocalCluster cluster, Class<?> client, String url, String scope) {
        return LocalContainer.of(cluster, client)
                .trust(tls.certificate())
                .variable("API_URL", url)
                .variable("API_SCOPE", scope)
                .start();
    }
}
