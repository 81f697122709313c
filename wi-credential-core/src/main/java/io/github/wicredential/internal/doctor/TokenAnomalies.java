package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sees in the token itself what is unusual about it. The words for it are in the guide. */
final class TokenAnomalies {

    private static final Duration SKEW = Duration.ofMinutes(3);

    private static final String AKS = ".prod-aks.azure.com/";

    /** What the guide compares of the token. */
    private static final Pattern OF_THE_TOKEN = Pattern.compile("^token$|\\b(?:of|in) the token\\b|the token's");

    private static final Pattern REUSED =
            Pattern.compile("reuse|already (?:been )?used|\\bjti\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_KEY =
            Pattern.compile("signature|public key|\\bjwks?\\b|\\bkid\\b|signing key", Pattern.CASE_INSENSITIVE);

    private TokenAnomalies() {}

    static List<String> of(ExchangeDetails refused, ClientAssertion token, Instant now) {
        List<String> notes = new ArrayList<>();
        if (refused.errorCodes().stream().anyMatch(TokenAnomalies::isAboutTheToken)) {
            addTrustNotes(notes, token);
        }
        if (token.expiresAt() != null && token.expiresAt().isBefore(now)) {
            notes.add("ended");
        }
        if (refused.errorCodes().contains(700024) && skewed(refused.timestamp(), now)) {
            notes.add("skew");
        }
        boolean aboutTime =
                refused.errorCodes().isEmpty() || refused.errorCodes().contains(700024);
        if (aboutTime && token.notBefore() != null && token.notBefore().isAfter(now)) {
            notes.add("notYet");
        }
        if (refused.error() != null && refused.errorCodes().isEmpty() && refused.description() != null) {
            addNotesOfWords(notes, refused.description());
        }
        return notes;
    }

    /** What other authorities than Entra say, as far as it is known (Keycloak, for example). */
    private static void addNotesOfWords(List<String> notes, String description) {
        if (REUSED.matcher(description).find()) {
            notes.add("reused");
        } else if (OTHER_KEY.matcher(description).find()) {
            notes.add("otherKey");
        }
    }

    private static boolean isAboutTheToken(int code) {
        GuideEntry entry = Guide.get().code(code);
        return entry != null
                && entry.compare().stream()
                        .anyMatch(line -> OF_THE_TOKEN.matcher(line).find());
    }

    private static void addTrustNotes(List<String> notes, ClientAssertion token) {
        String issuer = token.issuer() == null ? "" : token.issuer();
        if (token.audiences().contains(TokenAudience.BINDINGS.value())) {
            notes.add("binding");
        } else if (token.audiences().stream().anyMatch(TokenAnomalies::ofAnApiServer)) {
            notes.add("apiToken");
        } else if (token.audiences().size() > 1) {
            notes.add("manyAudiences");
        }
        if (Cloud.issues(issuer)) {
            notes.add("entraToken");
        } else if (issuer.startsWith("https://kubernetes.default.svc")) {
            notes.add("localIssuer");
        } else if (lacksSlash(issuer)) {
            notes.add("slash");
        }
        if (token.subject() != null && !token.ofServiceAccount()) {
            notes.add("notKubernetes");
        } else if ("default".equals(token.serviceAccount())) {
            notes.add("defaultAccount");
        }
    }

    static boolean lacksSlash(String issuer) {
        return issuer.contains(AKS) && !issuer.endsWith("/");
    }

    static boolean ofAnApiServer(String audience) {
        return audience.startsWith("https://kubernetes.default") || audience.contains(".azmk8s.io");
    }

    private static boolean skewed(@Nullable String timestamp, Instant now) {
        if (timestamp == null) {
            return false;
        }
        try {
            Instant entra = Instant.parse(timestamp.replace(' ', 'T'));
            return Duration.between(entra, now).abs().compareTo(SKEW) > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
