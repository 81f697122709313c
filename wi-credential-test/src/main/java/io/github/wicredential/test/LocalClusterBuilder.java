package io.github.wicredential.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LocalCluster}. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalClusterBuilder {

    String namespace = "shop";
    String serviceAccount = "orders";
    String audience = LocalCluster.DEFAULT_AUDIENCE;
    Duration tokenLifetime = Duration.ofHours(1);
    Clock clock = Clock.systemUTC();
    private @Nullable Path directory;

    LocalClusterBuilder() {}

    /**
     * Sets the pod's namespace.
     *
     * @param name default {@code shop}
     * @return this builder
     */
    public LocalClusterBuilder namespace(String name) {
        Objects.requireNonNull(name, "name");
        namespace = named(name, "namespace");
        return this;
    }

    /**
     * Sets the pod's service account.
     *
     * @param name default {@code orders}
     * @return this builder
     */
    public LocalClusterBuilder serviceAccount(String name) {
        Objects.requireNonNull(name, "name");
        serviceAccount = named(name, "serviceAccount");
        return this;
    }

    /**
     * Sets the audience of the projected token.
     *
     * @param value default {@link LocalCluster#DEFAULT_AUDIENCE}
     * @return this builder
     */
    public LocalClusterBuilder audience(String value) {
        Objects.requireNonNull(value, "value");
        audience = named(value, "audience");
        return this;
    }

    /**
     * Sets the lifetime of the projected token.
     *
     * @param lifetime a positive duration; default one hour
     * @return this builder
     */
    public LocalClusterBuilder tokenLifetime(Duration lifetime) {
        Objects.requireNonNull(lifetime, "lifetime");
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("tokenLifetime must be more than zero: " + lifetime);
        }
        tokenLifetime = lifetime;
        return this;
    }

    /**
     * Sets the clock of the issuer and the kubelet.
     *
     * @param clock default the system clock
     * @return this builder
     */
    public LocalClusterBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets the directory in which the volume is created.
     *
     * @param directory an existing directory; default the one for temporary files
     * @return this builder
     */
    public LocalClusterBuilder directory(Path directory) {
        this.directory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * Starts the issuer and writes the first token.
     *
     * @return a running cluster
     */
    public LocalCluster start() {
        return new LocalCluster(this);
    }

    Path volumeDirectory() {
        try {
            return directory == null
                    ? Files.createTempDirectory("local-cluster-")
                    : Files.createTempDirectory(directory, "local-cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of the token file cannot be created", e);
        }
    }

    static String named(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return value;
    }
}
