package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.TokenExchangeException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake tools are shell scripts")
class DeveloperToolsTest {

    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String SECRET = "opaque.token-".repeat(8);

    private FakeTools tools;

    @BeforeEach
    void tools(@TempDir Path directory) {
        tools = new FakeTools(directory);
    }

    @Test
    void noTenantsAtAllAreNamedInTheRefusal() {
        assertThatThrownBy(() -> new AzureCliCredentialBuilder().additionallyAllowedTenants((List<String>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("additionallyAllowedTenants");
        assertThatThrownBy(() -> new AzureCliCredentialBuilder().additionallyAllowedTenants((String[]) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("additionallyAllowedTenants");
    }

    @Test
    void theAzureCliIsAskedOnceAndItsTokenKept() {
        tools.az("from-az");
        AzureCliCredential credential =
                cli().tenantId(TENANT).subscription("My Sub").build();

        AccessToken sync = credential.getTokenSync(TokenRequestContexts.vault());
        AccessToken async = credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10));

        assertThat(sync.getToken()).isEqualTo("from-az");
        assertThat(async).isSameAs(sync);
        assertThat(sync.getExpiresAt().toInstant())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
        assertThat(tools.runs("az")).isEqualTo(1);
        assertThat(tools.arguments("az"))
                .containsExactly(
                        "account",
                        "get-access-token",
                        "--output",
                        "json",
                        "--resource",
                        "https://vault.azure.net",
                        "--tenant",
                        TENANT,
                        "--subscription",
                        "My Sub");
        assertThat(tools.workingDirectory("az")).isEqualTo("/");
    }

    @Test
    void azdIsAskedForTheScopeAndAnswersClaims() {
        tools.azd("from-azd");
        AzureDeveloperCliCredential credential = azd().build();
        TokenRequestContext claims = TokenRequestContexts.vault().setClaims("{\"a\":1}");

        assertThat(credential.getTokenSync(claims).getToken()).isEqualTo("from-azd");
        assertThat(tools.arguments("azd"))
                .containsExactly(
                        "auth",
                        "token",
                        "--output",
                        "json",
                        "--no-prompt",
                        "--scope",
                        TokenRequestContexts.VAULT,
                        "--claims",
                        Base64.getEncoder().encodeToString("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void powerShellRunsAnEncodedScript() {
        tools.pwsh("from-pwsh");
        AzurePowerShellCredential credential = new AzurePowerShellCredentialBuilder()
                .configuration(tools.configuration())
                .tenantId(TENANT)
                .build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault()).getToken())
                .isEqualTo("from-pwsh");
        assertThat(tools.arguments("pwsh")).startsWith("-NoProfile", "-NonInteractive", "-EncodedCommand");
        String script =
                new String(Base64.getDecoder().decode(tools.arguments("pwsh").get(3)), StandardCharsets.UTF_16LE);
        assertThat(script).contains("'https://vault.azure.net'", "'" + TENANT + "'", "Get-AzAccessToken");
    }

    @Test
    void anAbsentToolIsUnavailableAndTheMessageSaysWhatToRun() {
        unavailable(cli().build(), "Azure CLI", "not found on the PATH", "az login");
        unavailable(azd().tenantId(TENANT).build(), "azd auth login --tenant-id " + TENANT);
        unavailable(
                new AzurePowerShellCredentialBuilder()
                        .configuration(tools.configuration())
                        .build(),
                "Install-Module Az.Accounts",
                "Connect-AzAccount");
    }

    @Test
    void aSignedOutToolIsUnavailableAndTheMessageSaysWhatToRun() {
        tools.install("az", "echo 'ERROR: Please run '\"'az login'\"' to setup account.' >&2", "exit 1")
                .install("azd", "echo 'ERROR: not logged in, run `azd auth login` to login' >&2", "exit 1")
                .install("pwsh", "echo 'Run Connect-AzAccount to login.' >&2", "exit 4");

        unavailable(cli().tenantId(TENANT).build(), "Run: az login --tenant " + TENANT);
        unavailable(azd().build(), "Run: azd auth login");
        unavailable(
                new AzurePowerShellCredentialBuilder()
                        .configuration(tools.configuration())
                        .build(),
                "Run: Connect-AzAccount");
    }

    @Test
    void aFailingToolShowsItsComplaintWithoutAnythingLikeAToken() {
        tools.install("az", "echo '" + SECRET + "'", "echo 'bad weather " + SECRET + "' >&2", "exit 7");

        failed(cli().build(), "exit code 7", "bad weather <hidden>");
    }

    @Test
    void garbageIsNotShown() {
        tools.install("az", "echo 'Welcome! " + SECRET + "'");
        failed(cli().build(), "is not the JSON of a token");

        tools.install("azd", "echo '{\"token\":\"" + SECRET + "\"}'");
        failed(azd().build(), "expiry cannot be read");
    }

    @Test
    void anEndedTokenIsNotTaken() {
        tools.install("az", "echo '" + FakeTools.azAnswer(SECRET, Instant.now().minusSeconds(10)) + "'");

        failed(cli().build(), "a token that expired at");
    }

    @Test
    void anOlderCliNamesTheEndInLocalTime() {
        tools.install("az", "echo '{\"accessToken\":\"old-style\",\"expiresOn\":\"2999-01-01 00:00:00.000000\"}'");

        assertThat(cli().build().getTokenSync(TokenRequestContexts.vault()).getToken())
                .isEqualTo("old-style");
    }

    @Test
    void aToolThatHangsIsStoppedInTimeWhetherItPrintedOrNot() {
        tools.install("az", "sleep 600").install("azd", "echo '{'", "echo started >&2", "sleep 600 & wait");
        Instant begin = Instant.now();

        failed(cli().processTimeout(Duration.ofMillis(500)).build(), "did not end within 500 ms");
        failed(azd().processTimeout(Duration.ofMillis(500)).build(), "did not end within 500 ms", "It said: started");

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatAHangingToolHasStartedIsStoppedToo(@TempDir Path directory) throws Exception {
        // Open for writing in the tool's child and its child, so that its end is read once both are gone.
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        tools.install("az", "sh -c 'exec 3> \"" + pipe + "\"; echo started >&3; sleep 600; true' & wait");
        CompletableFuture<String> untilAllAreGone = CompletableFuture.supplyAsync(() -> read(pipe));

        failed(cli().processTimeout(Duration.ofSeconds(2)).build(), "did not end within 2000 ms");

        assertThat(untilAllAreGone.get(20, TimeUnit.SECONDS)).isEqualTo("started\n");
    }

    @Test
    void endlessOutputIsCutOff() {
        tools.install("az", "while :; do echo '" + SECRET + "'; done");

        failed(cli().build(), "wrote far more than a token");
    }

    @Test
    void aLongComplaintDoesNotBlockTheTool() {
        tools.install(
                "az",
                "i=0; while [ $i -lt 5000 ]; do echo 'a warning of some length that nobody reads' >&2; i=$((i+1)); done",
                "echo '" + FakeTools.azAnswer("after-warnings", Instant.now().plusSeconds(3600)) + "'");

        assertThat(cli().build().getTokenSync(TokenRequestContexts.vault()).getToken())
                .isEqualTo("after-warnings");
    }

    @Test
    void aProcessLeftBehindDoesNotHoldUpTheToken() {
        tools.install(
                "az",
                "sleep 5 &",
                "echo '" + FakeTools.azAnswer("quick", Instant.now().plusSeconds(3600)) + "'");

        assertThat(cli().build().getTokenSync(TokenRequestContexts.vault()).getToken())
                .isEqualTo("quick");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessLeftBehindHoldsNoThreadNoDescriptorAndNoTime() throws IOException {
        tools.install(
                "az",
                "sleep 30 &",
                "echo '" + FakeTools.azAnswer("quick", Instant.now().plusSeconds(3600)) + "'");
        cli().build().getTokenSync(TokenRequestContexts.vault());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long pipesBefore = pipes();
        Instant begin = Instant.now();

        for (int run = 0; run < 8; run++) {
            cli().build().getTokenSync(TokenRequestContexts.vault());
        }

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));
        assertThat(pipes()).isLessThan(pipesBefore + 8);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .filteredOn(thread -> waitsForAPipe(thread))
                .isEmpty();
    }

    private static long pipes() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> target(descriptor).startsWith("pipe:"))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static boolean waitsForAPipe(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().contains("ProcessPipeInputStream")
                        || frame.getClassName().equals(FileInputStream.class.getName()));
    }

    @Test
    void claimsOfTheAzureCliNeedASignIn() {
        tools.az("never");
        TokenRequestContext claims = TokenRequestContexts.vault().setClaims("{\"a\":1}");

        assertThatThrownBy(() -> cli().build().getTokenSync(claims))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("az login --claims-challenge eyJhIjoxfQ==");
        assertThat(tools.runs("az")).isZero();
    }

    @Test
    void nothingGetsOntoACommandLineThatAShellCouldRead() {
        tools.az("never");

        assertThatThrownBy(() -> cli().tenantId("a;rm -rf").build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cli().subscription("$(id)").build()).isInstanceOf(IllegalArgumentException.class);
        for (String scope :
                new String[] {"https://a&b/.default", "https://a b/.default", "-x/.default", "'/.default"}) {
            assertThatThrownBy(() -> cli().build().getTokenSync(new TokenRequestContext().addScopes(scope)))
                    .isInstanceOf(ClientAuthenticationException.class);
        }
        assertThat(tools.runs("az")).isZero();
    }

    /** As with azure-identity: a list of tenants limits who has one of its own. */
    @Test
    void withoutATenantOfItsOwnAListOfTenantsLimitsNothing() {
        tools.az("token");
        TokenRequestContext challenged = TokenRequestContexts.vault().setTenantId(TENANT);

        assertThat(cli().additionallyAllowedTenants("contoso.com").build().getTokenSync(challenged))
                .isNotNull();
        assertThat(new DefaultAzureCredentialBuilder()
                        .configuration(tools.configuration())
                        .additionallyAllowedTenants("contoso.com")
                        .build()
                        .getTokenSync(challenged))
                .isNotNull();
        assertThat(tools.runs("az")).isEqualTo(2);
    }

    @Test
    void aRequestMayNameAnyTenantOnlyIfNoneIsSet() {
        tools.az("token");
        TokenRequestContext other = TokenRequestContexts.vault().setTenantId(TENANT);

        assertThat(cli().build().getTokenSync(other).getToken()).isEqualTo("token");
        assertThat(tools.arguments("az")).contains("--tenant", TENANT);
        assertThatThrownBy(() -> cli().tenantId("contoso.com").build().getTokenSync(other))
                .isExactlyInstanceOf(ClientAuthenticationException.class);
        assertThat(cli().tenantId("contoso.com")
                        .additionallyAllowedTenants(TENANT)
                        .build()
                        .getTokenSync(other))
                .isNotNull();
    }

    private AzureCliCredentialBuilder cli() {
        return new AzureCliCredentialBuilder().configuration(tools.configuration());
    }

    private AzureDeveloperCliCredentialBuilder azd() {
        return new AzureDeveloperCliCredentialBuilder().configuration(tools.configuration());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unavailable(TokenCredential credential, String... parts) {
        Throwable sync = catchThrowable(() -> credential.getTokenSync(TokenRequestContexts.vault()));
        Throwable async = catchThrowable(
                () -> credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)));

        assertThat(sync).isInstanceOf(CredentialUnavailableException.class).hasMessageContainingAll(parts);
        assertThat(async).isInstanceOf(CredentialUnavailableException.class).hasMessageContainingAll(parts);
    }

    private static void failed(TokenCredential credential, String... parts) {
        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasCauseInstanceOf(TokenExchangeException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining(SECRET);
    }
}
