/**
 * Redis without a password, by an object that the application passes to its client:
 * {@link io.github.wicredential.clients.redis.LettuceCredentials} for Lettuce,
 * {@link io.github.wicredential.clients.redis.AuthxIdentityProvider} for Jedis.
 *
 * <p>There are two classes because Lettuce takes a stream, which needs neither a thread nor redis-authx, and because
 * each class needs only the library of its own client.
 */
@NullMarked
package io.github.wicredential.clients.redis;

import org.jspecify.annotations.NullMarked;
