package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.text.Guid;
import io.github.wicredential.internal.text.SafeText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from the token, its file and the clocks what the guide can name and decide by. The words for it are in the guide. */
final class TokenEvidence {

    /** Entra's code for a token that has expired, or is not valid yet. */
    static final int OUTSIDE_ITS_TIMES = 700024;

    private static final int OF_ANOTHER_AUDIENCE = 700212;

    private static final Duration SKEW = Duration.ofMinutes(3);
    private static final Duration YOUNG = Duration.ofMinutes(10);

    /** Of a credential (considerations for federated identity credentials). */
    private static final int LONGEST_NAME = 120;

    /** The issuer of the tokens in Secrets (Kubernetes, legacy service account tokens). */
    private static final String OF_SECRETS = "kubernetes/serviceaccount";

    private static final Pattern ENDPOINT = Pattern.compile("Endpoint: '([^']{1,300})'");
    private static final Pattern PRIVATE = Pattern.compile(
            "(10|127|169\\.254|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\..*|[^.]+|.*\\.(local|svc|internal)");

    /** A storage account with the documents of a self-managed cluster's issuer. */
    private static final Pattern OF_STORAGE =
            Pattern.compile("^https://([a-z0-9]+)\\.(?:blob|z[0-9]+\\.(web))\\.(?:core|storage)\\.[^/]*/?([^/]*)");

    private static final String AKS = ".prod-aks.azure.";
    private static final Pattern OF_AKS =
            Pattern.compile("https://[a-z0-9.-]+\\.oic\\.prod-aks\\.azure\\.(?<domain>[a-z]+)/(?<tenant>[^/]*)(/.*)?");

    /** By the domain of the cluster's issuer. */
    private static final Map<String, String> HOSTS =
            Map.of("com", Cloud.Hosts.PUBLIC, "us", Cloud.Hosts.US_GOVERNMENT, "cn", Cloud.Hosts.CHINA);

    /** The API server of an AKS cluster, which issues its tokens itself as long as the OIDC issuer is not enabled. */
    private static final Pattern AKS_API_SERVER =
            Pattern.compile("https://[^/]+\\.hcp\\.[^/]+\\.azmk8s\\.io(:\\d+)?(/.*)?");

    private static final String OF_AWS = "sts.amazonaws.com";
    private static final String GOOGLE = "https://accounts.google.com";
    private static final Pattern DEFAULT_ACCOUNT = Pattern.compile("system:serviceaccount:[^:]*:default");
    private static final Pattern OF_CLUSTER = Pattern.compile("https?://.*/([A-Za-z0-9]+)[^/]*/?");
    private static final Pattern ACCOUNT = Pattern.compile("system:serviceaccount:[^:]+:[^:]+");

    /** What the guide compares of the token. */
    private static final Pattern OF_THE_TOKEN = Pattern.compile("^token$|\\b(?:of|in) the token\\b|the token's");

    private static final Pattern REUSED =
            Pattern.compile("reuse|already (?:been )?used|\\bjti\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_KEY =
            Pattern.compile("signature|public key|\\bjwks?\\b|\\bkid\\b|signing key", Pattern.CASE_INSENSITIVE);

    /** The facts that have a sentence of their own. */
    private static final List<String> REMARKS = List.of(
            "binding",
            "apiToken",
            "awsToken",
            "manyAudiences",
            "legacyToken",
            "entraToken",
            "localIssuer",
            "slash",
            "notKubernetes",
            "defaultAccount");

    /** The codes by which Entra refuses a token of its own, each for a reason of its own. */
    private static final Set<Integer> OF_ENTRAS_TOKENS = Set.of(700226, 700227, 700229, 700231, 700236);

    private TokenEvidence() {}

    /** Whether Entra says that nothing trusts the token's audience. */
    static boolean isOfTheAudience(ExchangeDetails refused) {
        return refused.errorCodes().contains(OF_ANOTHER_AUDIENCE);
    }

    /** Whether Entra says what is wrong with a token of its own. */
    static boolean isOfEntrasTokens(ExchangeDetails refused) {
        return refused.errorCodes().stream().anyMatch(OF_ENTRAS_TOKENS::contains);
    }

    /** What the token says; where it cannot be decoded, what the authority's message quotes of it. */
    static void put(Evidence evidence, ClientAssertion token, Comparison comparison, Instant now) {
        String issuer = comparison.value("issuer");
        String subject = comparison.value("subject");
        String audience = comparison.value("audience");
        evidence.put("issuer", issuer)
                .put("discovery", issuer == null ? null : IssuerCheck.discovery(issuer))
                .put("subject", subject)
                .put("audience", audience)
                .put("issuedAt", token.issuedAt())
                .put("notBefore", token.notBefore())
                .put("expiresAt", token.expiresAt())
                .put("keyId", token.keyId())
                .put("credential", credential(token, issuer));
        token.tell(evidence);
        putForm(evidence, token);
        putWritten(evidence, token);
        if (issuer != null) {
            Matcher storage = OF_STORAGE.matcher(issuer);
            boolean stored = storage.find();
            evidence.put("storageAccount", stored ? storage.group(1) : null)
                    .put("storageContainer", !stored ? null : storage.group(2) == null ? storage.group(3) : "$web")
                    .fact("entraToken", Cloud.issues(issuer))
                    .fact("aksIssuer", OF_AKS.matcher(issuer).matches())
                    .fact("localIssuer", isLocal(issuer))
                    .fact("legacyToken", issuer.equals(OF_SECRETS))
                    .fact("google", issuer.equals(GOOGLE))
                    .fact("github", issuer.startsWith("https://token.actions.githubusercontent.com"))
                    .fact("otherIssuer", isOther(token))
                    .fact("slash", lacksSlash(issuer));
            putCluster(evidence, issuer);
        }
        if (subject != null) {
            evidence.fact("notKubernetes", !ACCOUNT.matcher(subject).matches())
                    .fact("defaultAccount", DEFAULT_ACCOUNT.matcher(subject).matches());
        }
        if (audience != null) {
            List<String> audiences = token.audiences().isEmpty() ? List.of(audience) : token.audiences();
            evidence.fact("binding", audiences.contains(TokenAudience.BINDINGS.value()))
                    .fact("apiToken", isOfApiServer(token, audiences))
                    .fact("awsToken", audiences.contains(OF_AWS))
                    .fact("usualAudience", audience.equals(TokenAudience.ENTRA.value()))
                    .fact("manyAudiences", audiences.size() > 1);
        }
        Instant issued = token.issuedAt();
        if (issued != null) {
            evidence.fact("young", issued.plus(YOUNG).isAfter(now));
        }
    }

    /** The tenant and the cloud of an AKS cluster, which its issuer names. */
    static void putCluster(Evidence evidence, String issuer) {
        Matcher aks = OF_AKS.matcher(issuer);
        String tenant = evidence.get("tenant");
        String authority = evidence.get("authority");
        if (tenant == null || !aks.matches() || !Guid.is(aks.group("tenant"))) {
            return;
        }
        String cluster = aks.group("tenant");
        String host = HOSTS.get(aks.group("domain"));
        boolean same = cluster.equalsIgnoreCase(tenant);
        evidence.put("clusterTenantId", cluster)
                .fact("clusterTenant", same)
                .fact("otherTenant", !same)
                .put("rightAuthority", host == null || isOf(host, authority) ? null : "https://" + host + "/");
        if (!same) {
            evidence.putWanted(cluster);
        }
    }

    private static boolean isOf(String host, @Nullable String authority) {
        return authority != null && Cloud.of(URI.create(authority)).equals(Cloud.of(URI.create("https://" + host)));
    }

    /** Whether it is a token of something other than a cluster and Entra, such as a pipeline's. */
    static boolean isOther(ClientAssertion token) {
        String issuer = token.issuer();
        return issuer != null
                && issuer.startsWith("https://")
                && token.subject() != null
                && !token.ofServiceAccount()
                && !Cloud.issues(issuer)
                && !isLocal(issuer)
                && !issuer.contains(AKS);
    }

    static boolean isLocal(String issuer) {
        return issuer.startsWith("https://kubernetes.default")
                || AKS_API_SERVER.matcher(issuer).matches();
    }

    /** The signature's length is that of the key, whoever signed. */
    private static void putForm(Evidence evidence, ClientAssertion token) {
        String algorithm = String.valueOf(token.algorithm());
        List<Integer> sizes = switch (algorithm) {
            case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" -> List.of(256, 384, 512);
            case "ES256" -> List.of(64);
            case "ES384" -> List.of(96);
            case "ES512" -> List.of(132);
            default -> List.of();
        };
        evidence.put("algorithm", token.algorithm())
                .put("signatureBytes", token.signatureBytes())
                .put("signatureSize", sizes.size() > 1 ? "256, 384 or 512" : sizes.isEmpty() ? null : sizes.get(0))
                .fact("cutSignature", !sizes.isEmpty() && !sizes.contains(token.signatureBytes()));
        Instant issued = token.issuedAt();
        Instant ends = token.expiresAt();
        if (issued != null && ends != null) {
            evidence.put("lifetime", HumanTimes.shown(Duration.between(issued, ends)));
        }
    }

    /** The kubelet writes a token as soon as it is issued, and by this node's clock. */
    private static void putWritten(Evidence evidence, ClientAssertion token) {
        String file = evidence.get("tokenFile");
        Instant ends = token.expiresAt();
        Instant issued = token.issuedAt();
        if (file == null || ends == null || issued == null) {
            return;
        }
        try {
            Instant written = Files.getLastModifiedTime(Path.of(file)).toInstant();
            evidence.put("writtenAt", written)
                    .put("issuerBehind", HumanTimes.shown(Duration.between(issued, written)))
                    .fact("writtenExpired", written.isAfter(ends));
        } catch (IOException | InvalidPathException e) {
            // What is not known decides nothing.
        }
    }

    /** What Entra could not read, if that is another place than the issuer's own. */
    static void putEndpoint(Evidence evidence, @Nullable String description) {
        Matcher named = ENDPOINT.matcher(String.valueOf(description));
        String issuer = evidence.get("issuer");
        if (named.find() && issuer != null) {
            String host = host(named.group(1));
            evidence.put("endpoint", named.group(1))
                    .fact(
                            "privateKeys",
                            !host.equals(host(issuer)) && PRIVATE.matcher(host).matches());
        }
    }

    private static String host(String url) {
        return url.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*$", "");
    }

    /** How the clocks stand to each other and to the token's times. */
    static void put(Evidence evidence, ClientAssertion token, @Nullable String timestamp, Instant now) {
        evidence.put("localTime", now).put("entraTime", timestamp);
        Instant entra = time(timestamp);
        if (entra == null) {
            return;
        }
        Duration ahead = Duration.between(entra, now);
        boolean differ = ahead.abs().compareTo(SKEW) > 0;
        evidence.put("clockOff", differ ? HumanTimes.shown(ahead.abs()) : null)
                .fact("clocksAgree", !differ)
                .fact("clockAhead", differ && !ahead.isNegative())
                .fact("clockBehind", differ && ahead.isNegative());
        Instant begin = later(token.issuedAt(), token.notBefore());
        if (begin != null) {
            evidence.fact("entraEarly", begin.isAfter(entra));
        }
        if (token.expiresAt() != null) {
            boolean ended = token.expiresAt().isBefore(entra);
            evidence.fact("entraEnded", ended)
                    .put("expiredAgo", ended ? HumanTimes.shown(Duration.between(token.expiresAt(), entra)) : null);
        }
    }

    /** The guide's sentences about what is unusual about a token, as far as the refusal is about it. */
    static List<String> remarks(Evidence known, ExchangeDetails refused, ClientAssertion token, Instant now) {
        List<String> notes = new ArrayList<>();
        if (refused.errorCodes().stream().anyMatch(TokenEvidence::isAboutTheToken)) {
            boolean said = isOfEntrasTokens(refused);
            REMARKS.stream()
                    .filter(known::isFact)
                    .filter(note -> !(said && note.equals("entraToken")))
                    .filter(note -> !((said || known.isFact("otherIssuer")) && note.equals("notKubernetes")))
                    .forEach(notes::add);
        }
        if (token.expiresAt() != null && token.expiresAt().isBefore(now)) {
            notes.add("ended");
        }
        boolean aboutTime =
                refused.errorCodes().isEmpty() || refused.errorCodes().contains(OUTSIDE_ITS_TIMES);
        if (refused.errorCodes().contains(OUTSIDE_ITS_TIMES) && known.get("clockOff") != null) {
            notes.add("skew");
        }
        if (aboutTime && token.notBefore() != null && token.notBefore().isAfter(now)) {
            notes.add("notYet");
        }
        String words = refused.description();
        if (refused.error() != null && refused.errorCodes().isEmpty() && words != null) {
            // What other authorities than Entra say, as far as it is known (Keycloak, for example).
            if (REUSED.matcher(words).find()) {
                notes.add("reused");
            } else if (OTHER_KEY.matcher(words).find()) {
                notes.add("otherKey");
            }
        }
        return notes.stream().map(note -> known.text(Guide.get().note(note))).toList();
    }

    /** A name that another cluster's credential does not have: {@code create} replaces one of the same name. */
    private static @Nullable String credential(ClientAssertion token, @Nullable String issuer) {
        if (!token.ofServiceAccount()) {
            return token.subject() == null
                    ? null
                    : SafeText.ascii(token.subject().replaceAll("[^A-Za-z0-9]+", "-"), LONGEST_NAME);
        }
        Matcher cluster = OF_CLUSTER.matcher(String.valueOf(issuer));
        return token.namespace() + "-" + token.serviceAccount() + (cluster.matches() ? "-" + cluster.group(1) : "");
    }

    private static boolean isAboutTheToken(int code) {
        GuideEntry entry = Guide.get().code(code);
        return entry != null && isAboutTheToken(entry);
    }

    static boolean isAboutTheToken(GuideEntry entry) {
        return entry.compare().stream()
                .anyMatch(line -> OF_THE_TOKEN.matcher(line).find());
    }

    static boolean lacksSlash(String issuer) {
        return issuer.contains(AKS) && !issuer.endsWith("/");
    }

    /** Whether it is for the API server: where that is told nothing else, its audience is its issuer. */
    static boolean isOfApiServer(ClientAssertion token, List<String> audiences) {
        return audiences.stream()
                .anyMatch(audience -> audience.startsWith("https://kubernetes.default")
                        || audience.contains(".azmk8s.io")
                        || (token.ofServiceAccount() && audience.equals(token.issuer())));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static @Nullable Instant time(@Nullable String timestamp) {
        try {
            return timestamp == null ? null : Instant.parse(timestamp.replace(' ', 'T'));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
