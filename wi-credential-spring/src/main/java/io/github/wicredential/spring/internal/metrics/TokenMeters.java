package io.github.wicredential.spring.internal.metrics;

import io.github.wicredential.spring.internal.watch.IdentityWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;

/** The meters of all identities. */
public final class TokenMeters implements MeterBinder {

    private final IdentityWatch watch;

    /**
     * Meters for those who are watched.
     *
     * @param watch who is
     */
    public TokenMeters(IdentityWatch watch) {
        this.watch = watch;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watch.follow(watched ->
                watched.journal().attach(IdentityMeters.register(registry, watched, InstantSource.system())));
    }
}
