package io.github.wicredential.internal.http;

import io.github.wicredential.internal.network.NetworkFault.Reached;
import io.github.wicredential.internal.network.NetworkFault.Step;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.LibraryThread;
import io.github.wicredential.thirdparty.okhttp3.Call;
import io.github.wicredential.thirdparty.okhttp3.Connection;
import io.github.wicredential.thirdparty.okhttp3.EventListener;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows one call, so that its failure can say how far it got, and code that abandons it can say what it was doing,
 * which is valid while the calling thread is in this call. The client's own threads, which open connections and may
 * be late, write nothing else.
 */
final class Steps extends EventListener implements Supplier<Doing> {

    private volatile Step step = Step.NAME;
    private volatile String host;
    private final URI peer;
    private volatile @Nullable InetSocketAddress address;
    private volatile @Nullable Proxy proxy;

    /** To be created by the thread that makes the call. */
    Steps(URI address) {
        this.host = address.getHost();
        this.peer = address;
        LibraryThread.doing(this);
    }

    /** How far the call got, for the exception that ends it. */
    Reached reached() {
        return reached(address);
    }

    @Override
    public void dnsStart(Call call, String name) {
        host = name;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress to, Proxy over) {
        step = Step.CONNECT;
        address = to;
        proxy = over;
    }

    @Override
    public void secureConnectStart(Call call) {
        step = Step.TLS;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        step = Step.REQUEST;
        address = connection.route().socketAddress();
        proxy = connection.route().proxy();
        host = call.request().url().host();
    }

    private Reached reached(@Nullable InetSocketAddress to) {
        Proxy through = proxy;
        return new Reached(step, to, through != null && through.type() != Proxy.Type.DIRECT ? through : null);
    }

    /** What the call is doing. */
    @Override
    public Doing get() {
        InetSocketAddress to = address;
        String place = to == null ? host : Reached.place(to);
        Step at = step;
        SocketTimeoutException timedOut = new SocketTimeoutException("timeout");
        timedOut.addSuppressed(reached(to));
        return new Doing(
                Doing.Kind.REQUEST,
                at.with(at == Step.NAME || at == Step.REQUEST ? host : place),
                new Doing.Call(peer, timedOut));
    }
}
