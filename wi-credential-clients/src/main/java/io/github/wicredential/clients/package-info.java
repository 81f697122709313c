/**
 * Classes to name in configuration files: hooks for clients that are configured by text, such as JDBC drivers, Kafka
 * clients, Hadoop and R2DBC.
 *
 * <p>Each client has its own package and is an optional dependency; a class needs only its own client. All connections
 * of a JVM share the tokens of one identity, however many there are.
 * {@link io.github.wicredential.clients.ClientIdentities} describes how the identity is chosen.
 */
@NullMarked
package io.github.wicredential.clients;

import org.jspecify.annotations.NullMarked;
