package io.github.wicredential.test;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tenants of one Entra. */
final class Directory {

    private final URI authorityHost;
    private final Map<String, LocalTenant> tenants = new ConcurrentHashMap<>();

    Directory(URI authorityHost) {
        this.authorityHost = authorityHost;
    }

    URI authorityHost() {
        return authorityHost;
    }

    LocalTenant tenant(String id) {
        return tenants.computeIfAbsent(id, key -> new LocalTenant(key, authorityHost));
    }

    /** The tenant with this id or domain, or null. */
    @Nullable
    LocalTenant find(String segment) {
        return tenants.values().stream()
                .filter(tenant -> tenant.isNamed(segment))
                .findFirst()
                .orElse(null);
    }
}
