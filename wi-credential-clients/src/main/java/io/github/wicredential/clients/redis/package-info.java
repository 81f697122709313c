/**
 * Redis without a password, by an object that the application hands to its client:
 * {@link io.github.wicredential.clients.redis.LettuceCredentials} for Lettuce,
 * {@link io.github.wicredential.clients.redis.AuthxIdentityProvider} for Jedis.
 *
 * <p>Two classes for two reasons. What Lettuce takes is a stream, and gets along without a thread and without redis-authx;
 * and each class needs the library of its own client only.
 */
@NullMarked
package io.github.wicredential.clients.redis;

import org.jspecify.annotations.NullMarked;
