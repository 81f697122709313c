package io.github.wicredential.internal.assertion;

import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.json.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pod's own token, or what an application supplies instead: a secret, decoded once. Its claims are unverified and
 * not made safe to show; a text that is not a JWT has none.
 */
public final class ClientAssertion {

    private static final Pattern SERVICE_ACCOUNT =
            Pattern.compile("system:serviceaccount:([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})");

    // The last second of the year 9999.
    private static final long FAR = 253_402_300_799L;

    private final String value;
    private final @Nullable Jwt jwt;

    private ClientAssertion(String value) {
        this.value = value;
        this.jwt = Jwt.read(value).orElse(null);
    }

    /** Any text, without white space around it. */
    public static ClientAssertion of(String text) {
        return new ClientAssertion(text.strip());
    }

    /** The text that is sent, and never shown. */
    public String value() {
        return value;
    }

    public boolean isJwt() {
        return jwt != null;
    }

    public @Nullable String issuer() {
        return claim("iss");
    }

    public @Nullable String subject() {
        return claim("sub");
    }

    public List<String> audiences() {
        return jwt == null ? List.of() : jwt.claims().texts("aud");
    }

    /** Whether one of its audiences is or begins with this one. */
    public boolean isFor(TokenAudience audience) {
        return audiences().stream().anyMatch(audience::begins);
    }

    public @Nullable Instant issuedAt() {
        return time("iat");
    }

    public @Nullable Instant notBefore() {
        return time("nbf");
    }

    public @Nullable Instant expiresAt() {
        return time("exp");
    }

    /** The pod that the token is bound to (Kubernetes, bound service account tokens). */
    public @Nullable String pod() {
        return jwt == null
                ? null
                : jwt.claims()
                        .object("kubernetes.io")
                        .flatMap(kubernetes -> kubernetes.object("pod"))
                        .flatMap(pod -> pod.string("name"))
                        .orElse(null);
    }

    /** What it tells of the pod, which it was issued for. */
    public Evidence tell(Evidence known) {
        known.put("serviceAccount", serviceAccount()).put("namespace", namespace());
        if (ofServiceAccount()) {
            known.fact("defaultAccount", "default".equals(serviceAccount()));
        }
        return pod() == null ? known : new Pod(pod()).tell(known);
    }

    /** The bytes of the signature, as base64url of this length stands for. */
    public int signatureBytes() {
        return (value.length() - value.lastIndexOf('.') - 1) * 3 / 4;
    }

    public boolean ofServiceAccount() {
        return serviceAccount() != null;
    }

    /** The service account's name, if the subject is one. */
    public @Nullable String serviceAccount() {
        return account().map(account -> account.group(2)).orElse(null);
    }

    /** The service account's namespace, if the subject is one. */
    public @Nullable String namespace() {
        return account().map(account -> account.group(1)).orElse(null);
    }

    public @Nullable String keyId() {
        return header("kid");
    }

    public @Nullable String algorithm() {
        return header("alg");
    }

    public @Nullable String type() {
        return header("typ");
    }

    @Override
    public String toString() {
        return "ClientAssertion[<hidden>]";
    }

    private Optional<Matcher> account() {
        String subject = subject();
        return subject == null
                ? Optional.empty()
                : Optional.of(SERVICE_ACCOUNT.matcher(subject)).filter(Matcher::matches);
    }

    private @Nullable String claim(String name) {
        return jwt == null ? null : jwt.claims().string(name).orElse(null);
    }

    private @Nullable String header(String name) {
        return jwt == null ? null : jwt.header().string(name).orElse(null);
    }

    private @Nullable Instant time(String name) {
        OptionalLong seconds = jwt == null ? OptionalLong.empty() : jwt.claims().number(name);
        return seconds.isEmpty() || seconds.getAsLong() < 0 || seconds.getAsLong() > FAR
                ? null
                : Instant.ofEpochSecond(seconds.getAsLong());
    }
}
