package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.NetworkFault.Step;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of each fault, wherever on the way it occurs. */
class NetworkDecisionTest {

    private static final List<String> ADDRESSES =
            List.of("20.190.160.14", "127.0.0.1", "0.0.0.0", "10.0.0.4", "::1", "2603:1006:2000::1");

    private static final Map<Step, List<Supplier<IOException>>> FAULTS = Map.of(
            Step.NAME,
            List.of(
                    () -> new UnknownHostException("login"),
                    () -> new UnknownHostException("login: Name or service not known"),
                    () -> new UnknownHostException("login: Temporary failure in name resolution"),
                    () -> new SocketTimeoutException("timeout")),
            Step.CONNECT,
            List.of(
                    () -> new ConnectException("Connection refused"),
                    () -> new ConnectException("Network is unreachable"),
                    () -> new SocketTimeoutException("connect timed out"),
                    () -> new SocketException("Connection reset")),
            Step.TLS,
            List.of(
                    () -> new SocketTimeoutException("timeout"),
                    () -> new SocketException("Connection reset"),
                    () -> new EOFException("end"),
                    () -> new SSLHandshakeException("Received fatal alert: protocol_version"),
                    () -> new SSLHandshakeException("Received fatal alert: handshake_failure"),
                    () -> new SSLHandshakeException("Unsupported or unrecognized SSL message"),
                    () -> new IOException(new CertificateExpiredException("x")),
                    () -> new IOException(new CertificateNotYetValidException("x"))),
            Step.REQUEST,
            List.of(() -> new SocketTimeoutException("timeout"), () -> new EOFException("end")));

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com, ",
        "https://login.microsoftonline.com, HTTP",
        "https://login.microsoftonline.com, SOCKS",
        "https://login.microsoftonline.com:8443, ",
        "https://login.microsoftonline.com:8443, HTTP",
        "https://entra.example, ",
        "https://entra.example, HTTP"
    })
    void nothingThatIsRuledOutIsNamedAndNothingThatIsUnknown(URI authority, Proxy.@Nullable Type type)
            throws Exception {
        for (String address : ADDRESSES) {
            InetSocketAddress at = new InetSocketAddress(
                    InetAddress.getByAddress(
                            type == null ? authority.getHost() : "proxy.example",
                            InetAddress.getByName(address).getAddress()),
                    type == null ? 443 : 3128);
            Proxy proxy = type == null ? null : new Proxy(type, at);
            for (Step step : Step.values()) {
                for (Supplier<IOException> fault : FAULTS.getOrDefault(step, List.of())) {
                    assertDecision(authority, proxy, new NetworkFault.Reached(step, at, proxy), fault.get());
                }
            }
            for (int status : type == Proxy.Type.HTTP ? List.of(403, 404, 407, 429, 502) : List.<Integer>of()) {
                assertDecision(
                        authority,
                        proxy,
                        new NetworkFault.Reached(Step.CONNECT, at, proxy),
                        new IOException("Unexpected response code for CONNECT: " + status));
            }
        }
    }

    private static void assertDecision(
            URI authority, @Nullable Proxy proxy, NetworkFault.Reached reached, IOException failure) {
        failure.addSuppressed(reached);
        NetworkFault fault = NetworkFault.of(failure);
        Evidence known = new NetworkEvidence(fault)
                .tell(new Evidence()
                        .putAuthority(authority)
                        .putProxy(Optional.ofNullable(proxy), false)
                        .putBypass(null, null));
        if (fault.isOfName() && proxy != null) {
            known.putName("proxy.example").fact("toProxy", true);
        }

        GuideEntry entry = Guide.get().network(fault, known);
        Advice advice = entry.advice(known);

        List<String> ruledOut = entry.causes().stream()
                .filter(cause -> Boolean.FALSE.equals(known.holds(cause.when())))
                .map(cause -> known.text(cause.text()))
                .toList();
        assertThat(advice.causes())
                .as(failure + " at " + reached.step() + " of " + reached.place() + ": " + entry.names())
                .isNotEmpty()
                .noneMatch(ruledOut::contains)
                .allSatisfy(cause -> assertThat(cause).doesNotContain("<"));
        assertThat(advice.means()).doesNotContain("<");
        assertThat(advice.commands()).isNotEmpty();
        if (proxy != null && fault.kind() == NetworkFault.Kind.CONNECT) {
            assertThat(advice.cause()).contains(reached.place());
        }
    }
}
