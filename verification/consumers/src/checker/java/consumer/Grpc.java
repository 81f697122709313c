package consumer;

import io.grpc.ConnectivityState;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection of gRPC on its OkHttp transport. */
public final class Grpc implements Check {
    @Override
    public void run() throws Exception {
        Server server = OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create()).build().start();
        ManagedChannel channel = OkHttpChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        CountDownLatch ready = new CountDownLatch(1);
        watch(channel, ready);
        Check.must(ready.await(20, TimeUnit.SECONDS), "a connection, not " + channel.getState(false));
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static void watch(ManagedChannel channel, CountDownLatch ready) {
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY) {
            ready.countDown();
        } else {
            channel.notifyWhenStateChanged(state, () -> watch(channel, ready));
        }
    }
}
