package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.NetworkFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "shop | shop",
                "orders-api-7c9d8f6b5d-x2k4p | orders-api-7c9d8f6b5d-x2k4p",
                "/var/run/secrets/azure/wi/token/azure-identity-token | /var/run/secrets/azure/wi/token/azure-identity-token",
                "https://issuer.example/ | 'https://issuer.example/'",
                "a b | 'a b'",
                "x'; rm -rf / # | 'x'\\''; rm -rf / #'",
                "$(id) | '$(id)'",
                "`id` | '`id`'",
                "{client} | '{client}'"
            })
    void putsAValueIntoACommandAsOneWord(String value, String word) {
        assertThat(new Evidence().put("subject", value).command("--subject {subject} -o table"))
                .isEqualTo("--subject " + word + " -o table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u001b[31m", "--kubeconfig=x", "caf\u00e9", "eyJhbGciOiJSUzI1NiJ9.e30.x"})
    void leavesAValueOutOfACommandThatIsNotFitForIt(String value) {
        assertThat(new Evidence().put("subject", value).command("--subject {subject}"))
                .isEqualTo("--subject \"$SUBJECT\"");
    }

    @Test
    void showsNoControlCharactersAndNoToken() {
        Evidence values = new Evidence()
                .put("subject", "a\u001b[31m\nb")
                .put("client", "eyJhbGciOiJSUzI1NiJ9.e30.sig")
                .put("issuer", "s".repeat(1000));

        assertThat(values.text("{subject} {client} {tenant}")).isEqualTo("a?[31m?b <hidden> <tenant>");
        assertThat(values.text("{issuer}")).hasSize(300).endsWith("...");
        assertThat(values.command("{issuer}")).isEqualTo("\"$ISSUER\"");
    }

    @ParameterizedTest
    @CsvSource({
        "login.microsoftonline.com, true",
        "Login.MicrosoftOnline.US, true",
        "login.partner.microsoftonline.cn, true",
        "login.microsoftonlin.com, false"
    })
    void oneOfEntrasHostsIsNotMisspelt(String host, boolean known) {
        assertThat(new Evidence().putName(host).isFact("knownName")).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"login.microsoftonline.com, true", "127.0.0.1, false", "::1, false"})
    void onlyANameIsLookedUp(String host, boolean name) {
        assertThat(new Evidence().putName(host).isFact("dnsName")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "Name or service not known, Name or service not known,",
        "Name does not resolve, Name does not resolve,",
        "Temporary failure in name resolution,, Temporary failure in name resolution",
        "Try again,, Try again",
        ",,",
    })
    void theResolversWordsSayWhetherADnsServerAnswered(
            @Nullable String words, @Nullable String noSuchName, @Nullable String noAnswer) {
        String host = "login.microsoftonline.com";
        Evidence values = new NetworkEvidence(
                        NetworkFault.of(new UnknownHostException(words == null ? host : host + ": " + words)))
                .tell(new Evidence());

        assertThat(values.get("noSuchName")).isEqualTo(noSuchName);
        assertThat(values.get("noDnsAnswer")).isEqualTo(noAnswer);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        Evidence values = new Evidence().put("a", null).put("b", " ").put("c", Instant.parse("2026-03-01T12:00:00.5Z"));

        assertThat(values.text("{a} {b} {c}")).isEqualTo("<a> <b> 2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{client} | orders | orders",
                "a '{client}' | orders | a 'orders'",
                "a '{client}' | x'; id # | a '$CLIENT'",
                "a \"[?id=='{client}']\" | x' or '1 | a \"[?id=='$CLIENT']\"",
                "a \"{client}\" | $(id) | a \"$CLIENT\"",
                "a 'b' {client} | a b | a 'b' 'a b'"
            })
    void putsOnlyAHarmlessValueIntoQuotes(String command, String value, String filled) {
        assertThat(new Evidence().put("client", value).command(command)).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({
        "orders-7c9d8f6b5d-x2k4p, deployment/orders",
        "orders-api-v2-7c9d8f6b5d-x2k4p, deployment/orders-api-v2",
        "orders-0, statefulset/orders",
        "orders, ",
        "orders-x2k4p, ",
        "orders-aeiou6b5d-x2k4p, "
    })
    void takesTheDeploymentFromThePodsName(String pod, @Nullable String workload) {
        assertThat(new Pod(pod).tell(new Evidence()).get("workload")).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "yes, true",
        "!yes, false",
        "no, false",
        "!no, true",
        "client, true",
        "!client, false",
        "other, ",
        "!other, ",
        "yes !no, true",
        "yes no, false",
        "other no, false",
        "yes other, "
    })
    void aConditionHoldsOrNotOrIsOpen(String condition, @Nullable Boolean holds) {
        Evidence known = new Evidence().put("client", "c").fact("yes", true).fact("no", false);

        assertThat(known.holds(condition)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            "/var/run/token"      | is in quotation marks, which became a part of it
            '/var/run/token'      | is in quotation marks, which became a part of it
            file:///var/run/token | is a URL, and only a path belongs there
            run/token             | is relative, so it is looked for in the folder in which this process was started
            /var/run/token        |
            """, delimiter = '|', quoteCharacter = '!')
    void aPathThatIsNotWrittenAsOneIsSaidToBeSo(String path, @Nullable String fault) {
        String said = new TokenFile(Path.of(path)).tell(new Evidence()).get("pathFault");

        if (fault == null) {
            assertThat(said).isNull();
        } else {
            assertThat(said).startsWith(fault + ": ");
        }
    }

    @Test
    void aTokenFileIsNoFactUnlessThereIsOne() {
        Evidence none = new TokenFile(null).tell(new Evidence());

        assertThat(none.get("tokenFile")).isNull();
        assertThat(none.holds("mounted")).isNull();
    }

    @Test
    void theKubeletSwapsALinkAndNothingElse(@TempDir Path folder) throws IOException {
        Path version = Files.createDirectory(folder.resolve("..2026_03_01"));
        Path swapped =
                Files.createSymbolicLink(folder.resolve("token"), Files.writeString(version.resolve("token"), "t"));
        Path copied = Files.writeString(folder.resolve("copy"), "t");

        assertThat(new TokenFile(swapped).tell(new Evidence()).holds("linked mounted !usualPath !writtenPath !newFile"))
                .isTrue();
        assertThat(new TokenFile(copied).tell(new Evidence()).holds("!linked mounted"))
                .isTrue();
        assertThat(new TokenFile(folder.resolve("no/token"))
                        .tell(new Evidence())
                        .holds("!linked !mounted"))
                .isTrue();
    }

    @Test
    void aPathOfNoWebhookIsWrittenInTheManifestWhereTheWebhookSetsTheOtherVariables(@TempDir Path folder) {
        Path missing = folder.resolve("no/token");

        assertThat(new TokenFile(missing).tell(evidence("AZURE_AUTHORITY_HOST")).isFact("writtenPath"))
                .isTrue();
        assertThat(new TokenFile(folder.resolve("token"))
                        .tell(evidence("AZURE_AUTHORITY_HOST"))
                        .isFact("writtenPath"))
                .isFalse();
        assertThat(new TokenFile(missing).tell(evidence("AZURE_CLIENT_ID")).isFact("writtenPath"))
                .isFalse();
    }

    private static Evidence evidence(String variable) {
        return new Platform(Map.of(variable, "x")::get).tell(new Evidence());
    }

    @ParameterizedTest
    @CsvSource({
        "/var/run/secrets/azure/wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token, usualPath !writtenPath",
        "/var/run/secrets/azure/wi/token/azure-identity-token, usualPath !writtenPath",
        "/var/run/secrets/azure/tokens/azure-identity-token, writtenPath !usualPath",
        "/var/run/secrets/azure/wi/2974a97a/token/azure-identity-token, !writtenPath !usualPath",
        "/var/run/secrets/azure/wi/2974a97a64c40fb365a3431ad1dabe/azure-identity-token, !writtenPath !usualPath",
        "/var/run/secrets/azure/wi/token, !writtenPath !usualPath",
        "token, !writtenPath !usualPath"
    })
    void theWebhooksPathsAreKnown(Path file, String holds) {
        assertThat(new TokenFile(file).tell(new Evidence()).holds(holds)).isTrue();
        assertThat(new TokenFile(file).tell(new Evidence()).get("tokenFile")).isEqualTo(file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what is mounted | the variable | what is known | the file that is there instead
                "tokens/azure-identity-token | tokens/azure-identity-token | usualPath mounted !newFile |",
                "tokens/azure-identity-token | tokens/token | mounted !usualPath !writtenPath | tokens/azure-identity-token",
                "wi/token/azure-identity-token | wi/token/azure-identity-token | usualPath mounted !newFile |",
                "wi/token/azure-identity-token | tokens/azure-identity-token | writtenPath !mounted | wi/token/azure-identity-token",
                "wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token | wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token | usualPath mounted !newFile |",
                "wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token | wi/00000000000000000000000000000f/token/azure-identity-token | usualPath !mounted | wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token",
                "wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token | wi/token/azure-identity-token | usualPath !mounted | wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token",
                "wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token | tokens/azure-identity-token | writtenPath !mounted | wi/2974a97a64c40fb365a3431ad1dabe/token/azure-identity-token"
            })
    void whatTheWebhookOfEachVersionMountedIsFound(
            String mounted, String variable, String holds, @Nullable String instead, @TempDir Path azure)
            throws IOException {
        Path file = azure.resolve(mounted);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "t");

        Evidence known = new TokenFile(azure.resolve(variable)).tell(new Evidence(), new WebhookPaths(azure));

        assertThat(known.holds(holds + " webhookFolder")).isTrue();
        assertThat(known.get("newFile"))
                .isEqualTo(instead == null ? null : azure.resolve(instead).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://vault.azure.net/.default, https://vault.azure.net",
        "https://vault.azure.net, https://vault.azure.net"
    })
    void theResourceIsTheScopeWithoutItsEnd(String scope, String resource) {
        assertThat(new RequestedScope(scope).tell(new Evidence()).get("resource"))
                .isEqualTo(resource);
        assertThat(new RequestedScope(scope).tell(new Evidence()).get("scope")).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com, https://vault.usgovcloudapi.net/.default, US Government, https://vault.azure.net/.default",
        "http://127.0.0.1:4711, https://orders.vault.usgovcloudapi.net/.default, US Government, https://vault.azure.net/.default",
        "https://login.microsoftonline.us, https://vault.azure.net/.default, public cloud, https://vault.usgovcloudapi.net/.default",
        "https://login.microsoftonline.com, https://orders.blob.core.chinacloudapi.cn/.default, 'China, 21Vianet', https://storage.azure.com/.default",
        "https://login.microsoftonline.us, https://orders.blob.core.windows.net/.default, public cloud,",
        "https://login.microsoftonline.us, https://vault.usgovcloudapi.net/.default,,",
        "https://login.microsoftonline.us, https://storage.azure.com/.default,,",
        "https://login.microsoftonline.com, api://orders/.default,,"
    })
    void aResourceOfAnotherCloudHasAnotherAddressHere(
            URI authority, String scope, @Nullable String cloud, @Nullable String right) {
        Evidence known = new RequestedScope(scope).tell(new Evidence().putAuthority(authority));

        assertThat(known.get("resourceCloud")).isEqualTo(cloud);
        assertThat(known.get("cloudScope")).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({
        "https://graph.microsoft.com/User.Read.All, User.Read.All, https://graph.microsoft.com",
        "https://graph.microsoft.com/, , https://graph.microsoft.com/",
        "https://vault.azure.net/user_impersonation, , https://vault.azure.net",
        "https://graph.microsoft.com/.default, , https://graph.microsoft.com",
        "https://orders.vault.azure.net/secrets, , https://orders.vault.azure.net/secrets"
    })
    void aPermissionIsToldFromItsResource(String scope, @Nullable String permission, String resource) {
        Evidence known = new RequestedScope(scope).tell(new Evidence());

        assertThat(known.get("permission")).isEqualTo(permission);
        assertThat(known.get("resource")).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com, login.microsoftonline.com:443, false",
        "https://login.microsoftonline.com:8443, login.microsoftonline.com:8443, true",
        "https://entra.example:8443, entra.example:8443, false",
        "http://entra.example, entra.example:80, false",
        "https://entra.example:0, entra.example:0, false"
    })
    void anAuthorityIsAskedAtItsPort(URI authority, String peer, boolean otherPort) {
        Evidence known = new Evidence().putAuthority(authority);

        assertThat(known.get("peer")).isEqualTo(peer);
        assertThat(known.get("authorityPort")).isEqualTo(peer.substring(peer.indexOf(':') + 1));
        assertThat(known.holds("otherPort")).isEqualTo(otherPort);
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, !connecting !shaking !asked",
        "CONNECT, connecting !shaking !asked",
        "TLS, !connecting shaking !asked",
        "REQUEST, !connecting !shaking asked"
    })
    void howFarARequestGotDecidesBetweenCauses(NetworkFault.Step step, String holds) {
        IOException failure = new IOException("timeout");
        failure.addSuppressed(
                new NetworkFault.Reached(step, new InetSocketAddress(InetAddress.getLoopbackAddress(), 8443), null));
        Evidence known = new NetworkEvidence(NetworkFault.of(failure)).tell(new Evidence());

        assertThat(known.holds(holds + " loopback !toProxy")).isTrue();
        assertThat(known.get("peer")).endsWith(":8443 (127.0.0.1)");
        assertThat(new NetworkEvidence(NetworkFault.of(new IOException("timeout")))
                        .tell(new Evidence())
                        .holds("asked"))
                .isNull();
    }

    @Test
    void theProxyOnTheWayIsNamed() {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128));

        assertThat(new Evidence().putProxy(Optional.empty(), false).holds("noProxy"))
                .isTrue();
        Evidence known = new Evidence().putProxy(Optional.of(proxy), true);
        assertThat(known.holds("!noProxy proxyUser")).isTrue();
        assertThat(known.get("proxyAddress")).isEqualTo("proxy.example:3128");
        assertThat(new Evidence().putProxy(Optional.of(Proxy.NO_PROXY), true).get("proxy"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"11111111-0000-4000-8000-000000000001\" ', 11111111-0000-4000-8000-000000000001",
        "11111111-0000-4000-8000, "
    })
    void onlyQuotationMarksAndWhiteSpaceAreTakenFromAnId(String given, @Nullable String id) {
        Evidence known = new Evidence().putGiven(given, "rightClient");

        assertThat(known.get("given")).isEqualTo(given);
        assertThat(known.get("rightClient")).isEqualTo(id);
    }

    @Test
    void aVariableIsInCapitalsAndAWordHas600CharactersAtMost() {
        assertThat(new Evidence().command("{aZbA}")).isEqualTo("\"$A_ZB_A\"");
        String longest = "x".repeat(600);
        assertThat(new Evidence().put("client", longest).command("{client}")).isEqualTo(longest);
        assertThat(new Evidence().put("client", longest + "x").command("{client}"))
                .isEqualTo("\"$CLIENT\"");
    }
}
