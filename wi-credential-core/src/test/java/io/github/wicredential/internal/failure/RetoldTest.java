package io.github.wicredential.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetoldTest {

    static Stream<Throwable> failures() {
        Throwable expired = new CertificateExpiredException("NotAfter: yesterday");
        Throwable handshake = new SSLHandshakeException("PKIX path validation failed");
        handshake.initCause(new CertPathValidatorException("validity check failed", expired));
        return Stream.of(
                // Made with words alone, it takes no cause afterwards.
                new CertPathValidatorException("validity check failed", expired),
                handshake,
                // Neither takes a cause and words.
                new EOFException("end").initCause(new ConnectException("refused")),
                new NoSuchFileException("file").initCause(new IOException("moved")),
                new UncheckedIOException("wrapped", new IOException("read")),
                // Kinds that are not Java's own.
                new IllegalStateException("outer", new NotJavas("inner", new IOException("read"))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aChainIsToldAgainWithItsWordsAndWithoutItself(Throwable met) {
        List<Throwable> told = chain(Retold.of(met));

        assertThat(told).hasSameSizeAs(chain(met)).doesNotContainAnyElementsOf(chain(met));
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i).toString())
                    .contains(String.valueOf(chain(met).get(i).getMessage()));
            assertThat(told.get(i).getClass())
                    .isAssignableFrom(chain(met).get(i).getClass());
        }
    }

    private static List<Throwable> chain(Throwable first) {
        return Stream.iterate(first, failure -> failure != null, Throwable::getCause)
                .toList();
    }

    private static final class NotJavas extends Exception {

        private static final long serialVersionUID = 1L;

        NotJavas(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
