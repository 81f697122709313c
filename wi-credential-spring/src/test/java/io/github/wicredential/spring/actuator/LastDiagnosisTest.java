package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.spring.Events;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import io.github.wicredential.spring.internal.TokenActivity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LastDiagnosisTest {

    private static final Diagnosis SOME = Diagnosis.of(Instant.parse("2026-03-01T12:00:00Z"), List.of());

    private final TokenActivity activity = new TokenActivity(InstantSource.system());
    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private Instant now = SOME.at();

    @Test
    void isMadeOnceInFiveMinutes() {
        LastDiagnosis last = last(scopes -> SOME);
        assertThat(done(last)).isSameAs(SOME);
        now = now.plus(LastDiagnosis.FRESH).minusMillis(1);
        done(last);
        assertThat(asked).hasSize(1);
        now = now.plusMillis(1);
        done(last);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoAsksMeanwhileWaitsForTheSame() {
        CompletableFuture<Diagnosis> slow = new CompletableFuture<>();
        LastDiagnosis last = last(scopes -> slow.orTimeout(10, TimeUnit.SECONDS).join());
        CompletableFuture<Diagnosis> first = last.get();
        assertThat(last.get()).isSameAs(first);
        slow.complete(SOME);
        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneThatFailedIsMadeAgain() {
        Queue<RuntimeException> failures = new ArrayDeque<>(List.of(new IllegalStateException("once")));
        LastDiagnosis last = last(scopes -> {
            RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return SOME;
        });
        assertThat(last.get()).failsWithin(Duration.ofSeconds(10));
        assertThat(done(last)).isSameAs(SOME);
    }

    @Test
    void triesTheScopesThatWereUsedLast() {
        for (int i = 0; i < 5; i++) {
            activity.on(Events.succeeded("scope-" + i, now, now));
        }
        done(last(scopes -> SOME));
        assertThat(asked).containsExactly(List.of("scope-2", "scope-3", "scope-4"));
    }

    private LastDiagnosis last(Function<List<String>, Diagnosis> diagnose) {
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .clientId("11111111-2222-4333-8444-555555555555")
                .tenantId("contoso.example")
                .assertion(() -> "never asked")
                .build();
        return new LastDiagnosis(
                new Registered("workloadIdentity", identity, activity),
                scopes -> {
                    asked.add(scopes);
                    return diagnose.apply(scopes);
                },
                () -> now);
    }

    private static Diagnosis done(LastDiagnosis last) {
        return last.get().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
