/** Libraries under names of their own; for the modules of wi-credential alone. */
module io.github.wicredential.thirdparty {
    requires java.logging;
    requires static java.desktop;
    requires static java.sql;
    requires static jdk.unsupported;

    exports io.github.wicredential.thirdparty.jackson.core to
            io.github.wicredential;
    exports io.github.wicredential.thirdparty.jackson.core.util to
            io.github.wicredential;
    exports io.github.wicredential.thirdparty.jackson.databind to
            io.github.wicredential;
    exports io.github.wicredential.thirdparty.jackson.databind.node to
            io.github.wicredential;
    exports io.github.wicredential.thirdparty.nimbusds.jose to
            io.github.wicredential,
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.nimbusds.jose.crypto to
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.nimbusds.jose.jwk to
            io.github.wicredential,
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.nimbusds.jose.jwk.gen to
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.nimbusds.jose.util to
            io.github.wicredential,
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.nimbusds.jwt to
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.okhttp3 to
            io.github.wicredential;
    exports io.github.wicredential.thirdparty.okhttp3.tls to
            io.github.wicredential.test;
    exports io.github.wicredential.thirdparty.okio to
            io.github.wicredential;
}
