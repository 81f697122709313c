package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TokenAudience;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The third link: what the token says. Nothing is verified; that is for Entra to do. */
record ClaimCheck(Anatomy anatomy, Findings findings, ClientAssertion token, boolean throughProxy) {

    private static final Duration LONGEST = Duration.ofHours(25);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    void run() {
        findings.values().put("localTime", anatomy.clock().instant());
        header();
        issuer();
        subject();
        audience();
        lifetime();
        clock();
    }

    private void header() {
        String algorithm = String.valueOf(token.algorithm());
        boolean foreign = token.type() != null && !token.type().equalsIgnoreCase("JWT");
        String seen = "alg " + Evidence.shown(algorithm) + ", kid "
                + (token.keyId() == null ? "missing" : Evidence.shown(token.keyId())) + ", typ "
                + (token.type() == null ? "none" : Evidence.shown(token.type()));
        if (findings.values().isFact("cutSignature")) {
            findings.problem("token-header", "signature-cut", seen);
        } else if (token.keyId() == null
                || foreign
                || !algorithm.toUpperCase(Locale.ROOT).startsWith("RS")) {
            findings.warning("token-header", "header-unusual", seen);
        } else {
            findings.ok("token-header", seen);
        }
    }

    private void issuer() {
        String issuer = token.issuer() == null ? "" : token.issuer();
        String seen = "iss = " + Evidence.shown(issuer)
                + (issuer.endsWith("/") ? " (with a trailing slash)" : " (without a slash at the end)");
        if (Cloud.issues(issuer)) {
            findings.problem("issuer", "entra-token", seen);
        } else if (findings.values().isFact("legacyToken")) {
            findings.problem("issuer", "legacy-token", seen);
        } else if (TokenEvidence.isLocal(issuer)) {
            findings.problem("issuer", "issuer-internal", seen);
        } else if (TokenEvidence.lacksSlash(issuer)) {
            findings.warning("issuer", "issuer-slash", seen);
        } else {
            findings.ok("issuer", seen);
        }
    }

    private void subject() {
        String seen = "sub = " + Evidence.shown(String.valueOf(token.subject()));
        if (findings.values().isFact("github") || findings.values().isFact("google")) {
            findings.ok("subject", seen);
        } else if (!token.ofServiceAccount()) {
            findings.warning("subject", "subject-foreign", seen);
        } else if ("default".equals(token.serviceAccount())) {
            findings.warning("subject", "subject-default", seen);
        } else {
            findings.ok(
                    "subject",
                    seen,
                    findings.values().text("service account {serviceAccount} in namespace {namespace}, pod {pod}"));
        }
    }

    private void audience() {
        List<String> audiences = token.audiences();
        String seen = "aud = " + Evidence.shown(String.valueOf(Comparison.audience(token)));
        if (TokenEvidence.isOfApiServer(token, audiences)) {
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
        Instant issued = token.issuedAt();
        Instant ends = token.expiresAt();
        if (ends == null || issued == null) {
            findings.skipped("lifetime", "The token does not say when it was issued and when it expires");
            return;
        }
        Duration life = Duration.between(issued, ends);
        Duration left = Duration.between(anatomy.clock().instant(), ends);
        String seen = HumanTimes.shown(life) + ", " + left(life, left) + " (" + HumanTimes.shown(ends) + ")";
        if (life.compareTo(LONGEST) > 0) {
            findings.problem("lifetime", "token-too-long", seen);
        } else if (left.plus(FORGIVEN).isNegative()) {
            Guide guide = Guide.get();
            findings.add(
                    "lifetime",
                    Status.PROBLEM,
                    guide.expired(guide.local("token-expired"), findings.values()),
                    List.of(seen));
        } else if (left.multipliedBy(10).compareTo(life) < 0) {
            findings.warning("lifetime", "token-not-renewed", seen);
        } else {
            findings.ok("lifetime", seen);
        }
    }

    private static String left(Duration life, Duration left) {
        return left.isNegative()
                ? "which expired " + HumanTimes.shown(left.abs()) + " ago"
                : left.compareTo(life) > 0
                        ? "which begin in " + HumanTimes.shown(left.minus(life)) + " by this clock"
                        : "of which " + HumanTimes.shown(left) + " are left";
    }

    /** The API server stamps the token at the moment it is made, so neither of these can be in the future. */
    private void clock() {
        Instant issued = token.issuedAt();
        Instant from = token.notBefore();
        boolean later = from != null && (issued == null || from.isAfter(issued));
        Instant begin = later ? from : issued;
        Instant now = anatomy.clock().instant();
        if (begin == null || !begin.isAfter(now.plus(SKEW))) {
            return;
        }
        String seen = (later ? "the token is valid from " : "the token was issued ") + HumanTimes.shown(begin)
                + (later ? " on (nbf), " : ", ") + HumanTimes.shown(Duration.between(now, begin))
                + " in the future of the local clock";
        if (begin.isAfter(now.plus(FORGIVEN))) {
            findings.problem("clock", "clock-skew", seen);
        } else {
            findings.warning("clock", "clock-skew", seen);
        }
    }
}
