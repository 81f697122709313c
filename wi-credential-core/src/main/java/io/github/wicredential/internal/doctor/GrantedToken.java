package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.json.Jwt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom an access token is for, for display only: access tokens are opaque to clients (Microsoft identity platform,
 * access tokens), so nothing depends on this.
 */
record GrantedToken(Map<String, String> claims) {

    private static final List<String> SHOWN = List.of("appid", "azp", "oid", "tid", "aud", "roles");

    GrantedToken {
        claims = new LinkedHashMap<>(claims);
    }

    static GrantedToken of(String accessToken) {
        Map<String, String> seen = new LinkedHashMap<>();
        Jwt.read(accessToken)
                .ifPresent(token -> SHOWN.forEach(name -> {
                    List<String> values = token.claims().texts(name);
                    if (!values.isEmpty()) {
                        String value = name.equals("roles") ? values.toString() : String.join(", ", values);
                        seen.put(name, Evidence.shown(value));
                    }
                }));
        return new GrantedToken(seen);
    }

    List<String> lines() {
        if (claims.isEmpty()) {
            return List.of("its content cannot be shown; it is for the resource only");
        }
        List<String> parts = new ArrayList<>();
        claims.forEach((name, value) -> parts.add(name + " " + value));
        return List.of(String.join(", ", parts));
    }

    @Nullable
    String client() {
        return claims.getOrDefault("appid", claims.get("azp"));
    }

    /** Whether it names another client or tenant; a tenant may be asked for by its domain. */
    boolean differs(@Nullable String clientId, @Nullable String tenant) {
        String client = client();
        String tid = claims.get("tid");
        boolean otherClient = client != null && clientId != null && !client.equalsIgnoreCase(clientId);
        boolean otherTenant = tid != null && tenant != null && !tenant.contains(".") && !tid.equalsIgnoreCase(tenant);
        return otherClient || otherTenant;
    }
}
