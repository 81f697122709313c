package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.runtime.RefreshRuntime;
import io.github.wicredential.internal.runtime.TestRuntimes;
import io.github.wicredential.internal.runtime.Within;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Code of the application runs with the class loader that was there when the identity was built. */
class ForeignCodeTest {

    private static final String ANSWER = "{\"access_token\":\"t\",\"expires_in\":3600}";

    private final RefreshRuntime runtime = TestRuntimes.impatient();
    // Held weakly, since the listener may receive another event at any time.
    private final Map<String, WeakReference<ClassLoader>> seen = new ConcurrentHashMap<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    private void look(String who) {
        ClassLoader present = Thread.currentThread().getContextClassLoader();
        seen.put(who, new WeakReference<>(present));
    }

    private WorkloadIdentity identity() {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder()
                .environment(name -> null)
                .clientId("11111111-2222-3333-4444-555555555555")
                .tenantId("contoso.onmicrosoft.com")
                .assertion(() -> {
                    look("assertion");
                    return CannedTransport.ASSERTION;
                })
                .listener(event -> look("listener"))
                .transport(request -> {
                    awaitAsked();
                    look("transport");
                    return TokenTransport.Response.of(200, Map.of(), ANSWER);
                });
        return CannedTransport.on(builder, runtime).build();
    }

    private void awaitAsked() {
        try {
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T with(@Nullable ClassLoader loader, Supplier<T> code) {
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        self.setContextClassLoader(loader);
        try {
            return code.get();
        } finally {
            self.setContextClassLoader(before);
        }
    }

    @Test
    void everythingOfTheApplicationSeesTheClassLoaderOfTheTimeOfBuilding() throws Exception {
        try (URLClassLoader war = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            WorkloadIdentity identity = with(war, this::identity);

            var caller = identity.tokenAsync("https://vault.azure.net/.default").thenAccept(token -> look("callback"));
            asked.countDown();
            caller.get(20, TimeUnit.SECONDS);

            Within.aWhile("the listener has heard", () -> seen.containsKey("listener"));
            assertThat(seen)
                    .containsOnlyKeys("assertion", "transport", "listener", "callback")
                    .allSatisfy(
                            (who, loader) -> assertThat(loader.get()).as(who).isSameAs(war));
        }
    }

    @Test
    void threadsKeepNoClassLoaderAfterwards() throws Exception {
        asked.countDown();
        AtomicReference<WorkloadIdentity> built = new AtomicReference<>();
        WeakReference<ClassLoader> war = buildInAWar(built);
        WorkloadIdentity identity = built.get();
        identity.token("https://vault.azure.net/.default");
        Within.aWhile("the listener has heard", () -> seen.containsKey("listener"));

        Within.aWhile("the class loader is collected", () -> {
            System.gc();
            return war.get() == null;
        });

        assertThat(identity.token("https://storage.azure.com/.default").value()).isEqualTo("t");
    }

    private WeakReference<ClassLoader> buildInAWar(AtomicReference<WorkloadIdentity> built) throws IOException {
        try (URLClassLoader war = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            built.set(with(war, this::identity));
            return new WeakReference<>(war);
        }
    }

    @Test
    void anInterruptThatASourceLeavesBehindHarmsNothing() {
        WorkloadIdentityBuilder builder = CannedTransport.credential()
                .assertion(() -> {
                    Thread.currentThread().interrupt();
                    return CannedTransport.ASSERTION;
                })
                .transport(request -> {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    return TokenTransport.Response.of(200, Map.of(), ANSWER);
                });
        WorkloadIdentity identity = CannedTransport.on(builder, runtime).build();

        assertThat(identity.token("https://vault.azure.net/.default").value()).isEqualTo("t");
    }
}
