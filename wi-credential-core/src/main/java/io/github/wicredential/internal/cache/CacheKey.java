package io.github.wicredential.internal.cache;

/** The key of a token that is not the plain one of the own tenant. */
record CacheKey(String tenant, String scope, boolean cae) {}
