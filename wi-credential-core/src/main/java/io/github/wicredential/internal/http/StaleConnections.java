package io.github.wicredential.internal.http;

import io.github.wicredential.thirdparty.okhttp3.Connection;
import io.github.wicredential.thirdparty.okhttp3.Interceptor;
import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import io.github.wicredential.thirdparty.okhttp3.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Immediately repeats a request whose reused connection was closed without any answer: the peer had closed it while
 * it was idle. The result of a new connection is final, whatever it is.
 */
final class StaleConnections {

    /** More than a pool keeps idle for one host; each repetition consumes one of them. */
    private static final int MOST_REPEATS = 16;

    private final Set<Connection> used = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    void watch(OkHttpClient.Builder client) {
        client.addInterceptor(StaleConnections::repeat).addNetworkInterceptor(this::note);
    }

    private static final class Stale extends IOException {

        private static final long serialVersionUID = 1L;

        private final IOException seen;

        Stale(IOException seen) {
            super(seen.getMessage(), seen);
            this.seen = seen;
        }
    }

    private static Response repeat(Interceptor.Chain chain) throws IOException {
        for (int repeats = 0; ; repeats++) {
            try {
                return chain.proceed(chain.request());
            } catch (Stale stale) {
                if (repeats >= MOST_REPEATS) {
                    throw stale.seen;
                }
            }
        }
    }

    private Response note(Interceptor.Chain chain) throws IOException {
        @Nullable Connection connection = chain.connection();
        boolean reused = connection != null && used.contains(connection);
        try {
            Response answer = chain.proceed(chain.request());
            if (connection != null) {
                used.add(connection);
            }
            return answer;
        } catch (InterruptedIOException | ProtocolException late) {
            throw late;
        } catch (IOException ended) {
            throw reused && !chain.call().isCanceled() ? new Stale(ended) : ended;
        }
    }
}
