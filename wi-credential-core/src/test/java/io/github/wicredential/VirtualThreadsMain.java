package io.github.wicredential;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** 64 virtual threads, all cold, on several credentials; the process decides how many carriers they have. */
final class VirtualThreadsMain {

    private static final int THREADS = 64;
    private static final int CREDENTIALS = 4;

    private VirtualThreadsMain() {}

    public static void main(String[] args) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch allWait = new CountDownLatch(1);
        TokenTransport slow = request -> {
            // Nobody is answered before all have asked, so all wait at one time.
            awaitQuietly(allWait);
            return TokenTransport.Response.of(
                    200,
                    Map.of(),
                    "{\"access_token\":\"token-" + requests.incrementAndGet() + "\",\"expires_in\":3600}");
        };
        List<WorkloadIdentity> credentials = new ArrayList<>();
        for (int i = 0; i < CREDENTIALS; i++) {
            credentials.add(CannedTransport.credential().transport(slow).build());
        }
        AtomicInteger asking = new AtomicInteger();
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            WorkloadIdentity credential = credentials.get(i % CREDENTIALS);
            startVirtual(() -> {
                if (asking.incrementAndGet() == THREADS) {
                    allWait.countDown();
                }
                tokens.add(credential.token("https://vault.azure.net/.default").value());
                done.countDown();
            });
        }
        boolean completed = done.await(20, TimeUnit.SECONDS);
        System.out.println("completed=" + completed + " tokens=" + tokens.size() + " requests=" + requests);
        System.exit(0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code Thread.startVirtualThread}, which this byte code's version does not know. */
    private static void startVirtual(Runnable work) throws ReflectiveOperationException {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        start.invoke(null, work);
    }
}
