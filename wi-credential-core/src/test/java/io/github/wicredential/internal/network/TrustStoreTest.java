package io.github.wicredential.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.TrustStore.State;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a trust store is told from one another. */
class TrustStoreTest {

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}, {1} entries, password {2}: {3}")
    @CsvSource({
        "PKCS12, 1, changeit, FILLED",
        "PKCS12, 1, , LOCKED",
        "PKCS12, 1, wrong, PASSWORD",
        "PKCS12, 0, changeit, EMPTY",
        "JKS, 1, , FILLED",
        "JKS, 1, wrong, PASSWORD",
        "JKS, 0, , EMPTY",
    })
    void theStateOfAStore(String type, int entries, @Nullable String password, State state) throws Exception {
        Path file = store(type, entries);

        TrustStore seen = TrustStore.of(file.toString(), true, null, password);

        assertThat(seen.state()).isEqualTo(state);
        assertThat(seen.path()).isEqualTo(file.toString());
        assertThat(seen.entries()).isEqualTo(state == State.FILLED ? entries : 0);
    }

    @Test
    void whatIsNoStore() throws Exception {
        Path pem = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");

        assertThat(TrustStore.of(pem.toString(), true, null, null).state()).isEqualTo(State.MALFORMED);
        assertThat(TrustStore.of(store("PKCS12", 1).toString(), true, "JCEKS", "changeit")
                        .state())
                .isEqualTo(State.MALFORMED);
        assertThat(TrustStore.of(directory.resolve("none").toString(), true, null, null)
                        .state())
                .isEqualTo(State.MISSING);
        assertThat(TrustStore.of(directory.toString(), true, null, null).state())
                .isEqualTo(State.MISSING);
    }

    @Test
    void theJvmsOwn() {
        TrustStore own = TrustStore.ofThisJvm();

        assertThat(own.named()).isEqualTo(System.getProperty("javax.net.ssl.trustStore") != null);
        assertThat(own.state()).isEqualTo(State.FILLED);
    }

    private Path store(String type, int entries) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        for (int i = 0; i < entries; i++) {
            store.setCertificateEntry(
                    "ca" + i, new HeldCertificate.Builder().build().certificate());
        }
        Path file = directory.resolve("store");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }
}
