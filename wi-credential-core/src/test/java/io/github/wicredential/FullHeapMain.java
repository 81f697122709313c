package io.github.wicredential;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Fills the heap for the moment at which the guard has to look after a token, and then reads on. */
final class FullHeapMain {

    private static final int LIFE_SECONDS = 4;

    private FullHeapMain() {}

    public static void main(String[] args) {
        AtomicInteger requests = new AtomicInteger();
        WorkloadIdentity identity = CannedTransport.credential()
                .transport(request -> TokenTransport.Response.of(
                        200,
                        Map.of(),
                        "{\"access_token\":\"token-" + requests.incrementAndGet() + "\",\"expires_in\":" + LIFE_SECONDS
                                + "}"))
                .build();
        TokenSource source = identity.source("https://vault.azure.net/.default");
        AccessToken first = source.token();
        long begin = System.nanoTime();
        // Used, so that it is to be renewed.
        source.token();

        // It is due after 1.8 to 2 s and must not be handed out after 3 s.
        sleepUntil(begin, 1_500);
        int full = fillUntil(begin, 2_700);
        sleepUntil(begin, 3_500);

        AccessToken later = soon(source);
        System.out.println("full=" + (full > 0) + " expiredTokenServed="
                + later.value().equals(first.value()) + " requests=" + (requests.get() > 1));
        sleepUntil(System.nanoTime(), TimeUnit.SECONDS.toMillis(LIFE_SECONDS));
        AccessToken last = soon(source);
        System.out.println("renewedAfterwards=" + !last.value().equals(later.value()));
        System.exit(0);
    }

    /** A request that the full heap has failed is remembered for a moment. */
    private static AccessToken soon(TokenSource source) {
        long begin = System.nanoTime();
        while (true) {
            try {
                return source.token();
            } catch (WorkloadIdentityException failed) {
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(10)) {
                    throw failed;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** How often nothing more could be had: once at least. */
    private static int fillUntil(long begin, long millis) {
        Object[] kept = new Object[1];
        int full = 0;
        int size = 16 * 1024;
        while (full == 0 || System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(millis)) {
            try {
                Object[] more = new Object[size];
                more[0] = kept;
                kept = more;
            } catch (OutOfMemoryError none) {
                size = Math.max(1, size / 2);
                full++;
            }
        }
        return kept[0] == null ? 0 : full;
    }

    private static void sleepUntil(long begin, long millis) {
        for (long left = 1; left > 0; left = TimeUnit.MILLISECONDS.toNanos(millis) - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
        }
    }
}
