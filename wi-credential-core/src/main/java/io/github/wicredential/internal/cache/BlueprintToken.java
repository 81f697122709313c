package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A blueprint's token for one agent, which owns it: an entry like any other, used by flights instead of callers. */
final class BlueprintToken implements Blueprint {

    private final Entry entry;
    private final Flight.Target target;
    private final RefreshRuntime runtime;

    BlueprintToken(Entry entry) {
        this.entry = entry;
        this.target = entry.target;
        this.runtime = target.settings().runtime();
    }

    @Override
    public String clientId() {
        return target.clientId();
    }

    @Override
    public CompletableFuture<AccessToken> awaited(long until) {
        TokenRequest plain = target.plain();
        try {
            while (true) {
                State s = entry.state();
                AccessToken current = entry.currentOrRefresh(s, plain);
                if (current != null) {
                    return CompletableFuture.completedFuture(current);
                }
                Flight flight = entry.join(s, plain, Reason.COLD, until);
                if (flight != null) {
                    CompletableFuture<AccessToken> result = entry.result(flight, plain);
                    return until == Waiters.NOBODY
                            ? result
                            : result.whenComplete((token, failure) -> flight.waiters.leave());
                }
            }
        } catch (WorkloadIdentityException refused) {
            Failure held = entry.state().held(null, runtime.nanos(), runtime.millis());
            return CompletableFuture.failedFuture(held == null ? refused : held.cause());
        }
    }

    @Override
    public void served(AccessToken token) {
        entry.served(token);
    }

    @Override
    public void close() {
        entry.close();
    }

    @Override
    public void replace(AccessToken refused) {
        State.Change change;
        do {
            change = entry.state().onRefused(refused, runtime.nanos(), runtime.millis());
        } while (change != null && !entry.apply(change));
    }

    @Override
    public @Nullable WorkloadIdentityException lastFailure() {
        State s = entry.state();
        WorkloadIdentityException last = s.flight == null ? null : s.flight.lastFailure();
        Failure before = s.history.failure();
        return last != null || before == null ? last : before.cause();
    }

    @Override
    public long askAfter() {
        Failure last = entry.state().history.failure();
        return Math.max(target.gate().until(), last == null ? 0 : last.askAfter());
    }

    @Override
    public boolean runsOnThisThread() {
        return entry.runsOnThisThread();
    }
}
