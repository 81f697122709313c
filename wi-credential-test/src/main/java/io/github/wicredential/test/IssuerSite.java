package io.github.wicredential.test;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The public documents of a cluster's issuer: discovery and keys. */
final class IssuerSite implements AutoCloseable {

    private static final String PATH = "11111111-2222-3333-4444-555555555555/";

    private final IssuerKeys keys;
    private final Faults faults = new Faults();
    private final Clock clock;
    private final LoopbackServer server;
    private volatile @Nullable String discovery;
    private volatile @Nullable String keyDocument;

    IssuerSite(IssuerKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.server = LoopbackServer.start("local-cluster", LoopbackServer.anyPort(), null, this::handle);
    }

    /** With a slash at the end, as the issuers of AKS have. */
    String issuer() {
        return server.root() + PATH;
    }

    URI jwksUri() {
        return URI.create(issuer() + "openid/v1/jwks");
    }

    Faults faults() {
        return faults;
    }

    void publishDiscovery(@Nullable String document) {
        discovery = document;
    }

    void publishKeys(@Nullable String document) {
        keyDocument = document;
    }

    @Override
    public void close() {
        server.close();
        faults.clear();
    }

    private Reply handle(WireRequest request) {
        Faults.Taken taken = faults.take();
        if (taken == null) {
            return document(request);
        }
        return taken.fault()
                .apply(new Fault.Context(
                        () -> document(request),
                        refusal -> Reply.Answer.text(refusal.status(), refusal.text()),
                        taken.cleared(),
                        clock.instant()));
    }

    private Reply document(WireRequest request) {
        String below = request.path().substring(1);
        if (below.equals(PATH + ".well-known/openid-configuration")) {
            String raw = discovery;
            return Reply.Answer.json(200, raw == null ? discoveryDocument() : raw);
        }
        if (below.equals(PATH + "openid/v1/jwks")) {
            String raw = keyDocument;
            return Reply.Answer.json(200, raw == null ? keys.document() : raw);
        }
        return Reply.Answer.text(404, "404 page not found");
    }

    private String discoveryDocument() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("jwks_uri", jwksUri().toString());
        document.put("response_types_supported", List.of("id_token"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return Json.write(document);
    }
}
