package io.github.wicredential.internal.network;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The versions of TLS that this JVM offers, after what its properties and its security policy forbid. */
public final class JvmProtocols {

    /** What a JVM offers that nobody has limited. */
    public static final List<String> USUAL = List.of("TLSv1.2", "TLSv1.3");

    private JvmProtocols() {}

    /** Those that a new connection offers. */
    public static List<String> enabled() {
        try {
            return Arrays.stream(
                            SSLContext.getDefault().getDefaultSSLParameters().getProtocols())
                    .filter(name -> !name.equals("SSLv2Hello"))
                    .sorted()
                    .toList();
        } catch (NoSuchAlgorithmException e) {
            return USUAL;
        }
    }

    /** Whether there are no elliptic curves, which up to JDK 21 are in a module of their own; nearly every server requires them. */
    public static boolean lackCurves() {
        try {
            KeyFactory.getInstance("EC");
            return false;
        } catch (NoSuchAlgorithmException e) {
            return true;
        }
    }
}
