package io.github.wicredential.clients.redis;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.json.Jwt;
import org.jspecify.annotations.Nullable;

/** The user name with which Redis on Azure knows the bearer of a token: the object id in the token. */
final class RedisUser {

    /** The scope that Azure Managed Redis and Azure Cache for Redis require. */
    static final String SCOPE = "https://redis.azure.com/.default";

    private RedisUser() {}

    /** The chosen user, or else the token's claim {@code oid}. */
    static String of(AccessToken token, @Nullable String chosen) {
        return chosen != null
                ? chosen
                : Jwt.read(token.value())
                        .flatMap(jwt -> jwt.claims().string("oid"))
                        .orElseThrow(
                                () -> new ConfigurationException(
                                        "The access token for Redis contains no object id (oid), which would be the user "
                                                + "name. Set the user name: withUser(OBJECT-ID), the principalId of the identity."));
    }

    static String requireUser(String user) {
        if (user.isBlank()) {
            throw new ConfigurationException("The Redis user name is blank. Omit it to use the token's object id.");
        }
        return user.strip();
    }
}
