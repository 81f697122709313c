package io.github.wicredential.internal.http;

import java.net.Proxy;
import java.net.URI;
import java.util.Optional;

/** A transport that can say over which egress proxy it reaches an address. */
public interface EgressProxy {

    /**
     * The egress proxy over which an address is reached.
     *
     * @param address an address of http or https
     * @return the first proxy to be tried; nothing if the address is reached directly
     */
    Optional<Proxy> proxyFor(URI address);

    /** What a proxy that is fixed, or else chosen by a selector, comes to. */
    static Optional<Proxy> first(Iterable<Proxy> proxies) {
        for (Proxy proxy : proxies) {
            return Optional.of(proxy).filter(one -> one.type() != Proxy.Type.DIRECT);
        }
        return Optional.empty();
    }
}
