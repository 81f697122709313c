package io.github.wicredential.internal.http;

import io.github.wicredential.internal.network.NetworkFault.Reached;
import io.github.wicredential.internal.network.NetworkFault.Step;
import io.github.wicredential.internal.runtime.LibraryThread;
import io.github.wicredential.thirdparty.okhttp3.Call;
import io.github.wicredential.thirdparty.okhttp3.Connection;
import io.github.wicredential.thirdparty.okhttp3.EventListener;
import java.net.InetSocketAddress;
import java.net.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Follows one call, so that its failure can say how far it got, and code that abandons it can say what it was doing:
 * in the words of {@link #toString()}, which are valid while the calling thread is in this call. The client's own
 * threads, which open connections and may be late, write nothing else.
 */
final class Steps extends EventListener {

    private volatile Step step = Step.NAME;
    private volatile String host;
    private volatile @Nullable InetSocketAddress address;
    private volatile @Nullable Proxy proxy;

    /** To be created by the thread that makes the call. */
    Steps(String host) {
        this.host = host;
        LibraryThread.doing(this);
    }

    /** How far the call got, for the exception that ends it. */
    Reached reached() {
        Proxy through = proxy;
        return new Reached(step, address, through != null && through.type() != Proxy.Type.DIRECT ? through : null);
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

    /** What the call is doing, in words that follow "while". */
    @Override
    public String toString() {
        InetSocketAddress to = address;
        String place = to == null ? host : Reached.place(to);
        Step at = step;
        return at.with(at == Step.NAME || at == Step.REQUEST ? host : place);
    }
}
