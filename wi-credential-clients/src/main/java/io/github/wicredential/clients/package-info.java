/**
 * Class names for configuration files: hooks of clients that others' programs configure by text, such as JDBC drivers,
 * Kafka's clients, Hadoop and R2DBC.
 *
 * <p>Each client has a package of its own and is an optional dependency; a class needs only its own. All connections of a
 * JVM share the tokens of one identity, however many there are. Which identity, says
 * {@link io.github.wicredential.clients.ClientIdentities}.
 */
@NullMarked
package io.github.wicredential.clients;

import org.jspecify.annotations.NullMarked;
