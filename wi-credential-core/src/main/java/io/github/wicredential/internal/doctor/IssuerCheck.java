package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.http.EgressProxy;
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
import java.util.function.Consumer;

/** On request: what the issuer publishes, read as Entra reads it, but from here. */
record IssuerCheck(Anatomy anatomy, Findings findings, ClientAssertion token, TimeLimit limit) {

    static final String ID = "issuer-documents";
    private static final Duration MOST = Duration.ofSeconds(8);
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final int LIMIT = 1024 * 1024;

    void run() {
        if (token.issuer() == null) {
            findings.skipped(ID, "The token names no issuer");
            return;
        }
        String discovery = discovery(token.issuer());
        try {
            limit.run(Evidence.shown(discovery), MOST, () -> read(discovery)).accept(findings);
        } catch (TimeLimit.Over e) {
            findings.skipped(ID, TimeLimit.Over.WORDS);
        } catch (ParseException e) {
            findings.problem(ID, "issuer-malformed", "what is published cannot be read as JSON of the right form");
        } catch (Exception e) {
            findings.warning(ID, "issuer-unreachable", Evidence.shown(discovery) + ": " + Findings.shown(e));
        }
    }

    /** Where an issuer publishes its documents (OpenID Connect Discovery 1.0, section 4). */
    static String discovery(String issuer) {
        return issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
    }

    /** What is to be said, for the thread that collects the findings: this one may be left behind. */
    private Consumer<Findings> read(String discovery) throws IOException, ParseException {
        Map<String, Object> document = JSONObjectUtils.parse(get(discovery));
        String named = String.valueOf(document.get("issuer"));
        if (!named.equals(token.issuer())) {
            return found -> found.problem(
                    ID,
                    "issuer-differs",
                    "in the token    '" + Evidence.shown(String.valueOf(token.issuer())) + "'",
                    "in the document '" + Evidence.shown(named) + "'");
        }
        if (!(document.get("jwks_uri") instanceof String keysAt)) {
            return found -> found.problem(ID, "issuer-malformed", "the discovery document names no jwks_uri");
        }
        List<String> keys = JWKSet.parse(get(keysAt)).getKeys().stream()
                .map(JWK::getKeyID)
                .map(String::valueOf)
                .toList();
        String kid = String.valueOf(token.keyId());
        if (!keys.contains(kid)) {
            return found -> found.problem(
                    ID,
                    "key-unpublished",
                    "kid of the token: " + Evidence.shown(kid),
                    "published: " + Evidence.shown(String.join(", ", keys)));
        }
        return found -> found.ok(
                ID,
                "The issuer publishes the key that signed the token",
                Evidence.shown(discovery),
                "read from this pod; Entra reads them from the public internet");
    }

    private String get(String address) throws IOException {
        URI uri = uri(address);
        EgressProxy egress = anatomy.egress().get();
        Proxy proxy = egress == null ? Proxy.NO_PROXY : egress.proxyFor(uri).orElse(Proxy.NO_PROXY);
        URLConnection connection = uri.toURL().openConnection(proxy);
        if (!(connection instanceof HttpURLConnection http)) {
            throw new IOException("not a web address");
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
        throw new IOException("not a web address");
    }
}
