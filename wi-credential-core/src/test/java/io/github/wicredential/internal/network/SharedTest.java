package io.github.wicredential.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedTest {

    private final Shared<Object> shared = new Shared<>();

    @Test
    void isOneForEqualKeys() {
        Object first = shared.get(new String("key"), Object::new);

        assertThat(shared.get("key", Object::new)).isSameAs(first);
        assertThat(shared.get("other", Object::new)).isNotSameAs(first);
    }

    @Test
    void isKeptByNobodyButItsHolders() throws Exception {
        WeakReference<Object> unheld = new WeakReference<>(shared.get("key", Object::new));

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (unheld.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(unheld.get()).isNull();
        assertThat(shared.get("key", () -> "made anew")).isEqualTo("made anew");
    }
}
