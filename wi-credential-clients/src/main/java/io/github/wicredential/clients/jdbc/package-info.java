/**
 * Databases without passwords: hooks for the JDBC drivers of PostgreSQL, MySQL and SQL Server that send the server an
 * access token of the pod's identity.
 *
 * <p>An application names a hook in its JDBC URL and needs no code:
 *
 * <ul>
 *   <li>{@link io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin} by {@code authenticationPluginClassName}
 *   <li>{@link io.github.wicredential.clients.jdbc.MysqlAuthenticationPlugin} by {@code authenticationPlugins}
 *   <li>{@link io.github.wicredential.clients.jdbc.SqlServerTokenCallback} by {@code accessTokenCallbackClass}
 * </ul>
 *
 * <p>Each driver is an optional dependency; a class of this package needs only its own driver. All connections of a JVM
 * share the tokens of one identity, however many there are and however often a pool replaces them.
 * {@link io.github.wicredential.clients.ClientIdentities} describes how the identity is chosen.
 */
@NullMarked
package io.github.wicredential.clients.jdbc;

import org.jspecify.annotations.NullMarked;
