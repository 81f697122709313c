package io.github.wicredential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** An application that blocks every thread of the common pool, and asks for tokens there. */
final class BusyPoolMain {

    private static final int CALLERS = 12;

    private BusyPoolMain() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch allAsk = new CountDownLatch(1);
        WorkloadIdentity identity = CannedTransport.credential()
                .transport(request -> {
                    await(allAsk);
                    return TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");
                })
                .build();

        System.out.println("timeout=" + timesOut(identity));

        List<CompletableFuture<String>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(
                    CompletableFuture.supplyAsync(() -> blockOn(identity.tokenAsync("https://cold.example/.default"))));
        }
        allAsk.countDown();
        for (CompletableFuture<String> caller : callers) {
            if (!caller.get(20, TimeUnit.SECONDS).equals("t")) {
                throw new IllegalStateException();
            }
        }
        System.out.println("served=" + CALLERS);

        long served = IntStream.range(0, CALLERS)
                .parallel()
                .filter(i -> blockOn(identity.tokenAsync("https://resource" + i + ".example/.default"))
                        .equals("t"))
                .count();
        System.out.println("parallel=" + served);
        System.exit(0);
    }

    /** With every thread of the pool held up for good, and an authority that does not answer. */
    private static boolean timesOut(WorkloadIdentity identity) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism() + 1; i++) {
            ForkJoinPool.commonPool().execute(() -> await(over));
        }
        CompletableFuture<AccessToken> impatient = identity.tokenAsync(
                TokenRequest.of("https://slow.example/.default").withTimeout(Duration.ofMillis(300)));
        try {
            impatient.get(10, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException late) {
            return late.getCause() instanceof TokenTimeoutException;
        } finally {
            over.countDown();
        }
    }

    /** As Reactor and others block: the pool does not know of it, and makes no other thread. */
    private static String blockOn(CompletableFuture<AccessToken> future) {
        CountDownLatch done = new CountDownLatch(1);
        var unused = future.whenComplete((token, failure) -> done.countDown());
        await(done);
        return future.join().value();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let it go.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
