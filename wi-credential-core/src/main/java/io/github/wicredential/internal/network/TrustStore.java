package io.github.wicredential.internal.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The file with the certificate authorities that this JVM trusts by default, read again to see what is wrong with it.
 *
 * @param named whether {@code javax.net.ssl.trustStore} names it
 * @param entries how many it has, as far as they can be read
 */
public record TrustStore(String path, boolean named, State state, int entries) {

    private static final String PROPERTY = "javax.net.ssl.trustStore";
    private static final int PKCS12 = 0x30;

    /** What is wrong with it. */
    public enum State {
        MISSING,
        /** Its password is another one. */
        PASSWORD,
        /** It is of another type, or no store at all. */
        MALFORMED,
        /** The JDK reads no certificate of a PKCS #12 store without its password, and does not say so. */
        LOCKED,
        EMPTY,
        FILLED
    }

    /** What a new connection would trust. */
    public static TrustStore ofThisJvm() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return of(named, true, System.getProperty(PROPERTY + "Type"), System.getProperty(PROPERTY + "Password"));
        }
        Path folder = Path.of(System.getProperty("java.home"), "lib", "security");
        Path own = folder.resolve("jssecacerts");
        return of((Files.exists(own) ? own : folder.resolve("cacerts")).toString(), false, null, null);
    }

    static TrustStore of(String path, boolean named, @Nullable String type, @Nullable String password) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                return new TrustStore(path, named, State.MISSING, 0);
            }
            KeyStore store = KeyStore.getInstance(type == null || type.isEmpty() ? KeyStore.getDefaultType() : type);
            try (InputStream content = Files.newInputStream(file)) {
                store.load(content, password == null ? null : password.toCharArray());
            }
            State empty = password == null && begin(file) == PKCS12 ? State.LOCKED : State.EMPTY;
            return new TrustStore(path, named, store.size() == 0 ? empty : State.FILLED, store.size());
        } catch (GeneralSecurityException | IOException | InvalidPathException e) {
            boolean locked = e.getCause() instanceof UnrecoverableKeyException;
            return new TrustStore(path, named, locked ? State.PASSWORD : State.MALFORMED, 0);
        }
    }

    private static int begin(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.read();
        }
    }
}
