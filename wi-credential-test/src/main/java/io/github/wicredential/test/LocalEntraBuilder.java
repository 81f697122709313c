package io.github.wicredential.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Builds a {@link LocalEntra}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalEntraBuilder {

    boolean https;
    Clock clock = Clock.systemUTC();
    InetSocketAddress address = LoopbackServer.anyPort();
    UnaryOperator<String> issuer = tenant -> "https://sts.windows.net/" + tenant + "/";

    LocalEntraBuilder() {}

    /**
     * Sets whether the server uses TLS, with a generated certificate.
     *
     * @param https default false
     * @return this builder
     */
    public LocalEntraBuilder https(boolean https) {
        this.https = https;
        return this;
    }

    /**
     * Sets Entra's clock.
     *
     * @param clock default the system clock
     * @return this builder
     */
    public LocalEntraBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets where the server listens.
     *
     * @param host a loopback address; default 127.0.0.1
     * @param port a port; default 0, a free one
     * @return this builder
     * @throws IllegalArgumentException when the host is not a loopback address
     */
    public LocalEntraBuilder address(String host, int port) {
        Objects.requireNonNull(host, "host");
        try {
            InetAddress loopback = InetAddress.getAllByName(host)[0];
            if (!loopback.isLoopbackAddress()) {
                throw new IllegalArgumentException("not a loopback address: " + host);
            }
            address = new InetSocketAddress(loopback, port);
            return this;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a loopback address: " + host, e);
        }
    }

    /**
     * Sets the issuer of the access tokens.
     *
     * @param issuerOfTenant maps a tenant's id to the {@code iss}; default {@code https://sts.windows.net/{tenant}/}
     * @return this builder
     */
    public LocalEntraBuilder tokenIssuer(UnaryOperator<String> issuerOfTenant) {
        issuer = Objects.requireNonNull(issuerOfTenant, "issuerOfTenant");
        return this;
    }

    /**
     * Starts the server.
     *
     * @return a running Entra
     */
    public LocalEntra start() {
        return new LocalEntra(this);
    }
}
