package io.github.wicredential.spring.internal.metrics;

import io.github.wicredential.spring.internal.watch.IdentityWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The meters of all identities. */
public final class TokenMeters implements MeterBinder {

    private final IdentityWatch watch;
    private final Tags service;

    /**
     * Meters for those who are watched.
     *
     * @param watch who is
     * @param application the tag by which one service is told from another, or null for none
     */
    public TokenMeters(IdentityWatch watch, @Nullable String application) {
        this.watch = watch;
        this.service = application == null ? Tags.empty() : Tags.of("application", application);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watch.follow(watched ->
                watched.journal().attach(IdentityMeters.register(registry, watched, service, InstantSource.system())));
    }
}
