package io.github.wicredential.spring.internal.watch;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened to one identity's tokens. Thread-safe.
 *
 * <p>Knows a scope by its name alone: tokens for it in several tenants count as one, the one that ends last.
 */
public final class Journal implements IdentityListener {

    private static final int MOST_SCOPES = 256;
    private static final int MOST_EARLY = 16;

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final InstantSource clock;
    private final List<IdentityListener> listeners = new ArrayList<>();
    private final Map<String, KnownScope> scopes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownScope> eldest) {
            return size() > MOST_SCOPES;
        }
    };

    // What happened before there was anybody to be told, as while Key Vault's property source was read.
    private @Nullable List<IdentityEvent> early = new ArrayList<>();

    /**
     * Begins an empty journal.
     *
     * @param clock the time
     */
    public Journal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Passes on what happens, and to the first listener also what happened before.
     *
     * @param listener who hears it
     */
    public void attach(IdentityListener listener) {
        List<IdentityEvent> missed;
        synchronized (scopes) {
            missed = early == null ? List.of() : early;
            early = null;
            listeners.add(listener);
        }
        missed.forEach(event -> tell(listener, event));
    }

    /**
     * Passes on what happens from now on.
     *
     * @param listener who hears it
     */
    public void attachLive(IdentityListener listener) {
        synchronized (scopes) {
            listeners.add(listener);
        }
    }

    @Override
    public void on(IdentityEvent event) {
        List<IdentityListener> told;
        synchronized (scopes) {
            note(event);
            told = List.copyOf(listeners);
            if (early != null && early.size() < MOST_EARLY) {
                early.add(event);
            }
        }
        told.forEach(listener -> tell(listener, event));
    }

    private static void tell(IdentityListener listener, IdentityEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            // One that fails must not keep others from hearing it.
            log.debug("A listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }

    /**
     * The present state.
     *
     * @return a copy
     */
    public Tokens tokens() {
        synchronized (scopes) {
            return Tokens.of(scopes.values(), clock.instant());
        }
    }

    /**
     * The scopes for which tokens were asked, those of late last.
     *
     * @return a copy
     */
    public List<String> scopes() {
        synchronized (scopes) {
            return List.copyOf(scopes.keySet());
        }
    }

    private void note(IdentityEvent event) {
        if (event instanceof IdentityEvent.RefreshSucceeded done) {
            change(done.scope(), known -> known.granted(done.expiresAt()));
        } else if (event instanceof IdentityEvent.RefreshFailed failed) {
            Instant now = clock.instant();
            Duration hold = failed.retryIn();
            change(failed.scope(), known -> known.failed(new Tokens.Failure(now, hold, failed.failure())));
        } else if (event instanceof IdentityEvent.Invalidated rejected && rejected.accepted()) {
            change(rejected.scope(), KnownScope::rejected);
        } else if (event instanceof IdentityEvent.Lapsed lapsed) {
            change(lapsed.scope(), KnownScope::lapsed);
        }
    }

    private void change(String scope, UnaryOperator<KnownScope> change) {
        scopes.put(scope, change.apply(scopes.getOrDefault(scope, KnownScope.NEW)));
    }
}
