package io.github.wicredential.spring.internal.watch;

import io.github.wicredential.WorkloadIdentity;

/**
 * An identity with what is known of it.
 *
 * @param name the name of its bean
 * @param identity the identity
 * @param journal what has happened to its tokens
 */
public record WatchedIdentity(String name, WorkloadIdentity identity, Journal journal) {}
