package io.github.wicredential.internal.http;

import java.net.Proxy;
import java.net.URI;
import java.util.Optional;

/** A transport that can say over which egress proxy it reaches an address. */
public interface EgressProxy {

    /** The first proxy to be tried for an address; nothing if it is reached directly. */
    Optional<Proxy> proxyFor(URI address);

    /** What it sends to this proxy as {@code Proxy-Authorization}, a secret, if it was given a login with it. */
    default Optional<String> loginTo(Proxy proxy) {
        return Optional.empty();
    }

    /** What a proxy that is fixed, or else chosen by a selector, comes to. */
    static Optional<Proxy> first(Iterable<Proxy> proxies) {
        for (Proxy proxy : proxies) {
            return Optional.of(proxy).filter(one -> one.type() != Proxy.Type.DIRECT);
        }
        return Optional.empty();
    }
}
