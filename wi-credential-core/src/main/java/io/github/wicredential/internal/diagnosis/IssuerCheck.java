package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWK;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** On request: what the issuer publishes, read as Entra reads it, but from here. */
final class IssuerCheck {

    private static final String ID = "issuer-documents";
    private static final Duration MOST = Duration.ofSeconds(8);
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final int LIMIT = 1024 * 1024;

    private final Pod pod;
    private final Findings findings;
    private final AssertionClaims claims;
    private final Budget budget;

    IssuerCheck(Pod pod, Findings findings, AssertionClaims claims, Budget budget) {
        this.pod = pod;
        this.findings = findings;
        this.claims = claims;
        this.budget = budget;
    }

    void run() {
        String discovery = claims.discovery();
        if (discovery == null) {
            findings.skipped(ID, "The token names no issuer");
            return;
        }
        try {
            budget.run("issuer", MOST, () -> read(discovery)).accept(findings);
        } catch (ParseException e) {
            findings.problem(ID, "issuer-malformed", "what is published can't be read as JSON of the right form");
        } catch (Exception e) {
            findings.warning(ID, "issuer-unreachable", GuideValues.shown(discovery) + ": " + Causes.shown(e));
        }
    }

    /** What is to be said, for the thread that collects the findings: this one may be left behind. */
    private Consumer<Findings> read(String discovery) throws IOException, ParseException {
        Map<String, Object> document = JSONObjectUtils.parse(get(discovery));
        String named = String.valueOf(document.get("issuer"));
        if (!named.equals(claims.issuer())) {
            return found -> found.problem(
                    ID,
                    "issuer-differs",
                    "in the token    '" + GuideValues.shown(String.valueOf(claims.issuer())) + "'",
                    "in the document '" + GuideValues.shown(named) + "'");
        }
        if (!(document.get("jwks_uri") instanceof String keysAt)) {
            return found -> found.problem(ID, "issuer-malformed", "the discovery document names no jwks_uri");
        }
        List<String> keys = JWKSet.parse(get(keysAt)).getKeys().stream()
                .map(JWK::getKeyID)
                .map(String::valueOf)
                .toList();
        String kid = String.valueOf(claims.keyId());
        if (!keys.contains(kid)) {
            return found -> found.problem(
                    ID,
                    "key-unpublished",
                    "kid of the token: " + GuideValues.shown(kid),
                    "published: " + GuideValues.shown(String.join(", ", keys)));
        }
        return found -> found.ok(
                ID,
                "The issuer publishes the key that signed the token",
                GuideValues.shown(discovery),
                "read from this pod; Entra reads them from the public internet");
    }

    private String get(String address) throws IOException {
        URI uri = uri(address);
        Proxy proxy = pod.proxies() == null
                ? Proxy.NO_PROXY
                : Objects.requireNonNull(pod.proxies()).apply(uri).orElse(Proxy.NO_PROXY);
        URLConnection connection = uri.toURL().openConnection(proxy);
        if (!(connection instanceof HttpURLConnection http)) {
            throw new IOException("not an address of the web");
        }
        http.setConnectTimeout(TIMEOUT_MILLIS);
        http.setReadTimeout(TIMEOUT_MILLIS);
        http.setInstanceFollowRedirects(false);
        http.setRequestProperty("Accept", "application/json");
        try {
            if (http.getResponseCode() != 200) {
                throw new IOException("HTTP status " + http.getResponseCode());
            }
            try (InputStream in = http.getInputStream()) {
                return new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8);
            }
        } finally {
            http.disconnect();
        }
    }

    private static URI uri(String address) throws IOException {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IOException("not an address of the web");
    }
}
