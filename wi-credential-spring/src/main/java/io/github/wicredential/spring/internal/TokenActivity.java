package io.github.wicredential.spring.internal;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened to one identity's tokens. Thread-safe.
 *
 * <p>What happens to agent identities below it is passed on, and not remembered.
 *
 * <p>Knows a scope by its name alone: tokens for it in several tenants count as one, the one that expires last.
 */
public final class TokenActivity implements IdentityListener {

    private static final int MOST_SCOPES = 256;
    private static final int MOST_EARLY = 16;

    private static final Logger LOG = LoggerFactory.getLogger(TokenActivity.class);

    private final InstantSource clock;
    private final Optional<String> agent;
    private final List<IdentityListener> listeners = new ArrayList<>();
    private final Map<String, ScopeActivity> scopes = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScopeActivity> eldest) {
            return size() > MOST_SCOPES;
        }
    };

    // What happened before there was a listener, as while Key Vault's property source was read.
    private @Nullable List<IdentityEvent> early = new ArrayList<>();

    /** Nothing has happened yet. */
    public TokenActivity(InstantSource clock) {
        this(clock, Optional.empty());
    }

    private TokenActivity(InstantSource clock, Optional<String> agent) {
        this.clock = clock;
        this.agent = agent;
    }

    /** Of an agent identity. */
    public static TokenActivity ofAgent(String id, InstantSource clock) {
        return new TokenActivity(clock, Optional.of(id));
    }

    /** Passes events on to a listener, to the first one also those of before. */
    public void attach(IdentityListener listener) {
        List<IdentityEvent> missed;
        synchronized (scopes) {
            missed = early == null ? List.of() : early;
            early = null;
            listeners.add(listener);
        }
        missed.forEach(event -> notify(listener, event));
    }

    /** Passes events on from now on. */
    public void attachLive(IdentityListener listener) {
        synchronized (scopes) {
            listeners.add(listener);
        }
    }

    @Override
    public void on(IdentityEvent event) {
        List<IdentityListener> receivers;
        synchronized (scopes) {
            remember(event);
            receivers = List.copyOf(listeners);
            if (early != null && early.size() < MOST_EARLY) {
                early.add(event);
            }
        }
        receivers.forEach(listener -> notify(listener, event));
    }

    private static void notify(IdentityListener listener, IdentityEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            // One that fails must not keep others from receiving it.
            LOG.debug("A listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }

    /** The tokens as they are now. */
    public TokenSnapshot snapshot() {
        synchronized (scopes) {
            return TokenSnapshot.of(scopes.values(), clock.instant());
        }
    }

    /** The scopes for which tokens were requested, the most recent ones last. */
    public List<String> scopes() {
        synchronized (scopes) {
            return List.copyOf(scopes.keySet());
        }
    }

    private void remember(IdentityEvent event) {
        if (!event.agent().equals(agent)) {
            // Of an agent of this identity, which has its own tokens.
            return;
        }
        if (event instanceof IdentityEvent.RefreshSucceeded done) {
            change(done.scope(), known -> known.granted(done.expiresAt()));
        } else if (event instanceof IdentityEvent.RefreshFailed failed) {
            Instant now = clock.instant();
            Duration hold = failed.retryIn();
            change(failed.scope(), known -> known.failed(new TokenSnapshot.Failure(now, hold, failed.failure())));
        } else if (event instanceof IdentityEvent.Invalidated rejected && rejected.accepted()) {
            change(rejected.scope(), ScopeActivity::rejected);
        } else if (event instanceof IdentityEvent.Lapsed lapsed) {
            change(lapsed.scope(), ScopeActivity::lapsed);
        }
    }

    private void change(String scope, UnaryOperator<ScopeActivity> change) {
        scopes.put(scope, change.apply(scopes.getOrDefault(scope, ScopeActivity.NEW)));
    }

    /**
     * What has happened to the tokens for one scope. One that is not used is left to expire; the failure is why it
     * was not refreshed, if that was tried last.
     */
    record ScopeActivity(@Nullable Instant expiresAt, boolean used, TokenSnapshot.@Nullable Failure failure) {

        static final ScopeActivity NEW = new ScopeActivity(null, false, null);

        ScopeActivity granted(Instant until) {
            return new ScopeActivity(expiresAt != null && expiresAt.isAfter(until) ? expiresAt : until, true, null);
        }

        ScopeActivity failed(TokenSnapshot.Failure last) {
            return new ScopeActivity(expiresAt, used, last);
        }

        ScopeActivity rejected() {
            return new ScopeActivity(null, false, failure);
        }

        ScopeActivity lapsed() {
            return new ScopeActivity(expiresAt, false, null);
        }
    }
}
