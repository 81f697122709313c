/**
 * Databases without passwords: hooks of the JDBC drivers for PostgreSQL, MySQL and SQL Server that hand the server an
 * access token of the pod's identity.
 *
 * <p>An application names a hook in its JDBC URL and needs no code:
 *
 * <ul>
 *   <li>{@link io.github.wicredential.azure.jdbc.PostgresqlAuthenticationPlugin} by {@code authenticationPluginClassName}
 *   <li>{@link io.github.wicredential.azure.jdbc.MysqlAuthenticationPlugin} by {@code authenticationPlugins}
 *   <li>{@link io.github.wicredential.azure.jdbc.SqlServerTokenCallback} by {@code accessTokenCallbackClass}
 * </ul>
 *
 * <p>Each driver is an optional dependency; a class of this package needs only its own. All connections of a JVM share
 * the tokens of one credential, however many there are and however often a pool replaces them. Which credential, says
 * {@link io.github.wicredential.azure.jdbc.DatabaseCredentials}.
 */
@NullMarked
package io.github.wicredential.azure.jdbc;

import org.jspecify.annotations.NullMarked;
