package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cloud.Cloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The third link: what the token says. Nothing is verified; that is for Entra to do. */
final class ClaimCheck {

    private static final Duration LONGEST = Duration.ofHours(25);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    private final Pod pod;
    private final Findings findings;
    private final AssertionClaims claims;
    private final boolean throughProxy;

    ClaimCheck(Pod pod, Findings findings, AssertionClaims claims, boolean throughProxy) {
        this.pod = pod;
        this.findings = findings;
        this.claims = claims;
        this.throughProxy = throughProxy;
    }

    void run() {
        findings.values().putAll(claims.values());
        findings.values().put("localTime", pod.clock().instant());
        header();
        issuer();
        subject();
        audience();
        lifetime();
        clock();
    }

    private void header() {
        String algorithm = String.valueOf(claims.algorithm());
        boolean foreign = claims.type() != null && !claims.type().equalsIgnoreCase("JWT");
        String seen = "alg " + GuideValues.shown(algorithm) + ", kid "
                + (claims.keyId() == null ? "missing" : GuideValues.shown(claims.keyId())) + ", typ "
                + (claims.type() == null ? "none" : GuideValues.shown(claims.type()));
        if (claims.keyId() == null
                || foreign
                || !algorithm.toUpperCase(Locale.ROOT).startsWith("RS")) {
            findings.warning("token-header", "header-unusual", seen);
        } else {
            findings.ok("token-header", seen);
        }
    }

    private void issuer() {
        String issuer = claims.issuer() == null ? "" : claims.issuer();
        String seen = "iss = " + GuideValues.shown(issuer)
                + (issuer.endsWith("/") ? " (with a slash at the end)" : " (without a slash at the end)");
        if (Cloud.issues(issuer)) {
            findings.problem("issuer", "entra-token", seen);
        } else if (issuer.startsWith("https://kubernetes.default.svc")) {
            findings.problem("issuer", "issuer-internal", seen);
        } else if (TokenNotes.lacksSlash(issuer)) {
            findings.warning("issuer", "issuer-slash", seen);
        } else {
            findings.ok("issuer", seen);
        }
    }

    private void subject() {
        String seen = "sub = " + GuideValues.shown(String.valueOf(claims.subject()));
        if (!claims.ofServiceAccount()) {
            findings.warning("subject", "subject-foreign", seen);
        } else if ("default".equals(claims.serviceAccount())) {
            findings.warning("subject", "subject-default", seen);
        } else {
            findings.ok(
                    "subject",
                    seen,
                    findings.values().text("service account {serviceAccount} in namespace {namespace}, pod {pod}"));
        }
    }

    private void audience() {
        List<String> audiences = claims.audiences();
        String seen = "aud = " + GuideValues.shown(String.valueOf(claims.audience()));
        if (audiences.stream().anyMatch(TokenNotes::ofAnApiServer)) {
            findings.problem("audience", "api-token", seen);
        } else if (audiences.contains(TokenAudience.BINDINGS.value()) && !throughProxy) {
            findings.problem("audience", "binding-token", seen);
        } else if (audiences.size() > 1) {
            findings.warning("audience", "audience-many", seen);
        } else if (audiences.contains(TokenAudience.ENTRA.value()) || throughProxy) {
            // What the token proxy takes is said in its own finding.
            findings.ok("audience", seen);
        } else {
            findings.warning("audience", "audience-unusual", seen);
        }
    }

    private void lifetime() {
        Instant ends = claims.expiresAt();
        Duration life = claims.life();
        if (ends == null || life == null) {
            findings.skipped("lifetime", "The token does not say when it was issued and when it ends");
            return;
        }
        Duration left = Duration.between(pod.clock().instant(), ends);
        String seen =
                Times.shown(life) + ", of which " + Times.shown(left) + " are left (ends " + Times.shown(ends) + ")";
        if (life.compareTo(LONGEST) > 0) {
            findings.problem("lifetime", "token-too-long", seen);
        } else if (left.plus(FORGIVEN).isNegative()) {
            findings.problem("lifetime", "token-expired", seen);
        } else if (left.multipliedBy(10).compareTo(life) < 0) {
            findings.warning("lifetime", "token-not-renewed", seen);
        } else {
            findings.ok("lifetime", seen);
        }
    }

    /** The API server stamps the token at the moment it is made, so neither of these can be in the future. */
    private void clock() {
        Instant issued = claims.issuedAt();
        Instant from = claims.notBefore();
        boolean later = from != null && (issued == null || from.isAfter(issued));
        Instant begin = later ? from : issued;
        Instant now = pod.clock().instant();
        if (begin == null || !begin.isAfter(now.plus(SKEW))) {
            return;
        }
        String seen = (later ? "the token is valid from " : "the token was issued ") + Times.shown(begin)
                + (later ? " on (nbf), " : ", ") + Times.shown(Duration.between(now, begin))
                + " in the future of the local clock";
        if (begin.isAfter(now.plus(FORGIVEN))) {
            findings.problem("clock", "clock-skew", seen);
        } else {
            findings.warning("clock", "clock-skew", seen);
        }
    }
}
