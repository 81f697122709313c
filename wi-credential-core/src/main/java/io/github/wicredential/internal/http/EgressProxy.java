package io.github.wicredential.internal.http;

import java.net.Proxy;
import java.net.URI;
import java.util.Optional;

/** A transport that can tell through which egress proxy it reaches an address. */
public interface EgressProxy {

    /** The first proxy that is tried for an address; empty if it is reached directly. */
    Optional<Proxy> proxyFor(URI address);

    /**
     * The {@code Proxy-Authorization} header that it sends to this proxy, a secret, if a login was configured with
     * it.
     */
    default Optional<String> loginTo(Proxy proxy) {
        return Optional.empty();
    }

    /** Whether there is an egress proxy, and a rule that this address is reached without it. */
    default boolean bypasses(URI address) {
        return false;
    }

    /** The proxy for an address: a fixed one, otherwise the selector's choice. */
    static Optional<Proxy> first(Iterable<Proxy> proxies) {
        for (Proxy proxy : proxies) {
            return Optional.of(proxy).filter(one -> one.type() != Proxy.Type.DIRECT);
        }
        return Optional.empty();
    }
}
