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

/** Follows one call, so that its failure can say how far it got, and who gives it up what it was at. */
final class Steps extends EventListener {

    private volatile Step step = Step.NAME;
    private volatile @Nullable InetSocketAddress address;
    private volatile @Nullable Proxy proxy;

    /** How far it got, for the exception that ends it. */
    Reached reached() {
        Proxy through = proxy;
        return new Reached(step, address, through != null && through.type() != Proxy.Type.DIRECT ? through : null);
    }

    @Override
    public void dnsStart(Call call, String name) {
        LibraryThread.doing("it resolved the name ".concat(name));
    }

    @Override
    public void connectStart(Call call, InetSocketAddress to, Proxy over) {
        step = Step.CONNECT;
        address = to;
        proxy = over;
        LibraryThread.doing("it connected to ".concat(Reached.place(to)));
    }

    @Override
    public void secureConnectStart(Call call) {
        step = Step.TLS;
        InetSocketAddress to = address;
        LibraryThread.doing("it waited for TLS with ".concat(to == null ? "the host" : Reached.place(to)));
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        step = Step.REQUEST;
        address = connection.route().socketAddress();
        proxy = connection.route().proxy();
        LibraryThread.doing(
                "it waited for the answer of ".concat(call.request().url().host()));
    }
}
