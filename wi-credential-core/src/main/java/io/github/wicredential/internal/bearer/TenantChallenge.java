package io.github.wicredential.internal.bearer;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenant and resource whose tokens a resource requires, from the {@code WWW-Authenticate} headers of its 401 (Key
 * Vault, authentication; Azure Storage, bearer challenge).
 *
 * @param authority where the tokens come from
 * @param tenant the tenant in the authority's path
 * @param resource the audience of the tokens; null if it is not stated
 */
public record TenantChallenge(
        URI authority, String tenant, @Nullable String resource) {

    private static final List<String> AUTHORITY = List.of("authorization", "authorization_uri");
    private static final List<String> RESOURCE = List.of("resource", "resource_id");

    /** The first challenge that names a tenant. */
    public static Optional<TenantChallenge> in(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Challenges.in(header).stream())
                .filter(challenge -> challenge.scheme().equalsIgnoreCase("Bearer"))
                .flatMap(challenge -> of(challenge.parameters()).stream())
                .findFirst();
    }

    private static Optional<TenantChallenge> of(Map<String, String> parameters) {
        try {
            String address = first(parameters, AUTHORITY);
            URI authority = URI.create(address == null ? "" : address);
            String[] path = String.valueOf(authority.getPath()).split("/", 3);
            return authority.getHost() == null || path.length < 2 || path[1].isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TenantChallenge(authority, path[1], first(parameters, RESOURCE)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String first(Map<String, String> parameters, List<String> names) {
        return names.stream()
                .filter(parameters::containsKey)
                .findFirst()
                .map(parameters::get)
                .orElse(null);
    }
}
