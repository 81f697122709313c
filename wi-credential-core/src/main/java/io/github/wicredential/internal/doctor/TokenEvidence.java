package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from the token, its file and the clocks what the guide can name and decide by. The words for it are in the guide. */
final class TokenEvidence {

    private static final Duration SKEW = Duration.ofMinutes(3);
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private static final String AKS = ".prod-aks.azure.com/";
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
            "manyAudiences",
            "entraToken",
            "localIssuer",
            "slash",
            "notKubernetes",
            "defaultAccount");

    private TokenEvidence() {}

    /** What the token says; where it cannot be decoded, what the authority's message quotes of it. */
    static void put(Evidence evidence, ClientAssertion token, Comparison comparison, Instant now) {
        String account = token.serviceAccount();
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
                .put("credential", account == null ? null : credential(token.namespace(), account, issuer));
        token.tell(evidence);
        if (issuer != null) {
            evidence.fact("entraToken", Cloud.issues(issuer))
                    .fact("aksIssuer", issuer.matches("https://[a-z0-9.-]+\\.oic\\.prod-aks\\.azure\\.com/.*"))
                    .fact("localIssuer", issuer.startsWith("https://kubernetes.default.svc"))
                    .fact("slash", lacksSlash(issuer));
        }
        if (subject != null) {
            evidence.fact("notKubernetes", !ACCOUNT.matcher(subject).matches())
                    .fact("defaultAccount", DEFAULT_ACCOUNT.matcher(subject).matches());
        }
        if (audience != null) {
            List<String> audiences = token.audiences().isEmpty() ? List.of(audience) : token.audiences();
            evidence.fact("binding", audiences.contains(TokenAudience.BINDINGS.value()))
                    .fact("apiToken", audiences.stream().anyMatch(TokenEvidence::ofAnApiServer))
                    .fact("usualAudience", audience.equals(TokenAudience.ENTRA.value()))
                    .fact("manyAudiences", audiences.size() > 1);
        }
        Instant issued = token.issuedAt();
        if (issued != null) {
            evidence.fact("young", issued.plus(YOUNG).isAfter(now));
        }
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
            evidence.fact("entraEnded", token.expiresAt().isBefore(entra));
        }
    }

    /** The guide's sentences about what is unusual about a token, as far as the refusal is about it. */
    static List<String> remarks(Evidence known, ExchangeDetails refused, ClientAssertion token, Instant now) {
        List<String> notes = new ArrayList<>();
        if (refused.errorCodes().stream().anyMatch(TokenEvidence::isAboutTheToken)) {
            REMARKS.stream().filter(known::isFact).forEach(notes::add);
        }
        if (token.expiresAt() != null && token.expiresAt().isBefore(now)) {
            notes.add("ended");
        }
        boolean aboutTime =
                refused.errorCodes().isEmpty() || refused.errorCodes().contains(700024);
        if (refused.errorCodes().contains(700024) && known.get("clockOff") != null) {
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
    private static String credential(@Nullable String namespace, String account, @Nullable String issuer) {
        Matcher cluster = OF_CLUSTER.matcher(String.valueOf(issuer));
        return namespace + "-" + account + (cluster.matches() ? "-" + cluster.group(1) : "");
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

    static boolean ofAnApiServer(String audience) {
        return audience.startsWith("https://kubernetes.default") || audience.contains(".azmk8s.io");
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
