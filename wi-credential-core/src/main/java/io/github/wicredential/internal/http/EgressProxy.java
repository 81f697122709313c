package io.github.wicredential.internal.http;

import io.github.wicredential.internal.guide.Evidence;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * Why an address is reached without the egress proxy that there is.
     *
     * @param entries of NO_PROXY that cover it
     * @param others of NO_PROXY, parted by commas; perhaps none
     */
    record Bypass(String entries, String others) {}

    /** The rule by which an address is reached without the egress proxy; null if there is none, or no proxy. */
    default @Nullable Bypass bypass(URI address) {
        return null;
    }

    /**
     * A proxy that is set, but not for https, so that no token request takes it.
     *
     * @param address without a login
     */
    record Overlooked(String variable, String address) {}

    /** The proxy that is overlooked; null if there is none. */
    default @Nullable Overlooked overlooked() {
        return null;
    }

    /** What is to be known of the way to an address, for which this is the proxy, if any. */
    default Evidence tell(Evidence known, URI address, Optional<Proxy> used) {
        Bypass by = bypass(address);
        known.putProxy(used, used.flatMap(this::loginTo).isPresent())
                .putBypass(by == null ? null : by.entries(), by == null ? null : by.others());
        Overlooked other = overlooked();
        return other == null ? known : known.put("otherProxy", other.variable()).put("otherAddress", other.address());
    }

    /** The proxy for an address: a fixed one, otherwise the selector's choice. */
    static Optional<Proxy> first(Iterable<Proxy> proxies) {
        for (Proxy proxy : proxies) {
            return Optional.of(proxy).filter(one -> one.type() != Proxy.Type.DIRECT);
        }
        return Optional.empty();
    }
}
