package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.internal.failure.ExchangeDetails;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class GuideTest {

    /** What a federated client-credentials flow can meet, and what it meets when it is none. */
    public static final Set<Integer> CODES = Set.of(
            70021, 700211, 700212, 700213, 7002121, 7002131, 70022, 70023, 70025, 700222, 700226, 700227, 700229,
            700231, 700236, 82001, 700223, 700238, 50027, 5002723, 5002727, 5002738, 90014, 700021, 700024, 700027,
            7000272, 7000274, 50013, 500133, 50012, 50048, 90061, 50166, 501661, 900612, 1000502, 700016, 700011,
            7000112, 7000229, 7000215, 7000222, 7000216, 7000218, 700025, 70003, 900144, 900561, 9002313, 90004, 90023,
            901002, 90002, 900021, 900023, 90019, 50059, 50128, 9001023, 90038, 900382, 900432, 90051, 50049, 50034,
            50020, 70011, 1002012, 28000, 700022, 500011, 50001, 501051, 65001, 650052, 650057, 1003031, 53003, 530032,
            53004, 50076, 50079, 50105, 100007, 50196, 90055, 90033, 90006, 90024, 90012, 50033, 90090, 90091, 90036,
            50000, 90092, 50999, 230109, 500014, 500021, 500022, 90009, 65005, 650056, 50055, 50057, 50072, 50126,
            53000);

    static final Set<String> PLACES = Set.of(
            "agent",
            "fileGroup",
            "storageContainer",
            "rightAuthority",
            "fileMode",
            "fileOwner",
            "processGroup",
            "processUser",
            "app",
            "cloudScope",
            "permission",
            "platform",
            "resourceCloud",
            "given",
            "clusterName",
            "flags",
            "objectId",
            "role",
            "client",
            "tenant",
            "scope",
            "resource",
            "authority",
            "authorityHost",
            "authorityPort",
            "dnsName",
            "noSuchName",
            "noDnsAnswer",
            "peer",
            "proxy",
            "proxyAddress",
            "proxyOffers",
            "proxyStatus",
            "proxyWords",
            "jvmProtocols",
            "page",
            "caFile",
            "sni",
            "trustStore",
            "storeEntries",
            "doctor",
            "issuer",
            "discovery",
            "subject",
            "audience",
            "issuedAt",
            "expiresAt",
            "serviceAccount",
            "namespace",
            "pod",
            "workload",
            "credential",
            "rightClient",
            "rightTenant",
            "localTime",
            "entraTime",
            "clockOff",
            "pathFault",
            "tokenFile",
            "newFile",
            "notBefore",
            "keyId",
            "tokenProxy",
            "proxyHost",
            "proxyPort",
            "serverName",
            "algorithm",
            "brokenLink",
            "endpoint",
            "issuerBehind",
            "lifetime",
            "missingTarget",
            "shownIssuer",
            "otherProxy",
            "otherAddress",
            "rightScope",
            "signatureBytes",
            "signatureSize",
            "tokenAt",
            "clientSecretVariable",
            "pipeline",
            "pipelineToken",
            "storageAccount",
            "address",
            "bypassed",
            "ended",
            "otherNoProxy",
            "settingWords",
            "expiredAgo",
            "writtenAt");

    private static final Set<String> FACTS = Set.of(
            "agent",
            "pathFault",
            "apiPath",
            "clusterAgrees",
            "clusterTenant",
            "equalIds",
            "otherTenant",
            "rightAuthority",
            "webhookFolder",
            "denied",
            "processGroup",
            "awsToken",
            "cloudScope",
            "containerApp",
            "google",
            "managedIdentity",
            "outside",
            "permission",
            "platform",
            "resourceCloud",
            "tokenFile",
            "utf16",
            "young",
            "aksIssuer",
            "strangeIssuer",
            "usualPath",
            "clusterDns",
            "noSuchName",
            "noDnsAnswer",
            "rightClient",
            "rightTenant",
            "bindingOff",
            "knownName",
            "loopback",
            "proxy",
            "binding",
            "apiToken",
            "usualAudience",
            "entraToken",
            "localIssuer",
            "defaultAccount",
            "notKubernetes",
            "entraEarly",
            "entraEnded",
            "clockAhead",
            "clockBehind",
            "clocksAgree",
            "linked",
            "newFile",
            "writtenPath",
            "mounted",
            "otherPort",
            "otherAddress",
            "refused",
            "noCurves",
            "connecting",
            "shaking",
            "asked",
            "toProxy",
            "noProxy",
            "plainHttp",
            "ofResource",
            "proxyUser",
            "proxyForbids",
            "proxyFails",
            "basicOffered",
            "proxyUnable",
            "proxyBusy",
            "httpProxy",
            "socks",
            "notSocks",
            "unreachable",
            "privateAddress",
            "plainText",
            "oldTls",
            "jvmLimited",
            "expired",
            "bypassed",
            "otherNoProxy",
            "jvmProxy",
            "proxyTls",
            "ipv6",
            "unspecified",
            "notEntras",
            "page",
            "intermediary",
            "caMissing",
            "apiServer",
            "busy",
            "storeNamed",
            "storeMissing",
            "storePassword",
            "storeMalformed",
            "storeLocked",
            "storeEmpty",
            "storeFilled",
            "base64",
            "brokenLink",
            "dnsName",
            "clientName",
            "cutSignature",
            "github",
            "legacyToken",
            "otherContent",
            "otherIssuer",
            "privateKeys",
            "rightScope",
            "sharedTenant",
            "swapped",
            "tenantTypo",
            "tokenAt",
            "wrapped",
            "inPod",
            "reference",
            "storageAccount",
            "emptyFile",
            "noRights",
            "clientSecretVariable",
            "pipeline",
            "writtenExpired");

    @Test
    void hasAnEntryOfItsOwnForEveryCode() {
        Set<String> names = Guide.get().entries().stream()
                .flatMap(entry -> entry.names().stream())
                .collect(Collectors.toSet());

        assertThat(names)
                .containsAll(CODES.stream().map(code -> "AADSTS" + code).toList());
        assertThat(names.stream().filter(name -> name.startsWith("AADSTS")))
                .hasSize(CODES.size() + 1)
                .contains("AADSTS7002*");
    }

    @Test
    void everyEntryIsComplete() {
        assertThat(Guide.get().entries()).allSatisfy(entry -> {
            assertThat(entry.means()).endsWith(".");
            if (!entry.names().get(0).startsWith("note ")) {
                assertThat(entry.title()).isNotBlank().doesNotContain("{", "<").doesNotEndWith(".");
                assertThat(entry.causes())
                        .isNotEmpty()
                        .allSatisfy(cause -> assertThat(cause.text()).doesNotEndWith("."));
                assertThat(entry.commands()).isNotEmpty();
                assertThat(entry.compare())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).matches("token|.+ / .+"));
            }
        });
    }

    @Test
    void namesOnlyPlacesThatAreFilled() {
        assertThat(Guide.get().entries()).allSatisfy(entry -> {
            String all = entry.means() + entry.causes() + entry.compare() + entry.commands();
            assertThat(entry.causes())
                    .allSatisfy(cause -> assertThat(facts(cause.when())).isSubsetOf(FACTS));
            assertThat(entry.causes().stream().flatMap(cause -> cause.commands().stream()))
                    .allSatisfy(command -> assertThat(facts(command.when())).isSubsetOf(FACTS));
            assertThat(entry.commands())
                    .allSatisfy(command -> assertThat(facts(command.when())).isSubsetOf(FACTS));
            assertThat(Places.PLACE.matcher(all).results().map(found -> found.group(1)))
                    .isSubsetOf(PLACES);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_client, 700213, AADSTS700213",
        "401, invalid_client, 7002134, AADSTS7002*",
        "401, invalid_client, 700299, AADSTS7002*",
        "401, invalid_client, 7002, AADSTS7002*",
        "400, invalid_client, 5002799, error invalid_client",
        "401, invalid_client, 5301, error invalid_client",
        "400, invalid_scope, 123456, error invalid_scope",
        "429, , , status 429",
        "503, , , status 5xx",
        "599, odd, 1, status 5xx",
        "418, odd, 22, generic"
    })
    void fallsBackFromCodeToADeclaredFamilyToErrorToStatus(
            int status, @Nullable String error, @Nullable Integer code, String name) {
        assertThat(Guide.get()
                        .find(details(status, error, code == null ? List.of() : List.of(code)))
                        .names())
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {700213, 70021, 7000272, 53003})
    void takesTheFirstCodeThatItKnows(int code) {
        assertThat(Guide.get().find(details(400, null, List.of(1, code))).names())
                .contains("AADSTS" + code);
    }

    /** The webhook replaces no variable that the manifest sets, so an annotation alone may change nothing. */
    @Test
    void anIdThatIsAnnotatedIsTakenOutOfTheManifestToo() {
        for (GuideEntry entry : Guide.get().entries()) {
            Stream.concat(Stream.of(entry.commands()), entry.causes().stream().map(GuideEntry.Cause::commands))
                    .map(commands -> commands.stream().map(Command::line).collect(Collectors.joining("\n")))
                    .forEach(lines -> {
                        for (String id : List.of("client", "tenant")) {
                            if (lines.contains("azure.workload.identity/" + id + "-id=")) {
                                assertThat(lines)
                                        .as(entry.names().get(0))
                                        .contains(" AZURE_" + id.toUpperCase(Locale.ROOT) + "_ID-");
                            }
                        }
                    });
        }
    }

    /** What a word after ":?" tells the reader to run is pasted, too: zsh takes brackets without quotes for a pattern. */
    @Test
    void aHintInACommandQuotesItsBrackets() {
        assertThat(Guide.get().entries().stream()
                        .flatMap(entry -> entry.allCommands(new Evidence()).stream())
                        .map(command -> command.line().replaceAll("'[^']*'", "")))
                .isNotEmpty()
                .noneMatch(line -> line.matches(".*:\\?[^}]*\\[.*"));
    }

    @Test
    void refusesACommandThatIsNotDefined() {
        assertThatThrownBy(() -> GuideReader.read(new StringReader("[local x]\nmeans x.\nrun @nothing\n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@nothing");
    }

    @Test
    void isWrittenInAsciiAlone() throws Exception {
        try (InputStream file = Guide.class.getResourceAsStream("guide.txt")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).matches("[\\n -~]*");
        }
    }

    private static Stream<String> facts(String condition) {
        return Stream.of(condition.replace("!", "").split(" ")).filter(fact -> !fact.isEmpty());
    }

    private static ExchangeDetails details(int status, @Nullable String error, List<Integer> codes) {
        return new ExchangeDetails(status, error, codes, null, "c", null, null, false, null, null);
    }
}
