package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.runtime.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A caller of a simulation's identities, and what it asks. */
final class SimulatedCaller {

    private final Simulation simulation;
    private final Scheduler scheduler;
    private final SplittableRandom random;

    SimulatedCaller(Simulation simulation) {
        this.simulation = simulation;
        this.scheduler = simulation.scheduler;
        this.random = scheduler.random;
    }

    /** Asks for tokens, some time. */
    void call() {
        try {
            int calls = 4 + random.nextInt(25);
            List<AccessToken> seen = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                pause();
                SimulatedIdentity identity = simulation.identities.get(random.nextInt(simulation.identities.size()));
                callOnce(identity, seen);
            }
        } finally {
            simulation.callersAtWork--;
        }
    }

    private void pause() {
        switch (random.nextInt(8)) {
            case 0, 1 -> scheduler.sleep(random.nextInt(100_000_000));
            case 2, 3, 4 -> scheduler.sleep(random.nextLong(Simulation.seconds(3)));
            case 5 -> scheduler.sleep(random.nextLong(Simulation.seconds(60)));
            case 6 -> scheduler.sleep(random.nextLong(Simulation.seconds(1200)));
            default -> {}
        }
        var unused = Thread.interrupted();
    }

    private void callOnce(SimulatedIdentity identity, List<AccessToken> seen) {
        String scope = identity.scopes.get(random.nextInt(identity.scopes.size()));
        boolean cae = random.nextInt(8) == 0;
        TokenRequest request = TokenRequest.of(scope).withCae(cae);
        switch (random.nextInt(20)) {
            case 0 -> {
                request = request.withClaims(challenge(random.nextInt(3)));
            }
            case 1 -> request = request.withMinRemaining(Duration.ofSeconds(random.nextInt(4000)));
            case 2, 3 -> request = request.withTimeout(Duration.ofMillis(1 + random.nextInt(90_000)));
            default -> {}
        }
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                if (!seen.isEmpty()) {
                    invalidate(identity, seen.get(seen.size() - 1));
                }
            }
            case 3, 4, 5 -> ask(identity, request, cae);
            case 6, 7, 8 -> {
                Entry held = identity.watched(scope, false).entry;
                TokenRequest plain = TokenRequest.of(scope);
                remember(seen, new SimulatedCall(simulation, identity, plain).sync(held::token));
            }
            default -> {
                TokenRequest wanted = request;
                remember(
                        seen,
                        new SimulatedCall(simulation, identity, request).sync(() -> identity.cache.token(wanted)));
            }
        }
    }

    private static String challenge(int value) {
        return "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"" + value + "\"}}}";
    }

    private static void remember(List<AccessToken> seen, @Nullable AccessToken token) {
        if (token != null) {
            seen.add(token);
        }
    }

    private void invalidate(SimulatedIdentity identity, AccessToken token) {
        simulation.disturbances++;
        boolean dropped = identity.cache.invalidate(token);
        scheduler.log(() -> "invalidated " + token.value() + " " + dropped);
        simulation.disturbances++;
        if (dropped) {
            identity.rejected.add(token.value());
            if (!simulation.faultsOver && random.nextBoolean()) {
                // Troubles seldom come alone.
                identity.authority.next = SimulatedFaults.anyMood(random);
            }
        }
    }

    private void ask(SimulatedIdentity identity, TokenRequest request, boolean ahead) {
        SimulatedCall call = new SimulatedCall(simulation, identity, request);
        CompletableFuture<AccessToken> future;
        try {
            future = identity.cache.tokenAsync(request, ahead);
        } catch (OutOfMemoryError full) {
            call.failed(full);
            return;
        }
        call.answeredAtOnce = future.isDone();
        Duration own = request.timeout();
        simulation.checks.promise(future, call.begin + (own == null ? Simulation.seconds(30) : own.toNanos()));
        int block = random.nextInt(6);
        var unused = future.whenComplete((token, failure) -> {
            if (token != null) {
                call.obtained(token);
            } else if (failure != null) {
                call.failed(failure);
            }
            if (block == 0 && !call.answeredAtOnce) {
                scheduler.hangFor(Simulation.seconds(random.nextInt(60)));
            }
        });
        if (random.nextInt(5) == 0) {
            scheduler.sleep(random.nextInt(1_000_000_000));
            future.cancel(true);
        }
    }
}
