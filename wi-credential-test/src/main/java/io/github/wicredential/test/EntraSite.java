package io.github.wicredential.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of one Entra: the token endpoint, discovery documents and keys of each tenant. */
final class EntraSite {

    private static final Pattern TOKEN = Pattern.compile("/([^/]*?)/?oauth2/v2\\.0/token/?");
    private static final Pattern DISCOVERY = Pattern.compile("/([^/]+)(/v2\\.0)?/\\.well-known/openid-configuration");
    private static final Pattern KEYS = Pattern.compile("/[^/]+/discovery/(v2\\.0/)?keys");

    private final Clock clock;
    private final Directory directory;
    private final IssuerKeys keys;
    private final AccessTokens tokens;
    private final TokenEndpoint tokenEndpoint;

    EntraSite(Clock clock, Directory directory, IssuerKeys keys, AccessTokens tokens, TokenEndpoint tokenEndpoint) {
        this.clock = clock;
        this.directory = directory;
        this.keys = keys;
        this.tokens = tokens;
        this.tokenEndpoint = tokenEndpoint;
    }

    Reply handle(WireRequest request) {
        String path = request.path().replaceAll("/{2,}", "/");
        Matcher token = TOKEN.matcher(path);
        if (token.matches()) {
            return tokenEndpoint.handle(request, decoded(token.group(1)));
        }
        if (KEYS.matcher(path).matches()) {
            return Reply.Answer.json(200, keys.document());
        }
        Matcher discovery = DISCOVERY.matcher(path);
        return discovery.matches()
                ? discovery(decoded(discovery.group(1)), discovery.group(2) != null)
                : Reply.Answer.html(404, "<html><body>404 - File or directory not found.</body></html>");
    }

    private Reply discovery(String segment, boolean version2) {
        LocalTenant tenant = directory.find(segment);
        if (tenant == null) {
            return Reply.Answer.json(400, "{\"error\":\"invalid_tenant\"}");
        }
        String base = directory.authorityHost() + tenant.id();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("token_endpoint", base + "/oauth2/v2.0/token");
        document.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        document.put("jwks_uri", base + "/discovery/v2.0/keys");
        document.put("response_types_supported", List.of("code", "id_token"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
        document.put("issuer", version2 ? base + "/v2.0" : tokens.issuer(tenant.id()));
        return Reply.Answer.json(200, Json.write(document)).with("Date", Fault.HTTP_DATE.format(clock.instant()));
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
