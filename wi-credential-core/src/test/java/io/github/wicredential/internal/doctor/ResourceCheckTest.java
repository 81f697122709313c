package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.binding.TestCa;
import io.github.wicredential.internal.binding.TokenProxyServer;
import io.github.wicredential.internal.binding.TokenProxyServer.Reply;
import io.github.wicredential.internal.network.TrustedRoots;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one request of {@code --resource}, to a server on loopback. */
class ResourceCheckTest {

    private static final String TENANT = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER = "22222222-2222-4222-8222-222222222222";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestCa ca = new TestCa("resource ca");
    private final TokenProxyServer server = new TokenProxyServer(ca.certificateFor("localhost"));
    private final Findings findings = new Findings(Progress.UNSEEN);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {TENANT, "contoso.onmicrosoft.com"})
    void aChallengeOfTheSameTenantIsWellAndNamesTheScope(String tenant) throws Exception {
        challenge(TENANT);

        assertThat(ask(tenant, LONG)).contains("https://vault.azure.net/.default");

        assertThat(row().status()).isEqualTo(Status.OK);
        assertThat(row().evidence())
                .anyMatch(line -> line.startsWith("localhost resolves to ") && line.contains("a private address"))
                .contains("connected to localhost:" + server.port())
                .contains("answers HTTP 401: it requires tokens of tenant " + TENANT + " for https://vault.azure.net");
        assertThat(server.last().uri()).isEqualTo("/secrets");
        assertThat(server.last().body()).isEmpty();
    }

    @Test
    void aChallengeOfAnotherTenantIsAProblemThatNamesBoth() throws Exception {
        challenge(OTHER);

        assertThat(ask(TENANT, LONG)).contains("https://vault.azure.net/.default");

        assertThat(row().status()).isEqualTo(Status.PROBLEM);
        assertThat(row().is("tenant-mismatch")).isTrue();
        assertThat(row().advice().means())
                .isEqualTo(
                        "The service requires tokens of tenant " + OTHER + ", but AZURE_TENANT_ID is " + TENANT + ".");
        assertThat(row().commands().get(0)).startsWith("az account list ");
        assertThat(row().commands())
                .noneMatch(command -> command.contains("kubectl annotate") && command.contains(OTHER));
        assertThat(row().causes().get(0)).startsWith("the address of the service, such as a vault's URL, ");
    }

    @Test
    void aRefusalBeforeAnyTokenIsNoMatterOfRoles() throws Exception {
        server.answer(403, "{}");

        assertThat(ask(TENANT, LONG)).isEmpty();

        assertThat(row().status()).isEqualTo(Status.WARNING);
        assertThat(row().evidence()).anyMatch(line -> line.contains("its firewall or network rules refuse this pod"));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        server.answer(exchange -> {
            exchange.getResponseHeaders().add("Location", "https://localhost:" + server.port() + "/elsewhere");
            return new Reply(302, "");
        });

        assertThat(ask(TENANT, LONG)).isEmpty();

        assertThat(server.seen()).hasSize(1);
        assertThat(row().status()).isEqualTo(Status.OK);
        assertThat(row().evidence()).contains("answers HTTP 302 without naming the tenant whose tokens it requires");
    }

    @Test
    void aBodyIsNotRead() throws Exception {
        server.answer(exchange -> {
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", "Bearer authorization=\"https://login.windows.net/" + TENANT + "\"");
            return new Reply(401, "x".repeat(50_000_000));
        });

        assertThat(ask(TENANT, LONG)).isEmpty();

        assertThat(row().status()).isEqualTo(Status.OK);
    }

    @Test
    void aHeadWithoutEndIsCutOff() throws Exception {
        server.answer(exchange -> {
            exchange.getResponseHeaders().add("X-Long", "x".repeat(200_000));
            return new Reply(200, "");
        });

        ask(TENANT, LONG);

        assertThat(row().evidence()).contains("answers HTTP 200 without naming the tenant whose tokens it requires");
    }

    @Test
    void aServerThatHangsTakesNoMoreThanTheTimeThatIsLeft() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        server.answer(exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Reply(200, "");
        });

        assertThat(ask(TENANT, Duration.ofSeconds(1))).isEmpty();

        assertThat(row().status()).isEqualTo(Status.PROBLEM);
        assertThat(row().is("timeout")).isTrue();
        assertThat(row().title() + row().evidence()).contains("localhost", "connected to");
    }

    @Test
    void whatTheTimeIsOverForIsNotAsked() throws Exception {
        ask(TENANT, Duration.ZERO);

        assertThat(row().status()).isEqualTo(Status.SKIPPED);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void aNameThatIsNotResolvedIsTheResourcesOwn() throws Exception {
        ask(TENANT, LONG, URI.create("https://orders.vault.invalid"));

        assertThat(row().is("dns")).isTrue();
        assertThat(row().causes()).isNotEmpty().noneMatch(cause -> cause.contains("AZURE_AUTHORITY_HOST"));
        assertThat(findings.values().isFact("ofResource")).isFalse();
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamed() throws Exception {
        server.show(new TestCa("another").certificateFor("localhost"));

        ask(TENANT, LONG);

        assertThat(row().status()).isEqualTo(Status.PROBLEM);
        assertThat(row().is("tls")).as(String.valueOf(row().code())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3 | 10.1.2.3, a private address, like that of a private endpoint",
                "20.50.1.1 | 20.50.1.1, a public address; with a private endpoint it would be private"
            })
    void theKindOfAddressIsInformation(String address, String shown) throws Exception {
        assertThat(ResourceCheck.shown(InetAddress.getAllByName(address))).isEqualTo(shown);
    }

    private void challenge(String tenant) {
        server.answer(exchange -> {
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer authorization=\"https://login.windows.net/" + tenant
                                    + "\", resource=\"https://vault.azure.net\"");
            return new Reply(401, "{}");
        });
    }

    private Optional<String> ask(String tenant, Duration whole) throws Exception {
        return ask(tenant, whole, URI.create("https://localhost:" + server.port() + "/secrets"));
    }

    private Optional<String> ask(String tenant, Duration whole, URI resource) throws Exception {
        findings.values().put("tenant", tenant).put("serviceAccount", "orders").put("namespace", "shop");
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(ca.pem().getBytes(StandardCharsets.US_ASCII))));
        TimeLimit limit = new TimeLimit(System::nanoTime, Progress.UNSEEN, LONG, whole);
        return new ResourceCheck(() -> null, findings, resource, limit, TrustedRoots.of(store)).run(null);
    }

    private Found row() {
        return findings.find("resource").orElseThrow();
    }
}
