package io.github.wicredential.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.LibraryThread;
import io.github.wicredential.thirdparty.okhttp3.Call;
import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import io.github.wicredential.thirdparty.okhttp3.Request;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call is at, as the thread says it that waits for it. */
class StepsTest {

    private static final Call CALL = new OkHttpClient()
            .newCall(new Request.Builder().url("https://login.example.com/").build());

    private final Exchanger<@Nullable Steps> meeting = new Exchanger<>();

    @Test
    void aConnectionThatIsOpenedElsewhereIsWhatTheCallerIsAtUntilItIsDone() throws Exception {
        LibraryThread caller = LibraryThread.of("caller", () -> {
            Steps made = new Steps(URI.create("https://login.example.com/"));
            meet(made);
            meet(made);
            LibraryThread.doing(null);
            meet(made);
            meet(made);
        });
        caller.start();
        Steps steps = meet(null);
        assertThat(caller.doing()).hasToString("it resolved the name login.example.com");

        steps.connectStart(CALL, InetSocketAddress.createUnresolved("login.example.com", 443), Proxy.NO_PROXY);
        assertThat(caller.doing()).hasToString("it was connecting to login.example.com:443");
        steps.secureConnectStart(CALL);
        assertThat(caller.doing()).hasToString("it waited for TLS with login.example.com:443");
        meet(null);
        meet(null);

        steps.connectStart(CALL, InetSocketAddress.createUnresolved("login.example.com", 443), Proxy.NO_PROXY);
        assertThat(caller.doing()).isNull();
        meet(null);
    }

    @Test
    void aCallThatHangsAtTheProxySaysSo() {
        Steps steps = new Steps(URI.create("https://login.example.com/"));
        Proxy squid = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("squid.corp", 3128));

        steps.connectStart(CALL, (InetSocketAddress) squid.address(), squid);

        Doing.Call call = Objects.requireNonNull(steps.get().call());
        NetworkFault.Reached reached =
                Objects.requireNonNull(NetworkFault.of(call.timedOut()).reached());
        assertThat(call.peer()).hasHost("login.example.com");
        assertThat(reached.step()).isEqualTo(NetworkFault.Step.CONNECT);
        assertThat(reached.proxy()).contains(squid);
    }

    private Steps meet(@Nullable Steps mine) {
        try {
            return meeting.exchange(mine, 10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
