package io.github.wicredential.internal.diagnosis;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The claims by which the authority finds a federated credential, as the token has them; where it can't be decoded, as
 * the authority's message quotes them. Fit to be shown and to be pasted into a shell.
 */
record AssertionClaims(
        @Nullable String issuer,
        @Nullable String subject,
        List<String> audiences,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    // A claim ends up in a command line that somebody pastes.
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9:/._~@%+=,-]");
    private static final int LONGEST = 300;

    static AssertionClaims of(String assertion, @Nullable String description) {
        try {
            JWTClaimsSet claims = JWTParser.parse(assertion).getJWTClaimsSet();
            if (claims != null) {
                return new AssertionClaims(
                        fit(claims.getIssuer()),
                        fit(claims.getSubject()),
                        claims.getAudience().stream()
                                .map(AssertionClaims::shown)
                                .toList(),
                        instant(claims.getIssueTime()),
                        instant(claims.getExpirationTime()));
            }
        } catch (ParseException | LinkageError e) {
            // An application may have left Nimbus out; the authority's words are still there.
        }
        String said = description == null ? "" : description;
        String audience = quoted("audience", said);
        return new AssertionClaims(
                quoted("issuer", said),
                quoted("subject", said),
                audience == null ? List.of() : List.of(audience),
                null,
                null);
    }

    boolean ofServiceAccount() {
        return subject != null && subject.startsWith(SERVICE_ACCOUNT) && subject.split(":", -1).length == 4;
    }

    @Nullable
    String serviceAccount() {
        return ofServiceAccount() && subject != null ? subject.substring(subject.lastIndexOf(':') + 1) : null;
    }

    @Nullable
    Duration life() {
        return issuedAt == null || expiresAt == null ? null : Duration.between(issuedAt, expiresAt);
    }

    /** What the guide's texts can name; what is not known is left out. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        put(values, "issuer", issuer);
        put(values, "subject", subject);
        put(values, "audience", audiences.isEmpty() ? null : String.join(", ", audiences));
        put(values, "issuedAt", issuedAt);
        put(values, "expiresAt", expiresAt);
        put(values, "serviceAccount", serviceAccount());
        put(values, "namespace", ofServiceAccount() && subject != null ? subject.split(":", -1)[2] : null);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }

    private static @Nullable String quoted(String claim, String description) {
        Matcher matcher = Pattern.compile(claim + ":? '([^']{1,600})'", Pattern.CASE_INSENSITIVE)
                .matcher(description);
        return matcher.find() ? shown(matcher.group(1)) : null;
    }

    private static @Nullable String fit(@Nullable String claim) {
        return claim == null ? null : shown(claim);
    }

    static String shown(String claim) {
        String fit = UNFIT.matcher(claim).replaceAll("?");
        return fit.length() > LONGEST ? fit.substring(0, LONGEST) + "..." : fit;
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
